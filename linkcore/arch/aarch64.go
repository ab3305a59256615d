package arch

import "math"

// AArch64 is the 64-bit Arm of 2011: thirty-one registers of 64 bits, whose lower halves are called w0 to w30, and
// instructions of 32 bits each. Number 31 is the stack pointer where an address is calculated and a register that is
// always zero elsewhere. An address of 64 bits does not fit into an instruction, so it is put together from halves
// (movz, movk), or from the page of 4 KiB that it lies in, relative to the page of the instruction, and the place in
// the page (adrp, add). bl leaves the way back in x30, and functions of the GOT are called through x30 too, because it
// is overwritten in any case.
//
// Forms are chosen as GNU as chooses them. The halves are its operators too, without colons: lo12(x) is :lo12:x. A cell
// is named by lo16 and hi16 of its absolute address, for which the ABI has no relocation, or by gotpage and gotlo12,
// for which it has. Left out: floating point, vectors, atomics, what only the system uses.
var aarch64 = CPU{
	Words:  true,
	Fill:   []byte{0x1f, 0x20, 0x03, 0xd5}, // nop
	Relocs: aarch64Relocs,
	Files: []RegisterFile{
		{"x xd xn xm xa xt xu", 8, Pointer, "x0 x1 x2 x3 x4 x5 x6 x7 x8 x9 x10 x11 x12 x13 x14 x15 x16/ip0 x17/ip1 x18 x19 x20 x21 x22 x23 x24 x25 x26 x27 x28 x29/fp x30/lr xzr"},
		{"x|sp xd|sp xn|sp", 8, Pointer, "x0 x1 x2 x3 x4 x5 x6 x7 x8 x9 x10 x11 x12 x13 x14 x15 x16/ip0 x17/ip1 x18 x19 x20 x21 x22 x23 x24 x25 x26 x27 x28 x29/fp x30/lr sp"},
		{"xr", 8, Pointer, "x0 x1 x2 x3 x4 x5 x6 x7 x8 x9 x10 x11 x12 x13 x14 x15 x16/ip0 x17/ip1 x18 x19 x20 x21 x22 x23 x24 x25 x26 x27 x28 x29/fp x30/lr"},
		{"w wd wn wm wa wt wu", 4, General, "w0 w1 w2 w3 w4 w5 w6 w7 w8 w9 w10 w11 w12 w13 w14 w15 w16 w17 w18 w19 w20 w21 w22 w23 w24 w25 w26 w27 w28 w29 w30 wzr"},
		{"w|wsp wd|wsp wn|wsp", 4, General, "w0 w1 w2 w3 w4 w5 w6 w7 w8 w9 w10 w11 w12 w13 w14 w15 w16 w17 w18 w19 w20 w21 w22 w23 w24 w25 w26 w27 w28 w29 w30 wsp"},
		{"tpidr_el0", 8, General, "tpidr_el0"},
	},
	// Where a number can be said in several ways, GNU as takes the first that holds it, and so do these rows: as it is,
	// shifted, with the other sign (add becomes sub) or with all bits turned (movn).
	Immediates: []Immediate{
		{Class: "imm12", Lo: 0, Hi: 4095},
		{Class: "imm12h", Shown: "imm12<<12", Lo: 0, Hi: 4095 << 12, Step: 1 << 12, Short: true},
		{Class: "neg12", Shown: "-imm12", Lo: -4095, Hi: -1, Short: true},
		{Class: "neg12h", Shown: "-imm12<<12", Lo: -4095 << 12, Hi: -1, Step: 1 << 12, Short: true},
		{Class: "imm16", Lo: 0, Hi: math.MaxUint16},
		{Class: "imm16h", Shown: "imm16<<16", Lo: 0, Hi: math.MaxUint16 << 16, Step: 1 << 16, Short: true},
		{Class: "imm16hw", Shown: "imm16<<16", Lo: math.MinInt32, Hi: math.MaxUint16 << 16, Step: 1 << 16, Short: true},
		{Class: "imm16g2", Shown: "imm16<<32", Lo: 0, Hi: math.MaxUint16 << 32, Step: 1 << 32, Short: true},
		{Class: "imm16g3", Shown: "imm16<<48", Lo: math.MinInt64, Hi: math.MaxInt64, Step: 1 << 48, Wrap: 64, Short: true},
		{Class: "not16", Shown: "~imm16", Lo: ^math.MaxUint16, Hi: -1, Wrap: 64, Short: true},
		{Class: "not16h", Shown: "~(imm16<<16)", Lo: ^(math.MaxUint16 << 16), Hi: -1, Step: 1 << 16, Rest: -1, Wrap: 64, Short: true},
		{Class: "not16g2", Shown: "~(imm16<<32)", Lo: ^(math.MaxUint16 << 32), Hi: -1, Step: 1 << 32, Rest: -1, Wrap: 64, Short: true},
		{Class: "not16g3", Shown: "~(imm16<<48)", Lo: math.MinInt64, Hi: math.MaxInt64, Step: 1 << 48, Rest: -1, Wrap: 64, Short: true},
		{Class: "not16w", Shown: "~imm16", Lo: ^math.MaxUint16, Hi: -1, Wrap: 32, Short: true},
		{Class: "not16hw", Shown: "~(imm16<<16)", Lo: math.MinInt32 - 1, Hi: -1, Step: 1 << 16, Rest: -1, Wrap: 32, Short: true},
		{Class: "mask64", Shown: "mask", Lo: math.MinInt64, Hi: math.MaxInt64, Wrap: 64, Map: Mask64},
		{Class: "mask32", Shown: "mask", Lo: math.MinInt32, Hi: math.MaxUint32, Map: Mask32},
		{Class: "sh6", Shown: "shift", Lo: 0, Hi: 63},
		{Class: "sh5", Shown: "shift", Lo: 0, Hi: 31},
		{Class: "bit6", Shown: "bit", Lo: 0, Hi: 63},
		{Class: "bit5", Shown: "bit", Lo: 0, Hi: 31},
		{Class: "hw2", Shown: "shift", Lo: 0, Hi: 48, Step: 16},
		{Class: "hw1", Shown: "shift", Lo: 0, Hi: 16, Step: 16},
		{Class: "off1", Shown: "imm12", Lo: 0, Hi: 4095},
		{Class: "off2", Shown: "imm12*2", Lo: 0, Hi: 4095 * 2, Step: 2},
		{Class: "off4", Shown: "imm12*4", Lo: 0, Hi: 4095 * 4, Step: 4},
		{Class: "off8", Shown: "imm12*8", Lo: 0, Hi: 4095 * 8, Step: 8},
		{Class: "simm9", Lo: -256, Hi: 255},
		{Class: "simm7w", Shown: "imm7*4", Lo: -64 * 4, Hi: 63 * 4, Step: 4},
		{Class: "simm7x", Shown: "imm7*8", Lo: -64 * 8, Hi: 63 * 8, Step: 8},
		{Class: "16", Lo: 16, Hi: 16, Short: true},
		{Class: "32", Lo: 32, Hi: 32, Short: true},
		{Class: "48", Lo: 48, Hi: 48, Short: true},
		{Class: "12", Lo: 12, Hi: 12, Short: true},
		// What only a symbol can be: part of an address.
		{Class: "g1", Shown: "hi16(sym)", Lo: 1},
		{Class: "g2", Shown: "abs_g2(sym)", Lo: 1},
		{Class: "g3", Shown: "abs_g3(sym)", Lo: 1},
		{Class: "pages", Shown: "page(sym)", Lo: 1},
		{Class: "hi12", Shown: "hi12(sym)", Lo: 1},
	},
	Relatives: []Relative{{"rel26", 4, false}, {"jump26", 4, false}, {"rel19", 4, false}, {"load19", 4, false}, {"rel14", 4, false}, {"rel21", 4, false}},
	Before:    []string{"lsl", "lsr", "asr", "ror"},
	Families: []Family{
		{ // 64 and 32 bits
			Marks: []string{"rd", "rn", "rm", "ra", "rt", "ru", "rd|sp", "rn|sp", "sf", "mask", "shv", "~shv", "-shv", "shv6", "top", "not", "~not[15:0]", "noth", "~noth[31:16]", "immh", "immh[31:16]",
				"bitv", "bitv[5]", "bitv[4:0]", "mask[]", "hwv", "hwv[5:4]", "N", "simm7", "simm7[9:3]", "pair", "bits"},
			Members: [][]string{
				{"xd", "xn", "xm", "xa", "xt", "xu", "xd|sp", "xn|sp", "1", "mask64", "sh6", "~sh6[5:0]", "-sh6[5:0]", "sh6[5:0]", "111111", "not16", "~not16[15:0]", "not16h", "~not16h[31:16]", "imm16h", "imm16h[31:16]",
					"bit6", "bit6[5]", "bit6[4:0]", "mask64", "hw2", "hw2[5:4]", "1", "simm7x", "simm7x[9:3]", "10", "64"},
				{"wd", "wn", "wm", "wa", "wt", "wu", "wd|wsp", "wn|wsp", "0", "mask32", "sh5", "0 ~sh5[4:0]", "0 -sh5[4:0]", "0 sh5", "011111", "not16w", "~not16w[15:0]", "not16hw", "~not16hw[31:16]", "imm16hw", "imm16hw[31:16]",
					"bit5", "0", "bit5[4:0]", "0 mask32[11:0]", "hw1", "0 hw1[4]", "0", "simm7w", "simm7w[8:2]", "00", "32"},
			},
		},
		{
			Marks: []string{"sum", "other", "op", "op'", "does"},
			Members: [][]string{
				{"add", "sub", "00", "10", "Adds"},
				{"sub", "add", "10", "00", "Subtracts"},
			},
		},
		{
			Marks:   []string{"sums", "op", "op'", "does"},
			Members: [][]string{{"adds", "01", "11", "Adds"}, {"subs", "11", "01", "Subtracts"}},
		},
		{
			Marks: []string{"logic", "opc", "does"},
			Members: [][]string{
				{"and", "00", "Keeps the bits that are set in both operands."},
				{"orr", "01", "Sets the bits that are set in one of the operands."},
				{"eor", "10", "Sets the bits in which the operands differ."},
			},
		},
		{
			Marks: []string{"shift", "type", "does"},
			Members: [][]string{
				{"lsl", "00", "Moves the bits to the left; zeros come in on the right."},
				{"lsr", "01", "Moves the bits to the right; zeros come in on the left."},
				{"asr", "10", "Moves the bits to the right and repeats the sign on the left."},
				{"ror", "11", "Moves the bits to the right; those that fall out come in on the left."},
			},
		},
		{ // loads and stores; size, what they do, and the number that is scaled
			Marks: []string{"load", "lt", "size", "lop", "off", "off[]", "does"},
			Members: [][]string{
				{"ldr", "xt", "11", "01", "off8", "off8[14:3]", "Loads 64 bits"},
				{"ldr", "wt", "10", "01", "off4", "off4[13:2]", "Loads 32 bits"},
				{"ldrh", "wt", "01", "01", "off2", "off2[12:1]", "Loads 16 bits"},
				{"ldrb", "wt", "00", "01", "off1", "off1[11:0]", "Loads a byte"},
				{"ldrsw", "xt", "10", "10", "off4", "off4[13:2]", "Loads 32 bits and fills up with their sign"},
				{"ldrsh", "xt", "01", "10", "off2", "off2[12:1]", "Loads 16 bits and fills up with their sign"},
				{"ldrsb", "xt", "00", "10", "off1", "off1[11:0]", "Loads a byte and fills up with its sign"},
				{"str", "xt", "11", "00", "off8", "off8[14:3]", "Stores 64 bits"},
				{"str", "wt", "10", "00", "off4", "off4[13:2]", "Stores 32 bits"},
				{"strh", "wt", "01", "00", "off2", "off2[12:1]", "Stores 16 bits"},
				{"strb", "wt", "00", "00", "off1", "off1[11:0]", "Stores a byte"},
			},
		},
		{
			Marks:   []string{"ldstp", "L", "does"},
			Members: [][]string{{"stp", "0", "Stores two registers"}, {"ldp", "1", "Loads two registers"}},
		},
		{ // conditions on the flags
			Marks: []string{"b.cond", "cond", "when"},
			Members: [][]string{
				{"b.eq", "0000", "both were equal (Z is 1)"},
				{"b.ne", "0001", "they were not equal (Z is 0)"},
				{"b.cs", "0010", "the first was higher or the same, unsigned (C is 1)"},
				{"b.cc", "0011", "the first was lower, unsigned (C is 0)"},
				{"b.mi", "0100", "the result was negative (N is 1)"},
				{"b.pl", "0101", "the result was not negative (N is 0)"},
				{"b.vs", "0110", "the signed result was too large (V is 1)"},
				{"b.vc", "0111", "the signed result was not too large (V is 0)"},
				{"b.hi", "1000", "the first was higher, unsigned (C is 1 and Z is 0)"},
				{"b.ls", "1001", "the first was lower or the same, unsigned (C is 0 or Z is 1)"},
				{"b.ge", "1010", "the first was greater or equal, signed (N and V are equal)"},
				{"b.lt", "1011", "the first was less, signed (N and V differ)"},
				{"b.gt", "1100", "the first was greater, signed (Z is 0, and N and V are equal)"},
				{"b.le", "1101", "the first was less or equal, signed (Z is 1, or N and V differ)"},
				{"b.al", "1110", "anything was the result: always"},
			},
		},
	},
	Synonyms:  []Synonym{{"b.hs", "b.cs"}, {"b.lo", "b.cc"}},
	Templates: aarch64Rows,
	Uses:      aarch64Uses,
	NearCell:  "adrp x16, gotpage(%s)",
}
