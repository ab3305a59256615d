// The rows of the Strings view: texts of the file, and which records use them.
import type { StringText } from "../../report.gen";
import { tidy } from "../why/rows";
import { place } from "../headers/rows";

export interface StringRow {
  off: string;
  /** Where in which table. */
  at: string;
  text: string;
  kind: string;
  usedBy: string;
  /** The record that uses it first, or -1. */
  to: number;
}

export function stringRow({ off, table, at, text, kind, users, total }: StringText): StringRow {
  const more = total - users.length;
  const says = users.map((user) => tidy(user.says)).join(", ") + (more > 0 ? ` and ${more.toLocaleString("en")} more` : "");
  return { off: place(off), at: `${table} + ${at}`, text: text || "(empty)", kind: kind.startsWith("path ") ? `path: ${kind.slice(5)}` : kind, usedBy: says || usedByNobody(kind, text), to: users[0]?.off ?? -1 };
}

/** A path is used by what stands behind it, an empty text opens a table. */
function usedByNobody(kind: string, text: string): string {
  if (kind.startsWith("path")) return "the functions behind it";
  return text ? "nobody" : "what has no name";
}
