// The rows of the Symbols view, in file order.
import type { Linked } from "../linked";
import type { Lights } from "../lights";
import { ownerLook, type OwnerLook } from "../owner";
import { upper } from "../got/rows";

export interface SymbolRow {
  value: string;
  type: string; // the letter of a.out, the word of ELF
  name: string;
  binding: string;
  whose: OwnerLook;
  role: number;
}

export function symbolRow(linked: Linked, lights: Lights, row: number): SymbolRow {
  const { symbols } = linked.tables;
  return {
    value: upper(symbols.value(row)),
    type: symbols.type(row),
    name: symbols.name(row) || "no name",
    binding: symbols.binding(row),
    whose: ownerLook(linked, symbols.owner(row)),
    role: lights.symbols.get(row) ?? 0,
  };
}

/** The row to keep on screen: the one pointed at, else the one that names the target; -1 when none is lit. */
export function activeSymbol(lights: Lights): number {
  for (const row of lights.symbols.keys()) return row;
  return -1;
}
