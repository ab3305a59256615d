import assert from "node:assert/strict";
import { test } from "node:test";
import { kindOf } from "../share/files";

test("a file is what its first bytes say", () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  assert.equal(kindOf(bytes("\x7fELF\x02\x01")), "executable");
  assert.equal(kindOf(Uint8Array.of(0, 0, 0x8a, 0x97, 0, 0)), "executable"); // amd64, with the longer header
  assert.equal(kindOf(Uint8Array.of(0, 0, 0x01, 0xeb, 0, 0)), "executable"); // 386
  assert.equal(kindOf(bytes("target plan9/x86_64\nfunc größer\n")), "text");
  assert.equal(kindOf(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0)), "other");
  assert.equal(kindOf(Uint8Array.of(0xff, 0xfe, 0x41)), "other");
  assert.equal(kindOf(bytes("")), "text");
});
