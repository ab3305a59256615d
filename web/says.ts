// What is said: in a line at the top of the page, or only aloud.
import { signal } from "@preact/signals";

export const notice = signal(""); // shown and announced
export const announcement = signal(""); // announced only

/** Says something aloud. A live region that does not change is silent: what is said twice differs by a blank. */
export function announce(says: string): void {
  if (says) announcement.value = says === announcement.value ? says + "\u00a0" : says;
}
