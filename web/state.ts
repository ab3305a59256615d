// What the page knows: the newest link, the last good one, which panes are shown. The text itself lives in the editor.
import { computed, effect, signal } from "@preact/signals";
import { behind } from "./behind";
import type { Source } from "./editor/source";
import type { Finding, Summary } from "./report.gen";
import type { Linker } from "./ui/linker";
import type { Linked } from "./views/linked";

export type Boot = { state: "starting" | "ready" | "failed"; reason: string };

export const boot = signal<Boot>({ state: "starting", reason: "" });
export const summary = signal<Summary | null>(null); // of the newest text
export const linked = signal<Linked | null>(null); // the last good link
export const changed = signal<readonly number[]>([]); // bytes that the last link changed, when the file kept its size
/** What became of the last edit, when it changed bytes that compare. */
export const answer = signal<{ bytes: number; off: number; from: string; to: string } | null>(null);

/** A finished file that is looked into, in place of the link of the text. */
export interface Inspected {
  name: string;
  /** What the page came from. */
  before: Linked | null;
}
export const inspected = signal<Inspected | null>(null);

/** The newest text cannot be linked: what is shown is the last good link. */
export const stale = computed(() => !inspected.value && summary.value !== null && !summary.value.ok && linked.value !== null);
/** Of what text the panes speak, when it is not the newest one. */
export const older = computed(() => (stale.value ? "of the last good link" : behind.value && linked.value && !inspected.value ? "of the text before" : ""));
export const explaining = signal<Finding | null>(null); // what its code means is shown

/** The panes, as tabs of narrow pages have them in order. */
export const tabNames = ["Description", "Layout", "Hex", "GOT", "Symbols", "Timeline", "Why"] as const;
/** Views that take the place of the drawing. */
export const moreNames = ["Relocations", "Headers", "Lines", "Strings", "State", "Tables", "Story"] as const;
export const viewNames = [...tabNames, ...moreNames] as const;
export type ViewName = (typeof viewNames)[number];
export const view = signal<ViewName>("Layout"); // the one pane of narrow pages
export const isMore = (name: ViewName): boolean => (moreNames as readonly string[]).includes(name);
export const centre = signal<ViewName>("Layout"); // the drawing, or what has taken its place
effect(() => void ((isMore(view.value) || view.value === "Layout") && (centre.value = view.value)));

let theLinker: Linker | undefined;
let theSource: Source | undefined;

export const linker = (): Linker => theLinker!;
export const source = (): Source => theSource!;
export function connect(linker: Linker): void {
  theLinker = linker;
}
export function attach(source: Source): void {
  theSource = source;
}
export const text = (): string => theSource?.text() ?? "";
