// The rows of the Symbols view, in file order.
import type { Linked } from "../linked";
import type { Lights } from "../lights";
import { ownerLook, type OwnerLook } from "../owner";
import { hexLength, upper } from "../got/rows";

export interface SymbolRow {
  value: string;
  type: string; // the letter of a.out, the word of ELF
  means: string; // the letter in a word
  name: string;
  /** Of ELF: who sees it and who wins, in one word and in all. */
  binding: string;
  visibility: string;
  seen: string;
  section: string;
  size: string;
  whose: OwnerLook;
  role: number;
}

// Capital letters are exported.
const letters: Record<string, string> = { T: "code", t: "code", D: "data", d: "data", B: "bss", b: "bss", f: "part", z: "path", Z: "path", L: "leaf", l: "leaf" };

/** Whether symbols have a binding, a visibility, a size. */
export const isElf = ({ tables: { symbols } }: Linked): boolean => symbols.length > 0 && symbols.visibility(0) !== "";

/** Where the value stands in a record: that is what people ask for. */
export function valuePlace(linked: Linked, row: number): number {
  const { symbols } = linked.tables;
  return symbols.off(row) + (isElf(linked) ? linked.summary.wordBytes : 0);
}

export function symbolRow(linked: Linked, lights: Lights, row: number): SymbolRow {
  const { symbols } = linked.tables;
  return {
    value: symbols.type(row) === "f" ? symbols.valueLow(row).toString() : upper(symbols.value(row)), // the number of a path component
    type: symbols.type(row),
    means: letters[symbols.type(row)] ?? "",
    name: symbols.name(row) || "no name",
    binding: symbols.binding(row),
    visibility: symbols.visibility(row),
    seen: ["", "default"].includes(symbols.visibility(row)) ? symbols.binding(row) : symbols.visibility(row),
    section: symbols.section(row),
    size: String(symbols.sizeLow(row)),
    whose: ownerLook(linked, symbols.owner(row)),
    role: lights.symbols.get(row) ?? 0,
  };
}

/** How many characters the longest value has. */
export function widest(linked: Linked): number {
  const { symbols } = linked.tables;
  let chars = 7;
  for (let i = 0; i < symbols.length; i++) chars = Math.max(chars, hexLength(symbols.valueHigh(i), symbols.valueLow(i)));
  return chars;
}

/** The row to keep on screen: the one pointed at, else the one that names the target; -1 when none is lit. */
export function activeSymbol(lights: Lights): number {
  for (const row of lights.symbols.keys()) return row;
  return -1;
}
