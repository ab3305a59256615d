// The rows of the State view: what the linker itself remembers of each symbol.
import type { StateRow as Row } from "../../report.gen";

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
  const words = kept.map((word) => `word ${word.at}: ${word.name} entry ${word.value}`).join(", ");
  return {
    number: `%${index}`,
    name: name || "(no name)",
    value,
    where: file === "linker" ? "the linker" : where,
    flags: flags.filter((flag) => flag !== "output_symtab").join(", "),
    record: extra ? `${extra} to ${extra + 7}${words && `; ${words}`}` : "",
  };
}
