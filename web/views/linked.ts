// One finished link as the views see it: the summary, the tables and the file, and the questions views share.
import { Tables, type Summary } from "../report.gen";

export class Linked {
  readonly tables: Tables;
  private tones: Uint8Array | undefined;
  private lines: { starts: Uint32Array; owners: Uint32Array } | undefined;

  /** `opensAtom` tells of a line whether it opens an atom: what the linker makes itself has the line that asked for it. */
  constructor(readonly summary: Summary, tables: Uint8Array, readonly file: Uint8Array, private readonly opensAtom = (_line: number) => true) {
    this.tables = new Tables(tables);
  }

  /** The row of spans that holds a file offset, or -1. */
  spanAt(off: number): number {
    const { spans } = this.tables;
    const i = lastAtOrBelow(spans.length, off, (row) => spans.off(row));
    return i >= 0 && off < spans.off(i) + spans.len(i) ? i : -1;
  }

  ownerAt(off: number): number {
    const span = this.spanAt(off);
    return span < 0 ? 0 : this.tables.spans.owner(span);
  }

  /** The cell that holds a file offset, or -1. */
  cellAt(off: number): number {
    const { cells } = this.tables;
    const i = lastAtOrBelow(cells.length, off, (row) => cells.off(row));
    return i >= 0 && off < cells.off(i) + this.summary.wordBytes ? i : -1;
  }

  /** The symbol whose record holds a file offset, or -1. */
  symbolAt(off: number): number {
    const { symbols } = this.tables;
    const i = lastAtOrBelow(symbols.length, off, (row) => symbols.off(row));
    return i >= 0 && off < symbols.off(i) + symbols.len(i) ? i : -1;
  }

  /** The relocation that filled a byte, or -1. */
  relocAt(off: number): number {
    const { relocs } = this.tables;
    const i = lastAtOrBelow(relocs.length, off, (row) => relocs.off(row));
    return i >= 0 && off < relocs.off(i) + (relocs.type(i).endsWith("64") ? 8 : 4) ? i : -1;
  }

  /** The symbol that an owner is known by, or -1. */
  symbolOf(owner: number): number {
    const { owners, symbols } = this.tables;
    if (owners.symbol(owner) > 0) return owners.symbol(owner) - 1;
    for (let i = 0; i < symbols.length; i++) if (symbols.owner(i) === owner) return i;
    return -1;
  }

  /** The address of a file offset, or "" when it is not loaded. */
  addressOf(off: number): string {
    for (const e of this.summary.extents) {
      if (!e.loaded) continue;
      const start = Number(e.off);
      if (off >= start && off - start < Number(e.fileSize)) return "0x" + (BigInt(e.addr) + BigInt(off - start)).toString(16);
    }
    return "";
  }

  kindOf(owner: number): string {
    return this.summary.kinds[this.tables.owners.kind(owner)] ?? "none";
  }

  /** Neighbours of one kind differ: every other function is 1, the rest 0. */
  toneOf(owner: number): number {
    if (!this.tones) {
      const { owners } = this.tables;
      const code = this.summary.kinds.indexOf("code");
      this.tones = new Uint8Array(owners.length);
      for (let i = 0, n = 0; i < owners.length; i++) if (owners.kind(i) === code) this.tones[i] = n++ & 1;
    }
    return this.tones[owner] ?? 0;
  }

  /** The owner whose lines a line of the description belongs to, or 0. Lines are ascending, atoms do not nest. */
  ownerOfLine(line: number): number {
    const { starts, owners } = this.atomLines();
    const i = lastAtOrBelow(starts.length, line, (row) => starts[row]!);
    return i < 0 ? 0 : owners[i]!;
  }

  /** The line of the next atom after a line, or Infinity. */
  nextAtomLine(line: number): number {
    const { starts } = this.atomLines();
    const i = lastAtOrBelow(starts.length, line, (row) => starts[row]!);
    return starts[i + 1] ?? Infinity;
  }

  private atomLines() {
    if (this.lines) return this.lines;
    const { owners } = this.tables;
    const always = this.summary.kinds.map((kind) => alwaysWritten.has(kind));
    const sometimes = this.summary.kinds.map((kind) => sometimesWritten.has(kind));
    const rows: number[] = [];
    let ascending = true;
    for (let i = 1, before = 0; i < owners.length; i++) {
      const line = owners.line(i);
      const kind = owners.kind(i);
      if (line === 0 || !(always[kind] || (sometimes[kind] && this.opensAtom(line)))) continue;
      ascending &&= line >= before;
      before = line;
      rows.push(i);
    }
    if (!ascending) rows.sort((a, b) => owners.line(a) - owners.line(b));
    this.lines = { starts: Uint32Array.from(rows, (i) => owners.line(i)), owners: Uint32Array.from(rows) };
    return this.lines;
  }
}

const alwaysWritten = new Set(["code", "data", "bss"]);
const sometimesWritten = new Set(["const", "lazy"]);

function lastAtOrBelow(rows: number, wanted: number, at: (row: number) => number): number {
  let [low, high] = [0, rows];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(middle) <= wanted) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
