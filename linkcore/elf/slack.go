package elf

import (
	"fmt"
	"slices"

	"linkplay/linkcore/diag"
	"linkplay/linkcore/image"
	"linkplay/linkcore/spec"
	"linkplay/linkcore/trace"
	"linkplay/linkcore/unit"
)

// placeNow gives a unit of a slack link its place as soon as it has its bytes, and the GOT its size.
func (s *Session) placeNow(id unit.ID) {
	if s.space == nil {
		return
	}
	if s.patch.img != nil {
		s.patch.placed = append(s.patch.placed, id)
		s.patch.structural = s.patch.structural || arrayOf(contents[s.table.Units[id].Home].name) != 0
	}
	if l := s.linkOf(id); l.placed {
		s.resize(id)
	} else {
		s.allocate(id)
	}
	s.space.growGot()
}

// intern puts the label of a unit into the string table of a slack link, at the moment at which the original does.
func (s *Session) intern(id unit.ID) {
	if s.space == nil {
		return
	}
	u := &s.table.Units[id]
	switch u.Kind {
	case unit.Unnamed, unit.LazyCode, unit.LazyData:
		for len(s.labelAt) <= int(id) {
			s.labelAt = append(s.labelAt, 0)
		}
		if s.labelAt[id] == 0 {
			s.labelAt[id] = s.strings.Append(s.table.Label(id))
		}
	default:
		s.strings.name(u.Name, s.table.Label(id))
	}
}

// flushSlack finishes a slack link: tables that outgrew their place move, everything else stays where it is.
func (s *Session) flushSlack() (*image.Image, diag.List) {
	sp := s.space
	s.rec.Begin("Lazy", "Every lazy symbol has its bytes; from here on no atom and no cell is added.")
	s.table.FinishLazy()
	sp.growGot()
	s.closeArrays()
	if !s.slackFits() {
		s.patch.img = nil
		return nil, s.table.Findings
	}
	if s.tryPatch() {
		return s.patch.img, s.table.Findings
	}

	s.rec.Begin("Symbols", "The symbol table says which name belongs to which address.")
	s.publish()
	s.placeLinkerSymbols()
	symbols := s.collectSymbols()
	symtab := &sp.sections[secSymtab]
	sp.growTable(secSymtab, uint64(len(symbols.rows))*symtab.entry)
	symtab.link, symtab.info = secStrtab, symbols.firstGlobal

	s.rec.Begin("Tables", "Headers and strings have their places.")
	if needed := uint64(s.programCount()) * uint64(s.shape.Program.Size); needed > sp.available(sp.programOff) || sp.programLen != needed {
		sp.programOff, sp.programLen = 0, 0
		sp.programOff = sp.find(needed, uint64(s.cpu.WordBytes))
		sp.programLen = needed
	}
	sp.growTable(secShstrtab, uint64(s.names.Size()))
	sp.growTable(secStrtab, uint64(symbols.strings.Size()))
	if needed := sp.headersBytes(); needed > sp.available(sp.headersOff) {
		sp.headersOff = 0
		sp.headersOff = sp.find(needed, uint64(s.cpu.WordBytes))
	}
	s.publish()

	s.rec.Begin("Write", "Every byte but the addresses inside code and data is in the file.")
	first := s.rec.Next()
	img := s.newImage(s.slackExtents())
	w := image.NewWriter(img, sp.fileBytes)
	units, texts := len(s.table.Units), len(symbols.strings.Texts)
	w.Expect(2*units+int(s.got.Cells())+len(symbols.rows)+texts+64, 512+int(s.got.Cells())+6*len(symbols.rows)+texts+units/4, texts+units/4+16)
	s.writeFile(w, img, symbols)

	s.rec.Begin("Relocate", "Every reference holds the address it means: the file is complete.")
	s.table.Relocate(img, s.slackOrder()...)
	s.rec.Event(trace.FinishFile, ownerHeader, 0, uint64(len(img.File)), 0)
	s.tellChanges(img, first)
	s.rec.Flushed()
	s.remember(img, symbols)
	return img, s.table.Findings
}

// closeArrays brings the atoms of an array of functions together: whoever calls one after the other would take room
// between them for an address.
func (s *Session) closeArrays() {
	for kind := inPreinit; kind <= inFini; kind++ {
		index := s.space.at[kind]
		if index == 0 {
			continue
		}
		g := &s.space.sections[index]
		if size := s.table.Place(s.inOrder(index), g.addr, g.off) - g.addr; size != g.size {
			s.space.grow(index, size)
		}
	}
}

// growTable gives a table that is not loaded another size, when it has another.
func (sp *space) growTable(index int, needed uint64) {
	if sp.sections[index].size != needed {
		sp.grow(index, needed)
	}
}

// slackOrder lists the units with bytes, by offset in the file.
func (s *Session) slackOrder() [][]unit.ID {
	var sections []int
	for kind, index := range s.space.at {
		if index != 0 && content(kind) != inBSS { // it has no bytes; in the way of the original it is in .data
			sections = append(sections, index)
		}
	}
	slices.SortFunc(sections, func(a, b int) int { return int(s.space.sections[a].off) - int(s.space.sections[b].off) })
	var lists [][]unit.ID
	for _, index := range sections {
		lists = append(lists, s.inOrder(index))
	}
	return lists
}

// publish copies where things are into the tables that the file's headers are written from.
func (s *Session) publish() {
	sp := s.space
	for i := range sp.sections {
		g := &sp.sections[i]
		g.units = nil
		if !g.loaded || i == secGot {
			continue
		}
		g.units = s.inOrder(i)
		for _, id := range g.units {
			u := &s.table.Units[id]
			u.Off = g.off + u.Addr - g.addr
		}
	}
	s.publishTables()
}

// publishTables does that for the sections and segments themselves.
func (s *Session) publishTables() {
	sp := s.space
	s.sections, s.segments = s.sections[:0], s.segments[:0]
	for i := range sp.sections {
		g := &sp.sections[i]
		s.sections = append(s.sections, g.section)
		sp.fileBytes = max(sp.fileBytes, g.off+g.size)
		if !g.loaded {
			continue
		}
		file := g.size
		if g.typ == spec.SHT_NOBITS {
			file = 0
			if g.size == 0 {
				continue // nothing to load
			}
		}
		s.segments = append(s.segments, segment{name: g.name, typ: spec.PT_LOAD, flags: g.access, off: g.off, fileBytes: file, addr: g.addr, memBytes: g.size, align: sp.pageBytes})
	}
	sp.fileBytes = max(sp.fileBytes, sp.headersOff+sp.headersBytes(), sp.programOff+sp.programLen)
	s.placeZeros()
	// The headers are mapped as well, from the start of the file to the end of the program headers.
	mapped := sp.programOff + sp.programLen
	headers := segment{name: "headers", typ: spec.PT_LOAD, flags: spec.PF_R, fileBytes: mapped, addr: headerAddr, memBytes: mapped, align: sp.pageBytes}
	self := segment{name: "program headers", typ: spec.PT_PHDR, flags: spec.PF_R, off: sp.programOff, fileBytes: sp.programLen, addr: headerAddr + sp.programOff,
		memBytes: sp.programLen, align: uint64(s.cpu.WordBytes)}
	if !sp.original {
		slices.SortFunc(s.segments, func(a, b segment) int { return int(a.addr>>8) - int(b.addr>>8) })
	}
	s.segments = append([]segment{self, headers}, s.segments...)
	if index := sp.at[inThreadData]; index != 0 {
		g := &sp.sections[index]
		s.placeThreads(threads{addr: g.addr, size: g.size, align: g.align, off: g.off, fileBytes: g.size})
		s.segments = append(s.segments, s.threads.segment())
	}
	if !sp.original {
		s.segments = append(s.segments, stackSegment)
	}
}

// placeZeros gives .bss an offset behind the file: it has no bytes, and none of another section may seem to be its own.
func (s *Session) placeZeros() {
	behind := roundUp(s.space.fileBytes, s.space.pageBytes)
	for i := range s.sections {
		if g := &s.sections[i]; g.typ == spec.SHT_NOBITS && g.size > 0 {
			g.off = behind
		}
	}
	for i := range s.segments {
		if g := &s.segments[i]; g.fileBytes == 0 && g.memBytes > 0 {
			g.off = behind
		}
	}
}

// programCount is the number of program headers.
func (s *Session) programCount() int { return len(s.segments) }

// slackExtents tiles the file: what is in it, by offset, and what is free in between.
func (s *Session) slackExtents() []image.Extent {
	sp := s.space
	used := []image.Extent{
		{Name: "header", FileSize: sp.fileHeaderBytes(), Addr: headerAddr, Loaded: true, Owner: ownerHeader},
		{Name: "program headers", Off: sp.programOff, FileSize: sp.programLen, Addr: headerAddr + sp.programOff, Loaded: true, Owner: ownerProgram},
		{Name: "section headers", Off: sp.headersOff, FileSize: sp.headersBytes(), Owner: ownerSections},
	}
	for i := 1; i < len(sp.sections); i++ {
		g := &sp.sections[i]
		e := image.Extent{Name: g.name, Off: g.off, FileSize: g.size, Addr: g.addr, Loaded: g.loaded, Owner: g.owner}
		if g.typ == spec.SHT_NOBITS {
			e.Off, e.FileSize, e.MemSize = sp.fileBytes, 0, g.size
		}
		if g.size > 0 {
			used = append(used, e)
		}
	}
	slices.SortStableFunc(used, func(a, b image.Extent) int { return int(a.Off) - int(b.Off) })
	var all []image.Extent
	at, mapped := uint64(0), sp.programOff+sp.programLen
	free := func(to uint64) {
		if to == at {
			return
		}
		e := image.Extent{Name: fmt.Sprintf("free %d", len(all)), Off: at, FileSize: to - at, Owner: ownerFree}
		if to <= mapped { // the headers around it are loaded, and so is what is between them
			e.Addr, e.MemSize, e.Loaded = headerAddr+at, to-at, true
		}
		all = append(all, e)
	}
	for _, e := range used {
		free(e.Off)
		at = e.Off + e.FileSize
		if e.Loaded {
			e.MemSize = max(e.MemSize, e.FileSize)
		}
		all = append(all, e)
	}
	free(sp.fileBytes)
	return all
}

// slackFits says what keeps the sections from staying at their addresses.
func (s *Session) slackFits() bool {
	fits := true
	for i := range s.space.sections {
		g := &s.space.sections[i]
		if !g.loaded || g.size == 0 {
			continue
		}
		for j := range s.space.sections {
			if h := &s.space.sections[j]; h.loaded && h.addr > g.addr && h.size > 0 && g.addr+g.size > h.addr {
				s.table.Findings.Add(diag.Overlap, diag.Pos{}, "%s has grown to %#x bytes and reaches into %s at %#x", g.name, g.size, h.name, h.addr).
					Mend("use layout packed, or make %s smaller", g.name)
				fits = false
			}
		}
		if g.size > limitBytes {
			s.table.Findings.Add(diag.TooLarge, diag.Pos{}, "%s has %d bytes, and %d are the most that is linked here", g.name, g.size, limitBytes)
			fits = false
		}
	}
	return fits
}
