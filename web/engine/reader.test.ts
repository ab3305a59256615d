import assert from "node:assert/strict";
import { test } from "node:test";
import { TestClock } from "../test/clock";
import type { Port } from "./instance";
import type { Message, Request } from "./protocol";
import { Reader } from "./reader";

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
  reply(value: unknown, kind?: "panic" | "refused") {
    this.onmessage?.({ data: { type: "reply", id: this.requests.at(-1)!.id, value, ...(kind && { failure: { kind, message: kind } }) } });
  }
}

function reader(): { reader: Reader; workers: FakeWorker[]; time: TestClock } {
  const workers: FakeWorker[] = [];
  const time = new TestClock();
  const spawn = () => {
    workers.push(new FakeWorker());
    return workers.at(-1)!;
  };
  return { reader: new Reader(spawn, time.clock), workers, time };
}

const file = new Uint8Array([0x7f, 0x45]);

test("nothing is loaded before the first file, and one worker reads them all", async () => {
  const { reader: r, workers } = reader();
  await assert.rejects(r.ask("lookAt", 0), { message: "no file is being read" });
  assert.equal(workers.length, 0);
  for (let i = 0; i < 2; i++) {
    const inspected = r.inspect(file);
    assert.deepEqual([workers[0]!.requests.at(-1)!.method, workers[0]!.requests.at(-1)!.args], ["inspect", [file]]);
    workers[0]!.reply("output");
    assert.equal(await inspected, "output");
  }
  assert.equal(workers.length, 1);
  r.close();
  assert.equal(workers[0]!.terminated, true);
});

test("after a panic or a hang the next file gets a new worker", async () => {
  const { reader: r, workers, time } = reader();
  const broken = r.inspect(file);
  workers[0]!.reply(null, "panic");
  await assert.rejects(broken, { name: "EngineError", message: "panic" });
  await assert.rejects(r.ask("lookOwner", 1), { message: "no file is being read" });

  const stalled = r.inspect(file);
  workers[1]!.onmessage?.({ data: { type: "alive", running: 1 } });
  time.pass(5);
  await assert.rejects(stalled, /no sign of life/);

  const refused = r.inspect(file);
  workers[2]!.reply(null, "refused");
  await assert.rejects(refused, { message: "refused" });
  assert.deepEqual(workers.map((worker) => worker.terminated), [true, true, false]);
});
