// The JavaScript half of golang-wasm, which must be in place before Go starts: Go puts each function it
// exposes on `globalThis.__go_wasm__`, made callable by `__wrapper__`, and sets `__ready__` when all are there.
// (The library's own npm bridge begins with `global || window` and fails in a page.)

type Exposed = (...args: unknown[]) => { result?: unknown; error?: Error };

export type GoFunctions = Record<string, (...args: unknown[]) => unknown>;

/** Installs the bridge; the promise is kept when Go has exposed its functions. */
export function installBridge(): Promise<GoFunctions> {
  return new Promise((resolve) => {
    const functions: GoFunctions = {};
    Object.defineProperties(functions, {
      __wrapper__: {
        value: (exposed: Exposed) => (...args: unknown[]) => {
          const { result, error } = exposed(...args);
          if (error) throw error;
          return result;
        },
      },
      __ready__: { set: () => resolve(functions) },
    });
    Object.assign(globalThis, { __go_wasm__: functions });
  });
}
