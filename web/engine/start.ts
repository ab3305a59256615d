// The real workers, beside the page's script wherever the site lies.
import { Engine, type Options } from "./engine";
import type { Port } from "./instance";
import { Reader } from "./reader";

declare const WORKER_URL: string; // set by scripts/build, relative to the page's script

const url = new URL(WORKER_URL, import.meta.url); // a classic script knows its own address only while it is being run

export function startEngine(options: Omit<Options, "spawn">): Engine {
  return new Engine({ ...options, spawn: () => new Worker(url) as Port });
}

/** Nothing is loaded before the first file is inspected. */
export function startReader(): Reader {
  const reading = new URL(url);
  reading.searchParams.set("reader", "");
  return new Reader(() => new Worker(reading) as Port);
}
