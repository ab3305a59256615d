import assert from "node:assert/strict";
import { test } from "node:test";
import { gotRow } from "../views/got/rows";
import { moveCursor } from "../views/hex/cursor";
import { changedBytes, columnsFor, hexAddress, hexRow } from "../views/hex/rows";
import { dark, lightsOf } from "../views/lights";
import { ownerLook } from "../views/owner";
import { parts, sentence, stateOf } from "../views/problems/rows";
import { activeSymbol, symbolRow } from "../views/symbols/rows";
import { bytesOf, inShort, leadsTo, partsOf, shortTitle, tidy, wayOf } from "../views/why/rows";
import { moveTarget, targets } from "../views/layout/rows";
import { linkOf, lookOf, summary } from "./fixture";

const link = linkOf();
const path = { reloc: 0, caller: 2, cell: 1, target: 3, symbol: -1 };
const lights = lightsOf(link, path, lookOf({ off: 30 }), lookOf({ partOff: 8, partLen: 7 }));

test("owners have a letter and a tone; neighbouring functions differ", () => {
  const looks = [1, 2, 3, 4, 5, 6].map((owner) => ownerLook(link, owner));
  assert.deepEqual(looks.map((look) => look.letter), ["E", "S", "H", "G", "C", "Y"]);
  assert.deepEqual(looks.map((look) => look.tone), ["own-header", "own-code", "own-code2", "own-got", "own-data", "own-symbols"]);
  assert.equal(ownerLook(link, 99).tone, "own-none");
});

test("a hex row shows bytes, where owners begin, what is lit and the cursor", () => {
  const row = hexRow(link, lights, { cursor: 30, hovered: 0, changed: new Set([17]), picked: [18, 20] }, 1, 16);
  assert.equal(row.address, "0x010");
  assert.equal(row.cells.length, 16);
  assert.deepEqual(row.cells.map((cell) => cell.hex).slice(0, 3), ["10", "11", "12"]);
  assert.deepEqual(row.cells.map((cell) => cell.letter).join(""), "HG");
  assert.match(row.cells[0]!.classes, /own-code2 starts lit lit-from$/);
  assert.equal(row.cells[0]!.role, 3);
  assert.match(row.cells[1]!.classes, /changed/);
  assert.deepEqual(row.cells.map((cell) => cell.classes.includes("picked")).slice(1, 5), [false, true, true, false]);
  assert.match(row.cells[14]!.classes, /lit-from cursor$/);
  assert.deepEqual(row.ascii.map((run) => run.lit), [true, false, true]);
  assert.equal(hexRow(link, dark, { cursor: -1, hovered: 0, changed: new Set(), picked: [0, 0] }, 4, 16).cells.length, 2);
});

test("the cursor walks the grid and never leaves the file", () => {
  const move = (key: string, at: number, control = false) => moveCursor(key, control, at, 16, 2, 66);
  assert.deepEqual([move("ArrowLeft", 0), move("ArrowRight", 65), move("ArrowRight", 15), move("ArrowUp", 3), move("ArrowDown", 3)], [0, 65, 16, 3, 19]);
  assert.deepEqual([move("ArrowDown", 60), move("ArrowDown", 49), move("Home", 37), move("End", 37), move("End", 64)], [60, 65, 32, 47, 65]);
  assert.deepEqual([move("Home", 37, true), move("End", 3, true), move("PageDown", 1), move("PageDown", 40), move("PageUp", 20), move("a", 1)], [0, 65, 33, 56, 4, -1]);
});

test("cells are at least 24 px wide at any width", () => {
  assert.deepEqual([200, 600, 760, 900, 1100].map((px) => columnsFor(px)), [
    { bytes: 8, ascii: false }, { bytes: 16, ascii: true }, { bytes: 16, ascii: true }, { bytes: 32, ascii: false }, { bytes: 32, ascii: true },
  ]);
  assert.equal(hexAddress(0, 0x12345), "0x00000");
  assert.deepEqual([columnsFor(300, 32), columnsFor(1100, 8)], [{ bytes: 32, ascii: false }, { bytes: 8, ascii: true }]);
});

test("only files of one size are compared", () => {
  assert.deepEqual(changedBytes(Uint8Array.of(1, 2, 3), Uint8Array.of(1, 9, 3)), [1]);
  assert.deepEqual(changedBytes(Uint8Array.of(1), Uint8Array.of(1, 2)), []);
});

test("GOT and symbol rows", () => {
  const row = gotRow(link, lights, 1);
  assert.deepEqual([row.address, row.holds, row.whose.name, row.tag, row.line, row.role], ["0x400008", "0x200030", "a.helper", "tlsgd", 3, 2]);
  assert.equal(gotRow(linkOf({ cells: [[0, 22, 0, 0, "free"]] }), dark, 0).whose.name, "free");
  assert.equal(gotRow(linkOf({ cells: [[0, 22, 0, 0, "lost"]] }), dark, 0).whose.name, "nobody");
  assert.equal(gotRow(linkOf({ cells: [[0x8dd8, 22, 0, 0, "got"]] }), dark, 0).whose.name, "no symbol"); // of a foreign file: it holds something
  const symbol = symbolRow(link, lights, 1);
  assert.deepEqual([symbol.value, symbol.type, symbol.name, symbol.role], ["0x200030", "t", "hälper🔗", 3]);
  assert.deepEqual([activeSymbol(lights), activeSymbol(dark)], [1, -1]);
});

test("the state is said in words", () => {
  const ready = { state: "ready", reason: "" };
  assert.equal(stateOf(null, false, ready).says, "Starting the linker…");
  assert.equal(stateOf(summary, true, ready).says, "No problems. Linked, 66 bytes.");
  assert.equal(stateOf({ ...summary, findingsTotal: 1 }, true, ready).says, "1 remark. Linked, 66 bytes.");
  assert.equal(stateOf({ ...summary, ok: false, errorsTotal: 2 }, true, ready).says, "Showing the last good link; 2 problems.");
  assert.equal(stateOf({ ...summary, ok: false, errorsTotal: 1 }, false, ready).says, "No file yet; 1 problem.");
  assert.match(stateOf(null, false, { state: "failed", reason: "404" }).says, /could not be started: 404/);
});

test("findings are sentences, names in back quotes stand out", () => {
  assert.deepEqual([sentence("nobody defines x"), sentence("did you mean `y`?")], ["Nobody defines x.", "Did you mean `y`?"]);
  assert.deepEqual(parts("add `func x` here"), ["add ", "func x", " here"]);
});

test("reasons lead somewhere, and machine text is apart from words", () => {
  const reason = { word: "", says: "", off: -1, line: 0, owner: 0, terms: [] };
  const term = { sign: "=", label: "data base", text: "0x400000", off: 78, line: 0, owner: 0 };
  assert.equal(tidy("at 0x20003f"), "at 0x20003F");
  assert.deepEqual([leadsTo({ ...reason, line: 9, off: 4 }), leadsTo({ ...reason, off: 78 }), leadsTo(reason), leadsTo({ ...reason, off: 78, terms: [term] })], ["line 9", "file 0x4E", "", ""]);
  assert.deepEqual([wayOf(term), wayOf({ off: -1, line: 0, owner: 3 }), wayOf({ off: -1, line: 9, owner: 3 }), wayOf(reason)], [
    { query: { kind: "byte", off: 78 } }, { query: { kind: "owner", owner: 3 } }, { line: 9 }, null,
  ]);
  assert.deepEqual(partsOf({ ...reason, word: "asked by", says: "line 9: call got(x)" }), { code: "call got(x)", words: "" });
  assert.deepEqual(partsOf({ ...reason, word: "instruction", says: "ret  =  C3. Goes back." }), { code: "ret  =  C3", words: "Goes back." });
  assert.deepEqual(partsOf({ ...reason, word: "written", says: "by 0xa" }), { code: "", words: "by 0xA" });
  assert.deepEqual([shortTitle("Byte 3F, first of 8 in GOT cell 1"), shortTitle("Byte C3 in the symbol x"), shortTitle("buffer")], ["GOT cell 1", "The symbol x", "buffer"]);
  assert.deepEqual(bytesOf("3F 00", 86, 87), [["3F", false], ["00", true]]);
  assert.equal(inShort([{ ...reason, says: "0xa = base 0xa", terms: [term] }, { ...reason, says: "0xb = base 0xa + 1", terms: [term, term] }]), "0xB = base 0xA + 1");
});

test("the drawn things are walked in reading order", () => {
  const kid = { k: "group", o: 2, label: "cell" } as const;
  const nodes = [{ k: "rect" }, { k: "group", o: 1, label: "got", kids: [kid] }, { k: "group", o: 0, label: "fold" }] as const;
  assert.deepEqual(targets(nodes as never).map((node) => node.label), ["got", "cell"]);
  assert.deepEqual([moveTarget("ArrowDown", 1, 2), moveTarget("Home", 1, 2), moveTarget("x", 0, 2)], [1, 0, -1]);
});
