import assert from "node:assert/strict";
import { test } from "node:test";
import { Text, ChangeSet, type ChangeSpec } from "@codemirror/state";
import { editsOf } from "./edits";
import type { Edit } from "./protocol";

// Applies edits as the core does: one after the other, lines and UTF-16 columns of the text so far.
function apply(text: string, edits: Edit[]): string {
  for (const { fromLine, fromCol, toLine, toCol, insert } of edits) {
    const starts = [0, ...[...text.matchAll(/\n/g)].map((newline) => newline.index + 1)];
    text = text.slice(0, starts[fromLine]! + fromCol) + insert + text.slice(starts[toLine]! + toCol);
  }
  return text;
}

test("edits one after the other give what the transaction gives", () => {
  const text = "target plan9/x86_64\nfunc 🔗 start\n    ret\n";
  const cases: ChangeSpec[][] = [
    [],
    [{ from: 0, insert: "# top\n" }],
    [{ from: 25, to: 27, insert: "漢字" }],
    [{ from: 0, to: 6 }, { from: 7, to: 12, insert: "elf" }, { from: text.length, insert: "data\n" }],
    [{ from: 10, to: 30, insert: "\n\n" }, { from: 40, insert: "x" }],
    [{ from: 0, to: text.length, insert: "one\ntwo" }],
  ];
  for (const changes of cases) {
    const before = Text.of(text.split("\n"));
    const set = ChangeSet.of(changes, before.length);
    assert.equal(apply(text, editsOf(set, before)), set.apply(before).toString());
  }
});
