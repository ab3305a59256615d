package arch

import "math"

// Arm is the 32-bit Arm as of version 7: sixteen registers, of which r13 is the stack pointer (sp), r14 the way back
// (lr) and r15 the program counter (pc), and instructions of 32 bits each (A32; the shorter Thumb is left out). The
// highest four bits of every instruction are a condition on the flags, here nearly always 1110: always. A number in an
// instruction is eight bits, rotated by an even number; movw and movt put one of 32 bits together from two halves.
// Distances count from two instructions further on, because that is what pc held while the first Arm ran an instruction.
//
// Forms are chosen as GNU as chooses them for -march=armv7-a. lo16(x) and hi16(x) are its #:lower16:x and #:upper16:x.
// A cell is named by the halves of its absolute address; got(x) - . in data makes the ABI's relative form.
var arm = CPU{
	Words:      true,
	CountsFrom: 8,
	Fill:       []byte{0x00, 0xf0, 0x20, 0xe3}, // nop
	Relocs:     armRelocs,
	Files: []RegisterFile{
		{"r rd rn rm rs rt", 4, Pointer, "r0 r1 r2 r3 r4 r5 r6 r7 r8 r9 r10 r11/fp r12/ip sp/r13 lr/r14"},
		{"r|pc rd|pc rn|pc rm|pc rt|pc", 4, Pointer, "r0 r1 r2 r3 r4 r5 r6 r7 r8 r9 r10 r11/fp r12/ip sp/r13 lr/r14 pc/r15"},
	},
	// Where a number can be said in several ways, GNU as takes the first that holds it, and so do these rows: rotated, with
	// all bits turned (mov becomes mvn) or with the other sign (add becomes sub), in 16 bits (movw).
	Immediates: []Immediate{
		{Class: "const", Lo: math.MinInt32, Hi: math.MaxUint32, Map: Rotated},
		{Class: "nconst", Shown: "~const", Lo: math.MinInt32, Hi: math.MaxUint32, Map: RotatedNot, Short: true},
		{Class: "mconst", Shown: "-const", Lo: math.MinInt32, Hi: math.MaxUint32, Map: RotatedMinus, Short: true},
		{Class: "imm16", Lo: 0, Hi: math.MaxUint16},
		{Class: "high16", Shown: "imm16", Lo: 0, Hi: math.MaxUint16},
		{Class: "imm24", Lo: 0, Hi: 1<<24 - 1},
		{Class: "imm12", Lo: 0, Hi: 4095},
		{Class: "neg12", Shown: "-imm12", Lo: -4095, Hi: -1, Short: true},
		{Class: "imm8", Lo: 0, Hi: 255},
		{Class: "neg8", Shown: "-imm8", Lo: -255, Hi: -1, Short: true},
		{Class: "sh5", Shown: "shift", Lo: 1, Hi: 31},
		{Class: "list", Lo: 1, Hi: math.MaxUint16},
		{Class: "0", Lo: 0, Hi: 0, Short: true},
	},
	Relatives: []Relative{{"rel24", 4, false}, {"call24", 4, false}},
	Before:    []string{"lsl", "lsr", "asr", "ror"},
	Families: []Family{
		{ // conditions, of the instructions that mostly have one
			Marks: []string{"b?", "mov?", "bl?", "bx?", "cond", "when"},
			Members: [][]string{
				{"b", "mov", "bl", "bx", "1110", "always"},
				{"beq", "moveq", "bleq", "bxeq", "0000", "when both were equal (Z is 1)"},
				{"bne", "movne", "blne", "bxne", "0001", "when they were not equal (Z is 0)"},
				{"bcs", "movcs", "blcs", "bxcs", "0010", "when the first was higher or the same, unsigned (C is 1)"},
				{"bcc", "movcc", "blcc", "bxcc", "0011", "when the first was lower, unsigned (C is 0)"},
				{"bmi", "movmi", "blmi", "bxmi", "0100", "when the result was negative (N is 1)"},
				{"bpl", "movpl", "blpl", "bxpl", "0101", "when the result was not negative (N is 0)"},
				{"bvs", "movvs", "blvs", "bxvs", "0110", "when the signed result was too large (V is 1)"},
				{"bvc", "movvc", "blvc", "bxvc", "0111", "when the signed result was not too large (V is 0)"},
				{"bhi", "movhi", "blhi", "bxhi", "1000", "when the first was higher, unsigned (C is 1 and Z is 0)"},
				{"bls", "movls", "blls", "bxls", "1001", "when the first was lower or the same, unsigned (C is 0 or Z is 1)"},
				{"bge", "movge", "blge", "bxge", "1010", "when the first was greater or equal, signed (N and V are equal)"},
				{"blt", "movlt", "bllt", "bxlt", "1011", "when the first was less, signed (N and V differ)"},
				{"bgt", "movgt", "blgt", "bxgt", "1100", "when the first was greater, signed (Z is 0, and N and V are equal)"},
				{"ble", "movle", "blle", "bxle", "1101", "when the first was less or equal, signed (Z is 1, or N and V differ)"},
			},
		},
		{ // what is calculated with two operands; the same with another sign or turned bits, where there is such a one
			Marks: []string{"math", "op", "s", "does"},
			Members: [][]string{
				{"and", "0000", "0", "Keeps the bits that are set in both operands."},
				{"ands", "0000", "1", "Keeps the bits that are set in both operands, and sets the flags."},
				{"eor", "0001", "0", "Sets the bits in which the operands differ."},
				{"sub", "0010", "0", "Subtracts the last operand."},
				{"subs", "0010", "1", "Subtracts the last operand and sets the flags."},
				{"rsb", "0011", "0", "Subtracts from the last operand."},
				{"add", "0100", "0", "Adds the last operand."},
				{"adds", "0100", "1", "Adds the last operand and sets the flags."},
				{"adc", "0101", "0", "Adds the last operand and the carry of the calculation before."},
				{"sbc", "0110", "0", "Subtracts the last operand and the borrow of the calculation before."},
				{"orr", "1100", "0", "Sets the bits that are set in one of the operands."},
				{"bic", "1110", "0", "Keeps the bits that are set in the first and not in the last operand."},
			},
		},
		{
			Marks: []string{"turned", "op", "s", "other"},
			Members: [][]string{
				{"and", "1110", "0", "bic"}, {"bic", "0000", "0", "and"}, {"adc", "0110", "0", "sbc"}, {"sbc", "0101", "0", "adc"},
			},
		},
		{
			Marks: []string{"signed", "op", "s", "other"},
			Members: [][]string{
				{"add", "0010", "0", "sub"}, {"adds", "0010", "1", "subs"}, {"sub", "0100", "0", "add"}, {"subs", "0100", "1", "adds"},
			},
		},
		{
			Marks: []string{"test", "op", "does"},
			Members: [][]string{
				{"tst", "1000", "Sets the flags as and does and keeps nothing else."},
				{"teq", "1001", "Sets the flags as eor does and keeps nothing else."},
				{"cmp", "1010", "Compares: subtracts and keeps only the flags."},
				{"cmn", "1011", "Adds and keeps only the flags."},
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
		{
			Marks: []string{"load", "B", "L", "does"},
			Members: [][]string{
				{"ldr", "0", "1", "Loads 32 bits"}, {"str", "0", "0", "Stores 32 bits"},
				{"ldrb", "1", "1", "Loads a byte"}, {"strb", "1", "0", "Stores a byte"},
			},
		},
		{
			Marks: []string{"half", "L", "kind", "does"},
			Members: [][]string{
				{"ldrh", "1", "1011", "Loads 16 bits"}, {"strh", "0", "1011", "Stores 16 bits"},
				{"ldrsb", "1", "1101", "Loads a byte and fills up with its sign"}, {"ldrsh", "1", "1111", "Loads 16 bits and fills up with their sign"},
			},
		},
	},
	Synonyms:  []Synonym{{"bhs", "bcs"}, {"blo", "bcc"}, {"movhs", "movcs"}, {"movlo", "movcc"}, {"swi", "svc"}},
	Templates: armRows,
	Uses:      armUses,
	NearCell:  "u32 got(%s) - .",
}

// armRows are in the bits of the Arm Architecture Reference Manual ARMv7-A, A5 and A8.
var armRows = []Template{
	{Syntax: "mov? rd|pc, rm|pc", Encoding: "cond 00011010 0000 rd|pc 00000000 rm|pc", Says: "Copies a register {when}."},
	{Syntax: "mov? rd, const", Encoding: "cond 00111010 0000 rd const", Says: "Puts a number into a register {when}."},
	{Syntax: "mov? rd, nconst", Encoding: "cond 00111110 0000 rd nconst", Says: "Puts a number into a register {when}; its bits are stored turned."},
	{Syntax: "mov? rd, imm16", Encoding: "cond 00110000 imm16[15:12] rd imm16[11:0]", Says: "Puts a number of 16 bits into a register {when}."},
	{Syntax: "mov rd, rm, lsl sh5", Encoding: "1110 00011010 0000 rd sh5 000 rm", Says: "Copies a register, shifted to the left."},
	{Syntax: "movs rd, rm", Encoding: "1110 00011011 0000 rd 00000000 rm", Says: "Copies a register and sets the flags."},
	{Syntax: "movw rd, imm16", Encoding: "1110 00110000 imm16[15:12] rd imm16[11:0]", Says: "Puts 16 bits into a register; the upper half becomes 0."},
	{Syntax: "movt rd, high16", Encoding: "1110 00110100 high16[15:12] rd high16[11:0]", Says: "Puts 16 bits into the upper half of a register and keeps the lower."},
	{Syntax: "mvn rd, rm", Encoding: "1110 00011110 0000 rd 00000000 rm", Says: "Turns every bit."},
	{Syntax: "mvn rd, const", Encoding: "1110 00111110 0000 rd const", Says: "Puts a number into a register and turns every bit."},
	{Syntax: "math rd, rn|pc, rm", Encoding: "1110 000 op s rn|pc rd 00000000 rm", Says: "{does}"},
	{Syntax: "math rd, rn, rm, lsl sh5", Encoding: "1110 000 op s rn rd sh5 000 rm", Says: "{does} The last is shifted to the left before."},
	{Syntax: "math rd, rn, const", Encoding: "1110 001 op s rn rd const", Says: "{does}"},
	{Syntax: "turned rd, rn, nconst", Encoding: "1110 001 op s rn rd nconst", Says: "The same is done by {other}, with all bits of the number turned."},
	{Syntax: "signed rd, rn, mconst", Encoding: "1110 001 op s rn rd mconst", Says: "The same is done by {other}, with the other sign."},
	{Syntax: "test rn, rm", Encoding: "1110 000 op 1 rn 0000 00000000 rm", Says: "{does}"},
	{Syntax: "test rn, const", Encoding: "1110 001 op 1 rn 0000 const", Says: "{does}"},
	{Syntax: "cmp rn, mconst", Encoding: "1110 00110111 rn 0000 mconst", Says: "Compares with a negative number: adds it with the other sign and keeps only the flags."},
	{Syntax: "cmn rn, mconst", Encoding: "1110 00110101 rn 0000 mconst", Says: "Adds a negative number: compares with it with the other sign."},
	{Syntax: "shift rd, rm, rs", Encoding: "1110 00011010 0000 rd rs 0 type 1 rm", Says: "{does}"},
	{Syntax: "shift rd, rm, sh5", Encoding: "1110 00011010 0000 rd sh5 type 0 rm", Says: "{does}"},
	{Syntax: "mul rd, rn, rm", Encoding: "1110 00000000 rd 0000 rm 1001 rn", Says: "Multiplies two registers."},

	{Syntax: "load rt, [rn]", Encoding: "1110 01011 B 0 L rn rt 000000000000", Says: "{does} at the address in a register."},
	{Syntax: "load rt, [rn|pc, imm12]", Encoding: "1110 01011 B 0 L rn|pc rt imm12", Says: "{does} at a register and a number."},
	{Syntax: "load rt, [rn|pc, neg12]", Encoding: "1110 01010 B 0 L rn|pc rt -neg12[11:0]", Says: "{does} at a register less a number."},
	{Syntax: "load rt, [rn, rm]", Encoding: "1110 01111 B 0 L rn rt 00000000 rm", Says: "{does} at the sum of two registers."},
	{Syntax: "load rt, [rn, imm12]!", Encoding: "1110 01011 B 1 L rn rt imm12", Says: "Adds the number to the register. {does} there."},
	{Syntax: "load rt, [rn, neg12]!", Encoding: "1110 01010 B 1 L rn rt -neg12[11:0]", Says: "Subtracts the number from the register. {does} there."},
	{Syntax: "load rt, [rn], imm12", Encoding: "1110 01001 B 0 L rn rt imm12", Says: "{does} at the register, and then adds the number to it."},
	{Syntax: "load rt, [rn], neg12", Encoding: "1110 01000 B 0 L rn rt -neg12[11:0]", Says: "{does} at the register, and then subtracts the number from it."},
	{Syntax: "half rt, [rn]", Encoding: "1110 0001110 L rn rt 0000 kind 0000", Says: "{does} at the address in a register."},
	{Syntax: "half rt, [rn, imm8]", Encoding: "1110 0001110 L rn rt imm8[7:4] kind imm8[3:0]", Says: "{does} at a register and a number."},
	{Syntax: "half rt, [rn, neg8]", Encoding: "1110 0001010 L rn rt -neg8[7:4] kind -neg8[3:0]", Says: "{does} at a register less a number."},
	{Syntax: "push {sp}", Encoding: "1110 100100101101 0010000000000000", Says: "Puts the stack pointer itself on the stack."},
	{Syntax: "push {rt}", Encoding: "1110 010100101101 rt 000000000100", Says: "Puts a register on the stack: sp goes down by 4, the value is written there."},
	{Syntax: "push {list}", Encoding: "1110 100100101101 list", Says: "Puts several registers on the stack, the one with the highest number first; a bit for each."},
	{Syntax: "pop {rt|pc}", Encoding: "1110 010010011101 rt|pc 000000000100", Says: "Takes a register from the stack; pc goes on there."},
	{Syntax: "pop {list}", Encoding: "1110 100010111101 list", Says: "Takes several registers from the stack, the one with the lowest number first; a bit for each."},

	{Syntax: "b? rel24", Encoding: "cond 1010 rel24[25:2]", Says: "Jumps {when}, by a distance of at most 32 MiB."},
	{Syntax: "bl? call24", Encoding: "cond 1011 call24[25:2]", Says: "Calls {when}: jumps and leaves the address of the next instruction in lr."},
	{Syntax: "bx? rm", Encoding: "cond 000100101111111111110001 rm", Says: "Jumps {when} to the address in a register; from lr, that is the way back."},
	{Syntax: "blx rm", Encoding: "1110 000100101111111111110011 rm", Says: "Calls the address in a register; the way back is in lr."},
	{Syntax: "svc imm24", Encoding: "1110 1111 imm24", Says: "Calls the kernel."},
	{Syntax: "bkpt imm16", Encoding: "1110 00010010 imm16[15:4] 0111 imm16[3:0]", Says: "Calls the debugger: a breakpoint."},
	{Syntax: "udf imm16", Encoding: "1110 01111111 imm16[15:4] 1111 imm16[3:0]", Says: "Is promised never to be an instruction, so the program is stopped here."},
	{Syntax: "nop", Encoding: "1110 0011001000001111000000000000", Says: "Does nothing."},

	{Syntax: "call got(sym)", Says: "Calls the address that stands in the symbol's GOT cell, which is named by its absolute address.",
		Shows: "movw lr, lo16(got($)); movt lr, hi16(got($)); ldr lr, [lr]; blx lr"},
	{Syntax: "b got(sym)", Says: "Jumps to the address that stands in the symbol's GOT cell, by way of r12.",
		Shows: "movw r12, lo16(got($)); movt r12, hi16(got($)); ldr r12, [r12]; bx r12"},
	{Syntax: "mov rd, got(sym)", Says: "Loads the address of the symbol from its GOT cell, which is named by its absolute address.",
		Shows: "movw rd, lo16(got($)); movt rd, hi16(got($)); ldr rd, [rd]"},
}
