import assert from "node:assert/strict";
import { test } from "node:test";
import { TestClock } from "../test/clock";
import { Engine, type Restart } from "./engine";
import type { Port } from "./instance";
import type { Edit, Failure, Message, Output, Request } from "./protocol";

/** A worker that answers when the test says so. */
class FakeWorker implements Port {
  onmessage: ((event: { data: Message }) => void) | null = null;
  onerror: ((event: { message: string }) => void) | null = null;
  requests: Request[] = [];
  terminated = false;

  postMessage(request: Request) {
    this.requests.push(request);
  }
  terminate() {
    this.terminated = true;
  }
  say(message: Message) {
    this.onmessage?.({ data: message });
  }
  last(): Request {
    return this.requests.at(-1)!;
  }
  answer(value: unknown, failure?: Failure, request = this.last()) {
    this.say({ type: "alive", running: request.id });
    this.say({ type: "reply", id: request.id, value, ...(failure && { failure }) });
  }
}

class Page {
  text = "one\n";
  links: string[] = [];
  restarts: Restart[] = [];
  states: string[] = [];
  workers: FakeWorker[] = [];
  time = new TestClock();
  engine = new Engine({
    spawn: () => {
      this.workers.push(new FakeWorker());
      return this.worker;
    },
    text: () => this.text,
    onLink: (output) => this.links.push(new TextDecoder().decode(output.file)),
    onRestart: (cause) => this.restarts.push(cause),
    onState: (state, reason) => this.states.push(reason ? `${state}: ${reason}` : state),
    clock: this.time.clock,
  });

  get worker(): FakeWorker {
    return this.workers.at(-1)!;
  }
  type(insert: string) {
    this.text += insert;
    this.engine.edit([edit(insert)]);
  }
}

const edit = (insert: string): Edit => ({ fromLine: 1, fromCol: 0, toLine: 1, toCol: 0, insert });
const output = (file: string): Output => ({ json: new Uint8Array(), tables: new Uint8Array(), file: new TextEncoder().encode(file) });
const settled = () => new Promise((resolve) => setImmediate(resolve));

async function linkedPage(): Promise<Page> {
  const page = new Page();
  page.engine.link();
  await settled();
  page.worker.say({ type: "ready" });
  page.worker.answer(output("first"));
  await settled();
  return page;
}

test("the first request carries the whole text, later ones only edits", async () => {
  const page = await linkedPage();
  assert.equal(page.worker.last().text, "one\n");
  page.type("a");
  page.type("b");
  await settled();
  const { text, edits, method } = page.worker.last();
  assert.deepEqual([text, method, edits.map((e) => e.insert)], [undefined, "link", ["a", "b"]]);
  assert.deepEqual(page.states, ["starting", "ready"]);
});

test("only the link of the newest text is delivered", async () => {
  const page = await linkedPage();
  page.type("a");
  await settled();
  const old = page.worker.last();
  page.type("b");
  page.type("c");
  await settled();
  assert.equal(page.worker.last(), old, "edits wait while a link is under way");
  page.worker.answer(output("old"));
  await settled();
  assert.deepEqual(page.worker.last().edits.map((e) => e.insert), ["b", "c"]);
  page.worker.answer(output("new"));
  await settled();
  assert.deepEqual(page.links, ["first", "new"]);
  assert.equal(page.time.running, false, "nothing is watched when nothing is asked");
});

test("a question during a link takes the edits before it along", async () => {
  const page = await linkedPage();
  page.engine.link();
  await settled();
  const link = page.worker.last();
  page.type("a");
  const look = page.engine.ask("lookAt", 7);
  assert.deepEqual([page.worker.last().method, page.worker.last().args, page.worker.last().edits], ["lookAt", [7], [edit("a")]]);
  page.worker.answer(output("old"), undefined, link);
  page.worker.answer(new Uint8Array([1]), undefined, page.worker.requests.at(-1));
  assert.deepEqual(await look, new Uint8Array([1]));
  await settled();
  assert.deepEqual([page.worker.last().method, page.worker.last().edits], ["link", []], "the edit is not sent twice");
});

for (const kind of ["panic", "crash"] as const) {
  test(`a ${kind} restarts with the text intact and does not link the same text again`, async () => {
    const page = await linkedPage();
    page.type("a");
    await settled();
    page.worker.answer(null, { kind, message: "got: 3 cells, 2 atoms" });
    await settled();
    assert.deepEqual(page.restarts, [{ kind, message: "got: 3 cells, 2 atoms", method: "link" }]);
    assert.deepEqual([page.workers.length, page.workers[0]!.terminated, page.worker.requests], [2, true, []]);
    page.type("b");
    await settled();
    assert.equal(page.worker.last().text, "one\nab");
    page.worker.say({ type: "ready" });
    page.worker.answer(output("again"));
    await settled();
    assert.deepEqual(page.links, ["first", "again"]);
  });
}

test("edits made during the link that crashed are linked at once", async () => {
  const page = await linkedPage();
  page.type("a");
  await settled();
  page.type("b");
  page.worker.answer(null, { kind: "panic", message: "x" });
  await settled();
  assert.deepEqual([page.worker.last().method, page.worker.last().text], ["link", "one\nab"]);
});

test("five silent seconds restart; a sign of life starts the count anew", async () => {
  const page = await linkedPage();
  page.type("a");
  await settled();
  page.worker.say({ type: "alive", running: page.worker.last().id });
  page.time.pass(4);
  page.worker.say({ type: "alive", running: page.worker.last().id });
  page.time.pass(4);
  assert.equal(page.workers.length, 1);
  page.time.pass(1);
  await settled();
  assert.equal(page.workers.length, 2);
  assert.deepEqual(page.restarts.map((r) => [r.kind, r.method]), [["stalled", "link"]]);
  assert.deepEqual(page.worker.requests, [], "the text that hung is not linked again by itself");
});

test("a link that stood behind the call that hung is made by the new worker", async () => {
  const page = await linkedPage();
  const look = page.engine.ask("lookAt", 7);
  page.worker.say({ type: "alive", running: page.worker.last().id });
  page.type("a");
  await settled();
  page.time.pass(5);
  await assert.rejects(look, { name: "EngineError", message: /no sign of life/ });
  await settled();
  assert.deepEqual(page.restarts.map((r) => r.method), ["lookAt"]);
  assert.deepEqual([page.worker.last().method, page.worker.last().text], ["link", "one\na"]);
});

test("edits that do not fit the worker's text are mended with the whole text", async () => {
  const page = await linkedPage();
  page.type("a");
  await settled();
  page.worker.answer(null, { kind: "edit", message: "there is no line 9" });
  await settled();
  assert.deepEqual([page.worker.last().text, page.worker.last().edits], ["one\na", []]);
  page.worker.answer(output("mended"));
  await settled();
  assert.deepEqual([page.links, page.restarts], [["first", "mended"], []]);
});

test("a refusal is an error of the call and nothing else", async () => {
  const page = await linkedPage();
  const decoded = page.engine.ask("decode", "1.!");
  page.worker.answer(null, { kind: "refused", message: "not a link" });
  await assert.rejects(decoded, { message: "not a link" });
  assert.equal(page.workers.length, 1);
});

test("a boot that fails is reported, not repeated, until the user tries again", async () => {
  const page = new Page();
  page.engine.link();
  await settled();
  page.time.pass(60);
  assert.deepEqual(page.states, ["starting"], "a slow download of the script is no failure");
  page.worker.say({ type: "unbootable", message: "404" });
  await settled();
  assert.deepEqual([page.states, page.workers.length], [["starting", "failed: 404"], 1]);
  await assert.rejects(page.engine.ask("targets"), { message: "the linker is not running" });
  page.type("a");
  page.engine.restart();
  await settled();
  assert.deepEqual([page.workers.length, page.worker.last().text], [2, "one\na"]);
});
