// The address bar follows what is shown, a moment behind, without entries in the history: reload, bookmark and back
// bring back what was there.
import { effect } from "@preact/signals";
import { inspected, linked, linker, query, source, summary, text, view } from "../store";
import { parseAddress, printAddress, type Main } from "./address";
import { example, isNow, pristine, resembles } from "./examples";
import { selOf } from "./select";

/** A longer text stays in this tab; Share still makes a link of it. */
const longestFollowed = 100_000;
const pauseMs = 400;

let described: { main: Main; text: string } = { main: { kind: "none" }, text: "" };
let seen = ""; // the last address that was opened or written
let busy = 0; // texts that are on their way
let timer: ReturnType<typeof setTimeout> | undefined;

/** What the address of the text that is open looks like without what is selected. */
export const mainNow = (): Main => (described.text === text() ? described.main : { kind: "none" });

/** Says that an address is being opened; the result says that it was. Until then the address stays. */
export function arriving(hash: string): () => void {
  busy++;
  seen = hash;
  return () => {
    busy--;
    follow();
  };
}

/** Says which address the text has that has just been opened. */
export function describes(main: Main): void {
  described = { main, text: text() };
}

/** Writes the address anew when there has been a pause. */
export function follow(): void {
  clearTimeout(timer);
  timer = setTimeout(() => void write().catch(() => {}), pauseMs); // a linker that ended says so itself
}

export function startFollowing(): void {
  seen = location.hash;
  effect(() => {
    void [query.value, view.value, linked.value];
    follow();
  });
}

async function mainOf(now: string): Promise<Main> {
  if (example.value && !resembles(now)) isNow(null); // somebody has written something else in its place
  if (example.value && pristine(now)) return { kind: "example", id: example.value.id };
  if (now.length > longestFollowed) return { kind: "none" };
  return { kind: "code", payload: await linker().encode(now) };
}

/** The address of what is shown now, with this main part. */
export function addressOf(main: Main): string {
  const link = linked.value;
  const to = query.value;
  const sel = link && !inspected.value && summary.value?.ok ? selOf(link, to) : "";
  const caret = source()?.caret() ?? 1;
  const at = to.kind === "line" ? Math.min(to.line, source()?.lines() ?? to.line) : sel && caret > 1 ? caret : 0;
  return printAddress({ main, sel, at, view: view.value === "Layout" ? "" : view.value.toLowerCase() });
}

async function write(): Promise<void> {
  const now = text();
  if (busy > 0 || !source() || location.hash !== seen) return;
  if (described.text !== now) {
    const main = await mainOf(now);
    if (text() !== now || busy > 0 || location.hash !== seen) return;
    described = { main, text: now };
  }
  replace(addressOf(described.main));
}

function replace(hash: string): void {
  if (hash !== location.hash) history.replaceState(history.state, "", hash || location.pathname + location.search);
  seen = location.hash;
}

/** Puts a link to the text itself into the address, and returns the whole of it. */
export async function writeCode(): Promise<string> {
  const now = text();
  const main: Main = { kind: "code", payload: await linker().encode(now) };
  described = { main, text: now };
  replace(addressOf(main));
  return location.href;
}

/** Whether the address is the one of a text that was left in this tab. */
export const sameMain = (a: string, b: string): boolean => JSON.stringify(parseAddress(a).main) === JSON.stringify(parseAddress(b).main);
