import assert from "node:assert/strict";
import { test } from "node:test";
import { Text } from "@codemirror/state";
import { diagnosticOf, unitsOf } from "../editor/findings";
import { lineLook } from "../editor/rows";
import { fileName } from "../share/download";
import { readHash } from "../share/open";
import { stillThere, whatToTry } from "../share/try";
import { walk } from "../ui/menu";
import { moveRow } from "../ui/table";
import { lightsOf } from "../views/lights";
import { linkOf, lookOf } from "./fixture";

test("columns count characters, the editor counts UTF-16 units", () => {
  assert.deepEqual([unitsOf("a🔗b", 1), unitsOf("a🔗b", 2), unitsOf("a🔗b", 3), unitsOf("a🔗b", 99)], [0, 1, 3, 4]);
  const finding = { code: "L0302", severity: "error", line: 2, col: 8, endCol: 0, message: "nobody defines helper", fix: "define it", remarks: [] };
  const found = diagnosticOf(Text.of(["x", "  call helper"]), finding);
  assert.deepEqual([found.from, found.to, found.severity], [9, 15, "error"]);
  assert.equal(found.message, "L0302 nobody defines helper. Define it.");
  assert.equal(diagnosticOf(Text.of(["x"]), { ...finding, line: 0, col: 0 }).from, 0);
  assert.equal(diagnosticOf(Text.of(["x"]), { ...finding, line: 9, col: 9 }).to, 1);
});

test("a line says whose it is, its number on the path and what it became", () => {
  const link = linkOf();
  const lights = lightsOf(link, { reloc: 0, caller: 2, cell: 1, target: 3, symbol: -1 }, lookOf({}), null);
  const look = (line: number, text: string) => lineLook(link, lights, 0, line, text);
  assert.deepEqual(look(3, "    call got(a.helper)"), { classes: "own-code path", letter: "", role: 1, hint: "cell 1", named: "a.helper" });
  assert.deepEqual(look(5, "func a.helper"), { classes: "own-code2 path", letter: "H", role: 3, hint: "0x200030", named: "a.helper" });
  assert.equal(look(6, "    mov eax, 42").classes, "own-code2 lit");
  assert.equal(look(7, "# nobody's").classes, "own-none");
});

test("what to try is true: the number is there and one byte will change", () => {
  const text = "target plan9/x86_64\nfunc start export _start\n    mov  eax, 255\n    mov  eax, 42\n    ret\n";
  assert.deepEqual(whatToTry(text), { from: "42", to: "43", line: 4, one: true });
  assert.equal(whatToTry("func start\n    mov eax, 60\n    syscall\n"), null);
  assert.deepEqual(stillThere({ line: 4, from: "42", to: "43" }, text), { from: "42", to: "43", line: 4, one: true });
  assert.deepEqual(stillThere({ line: 2, from: "start", to: "begin" }, text), { from: "start", to: "begin", line: 2, one: false });
  assert.equal(stillThere({ line: 4, from: "41", to: "43" }, text), null);
});

test("an address opens an example or a text, and what is neither opens nothing", () => {
  assert.deepEqual(readHash("#example/got%20it&sel=x"), { kind: "example", id: "got it" });
  assert.deepEqual(readHash("#code/1.AbC-_"), { kind: "code", payload: "1.AbC-_" });
  assert.deepEqual([readHash(""), readHash("#lesson/a/1"), readHash("#%E0%A4%A")], [{ kind: "none" }, { kind: "none" }, { kind: "none" }]);
  assert.deepEqual(readHash("#example/%E0%A4%A"), { kind: "example", id: "%E0%A4%A" });
});

test("files are named as their systems expect", () => {
  assert.deepEqual([fileName("plan9/x86_64", "got"), fileName("elf/x86_64", "hello"), fileName("elf/x86_64", "")], ["a.out", "hello", "linked"]);
});

test("menus wrap around and know first letters; tables stop at their ends", () => {
  const labels = ["Light", "Dark", "As the system has it"];
  assert.deepEqual([walk("ArrowDown", 2, labels), walk("ArrowUp", 0, labels), walk("d", 0, labels), walk("q", 0, labels), walk("Enter", 0, labels)], [0, 2, 1, -1, -1]);
  assert.deepEqual([moveRow("ArrowUp", 0, 9, 4), moveRow("PageDown", 3, 9, 4), moveRow("End", -1, 9, 4), moveRow("ArrowDown", -1, 0, 4), moveRow("x", 1, 9, 4)], [0, 7, 8, -1, -1]);
});
