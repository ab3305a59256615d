package elf

import (
	"cmp"
	"slices"

	"linkplay/linkcore/atom"
	"linkplay/linkcore/got"
	"linkplay/linkcore/image"
	"linkplay/linkcore/spec"
	"linkplay/linkcore/symtab"
	"linkplay/linkcore/trace"
	"linkplay/linkcore/unit"
)

// symbolRow is one record of .symtab.
type symbolRow struct {
	name  string
	unit  unit.ID
	bind  uint8
	typ   uint8
	other uint8
	shndx uint16
	value uint64
	size  uint64
	str   uint32
	index uint32 // the linker's number for it
	line  uint32
	ofGOT bool // it names an entry of the GOT
}

type symbolTable struct {
	rows        []symbolRow
	strings     *namedStrings
	firstGlobal uint32
}

// namedStrings is a string table that knows where interned names are.
type namedStrings struct {
	symtab.Strings
	offsets []uint32 // by atom.Name, or 0
}

// name returns the place of an interned name; a name that two symbols have is there once.
func (t *namedStrings) name(n atom.Name, text string) uint32 {
	if t.offsets[n] == 0 && text != "" {
		t.offsets[n] = t.Append(text)
	}
	return t.offsets[n]
}

// collectSymbols lists the records: nobody's, then the local ones in the order in which they came, then those of cells, then
// the global ones and those that the linker defines (gABI, Symbol Table: locals come first and sh_info says how many).
func (s *Session) collectSymbols() *symbolTable {
	t := &symbolTable{rows: make([]symbolRow, 1, int(s.symbols.Len())+1), strings: &s.strings}
	if s.space == nil {
		t.strings = &namedStrings{offsets: make([]uint32, s.p.Names.Len())}
	}
	sections := s.sectionNumbers()
	var globals, linkers []symbolRow
	for i := 1; i < len(s.table.Units); i++ {
		u := &s.table.Units[i]
		if !u.Live {
			continue
		}
		row := symbolRow{name: s.table.Label(unit.ID(i)), unit: unit.ID(i), typ: typeOf(u.Kind), shndx: sections[u.Home], value: s.symbolValue(u), size: u.Size, index: u.Symbol - 1, line: u.Line}
		switch u.Kind {
		case unit.Absolute:
			row.shndx = spec.SHN_ABS
			row.str = t.strings.name(u.Name, row.name)
		case unit.Linker:
			row.shndx = spec.SHN_ABS
			row.bind, row.other = spec.STB_GLOBAL, spec.STV_HIDDEN
			row.str = t.strings.name(u.Name, row.name)
			linkers = append(linkers, row)
			continue
		case unit.Unnamed, unit.LazyCode, unit.LazyData:
			if s.space != nil {
				row.str = s.labelAt[i]
			} else {
				row.str = t.strings.Append(row.name)
			}
		default:
			row.str = t.strings.name(u.Name, row.name)
		}
		t.rows = append(t.rows, row)
		exports := s.table.Exports(unit.ID(i))
		for j := range exports {
			e := &exports[j]
			if !exportable(e.Row) {
				continue
			}
			export := row
			export.name, export.index, export.line = s.p.Names.Text(e.Row.Name), e.Symbol-1, e.Row.Pos.Line
			export.str = t.strings.name(e.Row.Name, export.name)
			export.bind, export.other = bindingOf(e.Row.Linkage)
			if export.bind == spec.STB_LOCAL {
				t.rows = append(t.rows, export)
			} else {
				globals = append(globals, export)
			}
		}
	}
	s.byBirth(t.rows[1:])
	s.byBirth(globals)
	if s.space != nil && !s.space.original {
		s.cellSymbols(t)
	}
	t.firstGlobal = uint32(len(t.rows))
	t.rows = append(append(t.rows, globals...), linkers...)
	return t
}

// byBirth brings rows into the order in which their symbols came. Units have it from the start; only what edits have
// added or put again stands elsewhere.
func (s *Session) byBirth(rows []symbolRow) {
	born := s.state.born
	for i := 1; i < len(rows); i++ {
		if born[rows[i].index] < born[rows[i-1].index] {
			slices.SortFunc(rows, func(a, b symbolRow) int { return cmp.Compare(born[a.index], born[b.index]) })
			return
		}
	}
}

// cellSymbols gives the entries of the GOT names of their own, as later versions of the original do, so that a
// disassembler says "call *helper$got". They come behind the other local symbols, in the order of the entries.
func (s *Session) cellSymbols(t *symbolTable) {
	section := uint16(s.find(".got"))
	base := s.sections[section].addr
	for i := range s.got.Entries {
		e := &s.got.Entries[i]
		name := e.Tag.Suffix()
		switch {
		case e.Tag == got.Freed || e.Tag == got.Lost:
			continue
		case e.Symbol != 0:
			name = s.table.Label(unit.ID(e.Symbol)) + name
		}
		t.rows = append(t.rows, symbolRow{name: name, str: t.strings.Add(name), typ: spec.STT_OBJECT, shndx: section, value: s.got.Addr(uint32(i), base, s.cell),
			size: uint64(e.Tag.Cells()) * uint64(s.cell), ofGOT: true})
	}
}

// symbolValue is an address, or of thread-local variables an offset in the block (gABI, Thread-Local Storage).
func (s *Session) symbolValue(u *unit.Unit) uint64 {
	if u.ThreadLocal() {
		return u.Addr - s.threads.addr
	}
	return u.Addr
}

func bindingOf(l atom.Linkage) (bind, other uint8) {
	bind = spec.STB_GLOBAL
	switch {
	case l&atom.Internal != 0:
		bind = spec.STB_LOCAL
	case l&atom.Weak != 0:
		bind = spec.STB_WEAK
	}
	if l&atom.Hidden != 0 && bind != spec.STB_LOCAL {
		other = spec.STV_HIDDEN
	}
	return bind, other
}

func typeOf(kind unit.Kind) uint8 {
	switch kind {
	case unit.Function, unit.LazyCode:
		return spec.STT_FUNC
	case unit.Absolute, unit.Linker:
		return spec.STT_NOTYPE
	case unit.ThreadData, unit.ThreadBSS:
		return spec.STT_TLS
	default:
		return spec.STT_OBJECT
	}
}

// sectionNumbers gives the section header of each section with units.
func (s *Session) sectionNumbers() (numbers [numContents]uint16) {
	for kind := range numContents {
		numbers[kind] = uint16(s.find(contents[kind].name))
	}
	if s.space != nil && s.space.original {
		numbers[inBSS] = secData
	}
	return numbers
}

// writeSymbol writes one row; the two classes have the fields in another order.
func (s *Session) writeSymbol(w *image.Writer, rule uint16, event uint32, r *symbolRow) {
	info := uint64(r.bind<<4 | r.typ)
	if s.cpu.WordBytes == 4 {
		w.Record(rule, ownerSymtab, event, r.line, uint64(r.str), r.value, r.size, info, uint64(r.other), uint64(r.shndx))
	} else {
		w.Record(rule, ownerSymtab, event, r.line, uint64(r.str), info, uint64(r.other), uint64(r.shndx), r.value, r.size)
	}
}

func (s *Session) writeSymbols(w *image.Writer, img *image.Image, t *symbolTable) {
	rule := img.Rule(s.shape.Symbol)
	event := s.rec.Event(trace.WriteTable, ownerSymtab, 0, uint64(len(t.rows)), uint64(len(t.rows))*uint64(s.shape.Symbol.Size))
	if s.rec != nil {
		img.Symbols = make([]image.Symbol, len(t.rows))
	}
	w.Extent(".symtab")
	for i := range t.rows {
		r := &t.rows[i]
		of, owner := event, uint32(0)
		if r.unit != 0 {
			owner = r.unit.OwnerNumber()
			of = s.rec.Event(trace.SetSymbol, owner, r.line, uint64(r.index), r.value)
		}
		at := uint32(w.Offset())
		s.writeSymbol(w, rule, of, r)
		if s.rec == nil {
			continue
		}
		img.Symbols[i] = image.Symbol{Name: r.name, Value: r.value, Size: r.size, Off: at, Len: s.shape.Symbol.Size, Owner: owner,
			Type:    spec.ElfSymbolTypes[r.typ],
			Binding: spec.ElfSymbolBindings[r.bind], Visibility: image.ELFVisibility(uint64(r.other)), Section: s.sectionWord(r.shndx)}
		if r.ofGOT {
			img.Symbols[i].Owner = ownerGOT
		} else if owner != 0 && img.Owners[owner].Symbol == 0 {
			img.Owners[owner].Symbol = uint32(i + 1)
		}
	}
}

func (s *Session) sectionWord(shndx uint16) string {
	switch {
	case shndx == spec.SHN_ABS:
		return "ABS"
	case shndx == spec.SHN_UNDEF:
		return "UND"
	default:
		return s.sections[shndx].name
	}
}
