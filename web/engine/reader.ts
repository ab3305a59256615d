// The page's side of the second module: reads finished files. Its worker starts with the first file; one that died or
// hung is replaced by the next file.
import { EngineError, everySecond, Instance, type Clock, type Port } from "./instance";
import type { Output, ReaderCore } from "./protocol";

export class Reader {
  private instance: Instance | undefined;

  constructor(private readonly spawn: () => Port, private readonly clock: Clock = everySecond) {}

  /** Labels a file, which becomes the one that `ask` speaks of. */
  inspect(file: Uint8Array): Promise<Output> {
    this.instance ??= new Instance(this.spawn(), { ready: () => {}, ended: () => (this.instance = undefined) }, this.clock);
    return this.call("inspect", file);
  }

  /** Asks about the latest file. */
  ask<Method extends keyof Omit<ReaderCore, "inspect">>(method: Method, ...args: Parameters<ReaderCore[Method]>): Promise<ReturnType<ReaderCore[Method]>> {
    return this.call(method, ...args);
  }

  /** Frees the worker and the file. */
  close(): void {
    this.instance?.close({ kind: "crash", message: "the reader was stopped" });
    this.instance = undefined;
  }

  private async call<Method extends keyof ReaderCore>(method: Method, ...args: Parameters<ReaderCore[Method]>): Promise<ReturnType<ReaderCore[Method]>> {
    if (!this.instance) throw new EngineError({ kind: "crash", message: "no file is being read" });
    return (await this.instance.call({ edits: [], method, args })) as ReturnType<ReaderCore[Method]>;
  }
}
