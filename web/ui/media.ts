// What the screen is like, as signals.
import { signal, type ReadonlySignal } from "@preact/signals";

function matches(query: string): ReadonlySignal<boolean> {
  if (typeof matchMedia === "undefined") return signal(false);
  const media = matchMedia(query);
  const now = signal(media.matches);
  media.addEventListener("change", () => (now.value = media.matches));
  return now;
}

/** One pane at a time; the same condition stands in web/styles/narrow.css. */
export const narrow = matches("(max-width: 1099px)");

/** No room for columns that only say something a second time. */
export const tight = matches("(max-width: 1359px)");

/** No room for more than three columns. */
export const small = matches("(max-width: 699px)");

/** A projector: so low that tabs and menu share the bar. */
export const low = matches("(max-width: 1099px) and (orientation: landscape) and (max-height: 520px)");
