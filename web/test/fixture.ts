// A link made by hand for tests of rows: two functions, a GOT of two cells, a variable, two symbols.
//
//   0 header  8 a.start (call at 8, cell address at 11, ret)  16 a.helper  22 cell 0  30 cell 1  38 a.counter  46 symbols
import { magic, schema, type Look, type Summary } from "../report.gen";
import { Linked } from "../views/linked";

type Value = number | bigint | string;
export type Rows = { [table: string]: Value[][] };

/** Writes rows as the core does; the schema is the generated one. */
export function encodeTables(rows: Rows): Uint8Array {
  const words: number[] = [magic];
  const texts: string[] = [];
  for (const [name, columns] of schema) {
    const table = rows[name] ?? [];
    words.push(table.length);
    columns.forEach(([, kind], c) => {
      const values = table.map((row) => row[c] ?? (kind === "text" ? "" : 0));
      if (kind === "text") values.forEach((value) => words.push(texts.push(String(value)) - 1));
      else values.forEach((value) => words.push(Number(BigInt(value) & 0xffff_ffffn)));
      if (kind === "u64") values.forEach((value) => words.push(Number(BigInt(value) >> 32n)));
    });
  }
  const pool = new TextEncoder().encode(texts.join(""));
  let units = 0;
  words.push(texts.length, ...texts.map((text) => (units += text.length) - text.length), units, pool.length);
  const buffer = new Uint8Array(words.length * 4 + pool.length);
  const view = new DataView(buffer.buffer);
  words.forEach((word, i) => view.setUint32(4 * i, word, true));
  buffer.set(pool, words.length * 4);
  return buffer;
}

export const kinds = ["none", "header", "code", "data", "const", "bss", "lazy", "got", "symbols", "lines", "padding", "unknown", "linker"];
const [header, code, data, got, symbols] = [1, 2, 3, 7, 8];

export const rows: Rows = {
  // off len owner rule event line
  spans: [[0, 8, 1, 0, 1, 0], [8, 8, 2, 1, 1, 2], [16, 6, 3, 1, 1, 5], [22, 8, 4, 2, 1, 0], [30, 8, 4, 2, 1, 0], [38, 8, 5, 1, 1, 8], [46, 10, 6, 3, 1, 0], [56, 10, 6, 3, 1, 0]],
  // name kind placed addr off size align line cell symbol letter
  owners: [
    ["", 0, 0, 0, 0, 0, 0, 0, 0, 0, ""],
    ["exec header", header, 0, 0, 0, 8, 1, 0, 0, 0, "E"],
    ["a.start", code, 1, 0x200028, 8, 8, 1, 2, 1, 1, "S"],
    ["a.helper", code, 1, 0x200030, 16, 6, 1, 5, 2, 2, "H"],
    ["GOT", got, 1, 0x400000, 22, 16, 8, 0, 0, 0, "G"],
    ["a.counter", data, 1, 0xffff_ffff_8000_0010n, 38, 8, 8, 8, 0, 0, "C"],
    ["symbols", symbols, 0, 0, 46, 20, 1, 0, 0, 0, "Y"],
  ],
  // name value size off len owner type binding section
  symbols: [["start", 0x200028, 8, 46, 10, 2, "T", "", ""], ["hälper🔗", 0x200030, 6, 56, 10, 3, "t", "", ""]],
  // value off owner line tag
  cells: [[0x200028, 22, 2, 0, "got"], [0x200030, 30, 3, 3, "tlsgd"]],
  // off owner target line event type formula result
  relocs: [[11, 2, 3, 3, 1, "R_CELL", "G + GOT + A", 0x400008, 2, 4]],
  events: [],
};

export const summary = {
  target: "plan9/x86_64", ok: true, kind: "Plan 9 executable", wordBytes: 8, fileBytes: 66, entry: "0x200028", hasEntry: true, got: "0x400000",
  findings: [], findingsTotal: 0, errorsTotal: 0, flushes: 1, flush: 0, segments: [], sections: [], listings: [], passes: [], rules: [], kinds, symbolTypes: [],
  extents: [
    { name: "text", off: "0x0", fileSize: "0x16", addr: "0x200020", memSize: "0x16", loaded: true, owner: 1 },
    { name: "data", off: "0x16", fileSize: "0x18", addr: "0x400000", memSize: "0x18", loaded: true, owner: 4 },
  ],
  headline: "a.start finds a.helper through cell 1",
  first: { has: true, off: 30, caller: 2, cell: 1, target: 3, line: 3 },
} satisfies Summary;

export const file = Uint8Array.from({ length: 66 }, (_, i) => i);

export const linkOf = (changes: Rows = {}): Linked => new Linked(summary, encodeTables({ ...rows, ...changes }), file);

export const lookOf = (known: Partial<Look>): Look => ({
  found: true, path: "", owner: 0, off: -1, spanOff: -1, spanLen: 0, partOff: -1, partLen: 0, addr: "", line: 0, cell: -1, symbol: -1, reloc: -1,
  title: "", why: [], ...known,
});
