// The state of the page: the newest link, the last good one, what is focused. The text itself lives in the editor.
// One direction: text → link → rows → pixels; a click changes text, focus or view, nothing else.
import { batch, computed, effect, signal } from "@preact/signals";
import type { Finding, Look, Summary } from "./report.gen";
import { dark, lightsOf, type Lights } from "./views/lights";
import { rebase, stillFits } from "./views/rebase";
import { headlineOf, noPath, pathOf, type Query } from "./views/focus";
import { lookFor } from "./views/ask";
import { Linked } from "./views/linked";
import { parse, type Linker, type Output } from "./ui/linker";
import { changedBytes, changedWords } from "./views/hex/rows";
import type { Source } from "./editor/source";
import { opensAtom } from "./editor/words";

export type Boot = { state: "starting" | "ready" | "failed"; reason: string };

export const boot = signal<Boot>({ state: "starting", reason: "" });
export const summary = signal<Summary | null>(null); // of the newest text
export const linked = signal<Linked | null>(null); // the last good link
export const changed = signal<readonly number[]>([]); // bytes that the last link changed, when the file kept its size
export const stale = computed(() => summary.value !== null && !summary.value.ok && linked.value !== null);
export const explaining = signal<Finding | null>(null); // what its code means is shown
export const notice = signal(""); // shown and announced
export const announcement = signal(""); // announced only

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

// Focus: what was pointed at, what the linker says of it, what lights up.
export const query = signal<Query>({ kind: "first" });
export const look = signal<Look | null>(null);
export const lights = signal<Lights>(dark);
export const hovered = signal(0); // owner under the pointer

export const headline = computed(() => {
  const link = linked.value;
  if (!link) return "";
  if (lights.value.of !== link || lights.value.path === noPath) return link.summary.headline || `${link.summary.kind}, ${link.file.length} bytes`;
  return headlineOf(link, lights.value.path, look.value?.title ?? "");
});

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

/** Takes in a link. With errors the last good one stays. */
export function receive(output: Output): void {
  const news = parse<Summary>(output.json);
  batch(() => {
    summary.value = news;
    if (news.ok) take(news, output);
  });
  if (news.ok) void resolve();
}

/** Takes in another flush of the last good link. What is wrong with the text meanwhile stays said. */
export function receiveFlush(output: Output): void {
  const news = parse<Summary>(output.json);
  batch(() => {
    if (!stale.value) summary.value = news;
    take(news, output);
  });
  void resolve();
}

function take(news: Summary, output: Output): void {
  const before = linked.value;
  const now = new Linked(news, output.tables, output.file, (line) => opensAtom(theSource?.line(line) ?? ""));
  changed.value = before ? changedBytes(before.file, now.file) : [];
  announcement.value = changedWords(changed.value);
  if (wanted) {
    query.value = wanted(now);
    wanted = undefined;
  } else if (before) query.value = rebase(query.value, before, now);
  if (before) {
    lights.value = stillFits(lights.value, before, now) ? { ...lights.value, of: now } : dark;
  }
  linked.value = now;
  hovered.value = 0;
}

let wanted: ((link: Linked) => Query) | undefined;

/** Points at something in the next link: that of the text which is just being opened. */
export function pointWhenLinked(to: (link: Linked) => Query): void {
  wanted = to;
}

/** Points at something: the one way in which focus changes. */
export function point(to: Query): void {
  wanted = undefined;
  query.value = to;
  void resolve();
}

let asked = 0;

// Asks the linker what is there and lights it, unless something newer was asked meanwhile. While the text has errors the
// linker, too, speaks of the last good link.
async function resolve(): Promise<void> {
  const link = linked.value;
  if (!link) return;
  const turn = ++asked;
  try {
    const found = await lookFor(linker(), query.value, link);
    if (turn !== asked) return;
    if (!found?.found) return void (query.value.kind === "first" && batch(() => ((lights.value = dark), (look.value = null))));
    const path = pathOf(link, found);
    const caller = path.reloc >= 0 ? await linker().lookAt(link.tables.relocs.off(path.reloc)) : null;
    if (turn !== asked) return;
    batch(() => {
      look.value = found;
      lights.value = lightsOf(link, path, found, caller);
    });
  } catch {
    // The engine ended meanwhile; it says so itself, and the next link asks again.
  }
}
