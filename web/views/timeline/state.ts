// Which step of the link is shown: the last one, unless somebody steps back.
import { batch, computed, effect, signal } from "@preact/signals";
import { announce, hovered, linked, linker } from "../../store";
import { Made } from "./made";
import { passesOf, stepsOf } from "./rows";

/** An event's row, or Infinity for the finished file. */
export const step = signal(Infinity);
export const playing = signal(false);
/** What happened at the step, as a sentence. */
export const says = signal("");

export const passes = computed(() => (linked.value ? passesOf(linked.value) : []));

const everything = computed(() => (linked.value ? new Made(linked.value) : null));

/** What is there at the step that is shown; null when nothing is missing. */
export const there = computed(() => {
  const at = step.value;
  const made = at === Infinity ? null : everything.value;
  return made && {
    cell: (row: number) => made.cell(row, at),
    symbol: (row: number) => made.symbol(row, at),
    byte: (off: number) => made.byte(off, at),
    owner: (row: number) => made.owner(row, at),
  };
});

effect(() => {
  void linked.value;
  step.value = Infinity;
  playing.value = false;
});

let turn = 0;

/** Goes to a step, says what happened there and lights whom it happened to. */
export async function goTo(to: number, aloud: boolean): Promise<void> {
  const link = linked.value;
  if (!link) return;
  const [first, last] = stepsOf(passes.value);
  const mine = ++turn;
  batch(() => {
    step.value = to >= last ? Infinity : Math.max(first, to);
    hovered.value = to > first && to < last ? link.tables.events.subject(to) : 0;
  });
  const sentence = to <= first ? "nothing has happened yet" : await linker().sentence(to).catch(() => "");
  if (mine !== turn || linked.value !== link) return;
  says.value = sentence;
  if (aloud) announce(sentence);
}
