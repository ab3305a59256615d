// The borders between the panes of a wide page: dragged, or moved with arrow keys; remembered.
import { signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { paneId } from "./pane";
import { recall, remember } from "./storage";

type Name = "left" | "right" | "low";

interface Border {
  label: string;
  /** The pane that gets larger, and the side of it on which the border lies. */
  pane: string;
  upright: boolean;
  /** Which way the pointer goes when the pane grows. */
  way: 1 | -1;
  least: number;
  /** Of the page's width or height. */
  most: number;
}

export const borders: Record<Name, Border> = {
  left: { label: "Width of the description", pane: paneId("Description"), upright: true, way: 1, least: 200, most: 0.45 },
  right: { label: "Width of the tables", pane: "side", upright: true, way: -1, least: 200, most: 0.35 },
  low: { label: "Height of the hex view", pane: paneId("Hex"), upright: false, way: -1, least: 96, most: 0.6 },
};

const key = "panes";
const stepPx = 16;

type Sizes = Partial<Record<Name, number>>;

/** Sizes that were remembered; whatever else stands there counts for nothing. */
export function readSizes(kept: string | null): Sizes {
  const sizes: Sizes = {};
  try {
    const all = JSON.parse(kept ?? "{}") as Record<string, unknown> | null;
    for (const name of Object.keys(borders) as Name[]) {
      const px = all?.[name];
      if (typeof px === "number" && px >= borders[name].least && px < 4000) sizes[name] = Math.round(px);
    }
  } catch {
    // as if nothing had been remembered
  }
  return sizes;
}

const sizes = signal<Sizes>({});

function setSize(name: Name, px: number | null): void {
  const { [name]: _, ...others } = sizes.value;
  sizes.value = px === null ? others : { ...others, [name]: px };
  apply();
  remember(key, Object.keys(sizes.value).length > 0 ? JSON.stringify(sizes.value) : null);
}

function apply(): void {
  const root = document.documentElement;
  for (const name of Object.keys(borders) as Name[]) {
    const px = sizes.value[name];
    if (px === undefined) root.style.removeProperty(`--${name}`);
    else root.style.setProperty(`--${name}`, `${px}px`);
  }
  root.classList.toggle("low-set", sizes.value.low !== undefined);
}

export function startBorders(): void {
  sizes.value = readSizes(recall(key));
  apply();
}

/** Where a key leads from a size, null for the first one, undefined when it means nothing here. */
export function moveBorder(pressed: string, px: number, { upright, way, least }: Border, most: number): number | null | undefined {
  const steps: Record<string, number> = upright ? { ArrowRight: way, ArrowLeft: -way } : { ArrowDown: way, ArrowUp: -way };
  const clamp = (to: number) => Math.round(Math.max(least, Math.min(most, to)));
  if (pressed in steps) return clamp(px + steps[pressed]! * stepPx);
  return { Home: least, End: clamp(most), Enter: null }[pressed];
}

export function BorderHandle({ name }: { name: Name }) {
  const border = borders[name];
  const { label, pane, upright, way, least } = border;
  const handle = useRef<HTMLDivElement>(null);
  const [now, setNow] = useState(least);
  const size = () => {
    const box = document.getElementById(pane)?.getBoundingClientRect();
    return Math.round((upright ? box?.width : box?.height) ?? least);
  };
  const most = () => Math.round(border.most * (upright ? innerWidth : innerHeight));
  useEffect(() => setNow(size()), [sizes.value]);
  const from = useRef<{ at: number; px: number } | null>(null);
  const at = (event: PointerEvent) => (upright ? event.clientX : event.clientY);
  const drag = (event: PointerEvent) => {
    if (!from.current || !event.buttons) return;
    const to = from.current.px + way * (at(event) - from.current.at);
    setSize(name, Math.round(Math.max(least, Math.min(most(), to))));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = event.ctrlKey || event.altKey || event.metaKey ? undefined : moveBorder(event.key, size(), border, most());
    if (to === undefined) return;
    event.preventDefault();
    setSize(name, to);
  };
  return (
    <div class={`border ${name}`} ref={handle} role="separator" tabIndex={0} aria-label={label} aria-controls={pane} aria-orientation={upright ? "vertical" : "horizontal"}
      aria-valuemin={least} aria-valuemax={Math.max(now, most())} aria-valuenow={now} aria-valuetext={`${now} pixels`} title={`${label}: drag, or arrow keys; Enter resets`}
      onKeyDown={onKeyDown} onDblClick={() => setSize(name, null)} onFocus={() => setNow(size())}
      onPointerDown={(event) => { handle.current!.setPointerCapture(event.pointerId); from.current = { at: at(event), px: size() }; }}
      onPointerMove={drag} onPointerUp={() => (from.current = null)} />
  );
}
