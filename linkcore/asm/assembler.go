package asm

import (
	"linkplay/linkcore/arch"
	"linkplay/linkcore/atom"
	"linkplay/linkcore/diag"
)

// Assembler assembles the atoms of one program for one CPU.
type Assembler struct {
	p      *atom.Program
	cpu    *arch.CPU
	record bool
}

// New returns an assembler. It records parts when record is set.
func New(p *atom.Program, cpu *arch.CPU, record bool) *Assembler {
	return &Assembler{p: p, cpu: cpu, record: record}
}

// Define makes names known that the linker defines. What the program itself defines is known anyway.
func (a *Assembler) Define(names ...string) {}

// Assemble appends the body of one atom to the arenas and returns what it added. Findings are added to *f; a bad item
// is skipped.
func (a *Assembler) Assemble(at *atom.Atom, code *Code, f *diag.List) Body { return Body{} }

// Eval appends the bytes of a part again, from its rule and its numbers alone; relocated fields are zero.
func (a *Assembler) Eval(code *Code, p *Part, dst []byte) []byte { return dst }
