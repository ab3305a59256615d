// The page's own core, in node: what the page would link and draw.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { installBridge } from "../engine/gobridge";
import { built } from "./harness";

interface Reply {
  value: unknown;
  failure?: { message: string };
}

export async function pageCore() {
  const goroot = execFileSync("go", ["env", "GOROOT"], { encoding: "utf8" }).trim();
  createRequire(import.meta.url)(join(goroot, "lib/wasm/wasm_exec.js"));
  const go = new (globalThis as unknown as { Go: new () => { importObject: WebAssembly.Imports; run(instance: WebAssembly.Instance): void } }).Go();
  const ready = installBridge();
  const { instance } = await WebAssembly.instantiate(readFileSync(join(process.env["LINKPLAY_STATIC"]!, built("core.wasm"))), go.importObject);
  go.run(instance);
  const functions = await ready;
  const call = <T>(name: string, ...args: unknown[]): T => {
    const { value, failure } = functions[name]!(...args) as Reply;
    if (failure) throw new Error(failure.message);
    return value as T;
  };
  const linked = (text: string) => {
    call("setText", text);
    return call<{ file: Uint8Array }>("link").file;
  };
  return {
    output(text: string) {
      call("setText", text);
      return call<{ json: Uint8Array; tables: Uint8Array; file: Uint8Array }>("link");
    },
    encode: (text: string) => call<string>("encode", text),
    link: linked,
    svg(text: string, view: string): string {
      linked(text);
      return new TextDecoder().decode(call<Uint8Array>("svg", view));
    },
  };
}
