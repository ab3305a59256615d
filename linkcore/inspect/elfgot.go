package inspect

import (
	"linkplay/linkcore/image"
	"linkplay/linkcore/spec"
)

// cellRange is where the cells of a section are.
type cellRange struct {
	addr        uint64
	first, rows int // of Image.Cells
}

// readGOT reads the cells of all sections of cells, in the order of the file, and names those that the loader fills.
func (e *elf) readGOT() {
	var tables []*region
	for i := range e.regions {
		if g := &e.regions[i]; g.whole && g.kind == image.OwnerGOT && g.place >= 0 && e.afford(1, cost{other: 40}) > 0 {
			tables = append(tables, g)
		}
	}
	if len(tables) == 0 {
		return
	}
	sortByOffset(tables)
	word, rows := e.img.WordBytes, 0
	main := tables[0]
	for _, g := range tables {
		n := int(g.to-g.from) / word
		if g.rows = e.afford(n, cost{spans: 1, args: 1, other: cellBytes}); g.rows < n {
			e.crowded(g.name, g.from, n, g.rows)
		}
		if g.name == ".got" {
			main = g
		}
		rows += g.rows
	}
	zero := "got"
	if e.typ == spec.ET_EXEC && !e.isDynamic() {
		zero = "free"
	}
	e.img.GOTAddr, e.img.Cells = main.addr, make([]image.Cell, 0, rows)
	e.cellRegions = make([]cellRange, 0, len(tables))
	for _, g := range tables {
		e.cellRegions = append(e.cellRegions, cellRange{g.addr, len(e.img.Cells), g.rows})
		e.cells(g.from, g.rows, zero)
	}
	e.nameCells()
	e.findThreadCells()
	for i := range e.img.Segments {
		if s := &e.img.Segments[i]; s.Name == "data" && main.addr-s.Addr < s.MemSize {
			s.Name = "GOT and data"
		}
	}
}

// byLoader opens the tag of a cell that the loader fills.
const byLoader = "loader: "

// nameCells names the cells that relocations fill by what they put there.
func (e *elf) nameCells() {
	if e.typ == spec.ET_REL {
		return
	}
	for k := range e.relocTables {
		t := &e.relocTables[k]
		for i := range t.rows {
			r := e.relocAt(t, i)
			c := e.cellAt(r.offset)
			if c == nil || c.Owner != 0 {
				continue
			}
			name := e.target(t, &r)
			if e.spellRoom -= len(name) + len(byLoader) + 24; e.spellRoom < 0 {
				return
			}
			if name != "" {
				c.Tag = byLoader + name
			}
		}
	}
}

// cellAt returns the cell at an address, or nil.
func (e *elf) cellAt(addr uint64) *image.Cell {
	w := uint64(e.img.WordBytes)
	for i := range e.cellRegions[:min(len(e.cellRegions), 16)] {
		r := &e.cellRegions[i]
		if n := (addr - r.addr) / w; addr >= r.addr && n < uint64(r.rows) && (addr-r.addr)%w == 0 {
			return &e.img.Cells[r.first+int(n)]
		}
	}
	return nil
}

// findThreadCells finds the cells of a static file that hold how far a thread-local variable is from the thread pointer.
// Nothing marks them: such a distance, counted from where the thread pointer would be, is just where a variable begins.
func (e *elf) findThreadCells() {
	row := spec.FindElfCPU(e.img.CPU)
	if row == nil || e.tlsBytes == 0 || e.isDynamic() || e.typ != spec.ET_EXEC || e.tlsAlign&(e.tlsAlign-1) != 0 {
		return
	}
	img := e.img
	img.ThreadPointer, img.ThreadBlock = row.Thread.Pointer(e.tls, e.tlsBytes, max(1, e.tlsAlign)), e.tls+row.Thread.Bias
	mask := ^uint64(0) >> (64 - 8*img.WordBytes)
	for i := range img.Cells {
		c := &img.Cells[i]
		if in := (c.Value + img.ThreadPointer - e.tls) & mask; c.Owner == 0 && in < e.tlsBytes {
			if owner := e.threadAtom(e.tls + in); owner != 0 {
				c.Owner, c.Tag = owner, gotTP
				if img.Owners[owner].Cell == 0 {
					img.Owners[owner].Cell = uint32(i + 1)
				}
			}
		}
	}
}

// gotTP is the tag of cells that hold a distance from the thread pointer, as the linkers give it.
const gotTP = "gottp"

// threadAtom returns the thread-local variable that begins at an address of the segment, or 0.
func (e *elf) threadAtom(addr uint64) uint32 {
	for i := range e.img.Sections[:min(len(e.img.Sections), 4096)] {
		s := &e.img.Sections[i]
		if s.FlagsBits&spec.SHF_TLS == 0 || addr-s.Addr >= s.Size {
			continue
		}
		atoms := e.atomsOf(int32(i), addr-s.Addr)
		for k := range atoms[:min(len(atoms), 2)] { // the first may begin before it
			if atoms[k].from == addr-s.Addr {
				return atoms[k].owner
			}
		}
	}
	return 0
}
