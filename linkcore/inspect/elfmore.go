package inspect

import (
	"strconv"

	"linkplay/linkcore/spec"
)

// pointerTable labels an array of functions that run before main or behind exit.
type pointerTable struct {
	recordTable
	*elf
}

func (t pointerTable) plan(f *file, g *region) { t.recordTable.plan(f, g) }

// label gives each pointer to the atom that it is, where a symbol names one.
func (t pointerTable) label(f *file, g *region) {
	rule, size, at := f.img.Rule(t.rule), uint64(t.rule.Size), g.from
	atoms := f.atomsOf(g.place, 0)
	for n := 0; n < g.rows && g.to-at >= size; n++ {
		in := at - g.from
		for len(atoms) > 0 && atoms[0].to <= in {
			atoms = atoms[1:]
		}
		owner := g.owner
		if len(atoms) > 0 && atoms[0].from <= in && in+size <= atoms[0].to {
			owner = atoms[0].owner
		}
		f.record(rule, owner, at, at+size)
		at += size
	}
	f.foreign(g.owner, at, g.to)
}

func (t pointerTable) list(g *region) {
	if t.typ != spec.ET_REL {
		rows := int(g.to-g.from) / t.img.WordBytes
		t.addListing(g.name, "functions", t.rule.Says, rows, pointerRows{t.elf, g.from, g.addr}, "address", "holds", "function")
	}
}

type pointerRows struct {
	*elf
	from, addr uint64
}

func (r pointerRows) Row(i int) (cells []string, off, length uint64) {
	w := uint64(r.img.WordBytes)
	off = r.from + uint64(i)*w
	at, v := r.addr+uint64(i)*w, r.word(off, w)
	says := ""
	if v != 0 && v != 1<<(8*w)-1 {
		says = r.where(v)
	} else if i < 256 {
		says = r.filledIn(at)
	}
	return []string{hexWord(at), hexWord(v), says}, off, w
}

// filledIn says what the loader puts at an address.
func (e *elf) filledIn(addr uint64) string {
	for k := range e.relocTables {
		for i := range e.relocTables[k].rows {
			if r := e.relocAt(&e.relocTables[k], i); r.offset == addr {
				return e.target(&e.relocTables[k], &r)
			}
		}
	}
	return ""
}

// groupTable labels a section group: flags, then numbers of sections.
type groupTable struct{ *elf }

func (t groupTable) plan(f *file, g *region) { g.rows = f.afford(1, cost{spans: 3, args: 1}) }

func (t groupTable) label(f *file, g *region) {
	at := g.from
	if g.rows > 0 && g.to-at >= 4 {
		f.record(f.img.Rule(t.tables.GroupFlags), g.owner, at, at+4)
		at = f.array(t.tables.Members, g.owner, at+4, (g.to-at-4)/4)
	}
	f.foreign(g.owner, at, g.to)
}

func (t groupTable) list(g *region) {
	if g.to-g.from > 4 {
		s := &t.sections[g.place]
		t.addListing(g.name+" of "+t.signature(int32(s.Link), int(s.Info)), "section group", t.tables.GroupFlags.Says, int(g.to-g.from)/4-1, groupRows{t.elf, g.from + 4}, "section", "name")
	}
}

// signature is the symbol that names a group.
func (e *elf) signature(table int32, n int) string {
	for i := range e.symbolTables {
		t := &e.symbolTables[i]
		if t.place != table || n >= t.rows {
			continue
		}
		if s := &e.img.Symbols[t.first+n]; s.Name != "" {
			return s.Name
		} else if s.Section != "" {
			return s.Section
		}
	}
	return "symbol " + strconv.Itoa(n)
}

type groupRows struct {
	*elf
	from uint64
}

func (r groupRows) Row(i int) (cells []string, off, length uint64) {
	off = r.from + 4*uint64(i)
	n := r.word(off, 4)
	name := ""
	if n < uint64(len(r.img.Sections)) {
		name = r.img.Sections[n].Name
	}
	return []string{strconv.FormatUint(n, 10), name}, off, 4
}

// unwindTable labels .eh_frame_hdr. Its numbers may be written in many ways; all linkers use the same.
type unwindTable struct{ *elf }

const usualEncodings = 0x3b031b01 // version 1; 4 bytes with sign from here; 4 bytes; 4 bytes with sign from the start

func (t unwindTable) plan(f *file, g *region) { g.rows = f.afford(1, cost{spans: 4, args: 6}) }

func (t unwindTable) label(f *file, g *region) {
	at, head, start := g.from, uint64(t.tables.EHHeader.Size), uint64(t.tables.EHStart.Size)
	if g.rows > 0 && g.to-at >= head {
		f.record(f.img.Rule(t.tables.EHHeader), g.owner, at, at+head)
		at += head
		b := f.data[g.from:at]
		if usual := uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24; usual == usualEncodings && g.to-at >= start {
			f.record(f.img.Rule(t.tables.EHStart), g.owner, at, at+start)
			rows := t.word(at+4, 4)
			at += start
			at = f.array(t.tables.EHTable, g.owner, at, min(rows, (g.to-at)/uint64(t.tables.EHTable.Size)))
		}
	}
	f.foreign(g.owner, at, g.to)
}
