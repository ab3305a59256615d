// Package arch describes processors as rows: registers, instructions, relocation types and which of them a symbol makes.
//
// One CPU is one file with one value. An instruction is a row in the notation of its manual (x86-64: Intel SDM volume 2,
// §3.1.1), compiled when the CPU is first asked for. The rows serve three readers: asm chooses among them, the linkers
// take the relocations, and a page explains bytes with Describe. Left out: what the lessons do not need, so no floating
// point, no vectors, no system registers.
package arch

import (
	"linkplay/linkcore/reloc"
	"linkplay/linkcore/spec"
)

// CPU is one processor.
type CPU struct {
	*spec.CPU
	Order     reloc.Order
	CodeAlign uint32 // code begins at a multiple of this
	Fill      []byte // what "align" puts into code
	Rows      []Row
	Relocs    []reloc.Row
}

// Row is an instruction, or a sequence of them, in one form.
type Row struct {
	Syntax   string // "mov r32, imm32"
	Encoding string // "B8+rd id"
	Says     string // one sentence that a student understands
	Shows    string // of a sequence: the instructions it stands for
}

// Piece is what a few bytes of an instruction are.
type Piece struct {
	Offset, Len int
	Name        string // "opcode", "ModRM", "imm32", …
	Says        string
}

// Find returns a CPU, or nil when it has no rows yet.
func Find(name string) *CPU { return nil }

// Encode appends the bytes of an instruction to dst: the row with its numbers filled in, relocated fields zero.
func (c *CPU) Encode(row int, args []int64, dst []byte) []byte { return dst }

// Describe tells what the bytes of an instruction are, in order.
func (c *CPU) Describe(row int, args []int64) []Piece { return nil }
