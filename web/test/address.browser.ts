// Links to a text: they come back as they were, follow what is shown, and break nothing when they are broken.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { roundTrips as Trips } from "./fixtures/state.fixture";
import { browserTest } from "./harness";
import { byte, line, linked, openPage, shownText, typeAtEnd } from "./open";

declare const roundTrips: typeof Trips;

const small = "target plan9/x86_64\nfunc start export _start\n    mov  eax, 42\n    ret\n";

browserTest("1,000 states come back through the real codec and the real linker as they were", async ({ page, site }) => {
  const folder = join(process.env["LINKPLAY_STATIC"]!, "examples");
  const sources = readdirSync(folder).filter((name) => name.endsWith(".atoms")).map((name) => readFileSync(join(folder, name), "utf8"));
  await page.goto(site.url + "fixtures/empty.html");
  await page.addScriptTag({ type: "module", url: "state.fixture.js" });
  await page.waitForFunction(() => "roundTrips" in globalThis);
  const tour = await page.evaluate((sources) => roundTrips(sources, 1000), sources);
  assert.deepEqual(tour.wrong, []);
  assert.ok(tour.states >= 1000 && tour.withFile >= 300, `${tour.withFile} of ${tour.states} states had a file`);
});

browserTest("the address follows text and focus and adds nothing to the history", async ({ page, site }) => {
  await openPage(page, site.url);
  await page.waitForFunction(() => location.hash === "#example/got");
  const entries = await page.evaluate(() => history.length);
  await page.locator("#cell-5").click();
  await page.waitForFunction(() => location.hash === "#example/got&sel=got/a.counter");
  await typeAtEnd(page, 16, ["Backspace", "3"]);
  await page.waitForFunction(() => /^#code\/1\.[\w-]+&at=16$/.test(location.hash));
  assert.equal(await page.evaluate(() => history.length), entries);
});

browserTest("a link opens with what its sender pointed at", async ({ page, site }) => {
  await openPage(page, site.url, { hash: "#example/got&sel=got/a.counter%2B0" });
  await page.locator(".notice", { hasText: "does not have" }).waitFor();
  await page.evaluate(() => (location.hash = "#example/got&sel=got/a.counter&at=19"));
  await page.locator("#pane-why", { hasText: "GOT cell 5" }).waitFor();
  await page.reload();
  await page.locator("#pane-why", { hasText: "GOT cell 5" }).waitFor();
  assert.equal(await page.locator("#cell-5").getAttribute("aria-selected"), "true");
  await page.evaluate(() => (location.hash = "#example/got&at=16"));
  await page.locator("#pane-why", { hasText: "in a.helper" }).waitFor();
});

browserTest("a phone opens the pane that the link names", async ({ page, site }) => {
  await openPage(page, site.url, { size: { width: 390, height: 844 }, hash: "#example/got&view=hex" });
  assert.equal(await page.getByRole("tab", { name: "Hex" }).getAttribute("aria-selected"), "true");
  await page.getByRole("tab", { name: "GOT" }).click();
  await page.waitForFunction(() => location.hash === "#example/got&view=got");
});

browserTest("a broken link says so, changes nothing, and the address is that of the text again", async ({ page, site }) => {
  await openPage(page, site.url, { saved: small });
  await page.waitForFunction(() => location.hash.startsWith("#code/1."));
  const before = await page.evaluate(() => location.hash);
  for (const broken of ["#code/1.!!!", "#code/7.abc", "#code/", "#code/1.AAAA"]) {
    await page.evaluate((hash) => (location.hash = hash), broken);
    await page.locator(".notice", { hasText: "This link cannot be read" }).waitFor();
    await page.waitForFunction((hash) => location.hash === hash, before);
    assert.equal(await shownText(page), small);
    await page.getByRole("button", { name: "Close" }).click();
  }
});

browserTest("back leads to the text before", async ({ page, site }) => {
  await openPage(page, site.url, { saved: small });
  await page.waitForFunction(() => location.hash.startsWith("#code/1."));
  await page.getByRole("button", { name: "Examples" }).click();
  await page.getByRole("menuitem").nth(1).click();
  await page.locator(".cm-line", { hasText: "elf/x86_64" }).waitFor();
  await page.goBack();
  await page.waitForFunction(() => document.querySelector(".cm-content")!.textContent!.includes("mov  eax, 42"));
  assert.equal(await shownText(page), small);
});

browserTest("two tabs keep their own texts; a new one opens with the one closed last", async ({ page, site }) => {
  await openPage(page, site.url, { saved: small });
  const other = await page.context().newPage();
  await openPage(other, site.url);
  await other.locator(".notice", { hasText: "open in another tab" }).waitFor();
  assert.equal(await shownText(other), small);
  await typeAtEnd(other, 3, ["Backspace", "3"]);
  await typeAtEnd(page, 3, ["Backspace", "4"]);
  await other.reload();
  await linked(other);
  assert.equal(await shownText(other), small.replace("42", "43"));
  await page.reload();
  await linked(page);
  assert.equal(await shownText(page), small.replace("42", "44"));
  await page.goto(site.url + "fixtures/empty.html");
  await other.close({ runBeforeUnload: true });
  await other.waitForEvent("close").catch(() => {});
  const third = await page.context().newPage();
  await openPage(third, site.url);
  assert.match(await shownText(third), /mov {2}eax, 4[34]/);
  await third.close();
});

browserTest("an edit made just before a reload is there after it", async ({ page, site }) => {
  await openPage(page, site.url, { hash: "#example/got" });
  await typeAtEnd(page, 16, ["Backspace", "3"]);
  await page.reload();
  await linked(page);
  assert.match(await line(page, 16).innerText(), /mov {2}eax, 43/);
  await byte(page, 0x40).waitFor();
  assert.equal(await byte(page, 0x40).innerText(), "2B");
});
