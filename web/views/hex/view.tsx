// The bytes of the file as an ARIA grid with one tab stop. The grid keeps the keyboard focus and names the byte at
// the cursor, so nothing is lost when rows come and go.
import { useEffect, useMemo } from "preact/hooks";
import { changed, hovered, lights, linked, older, point, query } from "../../store";
import { First } from "../../ui/first";
import { Command } from "../../ui/command";
import { Pane } from "../../ui/pane";
import { useWidth } from "../../ui/size";
import { useWindow } from "../../ui/window";
import type { Linked } from "../linked";
import { there } from "../timeline/state";
import { moveCursor } from "./cursor";
import { Inspector } from "./inspector";
import { changedWords, columnsFor, hexRow, type HexRow } from "./rows";
import { anchor, inspecting, recallHex, selected, showInspector, tool, width as chosenWidth } from "./state";
import { HexHead, Row } from "./table";
import { copySelection, HexTools } from "./tools";

const mostCells = 1500;

export function HexView() {
  const link = linked.value;
  const sub = older.value || changedWords(changed.value) || "the file, coloured by owner";
  useEffect(recallHex, []);
  return <Pane name="Hex" sub={link ? sub : undefined} tool={link && <><Command of="hex" /><HexTools link={link} /></>}>{link ? <div class="hexes"><HexGrid link={link} />{inspecting.value && <Inspector link={link} />}</div> : <First of="hex"><p class="empty">No file yet.</p></First>}</Pane>;
}

function HexGrid({ link }: { link: Linked }) {
  const [width, widthPx] = useWidth<HTMLDivElement>(1000);
  const { bytes, ascii } = columnsFor(widthPx - 2, chosenWidth.value);
  const rows = Math.ceil(link.file.length / bytes);
  const window = useWindow(rows, 24, 20, Math.floor(mostCells / bytes));
  const cursor = Math.min(lights.value.cursor, link.file.length - 1);
  const changes = useMemo(() => new Set(changed.value), [changed.value]);
  useEffect(() => {
    if (cursor >= 0) window.show(Math.floor(cursor / bytes));
  }, [cursor, bytes, link, window.page]);
  const picked = anchor.value < 0 ? nothing : selected(cursor, anchor.value, link.file.length);
  const marks = { cursor, hovered: hovered.value, changed: changes, picked, made: there.value?.byte };
  const shown: HexRow[] = [];
  for (let row = window.first; row < window.first + window.count; row++) {
    shown.push(hexRow(link, lights.value, marks, row, bytes));
  }
  const onScreen = cursor >= window.first * bytes && cursor < (window.first + window.count) * bytes;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey) return;
    if (shortcut(event, link)) return event.preventDefault();
    // Keys come faster than answers: what was pointed at last counts, lit or not yet.
    const at = query.value.kind === "byte" ? Math.min(query.value.off, link.file.length - 1) : Math.max(cursor, 0);
    const to = moveCursor(event.key, event.ctrlKey, at, bytes, window.page, link.file.length);
    if (to < 0) return;
    event.preventDefault();
    pointAt(to, event.shiftKey, at);
  };
  return (
    <div class="scroller hexbox" ref={window.box} onScroll={window.onScroll} style={{ "--rows": Math.min(rows, 40) }}>
      <div ref={width} style={{ height: `${window.spacerPx}px` }}>
        <table class="hex" role="grid" aria-label="Bytes of the file" aria-multiselectable="true" aria-describedby="hex-keys" aria-rowcount={rows + 1} aria-colcount={bytes + 1 + (ascii ? 1 : 0)}
          tabIndex={0} aria-activedescendant={onScreen ? `byte-${cursor}` : undefined} onKeyDown={onKeyDown}
          onMouseOver={(event) => (hovered.value = ownerUnder(event, link))} onMouseLeave={() => (hovered.value = 0)}
          onClick={(event) => { const off = byteUnder(event); if (off >= 0) pointAt(off, event.shiftKey, cursor); }}>
          <HexHead bytes={bytes} ascii={ascii} cursor={cursor} />
          <tbody>
            {shown.map((row, i) => <Row key={row.off} row={row} index={window.first + i + 2} bytes={bytes} ascii={ascii} link={link} />)}
          </tbody>
        </table>
        <p id="hex-keys" class="sr">g: go to, slash: find, i: numbers, Shift and arrows: select, Control and c: copy.</p>
      </div>
    </div>
  );
}

const nothing: readonly [number, number] = [0, 0];

function pointAt(off: number, extend: boolean, cursor: number): void {
  if (!extend) anchor.value = -1;
  else if (anchor.value < 0) anchor.value = Math.max(cursor, 0);
  point({ kind: "byte", off });
}

/** Keys that open a tool or copy; whether this was one. */
function shortcut({ key, ctrlKey, metaKey }: KeyboardEvent, link: Linked): boolean {
  if (ctrlKey || metaKey) {
    if (key === "c" && !getSelection()?.toString()) copySelection(link, "hex");
    return key === "c";
  }
  switch (key) {
    case "g": tool.value = "goto"; return true;
    case "/": tool.value = "find"; return true;
    case "i": showInspector(!inspecting.value); return true;
    case "Escape": anchor.value = -1; return true;
  }
  return false;
}

function byteUnder(event: Event): number {
  const cell = (event.target as Element).closest<HTMLElement>("td[data-off]");
  return cell ? Number(cell.dataset["off"]) : -1;
}

function ownerUnder(event: Event, link: Linked): number {
  const off = byteUnder(event);
  return off < 0 ? 0 : link.ownerAt(off);
}
