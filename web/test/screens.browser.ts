// Every view at every size in both themes: accessible, without sideways scrolling, and small however large the file.
import assert from "node:assert/strict";
import { violations } from "./axe";
import { browserTest } from "./harness";
import { hexGrid, openPage, phone, wide } from "./open";

const views = ["Description", "Layout", "Hex", "GOT", "Symbols", "Timeline", "Why"];

const flushes = "target elf/x86_64\nfunc main export _start\n    call got(answer)\n    ret\nfunc answer\n    mov  eax, 41\n    ret\nflush\nupdate answer\n    mov  eax, 42\n    ret\n";

const looks = [
  { name: "light", colorScheme: "light", forcedColors: "none" },
  { name: "dark", colorScheme: "dark", forcedColors: "none" },
  { name: "forced colours", colorScheme: "dark", forcedColors: "active" },
] as const;

for (const { name: look, ...media } of looks) {
  browserTest(`axe finds nothing on the wide page, ${look}: at rest, with a menu, with problems`, async ({ page, site }) => {
    await page.emulateMedia(media);
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

  browserTest(`axe finds nothing in what opens and steps, ${look}`, async ({ page, site }) => {
    await page.emulateMedia(media);
    await openPage(page, site.url, { size: wide, saved: flushes });
    await page.getByRole("button", { name: /^Flush 2 of 2/ }).click();
    await page.getByRole("slider").focus();
    await page.keyboard.press("PageDown");
    await page.locator(".unmade").first().waitFor({ state: "attached" });
    assert.deepEqual(await violations(page), [], "a step, and what a flush changed");
    await page.getByRole("button", { name: /^Flush 2 of 2/ }).click();
    await page.locator(".cm-line").nth(2).click();
    await page.keyboard.press("End");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("F2");
    await page.getByRole("textbox", { name: /^New name/ }).waitFor();
    assert.deepEqual(await violations(page), [], "the question for a name");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+i");
    await page.locator(".became").waitFor();
    assert.deepEqual(await violations(page), [], "what a line became");
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Control+Space");
    await page.locator(".cm-tooltip-autocomplete").waitFor();
    await page.keyboard.press("ArrowDown");
    // The list is scrolled by the arrow keys of the editor, which names its row; axe knows that of comboboxes only.
    assert.deepEqual((await violations(page)).filter((found) => !/^scrollable-region-focusable: <ul [^>]*Completions/.test(found)), [], "completion");
    await page.keyboard.press("Escape");
    await page.keyboard.press("F1");
    await page.getByRole("dialog").waitFor();
    assert.deepEqual(await violations(page), [], "the keys");
  });

  browserTest(`axe finds nothing in any view of the phone, ${look}`, async ({ page, site }) => {
    await page.emulateMedia(media);
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

for (const size of [wide, phone]) {
  browserTest(`buttons and rows are large enough to hit at ${size.width} px`, async ({ page, site }) => {
    await openPage(page, site.url, { size, saved: flushes });
    const tabs = await page.getByRole("tab").count();
    for (const name of tabs > 0 ? views : ["Layout"]) {
      if (tabs > 0) await page.getByRole("tab", { name, exact: true }).click();
      const tooSmall = await page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>("button, [role=tab], [role=separator], [role=slider], tr[data-row], td[data-off]")]
          .map((element) => ({ name: element.outerHTML.slice(0, 80), ...element.getBoundingClientRect().toJSON() }))
          .filter(({ width, height }) => width > 0 && (width < 23.9 || height < 23.9)));
      assert.deepEqual(tooSmall, [], name);
    }
  });
}

browserTest("the whole page is reached with Tab, each pane by one stop or its buttons, and nothing holds the focus", async ({ page, site }) => {
  await openPage(page, site.url, { saved: flushes });
  await page.locator(".picture[role=tree]").waitFor();
  const stops: string[] = [];
  for (let n = 0; n < 80; n++) {
    if (stops.at(-1) === "Atom description") await page.keyboard.press("Escape"); // Tab is a key of the editor
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const at = document.activeElement!;
      return at === document.body ? "" : at.getAttribute("aria-label") ?? at.textContent!.trim().slice(0, 40);
    });
    if (!stop) break;
    stops.push(stop);
  }
  const wanted = ["Examples", "Download", "Theme", "Keys", "Share", "Format", "Atom description", "Width of the description", "Height of the hex view", "Bytes of the file", "Width of the tables", "Cells of the GOT", "Symbols of the file", "The flush before", "One step back", "Play the link", "Step of the link"];
  const found = wanted.map((name) => stops.indexOf(name));
  assert.deepEqual(wanted.filter((_, i) => found[i]! < 0), [], stops.join(" · "));
  assert.deepEqual(found, [...found].sort((a, b) => a - b), "in the order in which they stand");
  assert.ok(stops.length < 80, stops.join(" · "));
});

browserTest("with reduced motion nothing moves by itself", async ({ page, site }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await openPage(page, site.url);
  const moving = await page.evaluate(() =>
    [...document.querySelectorAll("#app *")].filter((element) => {
      const { animationName, transitionDuration } = getComputedStyle(element);
      return animationName !== "none" || /[1-9]/.test(transitionDuration);
    }).map((element) => element.outerHTML.slice(0, 80)));
  assert.deepEqual(moving.filter((html) => !html.includes("cm-cursor")), []);
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
