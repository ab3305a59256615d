// What the page opens with, and what a link or the menu opens later. Whatever fails, the text that is there stays.
import { batch } from "@preact/signals";
import { leaveFile, linker, notice, pointWhenLinked, source, text, view, viewNames } from "../store";
import { parseAddress, understood, type Address, type Main } from "./address";
import { isNow, loadExample, loadExamples } from "./examples";
import { arriving, describes, follow, sameMain } from "./follow";
import { askOtherTabs, keepSoon, keptHere, keptLast } from "./memory";
import { queryOf } from "./select";

/** What an address asks for. */
export const readHash = (hash: string): Main => parseAddress(hash).main;

let how: "first" | "undoable" = "first";

function show(newText: string): void {
  leaveFile();
  batch(() => {
    source().open(newText, how);
    pointWhenLinked(() => ({ kind: "first" }));
  });
  how = "undoable";
}

/** Opens a text that came as a file. */
export const openText = (text: string): void => show(text);

/** The text has changed. */
export function changedText(): void {
  keepSoon();
  follow();
}

export async function openExample(id: string): Promise<void> {
  try {
    const opened = await loadExample(id);
    isNow(opened);
    show(opened.text);
    describes({ kind: "example", id: opened.example.id });
  } catch (error) {
    notice.value = `The example could not be opened: ${(error as Error).message}.`;
  }
}

async function openCode(payload: string): Promise<void> {
  try {
    show(await linker().decode(payload));
    isNow(null);
    describes({ kind: "code", payload });
  } catch (error) {
    notice.value = `This link cannot be read: ${(error as Error).message}. ${text() ? "Your text is as it was." : ""}`;
    if (!text()) await openKept();
  }
}

/** Opens what was left: in this tab, else in the one that was closed last, else the first example. */
async function openKept(): Promise<void> {
  const here = keptHere()?.text;
  const mine = here ?? keptLast();
  if (mine) show(mine);
  else await openExample("");
  if (mine && here === undefined) askOtherTabs();
}

/** Opens what the address says; with nothing there, what was left here the last time, or the first example. */
export async function openFromAddress(hash = location.hash): Promise<void> {
  const arrived = arriving(hash);
  const address = parseAddress(hash);
  const first = how === "first";
  const here = keptHere();
  if (first && here && sameMain(here.hash, hash)) await openAgain(here.text, address.main);
  else if (address.main.kind !== "none") {
    if (first) keepBelow(here?.text ?? keptLast());
    if (address.main.kind === "code") await openCode(address.main.payload);
    else await openExample(address.main.id);
    if (!text()) await openKept();
  } else if (first) await openKept();
  showView(address);
  if (!understood(hash, address)) notice.value = `This page does not know what “${hash.slice(0, 60)}” in its address means. ${first ? "It shows what it would show without." : "Your text is as it was."}`;
  arrived();
  loadExamples().catch(() => {}); // the menu says so itself
}

// A reload: the text of this tab is what the address said, or newer.
async function openAgain(mine: string, main: Main): Promise<void> {
  show(mine);
  if (main.kind !== "example") return;
  const opened = await loadExample(main.id).catch(() => null);
  if (opened) isNow(opened);
}

// A link opened over kept work: the work is put in first, so that one undo brings it back.
function keepBelow(work: string | null | undefined): void {
  if (work) show(work);
}

function showView({ sel, at, view: name }: Address): void {
  const pane = viewNames.find((one) => one.toLowerCase() === name);
  if (pane) view.value = pane;
  if (at > 0) source().reveal(at);
  if (!sel && at === 0) return;
  pointWhenLinked((link) => {
    const found = sel ? queryOf(link, sel) : ({ kind: "line", line: at } as const);
    if (!found) notice.value = "The link points at something that this text does not have.";
    return found ?? { kind: "first" };
  });
}
