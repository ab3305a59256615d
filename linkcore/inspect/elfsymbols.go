package inspect

import (
	"slices"
	"strings"

	"linkplay/linkcore/image"
	"linkplay/linkcore/spec"
)

const (
	shnCOMMON  = 0xfff2
	shnLORESRV = 0xff00
	sttIFUNC   = 10
)

// elfSymbols labels a symbol table; readSymbols took the room.
type elfSymbols struct{ *elf }

func (elfSymbols) plan(*file, *region) {}

func (t elfSymbols) label(f *file, g *region) { recordTable{rule: t.shape.Symbol}.label(f, g) }

// readSymbols reads the symbol tables that have all their bytes, in the order of the file, and lets their symbols
// divide the sections. The symbols of the loader (.dynsym) are looked at only when there are no others.
func (e *elf) readSymbols() {
	var tables []*region
	main := uint64(spec.SHT_DYNSYM)
	for i := range e.regions {
		g := &e.regions[i]
		if _, ok := g.as.(elfSymbols); !ok || !g.whole {
			continue
		}
		if e.sections[g.place].TypeNumber == spec.SHT_SYMTAB {
			main = spec.SHT_SYMTAB
		}
		tables = append(tables, g)
	}
	slices.SortFunc(tables, func(a, b *region) int { return int(a.from) - int(b.from) })
	size, all, atoms := uint64(e.shape.Symbol.Size), 0, 0
	for _, g := range tables {
		rows := int((g.to - g.from) / size)
		g.rows = e.afford(rows, cost{spans: 4, args: len(e.shape.Symbol.Fields), owners: 1, other: symbolBytes + atomBytes})
		e.crowded(g.name, g.from, rows, g.rows)
		all += g.rows
		if e.sections[g.place].TypeNumber == main {
			atoms += g.rows
		}
	}
	e.img.Symbols = make([]image.Symbol, 0, all)
	e.atoms = make([]atom, 0, atoms)
	e.symbolTables = make([]symbolTable, 0, len(tables))
	for _, g := range tables {
		e.symbolTables = append(e.symbolTables, symbolTable{g.place, len(e.img.Symbols), g.rows})
		e.readTable(g, e.sections[g.place].TypeNumber == main)
	}
	e.settle()
	for i := range e.img.Symbols {
		if s := &e.img.Symbols[i]; s.Owner == 0 && s.Type != "TLS" && s.Section != "UND" && s.Section != "ABS" && s.Value != 0 && e.typ != spec.ET_REL {
			s.Owner = e.ownerAt(s.Value)
		}
	}
	e.emptySections()
}

// symbolTable says where the symbols of a table are in Image.Symbols.
type symbolTable struct {
	place       int32
	first, rows int
}

// symbolSlots are the fields of a symbol record.
type symbolSlots struct{ name, value, size, info, other, shndx slot }

func (e *elf) readTable(g *region, divides bool) {
	rule, size := e.shape.Symbol, uint64(e.shape.Symbol.Size)
	at := symbolSlots{slotOf(rule, "st_name"), slotOf(rule, "st_value"), slotOf(rule, "st_size"), slotOf(rule, "st_info"), slotOf(rule, "st_other"), slotOf(rule, "st_shndx")}
	table := &e.sections[g.place]
	names := e.namesOf(table, g)
	if table.EntSize != size {
		e.odd("section %s at byte %#x has entries of %d bytes, and a symbol of this class has %d", shown(g.name), g.from, table.EntSize, size)
	}
	var lostNames, lostSections tally
	for n := range g.rows {
		from := g.from + uint64(n)*size
		s := image.Symbol{Value: e.file.read(at.value, from), Size: e.file.read(at.size, from), Off: uint32(from), Len: uint32(size)}
		info, shndx := e.file.read(at.info, from), e.file.read(at.shndx, from)
		s.Type, s.Binding, s.Section = spec.ElfSymbolTypes[info&15], spec.ElfSymbolBindings[info>>4], e.sectionWord(shndx)
		s.Visibility = image.ELFVisibility(e.file.read(at.other, from))
		if names != nil {
			name, ok := e.nameAt(names, e.file.read(at.name, from))
			if !ok {
				lostNames.add(from)
			}
			s.Name = name
		}
		bySection := int(g.place) < len(e.img.Sections)
		if s.Section == "" && bySection && shndx >= uint64(len(e.img.Sections)) && shndx < shnLORESRV {
			lostSections.add(from)
		}
		if table.TypeNumber == spec.SHT_DYNSYM {
			s.Version = uint16(e.versionOfSymbol(n, shndx != spec.SHN_UNDEF))
		}
		e.img.Symbols = append(e.img.Symbols, s)
		switch {
		case !divides || shndx == spec.SHN_UNDEF:
		case bySection && shndx < uint64(len(e.img.Sections)) && e.places[shndx].table > 0:
			e.img.Symbols[len(e.img.Symbols)-1].Owner = e.tableOwner(&e.places[shndx], s.Value)
		case bySection && shndx < uint64(len(e.img.Sections)):
			e.addAtom(&s, info&15, int32(shndx))
		case !bySection && shndx < shnLORESRV:
			if place := e.loadOf(s.Value); place >= 0 {
				e.addAtom(&s, info&15, place)
			}
		}
	}
	if lostNames.n > 0 {
		e.odd("st_name of the symbol at byte %#x points behind the names%s", lostNames.at, lostNames.more())
	}
	if lostSections.n > 0 {
		e.odd("st_shndx of the symbol at byte %#x is no section%s", lostSections.at, lostSections.more())
	}
}

// tableOwner is the owner of the records at an address within a table: a symbol there names a place in it and owns nothing.
func (e *elf) tableOwner(p *place, addr uint64) uint32 {
	g := &e.regions[p.table-1]
	if e.typ == spec.ET_REL || addr-p.addr >= p.size || !g.whole {
		return 0
	}
	return e.ownerOf(g, g.from, g.to)
}

// namesOf returns the section that holds the names of a symbol table.
func (e *elf) namesOf(table *image.Section, g *region) *image.Section {
	if int(table.Link) >= len(e.sections) || e.sections[table.Link].TypeNumber != spec.SHT_STRTAB {
		e.odd("section %s at byte %#x links to section %d for its names, which is no section of texts", shown(g.name), g.from, table.Link)
		return nil
	}
	return &e.sections[table.Link]
}

// addAtom keeps a symbol that names bytes. Marks of linkers and assemblers ($x, __bss_start) name places only.
func (e *elf) addAtom(s *image.Symbol, typ uint64, section int32) {
	p := &e.places[section]
	off := s.Value
	switch typ {
	case spec.STT_NOTYPE:
		if s.Size == 0 && (s.Name == "" || s.Name[0] == '$' || strings.HasPrefix(s.Name, ".L")) {
			return
		}
	case spec.STT_TLS:
		if e.typ != spec.ET_REL {
			off += e.tls - p.addr
		}
	case spec.STT_OBJECT, sttIFUNC:
	case spec.STT_FUNC:
		if e.machine == spec.EM_ARM {
			off &^= 1 // says that the function is in Thumb code
		}
	default:
		return
	}
	if e.typ != spec.ET_REL && typ != spec.STT_TLS {
		off -= p.addr
	}
	if off >= p.size || s.Size == 0 && slices.Contains(spec.LinkerDefined("elf"), s.Name) {
		return
	}
	e.atoms = append(e.atoms, atom{from: off, to: off + min(s.Size, p.size-off), place: section, symbol: uint32(len(e.img.Symbols) - 1)})
}

// emptySections gives sections of zeros that no symbol divides an owner of their own.
func (e *elf) emptySections() {
	for i, section := range e.memoryPlaces {
		if p, m := &e.places[section], &e.memory[i]; len(e.atomsOf(section, 0)) == 0 {
			m.Owner = e.img.NewOwner(image.Owner{Name: m.Name, Kind: image.OwnerBSS, Addr: p.addr, Size: p.size, Placed: p.loaded})
		}
	}
}

// isDynamic tells whether a loader still fills cells.
func (e *elf) isDynamic() bool {
	for i := range e.segments {
		if e.segments[i].typ == spec.PT_DYNAMIC || e.segments[i].typ == spec.PT_INTERP {
			return true
		}
	}
	return false
}
