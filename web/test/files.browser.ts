// Files from outside: dropped anywhere, or chosen. Executables are looked into, texts are opened, all else gets a sentence.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { violations } from "./axe";
import { browserTest } from "./harness";
import { editor, hexGrid, openPage, phone, shownText, state } from "./open";

/** Drops a file on an element, as a browser would report it. */
async function drop(page: Page, on: string, name: string, bytes: Uint8Array): Promise<boolean> {
  return page.evaluate(([on, name, bytes]) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([Uint8Array.from(bytes)], name));
    const target = document.querySelector(on)!;
    target.dispatchEvent(new DragEvent("dragover", { dataTransfer, bubbles: true, cancelable: true }));
    return !target.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  }, [on, name, [...bytes]] as const);
}

function linkedByHand(example: string): Uint8Array {
  const box = mkdtempSync(join(tmpdir(), "linkplay-"));
  const root = process.cwd().endsWith("web") ? join(process.cwd(), "..") : process.cwd();
  try {
    execFileSync("go", ["run", "./linkcore/cmd/linkplay", "link", "-o", join(box, "out"), join(root, "static", "examples", example)], { cwd: root });
    return readFileSync(join(box, "out"));
  } finally {
    rmSync(box, { recursive: true });
  }
}

browserTest("an ELF file that is dropped on the drawing is looked into with the same views, and the text is one click away", async ({ page, site }) => {
  await openPage(page, site.url);
  const before = await shownText(page);
  const file = linkedByHand("hello-elf.atoms");
  assert.equal(await drop(page, ".poster", "hello", file), true, "the browser itself does nothing with it");
  const looking = page.getByRole("region", { name: "A finished file" });
  await looking.getByText(/You are looking into hello: ELF.*bytes/).waitFor();
  await page.waitForFunction((n) => document.querySelector("table.hex")!.getAttribute("aria-rowcount") === String(Math.ceil(n / 32) + 1), file.length);
  await page.locator("#pane-symbols tr[data-row]", { hasText: "_start" }).click();
  await page.locator("#pane-why .who", { hasText: "_start" }).waitFor();
  await page.locator(".picture[role=tree] g[role=treeitem]").first().waitFor();
  await page.getByRole("button", { name: "More views" }).click();
  await page.getByRole("menuitemradio", { name: /^Headers/ }).click();
  await page.locator("#pane-headers tr[data-row]", { hasText: "e_entry" }).waitFor();
  assert.deepEqual(await violations(page), []);
  await page.getByRole("button", { name: "Back to the text" }).click();
  await page.locator("#pane-headers tr[data-row]", { hasText: "entry64" }).waitFor();
  assert.equal(await looking.count(), 0);
  assert.equal(await shownText(page), before);
  await hexGrid(page).waitFor();
});

browserTest("a Plan 9 file is chosen from the menu; who writes is back at the text", async ({ page, site }) => {
  await openPage(page, site.url, { size: phone, hash: "#example/hello-elf" });
  await page.getByRole("button", { name: "Examples" }).click();
  const asked = page.waitForEvent("filechooser");
  await page.getByRole("menuitem", { name: /Open a file/ }).click();
  await (await asked).setFiles({ name: "8.out", mimeType: "application/octet-stream", buffer: Buffer.from(linkedByHand("reference-plan9-x86_64.atoms")) });
  await page.getByRole("region", { name: "A finished file" }).getByText(/8\.out: Plan 9/).waitFor();
  assert.deepEqual(await violations(page), []);
  await page.getByRole("tab", { name: "Description" }).click();
  await editor(page).focus();
  await page.keyboard.type(" ");
  await page.getByRole("region", { name: "A finished file" }).waitFor({ state: "detached" });
  await page.getByRole("tab", { name: "Hex" }).click();
  await page.locator("#byte-0", { hasText: "7F" }).waitFor();
});

browserTest("a text that is dropped is opened and can be undone; anything else is told to be nothing for this page", async ({ page, site }) => {
  await openPage(page, site.url);
  const before = await shownText(page);
  const text = "target plan9/x86_64\nfunc start export _start\n    ret\n";
  await drop(page, ".cm-content", "small.atoms", new TextEncoder().encode(text));
  await page.locator(".cm-line", { hasText: "func start" }).waitFor();
  assert.equal(await shownText(page), text);
  await state(page).getByText(/No problems\. Linked/).waitFor();
  await page.keyboard.press("Control+z");
  await page.locator(".cm-line", { hasText: "a.helper" }).first().waitFor();
  assert.equal(await shownText(page), before);
  await drop(page, ".bar", "picture.png", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0xff));
  await page.locator(".notice", { hasText: "picture.png is neither an ELF or Plan 9 file nor a text" }).waitFor();
  assert.equal(await shownText(page), before);
});
