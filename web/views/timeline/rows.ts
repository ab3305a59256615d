// The timeline: the passes of the flush that is shown, their events, and what is there already at a step.
//
// A step is an event's row, and the state at a step is a filter over the finished link: what a later event made is not
// there yet. The last step is the finished file.
import type { Linked } from "../linked";
import { rolesOf, type Path } from "../focus";

/** The kinds of events that the filter knows; their numbers are those of linkcore/trace. */
export const kinds = { read: 1, refer: 2, giveCell: 3, giveSymbol: 4, giveExport: 5, make: 6, place: 7, clearCell: 9, fillCell: 10, relocate: 12, takeAgain: 19 } as const;

export interface Pass {
  name: string;
  /** What is true when it is done. */
  says: string;
  first: number;
  events: number;
}

/** The passes of the flush that is shown. */
export function passesOf({ summary }: Linked): Pass[] {
  return summary.passes.filter((pass) => pass.flush === summary.flush);
}

/** First and last step of these passes; the first is the state before anything has happened. */
export function stepsOf(passes: readonly Pass[]): [number, number] {
  const [first, last] = [passes[0], passes.at(-1)];
  return first && last ? [first.first - 1, last.first + last.events - 1] : [0, 0];
}

/** The pass that a step belongs to: of passes without events the one before. */
export function passAt(passes: readonly Pass[], step: number): number {
  let at = 0;
  passes.forEach((pass, i) => pass.events > 0 && pass.first <= step && (at = i));
  const done = step >= stepsOf(passes)[1];
  return done ? passes.length - 1 : at;
}

/** Where a step lies on the line, from 0 to 1: passes are equally long, and so are the events in one. */
export function placeOf(passes: readonly Pass[], step: number): number {
  const [first, last] = stepsOf(passes);
  if (step >= last) return 1;
  if (step <= first) return 0;
  const at = passAt(passes, step);
  const pass = passes[at]!;
  return (at + (step - pass.first + 1) / (pass.events + 1)) / passes.length;
}

/** The step that lies nearest to a place on the line. */
export function stepAt(passes: readonly Pass[], place: number): number {
  const [first, last] = stepsOf(passes);
  if (place >= 1 || passes.length === 0) return last;
  if (place <= 0) return first;
  const at = Math.min(passes.length - 1, Math.floor(place * passes.length));
  const pass = passes[at]!;
  const within = Math.round((place * passes.length - at) * (pass.events + 1));
  return Math.max(first, Math.min(last, pass.first - 1 + Math.min(within, pass.events)));
}

/** The step at which a pass is done. */
export const doneAt = (pass: Pass): number => pass.first + pass.events - 1;

/** Where a key leads, or -1. */
export function moveStep(key: string, step: number, passes: readonly Pass[]): number {
  const [first, last] = stepsOf(passes);
  const clamp = (to: number) => Math.max(first, Math.min(last, to));
  const ends = [first, ...passes.map(doneAt)];
  switch (key) {
    case "ArrowRight": case "ArrowUp": return clamp(step + 1);
    case "ArrowLeft": case "ArrowDown": return clamp(step - 1);
    case "PageUp": return ends.find((end) => end > step) ?? last;
    case "PageDown": return ends.findLast((end) => end < step) ?? first;
    case "Home": return first;
    case "End": return last;
    default: return -1;
  }
}

/** What of the path happened in a pass, for the disc below its name. */
export interface Mark {
  role: number;
  says: string;
}

/** The marks of a path, by pass. An event of the path is known by its kind and its number. */
export function marksOf(linked: Linked, path: Path, passes: readonly Pass[]): (Mark | null)[] {
  const { events, relocs } = linked.tables;
  const role = rolesOf(path);
  return passes.map((pass) => {
    let mark: Mark | null = null;
    for (let i = pass.first; i <= doneAt(pass) && i < events.length; i++) {
      const kind = events.kind(i);
      const ofCell = path.cell >= 0 && events.aLow(i) === path.cell;
      if (ofCell && (kind === kinds.giveCell || kind === kinds.takeAgain)) mark = { role: role.cell, says: `cell ${path.cell} given out` };
      else if (ofCell && kind === kinds.fillCell) mark = { role: role.cell, says: `cell ${path.cell} filled` };
      else if (kind === kinds.place && path.target > 0 && events.subject(i) === path.target) mark ??= { role: role.target, says: "gets its address" };
      else if (kind === kinds.relocate && path.reloc >= 0 && events.aLow(i) === relocs.off(path.reloc)) mark ??= { role: role.caller, says: relocs.line(path.reloc) > 0 ? `line ${relocs.line(path.reloc)} is filled in` : "is filled in" };
    }
    return mark;
  });
}
