import assert from "node:assert/strict";
import { test } from "node:test";
import type { Moved } from "../report.gen";
import { fateOf, wordsOf } from "../views/flush/rows";
import { Linked } from "../views/linked";
import { doneAt, kinds, marksOf, moveStep, passAt, passesOf, placeOf, stepAt, stepsOf } from "../views/timeline/rows";
import { Made } from "../views/timeline/made";
import { ticksOf } from "../views/timeline/ticks";
import { encodeTables, file, rows, summary } from "./fixture";

// Flush 0 has one event, flush 1 has seven in four passes, one of which is empty.
const pass = (name: string, first: number, events: number, flush: number) => ({ name, says: "", first, events, flush });
const events = [[0], [kinds.read, 0, 2], [kinds.giveCell, 1, 3, 3, 1], [kinds.giveSymbol, 1, 2, 2, 5], [kinds.place, 2, 3, 0, 0x200030], [kinds.fillCell, 4, 3, 0, 1], [kinds.fillCell, 4, 2, 0, 0], [kinds.relocate, 4, 2, 0, 11], [21, 4, 0]];
const spans = [[0, 8, 1, 0, 5, 0], [8, 8, 2, 1, 4, 2], [16, 6, 3, 1, 4, 5], [22, 8, 4, 2, 6, 0], [30, 8, 4, 2, 5, 0], [38, 8, 5, 1, 4, 8], [46, 10, 6, 3, 6, 0], [56, 10, 6, 3, 6, 0]];
const relocs = [[11, 2, 3, 3, 7, "R_CELL", "G + GOT + A", 0x400008]];
const link = new Linked(
  { ...summary, flushes: 2, flush: 1, passes: [pass("Read", 1, 1, 0), pass("Edit", 2, 2, 1), pass("Place", 4, 1, 1), pass("Lazy", 5, 0, 1), pass("Write", 5, 4, 1)] },
  encodeTables({ ...rows, events, spans, relocs }), file);
const all = passesOf(link);

test("the timeline is that of the flush that is shown, from before its first event to the finished file", () => {
  assert.deepEqual(all.map(({ name }) => name), ["Edit", "Place", "Lazy", "Write"]);
  assert.deepEqual(stepsOf(all), [1, 8]);
  assert.deepEqual(stepsOf([]), [0, 0]);
  assert.deepEqual([1, 2, 3, 4, 5, 8].map((step) => passAt(all, step)), [0, 0, 0, 1, 3, 3]);
});

test("every step has a place on the line, in order, and the place leads back to the step", () => {
  let before = -1;
  for (let step = 1; step <= 8; step++) {
    const place = placeOf(all, step);
    assert.ok(place > before && place >= 0 && place <= 1, `${step}: ${place}`);
    assert.equal(stepAt(all, place), step);
    before = place;
  }
  assert.deepEqual([stepAt(all, -1), stepAt(all, 2), stepAt([], 0.5)], [1, 8, 0]);
});

test("keys go by events and by passes, and stay on the line", () => {
  const go = (keys: string[], from: number) => keys.reduce((step, key) => moveStep(key, step, all), from);
  assert.equal(go(["ArrowRight", "ArrowRight"], 1), 3);
  assert.equal(go(["ArrowLeft", "ArrowLeft"], 2), 1);
  assert.equal(go(["PageUp"], 1), 3);
  assert.equal(go(["PageUp", "PageUp", "PageUp"], 1), 8);
  assert.equal(go(["PageDown"], 8), 4);
  assert.equal(go(["Home"], 5), 1);
  assert.equal(go(["End"], 5), 8);
  assert.equal(moveStep("x", 5, all), -1);
  assert.equal(doneAt(all[0]!), 3);
});

test("at a step there is what the events up to it have made, and at the end nothing is missing", () => {
  const made = new Made(link);
  assert.deepEqual(made.cell(1, 1), { given: false, filled: false });
  assert.deepEqual(made.cell(1, 2), { given: true, filled: false });
  assert.deepEqual(made.cell(1, 5), { given: true, filled: true });
  assert.deepEqual(made.symbol(0, 2), { given: false, set: false });
  assert.deepEqual(made.symbol(0, 3), { given: true, set: false });
  assert.deepEqual(made.symbol(0, 6), { given: true, set: true });
  assert.equal(made.byte(9, 3), false);
  assert.equal(made.byte(9, 4), true);
  assert.equal(made.byte(12, 6), false); // a field that is filled in later
  assert.equal(made.byte(12, 7), true);
  for (let off = 0; off < file.length; off++) assert.equal(made.byte(off, 8), true, String(off));
  for (let row = 0; row < 2; row++) assert.deepEqual([made.cell(row, 8).filled, made.symbol(row, 8).set], [true, true]);
});

test("the events of the path are marked with its numbers", () => {
  const marks = marksOf(link, { reloc: 0, caller: 2, cell: 1, target: 3, symbol: -1 }, all);
  assert.deepEqual(marks.map((mark) => mark && [mark.role, mark.says]), [[2, "cell 1 given out"], [3, "gets its address"], null, [2, "cell 1 filled"]]);
});

test("a tick for each event, a band where there are too many", () => {
  assert.equal(ticksOf(all).ticks.split("M").length - 1, 7);
  const { ticks, bands } = ticksOf([pass("Read", 1, 100_000, 0)]);
  assert.deepEqual([ticks, bands], ["", [[0, 1]]]);
});

test("what a flush changed is said in words", () => {
  const none = { fileBytes: 1032, bytesWritten: 0, ranges: [], rangesTotal: 0, atoms: [], atomsTotal: 0, cells: [], cellsTotal: 0 };
  assert.equal(wordsOf(none, 0), "the whole file, 1,032 bytes");
  assert.equal(wordsOf(none, 2), "nothing changed");
  assert.equal(wordsOf({ ...none, bytesWritten: 1, cellsTotal: 2 }, 1), "1 byte of 1,032, 2 cells");
  const moved = (known: Partial<Moved>): Moved => ({ name: "a", owner: 1, cell: -1, how: "", from: "0x0", to: "0x0", ...known });
  assert.equal(fateOf(moved({ how: "moved", from: "0x20003f", to: "0x200040" })), "a moves from 0x20003F to 0x200040");
  assert.equal(fateOf(moved({ how: "reused", cell: 3, name: "fresh" })), "Cell 3 is handed out again, to fresh");
});
