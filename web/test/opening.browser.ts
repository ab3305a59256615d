// Where texts come from and where they go: examples, links, memory, downloads; what happens when things fail.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { browserTest } from "./harness";
import { linkApart, linked, openPage, shownText, state, typeAtEnd } from "./open";

const small = "target plan9/x86_64\nfunc start export _start\n    mov  eax, 42\n    ret\n";

browserTest("the examples menu works with keys, and one undo brings the old text back", async ({ page, site }) => {
  await openPage(page, site.url, { saved: small });
  await page.getByRole("button", { name: "Examples" }).focus();
  await page.keyboard.press("ArrowDown");
  // The list comes over the network; from the moment at which its first line has the focus, the keys are the menu's.
  await page.waitForFunction(() => document.activeElement?.getAttribute("role") === "menuitem");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => location.hash.startsWith("#example/"));
  await page.locator(".cm-line", { hasText: "elf/x86_64" }).waitFor();
  assert.equal(await page.getByRole("menu").count(), 0);
  await page.locator(".cm-content").focus();
  await page.keyboard.press("Control+z");
  await page.waitForFunction(() => document.querySelector(".cm-content")!.textContent!.includes("mov  eax, 42"));
  assert.equal(await shownText(page), small);
});

browserTest("an example is opened by its address; one that does not exist leaves the text", async ({ page, site }) => {
  await openPage(page, site.url, { saved: small, hash: "#example/no-such" });
  await page.locator(".notice", { hasText: "there is no example “no-such”" }).waitFor();
  assert.equal(await shownText(page), small);
  await page.evaluate(() => (location.hash = "#example/hello-elf"));
  await page.locator(".cm-line", { hasText: "elf/x86_64" }).waitFor();
});

browserTest("every example opens and links without a problem", async ({ page, site }) => {
  await openPage(page, site.url);
  const all = await page.evaluate(async () => (await (await fetch("examples/index.json")).json()) as { id: string; file: string }[]);
  assert.ok(all.length >= 6);
  for (const { id, file } of all) {
    await page.evaluate((id) => (location.hash = `#example/${id}`), id);
    await page.waitForFunction(async (file) => {
      const wanted = (await (await fetch("examples/" + file)).text()).split("\n", 5).join("");
      return [...document.querySelectorAll(".cm-line")].slice(0, 5).map((line) => line.textContent).join("") === wanted;
    }, file);
    await page.waitForTimeout(100);
    assert.match(await state(page).innerText(), /Linked, [\d,]+ bytes/, id);
  }
});

browserTest("the download is what the engine made", async ({ page, site }) => {
  await openPage(page, site.url, { saved: small });
  await page.getByRole("button", { name: "Download" }).click();
  const arriving = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: /linked file/ }).click();
  const download = await arriving;
  assert.equal(download.suggestedFilename(), "a.out");
  assert.deepEqual([...(await readFile(await download.path()))], await linkApart(page, small));
});

browserTest("a link to the text opens as the same text; a broken one says so and changes nothing", async ({ page, site }) => {
  await openPage(page, site.url, { saved: small });
  await page.getByRole("button", { name: "Share" }).click();
  await page.waitForFunction(() => location.hash.startsWith("#code/1."));
  const link = page.url();
  await typeAtEnd(page, 4, ["Enter", ..."int3"]);
  await page.goto(site.url + "#code/1.!!!");
  await page.locator(".notice", { hasText: "cannot be read" }).waitFor();
  assert.equal(await shownText(page), small.replace("ret\n", "ret\n    int3\n"));
  await page.goto(site.url + "fixtures/empty.html");
  await page.goto(link);
  await linked(page);
  assert.equal(await shownText(page), small);
});

browserTest("an example that was changed is still changed after a reload", async ({ page, site }) => {
  await openPage(page, site.url, { hash: "#example/got" });
  await typeAtEnd(page, 16, ["Backspace", "3"]);
  await page.waitForFunction(() => location.hash.startsWith("#code/1."));
  await page.reload();
  await linked(page);
  assert.equal((await shownText(page)).includes("mov  eax, 43"), true);
});

browserTest("the text is there after a reload", async ({ page, site }) => {
  await openPage(page, site.url, { saved: small });
  await typeAtEnd(page, 3, ["Backspace", "3"]);
  await page.reload();
  await linked(page);
  assert.equal(await shownText(page), small.replace("42", "43"));
});

browserTest("a browser that remembers nothing is told so, and everything else works", async ({ page, site }) => {
  await page.addInitScript(() => Object.defineProperty(window, "localStorage", { get() { throw new DOMException("blocked", "SecurityError"); } }));
  await openPage(page, site.url);
  await typeAtEnd(page, 16, ["Backspace", "3"]);
  await page.locator("#pane-hex").getByText("one byte changed: 0x40").waitFor();
  await page.locator(".notice", { hasText: "does not let the page keep your text" }).waitFor();
  await page.getByRole("button", { name: "Theme" }).click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme), "dark");
});

browserTest("the theme is remembered", async ({ page, site }) => {
  await openPage(page, site.url);
  await page.getByRole("button", { name: "Theme" }).click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  await page.reload();
  await linked(page);
  assert.equal(await page.evaluate(() => document.documentElement.dataset["theme"]), "dark");
});

browserTest("when the linker crashes it is started again, says so, and the text is intact", async ({ page, site, errors }) => {
  // The worker dies of an edit that contains a certain word; a whole text with that word does it no harm.
  await page.route("**/build/worker-*.js", async (route) => {
    const response = await route.fetch();
    const trap = `const healthy = self.onmessage; self.onmessage = (event) => { if (event.data.edits.some((edit) => edit.insert.includes("!"))) throw new Error("a test asked for it"); healthy(event); };`;
    await route.fulfill({ response, body: (await response.text()) + trap });
  });
  await openPage(page, site.url, { saved: small });
  await typeAtEnd(page, 4, [..." # !"]);
  await page.locator(".notice", { hasText: "started again. Your text is as it was" }).waitFor();
  await page.locator("[role=status][aria-live]", { hasText: "started again" }).waitFor({ state: "attached" });
  assert.equal(await shownText(page), small.replace("ret\n", "ret # !\n"));
  await typeAtEnd(page, 3, ["Backspace", "3"]);
  await page.waitForFunction(() => [...document.querySelectorAll("td[data-off]")].some((cell) => cell.firstChild!.textContent === "2B"));
  errors.length = 0;
});

browserTest("without the linker the page says what is missing and offers to try again", async ({ page, site, errors }) => {
  await page.route("**/build/core-*.wasm", (route) => route.abort());
  await page.goto(site.url);
  await state(page).getByText(/could not be started/).waitFor();
  await page.unroute("**/build/core-*.wasm");
  await page.getByRole("button", { name: "Try again" }).click();
  await linked(page);
  errors.length = 0;
});
