import assert from "node:assert/strict";
import { test } from "node:test";
import { Tables } from "../report.gen";
import { encodeTables, linkOf, rows } from "./fixture";

test("tables are read as they were written", () => {
  const { spans, owners, symbols, cells, relocs, events } = new Tables(encodeTables(rows));
  assert.deepEqual([spans.length, owners.length, symbols.length, cells.length, relocs.length, events.length], [8, 7, 2, 2, 1, 0]);
  assert.equal(spans.off(2), 16);
  assert.equal(owners.name(3), "a.helper");
  assert.equal(cells.tag(1), "tlsgd");
  assert.equal(relocs.formula(0), "G + GOT + A");
});

test("64-bit numbers keep every digit", () => {
  const { owners } = linkOf().tables;
  assert.equal(owners.addr(5), "0xffffffff80000010");
  assert.equal(owners.addrHigh(5), 0xffffffff);
  assert.equal(owners.addr(2), "0x200028");
});

test("texts are cut at UTF-16 units, whatever their letters", () => {
  const { symbols } = linkOf().tables;
  assert.equal(symbols.name(1), "hälper🔗");
  assert.equal(symbols.type(0), "T");
});

test("a foreign buffer and a row that is not there are refused", () => {
  assert.throws(() => new Tables(new Uint8Array(8)), /same tables/);
  assert.throws(() => linkOf().tables.spans.off(8), RangeError);
});

test("a place is found by offset, address and line", () => {
  const link = linkOf();
  assert.deepEqual([0, 15, 16, 45, 65, 66].map((off) => link.ownerAt(off)), [1, 2, 3, 5, 6, 0]);
  assert.deepEqual([21, 22, 29, 30, 37, 38].map((off) => link.cellAt(off)), [-1, 0, 0, 1, 1, -1]);
  assert.deepEqual([45, 46, 55, 56].map((off) => link.symbolAt(off)), [-1, 0, 0, 1]);
  assert.deepEqual([8, 30, 50].map((off) => link.addressOf(off)), ["0x200028", "0x400008", ""]);
  assert.deepEqual([1, 2, 4, 5, 8, 99].map((line) => link.ownerOfLine(line)), [0, 2, 2, 3, 5, 5]);
  assert.deepEqual([link.nextAtomLine(3), link.nextAtomLine(8)], [5, Infinity]);
});
