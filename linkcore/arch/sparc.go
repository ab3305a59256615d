package arch

import "math"

// SPARC, version 8, with 32 bits and the highest byte first: thirty-two registers are seen at a time, eight for all
// (g0, always zero, to g7), and of each call eight for what it gets (i), eight of its own (l) and eight for what it hands
// on (o). save moves on to the next window, so that the caller's o registers become the i registers; restore moves back.
// Instructions have 32 bits and name the destination last. The one behind a jump is carried out before the jump takes
// effect (the delay slot). sethi puts 22 bits on top of a register and or adds the lower ten.
//
// Registers have no % and the rest is as GNU as writes it: hi(x) is %hi(x), memory is [g1+8]. A call through the GOT uses
// o7, in which the way back is anyway, and ends with a nop in its delay slot. Left out: floating point, tagged
// arithmetic, annulled branches, what only the system uses.
var sparc = CPU{
	Words: true,
	Fill:  []byte{0x01, 0x00, 0x00, 0x00}, // nop: sethi 0, g0
	Files: []RegisterFile{{"r rs1 rs2 rd", 4, Pointer,
		"g0 g1 g2 g3 g4 g5 g6 g7 o0 o1 o2 o3 o4 o5 sp/o6 o7 l0 l1 l2 l3 l4 l5 l6 l7 i0 i1 i2 i3 i4 i5 fp/i6 i7"}},
	Relatives: []Relative{{"rel32", 4, false}, {"rel24", 4, false}},
	Shared:    &sparcShared,
	Templates: []Template{
		{Syntax: "call got(sym)", Says: "Calls the address that stands in the symbol's GOT cell; the nop is in the delay slot.",
			Shows: "sethi hi(got($)), o7; or o7, lo(got($)), o7; ld [o7+0], o7; jmpl o7, o7; nop"},
		{Syntax: "mov got(sym), rd", Says: "Loads the address of the symbol from its GOT cell.",
			Shows: "sethi hi(got($)), rd; or rd, lo(got($)), rd; ld [rd+0], rd"},
		{Syntax: "mov rd, got(sym)", Says: "Loads the address of the symbol from its GOT cell; the same with the register first.",
			Shows: "sethi hi(got($)), rd; or rd, lo(got($)), rd; ld [rd+0], rd"},
	},
}

// SPARC, version 9, is the same with registers of 64 bits: the arithmetic is that of version 8, loads and stores of 64
// bits and shifts by up to 63 are new, and branches say which flags they mean: those of the lower 32 bits (icc) or of all
// 64 (xcc). The addresses of cells must lie below 4 GiB, so that sethi and or make them.
var sparc64 = CPU{
	Words:  true,
	Fill:   []byte{0x01, 0x00, 0x00, 0x00}, // nop: sethi 0, g0
	Relocs: sparc64Relocs,
	Files: []RegisterFile{{"r rs1 rs2 rd", 8, Pointer,
		"g0 g1 g2 g3 g4 g5 g6 g7 o0 o1 o2 o3 o4 o5 sp/o6 o7 l0 l1 l2 l3 l4 l5 l6 l7 i0 i1 i2 i3 i4 i5 fp/i6 i7"},
		{"icc", 1, General, "icc"}, {"xcc", 1, General, "xcc"}},
	Immediates: []Immediate{{Class: "sh6", Shown: "shift", Lo: 0, Hi: 63}},
	Relatives:  []Relative{{"rel32", 4, false}, {"rel24", 4, false}, {"rel21", 4, false}},
	Shared:     &sparcShared,
	Families: []Family{
		{
			Marks: []string{"load64", "op3", "does"},
			Members: [][]string{
				{"ldx", "001011", "Loads 64 bits"}, {"lduw", "000000", "Loads 32 bits"}, {"ldsw", "001000", "Loads 32 bits and fills up with their sign"},
			},
		},
		{
			Marks: []string{"math64", "op3", "does"},
			Members: [][]string{
				{"mulx", "001001", "Multiplies."}, {"sdivx", "101101", "Divides, signed."}, {"udivx", "001101", "Divides, unsigned."},
			},
		},
		{
			Marks: []string{"shift64", "op3", "does"},
			Members: [][]string{
				{"sllx", "100101", "Moves the bits to the left; zeros come in on the right."},
				{"srlx", "100110", "Moves the bits to the right; zeros come in on the left."},
				{"srax", "100111", "Moves the bits to the right and repeats the sign on the left."},
			},
		},
	},
	Templates: []Template{
		{Syntax: "load64 [rs1], rd", Encoding: "11 rd op3 rs1 0 0000000000000", Says: "{does} at the address in a register."},
		{Syntax: "load64 [rs1+rs2], rd", Encoding: "11 rd op3 rs1 0 00000000 rs2", Says: "{does} at the sum of two registers."},
		{Syntax: "load64 [rs1+simm13], rd", Encoding: "11 rd op3 rs1 1 simm13", Says: "{does} at a register and a number."},
		{Syntax: "stx rd, [rs1]", Encoding: "11 rd 001110 rs1 0 0000000000000", Says: "Stores 64 bits at the address in a register."},
		{Syntax: "stx rd, [rs1+rs2]", Encoding: "11 rd 001110 rs1 0 00000000 rs2", Says: "Stores 64 bits at the sum of two registers."},
		{Syntax: "stx rd, [rs1+simm13]", Encoding: "11 rd 001110 rs1 1 simm13", Says: "Stores 64 bits at a register and a number."},
		{Syntax: "math64 rs1, rs2, rd", Encoding: "10 rd op3 rs1 0 00000000 rs2", Says: "{does}"},
		{Syntax: "math64 rs1, simm13, rd", Encoding: "10 rd op3 rs1 1 simm13", Says: "{does}"},
		{Syntax: "shift64 rs1, rs2, rd", Encoding: "10 rd op3 rs1 0 10000000 rs2", Says: "{does}"},
		{Syntax: "shift64 rs1, sh6, rd", Encoding: "10 rd op3 rs1 1 1000000 sh6", Says: "{does}"},
		{Syntax: "branch icc, rel21", Encoding: "00 0 cond 001 00 1 rel21[20:2]", Says: "Jumps {when}, by the flags of 32 bits, after the next instruction."},
		{Syntax: "branch xcc, rel21", Encoding: "00 0 cond 001 10 1 rel21[20:2]", Says: "Jumps {when}, by the flags of 64 bits, after the next instruction."},
		{Syntax: "illtrap imm22", Encoding: "0000000000 imm22", Says: "Is promised never to be an instruction, so the program is stopped here."},
		{Syntax: "call got(sym)", Says: "Calls the address that stands in the symbol's GOT cell; the nop is in the delay slot.",
			Shows: "sethi hi(got($)), o7; or o7, lo(got($)), o7; ldx [o7+0], o7; jmpl o7, o7; nop"},
		{Syntax: "mov got(sym), rd", Says: "Loads the address of the symbol from its GOT cell.",
			Shows: "sethi hi(got($)), rd; or rd, lo(got($)), rd; ldx [rd+0], rd"},
		{Syntax: "mov rd, got(sym)", Says: "Loads the address of the symbol from its GOT cell; the same with the register first.",
			Shows: "sethi hi(got($)), rd; or rd, lo(got($)), rd; ldx [rd+0], rd"},
	},
	Uses: sparc64Uses,
}

// sparcShared is what both have, in the bits of the SPARC Architecture Manual, version 8, appendix B.
var sparcShared = Shared{
	Relocs: sparcRelocs,
	Uses:   sparcUses,
	Immediates: []Immediate{
		{Class: "simm13", Lo: -4096, Hi: 4095},
		{Class: "imm22", Lo: 0, Hi: 1<<22 - 1},
		{Class: "imm7", Lo: 0, Hi: math.MaxInt8},
		{Class: "sh5", Shown: "shift", Lo: 0, Hi: 31},
	},
	Families: []Family{
		{
			Marks: []string{"math", "op3", "does"},
			Members: [][]string{
				{"add", "000000", "Adds."}, {"addcc", "010000", "Adds and sets the flags."},
				{"sub", "000100", "Subtracts."}, {"subcc", "010100", "Subtracts and sets the flags."},
				{"and", "000001", "Keeps the bits that are set in both."}, {"andcc", "010001", "Keeps the bits that are set in both, and sets the flags."},
				{"or", "000010", "Sets the bits that are set in one of the two."}, {"orcc", "010010", "Sets the bits that are set in one of the two, and sets the flags."},
				{"xor", "000011", "Sets the bits in which the two differ."}, {"andn", "000101", "Keeps the bits that are set in the first and not in the second."},
				{"umul", "001010", "Multiplies, unsigned; the upper half of the product goes to y."},
				{"smul", "001011", "Multiplies, signed; the upper half of the product goes to y."},
				{"save", "111100", "Moves on to the next window of registers, and adds: the sum is in the new one."},
				{"restore", "111101", "Moves back to the window before, and adds: the sum is in the old one."},
			},
		},
		{
			Marks: []string{"shift", "op3", "does"},
			Members: [][]string{
				{"sll", "100101", "Moves the bits to the left; zeros come in on the right."},
				{"srl", "100110", "Moves the bits to the right; zeros come in on the left."},
				{"sra", "100111", "Moves the bits to the right and repeats the sign on the left."},
			},
		},
		{
			Marks: []string{"load", "op3", "does"},
			Members: [][]string{
				{"ld", "000000", "Loads 32 bits"}, {"ldub", "000001", "Loads a byte"}, {"lduh", "000010", "Loads 16 bits"},
				{"ldsb", "001001", "Loads a byte and fills up with its sign"}, {"ldsh", "001010", "Loads 16 bits and fills up with their sign"},
			},
		},
		{
			Marks:   []string{"store", "op3", "does"},
			Members: [][]string{{"st", "000100", "Stores 32 bits"}, {"stb", "000101", "Stores a byte"}, {"sth", "000110", "Stores 16 bits"}},
		},
		{ // conditions on the flags
			Marks: []string{"branch", "cond", "when"},
			Members: [][]string{
				{"ba", "1000", "always"}, {"bn", "0000", "never"}, {"bne", "1001", "when they were not equal"}, {"be", "0001", "when both were equal"},
				{"bg", "1010", "when the first was greater, signed"}, {"ble", "0010", "when the first was less or equal, signed"},
				{"bge", "1011", "when the first was greater or equal, signed"}, {"bl", "0011", "when the first was less, signed"},
				{"bgu", "1100", "when the first was greater, unsigned"}, {"bleu", "0100", "when the first was less or equal, unsigned"},
				{"bcc", "1101", "when the first was greater or equal, unsigned"}, {"bcs", "0101", "when the first was less, unsigned"},
				{"bpos", "1110", "when the result was not negative"}, {"bneg", "0110", "when the result was negative"},
				{"bvc", "1111", "when the signed result was not too large"}, {"bvs", "0111", "when the signed result was too large"},
			},
		},
	},
	Synonyms: []Synonym{{"bz", "be"}, {"bnz", "bne"}, {"bgeu", "bcc"}, {"blu", "bcs"}},
	Templates: []Template{
		{Syntax: "sethi imm22, rd", Encoding: "00 rd 100 imm22", Says: "Puts 22 bits into a register, at bit 10; the others become 0."},
		{Syntax: "nop", Encoding: "00000001000000000000000000000000", Says: "Does nothing: sethi of 0 to g0."},
		{Syntax: "mov rs2, rd", Encoding: "10 rd 000010 00000 0 00000000 rs2", Says: "Copies a register: sets its bits in zero."},
		{Syntax: "mov simm13, rd", Encoding: "10 rd 000010 00000 1 simm13", Says: "Puts a number into a register: sets its bits in zero."},
		{Syntax: "clr rd", Encoding: "10 rd 000010 00000 0 00000000 00000", Says: "Makes a register zero."},
		{Syntax: "cmp rs1, rs2", Encoding: "10 00000 010100 rs1 0 00000000 rs2", Says: "Compares two registers: subtracts and keeps only the flags."},
		{Syntax: "cmp rs1, simm13", Encoding: "10 00000 010100 rs1 1 simm13", Says: "Compares with a number: subtracts and keeps only the flags."},
		{Syntax: "tst rs1", Encoding: "10 00000 010010 rs1 0 00000000 00000", Says: "Sets the flags by what is in a register."},
		{Syntax: "math rs1, rs2, rd", Encoding: "10 rd op3 rs1 0 00000000 rs2", Says: "{does}"},
		{Syntax: "math rs1, simm13, rd", Encoding: "10 rd op3 rs1 1 simm13", Says: "{does}"},
		{Syntax: "restore", Encoding: "10 00000 111101 00000 0 00000000 00000", Says: "Moves back to the window of registers before."},
		{Syntax: "shift rs1, rs2, rd", Encoding: "10 rd op3 rs1 0 00000000 rs2", Says: "{does}"},
		{Syntax: "shift rs1, sh5, rd", Encoding: "10 rd op3 rs1 1 00000000 sh5", Says: "{does}"},
		{Syntax: "load [rs1], rd", Encoding: "11 rd op3 rs1 0 0000000000000", Says: "{does} at the address in a register."},
		{Syntax: "load [rs1+rs2], rd", Encoding: "11 rd op3 rs1 0 00000000 rs2", Says: "{does} at the sum of two registers."},
		{Syntax: "load [rs1+simm13], rd", Encoding: "11 rd op3 rs1 1 simm13", Says: "{does} at a register and a number."},
		{Syntax: "store rd, [rs1]", Encoding: "11 rd op3 rs1 0 0000000000000", Says: "{does} at the address in a register."},
		{Syntax: "store rd, [rs1+rs2]", Encoding: "11 rd op3 rs1 0 00000000 rs2", Says: "{does} at the sum of two registers."},
		{Syntax: "store rd, [rs1+simm13]", Encoding: "11 rd op3 rs1 1 simm13", Says: "{does} at a register and a number."},
		{Syntax: "branch rel24", Encoding: "00 0 cond 010 rel24[23:2]", Says: "Jumps {when}, after the next instruction."},
		{Syntax: "call rs1", Encoding: "10 01111 111000 rs1 0 0000000000000", Says: "Calls the address in a register, after the next instruction; the address of the call is in o7."},
		{Syntax: "call rel32", Encoding: "01 rel32[31:2]", Says: "Calls by a distance, after the next instruction; the address of the call is in o7."},
		{Syntax: "jmp rs1", Encoding: "10 00000 111000 rs1 0 0000000000000", Says: "Jumps to the address in a register, after the next instruction."},
		{Syntax: "jmpl rs1, rd", Encoding: "10 rd 111000 rs1 0 0000000000000", Says: "Jumps to the address in a register, after the next instruction, and keeps the address of this one in another."},
		{Syntax: "ret", Encoding: "10 00000 111000 11111 1 0000000001000", Says: "Goes back, behind the call and its delay slot, after the next instruction, which is mostly restore."},
		{Syntax: "retl", Encoding: "10 00000 111000 01111 1 0000000001000", Says: "Goes back from a function that has no window of its own, after the next instruction."},
		{Syntax: "ta rs1", Encoding: "10 01000 111010 rs1 0 00000000 00000", Says: "Calls the kernel: a trap whose number is in a register."},
		{Syntax: "ta imm7", Encoding: "10 01000 111010 00000 1 000000 imm7", Says: "Calls the kernel: a trap with a number."},
		{Syntax: "unimp imm22", Encoding: "0000000000 imm22", Says: "Is promised never to be an instruction, so the program is stopped here."},
	},
}
