// Package asm turns the atoms of a description into bytes and references.
//
// It knows the items of the language (values, text, instructions, relocations written by hand) and what is in the rows
// of an arch.CPU; it knows no format. What depends on the place of other atoms is left to the linker as a Ref: offset,
// relocation type, target and addend, with zeros in the bytes. What depends only on places inside the atom is settled
// here, so jumps to a label of the same atom take their short form when that reaches.
//
// Left out: macros, sections, scaled index registers ([rax+rcx*4], for which the language has no sign) and constant
// folding across atoms.
package asm

import (
	"linkplay/linkcore/atom"
)

// NoReloc is the Reloc of a reference that fills no field.
const NoReloc = 0xffff

// Code holds the bodies of many atoms in arenas, so that assembling an atom allocates nothing. The rows of one atom are
// next to each other; a Body says which they are.
type Code struct {
	Bytes []byte
	Refs  []Ref
	Parts []Part  // filled only when recording
	Args  []int64 // the numbers of the parts
	Lines []Line
}

// Body is what one atom became: ranges of the tables of a Code.
type Body struct {
	Bytes, Refs, Parts, Lines atom.Range
	Size                      uint64 // in memory: more than Bytes only for bss and tls, which can be zeros that no file holds
	Align                     uint32 // as said; else the CPU's step for code and the widest value for data
}

// Ref is a reference to a symbol. The order is that of the description, and all indices follow from it.
type Ref struct {
	Addend int64
	Offset uint32    // of the field, within the atom
	Name   atom.Name // of Program.Names; of Texts when Kind is TermText; the type when it is TermLazyCode or TermLazyData
	Item   uint32    // index of the atom.Item
	Reloc  uint16    // index of the CPU's Relocs, or NoReloc
	Col    uint16    // of the name in the text
	Kind   atom.TermKind
}

// Part is a run of bytes that one rule made. The parts of a body tile its bytes.
type Part struct {
	Offset, Len uint32 // within the atom
	Item        uint32 // index of the atom.Item
	Args        uint32 // index of the first of its numbers in Code.Args
	Row         uint16 // of PartInstr: index of the CPU's Rows
	Count       uint8  // how many numbers
	Kind        PartKind
}

// PartKind is the rule that made a part.
type PartKind uint8

// The kinds of parts and their numbers.
const (
	PartInstr PartKind = iota // the row's numbers, as arch.CPU.Encode takes them
	PartValue                 // value, width in bytes
	PartBytes                 // "bytes", and what "reloc" writes: index of the first in Program.Bytes, or -1 for zeros
	PartText                  // index of the first in Program.Bytes
	PartZero                  // none
	PartAlign                 // 1 in code, where the CPU's padding is repeated; 0 in data, where it is zeros
)

// Line says that from an offset of the atom on, the bytes come from a source line.
type Line struct{ Offset, Line uint32 }
