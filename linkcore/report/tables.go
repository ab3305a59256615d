package report

import (
	"encoding/binary"
	"unicode/utf8"

	"linkplay/linkcore/image"
	"linkplay/linkcore/trace"
)

// ColumnKind says how a column lies in the buffer.
type ColumnKind uint8

// The kinds of columns.
const (
	U32  ColumnKind = iota // one 32-bit number per row
	U64                    // two 32-bit columns: the low halves of all rows, then the high halves
	Text                   // one 32-bit index of the string pool per row
)

// Column is one column of a table.
type Column struct {
	Name string
	Kind ColumnKind
	Doc  string
}

// Table is the shape of one bulk table.
type Table struct {
	Name    string
	Doc     string
	Columns []Column
}

// Schema is the shape of the buffer that Tables writes, in order. The buffer is little-endian 32-bit words: Magic, then
// for each table its number of rows and its columns one after the other, then the string pool: the number of strings,
// that number plus one offsets in UTF-16 units, the number of bytes, and the UTF-8 bytes of all strings joined.
var Schema = []Table{
	{"spans", "Records; they tile the file.", []Column{
		{"off", U32, "file offset"}, {"len", U32, "bytes"}, {"owner", U32, "row of owners"}, {"rule", U32, "index of Summary.rules"},
		{"event", U32, "row of events"}, {"line", U32, "line of the description, or 0"}}},
	{"owners", "Who bytes belong to; row 0 is nobody.", []Column{
		{"name", Text, ""}, {"kind", U32, "index of Summary.kinds"}, {"placed", U32, "1 when addr is meaningful"}, {"addr", U64, ""},
		{"off", U64, "file offset"}, {"size", U64, "bytes"}, {"align", U32, ""}, {"line", U32, "line of the description, or 0"},
		{"cell", U32, "1 + row of cells, or 0"}, {"symbol", U32, "1 + row of symbols, or 0"},
		{"letter", Text, "by which it goes, besides its colour"}}},
	{"symbols", "The symbol table, in file order.", []Column{
		{"name", Text, ""}, {"value", U64, ""}, {"size", U64, ""}, {"off", U32, "file offset of the record"}, {"len", U32, "bytes of the record"},
		{"owner", U32, "whose address it is, or 0"}, {"type", Text, ""}, {"binding", Text, ""}, {"section", Text, ""},
		{"visibility", Text, "of ELF: default, hidden, …"}}},
	{"cells", "The GOT, in cell order.", []Column{
		{"value", U64, ""}, {"off", U32, "file offset"}, {"owner", U32, "whose address it holds; 0 when free"}, {"line", U32, "who asked for it first"},
		{"tag", Text, ""}}},
	{"relocs", "Relocations carried out, ascending offset.", []Column{
		{"off", U32, "file offset of the field"}, {"owner", U32, "whose bytes were changed"}, {"target", U32, "whose address S is"}, {"line", U32, ""},
		{"event", U32, ""}, {"type", Text, ""}, {"formula", Text, ""}, {"result", U64, "what the field keeps of the formula's value"}, {"cell", U32, "1 + row of the cell that G speaks of, or 0"},
		{"width", U32, "bytes of the field"}, {"negative", U32, "1 when a minus stands before result"}}},
	{"events", "What happened, in order; row 0 is nothing.", []Column{
		{"kind", U32, ""}, {"pass", U32, "index of Summary.passes"}, {"subject", U32, "row of owners"}, {"line", U32, ""}, {"a", U64, ""}, {"b", U64, ""}}},
}

// Magic opens the buffer: "LPT1".
const Magic = 0x3154504c

// Tables writes the bulk tables of an image.
func Tables(img *image.Image) []byte {
	w := columns{pool: map[string]uint32{}}
	w.word(Magic)
	w.spans(img.Spans)
	w.owners(img)
	w.symbols(img)
	w.cells(img.Cells)
	w.relocs(img)
	var events []trace.Event
	if img.Trace != nil {
		events = img.Trace.Events
	}
	w.events(events)
	return w.strings()
}

// columns appends words; strings that recur (types, sections) are pooled through a small map, names are not.
type columns struct {
	buf     []byte
	texts   []byte
	offsets []uint32
	units   uint32
	pool    map[string]uint32
}

func (w *columns) word(v uint32) { w.buf = binary.LittleEndian.AppendUint32(w.buf, v) }

// column writes one number per row.
func column[R any](w *columns, rows []R, get func(*R) uint32) {
	for i := range rows {
		w.word(get(&rows[i]))
	}
}

// wide writes a 64-bit column as two.
func wide[R any](w *columns, rows []R, get func(*R) uint64) {
	for i := range rows {
		w.word(uint32(get(&rows[i])))
	}
	for i := range rows {
		w.word(uint32(get(&rows[i]) >> 32))
	}
}

// add puts a string into the pool without looking for an equal one.
func (w *columns) add(text string) uint32 {
	w.offsets = append(w.offsets, w.units)
	w.texts = append(w.texts, text...)
	w.units += utf16Units(text)
	return uint32(len(w.offsets) - 1)
}

func (w *columns) pooled(text string) uint32 {
	n, ok := w.pool[text]
	if !ok {
		n = w.add(text)
		w.pool[text] = n
	}
	return n
}

func utf16Units(text string) uint32 {
	units := uint32(0)
	for i := 0; i < len(text); {
		if text[i] < utf8.RuneSelf {
			i++
			units++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		if r >= 0x10000 {
			units++
		}
		// An invalid byte becomes U+FFFD on the other side: one unit as well.
		units++
		i += n
	}
	return units
}

func (w *columns) strings() []byte {
	w.word(uint32(len(w.offsets)))
	for _, at := range w.offsets {
		w.word(at)
	}
	w.word(w.units)
	w.word(uint32(len(w.texts)))
	return append(w.buf, w.texts...)
}

func (w *columns) spans(rows []image.Span) {
	w.word(uint32(len(rows)))
	column(w, rows, func(s *image.Span) uint32 { return s.Off })
	column(w, rows, func(s *image.Span) uint32 { return s.Len })
	column(w, rows, func(s *image.Span) uint32 { return s.Owner })
	column(w, rows, func(s *image.Span) uint32 { return uint32(s.Rule) })
	column(w, rows, func(s *image.Span) uint32 { return s.Event })
	column(w, rows, func(s *image.Span) uint32 { return s.Line })
}

func (w *columns) owners(img *image.Image) {
	rows := img.Owners
	w.word(uint32(len(rows)))
	column(w, rows, func(o *image.Owner) uint32 { return w.add(o.Name) })
	column(w, rows, func(o *image.Owner) uint32 { return uint32(o.Kind) })
	column(w, rows, func(o *image.Owner) uint32 {
		if o.Placed {
			return 1
		}
		return 0
	})
	wide(w, rows, func(o *image.Owner) uint64 { return o.Addr })
	wide(w, rows, func(o *image.Owner) uint64 { return o.Off })
	wide(w, rows, func(o *image.Owner) uint64 { return o.Size })
	column(w, rows, func(o *image.Owner) uint32 { return o.Align })
	column(w, rows, func(o *image.Owner) uint32 { return o.Line })
	column(w, rows, func(o *image.Owner) uint32 { return o.Cell })
	column(w, rows, func(o *image.Owner) uint32 { return o.Symbol })
	for i := range rows {
		w.word(w.pooled(img.Letter(uint32(i))))
	}
}

func (w *columns) symbols(img *image.Image) {
	rows := img.Symbols
	w.word(uint32(len(rows)))
	column(w, rows, func(s *image.Symbol) uint32 { return w.add(symbolShown(img, s)) })
	wide(w, rows, func(s *image.Symbol) uint64 { return s.Value })
	wide(w, rows, func(s *image.Symbol) uint64 { return s.Size })
	column(w, rows, func(s *image.Symbol) uint32 { return s.Off })
	column(w, rows, func(s *image.Symbol) uint32 { return s.Len })
	column(w, rows, func(s *image.Symbol) uint32 { return s.Owner })
	column(w, rows, func(s *image.Symbol) uint32 { return w.pooled(s.Type) })
	column(w, rows, func(s *image.Symbol) uint32 { return w.pooled(s.Binding) })
	column(w, rows, func(s *image.Symbol) uint32 { return w.pooled(s.Section) })
	column(w, rows, func(s *image.Symbol) uint32 { return w.pooled(s.Visibility.String()) })
}

func (w *columns) cells(rows []image.Cell) {
	w.word(uint32(len(rows)))
	wide(w, rows, func(c *image.Cell) uint64 { return c.Value })
	column(w, rows, func(c *image.Cell) uint32 { return c.Off })
	column(w, rows, func(c *image.Cell) uint32 { return c.Owner })
	column(w, rows, func(c *image.Cell) uint32 { return c.Line })
	column(w, rows, func(c *image.Cell) uint32 { return w.pooled(c.Tag) })
}

func (w *columns) relocs(img *image.Image) {
	rows := img.Relocs
	w.word(uint32(len(rows)))
	column(w, rows, func(r *image.Reloc) uint32 { return r.Off })
	column(w, rows, func(r *image.Reloc) uint32 { return r.Owner })
	column(w, rows, func(r *image.Reloc) uint32 { return r.Target })
	column(w, rows, func(r *image.Reloc) uint32 { return r.Line })
	column(w, rows, func(r *image.Reloc) uint32 { return r.Event })
	column(w, rows, func(r *image.Reloc) uint32 { return w.pooled(img.RelocTypes[r.Type].Name) })
	column(w, rows, func(r *image.Reloc) uint32 { return w.pooled(img.RelocTypes[r.Type].Formula) })
	kept := func(r *image.Reloc) (n uint64, negative bool) {
		row, operands := &img.RelocTypes[r.Type], img.Operands(r)
		return row.Kept(row.Value(&operands))
	}
	wide(w, rows, func(r *image.Reloc) uint64 {
		n, _ := kept(r)
		return n
	})
	column(w, rows, func(r *image.Reloc) uint32 { return r.Cell })
	column(w, rows, func(r *image.Reloc) uint32 { return uint32(img.RelocTypes[r.Type].Bytes()) })
	column(w, rows, func(r *image.Reloc) uint32 {
		if _, negative := kept(r); negative {
			return 1
		}
		return 0
	})
}

func (w *columns) events(rows []trace.Event) {
	w.word(uint32(len(rows)))
	column(w, rows, func(e *trace.Event) uint32 { return uint32(e.Kind) })
	column(w, rows, func(e *trace.Event) uint32 { return uint32(e.Pass) })
	column(w, rows, func(e *trace.Event) uint32 { return e.Subject })
	column(w, rows, func(e *trace.Event) uint32 { return e.Line })
	wide(w, rows, func(e *trace.Event) uint64 { return e.A })
	wide(w, rows, func(e *trace.Event) uint64 { return e.B })
}
