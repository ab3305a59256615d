package elf

import (
	"bytes"
	"slices"

	"linkplay/linkcore/image"
	"linkplay/linkcore/spec"
	"linkplay/linkcore/unit"
)

// A slack file is changed in place: a flush writes what updates have changed since the flush before, and costs no more
// than that. Bodies go to their places, holes become zeros, cells and symbols of atoms that moved get their new
// addresses, and so does every field that refers to them. Whatever gives out or takes back a number (a new atom, a new
// cell, another export) makes the symbol table another one, and a section that outgrew its place moves; then the whole
// file is written, and so it is when somebody records, who wants to see every byte made.

// Patch is what one flush wrote.
type Patch struct {
	Ranges []image.Range // as written; they do not overlap
	Bytes  int
}

// patch is what a session remembers of the last flush.
type patch struct {
	img        *image.Image // nil when the next flush has to write the whole file
	symbols    *symbolTable
	rowOf      []uint32 // of symbols.rows, by symbol index
	headers    headers
	entry      unit.ID
	threads    threads
	placed     []unit.ID // units that were given a place, again or for the first time
	holes      []hole
	structural bool
	wrote      Patch
	references unit.Backward
}

// headers is where the parts of the file were.
type headers struct {
	offs          []uint64 // of the sections
	section, prog uint64
	programs      int
}

// hole is where an atom was.
type hole struct {
	section    int
	addr, size uint64
}

// remember keeps a written image for the next flush.
func (s *Session) remember(img *image.Image, symbols *symbolTable) {
	p := &s.patch
	p.placed, p.holes, p.structural, p.img = p.placed[:0], p.holes[:0], false, nil
	p.wrote = Patch{[]image.Range{{Off: 0, Len: uint64(len(img.File))}}, len(img.File)}
	if s.rec != nil || len(s.table.Findings) > 0 || s.p.Fault != 0 {
		return
	}
	p.img, p.symbols, p.headers, p.threads = img, symbols, s.headersNow(), s.threads
	p.rowOf = append(p.rowOf[:0], make([]uint32, s.symbols.Len())...)
	for i := range symbols.rows {
		if r := &symbols.rows[i]; r.unit != 0 {
			p.rowOf[r.index] = uint32(i)
		}
	}
	p.references.Forget()
}

func (s *Session) headersNow() headers {
	sp := s.space
	h := headers{section: sp.headersOff, prog: sp.programOff, programs: s.programCount()}
	for i := range sp.sections {
		h.offs = append(h.offs, sp.sections[i].off)
	}
	return h
}

// sameHeaders tells whether everything is where it was.
func (s *Session) sameHeaders() bool {
	sp, h := s.space, &s.patch.headers
	if h.section != sp.headersOff || h.prog != sp.programOff || h.programs != s.programCount() {
		return false
	}
	for i := range sp.sections {
		if h.offs[i] != sp.sections[i].off {
			return false
		}
	}
	return true
}

// tryPatch writes what changed into the last file, or tells that it cannot.
func (s *Session) tryPatch() bool {
	p := &s.patch
	if p.img == nil || p.structural || len(s.table.Findings) > 0 {
		return false
	}
	s.publishTables()
	if !s.sameHeaders() || s.threads != p.threads {
		return false
	}
	slices.Sort(p.placed)
	p.placed = slices.Compact(p.placed)
	img := p.img
	if !s.InPlace {
		copied := *img
		copied.File = bytes.Clone(img.File)
		img = &copied
	}
	if grown := s.space.fileBytes; grown > uint64(len(img.File)) {
		img.File = append(img.File, make([]byte, grown-uint64(len(img.File)))...)
	}
	img.Extents = s.slackExtents()
	s.listTables(img)
	w := image.NewPatch(img)
	s.patchHoles(w, img)
	s.patchBodies(w, img)
	moved := s.movedUnits()
	s.patchRows(w, img, moved)
	if p.entry != 0 {
		img.Entry, img.HasEntry = s.table.Units[p.entry].Addr, true
	}
	s.patchHeaders(w, img)
	s.table.RelocateMoved(w, img, p.placed, moved, &p.references)
	p.wrote.Ranges, p.wrote.Bytes = w.Written()
	p.img = img
	p.placed, p.holes = p.placed[:0], p.holes[:0]
	if len(s.table.Findings) > 0 {
		p.img = nil
	}
	return true
}

// patchHoles makes zeros of where atoms were. What has come there since is written after it.
func (s *Session) patchHoles(w *image.Writer, img *image.Image) {
	for _, h := range s.patch.holes {
		g := &s.space.sections[h.section]
		if g.typ == spec.SHT_NOBITS {
			continue
		}
		if off := g.off + h.addr - g.addr; off < uint64(len(img.File)) {
			w.Zeros(off, min(h.size, uint64(len(img.File))-off))
		}
	}
}

// patchBodies writes the bytes of the units that were placed.
func (s *Session) patchBodies(w *image.Writer, img *image.Image) {
	for _, id := range s.patch.placed {
		u := &s.table.Units[id]
		g := &s.space.sections[s.sectionOf(id)]
		if !u.Live || g.typ == spec.SHT_NOBITS {
			continue
		}
		u.Off = g.off + u.Addr - g.addr
		s.table.WriteAgain(w, id)
	}
}

// movedUnits are those whose address or size is another one than at the last flush, symbols of the linker among them.
func (s *Session) movedUnits() []unit.ID {
	var moved []unit.ID
	for _, id := range s.patch.placed {
		if s.table.HasMoved(id) {
			moved = append(moved, id)
		}
	}
	s.placeLinkerSymbols()
	for _, id := range s.linkers {
		if s.table.HasMoved(id) {
			moved = append(moved, id)
		}
	}
	return moved
}

// patchRows writes the cells and the symbols of units that moved.
func (s *Session) patchRows(w *image.Writer, img *image.Image, moved []unit.ID) {
	got, symtab := s.space.sections[secGot].off, s.space.sections[secSymtab].off
	for _, id := range moved {
		u := &s.table.Units[id]
		if entry := s.table.Cells[id]; entry != 0 {
			cell := s.got.Entries[entry-1].Cell
			w.Seek(".got", got+uint64(cell)*uint64(s.cell))
			w.Record(img.Rule(s.shape.Cell), ownerGOT, 0, u.Line, s.fit(&s.got.Entries[entry-1], u.Addr, u.Line))
		}
		s.patchSymbol(w, img, symtab, u.Symbol-1, u)
		exports := s.table.Exports(id)
		for i := range exports {
			if exports[i].Symbol != 0 {
				s.patchSymbol(w, img, symtab, exports[i].Symbol-1, u)
			}
		}
	}
}

func (s *Session) patchSymbol(w *image.Writer, img *image.Image, table uint64, index uint32, u *unit.Unit) {
	at := s.patch.rowOf[index]
	row := &s.patch.symbols.rows[at]
	row.value, row.size = s.symbolValue(u), u.Size
	w.Seek(".symtab", table+uint64(at)*uint64(s.shape.Symbol.Size))
	s.writeSymbol(w, img.Rule(s.shape.Symbol), 0, row)
}

// patchHeaders writes the three tables that say where everything is; they are short.
func (s *Session) patchHeaders(w *image.Writer, img *image.Image) {
	w.Seek("header", 0)
	s.writeHeader(w, img)
	w.Seek("program headers", s.space.programOff)
	s.writeProgramHeaders(w, img)
	w.Seek("section headers", s.space.headersOff)
	s.writeSectionHeaders(w, img)
}

// LastPatch is what the last flush wrote.
func (s *Session) LastPatch() Patch { return s.patch.wrote }
