package inspect

import (
	"bytes"
	"slices"
	"strconv"

	"linkplay/linkcore/image"
	"linkplay/linkcore/spec"
)

// readSections reads the section headers and claims what they name, in their order.
func (e *elf) readSections(t headers) {
	size := uint64(e.shape.Section.Size)
	rows := e.afford(int(t.rows), cost{spans: 3, args: len(e.shape.Section.Fields), owners: 1,
		other: sectionBytes + placeBytes + claimBytes})
	if rows == 0 {
		return
	}
	e.crowded("the section header table", t.off, int(t.rows), rows)
	addr, loaded := e.mapped(t.off)
	e.claim(region{name: "section headers", from: t.off, to: t.off + t.rows*size, addr: addr, loaded: loaded, place: -1, kind: image.OwnerHeader, as: recordTable{rule: e.shape.Section}, rows: rows})
	e.img.Sections = make([]image.Section, rows)
	for i := range rows {
		e.readSection(&e.img.Sections[i], t.off+uint64(i)*size)
	}
	e.nameSections(t, rows)
	e.regions = slices.Grow(e.regions, rows)
	e.places = make([]place, rows)
	for i := 1; i < rows; i++ {
		e.claimSection(i, t.off+uint64(i)*size)
	}
}

func (e *elf) readSection(s *image.Section, at uint64) {
	of := func(name string) uint64 { return e.file.read(e.section[name], at) }
	*s = image.Section{TypeNumber: of("sh_type"), FlagsBits: of("sh_flags"), Addr: of("sh_addr"), Off: of("sh_offset"), Size: of("sh_size"),
		Link: uint32(of("sh_link")), Info: uint32(of("sh_info")), Align: of("sh_addralign"), EntSize: of("sh_entsize")}
	s.Type, s.Flags = sectionType(s.TypeNumber), e.sectionFlags(s.FlagsBits)
}

// nameSections looks up the names, once it is known where they are.
func (e *elf) nameSections(t headers, rows int) {
	if t.names == 0 || t.names-uint64(rows) < t.cut {
		return // sections have no names, or the file lacks the header of the one with the names, which was said before
	}
	if t.names >= uint64(rows) || e.img.Sections[t.names].TypeNumber != spec.SHT_STRTAB {
		e.odd("e_shstrndx at byte %#x is %d, which is no section of texts, so sections have no names", e.headerAt("e_shstrndx"), t.names)
		return
	}
	var lost tally
	at := t.off + e.section["sh_name"].at
	for i := range rows {
		name, ok := e.nameAt(&e.img.Sections[t.names], e.file.read(e.section["sh_name"], t.off+uint64(i)*uint64(e.shape.Section.Size)))
		if !ok {
			lost.add(at + uint64(i)*uint64(e.shape.Section.Size))
		}
		e.img.Sections[i].Name = name
	}
	if lost.n > 0 {
		e.odd("sh_name at byte %#x points behind the names of sections%s", lost.at, lost.more())
	}
}

// calledByUs is how our linker calls the structures of its files.
var calledByUs = map[string]string{".got": "GOT", ".symtab": "symbols", ".strtab": "symbol names", ".shstrtab": "section names"}

// claimSection claims the bytes of a section, or its memory when it has none.
func (e *elf) claimSection(i int, at uint64) {
	s := &e.img.Sections[i]
	alloc := s.FlagsBits&spec.SHF_ALLOC != 0 && e.typ != spec.ET_REL
	p := &e.places[i]
	*p = place{addr: s.Addr, off: s.Off, size: s.Size, align: s.Align, loaded: alloc, inFile: s.TypeNumber != spec.SHT_NOBITS, kind: sectionKind(s)}
	name := s.Name
	if name == "" {
		name = "section " + strconv.Itoa(i)
	}
	if s.TypeNumber == spec.SHT_NULL || s.Size == 0 {
		return
	}
	if s.TypeNumber == spec.SHT_NOBITS {
		// Thread-local zeros have addresses only in each thread's copy.
		p.loaded = alloc && s.FlagsBits&spec.SHF_TLS == 0
		e.memory = append(e.memory, image.Extent{Name: name, Off: s.Off, Addr: s.Addr, MemSize: s.Size, Loaded: p.loaded})
		e.memoryPlaces = append(e.memoryPlaces, int32(i))
		return
	}
	if s.Off > e.size() || e.size()-s.Off < s.Size {
		e.short("the file ends at byte %#x; section %s, whose header is at byte %#x, promises %d bytes from byte %#x on", e.size(), shown(name), at, s.Size, s.Off)
	}
	if s.Align&(s.Align-1) == 0 && s.Align <= mostSlack {
		e.slack = max(e.slack, s.Align, 16)
	}
	g := region{name: name, called: calledByUs[name], from: s.Off, to: s.Off + min(s.Size, e.size()), addr: s.Addr, loaded: alloc, place: int32(i), kind: p.kind}
	g.as, g.kind = e.tableOf(s, g.kind)
	if _, pointers := g.as.(pointerTable); g.as != nil && !pointers && g.from < min(g.to, e.size()) {
		p.table = int32(len(e.regions) + 1)
	}
	e.claim(g)
}

// sectionKind says what a section without symbols is, for its colour.
func sectionKind(s *image.Section) image.OwnerKind {
	switch {
	case s.TypeNumber == spec.SHT_NOBITS:
		return image.OwnerBSS
	case s.FlagsBits&spec.SHF_EXECINSTR != 0:
		return image.OwnerCode
	case s.FlagsBits&spec.SHF_WRITE != 0:
		return image.OwnerData
	default:
		return image.OwnerConst
	}
}

// nulBlock is how many bytes share an entry of elf.nextNUL.
const nulBlock = 64

// nameAt returns the text at an offset of a string section, up to its NUL. Many names may be tails of one long text,
// so that looking for the NUL of each would take forever; an index leads there in one step.
func (e *elf) nameAt(s *image.Section, off uint64) (string, bool) {
	if off >= s.Size || s.Off >= e.size() || off >= e.size()-s.Off {
		return "", off == 0
	}
	from, end := s.Off+off, s.Off+min(s.Size, e.size()-s.Off)
	if e.nextNUL == nil {
		e.indexNULs()
	}
	stop := min(end, (from/nulBlock+1)*nulBlock)
	if n := bytes.IndexByte(e.data[from:stop], 0); n >= 0 {
		end = from + uint64(n)
	} else if stop < end {
		end = min(end, uint64(e.nextNUL[stop/nulBlock]))
	}
	if e.nameRoom -= int(end - from); e.nameRoom < 0 {
		return "", true
	}
	return e.texts()[from:end], true
}

// indexNULs finds the first NUL at or behind the start of each block, from the last block to the first.
func (e *elf) indexNULs() {
	blocks := (len(e.data) + nulBlock - 1) / nulBlock
	e.nextNUL = make([]uint32, blocks)
	next := uint32(len(e.data))
	for b := blocks - 1; b >= 0; b-- {
		if n := bytes.IndexByte(e.data[b*nulBlock:min(len(e.data), (b+1)*nulBlock)], 0); n >= 0 {
			next = uint32(b*nulBlock + n)
		}
		e.nextNUL[b] = next
	}
}
