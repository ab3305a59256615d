package main

import (
	"fmt"
	"io"
	"strings"

	"linkplay/linkcore/report"
)

func writeReaders(out io.Writer) {
	fmt.Fprintf(out, "\n/** The first word of the buffer. */\nexport const magic = 0x%08x;\n", report.Magic)
	fmt.Fprint(out, "\n/** The tables in their order: [name, [column, kind]…]. */\nexport const schema = [\n")
	for _, t := range report.Schema {
		fmt.Fprintf(out, "  [%q, [", t.Name)
		for i, c := range t.Columns {
			if i > 0 {
				fmt.Fprint(out, ", ")
			}
			fmt.Fprintf(out, "[%q, %q]", c.Name, kindWord(c.Kind))
		}
		fmt.Fprint(out, "]],\n")
	}
	fmt.Fprint(out, "] as const;\n", runtime)
	for _, t := range report.Schema {
		writeReader(out, t)
	}
	writeTables(out)
}

func kindWord(kind report.ColumnKind) string {
	return map[report.ColumnKind]string{report.U32: "u32", report.U64: "u64", report.Text: "text"}[kind]
}

func writeReader(out io.Writer, t report.Table) {
	words := 0
	fmt.Fprintf(out, "\n/** %s */\nexport class %s extends Table {\n", t.Doc, className(t.Name))
	for _, c := range t.Columns {
		if c.Doc != "" {
			fmt.Fprintf(out, "  /** %s */\n", upperFirst(c.Doc)+".")
		}
		switch c.Kind {
		case report.U32:
			fmt.Fprintf(out, "  %s(i: number): number {\n    return this.word(%d, i);\n  }\n", c.Name, words)
		case report.U64:
			fmt.Fprintf(out, "  %s(i: number): Hex {\n    return hex(this.word(%d, i), this.word(%d, i));\n  }\n", c.Name, words+1, words)
			fmt.Fprintf(out, "  %sLow(i: number): number {\n    return this.word(%d, i);\n  }\n", c.Name, words)
			fmt.Fprintf(out, "  %sHigh(i: number): number {\n    return this.word(%d, i);\n  }\n", c.Name, words+1)
			words++
		case report.Text:
			fmt.Fprintf(out, "  %s(i: number): string {\n    return this.text(this.word(%d, i));\n  }\n", c.Name, words)
		}
		words++
	}
	fmt.Fprintf(out, "  static readonly words = %d;\n}\n", words)
}

func writeTables(out io.Writer) {
	fmt.Fprint(out, "\n/** All tables of one link, read from the buffer when asked. */\nexport class Tables {\n")
	for _, t := range report.Schema {
		fmt.Fprintf(out, "  readonly %s: %s;\n", t.Name, className(t.Name))
	}
	fmt.Fprint(out, `
  constructor(buffer: Uint8Array) {
    const words = new Uint32Array(buffer.buffer, buffer.byteOffset, buffer.byteLength >> 2);
    if (words[0] !== magic) throw new Error("the linker and the page do not speak of the same tables");
    const pool = new Pool(buffer, words);
    let at = 1;
    const next = (columns: number): Place => {
      const rows = words[at] ?? 0;
      const place = { words, start: at + 1, rows, pool };
      at += 1 + rows * columns;
      return place;
    };
`)
	for _, t := range report.Schema {
		fmt.Fprintf(out, "    this.%s = new %s(next(%s.words));\n", t.Name, className(t.Name), className(t.Name))
	}
	fmt.Fprint(out, "    pool.start = at;\n  }\n}\n")
}

func className(table string) string { return upperFirst(table) + "Table" }

func upperFirst(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// runtime is what the readers share.
const runtime = `
/** Two 32-bit halves as "0x…". */
export function hex(high: number, low: number): Hex {
  return "0x" + (high ? high.toString(16) + low.toString(16).padStart(8, "0") : low.toString(16));
}

// The string pool: the texts are decoded once, when the first of them is wanted, and then sliced.
class Pool {
  start = 0;
  private all: string | undefined;

  constructor(private readonly buffer: Uint8Array, private readonly words: Uint32Array) {}

  text(n: number): string {
    const count = this.words[this.start] ?? 0;
    const offsets = this.start + 1;
    if (this.all === undefined) {
      const from = 4 * (offsets + count + 2);
      const length = this.words[offsets + count + 1] ?? 0;
      this.all = new TextDecoder("utf-8", { ignoreBOM: true }).decode(this.buffer.subarray(from, from + length));
    }
    return this.all.slice(this.words[offsets + n], this.words[offsets + n + 1]);
  }
}

interface Place {
  words: Uint32Array;
  start: number;
  rows: number;
  pool: Pool;
}

class Table {
  /** Rows. */
  readonly length: number;

  constructor(private readonly place: Place) {
    this.length = place.rows;
  }

  protected word(column: number, i: number): number {
    if (!(i >= 0 && i < this.length)) throw new RangeError("row " + i + " of " + this.length);
    return this.place.words[this.place.start + column * this.length + i]!;
  }

  protected text(n: number): string {
    return this.place.pool.text(n);
  }
}
`
