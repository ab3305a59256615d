package arch

import "math"

// PowerPC with 32 bits and the highest byte first: thirty-two registers, of which r0 means the number 0 where an address
// is calculated, and instructions of 32 bits each. A call leaves the way back in a register of its own, lr; a call
// through a pointer goes by another, ctr. Comparisons leave their result in one of eight fields of cr, here always the
// first. An address is put together by lis, the upper half, and the number of a load or an addition, the lower half,
// which has a sign; so the upper half is rounded ("adjusted", ha).
//
// lo(x), hi(x) and ha(x) are x@l, x@h and x@ha of GNU as. A relocation of half an instruction points at that half, two
// bytes behind its start, as in the ABI. A call through the GOT uses r12 and ctr. Left out: floating point, vectors, the
// other fields of cr, and nearly all of the instructions that rotate and mask.
var powerpc = CPU{
	Words:  true,
	Fill:   []byte{0x60, 0x00, 0x00, 0x00}, // nop: ori r0, r0, 0
	Relocs: powerpcRelocs,
	Files: []RegisterFile{
		{"r rt rs ra rb", 4, Pointer, "r0 r1/sp r2 r3 r4 r5 r6 r7 r8 r9 r10 r11 r12 r13 r14 r15 r16 r17 r18 r19 r20 r21 r22 r23 r24 r25 r26 r27 r28 r29 r30 r31"},
		{"r1-r31 base", 4, Pointer, "- r1/sp r2 r3 r4 r5 r6 r7 r8 r9 r10 r11 r12 r13 r14 r15 r16 r17 r18 r19 r20 r21 r22 r23 r24 r25 r26 r27 r28 r29 r30 r31"},
	},
	Shared: &powerpcShared,
	Templates: []Template{
		{Syntax: "call got(sym)", Says: "Calls the address that stands in the symbol's GOT cell; the way back is in lr.",
			Shows: "lis r12, ha(got($)); lwz r12, lo(got($))(r12); mtctr r12; bctrl"},
		{Syntax: "mov base, got(sym)", Says: "Loads the address of the symbol from its GOT cell.",
			Shows: "lis base, ha(got($)); lwz base, lo(got($))(base)"},
	},
	Relatives: powerpcRelatives,
	Uses:      powerpcUses,
}

// PowerPC with 64 bits is the same with registers of 64 bits: loads and stores of 64 bits and comparisons of them are new.
// Their numbers must be multiples of four, because two of the bits say which instruction it is (DS form). GOT cells are
// named by addresses below 2 GiB, as lis extends its number by the sign.
var powerpc64 = CPU{
	Words:  true,
	Fill:   []byte{0x60, 0x00, 0x00, 0x00}, // nop: ori r0, r0, 0
	Relocs: powerpc64Relocs,
	Files: []RegisterFile{
		{"r rt rs ra rb", 8, Pointer, "r0 r1/sp r2 r3 r4 r5 r6 r7 r8 r9 r10 r11 r12 r13 r14 r15 r16 r17 r18 r19 r20 r21 r22 r23 r24 r25 r26 r27 r28 r29 r30 r31"},
		{"r1-r31 base", 8, Pointer, "- r1/sp r2 r3 r4 r5 r6 r7 r8 r9 r10 r11 r12 r13 r14 r15 r16 r17 r18 r19 r20 r21 r22 r23 r24 r25 r26 r27 r28 r29 r30 r31"},
	},
	Immediates: []Immediate{
		{Class: "simm16ds", Shown: "simm14*4", Lo: math.MinInt16, Hi: math.MaxInt16 - 3, Step: 4},
		{Class: "sh6", Shown: "shift", Lo: 0, Hi: 63},
	},
	Families: []Family{{
		Marks: []string{"load64", "op", "xo", "does"},
		Members: [][]string{
			{"ld", "111010", "00", "Loads 64 bits"}, {"lwa", "111010", "10", "Loads 32 bits and fills up with their sign"}, {"std", "111110", "00", "Stores 64 bits"},
		},
	}},
	Shared: &powerpcShared,
	Templates: []Template{
		{Syntax: "load64 rt, simm16ds(base)", Encoding: "op rt base simm16ds[15:2] xo", Says: "{does} at a register and a number, which is a multiple of 4."},
		{Syntax: "ldu rt, simm16ds(base)", Encoding: "111010 rt base simm16ds[15:2] 01", Says: "Loads 64 bits at a register and a number, and keeps the sum in the register."},
		{Syntax: "stdu rt, simm16ds(base)", Encoding: "111110 rt base simm16ds[15:2] 01", Says: "Stores 64 bits at a register and a number, and keeps the sum in the register."},
		{Syntax: "cmpd ra, rb", Encoding: "011111 000 0 1 ra rb 0000000000 0", Says: "Compares two registers of 64 bits, signed."},
		{Syntax: "cmpld ra, rb", Encoding: "011111 000 0 1 ra rb 0000100000 0", Says: "Compares two registers of 64 bits, unsigned."},
		{Syntax: "cmpdi ra, simm16", Encoding: "001011 000 0 1 ra simm16", Says: "Compares 64 bits with a number, signed."},
		{Syntax: "cmpldi ra, uimm16", Encoding: "001010 000 0 1 ra uimm16", Says: "Compares 64 bits with a number, unsigned."},
		{Syntax: "mulld rt, ra, rb", Encoding: "011111 rt ra rb 0 011101001 0", Says: "Multiplies 64 bits."},
		{Syntax: "divd rt, ra, rb", Encoding: "011111 rt ra rb 0 111101001 0", Says: "Divides 64 bits, signed."},
		{Syntax: "divdu rt, ra, rb", Encoding: "011111 rt ra rb 0 111001001 0", Says: "Divides 64 bits, unsigned."},
		{Syntax: "extsw ra, rs", Encoding: "011111 rs ra 00000 1111011010 0", Says: "Fills up 32 bits with copies of their sign."},
		{Syntax: "sldi ra, rs, sh6", Encoding: "011110 rs ra sh6[4:0] ~sh6[4:0|5] 001 sh6[5] 0", Says: "Moves the bits to the left: rotates, and keeps what does not come from the other end."},

		{Syntax: "call got(sym)", Says: "Calls the address that stands in the symbol's GOT cell; the way back is in lr.",
			Shows: "lis r12, ha(got($)); ld r12, lo(got($))(r12); mtctr r12; bctrl"},
		{Syntax: "mov base, got(sym)", Says: "Loads the address of the symbol from its GOT cell.",
			Shows: "lis base, ha(got($)); ld base, lo(got($))(base)"},
	},
	Relatives: powerpcRelatives,
	Uses:      powerpc64Uses,
}

var powerpcRelatives = []Relative{{"rel26", 4, false}, {"rel16", 4, false}}

// powerpcShared is what both have, in the bits of the Power ISA, book I.
var powerpcShared = Shared{
	Immediates: []Immediate{
		{Class: "simm16", Lo: math.MinInt16, Hi: math.MaxInt16},
		{Class: "uimm16", Lo: 0, Hi: math.MaxUint16},
		{Class: "upper16", Shown: "imm16", Lo: math.MinInt16, Hi: math.MaxUint16},
		{Class: "sh5", Shown: "shift", Lo: 0, Hi: 31},
	},
	Families: []Family{
		{
			Marks: []string{"math", "xo", "does"},
			Members: [][]string{
				{"add", "0 100001010", "Adds two registers."}, {"subf", "0 000101000", "Subtracts the first register from the second."},
				{"mullw", "0 011101011", "Multiplies 32 bits."}, {"divw", "0 111101011", "Divides 32 bits, signed."}, {"divwu", "0 111001011", "Divides 32 bits, unsigned."},
			},
		},
		{
			Marks: []string{"logic", "xo", "does"},
			Members: [][]string{
				{"and", "0000011100", "Keeps the bits that are set in both registers."}, {"or", "0110111100", "Sets the bits that are set in one of the registers."},
				{"xor", "0100111100", "Sets the bits in which the registers differ."}, {"nor", "0001111100", "Sets the bits that are set in neither register."},
				{"andc", "0000111100", "Keeps the bits that are set in the first and not in the second."},
				{"slw", "0000011000", "Moves 32 bits to the left."}, {"srw", "1000011000", "Moves 32 bits to the right; zeros come in on the left."},
				{"sraw", "1100011000", "Moves 32 bits to the right and repeats the sign on the left."},
			},
		},
		{
			Marks: []string{"logici", "op", "does"},
			Members: [][]string{
				{"ori", "011000", "Sets the bits that are set in the number."}, {"xori", "011010", "Turns the bits that are set in the number."},
				{"andi.", "011100", "Keeps the bits that are set in the number, and compares the result with 0."},
			},
		},
		{
			Marks: []string{"logicis", "op", "does"},
			Members: [][]string{
				{"oris", "011001", "Sets the bits of the upper half that are set in the number."}, {"xoris", "011011", "Turns the bits of the upper half that are set in the number."},
			},
		},
		{
			Marks: []string{"load", "op", "does"},
			Members: [][]string{
				{"lwz", "100000", "Loads 32 bits"}, {"lwzu", "100001", "Loads 32 bits and keeps the sum in the register, "}, {"lbz", "100010", "Loads a byte"},
				{"lhz", "101000", "Loads 16 bits"}, {"lha", "101010", "Loads 16 bits and fills up with their sign"}, {"stw", "100100", "Stores 32 bits"},
				{"stwu", "100101", "Stores 32 bits and keeps the sum in the register, "}, {"stb", "100110", "Stores a byte"}, {"sth", "101100", "Stores 16 bits"},
			},
		},
		{ // conditions on the first field of cr
			Marks: []string{"branch", "bo", "bi", "when"},
			Members: [][]string{
				{"blt", "01100", "00000", "the first was less"}, {"bgt", "01100", "00001", "the first was greater"}, {"beq", "01100", "00010", "both were equal"},
				{"bge", "00100", "00000", "the first was greater or equal"}, {"ble", "00100", "00001", "the first was less or equal"},
				{"bne", "00100", "00010", "they were not equal"}, {"bdnz", "10000", "00000", "ctr, from which 1 is taken, is not 0"},
			},
		},
		{ // registers that are moved to and from others
			Marks:   []string{"mt", "mf", "spr", "name"},
			Members: [][]string{{"mtlr", "mflr", "01000 00000", "lr"}, {"mtctr", "mfctr", "01001 00000", "ctr"}},
		},
	},
	Templates: []Template{
		{Syntax: "li rt, simm16", Encoding: "001110 rt 00000 simm16", Says: "Puts a number into a register: adds it to 0."},
		{Syntax: "lis rt, upper16", Encoding: "001111 rt 00000 upper16[15:0]", Says: "Puts 16 bits into a register, at bit 16; extended by their sign."},
		{Syntax: "addi rt, base, simm16", Encoding: "001110 rt base simm16", Says: "Adds a number."},
		{Syntax: "addis rt, base, upper16", Encoding: "001111 rt base upper16[15:0]", Says: "Adds 16 bits, at bit 16."},
		{Syntax: "mulli rt, ra, simm16", Encoding: "000111 rt ra simm16", Says: "Multiplies by a number."},
		{Syntax: "mr ra, rs", Encoding: "011111 rs ra rs 0110111100 0", Says: "Copies a register: or with itself."},
		{Syntax: "not ra, rs", Encoding: "011111 rs ra rs 0001111100 0", Says: "Turns every bit."},
		{Syntax: "neg rt, ra", Encoding: "011111 rt ra 00000 0 001101000 0", Says: "Changes the sign."},
		{Syntax: "math rt, ra, rb", Encoding: "011111 rt ra rb xo 0", Says: "{does}"},
		{Syntax: "sub rt, rb, ra", Encoding: "011111 rt ra rb 0 000101000 0", Says: "Subtracts the second register from the first: subf, in the other order."},
		{Syntax: "logic ra, rs, rb", Encoding: "011111 rs ra rb xo 0", Says: "{does}"},
		{Syntax: "logici ra, rs, uimm16", Encoding: "op rs ra uimm16", Says: "{does}"},
		{Syntax: "logicis ra, rs, uimm16", Encoding: "op rs ra uimm16", Says: "{does}"},
		{Syntax: "slwi ra, rs, sh5", Encoding: "010101 rs ra sh5 00000 ~sh5[4:0] 0", Says: "Moves 32 bits to the left: rotates, and keeps what does not come from the other end."},
		{Syntax: "srwi ra, rs, sh5", Encoding: "010101 rs ra -sh5[4:0] sh5 11111 0", Says: "Moves 32 bits to the right: rotates to the left, and keeps what does not come from the other end."},
		{Syntax: "srawi ra, rs, sh5", Encoding: "011111 rs ra sh5 1100111000 0", Says: "Moves 32 bits to the right and repeats the sign on the left."},
		{Syntax: "cmpw ra, rb", Encoding: "011111 000 0 0 ra rb 0000000000 0", Says: "Compares two registers of 32 bits, signed."},
		{Syntax: "cmplw ra, rb", Encoding: "011111 000 0 0 ra rb 0000100000 0", Says: "Compares two registers of 32 bits, unsigned."},
		{Syntax: "cmpwi ra, simm16", Encoding: "001011 000 0 0 ra simm16", Says: "Compares 32 bits with a number, signed."},
		{Syntax: "cmplwi ra, uimm16", Encoding: "001010 000 0 0 ra uimm16", Says: "Compares 32 bits with a number, unsigned."},
		{Syntax: "load rt, simm16(base)", Encoding: "op rt base simm16", Says: "{does} at a register and a number."},
		{Syntax: "b rel26", Encoding: "010010 rel26[25:2] 0 0", Says: "Jumps by a distance, at most 32 MiB."},
		{Syntax: "bl rel26", Encoding: "010010 rel26[25:2] 0 1", Says: "Calls: jumps and leaves the address of the next instruction in lr."},
		{Syntax: "branch rel16", Encoding: "010000 bo bi rel16[15:2] 0 0", Says: "Jumps when {when}, at most 32 KiB."},
		{Syntax: "mt rs", Encoding: "011111 rs spr 0111010011 0", Says: "Copies a register to {name}."},
		{Syntax: "mf rt", Encoding: "011111 rt spr 0101010011 0", Says: "Copies {name} to a register."},
		{Syntax: "blr", Encoding: "01001110100000000000000000100000", Says: "Goes back to the address in lr."},
		{Syntax: "blrl", Encoding: "01001110100000000000000000100001", Says: "Calls the address in lr, where the way back is put."},
		{Syntax: "bctr", Encoding: "01001110100000000000010000100000", Says: "Jumps to the address in ctr."},
		{Syntax: "bctrl", Encoding: "01001110100000000000010000100001", Says: "Calls the address in ctr; the way back is in lr."},
		{Syntax: "sc", Encoding: "01000100000000000000000000000010", Says: "Calls the kernel."},
		{Syntax: "trap", Encoding: "01111111111000000000000000001000", Says: "Calls the debugger: a trap in any case."},
		{Syntax: "nop", Encoding: "01100000000000000000000000000000", Says: "Does nothing: ori of 0 to r0."},
	},
}
