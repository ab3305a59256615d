// The timeline: steps, what is missing at a step, flushes and what they changed.
import assert from "node:assert/strict";
import { browserTest } from "./harness";
import { byte, openPage, typeAtEnd } from "./open";

const edits = `target elf/x86_64
func main export _start
    call got(answer)
    ret
func answer
    mov  eax, 41
    ret
data spare
    u64 7
flush
update answer
    mov  eax, 42
    ret
flush
free spare
flush
data fresh
    u64 8
`;

browserTest("stepping back empties what is not there yet; every step says what happened", async ({ page, site }) => {
  await openPage(page, site.url);
  const timeline = page.getByRole("region", { name: "Timeline" });
  const slider = timeline.getByRole("slider", { name: "Step of the link" });
  await slider.focus();
  await page.keyboard.press("Home");
  assert.equal(await page.locator(".hex td.unmade").count(), await page.locator(".hex td[data-off]").count());
  await page.locator("#cell-1", { hasText: "nobody yet" }).waitFor();
  await page.keyboard.press("PageUp"); // Read is done
  await page.locator("#cell-1", { hasText: "a.helper" }).waitFor();
  await page.locator("#cell-1", { hasText: "not yet" }).waitFor();
  await page.waitForFunction(() => /^step 22 of 53, .*symbol/.test(document.querySelector(".slider")!.getAttribute("aria-valuetext")!));
  await timeline.getByRole("button", { name: /^3 Functions/ }).click();
  await timeline.getByText("lazy code a.Color goes to 0x200045, 9 bytes.").waitFor();
  await page.locator("[role=status][aria-live]", { hasText: "goes to 0x200045" }).waitFor({ state: "attached" });
  assert.equal(await byte(page, 0x40).innerText(), "2A");
  assert.equal(await byte(page, 0x56).locator("..").locator("#byte-86").innerText().then((text) => text.includes("··")), true);
  await timeline.getByRole("button", { name: "line 5" }).click();
  await slider.focus();
  await page.keyboard.press("End");
  assert.equal(await page.locator(".unmade").count(), 0);
  await timeline.getByText("file written").waitFor();
});

browserTest("the link plays from its beginning, and an edit ends that", async ({ page, site }) => {
  await openPage(page, site.url);
  await page.getByRole("button", { name: "Play the link" }).click();
  await page.locator(".slider[aria-valuenow='2']").waitFor();
  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByRole("button", { name: "One step back" }).click();
  await typeAtEnd(page, 16, ["Backspace", "3"]);
  await page.locator(".timeline", { hasText: "file written" }).waitFor();
  assert.equal(await byte(page, 0x40).innerText(), "2B");
});

browserTest("each flush can be seen, with what it changed", async ({ page, site }) => {
  await openPage(page, site.url, { saved: edits });
  const timeline = page.getByRole("region", { name: "Timeline" });
  await timeline.getByText("Flush 4 of 4").waitFor();
  await page.locator("#pane-symbols tr", { hasText: "fresh" }).waitFor();
  await timeline.getByRole("button", { name: "The flush before" }).click();
  await timeline.getByText("Flush 3 of 4").waitFor();
  await page.locator("#pane-got tr", { hasText: "free" }).waitFor();
  await timeline.getByRole("button", { name: "The flush before" }).click();
  await timeline.getByRole("button", { name: /Flush 2 of 4 *1 byte of/ }).click();
  const changes = page.getByRole("region", { name: "What this flush changed" });
  await changes.getByText("Bytes written: 1 of").waitFor();
  await changes.getByRole("button").first().click();
  await page.locator("#pane-why", { hasText: "in answer" }).waitFor();
  assert.equal(await page.locator("td.cursor").innerText(), "2A");
  await timeline.getByRole("button", { name: "The flush before" }).click();
  await page.waitForFunction(() => document.querySelector("td.cursor")?.firstChild?.textContent === "29");
  await typeAtEnd(page, 17, ["Backspace", "9"]);
  await timeline.getByText("Flush 4 of 4").waitFor();
});
