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
  return {
    cell,
    address: upper(linked.addressOf(cells.off(cell))),
    holds: upper(cells.value(cell)),
    whose: owner ? ownerLook(linked, owner) : { letter: "", tone: "own-none", name: tag === "lost" ? "nobody" : "free" },
    tag: tag === "got" || tag === "free" ? "" : tag,
    line: cells.line(cell),
    role: lights.path.cell === cell ? 2 : 0,
  };
}

/** Addresses are written as the drawing writes them: 0x20003F. */
export function upper(hex: string): string {
  return hex && "0x" + hex.slice(2).toUpperCase();
}
