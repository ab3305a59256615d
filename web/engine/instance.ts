// One worker from its start to its end: numbers the calls, matches the replies, notices when it dies or hangs.
import type { Failure, Message, Request } from "./protocol";

/** What of a Worker is used; tests bring their own. */
export interface Port {
  postMessage(request: Request): void;
  terminate(): void;
  onmessage: ((event: { data: Message }) => void) | null;
  onerror: ((event: { message: string }) => void) | null;
}

/** The error of a call that got no value. */
export class EngineError extends Error {
  /** `innocent`: the worker ended while it worked on another call. */
  constructor(readonly failure: Failure, readonly innocent = false) {
    super(failure.message);
    this.name = "EngineError";
  }
}

/** Calls back every second and returns how to stop it. */
export type Clock = (tick: () => void) => () => void;

export const everySecond: Clock = (tick) => {
  const timer = setInterval(tick, 1000);
  return () => clearInterval(timer);
};

export interface Events {
  ready(): void;
  /** The worker is gone; `method` is the call it worked on, "" when it never became ready. */
  ended(failure: Failure, method: string): void;
}

interface Pending {
  method: string;
  resolve(value: unknown): void;
  reject(error: EngineError): void;
}

const silentSecondsAllowed = 5;

export class Instance {
  private readonly pending = new Map<number, Pending>();
  private lastId = 0;
  private running: number | undefined; // the call Go works on
  private silentSeconds: number | undefined; // nothing is counted before the script itself has arrived
  private stopClock: (() => void) | undefined;

  constructor(private readonly port: Port, private readonly events: Events, private readonly clock: Clock) {
    port.onmessage = (event) => this.receive(event.data);
    port.onerror = (event) => this.end({ kind: "crash", message: event.message || "the worker could not be loaded" });
  }

  call(request: Omit<Request, "id">): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const id = ++this.lastId;
      this.pending.set(id, { method: request.method, resolve, reject });
      this.port.postMessage({ id, ...request });
      this.watch();
    });
  }

  /** Ends the worker; calls that still wait are rejected with the failure. */
  close(failure: Failure, guilty = this.running): void {
    this.unwatch();
    this.port.onmessage = this.port.onerror = null;
    this.port.terminate();
    for (const [id, call] of this.pending) call.reject(new EngineError(failure, id !== guilty));
    this.pending.clear();
  }

  private end(failure: Failure, guilty = this.running): void {
    const method = this.pending.get(guilty ?? 0)?.method ?? "";
    this.close(failure, guilty);
    this.events.ended(failure, method);
  }

  private receive(message: Message): void {
    this.silentSeconds = 0;
    switch (message.type) {
      case "alive":
        this.running = message.running;
        return;
      case "ready":
        return this.events.ready();
      case "unbootable":
        return this.end({ kind: "crash", message: message.message });
      case "reply":
        return this.settle(message.id, message.value, message.failure);
    }
  }

  private settle(id: number, value: unknown, failure: Failure | undefined): void {
    if (failure?.kind === "panic" || failure?.kind === "crash") return this.end(failure, id);
    const call = this.pending.get(id);
    this.pending.delete(id);
    this.running = undefined;
    if (this.pending.size === 0) this.unwatch();
    if (failure) call?.reject(new EngineError(failure));
    else call?.resolve(value);
  }

  // Seconds are counted, not subtracted: a laptop that slept has not waited.
  private watch(): void {
    this.stopClock ??= this.clock(() => {
      if (this.silentSeconds === undefined || ++this.silentSeconds < silentSecondsAllowed) return;
      this.end({ kind: "stalled", message: `no sign of life for ${silentSecondsAllowed} seconds` });
    });
  }

  private unwatch(): void {
    this.stopClock?.();
    this.stopClock = undefined;
    if (this.silentSeconds !== undefined) this.silentSeconds = 0;
  }
}
