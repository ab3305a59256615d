// Whether the text has been changed since the link that is shown. A moment is nothing to speak of; then it is said.
import { signal } from "@preact/signals";

const speakAfterMs = 300;

/** A link has been under way for a moment: what is shown is of an older text. */
export const behind = signal(false);

let timer: ReturnType<typeof setTimeout> | undefined;

/** The text has been changed. */
export function edited(): void {
  timer ??= setTimeout(() => (behind.value = true), speakAfterMs);
}

/** The newest text has been linked. */
export function caughtUp(): void {
  clearTimeout(timer);
  timer = undefined;
  behind.value = false;
}
