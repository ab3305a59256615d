// Memory between visits. A browser may refuse it (private windows, blocked site data): then nothing is remembered and
// `blocked` says so, nothing else changes.
import { signal } from "@preact/signals";

export const blocked = signal(false);

const prefix = "linkplay.";

export function recall(key: string): string | null {
  try {
    return localStorage.getItem(prefix + key);
  } catch {
    blocked.value = true;
    return null;
  }
}

export function remember(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(prefix + key);
    else localStorage.setItem(prefix + key, value);
    blocked.value = false;
  } catch {
    blocked.value = true;
  }
}

/** The memory of this tab alone: a reload keeps it, other tabs do not see it. Where it is refused there is none. */
export function recallHere(key: string): string | null {
  try {
    return sessionStorage.getItem(prefix + key);
  } catch {
    return null;
  }
}

export function rememberHere(key: string, value: string): void {
  try {
    sessionStorage.setItem(prefix + key, value);
  } catch {
    // What is kept for the next visit says so.
  }
}
