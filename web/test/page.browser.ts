// What a visitor does: looks, points, types.
import assert from "node:assert/strict";
import { browserTest } from "./harness";
import { byte, editor, hexGrid, line, openPage, shownText, state, typeAtEnd } from "./open";

const landmarks = ["Description", "Layout", "Hex", "GOT", "Symbols", "Problems", "Why"];

browserTest("a stranger sees the story at once, and nobody else is asked for anything", async ({ page, site }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await openPage(page, site.url);
  await page.getByRole("heading", { name: "a.start finds a.helper through cell 1" }).waitFor();
  for (const name of landmarks) assert.equal(await page.getByRole("region", { name, exact: true }).count(), 1, name);
  assert.equal(await state(page).innerText().then((text) => text.includes("No problems. Linked, 431 bytes.")), true);
  await page.locator(".hex .disc").first().waitFor();
  assert.match((await byte(page, 0x56).getAttribute("class"))!, /own-got .*cursor/);
  assert.deepEqual(asked.filter((url) => !url.startsWith(site.url) && !url.startsWith("data:")), []);
});

browserTest("typing changes the byte, and the page says which one", async ({ page, site }) => {
  await openPage(page, site.url);
  assert.equal(await byte(page, 0x40).innerText(), "2A");
  await typeAtEnd(page, 16, ["Backspace", "3"]);
  await page.locator("#pane-hex").getByText("one byte changed: 0x40").waitFor();
  assert.equal(await byte(page, 0x40).innerText(), "2B");
  assert.match((await byte(page, 0x40).getAttribute("class"))!, /changed/);
});

browserTest("pointing at a GOT row lights hex, symbols, drawing, editor and Why", async ({ page, site }) => {
  await openPage(page, site.url);
  await page.locator("#cell-5").click();
  await page.getByRole("heading", { name: /a\.counter/ }).waitFor();
  assert.equal(await page.locator("#cell-5").getAttribute("aria-selected"), "true");
  assert.match((await byte(page, 0x4e + 40).getAttribute("class"))!, /lit .*cursor/);
  await page.locator("#pane-symbols tr.lit", { hasText: "counter" }).waitFor();
  await page.locator(".picture [aria-label*='a.counter']").first().waitFor();
  assert.match((await line(page, 19).getAttribute("class"))!, /path/);
  await page.locator("#pane-why", { hasText: "GOT cell 5" }).waitFor();
});

browserTest("the caret, a drawn box and a symbol point as well", async ({ page, site }) => {
  await openPage(page, site.url);
  await line(page, 16).click();
  await page.locator("#pane-why", { hasText: "in a.helper" }).waitFor();
  assert.match((await byte(page, 0x3f).getAttribute("class"))!, /cursor/);
  await page.locator(".picture g[role=treeitem][aria-label^='a.counter']").first().click();
  await page.locator("#pane-why", { hasText: "in a.counter" }).waitFor();
  await page.locator("#pane-symbols tr", { hasText: "etext" }).click();
  await page.locator("#pane-why", { hasText: "etext" }).waitFor();
});

browserTest("hover lights the same owner everywhere and leaves the focus alone", async ({ page, site }) => {
  await openPage(page, site.url);
  await page.locator("#cell-5").hover();
  await page.locator("#pane-symbols tr.hov").first().waitFor({ state: "attached" });
  assert.match((await byte(page, 0x7e).getAttribute("class"))!, /hov/);
  assert.match((await line(page, 20).getAttribute("class"))!, /hov/);
  assert.match((await byte(page, 0x56).getAttribute("class"))!, /cursor/);
});

browserTest("the hex grid is walked with keys and has one tab stop", async ({ page, site }) => {
  await openPage(page, site.url);
  const grid = hexGrid(page);
  await grid.focus();
  const active = async (off: number) => {
    await page.waitForFunction((id) => document.querySelector("table.hex")!.getAttribute("aria-activedescendant") === id, `byte-${off}`);
  };
  await active(0x56);
  for (const [key, off] of [["ArrowRight", 0x57], ["ArrowDown", 0x77], ["Home", 0x60], ["End", 0x7f], ["Control+End", 430], ["PageUp", 430 - 7 * 32], ["Control+Home", 0]] as const) {
    await page.keyboard.press(key);
    await active(off);
  }
  assert.equal(await page.evaluate(() => document.activeElement!.className), "hex");
  assert.match((await page.locator("#byte-0").getAttribute("aria-label"))!, /^00 at 0x0, /);
  assert.equal(await page.locator("#pane-hex [tabindex='0']").count(), 1);
});

browserTest("the drawing is walked with keys in reading order", async ({ page, site }) => {
  await openPage(page, site.url);
  const things = page.locator(".picture g[role=treeitem]");
  await things.first().waitFor();
  assert.equal(await page.locator(".picture g[role=treeitem][tabindex='0']").count(), 1);
  await things.first().focus();
  await page.keyboard.press("ArrowDown");
  assert.equal(await things.nth(1).evaluate((thing) => thing === document.activeElement), true);
  await page.keyboard.press("Enter");
  await page.locator("#pane-why", { hasText: "in a.start" }).waitFor();
});

browserTest("with errors the last good link stays and is called so; the place leads to the line", async ({ page, site }) => {
  await openPage(page, site.url);
  await typeAtEnd(page, 16, [..."xyz"]);
  await state(page).getByText(/Showing the last good link; \d+ problems?\./).waitFor();
  assert.equal(await byte(page, 0x40).innerText(), "2A");
  await page.getByText("The drawing shows the last good link.").waitFor();
  await line(page, 1).click();
  await page.getByRole("button", { name: /^Go to line 16, column/ }).first().click();
  assert.equal(await editor(page).evaluate((element) => element === document.activeElement), true);
  await page.locator(".findings .code").first().click();
  await page.locator(".explained").waitFor();
  await line(page, 16).click();
  await page.keyboard.press("End");
  for (let i = 0; i < 3; i++) await page.keyboard.press("Backspace");
  await state(page).getByText("No problems. Linked, 431 bytes.").waitFor();
});

browserTest("Tab indents, Escape and then Tab leaves the editor", async ({ page, site }) => {
  await openPage(page, site.url);
  await line(page, 21).click();
  await page.keyboard.press("Tab");
  assert.equal((await shownText(page)).endsWith("    "), true);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  assert.equal(await editor(page).evaluate((element) => element.contains(document.activeElement)), false);
});
