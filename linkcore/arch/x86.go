package arch

import "math"

// x86 is the 32-bit x86, the i386 of 1985: eight registers of 32 bits, whose low 16 bits, and of the first four each of
// the low two bytes, have names of their own; instructions of 1 to 15 bytes that may begin anywhere, and numbers with
// the lowest byte first. An instruction is prefixes (66: 16 bits), an opcode, and, where it needs them, a ModRM byte (a
// register, and a register or memory), a SIB byte (memory with two registers, or esp), a displacement of the address,
// and an immediate number. Addresses have 32 bits and so have displacements, so any place in memory, a GOT cell too, is
// named by its absolute address; what 64 bits have for places near by, rip, is not there.
//
// Forms are chosen as GNU as chooses them, but for two things. got(x) alone means the cell at its absolute address,
// which the psABI has no relocation for. And al, ax and eax are loaded from and stored to an absolute address like the
// other registers, in six bytes (8B 05), not in the form of five that only they have (A1): so a sequence has one length,
// whatever its register, and one row explains it. GNU as does the same for "mov eax, x@GOT".
//
// Here, unlike in 64 bits, ah, ch, dh and bh are registers: no REX makes others of them, and without them half of the
// byte registers would have no name. Plan 9 is called with "int 0x40"; syscall is left out, as only some have it.
var x86 = CPU{
	Fill:   []byte{0x90}, // nop
	Relocs: x86Relocs,
	Files: []RegisterFile{
		{"r8", 1, General, "al cl dl bl ah ch dh bh"},
		{"r16", 2, General, "ax cx dx bx sp bp si di"},
		{"r32", 4, Pointer, "eax ecx edx ebx esp ebp esi edi"},
	},
	// Where an operand has 16 or 32 bits, a short immediate is extended to them by its sign.
	Immediates: []Immediate{
		{Class: "imm8", Shown: "imm8", Lo: math.MinInt8, Hi: math.MaxUint8},
		{Class: "imm8u", Shown: "imm8", Lo: 0, Hi: math.MaxUint8},
		{Class: "imm16", Shown: "imm16", Lo: math.MinInt16, Hi: math.MaxUint16},
		{Class: "imm16u", Shown: "imm16", Lo: 0, Hi: math.MaxUint16},
		{Class: "imm32", Shown: "imm32", Lo: math.MinInt32, Hi: math.MaxUint32},
		{Class: "imm8s16", Shown: "imm8", Lo: math.MinInt8, Hi: math.MaxInt8, Wrap: 16, Short: true},
		{Class: "imm8s32", Shown: "imm8", Lo: math.MinInt8, Hi: math.MaxInt8, Wrap: 32, Short: true},
		{Class: "1", Shown: "1", Lo: 1, Hi: 1, Short: true},
		{Class: "3", Shown: "3", Lo: 3, Hi: 3, Short: true},
	},
	Relatives: []Relative{{"rel8", 1, true}, {"rel32", 4, false}},
	Sizes:     []string{"byte", "word", "dword"},
	Segments:  []Segment{{"fs", 0x64}, {"gs", 0x65}},
	Families: []Family{
		{ // the two sizes above a byte
			Marks: []string{"rv", "r/mv", "aXv", "dXv", "immv", "imm8v", "size", "iv", "90+rv", "sizev"},
			Members: [][]string{
				{"r16", "r/m16", "ax", "dx", "imm16", "imm8s16", "66", "iw", "90+rw", "16"},
				{"r32", "r/m32", "eax", "edx", "imm32", "imm8s32", "", "id", "90+rd", "32"},
			},
		},
		{ // what a pointer is
			Marks:   []string{"rp", "r/mp", "imm8p", "imm32p", "wide", "50+rp", "58+rp", "SP", "bytes", "bits"},
			Members: [][]string{{"r32", "r/m32", "imm8s32", "imm32", "", "50+rd", "58+rd", "esp", "4", "32"}},
		},
	},
	Shared:    &x86Shared,
	Templates: x86Rows,
	Uses:      x86Uses,
}

// x86Rows is what only the 32-bit x86 has, or has in another meaning. The short forms of inc and dec are those whose
// opcodes became REX in 64 bits.
var x86Rows = []Template{
	{Syntax: "mov r32, imm32", Encoding: "B8+rd id", Says: "Puts a number into a register of 32 bits."},
	{Syntax: "inc r16", Encoding: "66 40+rw", Says: "Adds 1."},
	{Syntax: "inc r32", Encoding: "40+rd", Says: "Adds 1."},
	{Syntax: "dec r16", Encoding: "66 48+rw", Says: "Subtracts 1."},
	{Syntax: "dec r32", Encoding: "48+rd", Says: "Subtracts 1."},
	{Syntax: "jecxz rel8", Encoding: "E3 cb", Says: "Jumps when ecx is 0; there is no long form."},
	{Syntax: "loop rel8", Encoding: "E2 cb", Says: "Takes 1 from ecx and jumps unless it is 0; there is no long form."},
	{Syntax: "leave", Encoding: "C9", Says: "Gives back the frame of a function: esp becomes ebp, and ebp is taken from the stack."},
	{Syntax: "endbr32", Encoding: "F3 0F 1E FB", Says: "Marks a place that may be reached by a jump through a register; does nothing else."},
}
