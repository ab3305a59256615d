// The rows of the Headers view: every field of the headers, in file order.
import type { HeaderField } from "../../report.gen";
import type { Query } from "../focus";
import { tidy } from "../why/rows";

export interface HeaderRow {
  record: string;
  /** Whether a record begins here. */
  first: boolean;
  name: string;
  off: string;
  bytes: string;
  value: string;
  /** What this value says, and what such a field is for. */
  means: string;
  says: string;
  to: Query | null;
}

export function headerRow(fields: readonly HeaderField[], file: Uint8Array, i: number): HeaderRow {
  const field = fields[i]!;
  return {
    record: field.record, first: field.record !== fields[i - 1]?.record, name: field.name, off: place(field.off), bytes: bytesAt(file, field.off, Math.min(field.len, 8)) + (field.len > 8 ? " …" : ""),
    value: tidy(field.value), means: tidy(field.means), says: field.says, to: wayOf(field),
  };
}

/** Where a value leads: to a byte, or to what has none in the file. */
export function wayOf({ to, owner }: { to: number; owner: number }): Query | null {
  if (to >= 0) return { kind: "byte", off: to };
  return owner > 0 ? { kind: "owner", owner } : null;
}

export const place = (off: number): string => "0x" + off.toString(16).toUpperCase();

export function bytesAt(file: Uint8Array, off: number, len: number): string {
  return Array.from(file.subarray(off, off + len), (byte) => byte.toString(16).toUpperCase().padStart(2, "0")).join(" ");
}
