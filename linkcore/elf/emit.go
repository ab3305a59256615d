package elf

import (
	"linkplay/linkcore/diag"
	"linkplay/linkcore/image"
	"linkplay/linkcore/shape"
	"linkplay/linkcore/spec"
	"linkplay/linkcore/symtab"
	"linkplay/linkcore/trace"
	"linkplay/linkcore/unit"
)

// newImage declares what the file consists of.
func (s *Session) newImage(extents []image.Extent) *image.Image {
	img := &image.Image{Format: "elf", CPU: s.cpu.Name, Kind: "ELF executable", WordBytes: s.cpu.WordBytes, Order: s.cpu.Order,
		RelocTypes: s.cpu.Relocs, Trace: s.rec, Code: s.table.Parts(), Extents: extents}
	img.Owners = s.table.Owners(structures)
	if s.rec != nil {
		img.States = s.states()
	}
	for _, e := range extents {
		if e.Owner != 0 && e.Owner != unit.PaddingOwner && e.Owner != ownerFree {
			o := &img.Owners[e.Owner]
			o.Addr, o.Off, o.Size, o.Placed = e.Addr, e.Off, e.FileSize, e.Loaded
		}
	}
	if s.got.Wide {
		s.table.EntryCells = s.table.EntryCells[:0]
		for i := range s.got.Entries {
			s.table.EntryCells = append(s.table.EntryCells, s.got.Entries[i].Cell)
		}
	}
	if s.cell != s.cpu.WordBytes {
		img.CellBytes = s.cell
	}
	img.ThreadPointer, img.ThreadBlock = s.threads.pointer, s.threads.block
	s.listTables(img)
	return img
}

// listTables says in an image where segments and sections are.
func (s *Session) listTables(img *image.Image) {
	img.GOTAddr = s.sections[s.find(".got")].addr
	img.Segments, img.Sections = make([]image.Segment, 0, len(s.segments)), make([]image.Section, 0, len(s.sections))
	for i := range s.segments {
		g := &s.segments[i]
		if g.typ != spec.PT_LOAD {
			continue
		}
		img.Segments = append(img.Segments, image.Segment{Name: g.name, Flags: flagWord(g.flags), Off: g.off, FileSize: g.fileBytes, Addr: g.addr,
			MemSize: g.memBytes, Align: g.align, HoldsFileHeaders: g.off == 0 && g.fileBytes > 0})
	}
	for i := range s.sections {
		sec := &s.sections[i]
		img.Sections = append(img.Sections, image.Section{Name: sec.name, Type: sectionTypes[sec.typ], Flags: sectionFlags(sec.flags), Addr: sec.addr,
			Off: sec.off, Size: sec.size, Align: sec.align, EntSize: sec.entry, Link: sec.link, Info: sec.info, TypeNumber: sec.typ, FlagsBits: sec.flags})
	}
}

var sectionTypes = map[uint64]string{spec.SHT_NULL: "NULL", spec.SHT_PROGBITS: "PROGBITS", spec.SHT_SYMTAB: "SYMTAB", spec.SHT_STRTAB: "STRTAB", spec.SHT_NOBITS: "NOBITS",
	spec.SHT_PREINIT_ARRAY: "PREINIT_ARRAY", spec.SHT_INIT_ARRAY: "INIT_ARRAY", spec.SHT_FINI_ARRAY: "FINI_ARRAY"}

func flagWord(flags uint64) string {
	word := []byte("---")
	for i, bit := range []uint64{spec.PF_R, spec.PF_W, spec.PF_X} {
		if flags&bit != 0 {
			word[i] = "rwx"[i]
		}
	}
	return string(word)
}

func sectionFlags(flags uint64) string {
	word := ""
	for i, bit := range []uint64{spec.SHF_WRITE, spec.SHF_ALLOC, spec.SHF_EXECINSTR} {
		if flags&bit != 0 {
			word += "WAX"[i : i+1]
		}
	}
	if flags&spec.SHF_TLS != 0 {
		word += "T"
	}
	return word
}

// writeFile writes the extents in the order of the file.
func (s *Session) writeFile(w *image.Writer, img *image.Image, t *symbolTable) {
	padding, free := img.Rule(shape.Padding), img.Rule(shape.Free)
	s.findEntry(img)
	for i := range img.Extents {
		e := &img.Extents[i]
		switch {
		case e.FileSize == 0:
			continue
		case e.Owner == unit.PaddingOwner:
			w.Extent(e.Name)
			w.Fill(padding, unit.PaddingOwner, s.rec.Event(trace.Empty, unit.PaddingOwner, 0, e.FileSize, 0), e.FileSize)
			continue
		case e.Owner == ownerFree:
			w.Extent(e.Name)
			w.Fill(free, ownerFree, s.rec.Event(trace.Empty, ownerFree, 0, e.FileSize, 0), e.FileSize)
			continue
		}
		switch e.Owner {
		case ownerHeader:
			w.Extent(e.Name)
			s.writeHeader(w, img)
		case ownerProgram:
			w.Extent(e.Name)
			s.writeProgramHeaders(w, img)
		case ownerGOT:
			s.writeGOT(w, img)
		case ownerSymtab:
			s.writeSymbols(w, img, t)
		case ownerStrtab:
			s.writeStrings(w, img, ".strtab", ownerStrtab, &t.strings.Strings)
		case ownerShstrtab:
			s.writeStrings(w, img, ".shstrtab", ownerShstrtab, &s.names)
		case ownerSections:
			w.Extent(e.Name)
			s.writeSectionHeaders(w, img)
		default:
			if s.space != nil {
				s.table.Write(w, img, e.Name, s.sections[s.find(e.Name)].units, shape.Free, ownerFree)
			} else {
				s.table.Write(w, img, e.Name, s.sections[s.find(e.Name)].units, shape.Padding, unit.PaddingOwner)
			}
		}
	}
	w.Close()
}

// findEntry finds the function that exports the entry's name.
func (s *Session) findEntry(img *image.Image) {
	for _, id := range s.kinds[inText] {
		u := &s.table.Units[id]
		for _, e := range s.table.Exports(id) {
			if s.p.Names.Text(e.Row.Name) == s.entry {
				img.Entry, img.HasEntry = u.Addr, true
				s.patch.entry = id
				s.rec.Event(trace.FindEntry, id.OwnerNumber(), e.Row.Pos.Line, u.Addr, 0)
			}
		}
	}
	if !img.HasEntry {
		s.table.Findings.Add(diag.NoEntry, diag.Pos{}, "no entry point: no function exports %s", s.entry).
			Mend("write export %s behind the func with which the program begins", s.entry)
	}
}

func (s *Session) writeHeader(w *image.Writer, img *image.Image) {
	event := s.rec.Event(trace.WriteHeader, ownerHeader, 0, uint64(s.shape.Ident.Size+s.shape.Header.Size), 0)
	class, data := uint64(spec.ELFCLASS64), uint64(spec.ELFDATA2LSB)
	if s.cpu.WordBytes == 4 {
		class = spec.ELFCLASS32
	}
	if s.cpu.BigEndian {
		data = spec.ELFDATA2MSB
	}
	w.Record(img.Rule(s.shape.Ident), ownerHeader, event, 0, 0x7f454c46, class, data, spec.EV_CURRENT, 0, 0, 0)
	var program, sections uint64
	for i := range img.Extents {
		switch img.Extents[i].Owner {
		case ownerProgram:
			program = img.Extents[i].Off
		case ownerSections:
			sections = img.Extents[i].Off
		}
	}
	w.Record(img.Rule(s.shape.Header), ownerHeader, event, 0, spec.ET_EXEC, s.elf.Machine, spec.EV_CURRENT, img.Entry,
		program, sections, s.elf.Flags, uint64(s.shape.Ident.Size+s.shape.Header.Size),
		uint64(s.shape.Program.Size), uint64(len(s.segments)), uint64(s.shape.Section.Size), uint64(len(s.sections)), uint64(s.find(".shstrtab")))
}

func (s *Session) writeProgramHeaders(w *image.Writer, img *image.Image) {
	rule := img.Rule(s.shape.Program)
	event := s.rec.Event(trace.WriteTable, ownerProgram, 0, uint64(len(s.segments)), uint64(len(s.segments))*uint64(s.shape.Program.Size))
	for i := range s.segments {
		g := &s.segments[i]
		if s.cpu.WordBytes == 4 {
			w.Record(rule, ownerProgram, event, 0, g.typ, g.off, g.addr, g.addr, g.fileBytes, g.memBytes, g.flags, g.align)
		} else {
			w.Record(rule, ownerProgram, event, 0, g.typ, g.flags, g.off, g.addr, g.addr, g.fileBytes, g.memBytes, g.align)
		}
	}
}

func (s *Session) writeStrings(w *image.Writer, img *image.Image, name string, owner uint32, strings *symtab.Strings) {
	rule := img.Rule(s.shape.Text)
	event := s.rec.Event(trace.WriteTable, owner, 0, uint64(len(strings.Texts)+1), uint64(strings.Size()))
	w.Extent(name)
	w.Record(rule, owner, event, 0, w.String(""))
	for _, text := range strings.Texts {
		w.Record(rule, owner, event, 0, w.String(text))
	}
}

func (s *Session) writeSectionHeaders(w *image.Writer, img *image.Image) {
	rule := img.Rule(s.shape.Section)
	event := s.rec.Event(trace.WriteTable, ownerSections, 0, uint64(len(s.sections)), uint64(len(s.sections))*uint64(s.shape.Section.Size))
	for i := range s.sections {
		c := &s.sections[i]
		w.Record(rule, ownerSections, event, 0, uint64(c.nameOff), c.typ, c.flags, c.addr, c.off, c.size, uint64(c.link), uint64(c.info), c.align, c.entry)
	}
}
