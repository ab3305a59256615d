import assert from "node:assert/strict";
import { test } from "node:test";
import { parseAddress, printAddress } from "../share/address";
import { queryOf, selOf } from "../share/select";
import type { Query } from "../views/focus";
import { linkOf, rows } from "./fixture";

const link = linkOf();

test("an address is read as it was written", () => {
  const none = { main: { kind: "none" }, sel: "", at: 0, view: "" } as const;
  for (const [hash, address] of [
    ["", none],
    ["#example/got", { ...none, main: { kind: "example", id: "got" } }],
    ["#code/1.abc-_&sel=got/helper&at=17&view=got", { main: { kind: "code", payload: "1.abc-_" }, sel: "got/helper", at: 17, view: "got" }],
    ["#&at=3", { ...none, at: 3 }],
  ] as const) {
    assert.deepEqual(parseAddress(hash), address);
    assert.equal(printAddress(address), hash);
  }
});

test("what is damaged or of a later version is skipped", () => {
  assert.deepEqual(parseAddress("#code/1.x&colour=red&at=-4&at&=&sel&view=HEX"), { main: { kind: "code", payload: "1.x" }, sel: "", at: 0, view: "hex" });
  assert.deepEqual(parseAddress("#lesson/5"), { main: { kind: "none" }, sel: "", at: 0, view: "" });
  assert.deepEqual(parseAddress("#example/%E0%A4%A").main, { kind: "example", id: "%E0%A4%A" });
});

test("what is pointed at has a name that leads back to it", () => {
  const queries: [Query, string][] = [
    [{ kind: "first" }, ""],
    [{ kind: "line", line: 3 }, ""],
    [{ kind: "byte", off: 30 }, "got/a.helper"],
    [{ kind: "byte", off: 33 }, "got/a.helper+3"],
    [{ kind: "byte", off: 57 }, "symbol/h%C3%A4lper%F0%9F%94%97+1"],
    [{ kind: "byte", off: 8 }, "code/a.start+0"],
    [{ kind: "owner", owner: 2 }, "code/a.start"],
    [{ kind: "owner", owner: 4 }, "table/GOT"],
    [{ kind: "byte", off: 40 }, "data/a.counter+2"],
  ];
  for (const [query, sel] of queries) {
    assert.equal(selOf(link, query), sel);
    if (sel) assert.deepEqual(queryOf(link, sel), query);
  }
});

test("of two things of one name each is found again, and a free cell as well", () => {
  const owners = [...rows["owners"]!, ["a.start", 2, 1, 0, 16, 6, 1, 9, 0, 0]];
  const twins = linkOf({ owners, cells: [...rows["cells"]!.slice(0, 1), [0, 30, 0, 0, "free"]] });
  for (const query of [{ kind: "owner", owner: 7 }, { kind: "owner", owner: 2 }, { kind: "byte", off: 31 }] as const) assert.deepEqual(queryOf(twins, selOf(twins, query)), query);
  assert.equal(selOf(twins, { kind: "owner", owner: 7 }), "code/a.start~2");
});

test("what is not there any more is nothing, and never a mistake", () => {
  for (const sel of ["got/nobody", "got/a.helper+8", "code/a.start~3", "code/a.helper+6", "0x42", "0xfffffff0", "symbol/start+99", "what/ever", "/", "%", "got/%E0%A4%A", "code/a.start+", "none/", "got/a.helper~0"]) {
    assert.equal(queryOf(link, sel), null, sel);
  }
});
