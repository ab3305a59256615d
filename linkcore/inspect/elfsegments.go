package inspect

import (
	"fmt"

	"linkplay/linkcore/image"
	"linkplay/linkcore/spec"
)

// segment is a program header that has bytes in the file.
type segment struct {
	typ, off, size, addr, align uint64
	flags                       uint64 // as of a section
	name                        string
}

// elfSegmentBytes is what a program header takes: its row, and a part with its place in a file without sections.
const elfSegmentBytes = 64

// readPrograms reads the program headers and tells whether the file names an interpreter.
func (e *elf) readPrograms(t headers) (interpreter bool) {
	size := uint64(e.shape.Program.Size)
	rows := e.afford(int(t.rows), cost{spans: 2, args: len(e.shape.Program.Fields), owners: 1, other: segmentBytes + elfSegmentBytes + sectionBytes + placeBytes + claimBytes})
	if rows == 0 {
		return false
	}
	e.crowded("the program header table", t.off, int(t.rows), rows)
	e.claim(region{name: "program headers", from: t.off, to: t.off + t.rows*size, place: -1, kind: image.OwnerHeader, as: recordTable{rule: e.shape.Program}, rows: rows})
	e.programs = headers{off: t.off, rows: uint64(rows)}
	e.segments = make([]segment, 0, rows)
	loads := 0
	for i := range rows {
		if e.file.read(e.program["p_type"], t.off+uint64(i)*size) == spec.PT_LOAD {
			loads++
		}
	}
	e.img.Segments = make([]image.Segment, 0, loads)
	for i := range rows {
		e.readProgram(i, t.off+uint64(i)*size)
	}
	e.placeHeaders()
	for i := range e.segments {
		interpreter = interpreter || e.segments[i].typ == spec.PT_INTERP
	}
	return interpreter
}

func (e *elf) readProgram(i int, at uint64) {
	of := func(name string) uint64 { return e.file.read(e.program[name], at) }
	s := segment{typ: of("p_type"), off: of("p_offset"), size: of("p_filesz"), addr: of("p_vaddr")}
	mem, align := of("p_memsz"), of("p_align")
	s.align = align
	if s.size > 0 && (s.off > e.size() || e.size()-s.off < s.size) {
		e.short("the file ends at byte %#x; program header %d at byte %#x promises %d bytes from byte %#x on", e.size(), i, at, s.size, s.off)
		s.size = max(e.size(), s.off) - s.off
	}
	if s.typ == spec.PT_TLS {
		e.tls, e.tlsBytes, e.tlsAlign = s.addr, mem, align
	}
	if s.typ == spec.PT_LOAD {
		if of("p_filesz") > mem {
			e.odd("program header %d at byte %#x has %d bytes in the file and only %d in memory", i, at, of("p_filesz"), mem)
		}
		if align&(align-1) == 0 && align > 1 && (s.addr-s.off)&(align-1) != 0 {
			e.odd("program header %d at byte %#x maps offset %#x to address %#x, which do not agree modulo %#x, its alignment", i, at, s.off, s.addr, align)
		}
		if align&(align-1) == 0 && align <= mostSlack {
			e.slack = max(e.slack, align)
		}
		g := image.Segment{Flags: flagWord(of("p_flags")), Off: s.off, FileSize: s.size, Addr: s.addr, MemSize: max(mem, s.size), Align: align,
			HoldsFileHeaders: s.off == 0 && s.size > 0}
		g.Name = segmentName(g.Flags, g.HoldsFileHeaders)
		s.name, s.flags = g.Name, sectionFlagsOf(of("p_flags"))
		e.img.Segments = append(e.img.Segments, g)
	}
	if s.size > 0 {
		e.segments = append(e.segments, s)
	}
}

// mostSlack is the longest run of zeros that passes for padding: a large page.
const mostSlack = 2 << 20

func segmentName(flags string, headers bool) string {
	name := "nothing"
	switch {
	case flags[2] == 'x' && flags[1] == 'w':
		name = "code and data"
	case flags[2] == 'x':
		name = "code"
	case flags[1] == 'w':
		name = "data"
	case flags[0] == 'r':
		name = "read-only data"
	}
	if headers {
		return "headers and " + name
	}
	return name
}

// sectionFlagsOf says with the flags of a section what those of a loaded segment say.
func sectionFlagsOf(flags uint64) uint64 {
	out := uint64(spec.SHF_ALLOC)
	if flags&spec.PF_X != 0 {
		out |= spec.SHF_EXECINSTR
	}
	if flags&spec.PF_W != 0 {
		out |= spec.SHF_WRITE
	}
	return out
}

var flagWords = [8]string{"---", "--x", "-w-", "-wx", "r--", "r-x", "rw-", "rwx"}

// flagWord spells p_flags as in ls; its bits are in just that order.
func flagWord(flags uint64) string { return flagWords[flags&(spec.PF_R|spec.PF_W|spec.PF_X)] }

// placeHeaders says where the tables that were claimed so far are in memory; segments were not known before.
func (e *elf) placeHeaders() {
	for i := range e.regions {
		g := &e.regions[i]
		g.addr, g.loaded = e.mapped(g.from)
	}
}

// kindOf says what a file is.
func kindOf(typ uint64, interpreter bool) string {
	switch {
	case typ == spec.ET_REL:
		return "ELF relocatable file"
	case typ == spec.ET_EXEC:
		return "ELF executable"
	case typ == spec.ET_DYN && interpreter:
		return "ELF position-independent executable"
	case typ == spec.ET_DYN:
		return "ELF shared object"
	case typ == spec.ET_CORE:
		return "ELF core file"
	}
	return fmt.Sprintf("ELF file of type %d", typ)
}
