package inspect

import (
	"fmt"
	"slices"

	"linkplay/linkcore/image"
	"linkplay/linkcore/spec"
)

// Types of program headers that name stretches within a loaded segment.
const (
	ptDYNAMIC = 2
	ptINTERP  = 3
	ptNOTE    = 4
	ptTLS     = 7
)

// segment is a program header that has bytes in the file.
type segment struct {
	typ, off, size, addr uint64
	name                 string
}

const elfSegmentBytes = 56

// segmentParts names the segments that tell something of their own in a file without sections.
var segmentParts = map[uint64]string{ptDYNAMIC: "dynamic", ptINTERP: "interpreter", ptNOTE: "notes"}

// readPrograms reads the program headers and tells whether the file names an interpreter.
func (e *elf) readPrograms(t headers) (interpreter bool) {
	size := uint64(e.shape.Program.Size)
	rows := e.afford(int(t.rows), cost{spans: 2, args: len(e.shape.Program.Fields), owners: 1, other: segmentBytes + elfSegmentBytes + claimBytes})
	if rows == 0 {
		return false
	}
	e.crowded("the program header table", t.off, int(t.rows), rows)
	e.claim(region{name: "program headers", from: t.off, to: t.off + t.rows*size, place: -1, kind: image.OwnerHeader, as: recordTable{e.shape.Program}, rows: rows})
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
		interpreter = interpreter || e.segments[i].typ == ptINTERP
	}
	return interpreter
}

func (e *elf) readProgram(i int, at uint64) {
	of := func(name string) uint64 { return e.file.read(e.program[name], at) }
	s := segment{typ: of("p_type"), off: of("p_offset"), size: of("p_filesz"), addr: of("p_vaddr")}
	mem, align := of("p_memsz"), of("p_align")
	if s.size > 0 && (s.off > e.size() || e.size()-s.off < s.size) {
		e.short("the file ends at byte %#x; program header %d at byte %#x promises %d bytes from byte %#x on", e.size(), i, at, s.size, s.off)
		s.size = max(e.size(), s.off) - s.off
	}
	if s.typ == ptTLS {
		e.tls = s.addr
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
		s.name = g.Name
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

// claimSegments claims the bytes of segments, for files whose sections do not. Segments hold each other and the
// headers, so what small ones leave goes to the large ones.
func (e *elf) claimSegments() {
	e.regions = slices.Grow(e.regions, 2*len(e.segments))
	for i := range e.segments {
		s := &e.segments[i]
		if name := segmentParts[s.typ]; name != "" {
			addr, loaded := e.mapped(s.off)
			e.claim(region{name: name, from: s.off, to: s.off + s.size, addr: addr, loaded: loaded, quiet: true, place: -1, kind: image.OwnerConst})
		}
	}
	for i := range e.segments {
		if s := &e.segments[i]; s.typ == spec.PT_LOAD {
			e.claim(region{name: s.name, from: s.off, to: s.off + s.size, addr: s.addr, loaded: true, quiet: true, place: -1, kind: segmentKind(s.name)})
		}
	}
}

func segmentKind(name string) image.OwnerKind {
	switch name {
	case "code", "code and data", "headers and code", "headers and code and data":
		return image.OwnerCode
	case "data", "headers and data":
		return image.OwnerData
	default:
		return image.OwnerConst
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
	case typ == etCORE:
		return "ELF core file"
	}
	return fmt.Sprintf("ELF file of type %d", typ)
}

const etCORE = 4
