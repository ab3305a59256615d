package inspect

import (
	"slices"
	"strings"

	"linkplay/linkcore/image"
	"linkplay/linkcore/spec"
)

// tableOf says how the contents of a section are labelled record by record; nil is for contents of which nothing more
// is known. Types come first, then names that linkers agree on.
func (e *elf) tableOf(s *image.Section, kind image.OwnerKind) (table, image.OwnerKind) {
	t := e.tables
	switch s.TypeNumber {
	case spec.SHT_SYMTAB, spec.SHT_DYNSYM:
		return elfSymbols{e}, image.OwnerSymbols
	case spec.SHT_STRTAB:
		return textTable{e.shape.Text}, image.OwnerSymbols
	case spec.SHT_DYNAMIC:
		return dynamicTable{recordTable{t.Dyn, t.Dyns}, e}, image.OwnerSymbols
	case spec.SHT_RELA:
		return relocRecords{recordTable{t.Rela, t.Relas}, e}, image.OwnerSymbols
	case spec.SHT_REL:
		return relocRecords{recordTable{t.Rel, t.Rels}, e}, image.OwnerSymbols
	case spec.SHT_RELR:
		return relrTable{recordTable{t.Relr, t.Relrs}, e}, image.OwnerSymbols
	case spec.SHT_NOTE:
		return &noteTable{elf: e, align: s.Align}, kind
	case spec.SHT_HASH:
		return hashTable{e}, image.OwnerSymbols
	case spec.SHT_GNU_HASH:
		return gnuHashTable{e}, image.OwnerSymbols
	case spec.SHT_GNU_VERSYM:
		return arrayTable{rule: t.Versym}, image.OwnerSymbols
	case spec.SHT_GNU_VERNEED, spec.SHT_GNU_VERDEF:
		return &versionTable{elf: e, defines: s.TypeNumber == spec.SHT_GNU_VERDEF}, image.OwnerSymbols
	case spec.SHT_INIT_ARRAY, spec.SHT_FINI_ARRAY, spec.SHT_PREINIT_ARRAY:
		return pointerTable{recordTable{rule: t.Pointer}, e}, kind
	case spec.SHT_GROUP:
		return groupTable{e}, image.OwnerSymbols
	case spec.SHT_SYMTAB_SHNDX:
		return arrayTable{rule: t.SectionIndices}, image.OwnerSymbols
	case spec.SHT_PROGBITS:
		return e.namedTable(s, kind)
	}
	return nil, kind
}

// namedTable is tableOf for sections of the type that says nothing.
func (e *elf) namedTable(s *image.Section, kind image.OwnerKind) (table, image.OwnerKind) {
	switch name := s.Name; {
	case name == ".got" || name == ".got.plt":
		return recordTable{rule: e.shape.Cell}, image.OwnerGOT
	case (name == ".plt" || strings.HasPrefix(name, ".plt.") || name == ".iplt") && s.FlagsBits&spec.SHF_EXECINSTR != 0:
		return &pltTable{elf: e, name: name, entry: s.EntSize}, kind
	case name == ".interp", name == ".comment":
		return textTable{e.shape.Text}, kind
	case name == ".eh_frame_hdr":
		return unwindTable{e}, kind
	}
	return nil, kind
}

// calledParts are the names of segments that tell something of their own in a file without sections.
var calledParts = map[uint64]string{spec.PT_DYNAMIC: "dynamic", spec.PT_INTERP: "interpreter", spec.PT_NOTE: "notes", spec.PT_GNU_EH_FRAME: ".eh_frame_hdr"}

// claimSegments claims the bytes of segments, for files whose sections do not. What dynamic section and program headers
// lead to is told as if it were sections. Segments hold each other and the headers, so what small ones leave goes to
// the large ones.
func (e *elf) claimSegments() {
	parts := e.dynamicParts()
	for i := range e.segments {
		s := &e.segments[i]
		part := image.Section{Name: calledParts[s.typ], Off: s.off, Size: s.size, Addr: s.addr, Align: s.align, FlagsBits: spec.SHF_ALLOC, TypeNumber: spec.SHT_PROGBITS}
		switch s.typ {
		case spec.PT_NOTE:
			part.TypeNumber = spec.SHT_NOTE
		case spec.PT_DYNAMIC:
			part.TypeNumber, part.EntSize = spec.SHT_DYNAMIC, uint64(e.tables.Dyn.Size)
		}
		if part.Name != "" {
			parts = append(parts, part)
		}
	}
	small := len(parts)
	for i := range e.segments {
		if s := &e.segments[i]; s.typ == spec.PT_LOAD {
			parts = append(parts, image.Section{Name: s.name, Off: s.off, Size: s.size, Addr: s.addr, TypeNumber: spec.SHT_PROGBITS, FlagsBits: s.flags})
		}
	}
	known := len(e.img.Sections)
	e.firstLoad = known + small
	// The segments' rooms were taken with their headers; a copy of the section headers is new.
	if e.afford(known, cost{other: sectionBytes}) < known {
		return
	}
	e.sections = append(slices.Clip(e.img.Sections), parts...)
	e.regions = slices.Grow(e.regions, len(parts))
	e.places = slices.Grow(e.places, len(parts))
	for i := known; i < len(e.sections); i++ {
		e.claimPart(i)
	}
}

// claimPart claims what the segments or the dynamic section speak of.
func (e *elf) claimPart(i int) {
	s := &e.sections[i]
	p := place{addr: s.Addr, off: s.Off, size: s.Size, loaded: true, inFile: true, kind: sectionKind(s)}
	g := region{name: s.Name, from: s.Off, to: s.Off + s.Size, addr: s.Addr, loaded: true, quiet: true, place: int32(i), kind: p.kind}
	if i < e.firstLoad {
		g.addr, g.loaded = e.mapped(s.Off)
		p.addr, p.loaded = g.addr, g.loaded
		g.as, g.kind = e.partTable(s, p.kind)
	}
	e.places = append(e.places, p)
	e.claim(g)
}

func (e *elf) partTable(s *image.Section, kind image.OwnerKind) (table, image.OwnerKind) {
	switch s.Name {
	case "interpreter":
		return textTable{e.shape.Text}, kind
	case "GOT":
		return recordTable{rule: e.shape.Cell}, image.OwnerGOT
	}
	return e.tableOf(s, kind)
}

// loadOf returns the place of the segment that holds an address, or -1. It looks at a few: most files have four.
func (e *elf) loadOf(addr uint64) int32 {
	if e.firstLoad == 0 {
		return -1
	}
	for i := e.firstLoad; i < min(len(e.sections), e.firstLoad+16); i++ {
		if s := &e.sections[i]; addr-s.Addr < s.Size {
			return int32(i)
		}
	}
	return -1
}

// offsetOf returns the file offset of an address, when a segment has bytes there.
func (e *elf) offsetOf(addr uint64) (uint64, bool) {
	for i := range e.img.Segments {
		if s := &e.img.Segments[i]; addr-s.Addr < s.FileSize && s.Off+addr-s.Addr < e.size() {
			return s.Off + addr - s.Addr, true
		}
	}
	return 0, false
}
