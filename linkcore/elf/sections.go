package elf

import (
	"fmt"

	"linkplay/linkcore/image"
	"linkplay/linkcore/spec"
	"linkplay/linkcore/trace"
	"linkplay/linkcore/unit"
)

// section is one row of the section header table.
type section struct {
	name       string
	nameOff    uint32
	typ        uint64
	flags      uint64
	addr, off  uint64
	size       uint64 // in memory; in the file as well unless NOBITS
	align      uint64
	entry      uint64 // bytes of one entry
	link, info uint32
	owner      uint32
	units      []unit.ID
}

// segment is one row of the program header table.
type segment struct {
	name           string
	typ            uint64
	flags          uint64
	off, fileBytes uint64
	addr, memBytes uint64
	align          uint64
}

// stackSegment loads nothing: without this row the kernel would make the stack executable.
var stackSegment = segment{name: "stack", typ: spec.PT_GNU_STACK, flags: spec.PF_R | spec.PF_W, align: 16}

// cursor is the place in the file and in memory that the layout has reached.
type cursor struct {
	s       *Session
	extents []image.Extent
	off     uint64
	addr    uint64
	pads    int
}

// place lays out the whole loaded part of the file: headers and read-only data, code, then what can be written. A
// segment's first address is on a fresh page and as far into it as its first byte is into a page of the file, so that
// the loader can map it and the file needs no gaps.
func (s *Session) place() *cursor {
	c := &cursor{s: s, addr: s.base}
	headers := uint64(s.shape.Ident.Size + s.shape.Header.Size)
	loads := 1
	if len(s.kinds[inText]) > 0 {
		loads++
	}
	align := uint64(s.cpu.WordBytes)
	writable := s.got.Cells() > 0
	for kind := inThreadData; kind < numContents; kind++ {
		writable = writable || len(s.kinds[kind]) > 0
		align = max(align, s.alignOf(kind))
	}
	if writable {
		loads++
	}
	rows := loads + 1 // and what the stack may do
	hasThreads := len(s.kinds[inThreadData])+len(s.kinds[inThreadBSS]) > 0
	if hasThreads {
		rows++
	}
	s.sections = append(s.sections[:0], section{})
	s.segments = s.segments[:0]

	c.begin("headers and read-only data", spec.PF_R, s.alignOf(inRodata), s.base)
	c.extent(image.Extent{Name: "header", FileSize: headers, Loaded: true, Owner: ownerHeader})
	c.extent(image.Extent{Name: "program headers", FileSize: uint64(rows) * uint64(s.shape.Program.Size), Loaded: true, Owner: ownerProgram})
	c.contents(inRodata)
	c.end()
	if len(s.kinds[inText]) > 0 {
		c.begin("code", spec.PF_R|spec.PF_X, s.alignOf(inText), 0)
		c.contents(inText)
		c.end()
	}
	if writable {
		c.begin("GOT and data", spec.PF_R|spec.PF_W, align, s.data)
		c.got()
		if hasThreads {
			c.threads()
		}
		for kind := inPreinit; kind < numContents; kind++ {
			c.contents(kind)
		}
		c.end()
	}
	if hasThreads {
		s.segments = append(s.segments, s.threads.segment())
	}
	return c
}

// alignOf is the largest alignment that a unit of a section wants.
func (s *Session) alignOf(kind content) uint64 {
	align := uint64(1)
	for _, id := range s.kinds[kind] {
		align = max(align, uint64(s.table.Units[id].Align))
	}
	return align
}

// begin starts a segment at a given address, or after the last one when that is 0.
func (c *cursor) begin(name string, flags, align, addr uint64) {
	page := max(c.s.elf.PageBytes, align)
	if len(c.s.segments) > 0 && addr == 0 {
		addr = (c.addr + page - 1) / page * page
	}
	if len(c.s.segments) > 0 {
		addr = addr/page*page + c.off%page
	}
	c.addr = addr
	c.s.segments = append(c.s.segments, segment{name: name, typ: spec.PT_LOAD, flags: flags, off: c.off, addr: addr, align: page})
}

// end closes a segment.
func (c *cursor) end() {
	g := &c.s.segments[len(c.s.segments)-1]
	g.fileBytes, g.memBytes = c.off-g.off, c.addr-g.addr
	c.s.rec.Event(trace.SegmentStarts, ownerProgram, 0, g.addr, g.memBytes)
}

// extent adds a stretch of the file at the cursor.
func (c *cursor) extent(e image.Extent) {
	if e.FileSize == 0 && e.MemSize == 0 {
		return
	}
	e.Off = c.off
	if e.Loaded {
		e.Addr, e.MemSize = c.addr, max(e.MemSize, e.FileSize)
		c.addr += e.MemSize
	}
	c.off += e.FileSize
	c.extents = append(c.extents, e)
}

// pad moves the cursor to a multiple of align; the bytes in between become an extent of padding. In the loaded part
// offsets and addresses agree modulo the alignment, so either can be asked.
func (c *cursor) pad(align uint64, loaded bool) {
	if n := -c.off & (align - 1); n != 0 {
		c.pads++
		c.extent(image.Extent{Name: fmt.Sprintf("padding %d", c.pads), FileSize: n, Loaded: loaded, Owner: unit.PaddingOwner})
	}
}

// threads lays out the block of thread-local variables. Only its first part is in the file, and none of it is where a
// thread has its copy, so the zeros take no addresses from what follows.
func (c *cursor) threads() {
	align := max(c.s.alignOf(inThreadData), c.s.alignOf(inThreadBSS))
	c.pad(align, true)
	t := threads{addr: c.addr, off: c.off, align: align}
	c.contents(inThreadData)
	t.fileBytes = c.off - t.off
	end := c.addr
	c.contents(inThreadBSS)
	t.size = c.addr - t.addr
	c.addr = end
	c.s.placeThreads(t)
}

// segment is the row of the program header table.
func (t *threads) segment() segment {
	return segment{name: "thread-local", typ: spec.PT_TLS, flags: spec.PF_R, off: t.off, fileBytes: t.fileBytes, addr: t.addr, memBytes: t.size, align: t.align}
}

// contents lays out a section that holds units.
func (c *cursor) contents(kind content) {
	units := c.s.kinds[kind]
	if len(units) == 0 {
		return
	}
	name, align := contents[kind].name, c.s.alignOf(kind)
	sec := section{name: name, typ: contents[kind].typ, flags: contents[kind].flags, align: align, units: units}
	if arrayOf(name) != 0 {
		sec.entry = uint64(c.s.cpu.WordBytes)
	}
	if sec.typ == spec.SHT_NOBITS {
		end := c.addr
		c.addr += -c.addr & (align - 1)
		sec.addr, sec.off = c.addr, c.off
		sec.size = c.s.table.Place(units, c.addr, 0) - c.addr
		if kind == inBSS {
			c.extent(image.Extent{Name: name, MemSize: sec.size, Loaded: true})
		} else {
			sec.off += c.addr - end // where its zeros would be
			c.addr += sec.size      // what follows has these addresses as well
		}
		c.s.sections = append(c.s.sections, sec)
		return
	}
	c.pad(align, true)
	sec.addr, sec.off = c.addr, c.off
	sec.size = c.s.table.Place(units, c.addr, c.off) - c.addr
	c.extent(image.Extent{Name: name, FileSize: sec.size, Loaded: true})
	c.s.sections = append(c.s.sections, sec)
}

// got lays out the GOT.
func (c *cursor) got() {
	word := uint64(c.s.cell)
	size := uint64(c.s.got.Cells()) * word
	if size == 0 {
		return
	}
	c.pad(word, true)
	c.s.sections = append(c.s.sections, section{name: ".got", typ: spec.SHT_PROGBITS, flags: spec.SHF_ALLOC | spec.SHF_WRITE,
		addr: c.addr, off: c.off, size: size, align: word, entry: word, owner: ownerGOT})
	c.extent(image.Extent{Name: ".got", FileSize: size, Loaded: true, Owner: ownerGOT})
}

// table lays out a section that is not loaded.
func (c *cursor) table(sec section) {
	c.pad(sec.align, false)
	sec.off = c.off
	c.extent(image.Extent{Name: sec.name, FileSize: sec.size, Owner: sec.owner})
	c.s.sections = append(c.s.sections, sec)
}

// find returns the index of a section, or 0.
func (s *Session) find(name string) int {
	for i := range s.sections {
		if s.sections[i].name == name {
			return i
		}
	}
	return 0
}
