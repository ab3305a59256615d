package plan9

import (
	"linkplay/linkcore/asm"
	"linkplay/linkcore/atom"
	"linkplay/linkcore/image"
	"linkplay/linkcore/shape"
	"linkplay/linkcore/trace"
	"linkplay/linkcore/unit"
)

// The pc/line table (a.out(6)) is a walk: the address starts one quantum before the text, the line at 0. Opcode 0 adds
// the signed big-endian word behind it to the line, 1 to 64 add themselves, 65 to 128 subtract b-64, 129 to 255 move the
// address b-129 quanta; and every opcode moves the address one quantum more.

// lineRow is one step of the walk: so many quanta forward, then the line changes.
type lineRow struct {
	quanta uint64
	delta  int64
	ready  string // opcodes of the original's encoder; quanta and delta do not count then
}

type lineTable struct {
	rows  []lineRow
	pad   bool // an opcode that makes the length even
	bytes uint64
}

// lineRule makes the opcodes of one row: a run of address opcodes, then one line opcode.
var lineRule = &image.Rule{Name: "pc/line row", Source: "Plan 9 a.out(6)", Kind: image.Computed,
	Says: "Moves the address forward and then changes the line.",
	Eval: func(dst []byte, quanta, delta uint64) []byte { return appendLineRow(dst, quanta, int64(delta)) }}

var linePadRule = &image.Rule{Name: "pc/line padding", Source: "Plan 9 a.out(6)", Kind: image.Computed,
	Says: "Makes the length of the table even: one quantum on, no other line.",
	Eval: func(dst []byte, _, _ uint64) []byte { return append(dst, 0x81) }}

// appendLineRow encodes a row. An address opcode 128+n moves n quanta in all, at most 127.
func appendLineRow(dst []byte, quanta uint64, delta int64) []byte {
	for quanta > 0 {
		n := min(quanta, 127)
		dst = append(dst, byte(128+n))
		quanta -= n
	}
	switch {
	case delta >= 1 && delta <= 64:
		return append(dst, byte(delta))
	case delta >= -64 && delta <= -1:
		return append(dst, byte(64-delta))
	default:
		return append(dst, 0, byte(delta>>24), byte(delta>>16), byte(delta>>8), byte(delta))
	}
}

// lineWalk is a table that is being made: where the walk stands.
type lineWalk struct {
	lineTable
	base, quantum uint64
	pc            uint64
	line          int64
}

// function goes on through the lines of a function. A row that keeps the line needs no opcode, and the line opcode itself
// moves the address one quantum, which the next row does not have to.
func (t *lineWalk) function(addr uint64, lines []asm.Line) {
	for _, l := range lines {
		// Rows are at whole quanta, also where bytes put code at odd places.
		at, to := t.base+roundUp(addr+uint64(l.Offset)-t.base, t.quantum), int64(l.Line)
		if to == t.line || at < t.pc {
			continue
		}
		row := lineRow{quanta: (at - t.pc) / t.quantum, delta: to - t.line}
		t.rows = append(t.rows, row)
		t.bytes += lineRowBytes(row)
		t.pc, t.line = at+t.quantum, to
	}
}

// collectLines makes the rows of all functions, in address order.
func (s *Session) collectLines() lineTable {
	if s.p.Upstream&atom.UpstreamLines != 0 {
		return s.upstreamLines()
	}
	lines := s.table.Code.Lines
	t := lineWalk{base: s.textBase, quantum: uint64(s.cpu.Quantum), pc: s.textBase, line: 0}
	t.rows = make([]lineRow, 0, len(lines))
	var some unit.Batch
	for i := range s.files {
		functions := s.files[i].functions
		for at := 0; at < len(functions); at += len(some) {
			for _, u := range s.table.Gather(&some, functions[at:]) {
				t.function(u.Addr, lines[u.Lines.From:u.Lines.To])
			}
		}
	}
	t.pad = t.bytes%2 == 1
	if t.pad {
		t.bytes++
	}
	return t.lineTable
}

// lineRowBytes is the length of a row's opcodes.
func lineRowBytes(row lineRow) uint64 {
	n := (row.quanta + 126) / 127
	if row.delta >= -64 && row.delta <= 64 {
		return n + 1
	}
	return n + 5
}

func (s *Session) writeLines(w *image.Writer, img *image.Image, t lineTable) {
	rule, pad, ready := img.Rule(lineRule), img.Rule(linePadRule), img.Rule(shape.Made)
	event := s.rec.Event(trace.WriteTable, ownerLines, 0, uint64(len(t.rows)), t.bytes)
	w.Extent("lines")
	for i := range t.rows {
		r := &t.rows[i]
		if r.ready != "" {
			w.Raw(ready, ownerLines, event, 0, r.ready)
			continue
		}
		w.Computed(rule, ownerLines, event, 0, r.quanta, uint64(r.delta))
	}
	if t.pad {
		w.Computed(pad, ownerLines, event, 0, 0, 0)
	}
}
