// What `make edge` runs: wrangler.jsonc as it stands, the site as static assets, the worker for the rest.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { test } from "node:test";
import { built } from "./harness";

test("wrangler serves the site with its headers and wakes the worker for the rest", { timeout: 120_000 }, async () => {
  const cwd = resolve("wasm/worker"); // tests start at the root of the repository
  const env = { ...process.env, CI: "1", WRANGLER_SEND_METRICS: "false" };
  const dev = spawn("node", ["node_modules/wrangler/bin/wrangler.js", "dev", "--ip", "127.0.0.1", "--port", "0", "--inspector-port", "0"], { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  try {
    let said = "";
    const url = await new Promise<string>((ready, failed) => {
      const read = (chunk: Buffer) => {
        said += chunk.toString();
        const found = /Ready on (http:\/\/\S+)/.exec(said);
        if (found) ready(found[1]!);
      };
      dev.stdout.on("data", read);
      dev.stderr.on("data", read);
      dev.on("exit", () => failed(new Error(`wrangler ended:\n${said}`)));
    });
    const get = (path: string, init?: RequestInit) => fetch(new URL(path, url), init);
    const page = await get("/");
    assert.deepEqual([page.status, page.headers.get("content-type")], [200, "text/html; charset=utf-8"]);
    const policy = page.headers.get("content-security-policy")!;
    assert.match(policy, /^default-src 'none'; script-src 'self'/);
    assert.ok((await page.text()).includes(`content="${policy}"`), "header and page say the same");
    const core = await get(built("core.wasm"));
    assert.deepEqual([core.status, core.headers.get("content-type"), core.headers.get("cache-control")], [200, "application/wasm", "public, max-age=31536000, immutable"]);
    await core.body!.cancel();
    const bad = await get("/p/9.AAAA.svg");
    assert.deepEqual([bad.status, bad.headers.get("content-type")], [400, "application/problem+json"]);
    const linked = await get("/api/v1/link", { method: "POST", body: "target elf/x86_64\nfunc main export _start\n    ret\n" });
    assert.equal(((await linked.json()) as { summary: { ok: boolean } }).summary.ok, true);
    for (const path of ["/nothing", built("core.wasm") + ".br", "/_headers", "/.assetsignore"]) {
      const none = await get(path);
      assert.equal(none.status, 404, path);
      assert.match(await none.text(), /^\{.*\}\n$/, path);
    }
  } finally {
    process.kill(-dev.pid!, "SIGTERM"); // wrangler and the workerd it started
  }
});
