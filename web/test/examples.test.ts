// When a text still counts as the example that was opened.
import assert from "node:assert/strict";
import { test } from "node:test";
import { resembles } from "../share/examples";

const opened = "# A call.\ntarget plan9/x86_64\n\nfunc start export _start\n    call got(helper)\n    ret\nfunc helper\n    mov  eax, 42\n    ret\n";

test("a text is its example until less than half of it is left", () => {
  assert.equal(resembles(opened, opened), true);
  assert.equal(resembles(opened.replace("42", "43"), opened), true);
  assert.equal(resembles(opened + "data more\n    u64 1\n", opened), true);
  assert.equal(resembles("target elf/x86_64\nfunc main export _start\n    ret\n", opened), false);
  assert.equal(resembles("", opened), false);
  assert.equal(resembles(opened + "    ret\n".repeat(5000), opened), false);
});
