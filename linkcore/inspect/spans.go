package inspect

import (
	"bytes"

	"linkplay/linkcore/image"
	"linkplay/linkcore/shape"
)

// span adds the next span; spans are made in the order of the file.
func (f *file) span(rule uint16, owner uint32, from, to uint64) {
	if from < to {
		f.img.Spans = append(f.img.Spans, image.Span{Off: uint32(from), Len: uint32(to - from), Owner: owner, Args: uint32(len(f.img.Args)), Rule: rule})
	}
}

// record labels one record and keeps the values that are read from it, so that its rule gives its bytes again. A text
// takes what the fixed fields leave.
func (f *file) record(rule uint16, owner uint32, from, to uint64) {
	img, shape := f.img, f.img.Rules[rule]
	f.span(rule, owner, from, to)
	at := from
	for i := range shape.Fields {
		field := &shape.Fields[i]
		n := uint64(field.Bytes)
		if n > 0 {
			img.Args = append(img.Args, field.Order.Uint(f.data[at:at+n]))
			at += n
			continue
		}
		n = to - from - uint64(shape.Size) - 1
		img.Args = append(img.Args, uint64(len(img.Strings)))
		img.Strings = append(img.Strings, f.texts()[at:at+n])
		at += n + 1
	}
}

// foreign labels bytes as they are.
func (f *file) foreign(owner uint32, from, to uint64) {
	if from < to {
		f.span(f.img.Rule(shape.Foreign), owner, from, to)
	}
}

// mostRecords is how many records of a table have spans of their own, when it may be told as an array.
const mostRecords = 1 << 14

// recordTable is a table whose records all have the same rule and length. With array, a table of very many of them is
// one span, and its records are found by counting.
type recordTable struct{ rule, array *image.Rule }

func (t recordTable) plan(f *file, g *region) {
	rows := int((g.to - g.from) / uint64(t.rule.Size))
	if t.array != nil && rows > mostRecords {
		arrayTable{t.array}.plan(f, g)
		return
	}
	g.rows = f.afford(rows, cost{spans: 1, args: len(t.rule.Fields)})
	f.crowded(g.name, g.from, rows, g.rows)
}

func (t recordTable) label(f *file, g *region) {
	if g.rows == asArray {
		arrayTable{t.array}.label(f, g)
		return
	}
	rule, size, at := f.img.Rule(t.rule), uint64(t.rule.Size), g.from
	for n := 0; n < g.rows && g.to-at >= size; n++ {
		f.record(rule, g.owner, at, at+size)
		at += size
	}
	f.foreign(g.owner, at, g.to)
}

// asArray stands for the number of rows of a region that is told as an array.
const asArray = -1

// arrayTable is a table whose records are one span.
type arrayTable struct{ rule *image.Rule }

func (t arrayTable) plan(f *file, g *region) {
	f.afford(1, cost{spans: 2})
	g.rows = asArray
}

func (t arrayTable) label(f *file, g *region) {
	at := f.array(t.rule, g.owner, g.from, (g.to-g.from)/uint64(t.rule.Size))
	f.foreign(g.owner, at, g.to)
}

// array labels n records as one span and returns where it ends.
func (f *file) array(rule *image.Rule, owner uint32, from, n uint64) uint64 {
	to := from + n*uint64(rule.Size)
	if from < to {
		f.span(f.img.Rule(rule), owner, from, to)
	}
	return to
}

// headTable is a few records of different rules, one behind the other.
type headTable []*image.Rule

func (t headTable) plan(f *file, g *region) {
	fields := 0
	for _, rule := range t {
		fields += len(rule.Fields)
	}
	g.rows = len(t)
	f.afford(1, cost{spans: len(t), args: fields})
}

func (t headTable) label(f *file, g *region) {
	at := g.from
	for _, rule := range t {
		if g.to-at < uint64(rule.Size) {
			break
		}
		f.record(f.img.Rule(rule), g.owner, at, at+uint64(rule.Size))
		at += uint64(rule.Size)
	}
	f.foreign(g.owner, at, g.to)
}

// textTable is a table of texts, each with a NUL.
type textTable struct{ rule *image.Rule }

func (t textTable) plan(f *file, g *region) {
	rows := bytes.Count(f.data[g.from:g.to], []byte{0})
	g.rows = f.afford(rows, cost{spans: 1, args: 1, strings: 1})
	f.crowded(g.name, g.from, rows, g.rows)
}

func (t textTable) label(f *file, g *region) {
	rule, at := f.img.Rule(t.rule), g.from
	for range g.rows {
		n := bytes.IndexByte(f.data[at:g.to], 0)
		if n < 0 {
			break
		}
		f.record(rule, g.owner, at, at+uint64(n)+1)
		at += uint64(n) + 1
	}
	f.foreign(g.owner, at, g.to)
}
