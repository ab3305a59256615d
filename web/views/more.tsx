// What the views share that take the place of the drawing: their frame, and how a row leads somewhere.
import type { ComponentChildren } from "preact";
import { linked, moreNames, source, stale, view } from "../store";
import { narrow } from "../ui/media";
import { Pane } from "../ui/pane";

interface Props {
  name: (typeof moreNames)[number];
  sub: string;
  /** What is said in place of rows; "" when there are some. */
  empty: string;
  children: ComponentChildren;
}

export function MorePane({ name, sub, empty, children }: Props) {
  const back = narrow.value ? undefined : <button class="button quiet back" onClick={() => (view.value = "Layout")}>Back to the drawing</button>;
  const says = !linked.value ? "No file yet." : empty;
  return (
    <Pane name={name} sub={says ? undefined : stale.value ? `of the last good link, ${sub}` : sub} tool={back}>
      {says ? <p class="empty">{says}</p> : children}
    </Pane>
  );
}

/** Goes to a line of the description. */
export function goToLine(line: number): void {
  if (narrow.value) view.value = "Description";
  source().goTo(line, 1);
}

/** A way out of a row. The grid is one tab stop: Enter on the row does the same as this button. */
export function Way({ children, title, go }: { children: ComponentChildren; title: string; go(): void }) {
  return <button class="place" tabIndex={-1} title={title} onClick={(event) => { event.stopPropagation(); go(); }}>{children}</button>;
}
