import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { linkplay as fixture } from "./fixtures/engine.fixture";
import type { Look, Summary } from "../report.gen";
import { browserTest, serveSite } from "./harness";

declare const linkplay: typeof fixture;

const description = `target plan9/x86_64
func start export _start
    call got(helper)
    ret
func helper
    mov  eax, 42
    ret
`;

async function openEngine(page: Page, url: string): Promise<void> {
  await page.goto(url + "fixtures/empty.html");
  await page.addScriptTag({ type: "module", url: "engine.fixture.js" });
  await page.waitForFunction(() => "linkplay" in globalThis);
  await page.evaluate((text) => linkplay.setText(text), description);
}

const linkCount = (page: Page, count: number) => page.waitForFunction((count) => linkplay.seen.links.length >= count, count);
const lastLink = (page: Page) => page.evaluate(() => {
  const { summary, file } = linkplay.seen.links.at(-1)!;
  return { summary, file: [...file] };
});

// The immediate of `mov eax, 42` in the file: b8 2a 00 00 00.
const answerOf = (file: number[]) => file[file.findIndex((byte, i) => byte === 0xb8 && file[i + 5] === 0xc3) + 1];

browserTest("the worker boots, links a text, and an edit of one digit changes one byte", async ({ page, site }) => {
  await openEngine(page, site.url);
  await linkCount(page, 1);
  const first = await lastLink(page);
  assert.equal(first.summary.ok, true);
  assert.equal(first.summary.fileBytes, first.file.length);
  assert.equal(answerOf(first.file), 42);

  const edit = { fromLine: 5, fromCol: 14, toLine: 5, toCol: 16, insert: "43" };
  await page.evaluate(([edit, text]) => linkplay.edit(edit, text), [edit, description.replace("42", "43")] as const);
  await linkCount(page, 2);
  const second = await lastLink(page);
  assert.equal(answerOf(second.file), 43);
  assert.equal(second.file.filter((byte, i) => byte !== first.file[i]).length, 1);
  assert.deepEqual(await page.evaluate(() => linkplay.seen.states), ["starting", "ready"]);
});

browserTest("any path and a host that does not know wasm will do", async ({ page }) => {
  const site = await serveSite({ path: "/docs/linker/", wasmType: "application/octet-stream" });
  try {
    await openEngine(page, site.url);
    await linkCount(page, 1);
  } finally {
    site.close();
  }
});

for (const [method, kind, message] of [
  ["testPanic", "panic", /a test asked for this panic/],
  ["testOverflow", "crash", /stack/],
  ["testHang", "stalled", /no sign of life for 5 seconds/],
] as const) {
  browserTest(`after a ${kind} the engine restarts with the text intact`, async ({ page, site, errors }) => {
    await openEngine(page, site.url);
    await linkCount(page, 1);
    assert.match(await page.evaluate((method) => linkplay.provoke(method), method), message);
    const restarts = await page.evaluate(() => linkplay.seen.restarts);
    assert.deepEqual(restarts.map((r) => [r.kind, r.method]), [[kind, method]]);

    await page.evaluate(() => linkplay.engine.link());
    await linkCount(page, 2);
    const [before, after] = await page.evaluate(() => linkplay.seen.links.map(({ summary, file }) => [summary, ...file]));
    assert.deepEqual(after, before);
    assert.deepEqual(await page.evaluate(() => linkplay.seen.states), ["starting", "ready", "starting", "ready"]);
    errors.length = 0; // what Go prints at its end
  });
}

browserTest("the second module is loaded with the first file; what was linked reads back with the same symbols", async ({ page, site }) => {
  const loaded: string[] = [];
  page.on("request", (request) => loaded.push(request.url()));
  await openEngine(page, site.url);
  await linkCount(page, 1);
  const { file } = await lastLink(page);
  const modules = () => loaded.filter((url) => url.endsWith(".wasm")).map((url) => url.replace(/.*\/(\w+)-.*/, "$1"));
  assert.deepEqual(modules(), ["core"]);
  const read = await page.evaluate(async (file) => {
    const output = await linkplay.reader.inspect(new Uint8Array(file));
    const summary = JSON.parse(new TextDecoder().decode(output.json)) as Summary;
    const look = JSON.parse(new TextDecoder().decode(await linkplay.reader.ask("lookAt", 0))) as Look;
    const picture = await linkplay.reader.ask("picture", "layout", 700, 0, 0, 0);
    return { target: summary.target, file: [...output.file], symbols: linkplay.symbolsOf(output), found: look.found, drawn: picture.length > 100 };
  }, file);
  assert.deepEqual(modules(), ["core", "reader"]);
  const symbols = await page.evaluate(() => linkplay.seen.links.at(-1)!.symbols);
  assert.ok(symbols > 2);
  assert.deepEqual(read, { target: "plan9/x86_64", file, symbols, found: true, drawn: true });
});

browserTest("a permalink survives the way through the core, a broken one is refused with a reason", async ({ page, site }) => {
  await openEngine(page, site.url);
  const [back, refusal] = await page.evaluate(async (text) => {
    const payload = await linkplay.engine.ask("encode", text);
    const refused = linkplay.engine.ask("decode", "1.!!!").then(() => "", (error: Error) => error.message);
    return [await linkplay.engine.ask("decode", payload), await refused] as const;
  }, description);
  assert.equal(back, description);
  assert.notEqual(refusal, "");
});
