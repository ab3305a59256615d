import assert from "node:assert/strict";
import { test } from "node:test";
import type { LineOp, Lines, Told } from "../report.gen";
import { shownOf } from "../views/details";
import { bytesAt, headerRow, wayOf } from "../views/headers/rows";
import { activeOp, does, lineRow } from "../views/lines/rows";
import { dark, lightsOf } from "../views/lights";
import { activeReloc, relocRow } from "../views/relocations/rows";
import { rowAt } from "../views/rowat";
import { activeStep, focusOf, storyRows } from "../views/story/rows";
import { stringRow } from "../views/strings/rows";
import { linkOf, lookOf } from "./fixture";

const link = linkOf();
const lightsAt = (off: number) => ({ ...lightsOf(link, { reloc: 0, caller: 2, cell: 1, target: 3, symbol: -1 }, lookOf({ off }), null) });

test("rows that tile are found by their bytes", () => {
  const rows = [{ off: 4, len: 2 }, { off: 6, len: 1 }, { off: 9, len: 3 }];
  assert.deepEqual([-1, 3, 4, 5, 6, 7, 9, 11, 12].map((off) => rowAt(rows, off)), [-1, -1, 0, 0, 1, -1, 2, 2, -1]);
  assert.deepEqual([shownOf(2, 2, "field"), shownOf(1, 1, "field"), shownOf(5000, 12345, "text")], ["2 fields", "1 field", "the first 5,000 of 12,345 texts"]);
});

test("a header field shows its bytes, its value and where it leads", () => {
  const fields = [
    { record: "exec header", name: "magic", off: 0, len: 4, value: "0x8a97", says: "the processor", means: "amd64", to: -1, owner: 0 },
    { record: "exec header", name: "entry", off: 4, len: 4, value: "0x20002a", says: "where it starts", means: "a.start at 0x20002a", to: 8, owner: 2 },
  ];
  const row = headerRow(fields, link.file, 1);
  assert.deepEqual([row.first, row.off, row.bytes, row.value, row.means, row.to], [false, "0x4", "04 05 06 07", "0x20002A", "a.start at 0x20002A", { kind: "byte", off: 8 }]);
  assert.equal(headerRow(fields, link.file, 0).first, true);
  assert.deepEqual([wayOf({ to: -1, owner: 3 }), wayOf({ to: -1, owner: 0 })], [{ kind: "owner", owner: 3 }, null]);
  assert.equal(bytesAt(link.file, 62, 9), "3E 3F 40 41");
});

const op = (off: number, steps: number, delta: number, from: string, pc: string, line: number): LineOp => ({ off, len: 1, steps, delta, from, pc, line, file: "/a.zig", fileLine: line, note: "", owner: 2 });
const lines: Lines = { why: "", says: "", quantum: 1, start: "0x200028", total: 3, ops: [op(50, 1, 3, "0x200028", "0x200028", 3), op(51, 6, 0, "0x200029", "0x20002e", 3), op(52, 1, -1, "0x20002f", "0x20002f", 2)] };

test("an opcode says what it does, and the address it is about finds it", () => {
  assert.deepEqual([does(lines.ops[0]!, 1), does(lines.ops[1]!, 4), does(lines.ops[2]!, 1)], ["line + 3, address + 1", "address + 24 (6 × 4)", "line − 1, address + 1"]);
  const row = lineRow(link, lines, 0);
  assert.deepEqual([row.off, row.bytes, row.pc, row.line, row.whose.name, row.source], ["0x32", "32", "0x200028", 3, "a.start", "/a.zig:3"]);
  // The fixture loads its code from 0x200020 on: bytes 8 to 21 are 0x200028 to 0x200035.
  assert.deepEqual([8, 9, 14, 15, 20, 51, 3, 40, -1].map((off) => activeOp(link, lines, off)), [0, 1, 1, 2, 2, 1, -1, -1, -1]);
  assert.equal(activeOp(link, { ...lines, ops: [] }, 8), -1);
});

test("a relocation says where, how and through which cell", () => {
  const row = relocRow(link, 0);
  assert.deepEqual([row.whose.name, row.within, row.off, row.bytes, row.result, row.target.name, row.cell], ["a.start", "+ 3", "0xB", "0B 0C 0D 0E", "0x400008", "a.helper", 1]);
  assert.deepEqual([activeReloc(link, lightsAt(12)), activeReloc(link, lightsAt(30)), activeReloc(link, dark)], [0, 0, -1]);
});

test("a text says who uses it", () => {
  const text = { off: 70, len: 5, table: ".strtab", at: 1, text: "main", kind: "text", users: [{ says: "FUNC symbol main", off: 24, owner: 2 }], total: 1 };
  assert.deepEqual(stringRow(text), { off: "0x46", at: ".strtab + 1", text: "main", kind: "text", usedBy: "FUNC symbol main", to: 24 });
  assert.equal(stringRow({ ...text, total: 1234 }).usedBy, "FUNC symbol main and 1,233 more");
  assert.deepEqual([stringRow({ ...text, users: [], total: 0 }).usedBy, stringRow({ ...text, kind: "path 1 2", users: [], total: 0 }).kind], ["nobody", "path: 1 2"]);
});

test("the story: sentences find their bytes, and bytes their sentence", () => {
  const step = (event: number, more: number, off: number, owner: number) => ({ event, more, says: `step ${event} at 0xab`, line: 0, off, owner });
  const told: Told = { passes: [{ title: "Read", says: "All is read.", steps: [step(1, 0, -1, 2), step(2, 5, -1, 0)] }, { title: "Write", says: "", steps: [step(7, 0, 22, 4)] }], more: 0 };
  const rows = storyRows(told);
  assert.deepEqual(rows.map((row) => [row.opens?.title, row.says]), [["Read", "step 1 at 0xAB"], [undefined, "step 2 at 0xAB"], ["Write", "step 7 at 0xAB"]]);
  assert.deepEqual(rows.map((row) => focusOf(row.step)), [{ kind: "owner", owner: 2 }, null, { kind: "byte", off: 22 }]);
  assert.deepEqual([activeStep(link, rows, lightsAt(40)), activeStep(link, rows, dark)], [0, -1]);
});
