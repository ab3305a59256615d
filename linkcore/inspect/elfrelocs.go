package inspect

import (
	"strconv"

	"linkplay/linkcore/image"
	"linkplay/linkcore/spec"
)

// A relocation is an offset, a symbol with a type in one word, and, in RELA tables, an addend. What it fills is named
// by it: the cells of the GOT first of all.

// relocTable is a table of relocations that has all its bytes.
type relocTable struct {
	from    uint64
	rows    int
	size    uint64
	addends bool
	section int32 // index of elf.sections
	symbols symbolTable
}

// relocation is one row, taken apart.
type relocation struct {
	offset, symbol, typ uint64
	addend              uint64
}

// relocRecords labels a table of relocations.
type relocRecords struct {
	recordTable
	*elf
}

func (t relocRecords) plan(f *file, g *region)  { t.recordTable.plan(f, g) }
func (t relocRecords) label(f *file, g *region) { t.recordTable.label(f, g) }

// splitInfo tells whether r_info is several fields, as in 64-bit files for MIPS.
func (e *elf) splitInfo() bool { return e.machine == spec.EM_MIPS && e.img.WordBytes == 8 }

// readRelocs finds the tables of relocations and the symbols that they speak of.
func (e *elf) readRelocs() {
	for i := range e.regions {
		g := &e.regions[i]
		t, ok := g.as.(relocRecords)
		if !ok || !g.whole || e.afford(1, cost{other: 64}) == 0 {
			continue
		}
		s := &e.sections[g.place]
		table := relocTable{from: g.from, size: uint64(t.rule.Size), addends: s.TypeNumber == spec.SHT_RELA, section: g.place}
		table.rows = int((g.to - g.from) / table.size)
		for k := range e.symbolTables {
			if e.symbolTables[k].place == int32(s.Link) {
				table.symbols = e.symbolTables[k]
			}
		}
		e.relocTables = append(e.relocTables, table)
		e.checkSymbols(&table)
	}
}

// checkSymbols says when relocations speak of symbols that are not there.
func (e *elf) checkSymbols(t *relocTable) {
	symbols := uint64(0)
	if place := t.symbols.place; t.symbols.rows > 0 {
		symbols = e.sections[place].Size / uint64(e.shape.Symbol.Size) // those that were not read are there, too
	}
	var lost tally
	for i := range t.rows {
		if r := e.relocAt(t, i); symbols > 0 && r.symbol >= symbols {
			lost.add(t.from + uint64(i)*t.size)
		}
	}
	if lost.n > 0 {
		e.odd("the relocation at byte %#x speaks of a symbol that is not there%s", lost.at, lost.more())
	}
}

func (e *elf) relocAt(t *relocTable, i int) relocation {
	w, order := uint64(e.img.WordBytes), e.img.Order
	b := e.data[t.from+uint64(i)*t.size:]
	r := relocation{offset: order.Uint(b[:w])}
	info := order.Uint(b[w : 2*w])
	switch {
	case e.splitInfo():
		r.symbol, r.typ = order.Uint(b[w:w+4]), uint64(b[w+7])
	case w == 4:
		r.symbol, r.typ = info>>8, info&0xff
	case e.machine == spec.EM_SPARCV9:
		r.symbol, r.typ = info>>32, info&0xff // the other bits are data of the type
	default:
		r.symbol, r.typ = info>>32, info&0xffffffff
	}
	if t.addends {
		r.addend = order.Uint(b[2*w : 3*w])
		if w == 4 {
			r.addend = uint64(int64(int32(r.addend)))
		}
	}
	return r
}

// symbolOf returns the symbol of a relocation, or nil.
func (e *elf) symbolOf(t *relocTable, r *relocation) *image.Symbol {
	if r.symbol == 0 || r.symbol >= uint64(t.symbols.rows) {
		return nil
	}
	return &e.img.Symbols[t.symbols.first+int(r.symbol)]
}

// target names what a relocation puts: a symbol with its version, or without one what is at the address.
func (e *elf) target(t *relocTable, r *relocation) string {
	switch s := e.symbolOf(t, r); {
	case s == nil && r.symbol != 0:
		return "symbol " + strconv.FormatUint(r.symbol, 10)
	case s == nil && r.addend != 0:
		return e.where(r.addend)
	case s == nil:
		return ""
	case s.Name == "" && s.Section != "":
		return s.Section
	default:
		return s.Name + e.img.VersionOf(s)
	}
}

func (t relocRecords) list(g *region) {
	for i := range t.relocTables {
		if r := &t.relocTables[i]; r.from == g.from {
			t.addListing(g.name, "relocations", t.rule.Says, r.rows, relocRows{t.elf, i}, "offset", "in", "type", "symbol", "addend")
		}
	}
}

type relocRows struct {
	*elf
	table int
}

func (r relocRows) Row(i int) (cells []string, off, length uint64) {
	t := &r.relocTables[r.table]
	one := r.relocAt(t, i)
	in := ""
	if info := r.sections[t.section].Info; r.typ == spec.ET_REL {
		if int(info) < len(r.sections) {
			in = r.sections[info].Name
		}
	} else {
		in = r.where(one.offset)
	}
	addend := ""
	if t.addends {
		if addend = strconv.FormatInt(int64(one.addend), 10); int64(one.addend) > 9 {
			addend = hexWord(one.addend)
		}
	}
	return []string{hexWord(one.offset), in, r.relocName(one.typ), r.target(t, &one), addend}, t.from + uint64(i)*t.size, t.size
}

// relrTable labels relative relocations: a word is an address, or says with one bit each which words behind it are meant.
type relrTable struct {
	recordTable
	*elf
}

func (t relrTable) plan(f *file, g *region)  { t.recordTable.plan(f, g) }
func (t relrTable) label(f *file, g *region) { t.recordTable.label(f, g) }

func (t relrTable) list(g *region) {
	rows := int(g.to-g.from) / t.img.WordBytes
	t.addListing(g.name, "relative relocations", t.rule.Says, rows, relrRows{t.elf, g.from}, "word", "fills")
}

type relrRows struct {
	*elf
	from uint64
}

func (r relrRows) Row(i int) (cells []string, off, length uint64) {
	w := uint64(r.img.WordBytes)
	off = r.from + uint64(i)*w
	word := r.img.Order.Uint(r.data[off : off+w])
	if word&1 == 0 {
		return []string{hexWord(word), r.where(word)}, off, w
	}
	n := 0
	for bits := word >> 1; bits != 0; bits &= bits - 1 {
		n++
	}
	return []string{hexWord(word), strconv.Itoa(n) + " of the next " + strconv.FormatUint(8*w-1, 10) + " words"}, off, w
}
