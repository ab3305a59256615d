// What is there already at a step: a filter over the finished link.
import type { Linked } from "../linked";
import { kinds, passesOf, stepsOf } from "./rows";

/** What is there already at a step. Nothing is missing at the last one. */
export class Made {
  private readonly cellGiven: Uint32Array;
  private readonly cellFilled: Uint32Array;
  private readonly named: Uint32Array; // by owner: it has a symbol
  private readonly known: Uint32Array; // by owner: somebody has spoken of it

  constructor(private readonly linked: Linked) {
    const { events, cells, owners } = linked.tables;
    const [, last] = stepsOf(passesOf(linked));
    this.cellGiven = new Uint32Array(cells.length);
    this.cellFilled = new Uint32Array(cells.length);
    this.named = new Uint32Array(owners.length);
    this.known = new Uint32Array(owners.length);
    const first = (rows: Uint32Array, row: number, event: number) => row < rows.length && rows[row] === 0 && (rows[row] = event);
    for (let i = 1; i < events.length && i <= last; i++) {
      const subject = events.subject(i);
      first(this.known, subject, i);
      switch (events.kind(i)) {
        case kinds.giveCell: case kinds.takeAgain: this.cellGiven[events.aLow(i)] = i; break;
        case kinds.fillCell: case kinds.clearCell: this.cellFilled[events.aLow(i)] = i; break;
        case kinds.giveSymbol: case kinds.giveExport: first(this.named, subject, i); break;
      }
    }
  }

  cell(row: number, step: number): { given: boolean; filled: boolean } {
    const filled = (this.cellFilled[row] ?? 0) <= step;
    return { given: filled || (this.cellGiven[row] ?? 0) <= step, filled };
  }

  symbol(row: number, step: number): { given: boolean; set: boolean } {
    const { symbols } = this.linked.tables;
    const set = this.byte(symbols.off(row), step);
    const named = this.named[symbols.owner(row)] ?? 0;
    return { given: set || (named > 0 && named <= step), set };
  }

  /** Whether a byte of the file is written. A field that a relocation fills is written by that. */
  byte(off: number, step: number): boolean {
    const { spans, relocs } = this.linked.tables;
    const span = this.linked.spanAt(off);
    if (span >= 0 && spans.event(span) > step) return false;
    const reloc = this.linked.relocAt(off);
    return reloc < 0 || relocs.event(reloc) <= step;
  }

  owner(row: number, step: number): boolean {
    return (this.known[row] ?? 0) <= step;
  }
}
