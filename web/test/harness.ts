// What browser tests stand on: one Chromium for all of them, the built site on a port of its own, and a fresh
// page for each test, which fails when the page reports an error that the test did not expect.
import { createServer, type Server } from "node:http";
import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { after, test } from "node:test";
import { chromium, type Browser, type Page } from "playwright-core";

export const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".atoms": "text/plain; charset=utf-8",
};

/** The address in the site of a built file, which has a hash in its name. */
export function built(plain: string): string {
  const [stem, extension] = plain.split(".");
  const name = readdirSync(join(process.env["LINKPLAY_STATIC"] ?? "static", "build")).find((name) => name.startsWith(`${stem}-`) && name.endsWith(`.${extension}`));
  if (!name) throw new Error(`the site has no ${plain}`);
  return `build/${name}`;
}

export interface Site {
  /** The address of the page, with a slash at its end. */
  url: string;
  close(): void;
}

export interface SiteOptions {
  /** The path the site lies under; it must work under any. */
  path?: string;
  /** What the host says a .wasm file is; some hosts do not know. */
  wasmType?: string;
}

/** Serves static/ as a plain host does. `<path>fixtures/` holds an empty page and the scripts of web/test/fixtures. */
export async function serveSite({ path = "/", wasmType = "application/wasm" }: SiteOptions = {}): Promise<Site> {
  const { LINKPLAY_STATIC: site = "", LINKPLAY_FIXTURES: fixtures = "" } = process.env;
  const server: Server = createServer(async (request, response) => {
    const asked = decodeURIComponent(new URL(request.url ?? "/", "http://host").pathname);
    const name = normalize(asked.startsWith(path) ? asked.slice(path.length) : "outside");
    const extension = extname(name) || ".html";
    const contentType = extension === ".wasm" ? wasmType : types[extension];
    if (contentType) response.setHeader("content-type", contentType);
    try {
      if (name === "fixtures/empty.html") response.end("<!doctype html><html lang=en><link rel=icon href=data:,><link rel=icon href=data:,><title>empty</title>");
      else if (name.startsWith("fixtures/")) response.end(await readFile(join(fixtures, name.slice("fixtures/".length))));
      else response.end(await readFile(join(site, extname(name) ? name : join(name, "index.html"))));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${port}${path}`, close };
}

// Without the network, sandbox and first-run chatter of a browser that somebody sits at.
export const chromiumFlags = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

let browser: Promise<Browser> | undefined;
let shared: Promise<Site> | undefined;

after(async () => {
  await (await browser)?.close();
  (await shared)?.close();
});

export interface BrowserTest {
  page: Page;
  site: Site;
  /** Errors of the page so far: uncaught exceptions and console errors. Emptying it forgives them. */
  errors: string[];
}

/** Registers a test that gets a fresh page; the page is not yet opened anywhere. */
export function browserTest(name: string, run: (context: BrowserTest) => Promise<void>, timeoutMs = 180_000): void {
  test(name, { timeout: timeoutMs }, async () => {
    browser ??= chromium.launch({ executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium", args: chromiumFlags });
    shared ??= serveSite();
    const site = await shared;
    const context = await (await browser).newContext();
    try {
      const page = await context.newPage();
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(String(error)));
      page.on("console", (message) => {
        if (message.type() === "error") errors.push(`${message.text()} (${message.location().url})`);
      });
      await run({ page, site, errors });
      if (errors.length > 0) throw new Error(`the page reported errors:\n${errors.join("\n")}`);
    } finally {
      await context.close();
    }
  });
}
