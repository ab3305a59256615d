// The toolchain's wasm_exec.js, which scripts/build finds in GOROOT; it defines Go.
declare module "wasm_exec";

declare class Go {
  argv: string[];
  importObject: WebAssembly.Imports;
  exited: boolean;
  run(instance: WebAssembly.Instance): Promise<void>;
}
