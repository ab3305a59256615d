// What is shown is true of the text that is there: nothing of an older one stays, and what is of an older one says so.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { browserTest } from "./harness";
import { byte, editor, hexGrid, linked, openPage, phone, state, typeAtEnd } from "./open";

const aloud = (page: Page) => page.locator("p[role=status][aria-live]");
const openExample = async (page: Page, id: string, file: string) => {
  await page.evaluate((id) => (location.hash = `#example/${id}`), id);
  await page.locator(".cm-line", { hasText: file }).first().waitFor();
  await linked(page);
};

browserTest("an emptied text is empty after a reload, says so, and offers the first example", async ({ page, site }) => {
  await openPage(page, site.url);
  await editor(page).focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await state(page).getByText(/last good link/).waitFor();
  await page.waitForTimeout(600);
  await page.reload();
  await state(page).getByText("No file yet; 1 problem.").waitFor();
  assert.equal(await state(page).locator(".mark").innerText(), "!");
  await page.getByRole("button", { name: "Open the first example" }).click();
  await state(page).getByText("No problems. Linked, 431 bytes.").waitFor();
});

browserTest("what was selected in one file is not selected in the next", async ({ page, site }) => {
  await openPage(page, site.url);
  await hexGrid(page).focus();
  await page.keyboard.press("/");
  await page.getByRole("textbox", { name: /^Find/ }).fill("hello");
  await page.keyboard.press("Enter");
  await page.locator("td.picked").first().waitFor();
  await openExample(page, "hello-elf", "elf/x86_64");
  await page.locator("td.picked").first().waitFor({ state: "detached" });
});

browserTest("marks stay with their lines, and a line that is new has none", async ({ page, site }) => {
  await openPage(page, site.url);
  const bar = (n: number) => page.locator(".cm-owners .cm-gutterElement").nth(n - 1);
  await bar(15).locator(".disc", { hasText: "3" }).waitFor();
  await typeAtEnd(page, 4, ["Enter", ..."garbage"]);
  await state(page).getByText(/last good link/).waitFor();
  await bar(16).locator(".disc", { hasText: "3" }).waitFor();
  assert.match((await bar(5).getAttribute("class"))!, /own-none/);
  assert.match((await bar(9).getAttribute("class"))!, /own-code/);
  await editor(page).focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText("one garbage line");
  await page.locator(".cm-line").nth(1).waitFor({ state: "detached" });
  await state(page).getByText(/last good link/).waitFor();
  assert.match((await bar(1).getAttribute("class"))!, /own-none/);
  assert.equal(await page.locator("#pane-why").getByRole("button", { name: /^Go to line/ }).count(), 0, "lines that are gone are no way");
  assert.ok((await page.locator("#pane-why").innerText()).includes("of the last good link"));
});

browserTest("a link that takes its time is announced as such", async ({ page, site }) => {
  await openPage(page, site.url);
  await typeAtEnd(page, 20, ["Enter"]);
  await page.evaluate(() => {
    const pasted = new DataTransfer();
    pasted.setData("text/plain", Array.from({ length: 60_000 }, (_, i) => `\ndata d${i}\n    u64 ${i}`).join(""));
    document.querySelector(".cm-content")!.dispatchEvent(new ClipboardEvent("paste", { clipboardData: pasted, bubbles: true, cancelable: true }));
  });
  await state(page).getByText("Linking… What is shown is of the text before.").waitFor();
  await page.getByText("Linking… The drawing is of the text before.").waitFor();
  await state(page).getByText(/No problems\. Linked/).waitFor({ timeout: 60_000 });
}, 120_000);

browserTest("an address that nobody understands is said to be one", async ({ page, site }) => {
  await openPage(page, site.url, { hash: "#garbage" });
  await page.locator(".notice", { hasText: "does not know what “#garbage” in its address means" }).waitFor();
});

browserTest("before its pass a byte is not there: not as text, not as a number", async ({ page, site }) => {
  await openPage(page, site.url);
  await hexGrid(page).focus();
  await page.keyboard.press("i");
  await page.getByRole("slider", { name: "Step of the link" }).focus();
  await page.keyboard.press("Home");
  await byte(page, 0x56).getByText("··").waitFor();
  assert.equal((await page.locator("td.ascii").allInnerTexts()).join("").replace(/[·\s]/g, ""), "");
  await page.getByRole("group", { name: "Numbers at the cursor" }).getByText("This byte is not written yet.").waitFor();
});

browserTest("every example begins with its own story, and Why speaks of its own bytes", async ({ page, site }) => {
  await openPage(page, site.url, { hash: "#example/jumps" });
  await page.locator("#pane-why .who").waitFor();
  assert.doesNotMatch(await page.locator("#pane-why").innerText(), /a\.helper|0x400008/);
  await page.locator("td.cursor").waitFor();
});

browserTest("a number is the same in every view, or in none", async ({ page, site }) => {
  const numbers = (where: string) => page.locator(`${where} .disc`).evaluateAll((all) => all.map((disc) => (disc.firstElementChild ?? disc).textContent!).filter(Boolean));
  const why = () => page.locator("#pane-why .who .disc > span").first().innerText();
  await openPage(page, site.url);
  for (const [off, role] of [[0x56, "2"], [0x40, "3"], [0x2b, "1"]] as const) {
    await byte(page, off).click();
    await page.waitForFunction((off) => document.querySelector(`#byte-${off}`)!.classList.contains("cursor"), off);
    assert.equal(await why(), role, `byte ${off}`);
  }
  await openExample(page, "names", "work_v2");
  await page.locator("#pane-symbols tr[data-row]", { hasText: "_start" }).first().click();
  await page.locator("#pane-symbols tr.lit", { hasText: "_start" }).waitFor();
  assert.deepEqual(await numbers("#pane-symbols tr.lit"), ["1"]);
  assert.deepEqual((await numbers("#pane-description")).sort(), ["1", "2"]);
  await openExample(page, "got", "a.counter");
  await page.locator("#pane-symbols tr[data-row]", { hasText: "etext" }).click();
  await page.locator("#pane-why", { hasText: "etext" }).waitFor();
  assert.deepEqual(await numbers("#pane-symbols tr.lit"), []);
  await page.locator(".picture.plain").waitFor();
  assert.equal(await page.locator(".picture .num:visible").count(), 0);
  await page.getByRole("button", { name: "Back to the path" }).click();
  await page.getByRole("heading", { name: "a.start finds a.helper through cell 1" }).waitFor();
  assert.equal(await page.getByRole("button", { name: "Back to the path" }).count(), 0);
});

browserTest("the sentence is answered: the byte, before and after, and Why it", async ({ page, site }) => {
  await openPage(page, site.url);
  await typeAtEnd(page, 16, ["Backspace", "3"]);
  await page.locator(".try", { hasText: "One byte changed at 0x40: 2A became 2B." }).waitFor();
  await page.waitForFunction(() => document.querySelector("#byte-64")!.classList.contains("cursor"));
  await page.locator("#pane-why .who", { hasText: "Byte 2B" }).waitFor();
});

browserTest("what a click lights is said aloud, and the same result twice is said twice", async ({ page, site }) => {
  await openPage(page, site.url);
  await page.locator("#cell-5").click();
  await aloud(page).getByText(/a\.counter/).waitFor({ state: "attached" });
  await page.locator(".picture g[role=treeitem][aria-label^='a.helper']").first().focus();
  await page.keyboard.press("Enter");
  await aloud(page).getByText(/a\.start finds a\.helper through cell 1/).waitFor({ state: "attached" });
  await typeAtEnd(page, 16, ["Backspace", "3"]);
  await aloud(page).getByText("one byte changed: 0x40").waitFor({ state: "attached" });
  const first = await aloud(page).textContent();
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await byte(page, 0x40).getByText("2A").waitFor();
  await page.waitForFunction((first) => { const now = document.querySelector("p[role=status][aria-live]")!.textContent!; return now !== first && now.includes("one byte changed: 0x40"); }, first);
  await typeAtEnd(page, 16, [..."xyz"]);
  await aloud(page).getByText(/^Line 16: /).waitFor({ state: "attached" });
  assert.match((await byte(page, 0x56).getAttribute("aria-label"))!, /^3F at 0x56, GOT, second on the path$/);
});

browserTest("numbers are never cut: addresses of the GOT and values of symbols, at any width", async ({ page, site }) => {
  const cut = () => page.locator("#pane-got td.num, #pane-symbols td.num, tr.lit .cut").evaluateAll((cells) => cells.filter((cell) => cell.scrollWidth > cell.clientWidth + 1 && (cell as HTMLElement).offsetParent).map((cell) => cell.textContent));
  for (const id of ["got", "edit", "names"]) {
    for (const size of [{ width: 1100, height: 700 }, { width: 1280, height: 720 }, { width: 1440, height: 900 }, { width: 1920, height: 1080 }]) {
      await page.goto("about:blank");
      await openPage(page, site.url, { size, hash: `#example/${id}` });
      await page.locator("#pane-symbols tr.lit").waitFor();
      assert.deepEqual(await cut(), [], `${id} at ${size.width}`);
    }
  }
  await openPage(page, site.url, { size: phone, hash: "#example/edit" });
  await page.getByRole("tab", { name: "GOT" }).click();
  assert.deepEqual(await cut(), []);
  assert.ok((await page.locator("#cell-0 td").count()) >= 4);
});

browserTest("symbols of ELF say who sees them, where they are and how large, as far as there is room", async ({ page, site }) => {
  const rows = (name: string) => page.locator("#pane-symbols tr[data-row]", { hasText: name }).locator("td");
  await openPage(page, site.url, { size: { width: 1920, height: 1080 }, hash: "#example/names" });
  assert.deepEqual((await rows("work_v2").allInnerTexts()).slice(0, 5), ["0x401120", "FUNC", "weak", ".text", "6"]);
  assert.equal(await rows("_work").nth(2).innerText(), "hidden");
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.waitForFunction(() => document.querySelectorAll("#symbol-1 td").length === 4);
  await rows("work_v2").first().click();
  await page.locator("#pane-why .who", { hasText: "work_v2" }).waitFor();
  assert.match(await page.locator("#pane-why").innerText(), /st_value|0x401120/);
});

browserTest("a closed row opens around its middle, step by step; a text of one's own is no example", async ({ page, site }) => {
  const atoms = Array.from({ length: 600 }, (_, i) => `func f${i}\n    ret\n`).join("");
  await openPage(page, site.url, { saved: `target elf/x86_64\nfunc main export _start\n    call got(f1)\n    ret\n${atoms}` });
  await linked(page);
  assert.doesNotMatch(await page.locator("#pane-description .sub").first().innerText(), /·/);
  const closed = page.locator(".picture g.fold[aria-label*=' atoms']");
  const count = async () => Number(/([\d,]+) atoms/.exec((await closed.first().getAttribute("aria-label"))!)![1]!.replace(",", ""));
  const before = await count();
  await closed.first().click();
  await page.waitForFunction((n) => document.querySelectorAll(".picture g.fold[aria-label*=' atoms']").length > n, 1);
  assert.ok(await count() < before / 2 + 5, `${await count()} of ${before} atoms are still closed`);
  const middle = await page.locator(".headline").innerText();
  assert.match(middle, /f\d+/);
});
