// The text is kept: in this tab, so that a reload brings it back and tabs do not overwrite one another, and as the last
// one, which the next visit opens with.
import { notice, text } from "../store";
import { blocked, recall, recallHere, remember, rememberHere } from "../ui/storage";

const saved = "text";
const here = "here";

interface Kept {
  text: string;
  /** The address when it was kept. */
  hash: string;
}

/** What was kept in this tab. */
export function keptHere(): Kept | null {
  try {
    const kept = JSON.parse(recallHere(here) ?? "null") as Kept | null;
    return kept && typeof kept.text === "string" ? kept : null;
  } catch {
    return null;
  }
}

/** What was kept last, in any tab. */
export const keptLast = (): string | null => recall(saved);

let timer: ReturnType<typeof setTimeout> | undefined;
let noted = false;

/** Keeps the text, half a second after the last change. */
export function keepSoon(): void {
  clearTimeout(timer);
  timer = setTimeout(keepNow, 500);
}

/** Keeps the text now: the tab that is closed last is the one that the next visit opens. */
export function keepNow(): void {
  clearTimeout(timer);
  rememberHere(here, JSON.stringify({ text: text(), hash: location.hash } satisfies Kept));
  remember(saved, text());
  if (blocked.value && !noted) notice.value = "This browser does not let the page keep your text: download or share it before you leave.";
  noted ||= blocked.value;
}

interface Call {
  from: number;
  says: "hello" | "here";
  to?: number;
}

let channel: BroadcastChannel | undefined;
const me = crypto.getRandomValues(new Uint32Array(1))[0]!;
const send = (call: Call) => channel?.postMessage(call);

/** Answers other tabs. */
export function listenToTabs(): void {
  if (typeof BroadcastChannel === "undefined") return;
  channel = new BroadcastChannel("linkplay");
  channel.onmessage = ({ data }: MessageEvent<Call>) => {
    if (data.says === "hello") send({ from: me, says: "here", to: data.from });
    if (data.says !== "here" || data.to !== me) return;
    notice.value ||= "This text is open in another tab, too. Each tab keeps its own; the one that is closed last comes back on the next visit.";
  };
}

/** The text of another visit was opened: is it still open? */
export const askOtherTabs = (): void => send({ from: me, says: "hello" });
