// Focus: what was pointed at, what the linker says of it, what lights up.
import { batch, computed, signal } from "@preact/signals";
import type { Look } from "./report.gen";
import { announce } from "./says";
import { changed, linked, linker, source } from "./state";
import { lookFor } from "./views/ask";
import { headlineOf, noPath, pathOf, type Query } from "./views/focus";
import { dark, lightsOf, type Lights } from "./views/lights";
import type { Linked } from "./views/linked";
import { shortTitle } from "./views/why/rows";
import { rebase, stillFits } from "./views/rebase";

export const query = signal<Query>({ kind: "first" });
export const look = signal<Look | null>(null);
export const lights = signal<Lights>(dark);
export const hovered = signal(0); // owner under the pointer

export const headline = computed(() => {
  const link = linked.value;
  if (!link) return "";
  if (lights.value.of !== link || lights.value.path === noPath) return link.summary.headline || `${link.summary.kind}, ${link.file.length} bytes`;
  return headlineOf(link, lights.value.path, shortTitle(look.value?.title ?? ""));
});

let wanted: ((link: Linked) => Query) | undefined;

/** Points at something in the next link: that of the text which is just being opened. */
export function pointWhenLinked(to: (link: Linked) => Query): void {
  wanted = to;
}

/** Points at something: the one way in which focus changes. `aloud`: nothing else says what is lit now. */
export function point(to: Query, aloud = false): void {
  wanted = undefined;
  query.value = to;
  void resolve(aloud);
}

/** Points at the line that is being written. What became of it is known when it is linked. */
export function pointAtEdited(line: number): void {
  wanted = undefined;
  query.value = { kind: "line", line };
}

/** What is pointed at in the link that takes the place of another one. Until the linker has said it, what still fits stays lit. */
export function carryOver(before: Linked | null, now: Linked): void {
  if (wanted) query.value = wanted(now);
  else if (before) query.value = rebase(query.value, before, now);
  wanted = undefined;
  if (before) lit = rebase(lights.value.cursor < 0 ? { kind: "first" } : { kind: "byte", off: lights.value.cursor }, before, now);
  if (before) lights.value = stillFits(lights.value, before, now) ? { ...lights.value, of: now } : dark;
  hovered.value = 0;
}

/** Whether the next link is of another text. */
export const opening = (): boolean => wanted !== undefined;

let asked = 0;
let lit: Query = { kind: "first" }; // what is lit, said of the newest link
let litIn: Linked | null = null; // the link in which it was found

// Asks the linker what is there and lights it, unless something newer was asked meanwhile. While the text has errors the
// linker, too, speaks of the last good link.
export async function resolve(aloud = false): Promise<void> {
  const link = linked.value;
  if (!link) return;
  const turn = ++asked;
  try {
    const ask = (to: Query) => lookFor(linker(), to, link, changed.value, (line) => source()?.lineThen(line) ?? line);
    let found = await ask(query.value);
    // Where there is nothing, what is lit stays lit, wherever it lies now.
    if (!found?.found && litIn !== link) found = await ask(lit);
    if (turn !== asked) return;
    if (!found?.found) return void (litIn !== link && batch(() => ((lights.value = dark), (look.value = null))));
    const path = pathOf(link, found);
    const caller = path.reloc >= 0 ? await linker().lookAt(link.tables.relocs.off(path.reloc)) : null;
    if (turn !== asked) return;
    litIn = link;
    batch(() => {
      look.value = found;
      lights.value = lightsOf(link, path, found, caller);
    });
    if (aloud) announce([headline.value, found.title].filter((says, i, all) => all.indexOf(says) === i).join(". "));
  } catch {
    // The engine ended meanwhile; it says so itself, and the next link asks again.
  }
}
