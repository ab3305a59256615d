// A window on many equal rows: only those on screen are in the DOM. The scrolled box has a tall spacer with a
// sticky table in it, so that a browser's limit on heights (tens of millions of pixels) never matters: beyond
// `tallestPx` one pixel of scrolling is more than one pixel of rows.
import { useLayoutEffect, useRef, useState } from "preact/hooks";

const tallestPx = 8_000_000;

export interface Window {
  box: { current: HTMLDivElement | null };
  first: number;
  /** Rows to render: those that fit, the last one perhaps in part. */
  count: number;
  /** Whole rows that fit. */
  page: number;
  spacerPx: number;
  /** All rows are in the DOM; the table scrolls as any other. */
  whole: boolean;
  onScroll(): void;
  /** Brings a row on screen: by as little as needed when it is near, to the middle when it is far. */
  show(row: number): void;
}

/** `headPx` is the height of the sticky head; `mostRows` caps the DOM; up to `wholeRows` all rows are there at once. */
export function useWindow(rows: number, rowPx: number, headPx: number, mostRows: number, wholeRows = 0): Window {
  const box = useRef<HTMLDivElement>(null);
  const [heightPx, setHeight] = useState(240);
  const [scrollPx, setScroll] = useState(0);
  useLayoutEffect(() => {
    const element = box.current!;
    const measure = () => element.clientHeight && setHeight(element.clientHeight);
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, []);
  const roomPx = Math.max(rowPx, heightPx - headPx);
  const page = Math.max(1, Math.min(mostRows, Math.floor(roomPx / rowPx)));
  const count = Math.min(rows, mostRows, Math.ceil(roomPx / rowPx));
  const spacerPx = Math.max(heightPx - 1, Math.min(tallestPx, headPx + rows * rowPx));
  const lastFirst = Math.max(0, rows - page);
  const scrollablePx = Math.max(1, spacerPx - heightPx);
  const whole = rows <= wholeRows;
  const first = whole ? 0 : Math.min(lastFirst, Math.max(0, Math.round((scrollPx / scrollablePx) * lastFirst)));
  return {
    box, first, count: whole ? rows : Math.min(count, rows - first), page, spacerPx, whole,
    onScroll: () => setScroll(box.current!.scrollTop),
    show(row) {
      const element = box.current;
      if (!element || rows === 0) return;
      if (whole) {
        const topPx = row * rowPx;
        element.scrollTop = Math.min(topPx, Math.max(element.scrollTop, Math.ceil((topPx + rowPx + headPx - element.clientHeight) / rowPx) * rowPx)); // whole rows
        return;
      }
      if (row >= first && row < first + page) return;
      const to = Math.max(0, Math.min(lastFirst, Math.abs(row - first) <= page ? (row < first ? row : row - page + 1) : row - (page >> 1)));
      element.scrollTop = (to / lastFirst) * scrollablePx;
      setScroll(element.scrollTop);
    },
  };
}
