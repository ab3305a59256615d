// The built worker in workerd, the program that Cloudflare runs: links, draws, and refuses what is hostile.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { deflateRawSync } from "node:zlib";
import { request } from "node:http";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { pageCore } from "./core";

const edge = resolve("wasm/worker"); // tests start at the root of the repository
const example = "static/examples/reference-plan9-x86_64.atoms";
const text = readFileSync(example, "utf8");

interface Runner {
  ready: Promise<URL>;
  dispose(): Promise<void>;
}

let runner: Runner;
let base: URL;
let core: Awaited<ReturnType<typeof pageCore>>;

before(async () => {
  const { Miniflare } = createRequire(resolve(edge, "package.json"))("miniflare") as { Miniflare: new (options: object) => Runner };
  const started = performance.now();
  runner = new Miniflare({
    modules: true,
    scriptPath: resolve(edge, "entry.mjs"),
    modulesRules: [{ type: "ESModule", include: ["**/*.mjs", "**/*.js"] }, { type: "CompiledWasm", include: ["**/*.wasm"] }],
    compatibilityDate: "2026-04-01",
  });
  base = await runner.ready;
  const up = performance.now();
  const cold = await link(text);
  assert.equal(cold.status, 200);
  const first = performance.now();
  await (await link(text)).text();
  console.log(`workerd was up after ${(up - started).toFixed(0)} ms, the first link took ${(first - up).toFixed(0)} ms, the second ${(performance.now() - first).toFixed(0)} ms`);
  core = await pageCore();
});
after(() => runner?.dispose());

const link = (body: string, init: RequestInit = {}) => fetch(new URL("/api/v1/link", base), { method: "POST", body, ...init });
const encoded = (text: string): string => core.encode(text);
const picture = (text: string, query = "", init: RequestInit = {}) => fetch(new URL(`/p/${encoded(text)}.svg${query}`, base), init);

/** Runs the command. It may take seconds, in which the event loop must go on: a connection that the server closes meanwhile would be used again. */
async function command(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)("go", ["run", "./linkcore/cmd/linkplay", ...args], { maxBuffer: 1 << 26 });
  return stdout;
}

test("a link at the edge gives the bytes that the page gives", async () => {
  const file = await link(text, { headers: { Accept: "application/octet-stream" } });
  assert.equal(file.headers.get("content-type"), "application/octet-stream");
  assert.deepEqual(new Uint8Array(await file.arrayBuffer()), core.link(text));
  const json = (await (await link(text)).json()) as { summary: { ok: boolean; fileBytes: number }; file: string };
  assert.equal(json.summary.ok, true);
  assert.deepEqual(new Uint8Array(Buffer.from(json.file, "base64")), core.link(text));
});

test("a picture has the same bytes at the edge, from the command and in the page", async () => {
  for (const view of ["layout", "got"]) {
    const response = await picture(text, `?view=${view}`);
    assert.deepEqual([response.status, response.headers.get("content-type")], [200, "image/svg+xml"]);
    assert.match(response.headers.get("cache-control")!, /immutable/);
    const drawn = await response.text();
    assert.equal(drawn, await command("picture", "-view", view, example));
    assert.equal(drawn, core.svg(text, view));
    assert.equal(await (await picture(text, `?view=${view}`)).text(), drawn, "the second time it may come from the cache");
  }
});

test("a picture that is known already is not sent again, HEAD sends none, any page may ask", async () => {
  const tag = (await picture(text)).headers.get("etag")!;
  assert.equal((await picture(text, "", { headers: { "If-None-Match": tag } })).status, 304);
  const head = await picture(text, "", { method: "HEAD" });
  assert.deepEqual([head.status, await head.text()], [200, ""]);
  const asked = await fetch(new URL("/api/v1/link", base), { method: "OPTIONS" });
  assert.deepEqual([asked.status, asked.headers.get("access-control-allow-methods"), asked.headers.get("access-control-allow-origin")], [204, "POST, OPTIONS", "*"]);
});

test("what is wrong in a description is an answer, not a failure", async () => {
  const answer = (await (await link("target elf/x86_64\nfunc a\n    call got(b)\n")).json()) as { summary: { ok: boolean }; file: null };
  assert.deepEqual([answer.summary.ok, answer.file], [false, null]);
});

/** Sends a path as it stands, which fetch would tidy up first. An answer may come before all is sent; then sending ends. */
function raw(method: string, path: string, body = ""): Promise<{ status: number; type: string; body: string }> {
  return new Promise((done, failed) => {
    let answered = false;
    const sent = request({ host: base.hostname, port: base.port, method, path, agent: false, headers: { "Content-Length": Buffer.byteLength(body) } }, (response) => {
      let received = "";
      response.setEncoding("utf8").on("data", (chunk: string) => (received += chunk));
      response.on("error", failed).on("end", () => (answered = true, done({ status: response.statusCode!, type: response.headers["content-type"] ?? "", body: received })));
    });
    sent.on("error", (error) => answered || failed(error));
    sent.on("socket", (socket) => socket.on("error", () => {})); // also when the answer has ended
    sent.end(body);
  });
}

const packed = (text: string): string => "1." + deflateRawSync(Buffer.from(text), { level: 9 }).toString("base64url");

const hostile: [name: string, method: string, path: string | (() => string), status: number, body?: string][] = [
  ["a bomb of 8 MiB in a few kB", "GET", () => `/p/${packed("0".repeat(8 << 20))}.svg`, 413],
  ["a bomb of 64 MiB", "GET", () => `/p/${packed("0".repeat(64 << 20))}.svg`, 414],
  ["a bomb in a bomb", "GET", () => `/p/${packed(deflateRawSync(Buffer.alloc(4 << 20)).toString("latin1"))}.svg`, 422],
  ["more than 1 MiB", "POST", "/api/v1/link", 413, "#".repeat((1 << 20) + 1)],
  ["8 MiB", "POST", "/api/v1/link", 413, "#".repeat(8 << 20)],
  ["much memory in few words", "POST", "/api/v1/link", 413, "target elf/x86_64\ndata a\n    zero 200000000\n"],
  ["up and away", "GET", "/p/../../../etc/passwd.svg", 404],
  ["up and away, escaped", "GET", "/p/%2e%2e%2f%2e%2e%2fetc%2fpasswd.svg", 404],
  ["backslashes", "GET", "/p/..\\..\\etc\\passwd.svg", 404],
  ["a zero byte", "GET", "/p/1.AA%00AA.svg", 404],
  ["half an escape", "GET", "/p/%zz.svg", 400],
  ["no letter", "GET", "/p/%ff%fe.svg", 400],
  ["a broken query", "GET", () => `/p/${encoded(text)}.svg?view=%zz`, 400],
  ["no such view", "GET", () => `/p/${encoded(text)}.svg?view=../etc`, 400],
  ["too wide", "GET", () => `/p/${encoded(text)}.svg?width=999999999`, 400],
  ["a later version", "GET", "/p/9.AAAA.svg", 400],
  ["no deflate", "GET", "/p/1._____w.svg", 400],
  ["markup", "GET", () => `/p/${encoded("func <script>alert(1)</script>\n")}.svg`, 422],
  ["get a link", "GET", "/api/v1/link", 405],
  ["delete a link", "DELETE", "/api/v1/link", 405],
  ["post a picture", "POST", () => `/p/${encoded(text)}.svg`, 405],
  ["another version of the API", "POST", "/api/v2/link", 404],
  ["no part of the API", "GET", "/admin", 404],
];

for (const [name, method, path, status, body] of hostile) {
  test(`hostile: ${name}`, async () => {
    const answer = await raw(method, typeof path === "string" ? path : path(), body);
    assert.equal(answer.status, status, answer.body.slice(0, 200));
    assert.equal(answer.type, "application/problem+json");
    assert.match(answer.body, /^[^\n]{1,600}\n$/, "one short line");
    assert.equal((JSON.parse(answer.body) as { status: number }).status, status);
  });
}

test("after all that it still links", async () => assert.equal((await link(text)).status, 200));
