// What the page opens with, and what a link or the menu opens later. Whatever fails, the text that is there stays.
import { batch } from "@preact/signals";
import { linker, notice, point, source, text } from "../store";
import { blocked, recall, remember } from "../ui/storage";
import { example, loadExample, loadExamples } from "./examples";

const saved = "text";

type Hash = { kind: "example"; id: string } | { kind: "code"; payload: string } | { kind: "none" };

export function readHash(hash: string): Hash {
  const [state] = hash.replace(/^#/, "").split("&");
  const [, kind, rest] = /^(example|code)\/(.*)$/s.exec(state ?? "") ?? [];
  if (kind === "example") return { kind, id: safeDecode(rest!) };
  if (kind === "code") return { kind, payload: rest! };
  return { kind: "none" };
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

let how: "first" | "undoable" = "first";
let opening = false;

function show(newText: string): void {
  opening = true;
  batch(() => {
    source().open(newText, how);
    point({ kind: "first" });
  });
  opening = false;
  how = "undoable";
}

/** The text has changed. An address that names an example or a text no longer says what is here: it goes. */
export function changedText(): void {
  if (!opening && readHash(location.hash).kind !== "none") history.replaceState(null, "", location.pathname + location.search);
  autosave();
}

export async function openExample(id: string): Promise<void> {
  try {
    const opened = await loadExample(id);
    example.value = opened.example;
    show(opened.text);
  } catch (error) {
    notice.value = `The example could not be opened: ${(error as Error).message}.`;
  }
}

async function openCode(payload: string): Promise<void> {
  try {
    show(await linker().decode(payload));
    example.value = null;
  } catch (error) {
    notice.value = `This link cannot be read: ${(error as Error).message}. ${text() ? "Your text is as it was." : ""}`;
    if (!text()) await openSaved();
  }
}

async function openSaved(): Promise<void> {
  const mine = recall(saved);
  if (mine) show(mine);
  else await openExample("");
}

/** Opens what the address says; with nothing there, what was left here the last time, or the first example. */
export async function openFromAddress(): Promise<void> {
  const hash = readHash(location.hash);
  if (hash.kind === "example") {
    how = recall(saved) && how === "first" ? keepSaved() : how;
    await openExample(hash.id);
    if (!text()) await openSaved();
  } else if (hash.kind === "code") {
    how = recall(saved) && how === "first" ? keepSaved() : how;
    await openCode(hash.payload);
  } else if (how === "first") await openSaved();
  loadExamples().catch(() => {}); // the menu says so itself
}

// A link opened over saved work: the work is put in first, so that one undo brings it back.
function keepSaved(): "undoable" {
  show(recall(saved) ?? "");
  return "undoable";
}

let noted = false;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Saves the text, half a second after the last change. */
function autosave(): void {
  clearTimeout(timer);
  timer = setTimeout(saveNow, 500);
}

export function saveNow(): void {
  clearTimeout(timer);
  remember(saved, text());
  if (blocked.value && !noted) notice.value = "This browser does not let the page keep your text: download or share it before you leave.";
  noted ||= blocked.value;
}
