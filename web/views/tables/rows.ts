// The rows of the Tables view: what a file from elsewhere lists besides headers, sections and symbols.
import type { Listing } from "../../report.gen";
import { place } from "../headers/rows";

/** The words of the choice: "Dynamic section, 26 rows". */
export const choice = ({ name, total }: Listing): string => `${name}, ${total.toLocaleString("en")} ${total === 1 ? "row" : "rows"}`;

/** The heads of the columns: where the row lies, then the table's own. */
export const heads = ({ columns }: Listing): string[] => ["in file", ...columns];

/** A cell; an empty one is a dash, so that it is seen to be empty. */
export function cell(listing: Listing, row: number, column: number): string {
  const one = listing.rows[row]!;
  return column === 0 ? place(one.off) : one.cells[column - 1] || "–";
}

/** The row that holds a file offset, or -1. */
export const rowOf = ({ rows }: Listing, off: number): number => rows.findIndex((row) => off >= row.off && off < row.off + row.len);
