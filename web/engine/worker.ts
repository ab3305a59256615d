// The Web Worker that runs the Go core, or with ?reader the second module. It knows no linking: it boots Go, passes calls on and says that it lives.
import "wasm_exec";
import { installBridge, type GoFunctions } from "./gobridge";
import type { Failure, Message, Request } from "./protocol";

declare const CORE_URL: string; // set by scripts/build, relative to this script
declare const READER_URL: string;

const lastWords = keepLastWords();
const go = new Go();

// Requests that arrive during the boot wait in the promise, in order.
const booted = boot();
booted.then(
  () => post({ type: "ready" }),
  (cause) => post({ type: "unbootable", message: String(cause) }),
);
self.onmessage = (event: MessageEvent<Request>) => {
  booted.then((core) => answer(core, event.data), () => {}); // a failed boot has been reported
};

async function boot(): Promise<GoFunctions> {
  const pulse = setInterval(() => post({ type: "alive" }), 1000); // a slow download is not a stuck worker
  try {
    const { searchParams } = new URL(self.location.href);
    if (searchParams.has("test")) Object.assign(globalThis, { linkplayTest: true });
    const functions = installBridge();
    const { instance } = await instantiate(new URL(searchParams.has("reader") ? READER_URL : CORE_URL, self.location.href), go.importObject);
    const ended = go.run(instance).then(() => {
      throw new Error(lastWords() || "the Go program ended");
    });
    return await Promise.race([functions, ended]);
  } finally {
    clearInterval(pulse);
  }
}

// A host that serves .wasm as something else gets the slower way instead of an error.
async function instantiate(url: URL, imports: WebAssembly.Imports) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url.pathname}: ${response.status} ${response.statusText}`);
  if (response.headers.get("content-type")?.startsWith("application/wasm")) {
    return WebAssembly.instantiateStreaming(response, imports);
  }
  return WebAssembly.instantiate(await response.arrayBuffer(), imports);
}

function answer(core: GoFunctions, request: Request) {
  const { id } = request;
  post({ type: "alive", running: id });
  try {
    post({ type: "reply", id, ...run(core, request) });
  } catch (cause) {
    // Go returns failures as values: what is thrown is a call that does not fit, or the end of the instance.
    const dead = go.exited || cause instanceof WebAssembly.RuntimeError || cause instanceof RangeError;
    const message = (dead && lastWords()) || String(cause);
    post({ type: "reply", id, value: null, failure: { kind: dead ? "crash" : "refused", message } });
  }
}

interface Reply {
  value: unknown;
  failure?: Failure;
}

function run(core: GoFunctions, { text, edits, method, args }: Request): Reply {
  const call = (name: string, ...args: unknown[]) => {
    const exposed = core[name];
    if (!exposed) throw new Error(`the core has no function ${name}`);
    return exposed(...args) as Reply;
  };
  if (text !== undefined) {
    const { failure } = call("setText", text);
    if (failure) return { value: null, failure };
  }
  for (const edit of edits) {
    const { failure } = call("edit", edit.fromLine, edit.fromCol, edit.toLine, edit.toCol, edit.insert);
    if (failure) return { value: null, failure: { ...failure, kind: failure.kind === "refused" ? "edit" : failure.kind } };
  }
  return call(method, ...args);
}

// Fatal errors of the Go runtime cannot be recovered; they are only printed. The page shall see them too.
function keepLastWords(): () => string {
  const decoder = new TextDecoder();
  const fs = (globalThis as unknown as { fs: { writeSync(fd: number, bytes: Uint8Array): number } }).fs;
  const write = fs.writeSync.bind(fs);
  let words = "";
  fs.writeSync = (fd, bytes) => {
    words = (words + decoder.decode(bytes, { stream: true })).slice(0, 4096);
    return write(fd, bytes);
  };
  return () => words.trim();
}

function post(message: Message) {
  const buffers: Transferable[] = [];
  if (message.type === "reply") collectBuffers(message.value, buffers);
  (self as unknown as { postMessage(message: Message, transfer: Transferable[]): void }).postMessage(message, buffers);
}

// Bytes are made for one reply, so they move instead of being copied a second time.
function collectBuffers(value: unknown, found: Transferable[]) {
  if (value instanceof Uint8Array) found.push(value.buffer);
  else if (value && typeof value === "object") Object.values(value).forEach((part) => collectBuffers(part, found));
}
