// What the views share that take the place of the drawing: their frame, and how a row leads somewhere.
import type { ComponentChildren } from "preact";
import { linked, moreNames, notice, older, source, view } from "../store";
import type { Table } from "../share/commands";
import { Command } from "../ui/command";
import { narrow } from "../ui/media";
import { there } from "./timeline/state";
import { Pane, showPane } from "../ui/pane";

interface Props {
  name: (typeof moreNames)[number];
  sub: string;
  /** What is said in place of rows; "" when there are some. */
  empty: string;
  children: ComponentChildren;
}

export function MorePane({ name, sub, empty, children }: Props) {
  const back = <button class="button quiet back" onClick={() => showPane("Layout")}>Back to the drawing</button>;
  const table = ({ Relocations: "relocations", Headers: "headers", Strings: "strings" } as Partial<Record<typeof name, Table>>)[name];
  const ofAll = there.value ? "of the finished file, " : older.value ? `${older.value}, ` : "";
  const says = !linked.value ? "No file yet." : empty;
  return (
    <Pane name={name} sub={says ? undefined : ofAll + sub} tool={<>{table && <Command of={table} />}{back}</>}>
      {says ? <p class="empty">{says}</p> : children}
    </Pane>
  );
}

/** Goes to a line of the description, as it was linked; when the line is gone meanwhile, says so. */
export function goToLine(line: number): void {
  const now = source().lineNow(line);
  if (now === 0) return void (notice.value = `Line ${line} of the text that was linked is no longer there, or reads otherwise now.`);
  if (narrow.value) view.value = "Description";
  source().goTo(now, 1);
}

/** A way out of a row. The grid is one tab stop: Enter on the row does the same as this button. */
export function Way({ children, title, go }: { children: ComponentChildren; title: string; go(): void }) {
  return <button class="place" tabIndex={-1} title={title} onClick={(event) => { event.stopPropagation(); go(); }}>{children}</button>;
}
