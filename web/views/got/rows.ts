// The rows of the GOT view.
import type { Linked } from "../linked";
import type { Lights } from "../lights";
import { ownerLook, type OwnerLook } from "../owner";

export interface GotRow {
  cell: number;
  address: string;
  holds: string;
  whose: OwnerLook;
  tag: string; // what kind of entry, where it is not the plain one
  line: number; // who asked first, or 0
  role: number;
}

export function gotRow(linked: Linked, lights: Lights, cell: number): GotRow {
  const { cells } = linked.tables;
  const owner = cells.owner(cell);
  const tag = cells.tag(cell);
  const known = ["", "got", "free", "lost"].includes(tag); // else it says who fills the cell: the loader, with what
  return {
    cell,
    address: upper(linked.addressOf(cells.off(cell))),
    holds: upper(cells.value(cell)),
    whose: owner ? ownerLook(linked, owner) : { letter: "", tone: "own-none", name: tag === "lost" ? "nobody" : tag === "got" ? "no symbol" : known ? "free" : tag },
    tag: tag === "got" || tag === "free" || (!owner && !known) ? "" : tag,
    line: cells.line(cell),
    role: lights.path.cell === cell ? 2 : 0,
  };
}

/** Who goes through each cell: the line of the first one, and how many there are. */
export function usersOf(linked: Linked): { line: Uint32Array; count: Uint32Array } {
  const { cells, relocs } = linked.tables;
  const [line, count] = [new Uint32Array(cells.length), new Uint32Array(cells.length)];
  for (let i = 0; i < relocs.length; i++) {
    const cell = relocs.cell(i) - 1;
    if (cell >= 0 && cell < count.length && count[cell]!++ === 0) line[cell] = relocs.line(i);
  }
  return { line, count };
}

export function usedBy({ line, count }: ReturnType<typeof usersOf>, cell: number): string {
  const more = count[cell]! > 1 ? `, ${count[cell]! - 1} more` : "";
  return count[cell] === 0 ? "nobody" : (line[cell]! > 0 ? `line ${line[cell]}` : "code") + more;
}

/** How many characters the longest address and the longest value have. */
export function widest(linked: Linked): { address: number; holds: number } {
  const { cells } = linked.tables;
  const found = { address: 7, holds: 7 };
  for (let i = 0; i < cells.length; i++) found.holds = Math.max(found.holds, hexLength(cells.valueHigh(i), cells.valueLow(i)));
  for (const i of cells.length > 0 ? [0, cells.length - 1] : []) found.address = Math.max(found.address, linked.addressOf(cells.off(i)).length);
  return found;
}

/** How long a 64-bit number is when it is written. */
export const hexLength = (high: number, low: number): number => (high ? high.toString(16).length + 10 : low.toString(16).length + 2);

/** Addresses are written as the drawing writes them: 0x20003F. */
export function upper(hex: string): string {
  return hex && "0x" + hex.slice(2).toUpperCase();
}
