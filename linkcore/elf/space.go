package elf

import (
	"linkplay/linkcore/atom"
	"linkplay/linkcore/spec"
	"linkplay/linkcore/unit"
)

// Layout slack: the file is changed in place, again and again, as Zig's incremental linker does. Every thing in the file
// is followed by a third of its size of free room, sections move to another offset when they outgrow it, and no address
// ever changes but that of an atom that is too large for its place. space knows where sections and tables are in the
// file; chain.go knows where atoms are in their sections.

// padded is a size with the room that is left behind it.
func padded(size uint64) uint64 { return size + size/3 }

// The sizes that sections begin with, before anything is in them.
const (
	hintCode    = 262144
	hintSymbols = 32
	hintData    = 1024
)

// Addresses of the segments. They are far apart, so that each can grow without meeting the next.
const (
	headerAddr = 0x1000000
	gotAddr    = 0x4000000
	textAddr   = 0x8000000
	rodataAddr = 0xc000000
	dataAddr   = 0x10000000
	bssAddr    = 0x14000000
)

// Sections of a slack file, by index of space.sections. The order is that of the original, with .bss added behind.
const (
	secShstrtab = 1 + iota
	secStrtab
	secText
	secGot
	secRodata
	secData
	secSymtab
	secBSS
)

// room is the distance between the addresses of two segments.
const room = 0x4000000

// slackSection is a section, or the segment that maps it: in slack there is one for the other.
type slackSection struct {
	section
	loaded bool
	access uint64 // PF_ flags
	chain  chain
}

// space is the file of a slack link.
type space struct {
	s          *Session
	sections   []slackSection
	at         [numContents]int // the sections with units
	headersOff uint64           // of the section header table; 0 before it was placed
	programOff uint64           // of the program header table; 0 before it was placed
	programLen uint64
	pageBytes  uint64
	fileBytes  uint64 // the file never becomes shorter
	original   bool   // upstream layout: access rights, order and the missing .bss as there
	upstream   bool   // upstream free-list: the free list that is never of use
}

func newSpace(s *Session) *space {
	word := uint64(s.cpu.WordBytes)
	sp := &space{s: s, pageBytes: s.elf.PageBytes, original: s.p.Upstream&atom.UpstreamLayout != 0, upstream: s.p.Upstream&atom.UpstreamFreeList != 0}
	const r, w, x = spec.PF_R, spec.PF_W, spec.PF_X
	access := [...]uint64{secText: r | x, secGot: r | w, secRodata: r, secData: r | w, secBSS: r | w}
	flags := [...]uint64{secText: spec.SHF_ALLOC | spec.SHF_EXECINSTR, secGot: spec.SHF_ALLOC | spec.SHF_WRITE, secRodata: spec.SHF_ALLOC,
		secData: spec.SHF_ALLOC | spec.SHF_WRITE, secBSS: spec.SHF_ALLOC | spec.SHF_WRITE}
	if sp.original {
		sp.pageBytes = originalPage(s.cpu.Name)
		access[secText], access[secRodata], flags[secGot] = r|w|x, r|w, spec.SHF_ALLOC
	}
	add := func(name string, typ uint64, align uint64, owner uint32) {
		sp.sections = append(sp.sections, slackSection{section: section{name: name, nameOff: s.names.Add(name), typ: typ, align: align, owner: owner}})
	}
	loaded := func(index int, name string, addr, size, align uint64, owner uint32) {
		add(name, spec.SHT_PROGBITS, align, owner)
		g := &sp.sections[index]
		g.loaded, g.access, g.flags, g.addr = true, access[index], flags[index], addr
		g.size = size
	}
	sp.sections = append(sp.sections, slackSection{})
	// Strings are placed while they are one byte long; .shstrtab knows its own name by then.
	add(".shstrtab", spec.SHT_STRTAB, 1, ownerShstrtab)
	add(".strtab", spec.SHT_STRTAB, 1, ownerStrtab)
	loaded(secText, ".text", textAddr, hintCode, 1, 0)
	loaded(secGot, ".got", gotAddr, uint64(s.cell)*hintSymbols, uint64(s.cell), ownerGOT)
	loaded(secRodata, ".rodata", rodataAddr, hintData, 1, 0)
	loaded(secData, ".data", dataAddr, hintData, word, 0)
	add(".symtab", spec.SHT_SYMTAB, word, ownerSymtab)
	sp.sections[secSymtab].entry = uint64(s.shape.Symbol.Size)
	if !sp.original {
		sp.sections[secGot].entry = uint64(s.cell)
		add(".bss", spec.SHT_NOBITS, 1, 0)
		bss := &sp.sections[secBSS]
		bss.loaded, bss.access, bss.flags, bss.addr = true, access[secBSS], flags[secBSS], bssAddr
	}
	sp.at = [numContents]int{inRodata: secRodata, inText: secText, inData: secData, inBSS: secBSS}
	if sp.original {
		sp.at[inBSS] = secData
	}
	sp.addRare()
	sp.placeAtFirst()
	return sp
}

// originalPage is what the original takes for the size of a page. Kernels with larger ones cannot load its files.
func originalPage(cpu string) uint64 {
	if cpu == "sparc64" {
		return 0x2000
	}
	return 0x1000
}

// addRare adds the sections that few programs have. What a later step brings is known from the start, so that no
// section comes when others have their places.
func (sp *space) addRare() {
	wanted := [numContents]bool{}
	p := sp.s.p
	for i := range p.Atoms {
		wanted[inThreadData] = wanted[inThreadData] || p.Atoms[i].Kind == atom.TLS
	}
	for i := range p.Exports {
		if kind := arrayOf(p.Exports[i].Section); kind != 0 {
			wanted[kind] = true
		}
	}
	for kind, want := range wanted {
		if !want {
			continue
		}
		row := &contents[kind]
		g := slackSection{section: section{name: row.name, nameOff: sp.s.names.Add(row.name), typ: row.typ, flags: row.flags, align: 1,
			addr: bssAddr + uint64(len(sp.sections)-secSymtab)*room, size: hintData}, loaded: true, access: spec.PF_R | spec.PF_W}
		if content(kind) == inThreadData {
			g.access = spec.PF_R // a template: threads write into their copies
		}
		if arrayOf(row.name) != 0 {
			g.entry, g.align = uint64(sp.s.cpu.WordBytes), uint64(sp.s.cpu.WordBytes)
		}
		sp.at[kind] = len(sp.sections)
		sp.sections = append(sp.sections, g)
	}
}

// placeAtFirst gives every section its first place.
func (sp *space) placeAtFirst() {
	first := []int{secText, secGot, secRodata, secData}
	for kind := inThreadData; kind <= inFini; kind++ {
		if sp.at[kind] != 0 {
			first = append(first, sp.at[kind])
		}
	}
	for _, i := range first {
		g := &sp.sections[i]
		size := g.size
		g.size = 0
		g.off = sp.find(size, sp.pageBytes)
		g.size = size
	}
	sp.sections[secShstrtab].off = sp.find(1, 1)
	sp.sections[secShstrtab].size = uint64(len("\x00.shstrtab\x00"))
	sp.sections[secStrtab].off = sp.find(1, 1)
	sp.sections[secStrtab].size = 1
	symtab := &sp.sections[secSymtab]
	size := hintSymbols * symtab.entry
	symtab.off = sp.find(size, symtab.align)
	symtab.size = size
	sp.headersOff = sp.find(sp.headersBytes(), symtab.align)
	for i := range sp.sections {
		sp.fileBytes = max(sp.fileBytes, sp.sections[i].off+sp.sections[i].size+1)
	}
}

func (sp *space) headersBytes() uint64 {
	return uint64(len(sp.sections)) * uint64(sp.s.shape.Section.Size)
}

// fileHeaderBytes is the length of the ELF header, before which nothing can be.
func (sp *space) fileHeaderBytes() uint64 {
	return uint64(sp.s.shape.Ident.Size + sp.s.shape.Header.Size)
}

// find returns the first place at which size bytes and the room behind them meet nothing.
func (sp *space) find(size, align uint64) uint64 {
	start := uint64(0)
	for {
		end, meets := sp.meets(start, start+padded(size))
		if !meets {
			return start
		}
		start = (end + align - 1) / align * align
	}
}

// meets tells whether something lies between two offsets, and where the room behind it ends.
func (sp *space) meets(start, end uint64) (uint64, bool) {
	if start < sp.fileHeaderBytes() {
		return sp.fileHeaderBytes(), true
	}
	blocks := func(off, size uint64) bool { return end > off && start < off+padded(size) }
	if sp.headersOff != 0 && blocks(sp.headersOff, sp.headersBytes()) {
		return sp.headersOff + padded(sp.headersBytes()), true
	}
	for i := 1; i < len(sp.sections); i++ {
		if g := &sp.sections[i]; g.typ != spec.SHT_NOBITS && blocks(g.off, g.size) {
			return g.off + padded(g.size), true
		}
	}
	if sp.programOff != 0 && blocks(sp.programOff, sp.programLen) {
		return sp.programOff + padded(sp.programLen), true
	}
	return 0, false
}

// available is how far it is from an offset to the next thing in the file.
func (sp *space) available(off uint64) uint64 {
	if off == 0 {
		return 0
	}
	nearest := ^uint64(0)
	see := func(at uint64) {
		if at > off {
			nearest = min(nearest, at)
		}
	}
	see(sp.headersOff)
	see(sp.programOff)
	for i := 1; i < len(sp.sections); i++ {
		if sp.sections[i].typ != spec.SHT_NOBITS {
			see(sp.sections[i].off)
		}
	}
	return nearest - off
}

// grow makes a section exactly as large as needed. A loaded one looks for a new place while the old one still blocks,
// the others after they have left theirs; addresses stay.
func (sp *space) grow(index int, needed uint64) {
	g := &sp.sections[index]
	if g.typ != spec.SHT_NOBITS && (needed > sp.available(g.off) || g.size == 0 && sp.taken(index)) {
		align := sp.pageBytes
		if !g.loaded {
			g.size, align = 0, g.align
		}
		g.off = sp.find(needed, align)
	}
	g.size = needed
}

// taken tells whether something else is where a section without bytes was: it does not hold its place.
func (sp *space) taken(index int) bool {
	off := sp.sections[index].off
	for i := 1; i < len(sp.sections); i++ {
		if g := &sp.sections[i]; i != index && g.off == off && g.size > 0 && g.typ != spec.SHT_NOBITS {
			return true
		}
	}
	return off == sp.headersOff || off == sp.programOff
}

// growGot makes the GOT as large as its cells.
func (sp *space) growGot() {
	if needed := uint64(sp.s.got.Cells()) * uint64(sp.s.cell); needed != sp.sections[secGot].size {
		sp.grow(secGot, needed)
	}
}

// sectionOf says which section holds a unit.
func (s *Session) sectionOf(id unit.ID) int { return s.space.at[s.table.Units[id].Home] }
