// What the editor offers: completion, what a line became, rename, definitions, format, problems, keys.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { browserTest } from "./harness";
import { editor, line, openPage, shownText, state, typeAtEnd } from "./open";

const small = "target plan9/x86_64\nfunc start export _start\n    call got(helper)\n    ret\nfunc helper\n    mov  eax, 42\n    ret\n";
const options = (page: Page) => page.locator(".cm-tooltip-autocomplete li");

browserTest("completion knows words, instructions, registers and names, and Enter after a whole word is a new line", async ({ page, site }) => {
  await openPage(page, site.url, { saved: small });
  await typeAtEnd(page, 6, ["Enter", "c", "a"]);
  await options(page).filter({ hasText: "call" }).first().waitFor();
  await page.waitForTimeout(150); // keys that come at once belong to the text
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  assert.equal(await line(page, 7).innerText(), "    call");
  await page.keyboard.type(" got(hel");
  await options(page).filter({ hasText: "helper" }).first().waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.type("per)");
  await page.keyboard.press("Enter");
  await page.keyboard.type("mov  r");
  await options(page).filter({ hasText: "rax" }).first().waitFor();
  await page.keyboard.type("ax, 1");
  await page.keyboard.press("Enter");
  await page.keyboard.type("ret");
  await page.waitForTimeout(300);
  await page.keyboard.press("Enter");
  assert.equal(await line(page, 9).innerText(), "    ret");
  assert.equal((await shownText(page)).split("\n").length, small.split("\n").length + 4);
});

browserTest("a line tells what it became, under the pointer and at a key", async ({ page, site }) => {
  await openPage(page, site.url, { saved: small });
  await line(page, 3).click();
  await page.keyboard.press("Control+i");
  const told = page.locator(".became");
  await told.getByText(/^7 bytes of start at 0x200028/).waitFor();
  await told.getByText(/^cell 1 holds 0x/).waitFor();
  await page.locator("[role=status][aria-live]", { hasText: "7 bytes of start" }).waitFor({ state: "attached" });
  await page.keyboard.press("Escape");
  await told.waitFor({ state: "detached" });
  await page.locator(".cm-line", { hasText: "mov  eax" }).locator("span").first().hover();
  await told.getByText("B8 2A 00 00 00").waitFor();
});

browserTest("a name is renamed everywhere, with one undo, and its definition is one key away", async ({ page, site }) => {
  await openPage(page, site.url, { saved: small });
  await line(page, 3).click();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("F2");
  const input = page.getByRole("textbox", { name: /New name for helper, in 2 places/ });
  await input.fill("assistant");
  await page.keyboard.press("Enter");
  await page.locator(".cm-line", { hasText: "func assistant" }).waitFor();
  assert.equal(await shownText(page), small.replaceAll("helper", "assistant"));
  await page.keyboard.press("Control+z");
  await page.locator(".cm-line", { hasText: "func helper" }).waitFor();
  assert.equal(await shownText(page), small);
  await page.keyboard.press("F12");
  await page.waitForFunction(() => getSelection()!.toString() === "helper");
  assert.equal(await page.evaluate(() => getSelection()!.anchorNode!.parentElement!.closest(".cm-line")!.textContent), "func helper");
  await page.keyboard.press("F2");
  await input.fill("rax");
  await page.keyboard.press("Enter");
  await page.locator(".notice", { hasText: "is a register" }).waitFor();
  assert.equal(await shownText(page), small);
  await page.locator(".cm-line", { hasText: "call got" }).getByText("helper").click({ modifiers: ["Control"] });
  await page.waitForFunction(() => getSelection()!.toString() === "helper");
});

browserTest("the format button gives the canonical form, and the caret stays on its line", async ({ page, site }) => {
  await openPage(page, site.url, { saved: small.replaceAll("    ", " ") });
  await page.getByRole("button", { name: "Format" }).click();
  await page.waitForFunction(() => document.querySelectorAll(".cm-line")[2]!.textContent === "    call got(helper)");
  assert.equal(await shownText(page), small);
  await typeAtEnd(page, 6, ["Shift+Alt+F"]);
  assert.equal(await shownText(page), small);
});

browserTest("a problem leads from the text to what it means, and F8 to the next one", async ({ page, site }) => {
  await openPage(page, site.url, { saved: small });
  await typeAtEnd(page, 6, [..."x"]);
  await state(page).getByText(/problem/).waitFor();
  await line(page, 1).click();
  await page.keyboard.press("F8");
  await page.getByRole("button", { name: "What this means" }).first().click();
  await page.locator(".explained").waitFor();
});

browserTest("the keys are listed on ? and F1, and the focus goes back", async ({ page, site }) => {
  await openPage(page, site.url);
  await page.getByRole("button", { name: "Share" }).focus();
  await page.keyboard.press("?");
  const list = page.getByRole("dialog", { name: "Keys" });
  await list.getByText("rename the name at the caret").waitFor();
  await page.keyboard.press("Escape");
  await list.waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement!.textContent), "Share");
  await line(page, 21).click();
  await page.keyboard.type("#?");
  assert.equal(await list.count(), 0);
  await page.keyboard.press("F1");
  await list.waitFor();
  await list.getByRole("button", { name: "Close" }).click();
  assert.equal(await editor(page).evaluate((element) => element.contains(document.activeElement)), true);
});

browserTest("a word that opens an atom goes to the left as it is typed; an instruction stays where Enter has put it", async ({ page, site }) => {
  await openPage(page, site.url, { saved: small });
  await typeAtEnd(page, 7, ["Enter"]);
  await page.keyboard.type("func more");
  assert.equal(await line(page, 8).innerText(), "func more");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Enter");
  await page.keyboard.type("    mov  ecx, 1");
  assert.equal(await line(page, 9).innerText(), "    mov  ecx, 1");
});
