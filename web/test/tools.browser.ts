// Why's numbers, the tools of the hex view, what can be taken away, and the lines for a terminal.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { violations } from "./axe";
import { browserTest } from "./harness";
import { byte, hexGrid, linked, openPage, phone, wide } from "./open";

const root = process.cwd().endsWith("web") ? join(process.cwd(), "..") : process.cwd();
const why = (page: Page) => page.locator("#pane-why");
const cursorAt = (page: Page, off: number) => page.waitForFunction((id) => document.querySelector("table.hex")!.getAttribute("aria-activedescendant") === id, `byte-${off}`);
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

async function download(page: Page, item: RegExp): Promise<{ name: string; path: string }> {
  await page.getByRole("button", { name: "Download" }).click();
  const arriving = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: item }).click();
  const got = await arriving;
  return { name: got.suggestedFilename(), path: await got.path() };
}

browserTest("every number of Why leads somewhere, the line leads to the editor", async ({ page, site }) => {
  await openPage(page, site.url);
  await why(page).getByText("This number").waitFor();
  for (const text of ["0x400008", "0x20003F", "data base 0x400000", "cell 1 × 8", "text base 0x200028", "a.start, bytes 23"]) {
    assert.ok((await why(page).innerText()).replace(/\s+/g, " ").includes(text), text);
  }
  await why(page).getByRole("button", { name: "23: go to a.start, bytes" }).focus();
  await page.keyboard.press("Enter");
  await why(page).getByText("Byte FF, first of 7 in a.start").waitFor();
  await cursorAt(page, 0x28);
  await byte(page, 0x2b).click();
  await why(page).getByText("Filled in").waitFor();
  await why(page).getByRole("button", { name: /^0x400000: go to GOT/ }).click();
  await cursorAt(page, 0x4e);
  await why(page).getByRole("button", { name: "Go to line 8" }).first().click();
  assert.equal(await page.locator(".cm-content").evaluate((element) => element === document.activeElement), true);
});

browserTest("the drawing follows the second call of the same function and a cell that nobody reads", async ({ page, site }) => {
  await openPage(page, site.url);
  await byte(page, 0x3a).click();
  await page.getByRole("heading", { name: "a.start finds lazy code a.Color through cell 3" }).waitFor();
  await page.locator(".picture[aria-label='a.start finds lazy code a.Color through cell 3']").waitFor();
  await page.locator("#cell-0").click();
  await page.locator(".picture[aria-label='Cell 0 holds the address of a.start']").waitFor();
});

browserTest("go to, find, select and copy with the keyboard alone", async ({ page, site }) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await openPage(page, site.url);
  await hexGrid(page).focus();
  await page.keyboard.press("g");
  await page.getByRole("combobox", { name: /^Go to/ }).fill("nobody");
  await page.keyboard.press("Enter");
  await page.getByText("Nothing here is called “nobody”.").waitFor();
  await page.getByRole("combobox", { name: /^Go to/ }).fill("a.helper");
  await page.keyboard.press("Enter");
  await cursorAt(page, 0x3f);
  await page.waitForFunction(() => document.activeElement?.className === "hex");
  await page.keyboard.press("/");
  await page.getByRole("textbox", { name: /^Find/ }).fill('"helper"');
  await page.keyboard.press("Enter");
  await page.getByText("1 of 1").waitFor();
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => document.activeElement?.className === "hex");
  assert.equal(await page.locator("td.picked").count(), 6);
  await page.keyboard.press("Control+c");
  await page.locator("[role=status][aria-live]", { hasText: "6 bytes from" }).waitFor({ state: "attached" });
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), "68 65 6C 70 65 72");
  await page.keyboard.press("Control+Home");
  for (let i = 0; i < 3; i++) await page.keyboard.press("Shift+ArrowRight");
  await cursorAt(page, 3);
  assert.deepEqual(await page.locator("td.picked").allInnerTexts().then((texts) => texts.map((text) => text.slice(0, 2))), ["00", "00", "8A", "97"]);
  await page.getByRole("button", { name: "Copy", exact: true }).click();
  await page.getByRole("menuitem", { name: "Rust array" }).click();
  await page.locator("[role=status][aria-live]", { hasText: "4 bytes from 0x0" }).waitFor({ state: "attached" });
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), "const BYTES: [u8; 4] = [\n    0x00, 0x00, 0x8a, 0x97,\n];\n");
});

browserTest("the width is chosen and remembered, the numbers follow the cursor", async ({ page, site }) => {
  await openPage(page, site.url);
  await page.getByRole("button", { name: "Width" }).click();
  await page.getByRole("menuitemradio", { name: "16 bytes" }).click();
  await page.waitForFunction(() => document.querySelector("table.hex")!.getAttribute("aria-colcount") === "18");
  await hexGrid(page).focus();
  await page.keyboard.press("i");
  const numbers = page.getByRole("group", { name: "Numbers at the cursor" });
  assert.match(await numbers.innerText(), /0x56[\s\S]*u32\s+2097215\s+1056972800/);
  await page.keyboard.press("ArrowDown");
  await numbers.getByText("Numbers at 0x66").waitFor();
  await page.reload();
  await linked(page);
  await page.waitForFunction(() => document.querySelector("table.hex")?.getAttribute("aria-colcount") === "18");
  await numbers.waitFor();
});

browserTest("what is downloaded is what the command line writes", async ({ page, site }) => {
  const box = mkdtempSync(join(tmpdir(), "linkplay-"));
  try {
    for (const id of ["got", "hello-elf"]) {
      await page.goto("about:blank");
      await openPage(page, site.url, { hash: `#example/${id}` });
      const list = JSON.parse(readFileSync(join(root, "static", "examples", "index.json"), "utf8")) as { id: string; file: string }[];
      const source = join(root, "static", "examples", list.find((row) => row.id === id)!.file);
      execFileSync("go", ["run", "./linkcore/cmd/linkplay", "link", "-o", join(box, "out"), "-map", join(box, "map"), source], { cwd: root });
      const [file, map, text] = [await download(page, /linked file/), await download(page, /The map/), await download(page, /The description/)];
      assert.equal(sha256(readFileSync(file.path)), sha256(readFileSync(join(box, "out"))), id);
      assert.equal(readFileSync(map.path, "utf8"), readFileSync(join(box, "map"), "utf8"), id);
      assert.equal(readFileSync(text.path, "utf8"), readFileSync(source, "utf8"), id);
      const [symbols, dump, picture] = [await download(page, /The symbols/), await download(page, /hex dump/), await download(page, /The picture/)];
      assert.match(readFileSync(symbols.path, "utf8"), /^value,size,type,binding,visibility,section,offset,name\r\n0x/);
      assert.match(readFileSync(dump.path, "utf8"), /header/);
      assert.match(readFileSync(picture.path, "utf8"), /^<svg /);
      assert.deepEqual([map.name, symbols.name, dump.name, picture.name], [`${id}.map`, `${id}.csv`, `${id}.hex.txt`, `${id}.svg`]);
    }
  } finally {
    rmSync(box, { recursive: true });
  }
});

// What each line has to show, by example; a line that is offered and not named here has to run without a complaint.
const shown: Record<string, RegExp[]> = {
  got: [/call +\*0x400008/, /200028.*\n?.*20003f/s, /20003f t helper/, /^000000 00 00 8a 97/],
  "three-ways": [/LOAD +0x000000/, /Hex dump of section '\.got'/, /FUNC .* third/, /^000000 7f 45 4c 46/],
};

browserTest("the lines for a terminal work on the downloaded file", async ({ page, site }) => {
  const box = mkdtempSync(join(tmpdir(), "linkplay-"));
  try {
    for (const [id, wanted] of Object.entries(shown)) {
      await page.goto("about:blank");
      await openPage(page, site.url, { hash: `#example/${id}` });
      const file = await download(page, /linked file/);
      copyFileSync(file.path, join(box, file.name));
      writeFileSync(join(box, "go.mod"), "module box\n"); // go tool wants a module, any will do
      const lines = await page.locator(".command").evaluateAll((buttons) => buttons.map((button) => (button as HTMLElement).dataset["line"]!));
      assert.equal(lines.length, 4, lines.join("\n"));
      const said = lines.map((line) => execFileSync("/bin/sh", ["-c", line], { cwd: box, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }));
      for (const pattern of wanted) assert.ok(said.some((text) => pattern.test(text)), `${id}: ${pattern}\n${lines.join("\n")}\n${said.join("\n")}`);
    }
  } finally {
    rmSync(box, { recursive: true });
  }
});

browserTest("on a projector both segments stand beside each other, and the path is on screen", async ({ page, site }) => {
  for (const hash of ["", "#example/three-ways"]) {
    await page.goto("about:blank");
    await openPage(page, site.url, { size: { width: 640, height: 360 }, hash });
    await page.getByRole("tab", { name: "Layout" }).click();
    const box = (text: string) => page.locator(".picture text", { hasText: text }).first().boundingBox();
    await page.locator(".picture text", { hasText: "Data segment" }).first().waitFor();
    const [left, right] = [(await box("Text segment"))!, (await box("Data segment"))!];
    assert.ok(right.x > left.x + 200, "side by side");
    for (const role of ["1", "2"]) {
      const disc = (await page.locator(".picture text.num", { hasText: new RegExp(`^${role}$`) }).first().boundingBox())!;
      assert.ok(disc.y + disc.height < 325, `disc ${role} of ${hash || "the first"} is at ${disc.y}`);
    }
  }
});

browserTest("at 1280 × 720 the file ribbon is on screen; at 280 px the drawing is as narrow as the page", async ({ page, site }) => {
  await openPage(page, site.url, { size: { width: 1280, height: 720 } });
  await page.locator(".picture[role=tree] .filepiece").first().waitFor();
  await page.waitForFunction(() => {
    const poster = document.querySelector(".poster")!;
    return poster.scrollHeight <= poster.clientHeight;
  });
  await page.setViewportSize({ ...phone, width: 280 });
  await page.getByRole("tab", { name: "Layout" }).click();
  await page.waitForFunction(() => Number(document.querySelector(".picture")!.getAttribute("width")) <= 280);
});

for (const [size, name] of [[wide, "wide"], [phone, "phone"]] as const) {
  for (const mode of [{ colorScheme: "light" }, { colorScheme: "dark" }, { forcedColors: "active" }] as const) {
    browserTest(`axe finds nothing in the tools of the hex view, ${name}, ${Object.values(mode)[0]}`, async ({ page, site }) => {
      await page.emulateMedia(mode);
      await openPage(page, site.url, { size });
      if (size === phone) await page.getByRole("tab", { name: "Hex", exact: true }).click();
      await hexGrid(page).focus();
      await page.keyboard.press("i");
      await page.keyboard.press("Shift+ArrowRight");
      await page.keyboard.press("g");
      await page.getByRole("combobox", { name: /^Go to/ }).waitFor();
      assert.deepEqual(await violations(page), []);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Copy", exact: true }).click();
      assert.deepEqual(await violations(page), []);
      if (size === phone) return;
      await page.keyboard.press("Escape");
      await byte(page, 0x2b).click();
      await why(page).getByText("Filled in").waitFor();
      assert.deepEqual(await violations(page), []);
    });
  }
}
