// The rows of the Lines view: the pc/line table, one row per opcode.
import type { LineOp, Lines } from "../../report.gen";
import { upper } from "../got/rows";
import { bytesAt, place } from "../headers/rows";
import type { Linked } from "../linked";
import { ownerLook, type OwnerLook } from "../owner";
import { rowAt } from "../rowat";

export interface LineRow {
  off: string;
  bytes: string;
  /** What the opcode does. */
  does: string;
  /** Where the walk is behind it. */
  pc: string;
  line: number;
  whose: OwnerLook;
  source: string;
}

export function lineRow(linked: Linked, lines: Lines, i: number): LineRow {
  const op = lines.ops[i]!;
  return {
    off: place(op.off), bytes: bytesAt(linked.file, op.off, op.len), does: does(op, lines.quantum), pc: upper(op.pc), line: op.line,
    whose: ownerLook(linked, op.owner), source: op.file ? `${op.file}:${op.fileLine}` : op.note,
  };
}

/** "line + 3, address + 1"; quanta of several bytes are counted: "address + 20 (5 × 4)". */
export function does({ steps, delta }: Pick<LineOp, "steps" | "delta">, quantum: number): string {
  const address = `address + ${steps * quantum}${quantum > 1 && steps > 1 ? ` (${steps} × ${quantum})` : ""}`;
  return delta === 0 ? address : `line ${delta < 0 ? "−" : "+"} ${Math.abs(delta)}, ${address}`;
}

/** The opcode that holds a byte of the table, or that gives the byte's address its line; -1 when there is none. */
export function activeOp(linked: Linked, { ops, start }: Lines, cursor: number): number {
  const row = rowAt(ops, cursor);
  if (row >= 0 || cursor < 0 || ops.length === 0) return row;
  if (!["code", "lazy"].includes(linked.kindOf(linked.ownerAt(cursor)))) return -1;
  const address = linked.addressOf(cursor);
  if (!address || BigInt(address) < BigInt(start)) return -1;
  let [low, high] = [0, ops.length - 1]; // the line of the last opcode goes on
  while (low < high) {
    const middle = (low + high) >> 1;
    if (BigInt(ops[middle]!.pc) < BigInt(address)) low = middle + 1;
    else high = middle;
  }
  return low;
}
