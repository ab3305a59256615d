// The rows of the Relocations view: what was filled in where, by which formula.
import { upper } from "../got/rows";
import { bytesAt, place } from "../headers/rows";
import type { Lights } from "../lights";
import type { Linked } from "../linked";
import { ownerLook, type OwnerLook } from "../owner";

export interface RelocRow {
  whose: OwnerLook;
  /** Behind whose name: "+ 3". */
  within: string;
  off: string;
  type: string;
  formula: string;
  bytes: string;
  result: string;
  target: OwnerLook;
  cell: number; // or -1
}

export function relocRow(linked: Linked, i: number): RelocRow {
  const { relocs, owners } = linked.tables;
  const [off, owner] = [relocs.off(i), relocs.owner(i)];
  return {
    whose: ownerLook(linked, owner), within: `+ ${off - owners.offLow(owner)}`, off: place(off), type: relocs.type(i), formula: relocs.formula(i),
    bytes: bytesAt(linked.file, off, relocs.width(i)), result: (relocs.negative(i) ? "-" : "") + upper(relocs.result(i)), target: ownerLook(linked, relocs.target(i)), cell: relocs.cell(i) - 1,
  };
}

/** The row that filled the byte pointed at, else the one that tells the story, or -1. */
export function activeReloc(linked: Linked, { cursor, path, of }: Lights): number {
  if (of !== linked) return -1;
  const at = linked.relocAt(cursor);
  return at >= 0 ? at : path.reloc;
}
