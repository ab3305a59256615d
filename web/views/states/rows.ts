// The rows of the State view: what the linker itself remembers of each symbol.
import type { StateRow as Row } from "../../report.gen";
import { upper } from "../got/rows";

export interface StateRow {
  number: string;
  name: string;
  value: string;
  /** Where it is: a section, or what stands in for one. */
  where: string;
  flags: string;
  /** Its record of eight words: where it begins, and the words that are in use. */
  record: string;
}

export function stateRow({ index, name, value, where, file, flags, extra, kept }: Row): StateRow {
  const words = kept.map((word) => `${word.name}: entry ${word.value}, in word ${word.at}`).join("; ");
  return {
    number: `%${index}`,
    name: name || "(no name)",
    value: upper(value),
    where: file === "linker" ? "the linker" : where,
    flags: flags.filter((flag) => flag !== "output_symtab").join(", "),
    record: extra ? `words ${extra} to ${extra + 7}${words && `; ${words}`}` : "",
  };
}
