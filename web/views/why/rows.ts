// The rows of the Why view: the reasons, with the sums taken apart so that they can be set as a column.
import type { Reason } from "../../report.gen";
import { upper } from "../got/rows";

export interface Sum {
  left: string;
  terms: string[];
}

/** "0x400008 = data base 0x400000 + cell 1 × 8" as left side and terms; null when it is no sum. */
export function sumOf(says: string): Sum | null {
  const at = says.indexOf(" = ");
  if (at < 0 || /[=;.]\s/.test(says.slice(at + 3)) || !/^[0-9a-fx ]+$/i.test(says.slice(0, at))) return null;
  return { left: tidy(says.slice(0, at)), terms: says.slice(at + 3).split(" + ").map(tidy) };
}

/** The sum that is most to the point first: the address of a cell as the cell's number gives it, said once. */
export function inOrder(why: readonly Reason[]): Reason[] {
  const sums = why.filter((reason) => reason.word === "arithmetic");
  return [...sums, ...why.filter((reason) => reason.word !== "arithmetic" && (sums.length === 0 || reason.word !== "address"))];
}

/** Numbers as the drawing writes them. */
export const tidy = (says: string): string => says.replace(/0x[0-9a-f]+/g, upper);

/** Where a reason leads, in words, or "". */
export function leadsTo(reason: Reason): string {
  if (reason.line > 0) return `line ${reason.line}`;
  return reason.off >= 0 ? `file 0x${reason.off.toString(16).toUpperCase()}` : "";
}
