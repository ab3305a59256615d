// The page's side of the linker: sends edits, hands out the newest link, and replaces a worker that died or
// hangs. The page owns the text; what the worker holds is a copy that can be made again at any time.
import { EngineError, everySecond, Instance, type Clock, type Port } from "./instance";
import type { Core, Edit, Failure, Output } from "./protocol";

export type State = "starting" | "ready" | "failed";

export interface Restart extends Failure {
  /** The call that did it, for example "link". */
  method: string;
}

export interface Options {
  spawn(): Port;
  /** The whole text as it is now. */
  text(): string;
  /** The link of the newest text; older ones are not delivered. */
  onLink(output: Output): void;
  /** Each change of the boot state; "failed" comes with the reason, and `restart` tries again. */
  onState?(state: State, reason: string): void;
  /** The worker was replaced, the text is intact. A text that broke it is linked again after the next edit. */
  onRestart?(cause: Restart): void;
  clock?: Clock;
}

export class Engine {
  private instance: Instance | undefined;
  private ready = false;
  private edits: Edit[] = [];
  private sendWholeText = true;
  private linkWanted = false;
  private linking = false;

  constructor(private readonly options: Options) {
    this.spawn();
  }

  /** Links the text; calls of one turn, and calls during a link, become one. */
  link(): void {
    this.linkWanted = true;
    queueMicrotask(() => this.linkWhileWanted());
  }

  /** Says what has just been changed in the text, and links it. */
  edit(edits: readonly Edit[]): void {
    if (!this.sendWholeText) this.edits.push(...edits);
    this.link();
  }

  /** Says that the text is another one, and links it. */
  replaceText(): void {
    this.sendWholeText = true;
    this.edits = [];
    this.link();
  }

  /** Asks the core about the newest text. */
  async ask<Method extends keyof Core>(method: Method, ...args: Parameters<Core[Method]>): Promise<ReturnType<Core[Method]>> {
    for (;;) {
      try {
        return (await this.send(method, args)) as ReturnType<Core[Method]>;
      } catch (error) {
        if (!(error instanceof EngineError) || error.failure.kind !== "edit") throw error;
        // The worker's copy of the text has come apart from ours: ask again with the whole of it.
        this.sendWholeText = true;
        this.edits = [];
      }
    }
  }

  /** Starts a new worker, for instance when the download failed and the user tries again. */
  restart(): void {
    this.close();
    this.spawn();
    this.link();
  }

  close(): void {
    this.instance?.close({ kind: "crash", message: "the linker was stopped" });
    this.instance = undefined;
  }

  private spawn(): void {
    this.ready = false;
    this.sendWholeText = true;
    this.edits = [];
    this.options.onState?.("starting", "");
    const ended = (failure: Failure, method: string) => this.replace(failure, method);
    const ready = () => {
      this.ready = true;
      this.options.onState?.("ready", "");
    };
    this.instance = new Instance(this.options.spawn(), { ready, ended }, this.options.clock ?? everySecond);
  }

  // A worker that never became ready would fail the same way again: that is for the user to decide.
  private replace(failure: Failure, method: string): void {
    this.instance = undefined;
    if (!this.ready) return this.options.onState?.("failed", failure.message);
    this.spawn();
    this.options.onRestart?.({ ...failure, method });
  }

  private async send(method: string, args: unknown[]): Promise<unknown> {
    if (!this.instance) throw new EngineError({ kind: "crash", message: "the linker is not running" });
    const edits = this.edits;
    this.edits = [];
    if (!this.sendWholeText) return this.instance.call({ edits, method, args });
    this.sendWholeText = false;
    return this.instance.call({ text: this.options.text(), edits: [], method, args });
  }

  // Only one link is under way; edits made meanwhile wait and go with the next one, whose result is the one shown.
  private async linkWhileWanted(): Promise<void> {
    if (this.linking) return;
    this.linking = true;
    try {
      while (this.linkWanted && this.instance) {
        this.linkWanted = false;
        const output = await this.ask("link").catch((error) => this.unlinked(error));
        if (output && !this.linkWanted) this.options.onLink(output);
      }
    } finally {
      this.linking = false;
    }
  }

  // The end of a worker is reported by onRestart; a link that only stood in its queue is wanted still.
  private unlinked(error: unknown): undefined {
    if (!(error instanceof EngineError) || error.failure.kind === "refused") throw error;
    if (error.innocent) this.linkWanted = true;
  }
}
