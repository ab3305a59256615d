// The real worker, beside the page's script wherever the site lies.
import { Engine, type Options } from "./engine";
import type { Port } from "./instance";

declare const WORKER_URL: string; // set by scripts/build, relative to the page's script

export function startEngine(options: Omit<Options, "spawn">): Engine {
  const url = new URL(WORKER_URL, import.meta.url);
  return new Engine({ ...options, spawn: () => new Worker(url) as Port });
}
