// What the hex view remembers beside the focus: how wide it is, what is selected, which tool is open.
import { effect, signal } from "@preact/signals";
import { linked } from "../../store";
import { recall, remember } from "../../ui/storage";

/** Bytes in a row; 0: as many as fit. */
export type Width = 0 | 8 | 16 | 32;
export type Tool = "" | "goto" | "find";

/** The other end of the selection, or -1: nothing but the cursor. */
export const anchor = signal(-1);
export const tool = signal<Tool>("");
export const width = signal<Width>(0);
export const inspecting = signal(false);

// What was selected in one file is nothing in another.
effect(() => {
  void linked.value;
  anchor.value = -1;
});

const widths: readonly Width[] = [0, 8, 16, 32];

export function recallHex(): void {
  width.value = widths.find((one) => String(one) === recall("hex-width")) ?? 0;
  inspecting.value = recall("inspector") === "open";
}

export function chooseWidth(chosen: Width): void {
  width.value = chosen;
  remember("hex-width", chosen ? String(chosen) : null);
}

export function showInspector(open: boolean): void {
  inspecting.value = open;
  remember("inspector", open ? "open" : null);
}

/** The selected stretch [from, to); what the cursor stands in when nothing else is; empty without a cursor. */
export function selected(cursor: number, other: number, size: number, part: readonly [from: number, length: number] = [0, 0]): [number, number] {
  if (cursor < 0) return [0, 0];
  if (other < 0 || other >= size) {
    const [from, length] = part;
    return cursor >= from && cursor < from + length && from + length <= size ? [from, from + length] : [cursor, cursor + 1];
  }
  return [Math.min(cursor, other), Math.max(cursor, other) + 1];
}
