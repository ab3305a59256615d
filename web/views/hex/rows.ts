// The rows of the hex view, made when they are on screen: what each byte shows, whose it is, what is lit.
import type { Linked } from "../linked";
import type { Lights } from "../lights";
import { ownerLook } from "../owner";
import { numberWords } from "../focus";

export interface HexCell {
  off: number;
  hex: string;
  owner: number;
  /** Owner tone and states, as classes. */
  classes: string;
  /** Letter of the owner where its bytes begin, or "". */
  letter: string;
  /** Number disc where a lit stretch begins, or 0. */
  role: number;
}

export interface HexRow {
  off: number;
  address: string;
  cells: HexCell[];
  /** The row as text in runs: lit runs are bold. */
  ascii: { text: string; lit: boolean }[];
}

const digits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).toUpperCase().padStart(2, "0"));

/** Bytes per row that fit a width, or as chosen, and whether the text column fits beside them. Cells are never under 24 px. */
export function columnsFor(widthPx: number, chosen = 0): { bytes: number; ascii: boolean } {
  for (const bytes of [32, 16, 8]) {
    const hexPx = 64 + 24 * bytes + 8 * (bytes / 8 - 1);
    if (chosen ? bytes === chosen : widthPx >= hexPx || bytes === 8) return { bytes, ascii: widthPx >= hexPx + 18 + 7 * bytes };
  }
  return { bytes: 8, ascii: false };
}

export function hexAddress(off: number, fileBytes: number): string {
  return "0x" + off.toString(16).toUpperCase().padStart(Math.max(3, (fileBytes - 1).toString(16).length), "0");
}

/** What is marked beside the lights. */
export interface Marks {
  cursor: number;
  /** The owner under the pointer, or 0. */
  hovered: number;
  changed: ReadonlySet<number>;
  /** The selection [from, to). */
  picked: readonly [number, number];
  /** Whether a byte is there at the step that the timeline shows; all are without it. */
  made?: ((off: number) => boolean) | undefined;
}

export function hexRow(linked: Linked, lights: Lights, { cursor, hovered, changed, picked, made }: Marks, row: number, bytes: number): HexRow {
  const { spans } = linked.tables;
  const { file } = linked;
  const start = row * bytes;
  const end = Math.min(start + bytes, file.length);
  const cells: HexCell[] = [];
  const ascii: HexRow["ascii"] = [];
  let span = linked.spanAt(start);
  let before = start > 0 ? linked.ownerAt(start - 1) : 0;
  let look = ownerLook(linked, span < 0 ? 0 : spans.owner(span));
  for (let off = start; off < end; off++) {
    if (span >= 0 && off >= spans.off(span) + spans.len(span)) {
      span++;
      look = ownerLook(linked, spans.owner(span));
    }
    const owner = span < 0 ? 0 : spans.owner(span);
    const range = rangeAt(lights, off);
    let classes = look.tone;
    if (owner !== before) classes += " starts";
    if (range) classes += " lit" + (off === range.from ? " lit-from" : "") + (off === range.to - 1 ? " lit-to" : "");
    if (hovered && owner === hovered) classes += " hov";
    if (changed.has(off)) classes += " changed";
    if (off >= picked[0] && off < picked[1]) classes += " picked";
    const there = made?.(off) ?? true;
    if (!there) classes += " unmade";
    if (off === cursor) classes += " cursor";
    const byte = file[off]!;
    cells.push({ off, hex: there ? digits[byte]! : "··", owner, classes, letter: there && owner !== before ? look.letter : "", role: there && range && off === range.from ? range.role : 0 });
    addText(ascii, there ? byte : 0, there && range !== undefined);
    before = owner;
  }
  return { off: start, address: hexAddress(start, file.length), cells, ascii };
}

function addText(runs: HexRow["ascii"], byte: number, lit: boolean): void {
  const text = byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : "·";
  const last = runs.at(-1);
  if (last && last.lit === lit) last.text += text;
  else runs.push({ text, lit });
}

// A path has a handful of ranges. The shortest one wins: an instruction inside its atom.
function rangeAt(lights: Lights, off: number) {
  let best: Lights["ranges"][number] | undefined;
  for (const range of lights.ranges) {
    if (off >= range.from && off < range.to && (!best || range.to - range.from < best.to - best.from)) best = range;
  }
  return best;
}

/** What a cell is called by a screen reader: value, place, owner, and what its marks say. */
export function cellName(linked: Linked, { off, classes, role, hex }: Pick<HexCell, "off" | "classes" | "role" | "hex">): string {
  const name = ownerLook(linked, linked.ownerAt(off)).name;
  const says = [`${hex === "··" ? "not written yet," : hex} at 0x${off.toString(16).toUpperCase()}`, name, role > 0 && `${numberWords[role]} on the path`, / changed\b/.test(classes) && "changed"];
  return says.filter(Boolean).join(", ");
}

/** Where two files of one size differ; nothing when they do not compare, at most 256 places. */
export function changedBytes(before: Uint8Array, after: Uint8Array): number[] {
  const places: number[] = [];
  if (before.length !== after.length) return places;
  for (let i = 0; i < after.length && places.length < 256; i++) if (before[i] !== after[i]) places.push(i);
  return places;
}

/** The first of the changed bytes, before and after. */
export function answerOf(places: readonly number[], before: Uint8Array, after: Uint8Array) {
  const off = places[0]!;
  return { bytes: places.length, off, from: digits[before[off]!]!, to: digits[after[off]!]! };
}

/** What the last link changed, in words; "" when nothing compares. */
export function changedWords(places: readonly number[]): string {
  if (places.length === 1) return `one byte changed: 0x${places[0]!.toString(16).toUpperCase()}`;
  return places.length === 0 ? "" : `${places.length === 256 ? "256 or more" : places.length} bytes changed`;
}
