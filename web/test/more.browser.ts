// The views that take the place of the drawing: each for one Plan 9 and one ELF file, at both sizes, in both themes.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { violations } from "./axe";
import { browserTest } from "./harness";
import { byte, hexGrid, openPage, phone, wide } from "./open";

const views = ["Relocations", "Headers", "Lines", "Strings", "State", "Tables", "Story"];
const examples = ["got", "hello-elf"];

const open = (page: Page, url: string, example: string, name: string, size = wide) => openPage(page, url, { size, hash: `#example/${example}&sel=0x0&view=${name.toLowerCase()}` });

/** Waits until the view has rows, or says why it has none. */
const filled = (page: Page, name: string) => page.locator(`#pane-${name.toLowerCase()}`).locator("tr[data-row], p.empty:not(:text('One moment'))").first().waitFor();

/** Points at the first byte and so brings it on screen. */
async function toStart(page: Page): Promise<void> {
  await hexGrid(page).focus();
  await page.keyboard.press("Control+Home");
  await page.waitForFunction(() => document.querySelector("#byte-0")?.classList.contains("cursor"));
}

for (const colorScheme of ["light", "dark"] as const) {
  for (const [where, size] of [["wide", wide], ["phone", phone]] as const) {
    browserTest(`axe finds nothing in the further views, ${colorScheme}, ${where}`, async ({ page, site }) => {
      await page.emulateMedia({ colorScheme });
      for (const example of examples) {
        await open(page, site.url, example, views[0]!, size);
        for (const name of views) {
          await page.getByRole("button", { name: size === phone ? "More" : "More views", exact: true }).click();
          await page.getByRole("menuitemradio", { name: new RegExp(`^${name}`) }).click();
          await filled(page, name);
          const role = size === phone ? "tabpanel" : "region";
          assert.equal(await page.getByRole(role, { name, exact: true }).count(), 1, name);
          assert.deepEqual(await violations(page), [], `${name} of ${example}`);
          const wider = await page.evaluate(() => [...document.querySelectorAll(".more .scroller, html")].filter((box) => box.scrollWidth > box.clientWidth + 1).length);
          assert.equal(wider, 0, `${name} of ${example} scrolls sideways`);
        }
      }
    }, 120_000);
  }
}

browserTest("a header field lights its bytes and leads to what it points at; a byte lights its field", async ({ page, site }) => {
  await open(page, site.url, "got", "Headers");
  const pane = page.getByRole("region", { name: "Headers", exact: true });
  assert.equal(await page.getByRole("region", { name: "Layout", exact: true }).count(), 0);
  await pane.locator("tr", { hasText: "magic" }).locator("td.field").click();
  await page.waitForFunction(() => document.querySelector("#byte-0")?.classList.contains("cursor"));
  await byte(page, 0x26).click();
  await pane.locator("tr.lit", { hasText: "entry64" }).waitFor();
  await pane.getByRole("button", { name: /a\.start/ }).first().click();
  await page.waitForFunction(() => document.querySelector("#byte-40")?.classList.contains("cursor"));
  await pane.getByRole("button", { name: "Back to the drawing" }).click();
  await page.getByRole("region", { name: "Layout", exact: true }).waitFor();
});

browserTest("an opcode lights its byte; an instruction lights the opcode that gives its line", async ({ page, site }) => {
  await open(page, site.url, "got", "Lines");
  const pane = page.getByRole("region", { name: "Lines", exact: true });
  assert.deepEqual((await pane.locator("tbody tr").first().locator("td").allInnerTexts()).slice(0, 5), ["0x1A5", "03", "line + 3, address + 1", "0x200028", "3"]);
  await pane.locator("#lineop-2").click();
  await page.waitForFunction(() => document.querySelector("#byte-423")?.classList.contains("cursor"));
  await toStart(page);
  await byte(page, 0x2f).click();
  await pane.locator("tr.lit", { hasText: "0x20002F" }).waitFor();
  await open(page, site.url, "hello-elf", "Lines");
  await page.getByText("Only Plan 9 files have a table of this kind.").waitFor();
});

browserTest("grids are one tab stop: arrows walk, Enter follows", async ({ page, site }) => {
  await open(page, site.url, "hello-elf", "Headers");
  await filled(page, "Headers");
  const fields = page.getByRole("grid", { name: "Fields of the headers" });
  await fields.focus();
  await page.keyboard.press("Home");
  await page.locator("#header-0.lit").waitFor();
  for (let row = 1; row <= 10; row++) {
    await page.keyboard.press("ArrowDown");
    await page.locator(`#header-${row}.lit`).waitFor();
  }
  assert.match(await page.locator("#header-10").innerText(), /e_entry/);
  await page.keyboard.press("Enter");
  await page.locator("#pane-why", { hasText: "main" }).waitFor();
  await page.locator("#header-10.lit").waitFor({ state: "detached" });
});

browserTest("a relocation and its cell, a text and its symbol, a sentence and its bytes", async ({ page, site }) => {
  await open(page, site.url, "got", "Relocations");
  await page.getByRole("heading", { name: "Relocations" }).waitFor();
  await page.locator("#reloc-1 td").nth(1).click();
  await page.locator("#reloc-1.lit").waitFor();
  await page.locator("#reloc-0").getByRole("button", { name: "cell 1" }).click();
  await page.locator("#cell-1.lit").waitFor();
  await open(page, site.url, "got", "Strings");
  const texts = page.getByRole("region", { name: "Strings", exact: true });
  await texts.locator("tr", { hasText: "path: 1 2 3" }).waitFor();
  await texts.locator("tr", { hasText: "_start" }).locator("td.text").click();
  await page.locator("#pane-symbols tr.lit", { hasText: "_start" }).waitFor();
  await open(page, site.url, "got", "Story");
  const story = page.getByRole("region", { name: "Story", exact: true });
  await story.locator("tr[data-row]", { hasText: "cell 1 is filled with" }).click();
  await page.locator("#cell-1.lit").waitFor();
  await toStart(page);
  await story.locator("tr.lit", { hasText: "exec header is written" }).waitFor();
});

browserTest("100,000 atoms: no view makes the DOM large", async ({ page, site }) => {
  const atoms = Array.from({ length: 100_000 }, (_, i) => `data d${i}\n    u64 ${i}\n`);
  await openPage(page, site.url, { saved: `target plan9/x86_64\nfunc start export _start line 1\n    call got(d7)\n    ret\n${atoms.join("")}` });
  for (const name of views) {
    await page.getByRole("button", { name: "More views" }).click();
    await page.getByRole("menuitemradio", { name: new RegExp(`^${name}`) }).click();
    await filled(page, name);
    const elements = await page.evaluate(() => document.querySelectorAll("*").length);
    assert.ok(elements <= 5000, `${name}: ${elements} elements`);
  }
}, 120_000);
