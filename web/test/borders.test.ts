import assert from "node:assert/strict";
import { test } from "node:test";
import { borders, moveBorder, readSizes } from "../ui/borders";

test("arrow keys move a border the way they point, within its limits; Enter brings it back", () => {
  assert.equal(moveBorder("ArrowRight", 300, borders.left, 500), 316);
  assert.equal(moveBorder("ArrowRight", 300, borders.right, 500), 284);
  assert.equal(moveBorder("ArrowUp", 300, borders.low, 500), 316);
  assert.equal(moveBorder("ArrowLeft", 205, borders.left, 500), 200);
  assert.equal(moveBorder("ArrowRight", 495, borders.left, 500), 500);
  assert.equal(moveBorder("Home", 300, borders.low, 500), borders.low.least);
  assert.equal(moveBorder("End", 300, borders.low, 500), 500);
  assert.equal(moveBorder("Enter", 300, borders.low, 500), null);
  assert.equal(moveBorder("ArrowUp", 300, borders.left, 500), undefined);
});

test("remembered sizes are taken as far as they make sense", () => {
  assert.deepEqual(readSizes('{"left":300.4,"right":10,"low":"x","other":5}'), { left: 300 });
  for (const kept of [null, "", "null", "[]", "{", "7"]) assert.deepEqual(readSizes(kept), {});
});
