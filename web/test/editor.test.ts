import assert from "node:assert/strict";
import { test } from "node:test";
import { Text } from "@codemirror/state";
import type { Word } from "../report.gen";
import { lineChanges } from "../editor/commands";
import { before, fitting, namesIn, quiet } from "../editor/complete";
import { factsOf } from "../editor/facts";
import { linkOf, lookOf } from "./fixture";

const word = (text: string, kind: string, more: string[] = []): Word => ({ text, kind, form: "", says: "", more });
const words = [
  word("func", "atom", ["export", "align"]), word("flush", "step"), word("output", "setup", ["exe", "pie"]), word("u64", "item"), word("reloc", "item", ["over"]),
  word("mov", "mnemonic", ["mov r32, imm32"]), word("rax", "register"), word("got", "operator"), word("R_X86_64_PC32", "relocation"), word("dword", "size"),
];
const labels = (line: string) => fitting(words, before(line)).sort((a, b) => (b.boost ?? 0) - (a.boost ?? 0)).map(({ label }) => label);

test("what fits depends on the words before", () => {
  assert.deepEqual(labels("").slice(0, 3).sort(), ["flush", "func", "output"]);
  assert.deepEqual(labels("    ").slice(0, 3).sort(), ["mov", "reloc", "u64"]);
  assert.deepEqual(labels("    mov "), ["got", "rax", "dword"]);
  assert.deepEqual(labels("    mov  eax, [rip+"), ["got", "rax", "dword"]);
  assert.deepEqual(labels("func main "), ["export", "align"]);
  assert.deepEqual(labels("output "), ["exe", "pie"]);
  assert.deepEqual(labels("    reloc "), ["R_X86_64_PC32"]);
  assert.deepEqual(labels("    u64 "), ["got"]);
});

test("nothing is offered in remarks and texts", () => {
  for (const line of ["# a", "    mov eax, 1 # mo", '    text "he', '    text "he \\" ', '  x "a" # "b" ']) assert.equal(quiet(line), true, line);
  for (const line of ["", "    mov ea", '    text "hello" ', '    lea rsi, ["a#b"+']) assert.equal(quiet(line), false, line);
});

test("names are offered once, with what they are", () => {
  const text = ["func main export _start", "  .loop:", "    jmp .loop", "lazy code a.Color", 'data @"odd name"', "func main", "update main", "# func no"];
  assert.deepEqual(namesIn(text).map(({ label, detail }) => [label, detail]), [["main", "func"], [".loop", "a place in this atom"], ["a.Color", "lazy code"], ['@"odd name"', "data"]]);
});

test("a changed text is its changed lines", () => {
  const doc = Text.of(["one", "two", "three"]);
  assert.deepEqual(lineChanges(doc, "one\n2\nthree"), [{ from: 4, to: 7, insert: "2" }]);
  assert.deepEqual(lineChanges(doc, "one\ntwo\nthree"), []);
  assert.deepEqual(lineChanges(doc, "one"), [{ from: 0, to: 13, insert: "one" }]);
});

test("a line's outcome is its place, its bytes and its cell", () => {
  const call = lookOf({ found: true, owner: 2, off: 11, partOff: 8, partLen: 7, addr: "0x200028" });
  assert.deepEqual(factsOf(linkOf(), call), ["7 bytes of a.start at 0x200028, file 0x8", "08 09 0A 0B 0C 0D 0E", "cell 1 holds 0x200030, the address of a.helper"]);
  const bss = lookOf({ found: true, owner: 5, addr: "0x400048" });
  assert.deepEqual(factsOf(linkOf(), bss), ["of a.counter at 0x400048"]);
});
