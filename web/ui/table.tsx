// A table whose rows can be pointed at: an ARIA grid with one tab stop, arrow keys and a window on many rows.
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { tight } from "./media";
import { useWindow } from "./window";

export interface Column {
  head: string;
  class?: string;
  /** So many characters of a number, which is never cut. */
  chars?: number;
  /** There is no room for it. */
  hidden?: boolean;
  cell(row: number): ComponentChildren;
}

interface Props {
  /** What the rows are, for people who do not see the head of the pane. */
  label: string;
  id: string;
  rows: number;
  columns: Column[];
  /** Classes of a row. */
  look(row: number): string;
  /** The row that is lit, or -1; it is kept on screen. */
  active: number;
  onPoint(row: number): void;
  onHover(row: number): void;
  /** Follows what the row leads to: Enter. */
  onFollow?(row: number): void;
  /** Rows wrap, and all of them are in the DOM: for some hundred rows of sentences. */
  tall?: boolean;
  /** A heading above a row, of tall ones. */
  heading?: ((row: number, columns: number) => ComponentChildren) | undefined;
}

/** Up to so many rows are shown whole, with lines that wrap, in views of sentences. */
export const mostTall = 200;

const [rowPx, headPx, mostRows, wholeRows] = [24, 22, 120, 300];

export function RowGrid({ label, id, rows, columns: all, look, active, onPoint, onHover, onFollow, tall, heading }: Props) {
  const columns = all.filter((c) => !c.hidden);
  const window = useWindow(rows, rowPx, headPx, mostRows, tall ? Infinity : wholeRows);
  const opened = useRef(-2); // what was lit when the table came on screen
  useEffect(() => {
    if (tall && opened.current === -2) return void (opened.current = active); // sentences are read from the first one on
    if (active < 0) return;
    if (tall) document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: "nearest" });
    else window.show(active);
  }, [active, window.page]);
  const shown = Array.from({ length: window.count }, (_, i) => window.first + i);
  const rowUnder = (event: Event) => Number((event.target as Element).closest<HTMLElement>("tr[data-row]")?.dataset["row"] ?? -1);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Enter" && active >= 0 && onFollow && event.target === event.currentTarget) return onFollow(active);
    const to = moveRow(event.key, active, rows, window.page);
    if (to < 0) return;
    event.preventDefault();
    onPoint(to);
  };
  const line = (row: number) => (
    <tr key={row} id={`${id}-${row}`} data-row={row} class={look(row)} aria-rowindex={row + 2} aria-selected={row === active}>
      {columns.map((c) => <td class={c.class} key={c.head}>{c.cell(row)}</td>)}
    </tr>
  );
  return (
    <div class="scroller" ref={window.box} onScroll={window.onScroll} style={{ "--rows": rows }}>
      <div style={{ height: window.whole ? "auto" : `${window.spacerPx}px` }}>
        <table class={`rows${window.whole ? " whole" : ""}${tall ? " tall" : ""}`} role="grid" aria-label={label} aria-rowcount={rows + 1} tabIndex={0} onKeyDown={onKeyDown}
          aria-activedescendant={shown.includes(active) ? `${id}-${active}` : undefined}
          onMouseOver={(event) => onHover(rowUnder(event))} onMouseLeave={() => onHover(-1)}
          onClick={(event) => { const row = rowUnder(event); if (row >= 0) onPoint(row); }}>
          <thead>
            <tr aria-rowindex={1}>{columns.map((c) => <th scope="col" class={c.class} key={c.head} style={c.chars ? { width: `${numberPx(c.chars)}px` } : undefined}>{c.head}</th>)}</tr>
          </thead>
          <tbody>
            {heading ? shown.map((row) => [heading(row, columns.length), line(row)]) : shown.map(line)}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** How wide a column of numbers is: the widest of the fonts that may be used has 7.4 px at 12 px, 7.1 at 11.5. */
export const numberPx = (chars: number): number => (tight.value ? Math.ceil(chars * 7.1) + 7 : Math.ceil(chars * 7.4) + 9);

/** A row is made once for all of its columns. */
export function rowOf<Row>(make: (row: number) => Row): (row: number) => Row {
  let [at, made]: [number, Row | undefined] = [-1, undefined];
  return (row) => {
    if (row !== at) [at, made] = [row, make(row)];
    return made!;
  };
}

export function moveRow(key: string, at: number, rows: number, page: number): number {
  if (rows === 0) return -1;
  const clamp = (row: number) => Math.max(0, Math.min(rows - 1, row));
  switch (key) {
    case "ArrowUp": return clamp(at - 1);
    case "ArrowDown": return clamp(at + 1);
    case "Home": return 0;
    case "End": return rows - 1;
    case "PageUp": return clamp(at - page);
    case "PageDown": return clamp(at + page);
    default: return -1;
  }
}
