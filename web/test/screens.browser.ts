// Every view at every size in both themes: accessible, without sideways scrolling, and small however large the file.
import assert from "node:assert/strict";
import { violations } from "./axe";
import { browserTest } from "./harness";
import { hexGrid, openPage, phone, wide } from "./open";

const views = ["Description", "Layout", "Hex", "GOT", "Symbols", "Why"];

for (const colorScheme of ["light", "dark"] as const) {
  browserTest(`axe finds nothing on the wide page, ${colorScheme}: at rest, with a menu, with problems`, async ({ page, site }) => {
    await page.emulateMedia({ colorScheme });
    await openPage(page, site.url, { size: wide });
    await page.locator(".picture[role=tree]").waitFor();
    assert.deepEqual(await violations(page), []);
    await page.getByRole("button", { name: "Examples" }).click();
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press("Escape");
    await page.locator(".cm-line").nth(15).click();
    await page.keyboard.type("x");
    await page.locator(".findings .code").first().click();
    await page.locator(".explained").waitFor();
    assert.deepEqual(await violations(page), []);
  });

  browserTest(`axe finds nothing in any view of the phone, ${colorScheme}`, async ({ page, site }) => {
    await page.emulateMedia({ colorScheme });
    await openPage(page, site.url, { size: phone });
    for (const name of views) {
      await page.getByRole("tab", { name, exact: true }).click();
      await page.getByRole("tabpanel", { name, exact: true }).waitFor();
      assert.deepEqual(await violations(page), [], name);
    }
  });
}

for (const size of [{ width: 320, height: 640 }, phone, { width: 640, height: 360 }, { width: 1280, height: 720 }, { width: 1920, height: 1080 }]) {
  browserTest(`nothing scrolls sideways at ${size.width} × ${size.height}`, async ({ page, site }) => {
    await openPage(page, site.url, { size });
    const tabs = await page.getByRole("tab").count();
    for (const name of tabs > 0 ? views : ["Layout"]) {
      if (tabs > 0) await page.getByRole("tab", { name, exact: true }).click();
      await page.waitForTimeout(150);
      const wider = await page.evaluate(() =>
        [document.documentElement, ...document.querySelectorAll("main *")]
          .filter((element) => element.scrollWidth > element.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(element).overflowX + (element === document.documentElement ? "auto" : "")))
          .map((element) => `${element.tagName}.${element.getAttribute("class")} ${element.scrollWidth} > ${element.clientWidth}`));
      assert.deepEqual(wider, [], name);
    }
  });
}

browserTest("tabs are walked with arrow keys", async ({ page, site }) => {
  await openPage(page, site.url, { size: phone });
  await page.getByRole("tab", { name: "Layout" }).focus();
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.getByRole("tab", { name: "Hex" }).getAttribute("aria-selected"), "true");
  await page.getByRole("tabpanel", { name: "Hex" }).waitFor();
  assert.equal(await page.getByRole("tabpanel").count(), 1);
});

browserTest("buttons and rows are large enough to hit", async ({ page, site }) => {
  await openPage(page, site.url);
  const tooSmall = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("button, [role=tab], tr[data-row], td[data-off]")]
      .map((element) => ({ name: element.outerHTML.slice(0, 80), ...element.getBoundingClientRect().toJSON() }))
      .filter(({ width, height }) => width > 0 && (width < 23.9 || height < 23.9)));
  assert.deepEqual(tooSmall, []);
});

browserTest("100,000 atoms: the DOM stays small, the end is one key away", async ({ page, site }) => {
  const atoms = Array.from({ length: 100_000 }, (_, i) => `data d${i}\n    u64 ${i}\n`);
  const text = `target plan9/x86_64\nfunc start export _start\n    call got(d7)\n    ret\n${atoms.join("")}`;
  await openPage(page, site.url, { saved: text });
  const size = () => page.evaluate(() => ({ cells: document.querySelectorAll("td[data-off]").length, elements: document.querySelectorAll("*").length }));
  const check = async () => {
    const { cells, elements } = await size();
    assert.ok(cells > 0 && cells <= 1500, `${cells} cells`);
    assert.ok(elements <= 5000, `${elements} elements`);
  };
  await check();
  await hexGrid(page).focus();
  await page.keyboard.press("Control+End");
  await page.waitForFunction(() => Number(document.querySelector<HTMLElement>("td.cursor")?.dataset["off"]) > 1_000_000);
  const last = await page.locator("td[data-off]").last().getAttribute("data-off");
  assert.match((await page.locator("td.cursor").getAttribute("data-off"))!, new RegExp(`^${last}$`));
  await check();
  await page.locator("#pane-symbols table").focus();
  await page.keyboard.press("End");
  await page.locator("#pane-symbols tr.lit").waitFor();
  await check();
});
