// The borders between panes.
import assert from "node:assert/strict";
import { browserTest } from "./harness";
import { linked, openPage } from "./open";

browserTest("panes are resized with keys and by dragging, the sizes are remembered, and Enter takes them back", async ({ page, site }) => {
  await openPage(page, site.url);
  const width = () => page.locator("#pane-description").evaluate((pane) => Math.round(pane.getBoundingClientRect().width));
  const hexHeight = () => page.locator("#pane-hex").evaluate((pane) => Math.round(pane.getBoundingClientRect().height));
  const left = page.getByRole("separator", { name: "Width of the description" });
  const first = await width();
  await left.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  assert.equal(await width(), first + 32);
  await page.waitForFunction((px) => document.querySelector(".border.left")!.getAttribute("aria-valuenow") === String(px), first + 32);
  const low = page.getByRole("separator", { name: "Height of the hex view" });
  const before = await hexHeight();
  const box = (await low.boundingBox())!;
  await page.mouse.move(box.x + 24, box.y + 12);
  await page.mouse.down();
  await page.mouse.move(box.x + 24, box.y + 12 - 60, { steps: 3 });
  await page.mouse.up();
  assert.equal(await hexHeight(), before + 60);
  await page.reload();
  await linked(page);
  assert.deepEqual([await width(), await hexHeight()], [first + 32, before + 60]);
  await left.focus();
  await page.keyboard.press("Enter");
  assert.equal(await width(), first);
});
