package elf

import (
	"linkplay/linkcore/diag"
	"linkplay/linkcore/image"
	"linkplay/linkcore/spec"
	"linkplay/linkcore/trace"
	"linkplay/linkcore/unit"
)

// limitBytes is the largest image that is made.
const limitBytes = 256 << 20

// Flush finishes what the steps so far have put and returns the image. Mistakes become findings, never Go errors; the
// image is nil when they leave nothing to show.
func (s *Session) Flush() (*image.Image, diag.List) {
	s.changed, s.flushed = false, true
	if s.space != nil {
		return s.flushSlack()
	}
	s.rec.Begin("Lazy", "Every lazy symbol has its bytes; from here on no atom and no cell is added.")
	s.table.FinishLazy()

	s.rec.Begin("Place", "Every section and every atom has its address.")
	c := s.place()
	if !s.sizesFit(c) {
		return nil, s.table.Findings
	}
	s.placeLinkerSymbols()

	s.rec.Begin("Symbols", "The symbol table says which name belongs to which address.")
	symbols := s.collectSymbols()
	s.placeTables(c, symbols)
	img := s.newImage(c.extents)

	s.rec.Begin("Write", "Every byte but the addresses inside code and data is in the file.")
	w := image.NewWriter(img, c.off)
	units, texts := len(s.table.Units), len(symbols.strings.Texts)
	w.Expect(2*units+int(s.got.Cells())+len(symbols.rows)+texts+64, 512+int(s.got.Cells())+6*len(symbols.rows)+texts+units/4, texts+units/4+16)
	s.writeFile(w, img, symbols)

	s.rec.Begin("Relocate", "Every reference holds the address it means: the file is complete.")
	s.table.Relocate(img, s.kinds[inRodata], s.kinds[inText], s.kinds[inThreadData], s.kinds[inPreinit], s.kinds[inInit], s.kinds[inFini], s.kinds[inData])
	s.rec.Event(trace.FinishFile, ownerHeader, 0, uint64(len(img.File)), 0)
	s.rec.Flushed()
	return img, s.table.Findings
}

// sizesFit says what keeps the segments from being loaded as they are.
func (s *Session) sizesFit(c *cursor) bool {
	size := uint64(0)
	for i := range s.segments {
		g := &s.segments[i]
		size += g.memBytes
		if i > 0 && g.typ == spec.PT_LOAD && g.addr < s.segments[i-1].addr+s.segments[i-1].memBytes {
			before := &s.segments[i-1]
			s.table.Findings.Add(diag.Overlap, diag.Pos{}, "the segment %q starts at %#x, before the end of the segment %q at %#x",
				g.name, g.addr, before.name, before.addr+before.memBytes).
				Mend("leave out base-data, or choose a larger address")
		}
	}
	if size > limitBytes {
		s.table.Findings.Add(diag.TooLarge, diag.Pos{}, "the program has %d bytes, and %d are the most that is linked here", size, limitBytes)
		return false
	}
	if s.base%s.elf.PageBytes != 0 {
		s.table.Findings.Add(diag.OptionValue, diag.Pos{}, "base-text is %#x, and a file is mapped at a multiple of %#x", s.base, s.elf.PageBytes).
			Mend("choose a multiple of %#x", s.elf.PageBytes)
	}
	if last := s.base + size; last < s.base || s.base >= 1<<(8*min(7, s.cpu.WordBytes)) || s.data >= 1<<(8*min(7, s.cpu.WordBytes)) {
		s.table.Findings.Add(diag.NarrowCell, diag.Pos{}, "addresses from %#x on do not fit in the address space of the processor", max(s.base, s.data)).
			Mend("choose smaller values for base-text and base-data")
		return false
	}
	return true
}

// placeLinkerSymbols gives the symbols that the linker defines their addresses.
func (s *Session) placeLinkerSymbols() {
	for _, id := range s.linkers {
		u := &s.table.Units[id]
		if u.Kind != unit.Linker {
			continue // a description can take the name over
		}
		last := s.lastSegment(false)
		u.Live = true
		label := s.p.Names.Text(u.Name)
		switch label {
		case "_GLOBAL_OFFSET_TABLE_":
			u.Addr = s.sections[s.find(".got")].addr
		case "__ehdr_start":
			u.Addr = s.headersAddr()
		case "__dso_handle", "__rela_iplt_start", "__rela_iplt_end":
			u.Addr = s.firstAddr() // a name for this file; and a table that is empty in a static one
		case "__preinit_array_start", "__init_array_start", "__fini_array_start":
			u.Addr, _ = s.arrayBounds(label, "_start")
		case "__preinit_array_end", "__init_array_end", "__fini_array_end":
			_, u.Addr = s.arrayBounds(label, "_end")
		case "etext", "_etext":
			code := s.firstAddr()
			if i := s.find(".text"); i != 0 {
				code = s.sections[i].addr + s.sections[i].size
			}
			u.Addr = code
		case "edata", "_edata":
			data := s.lastSegment(true)
			u.Addr = data.addr + data.fileBytes
		case "end", "_end":
			u.Addr = last.addr + last.memBytes
		case "__bss_start":
			u.Addr = last.addr + last.fileBytes
			if i := s.find(".bss"); i != 0 {
				u.Addr = s.sections[i].addr
			}
		default:
			u.Live = false
			s.table.Findings.Add(diag.Undefined, diag.Pos{Line: u.Line, Col: 1}, "%s has no address: a static file has nothing of that kind", label).
				Mend("remove the reference")
		}
	}
}

// headersAddr is where the ELF header is in memory.
func (s *Session) headersAddr() uint64 {
	if s.space != nil {
		return headerAddr
	}
	return s.base
}

// arrayBounds is where an array of functions starts and ends; where there is none, both are the same.
func (s *Session) arrayBounds(symbol, end string) (from, to uint64) {
	name := "." + symbol[len("__"):len(symbol)-len(end)]
	if i := s.find(name); i != 0 {
		array := &s.sections[i]
		return array.addr, array.addr + array.size
	}
	return s.firstAddr(), s.firstAddr()
}

// firstAddr is where the first section that is in memory starts.
func (s *Session) firstAddr() uint64 {
	for i := range s.sections {
		if sec := &s.sections[i]; sec.flags&spec.SHF_ALLOC != 0 {
			return sec.addr
		}
	}
	return s.headersAddr()
}

// lastSegment is the loaded segment with the highest address, of all or of those with bytes in the file.
func (s *Session) lastSegment(inFile bool) *segment {
	last := &s.segments[0]
	for i := range s.segments {
		if g := &s.segments[i]; g.typ == spec.PT_LOAD && g.addr >= last.addr && (g.fileBytes > 0 || !inFile) {
			last = g
		}
	}
	return last
}

// placeTables lays out what is not loaded: symbols, names, and the section headers, which close the file.
func (s *Session) placeTables(c *cursor, t *symbolTable) {
	word := uint64(s.cpu.WordBytes)
	symtab := section{name: ".symtab", typ: spec.SHT_SYMTAB, size: uint64(len(t.rows)) * uint64(s.shape.Symbol.Size), align: word,
		entry: uint64(s.shape.Symbol.Size), link: uint32(len(s.sections) + 1), info: t.firstGlobal, owner: ownerSymtab}
	c.table(symtab)
	c.table(section{name: ".strtab", typ: spec.SHT_STRTAB, size: uint64(t.strings.Size()), align: 1, owner: ownerStrtab})
	for i := range s.sections {
		s.sections[i].nameOff = s.names.Add(s.sections[i].name)
	}
	nameOff := s.names.Add(".shstrtab")
	c.table(section{name: ".shstrtab", nameOff: nameOff, typ: spec.SHT_STRTAB, size: uint64(s.names.Size()), align: 1, owner: ownerShstrtab})
	c.pad(word, false)
	s.segments = append(s.segments, stackSegment)
	c.extent(image.Extent{Name: "section headers", FileSize: uint64(len(s.sections)) * uint64(s.shape.Section.Size), Owner: ownerSections})
}
