import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { bytesAs } from "../views/hex/copy";
import { foundWords, nextPlace, patternOf, places } from "../views/hex/find";
import { names, placeOf } from "../views/hex/goto";
import { readings } from "../views/hex/numbers";
import { selected } from "../views/hex/state";
import { linkOf } from "./fixture";

const root = process.cwd().endsWith("web") ? join(process.cwd(), "..") : process.cwd();
const link = linkOf();

test("an offset, an address, a step, a cell and a name lead to a byte", () => {
  const to = (asked: string, cursor = 10) => placeOf(link, asked, cursor);
  assert.deepEqual([to("0x10"), to("16"), to(" 0X10 "), to("+8"), to("-8"), to("@0x200028"), to("0x400008")], [16, 16, 16, 18, 2, 8, 30]);
  assert.deepEqual([to("cell 1"), to("a.helper"), to("a.he"), to("A.HELPER"), to("hälper🔗"), to("start")], [30, 16, 16, 16, 16, 8]);
  assert.deepEqual(names(link), ["exec header", "a.start", "a.helper", "GOT", "a.counter", "symbols"]);
});

test("what is nowhere is said to be nowhere", () => {
  for (const asked of ["", "66", "0x42", "-11", "+99", "@0x1", "cell 2", "nobody", "0xffffffffffffffff"]) {
    assert.equal(typeof placeOf(link, asked, 10), "string", asked);
  }
});

test("pairs of digits are bytes, all else is text", () => {
  assert.deepEqual(patternOf("ff 14 ??"), [255, 20, -1]);
  assert.deepEqual(patternOf("0xff, 0x14"), [255, 20]);
  assert.deepEqual(patternOf("ff1"), [102, 102, 49]);
  assert.deepEqual(patternOf('"be"'), [98, 101]);
  assert.deepEqual(patternOf("ü"), [0xc3, 0xbc]);
  assert.deepEqual([patternOf(""), patternOf('""')], [null, null]);
});

test("all places are found, overlapping ones too, and one walks around", () => {
  const file = Uint8Array.of(1, 1, 1, 2, 1, 3);
  assert.deepEqual(places(file, [1, 1]), [0, 1]);
  assert.deepEqual(places(file, [1, -1]), [0, 1, 2, 4]);
  assert.deepEqual(places(file, [-1, 3]), [4]);
  assert.deepEqual([places(file, [9]), places(file, [1, 2, 3, 4, 5, 6, 7])], [[], []]);
  const found = [4, 9];
  assert.deepEqual([nextPlace(found, 4, false), nextPlace(found, 9, false), nextPlace(found, 4, true), nextPlace(found, 9, true), nextPlace([], 0, false)], [1, 0, 1, 0, -1]);
  assert.deepEqual([foundWords(found, 1), foundWords([], -1)], ["2 of 2", "Not in this file."]);
});

test("numbers are those that Go's encoding/binary reads", () => {
  const rows = JSON.parse(readFileSync(join(root, "linkcore", "testdata", "numbers.json"), "utf8")) as { bytes: string; little: string[]; big: string[] }[];
  assert.ok(rows.length >= 8);
  const value = (text: string) => (/^[+-]?Inf$/.test(text) ? (text.startsWith("-") ? -Infinity : Infinity) : Number(text));
  for (const { bytes, little, big } of rows) {
    const shown = readings(Uint8Array.from(bytes.split(" "), (byte) => parseInt(byte, 16)), 0);
    shown.forEach(({ name, ...row }, i) => {
      for (const [have, want] of [[row.little, little[i]!], [row.big, big[i]!]] as const) {
        if (name.startsWith("f")) assert.equal(value(have), value(want), `${name} of ${bytes}`);
        else assert.equal(have, want, `${name} of ${bytes}`);
      }
    });
  }
  const atEnd = readings(Uint8Array.of(7, 8, 9), 1);
  assert.deepEqual(atEnd.map((row) => row.little !== ""), [true, true, true, true, false, false, false, false, false, false]);
});

test("bytes are copied as the languages write them", () => {
  const bytes = Uint8Array.from({ length: 13 }, (_, i) => i + 250);
  assert.equal(bytesAs("hex", bytes.subarray(0, 3)), "FA FB FC");
  assert.equal(bytesAs("c", bytes.subarray(0, 2)), "static const unsigned char bytes[2] = {\n    0xfa, 0xfb,\n};\n");
  assert.equal(bytesAs("go", bytes.subarray(0, 2)), "var bytes = []byte{\n\t0xfa, 0xfb,\n}\n");
  assert.equal(bytesAs("rust", bytes.subarray(0, 2)), "const BYTES: [u8; 2] = [\n    0xfa, 0xfb,\n];\n");
  assert.equal(bytesAs("go", bytes).split("\n").length, 5);
});

test("with nothing selected it is what the cursor stands in", () => {
  assert.deepEqual([selected(5, -1, 66, [4, 8]), selected(5, -1, 66, [6, 8]), selected(5, 6, 66, [4, 8]), selected(5, -1, 8, [4, 8])], [[4, 12], [5, 6], [5, 7], [5, 6]]);
});

test("the selection has two ends, in either order", () => {
  assert.deepEqual([selected(5, -1, 66), selected(5, 9, 66), selected(9, 5, 66), selected(-1, 5, 66), selected(5, 99, 66)], [[5, 6], [5, 10], [5, 10], [0, 0], [5, 6]]);
});
