// The built site on all kinds of hosts, and with all kinds of things missing.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import { browserTest, built, type Site } from "./harness";
import { byte, linked, phone, state, typeAtEnd, wide } from "./open";

const root = process.env["LINKPLAY_STATIC"] ?? "static";

/** A host that knows nothing but files: no content types (or a useless one), no other headers, one folder for all. */
async function bareHost(path: string, types: Record<string, string> = {}): Promise<Site & { asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url!);
    const name = request.url!.startsWith(path) ? request.url!.slice(path.length) || "index.html" : "outside";
    const type = types[name.slice(name.lastIndexOf(".") + 1)];
    if (type) response.setHeader("content-type", type);
    readFile(join(root, name)).then((data) => response.end(data), () => response.writeHead(404).end());
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as { port: number };
  return { url: `http://127.0.0.1:${port}${path}`, asked, close: () => (server.close(), server.closeAllConnections()) };
}

const useless = "application/octet-stream";

for (const [name, types] of [["says no type at all", {}], ["calls wasm and scripts bytes", { wasm: useless, js: useless }]] as const) {
  browserTest(`a bare host that ${name}, in a folder`, async ({ page }) => {
    const site = await bareHost("/a/b/", types);
    try {
      const foreign: string[] = [];
      page.on("request", (request) => request.url().startsWith(site.url) || request.url().startsWith("data:") || foreign.push(request.url()));
      await page.setViewportSize(wide);
      await page.goto(site.url);
      await linked(page);
      await typeAtEnd(page, 16, ["Backspace", "3"]);
      await page.locator("#pane-hex .sub", { hasText: "one byte changed: 0x" }).waitFor();
      await page.getByRole("button", { name: "Examples" }).click();
      await page.getByRole("menuitem", { name: /Hello, Linux/ }).click();
      await state(page).getByText(/No problems\. Linked, \d+ bytes\./).waitFor();
      assert.deepEqual(foreign, []);
      assert.deepEqual(site.asked.filter((path) => !existsSync(join(root, path.replace(/^\/a\/b\/$/, "/index.html").replace("/a/b/", "")))), []);
    } finally {
      site.close();
    }
  });
}

/** What `make run` serves, with the headers of its handler. */
async function ownHost(): Promise<Site> {
  const binary = join(resolve(".cache"), "linkplay-for-tests");
  execFileSync("go", ["build", "-o", binary, "./linkcore/cmd/linkplay"]);
  const server = spawn(binary, ["serve", "-addr", "127.0.0.1:0", "-dir", root], { stdio: ["ignore", "pipe", "inherit"] });
  const url = await new Promise<string>((ready) => server.stdout.once("data", (line: Buffer) => ready(line.toString().trim())));
  return { url, close: () => server.kill() };
}

browserTest("linkplay serve sends packed files that are kept for ever, and the policy as a header", async ({ page }) => {
  const site = await ownHost();
  try {
    const sent = new Map<string, Record<string, string>>();
    page.on("response", async (response) => sent.set(new URL(response.url()).pathname.slice(1), await response.allHeaders()));
    await page.goto(site.url);
    await linked(page);
    const policy = await page.locator("meta[http-equiv]").getAttribute("content");
    assert.equal(sent.get("")!["content-security-policy"], policy);
    for (const plain of ["core.wasm", "main.js", "worker.js", "style.css"]) {
      const headers = sent.get(built(plain))!;
      assert.match(headers["cache-control"]!, /immutable/, plain);
      assert.equal(headers["content-encoding"], existsSync(join(root, built(plain) + ".br")) ? "br" : undefined, plain);
    }
    assert.equal(sent.get(built("core.wasm"))!["content-type"], "application/wasm");
    assert.equal(sent.get("")!["cache-control"], "no-cache");
  } finally {
    site.close();
  }
});

/** The words of a table's rows. */
const rowsOf = (page: Page, pane: string) => page.locator(`${pane} tbody tr`).evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent)));

/** The page as it stands without a linker: the first example can be read. */
async function firstExample(page: Page): Promise<void> {
  await page.getByRole("heading", { name: "a.start finds a.helper through cell 1" }).waitFor();
  await page.locator("svg.picture:visible", { hasText: "exec header" }).waitFor();
  assert.match(await page.locator("#pane-description pre").innerText(), /call got\(a\.helper\)/);
  assert.equal((await rowsOf(page, "#pane-got")).length, 6);
  assert.equal((await rowsOf(page, "#pane-symbols")).length, 16);
  assert.equal(await page.locator("#pane-hex td:not(.none)").count(), 431);
  assert.equal(await page.locator("svg.picture:visible").count(), 1);
}

for (const size of [wide, phone]) {
  browserTest(`without JavaScript the page says so and can be read, ${size.width} px`, async ({ page, site }) => {
    const context = await page.context().browser()!.newContext({ javaScriptEnabled: false, viewport: size });
    try {
      const still = await context.newPage();
      await still.goto(site.url);
      await firstExample(still);
      assert.match(await still.locator("body").innerText(), /It needs JavaScript, which is switched off here\./);
      assert.equal(await still.getByText("It needs WebAssembly").isVisible(), false);
    } finally {
      await context.close();
    }
  });
}

browserTest("without WebAssembly the page says so and can be read", async ({ page, site }) => {
  await page.addInitScript(() => delete (globalThis as Partial<typeof globalThis>).WebAssembly);
  await page.goto(site.url);
  await page.getByText("It needs WebAssembly, which this browser lacks or has switched off.").waitFor();
  await firstExample(page);
});

browserTest("the page before its script and after show the same words", async ({ page, site }) => {
  await page.setViewportSize(wide);
  const context = await page.context().browser()!.newContext({ javaScriptEnabled: false });
  try {
    const still = await context.newPage();
    await still.goto(site.url);
    await page.goto(site.url);
    await linked(page);
    await byte(page, 0).waitFor();
    const plain = (rows: (string | null)[][]) => rows.map((row) => row.map((words) => words!.replace(/[123], (first|second|third) on the path/, "")));
    for (const pane of ["#pane-got", "#pane-symbols"]) assert.deepEqual(plain(await rowsOf(page, pane)), await rowsOf(still, pane), pane);
    assert.equal(await page.locator(".headline").innerText(), await still.locator(".headline").innerText());
    assert.equal(await page.locator(".before, [data-first]").count(), 0, "nothing of it is left");
  } finally {
    await context.close();
  }
});

for (const size of [wide, { width: 1280, height: 720 }, phone]) {
  browserTest(`nothing jumps while the page becomes alive, ${size.width} px`, async ({ page, site }) => {
    await page.setViewportSize(size);
    await page.addInitScript(() => {
      const shifts: [number, string[]][] = [];
      Object.assign(globalThis, { shifts });
      type Shift = PerformanceEntry & { value: number; sources: { node?: Node }[] };
      new PerformanceObserver((list) => {
        for (const shift of list.getEntries() as Shift[]) shifts.push([shift.value, shift.sources.map(({ node }) => (node as Element)?.className || node?.textContent || "")]);
      }).observe({ type: "layout-shift", buffered: true });
    });
    await page.goto(site.url);
    await linked(page);
    await page.locator(".picture[role=tree]").waitFor();
    await page.waitForTimeout(300);
    const shifts = await page.evaluate(() => (globalThis as unknown as { shifts: [number, string[]][] }).shifts);
    assert.ok(shifts.reduce((sum, [value]) => sum + value, 0) <= 0.02, JSON.stringify(shifts));
  });
}
