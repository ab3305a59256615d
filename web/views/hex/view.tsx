// The bytes of the file as an ARIA grid with one tab stop. The grid keeps the keyboard focus and names the byte at
// the cursor, so nothing is lost when rows come and go.
import { useEffect, useMemo } from "preact/hooks";
import { changed, hovered, lights, linked, look, point, stale } from "../../store";
import { Disc } from "../../ui/disc";
import { First } from "../../ui/first";
import { Pane } from "../../ui/pane";
import { useWidth } from "../../ui/size";
import { useWindow } from "../../ui/window";
import type { Linked } from "../linked";
import { there } from "../timeline/state";
import { moveCursor } from "./cursor";
import { cellName, changedWords, columnsFor, hexRow, type HexRow } from "./rows";

const mostCells = 1500;

export function HexView() {
  const link = linked.value;
  const sub = stale.value ? "of the last good link" : changedWords(changed.value) || "the file, coloured by owner";
  return <Pane name="Hex" sub={link ? sub : undefined}>{link ? <HexGrid link={link} /> : <First of="hex"><p class="empty">No file yet.</p></First>}</Pane>;
}

function HexGrid({ link }: { link: Linked }) {
  const [width, widthPx] = useWidth<HTMLDivElement>(1000);
  const { bytes, ascii } = columnsFor(widthPx - 2);
  const rows = Math.ceil(link.file.length / bytes);
  const window = useWindow(rows, 24, 20, Math.floor(mostCells / bytes));
  const cursor = Math.min(lights.value.cursor, link.file.length - 1);
  const changes = useMemo(() => new Set(changed.value), [changed.value]);
  useEffect(() => {
    if (cursor >= 0) window.show(Math.floor(cursor / bytes));
  }, [cursor, bytes, link, window.page]);
  const shown: HexRow[] = [];
  for (let row = window.first; row < window.first + window.count; row++) {
    shown.push(hexRow(link, lights.value, cursor, hovered.value, changes, row, bytes));
  }
  const onScreen = cursor >= window.first * bytes && cursor < (window.first + window.count) * bytes;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.metaKey) return;
    const to = moveCursor(event.key, event.ctrlKey, Math.max(cursor, 0), bytes, window.page, link.file.length);
    if (to < 0) return;
    event.preventDefault();
    point({ kind: "byte", off: to });
  };
  return (
    <div class="scroller hexbox" ref={window.box} onScroll={window.onScroll} style={{ "--rows": Math.min(rows, 40) }}>
      <div ref={width} style={{ height: `${window.spacerPx}px` }}>
        <table class="hex" role="grid" aria-label="Bytes of the file" aria-rowcount={rows + 1} aria-colcount={bytes + 1 + (ascii ? 1 : 0)}
          tabIndex={0} aria-activedescendant={onScreen ? `byte-${cursor}` : undefined} onKeyDown={onKeyDown}
          onMouseOver={(event) => (hovered.value = ownerUnder(event, link))} onMouseLeave={() => (hovered.value = 0)}
          onClick={(event) => { const off = byteUnder(event); if (off >= 0) point({ kind: "byte", off }); }}>
          <HexHead bytes={bytes} ascii={ascii} cursor={cursor} />
          <tbody>
            {shown.map((row, i) => <Row key={row.off} row={row} index={window.first + i + 2} bytes={bytes} ascii={ascii} link={link} />)}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function HexHead({ bytes, ascii, cursor }: { bytes: number; ascii: boolean; cursor: number }) {
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col" class="corner"><span class="sr">file offset</span></th>
        {Array.from({ length: bytes }, (_, i) => (
          <th scope="col" class={cursor >= 0 && cursor % bytes === i ? "here" : ""} key={i}>{i.toString(16).toUpperCase()}</th>
        ))}
        {ascii && <th scope="col" class="ascii">text</th>}
      </tr>
    </thead>
  );
}

function Row({ row, index, bytes, ascii, link }: { row: HexRow; index: number; bytes: number; ascii: boolean; link: Linked }) {
  const missing = (off: number) => there.value?.byte(off) === false; // at the step that the timeline shows
  return (
    <tr aria-rowindex={index}>
      <th scope="row">{row.address}</th>
      {row.cells.map((cell) => (
        <td key={cell.off} id={`byte-${cell.off}`} class={missing(cell.off) ? cell.classes + " unmade" : cell.classes} aria-label={cellName(link, cell.off)} data-off={cell.off}
          aria-selected={cell.off === look.value?.off && cell.classes.endsWith("cursor")}>
          {missing(cell.off) ? "··" : cell.hex}
          {cell.role > 0 ? <Disc role={cell.role} /> : cell.letter && <sup aria-hidden="true">{cell.letter}</sup>}
        </td>
      ))}
      {row.cells.length < bytes && <td class="none" colSpan={bytes - row.cells.length} />}
      {ascii && <td class="ascii">{row.ascii.map((run) => (run.lit ? <b>{run.text}</b> : run.text))}</td>}
    </tr>
  );
}

function byteUnder(event: Event): number {
  const cell = (event.target as Element).closest<HTMLElement>("td[data-off]");
  return cell ? Number(cell.dataset["off"]) : -1;
}

function ownerUnder(event: Event, link: Linked): number {
  const off = byteUnder(event);
  return off < 0 ? 0 : link.ownerAt(off);
}
