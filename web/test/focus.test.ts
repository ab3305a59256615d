import assert from "node:assert/strict";
import { test } from "node:test";
import { lineLook } from "../editor/rows";
import { firstPlace, headlineOf, noPath, pathOf, relocOf } from "../views/focus";
import { focusOf } from "../views/layout/rows";
import { lightsOf, roleAt } from "../views/lights";
import { rebase, stillFits } from "../views/rebase";
import { linkOf, lookOf, rows } from "./fixture";

const link = linkOf();
const call = { reloc: 0, caller: 2, cell: 1, target: 3, symbol: -1 };

test("a cell, the call, the caller and the target tell the same story", () => {
  assert.deepEqual(pathOf(link, lookOf({ off: 30, owner: 4, cell: 1 })), call);
  assert.deepEqual(pathOf(link, lookOf({ off: 12, owner: 2, reloc: 0 })), call);
  assert.deepEqual(pathOf(link, lookOf({ off: 8, owner: 2 })), call);
  assert.deepEqual(pathOf(link, lookOf({ off: 16, owner: 3 })), call);
  assert.equal(headlineOf(link, call, ""), "a.start finds a.helper through cell 1");
});

test("a cell that nobody uses, a symbol and a variable have their own", () => {
  const unused = pathOf(link, lookOf({ off: 22, owner: 4, cell: 0 }));
  assert.deepEqual(unused, { ...noPath, cell: 0, target: 2 });
  assert.equal(headlineOf(link, unused, ""), "Cell 0 holds the address of a.start");
  assert.deepEqual(pathOf(link, lookOf({ off: 56, owner: 6 })), { ...call, symbol: 1 });
  assert.deepEqual([...lightsOf(link, { ...call, symbol: 1 }, lookOf({ off: 56, owner: 6 }), null).symbols], [[1, 3]]);
  assert.deepEqual(pathOf(link, lookOf({ off: 38, owner: 5 })), { ...noPath, target: 5 });
  assert.deepEqual(pathOf(link, lookOf({ found: false })), noPath);
});

test("a reference without a cell has two ends", () => {
  const direct = linkOf({ relocs: [[11, 2, 5, 3, 1, "R_PC32", "S + A - P", 0, 0, 4]] });
  const path = pathOf(direct, lookOf({ off: 11, owner: 2, reloc: 0 }));
  assert.deepEqual(path, { reloc: 0, caller: 2, cell: -1, target: 5, symbol: -1 });
  assert.equal(headlineOf(direct, path, ""), "a.start reaches a.counter without a cell");
  assert.equal(firstPlace(link), 30);
  assert.equal(lightsOf(direct, path, lookOf({}), null).owners.get(5), 2);
});

test("the number of a byte is that of its stretch, or of its owner", () => {
  const lights = lightsOf(link, call, lookOf({ off: 30 }), lookOf({ off: 11, partOff: 8, partLen: 7 }));
  for (const [off, owner, role] of [[12, 2, 1], [33, 4, 2], [17, 3, 3], [60, 6, 3], [40, 5, 0]] as const) assert.equal(roleAt(lights, { off, owner }), role, `byte ${off}`);
});

test("the lights are the instruction, the cell, the target and its symbol, each with its number", () => {
  const caller = lookOf({ off: 11, partOff: 8, partLen: 7 });
  const lights = lightsOf(link, call, lookOf({ off: 30 }), caller);
  assert.deepEqual(lights.ranges, [
    { from: 8, to: 15, role: 1 },
    { from: 16, to: 22, role: 3 },
    { from: 30, to: 38, role: 2 },
    { from: 56, to: 66, role: 3 },
  ]);
  assert.deepEqual([...lights.lines], [[3, 1], [5, 3]]);
  assert.deepEqual(lights.body, [5, 8]);
  assert.deepEqual([...lights.symbols], [[1, 3]]);
  assert.equal(lights.cursor, 30);
});

test("lights stay for the next link only while their rows are the same things", () => {
  const lights = lightsOf(link, call, lookOf({ off: 30 }), null);
  assert.equal(stillFits(lights, link, linkOf()), true);
  assert.equal(stillFits(lights, link, linkOf({ relocs: [] })), false);
  assert.equal(stillFits(lights, link, linkOf({ cells: [] })), false);
  assert.equal(stillFits(lights, link, linkOf({ symbols: [] })), false);
  assert.equal(stillFits(lights, link, linkOf({ owners: [["", 0, 0, 0, 0, 0, 0, 0, 0, 0], ["a.start", 2, 1, 0, 0, 8, 1, 1, 0, 0]] })), false);
});

test("a line is never marked with the lights of another link, and never fails over them", () => {
  const lights = lightsOf(link, call, lookOf({ off: 30 }), null);
  assert.equal(lineLook(link, lights, 0, 5, "func a.helper").role, 3);
  const other = linkOf({ owners: rows["owners"]!.slice(0, 2), relocs: [], cells: [], symbols: [], spans: [[0, 8, 1, 0, 1, 0]] });
  const { role, named, classes } = lineLook(other, lights, 3, 5, "func a.helper");
  assert.deepEqual([role, named, classes], [0, "", "own-none"]);
  assert.equal(stillFits(lights, other, link), false);
});

test("what was pointed at stays pointed at, wherever the next link puts it", () => {
  const owners = rows["owners"]!.map((row) => (row[4] ? [...row.slice(0, 4), Number(row[4]) + 100, ...row.slice(5)] : row));
  const swapped = [owners[0]!, owners[2]!, owners[1]!, ...owners.slice(3)];
  const moved = linkOf({ owners: swapped, cells: rows["cells"]!.map((row) => [row[0]!, Number(row[1]) + 100, ...row.slice(2)]) });
  assert.deepEqual(rebase({ kind: "byte", off: 32 }, link, moved), { kind: "byte", off: 132 });
  assert.deepEqual(rebase({ kind: "byte", off: 10 }, link, moved), { kind: "byte", off: 110 });
  assert.deepEqual(rebase({ kind: "byte", off: 57 }, link, moved), { kind: "byte", off: 57 });
  assert.deepEqual(rebase({ kind: "owner", owner: 2 }, link, moved), { kind: "owner", owner: 1 });
  assert.deepEqual(rebase({ kind: "line", line: 3 }, link, moved), { kind: "line", line: 3 });
  assert.deepEqual(rebase({ kind: "byte", off: 32 }, link, linkOf({ cells: [] })), { kind: "first" });
});

test("bss owns no bytes to light", () => {
  const bss = linkOf({ owners: [["", 0, 0, 0, 0, 0, 0, 0, 0, 0], ["zeros", 5, 1, 0x400100, 66, 4096, 8, 9, 0, 0]] });
  const lights = lightsOf(bss, { ...noPath, target: 1 }, lookOf({ owner: 1 }), null);
  assert.deepEqual(lights.ranges, []);
});

test("the drawing is asked by the reference or the cell, and outlines the atom that was pointed at", () => {
  assert.equal(relocOf(link, 3), 0);
  assert.deepEqual(focusOf(link, call, lookOf({ off: 9, owner: 2 })), { owner: 2, at: 11 });
  assert.deepEqual(focusOf(link, call, lookOf({ off: 30, owner: 4 })), { owner: 0, at: 11 });
  assert.deepEqual(focusOf(link, { ...noPath, cell: 0, target: 2 }, lookOf({ off: 22, owner: 4 })), { owner: 0, at: 22 });
  assert.deepEqual(focusOf(link, { ...noPath, target: 5 }, lookOf({ off: 38, owner: 5 })), { owner: 5, at: 0 });
  assert.deepEqual(focusOf(link, { ...noPath, symbol: 1, target: 3 }, lookOf({ off: 56, owner: 6 })), { owner: 3, at: 0 });
});
