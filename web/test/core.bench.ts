// Figures from Chromium, as lines for scripts/bench: the Go benchmarks, then a link as the page sees it.
import assert from "node:assert/strict";
import type { linkplay as fixture } from "./fixtures/engine.fixture";
import { browserTest } from "./harness";

declare const linkplay: typeof fixture;
declare const runBenchmarks: (wasm: string, args: string[]) => Promise<void>;

browserTest("the Go benchmarks", async ({ page, site }) => {
  page.on("console", (message) => console.log(message.text()));
  await page.goto(site.url + "fixtures/empty.html");
  await page.addScriptTag({ type: "module", url: "bench.fixture.js" });
  await page.waitForFunction(() => "runBenchmarks" in globalThis);
  const args = JSON.parse(process.env["LINKPLAY_BENCH_ARGS"] ?? "[]") as string[];
  await page.evaluate((args) => runBenchmarks("bench.wasm", args), args);
}, 600_000);

browserTest("edit to result through the page's engine", async ({ page, site }) => {
  for (const atoms of [10_000, 100_000]) {
    await page.goto(site.url + "fixtures/empty.html");
    await page.addScriptTag({ type: "module", url: "engine.fixture.js" });
    await page.waitForFunction(() => "linkplay" in globalThis);
    const timesMs = await page.evaluate(async (atoms) => {
      let text = await (await fetch(`atoms-${atoms}.atoms`)).text();
      const linked = (count: number) => new Promise<void>((resolve, reject) => {
        const look = () => {
          const { links, restarts } = linkplay.seen;
          if (restarts[0]) reject(new Error(`the engine was restarted: ${restarts[0].message}`));
          else if (links.length >= count) resolve();
          else setTimeout(look, 0);
        };
        look();
      });
      linkplay.setText(text);
      await linked(1);
      const times: number[] = [];
      for (let i = 0; i < 5; i++) {
        const insert = `# ${i}\n`;
        text = insert + text;
        const began = performance.now();
        linkplay.edit({ fromLine: 0, fromCol: 0, toLine: 0, toCol: 0, insert }, text);
        await linked(i + 2);
        times.push(performance.now() - began);
      }
      return times;
    }, atoms);
    assert.equal(timesMs.length, 5);
    const median = timesMs.sort((a, b) => a - b)[2]!;
    console.log(`BenchmarkEdit/${atoms}/edit-to-result 5 ${Math.round(median * 1e6)} ns/op`);
  }
}, 600_000);
