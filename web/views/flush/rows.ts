// What a flush changed, in words.
import type { Changes, Moved } from "../../report.gen";
import { upper } from "../got/rows";
import { count } from "../problems/rows";

/** One line: what it wrote and what became of the cells. */
export function wordsOf(changes: Changes, flush: number): string {
  if (flush === 0) return `the whole file, ${count(changes.fileBytes, "byte")}`;
  if (changes.bytesWritten === 0) return "nothing changed";
  const parts = [`${count(changes.bytesWritten, "byte")} of ${changes.fileBytes.toLocaleString("en")}`];
  if (changes.cellsTotal > 0) parts.push(count(changes.cellsTotal, "cell"));
  if (changes.atomsTotal > 0) parts.push(count(changes.atomsTotal, "atom"));
  return parts.join(", ");
}

/** What became of an atom or a cell. */
export function fateOf({ name, cell, how, from, to }: Moved): string {
  const what = cell >= 0 ? `Cell ${cell}` : name;
  switch (how) {
    case "came": return `${what} comes to ${upper(to)}`;
    case "went": return `${what} is gone from ${upper(from)}`;
    case "moved": return `${what} moves from ${upper(from)} to ${upper(to)}`;
    case "given": return `${what} is given to ${name}`;
    case "freed": return `${what} of ${name} is free`;
    case "reused": return `${what} is handed out again, to ${name}`;
    case "refilled": return `${what} holds ${upper(to)} in place of ${upper(from)}, for ${name}`;
    default: return `${what}: ${how}`;
  }
}
