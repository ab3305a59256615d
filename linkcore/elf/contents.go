package elf

import (
	"slices"

	"linkplay/linkcore/got"
	"linkplay/linkcore/reloc"
	"linkplay/linkcore/spec"
	"linkplay/linkcore/unit"
)

// content is a section that holds units.
type content uint8

// The sections with units, those of a segment next to each other, in the order of a packed file.
const (
	inRodata content = iota
	inText
	inThreadData
	inThreadBSS
	inPreinit
	inInit
	inFini
	inData
	inBSS
	numContents
)

// contents are their rows in the section header table (gABI, Special Sections).
var contents = [numContents]struct {
	name       string
	typ, flags uint64
}{
	inRodata:     {".rodata", spec.SHT_PROGBITS, spec.SHF_ALLOC},
	inText:       {".text", spec.SHT_PROGBITS, spec.SHF_ALLOC | spec.SHF_EXECINSTR},
	inThreadData: {".tdata", spec.SHT_PROGBITS, spec.SHF_ALLOC | spec.SHF_WRITE | spec.SHF_TLS},
	inThreadBSS:  {".tbss", spec.SHT_NOBITS, spec.SHF_ALLOC | spec.SHF_WRITE | spec.SHF_TLS},
	inPreinit:    {".preinit_array", spec.SHT_PREINIT_ARRAY, spec.SHF_ALLOC | spec.SHF_WRITE},
	inInit:       {".init_array", spec.SHT_INIT_ARRAY, spec.SHF_ALLOC | spec.SHF_WRITE},
	inFini:       {".fini_array", spec.SHT_FINI_ARRAY, spec.SHF_ALLOC | spec.SHF_WRITE},
	inData:       {".data", spec.SHT_PROGBITS, spec.SHF_ALLOC | spec.SHF_WRITE},
	inBSS:        {".bss", spec.SHT_NOBITS, spec.SHF_ALLOC | spec.SHF_WRITE},
}

// homeOf says which section a unit goes to: the one for its kind, or the array of functions that a data atom asks for
// by a section behind one of its exports.
func (s *Session) homeOf(id unit.ID) content {
	switch s.table.Units[id].Kind {
	case unit.Function, unit.LazyCode:
		return inText
	case unit.Const, unit.Unnamed, unit.LazyData:
		return inRodata
	case unit.BSS:
		return inBSS
	case unit.ThreadData:
		return inThreadData
	case unit.ThreadBSS:
		if s.space != nil {
			return inThreadData // the zeros behind .tdata could not move when it grows: slack gives them bytes
		}
		return inThreadBSS
	}
	exports := s.table.Exports(id)
	for i := range exports {
		if kind := arrayOf(exports[i].Row.Section); kind != 0 {
			return kind
		}
	}
	return inData
}

// arrayOf returns the array of functions with that name, or 0.
func arrayOf(name string) content {
	if at := slices.Index(spec.ArraySections[:], name); at >= 0 {
		return inPreinit + content(at)
	}
	return 0
}

// threads is where the thread-local variables of the file are, and what they are counted from.
type threads struct {
	addr, size, align uint64
	off, fileBytes    uint64
	pointer, block    uint64 // as image.Image has them
}

// placeThreads notes the block of thread-local variables.
func (s *Session) placeThreads(t threads) {
	s.threads = t
	if t.size > 0 {
		s.threads.pointer, s.threads.block = s.elf.Thread.Pointer(t.addr, t.size, t.align), t.addr+s.elf.Thread.Bias
	}
}

// tagOf is the tag of the entries for a purpose.
var tagOf = [reloc.NumEntries]got.Tag{
	reloc.EntryAddress: got.Got, reloc.EntryTLSGD: got.TLSGD, reloc.EntryTLSLD: got.TLSLD, reloc.EntryGOTTP: got.GotTP, reloc.EntryTLSDESC: got.TLSDesc,
}
