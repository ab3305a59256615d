// What somebody at the page waits for: from a key to the repainted bytes, the first and the second visit. Figures only.
import { createServer, type ServerResponse } from "node:http";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { chromiumFlags, types } from "./harness";

const root = process.env["LINKPLAY_STATIC"] ?? "static";
const [warmUp, keys] = [4, 44];

/** A host that sends what `make build` packed, and lets a browser keep what has a hash in its name. */
async function packedHost(bytesPerSecond: number) {
  const server = createServer((request, response) => {
    const name = join(root, new URL(request.url!, "http://host").pathname.slice(1) || "index.html");
    const packed = existsSync(name + ".br");
    response.setHeader("content-type", types[extname(name)] ?? "application/octet-stream");
    if (packed) response.setHeader("content-encoding", "br");
    if (name.includes("/build/")) response.setHeader("cache-control", "public, max-age=31536000, immutable");
    readFile(packed ? name + ".br" : name).then((data) => send(response, data), () => response.writeHead(404).end());
  });
  // At so many bytes a second, all answers together; a browser's own brake would not reach the worker.
  let [free, sentBytes] = [0, 0];
  const send = (response: ServerResponse, data: Buffer) => {
    sentBytes += data.length;
    const now = performance.now();
    free = Math.max(free, now) + (data.length / bytesPerSecond) * 1000;
    setTimeout(() => response.end(data), free - now);
  };
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as { port: number };
  return { url: `http://127.0.0.1:${port}/`, sent: () => sentBytes, close: () => (server.close(), server.closeAllConnections()) };
}

const program = (atoms: number) =>
  `target plan9/x86_64\nfunc start export _start\n    mov  eax, 4\n    call got(f1)\n    ret\n` +
  Array.from({ length: atoms - 1 }, (_, i) => `func f${i}\n    call got(f${(i * 7 + 1) % (atoms - 1)})\n    ret\n`).join("");

/** Seen from inside the page: long tasks, shifts of the layout, the moment of the first own link. */
function watch(): void {
  const seen = { tasks: [] as number[], shifts: 0, linkedMs: 0 };
  Object.assign(globalThis, { seen });
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => seen.tasks.push(entry.duration))).observe({ type: "longtask", buffered: true });
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => (seen.shifts += (entry as unknown as { value: number }).value))).observe({ type: "layout-shift", buffered: true });
  new MutationObserver(() => {
    if (seen.linkedMs === 0 && /Linked/.test(document.querySelector(".problems .state")?.textContent ?? "")) seen.linkedMs = performance.now();
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

type Seen = { tasks: number[]; shifts: number; linkedMs: number };
const seenIn = (page: Page): Promise<Seen> => page.evaluate(() => (globalThis as unknown as { seen: Seen }).seen);

async function open(context: BrowserContext, url: string, text?: string): Promise<Page> {
  const page = await context.newPage();
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.addInitScript(watch);
  if (text) await page.addInitScript((text) => localStorage.setItem("linkplay.text", text), text);
  await page.goto(url);
  await page.locator(".problems .state", { hasText: "Linked" }).waitFor({ timeout: 120_000 });
  return page;
}

const at = (sorted: number[], part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!;
const ms = (n: number) => `${n.toFixed(0)} ms`;

async function keystrokes(browser: Browser, url: string, atoms: number): Promise<void> {
  const context = await browser.newContext();
  const page = await open(context, url, program(atoms));
  await page.waitForTimeout(500);
  await page.locator(".cm-line").nth(2).click();
  await page.keyboard.press("End");
  await page.waitForTimeout(500);
  await page.evaluate(() => ((globalThis as unknown as { seen: Seen }).seen.tasks.length = 0));
  const took: number[] = [];
  for (let i = 0; i < keys; i++) {
    await page.evaluate(() => void Object.assign(globalThis, { repainted: new Promise<number>((resolve) => {
      let from = 0;
      addEventListener("keydown", (event) => (from = event.timeStamp), { once: true, capture: true });
      const observer = new MutationObserver((changes) => {
        if (!changes.some(({ target }) => target.nodeType === 3 || (target as Element).closest?.("td[data-off]"))) return;
        observer.disconnect();
        requestAnimationFrame(() => {
          const painted = new MessageChannel(); // comes after the frame
          painted.port1.onmessage = () => resolve(performance.now() - from);
          painted.port2.postMessage(0);
        });
      });
      observer.observe(document.querySelector("table.hex")!, { subtree: true, characterData: true });
    }) }));
    await page.keyboard.press(i % 2 ? "Backspace" : "1");
    took.push(await page.evaluate(() => (globalThis as unknown as { repainted: Promise<number> }).repainted));
    await page.waitForTimeout(150);
  }
  const cold = took.splice(0, warmUp)[0]!;
  took.sort((a, b) => a - b);
  const { tasks } = await seenIn(page);
  console.log(`page: key to repainted hex, ${atoms.toLocaleString("en")} atoms: median ${ms(at(took, 0.5))}, p95 ${ms(at(took, 0.95))}, the first key of all ${ms(cold)}; tasks over 50 ms: ${tasks.length}${tasks.length ? `, the longest ${ms(Math.max(...tasks))}` : ""}`);
  await context.close();
}

async function visits(browser: Browser, host: Awaited<ReturnType<typeof packedHost>>): Promise<void> {
  const context = await browser.newContext();
  for (const visit of ["first", "second"]) {
    const page = await context.newPage();
    const before = host.sent();
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.addInitScript(watch);
    await page.goto(host.url);
    await page.locator(".problems .state", { hasText: "Linked" }).waitFor();
    await page.waitForTimeout(1000);
    const { tasks, shifts, linkedMs } = await seenIn(page);
    console.log(`page: ${visit} visit at 20 Mbit/s: first own link after ${ms(linkedMs)}, ${(host.sent() - before).toLocaleString("en")} bytes, packed, layout shift ${shifts.toFixed(3)}, tasks over 50 ms: ${tasks.length}`);
    await page.close();
  }
  await context.close();
}

const host = await packedHost(20e6 / 8);
const browser = await chromium.launch({ executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium", args: chromiumFlags });
await visits(browser, host);
for (const atoms of [100, 1_000, 10_000]) await keystrokes(browser, host.url, atoms);
await browser.close();
host.close();
