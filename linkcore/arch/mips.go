package arch

import (
	"math"

	"linkplay/linkcore/reloc"
)

// MIPS I, the R3000 of 1988, with the highest byte first: thirty-two registers, the first of which is always zero, and
// instructions of 32 bits each. Two things show how it was built. The instruction behind a jump is carried out before
// the jump takes effect (the delay slot), so that there is often a nop. And what a load brings is not there yet for the
// next instruction, so there is a nop behind it too when that would need it. An address is put together by lui, the upper
// half, and the number of a load or an addition, the lower half, which has a sign; so the upper half is rounded.
//
// Registers have the names of the calling convention. Every instruction is written down as it is: no row adds a nop,
// only the sequences do, which have fixed lengths. j and jal have the lower 28 bits of their target. Plan 9 takes the
// number of a system call in r1, here at. Left out: floating point, unaligned loads, traps, everything after MIPS I.
var mips = CPU{
	Words:      true,
	CountsFrom: 4,
	Fill:       []byte{0, 0, 0, 0}, // nop: sll zero, zero, 0
	Relocs:     mipsRelocs,
	Files: []RegisterFile{
		{"r rs rt rd", 4, Pointer, "zero/r0 at/r1 v0/r2 v1/r3 a0/r4 a1/r5 a2/r6 a3/r7 t0/r8 t1/r9 t2/r10 t3/r11 t4/r12 t5/r13 t6/r14 t7/r15 " +
			"s0/r16 s1/r17 s2/r18 s3/r19 s4/r20 s5/r21 s6/r22 s7/r23 t8/r24 t9/r25 k0/r26 k1/r27 gp/r28 sp/r29 fp/s8/r30 ra/r31"},
	},
	Immediates: []Immediate{
		{Class: "simm16", Lo: math.MinInt16, Hi: math.MaxInt16},
		{Class: "uimm16", Lo: 0, Hi: math.MaxUint16},
		{Class: "upper16", Shown: "uimm16", Lo: 0, Hi: math.MaxUint16},
		{Class: "uimm16h", Shown: "uimm16<<16", Lo: math.MinInt32, Hi: math.MaxUint16 << 16, Step: 1 << 16, Short: true},
		{Class: "sh5", Shown: "shift", Lo: 0, Hi: 31},
		{Class: "code10", Shown: "code", Lo: 0, Hi: 1<<10 - 1},
		{Class: "target", Shown: "target(sym)", Lo: 1},
	},
	Relatives: []Relative{{"rel18", 4, false}},
	Families: []Family{
		{
			Marks: []string{"math", "f", "does"},
			Members: [][]string{
				{"add", "100000", "Adds two registers; a sum that is too large is a trap."}, {"addu", "100001", "Adds two registers."},
				{"sub", "100010", "Subtracts; a difference that is too large is a trap."}, {"subu", "100011", "Subtracts the second register from the first."},
				{"and", "100100", "Keeps the bits that are set in both registers."}, {"or", "100101", "Sets the bits that are set in one of the registers."},
				{"xor", "100110", "Sets the bits in which the registers differ."}, {"nor", "100111", "Sets the bits that are set in neither register."},
				{"slt", "101010", "Puts 1 into a register when the first is less, signed, else 0."},
				{"sltu", "101011", "Puts 1 into a register when the first is less, unsigned, else 0."},
			},
		},
		{
			Marks: []string{"mathi", "op", "number", "does"},
			Members: [][]string{
				{"addi", "001000", "simm16", "Adds a number; a sum that is too large is a trap."}, {"addiu", "001001", "simm16", "Adds a number, extended by its sign."},
				{"slti", "001010", "simm16", "Puts 1 into a register when the other is less than the number, signed, else 0."},
				{"sltiu", "001011", "simm16", "Puts 1 into a register when the other is less than the number, unsigned, else 0."},
				{"andi", "001100", "uimm16", "Keeps the bits that are set in the number."}, {"ori", "001101", "uimm16", "Sets the bits that are set in the number."},
				{"xori", "001110", "uimm16", "Turns the bits that are set in the number."},
			},
		},
		{
			Marks: []string{"shift", "f", "fv", "does"},
			Members: [][]string{
				{"sll", "000000", "000100", "Moves the bits to the left; zeros come in on the right."},
				{"srl", "000010", "000110", "Moves the bits to the right; zeros come in on the left."},
				{"sra", "000011", "000111", "Moves the bits to the right and repeats the sign on the left."},
			},
		},
		{
			Marks: []string{"load", "op", "does"},
			Members: [][]string{
				{"lb", "100000", "Loads a byte and fills up with its sign"}, {"lh", "100001", "Loads 16 bits and fills up with their sign"},
				{"lw", "100011", "Loads 32 bits"}, {"lbu", "100100", "Loads a byte"}, {"lhu", "100101", "Loads 16 bits"},
				{"sb", "101000", "Stores a byte"}, {"sh", "101001", "Stores 16 bits"}, {"sw", "101011", "Stores 32 bits"},
			},
		},
		{
			Marks: []string{"branchz", "op", "kind", "when"},
			Members: [][]string{
				{"beqz", "000100", "00000", "it is 0"}, {"bnez", "000101", "00000", "it is not 0"}, {"blez", "000110", "00000", "it is 0 or negative"},
				{"bgtz", "000111", "00000", "it is greater than 0"}, {"bltz", "000001", "00000", "it is negative"}, {"bgez", "000001", "00001", "it is not negative"},
			},
		},
		{
			Marks:   []string{"product", "f", "does"},
			Members: [][]string{{"mult", "011000", "signed"}, {"multu", "011001", "unsigned"}},
		},
		{
			Marks:   []string{"quotient", "f", "does"},
			Members: [][]string{{"div", "011010", "signed"}, {"divu", "011011", "unsigned"}},
		},
	},
	Templates: mipsRows,
	Uses:      mipsUses,
}

// mipsRows are in the bits of Kane and Heinrich, MIPS RISC Architecture, appendix A.
var mipsRows = []Template{
	{Syntax: "lui rt, upper16", Encoding: "001111 00000 rt upper16", Says: "Puts 16 bits into the upper half of a register; the lower becomes 0."},
	{Syntax: "li rt, simm16", Encoding: "001001 00000 rt simm16", Says: "Puts a number into a register: adds it to zero."},
	{Syntax: "li rt, uimm16", Encoding: "001101 00000 rt uimm16", Says: "Puts a number into a register: sets its bits in zero."},
	{Syntax: "li rt, uimm16h", Encoding: "001111 00000 rt uimm16h[31:16]", Says: "Puts a number whose lower half is 0 into a register."},
	{Syntax: "move rd, rs", Encoding: "000000 rs 00000 rd 00000 100101", Says: "Copies a register: sets its bits in zero."},
	{Syntax: "not rd, rs", Encoding: "000000 rs 00000 rd 00000 100111", Says: "Turns every bit."},
	{Syntax: "negu rd, rt", Encoding: "000000 00000 rt rd 00000 100011", Says: "Changes the sign: subtracts from zero."},
	{Syntax: "nop", Encoding: "00000000000000000000000000000000", Says: "Does nothing: moves zero by no bits."},
	{Syntax: "math rd, rs, rt", Encoding: "000000 rs rt rd 00000 f", Says: "{does}"},
	{Syntax: "mathi rt, rs, number", Encoding: "op rs rt number", Says: "{does}"},
	{Syntax: "shift rd, rt, sh5", Encoding: "000000 00000 rt rd sh5 f", Says: "{does}"},
	{Syntax: "shift rd, rt, rs", Encoding: "000000 rs rt rd 00000 fv", Says: "{does}"},
	{Syntax: "product rs, rt", Encoding: "000000 rs rt 0000000000 f", Says: "Multiplies, {does}; the product goes to hi and lo."},
	{Syntax: "quotient zero, rs, rt", Encoding: "000000 rs rt 0000000000 f", Says: "Divides, {does}; the quotient goes to lo, the remainder to hi."},
	{Syntax: "mfhi rd", Encoding: "0000000000000000 rd 00000 010000", Says: "Copies hi."},
	{Syntax: "mflo rd", Encoding: "0000000000000000 rd 00000 010010", Says: "Copies lo."},
	{Syntax: "load rt, simm16(rs)", Encoding: "op rs rt simm16", Says: "{does} at a register and a number."},

	{Syntax: "b rel18", Encoding: "0001000000000000 rel18[17:2]", Says: "Jumps by a distance, after the next instruction."},
	{Syntax: "beq rs, rt, rel18", Encoding: "000100 rs rt rel18[17:2]", Says: "Jumps when both are equal, after the next instruction."},
	{Syntax: "bne rs, rt, rel18", Encoding: "000101 rs rt rel18[17:2]", Says: "Jumps when they are not equal, after the next instruction."},
	{Syntax: "branchz rs, rel18", Encoding: "op rs kind rel18[17:2]", Says: "Jumps when {when}, after the next instruction."},
	{Syntax: "bal rel18", Encoding: "0000010000010001 rel18[17:2]", Says: "Calls by a distance, after the next instruction; the way back is in ra."},
	{Syntax: "j target", Encoding: "000010 target[27:2]", Says: "Jumps to an address, after the next instruction; the upper four bits are those of here."},
	{Syntax: "jal target", Encoding: "000011 target[27:2]", Says: "Calls an address, after the next instruction; the way back, behind that, is in ra."},
	{Syntax: "jr rs", Encoding: "000000 rs 000000000000000 001000", Says: "Jumps to the address in a register, after the next instruction; from ra, that is the way back."},
	{Syntax: "jalr rs", Encoding: "000000 rs 00000 11111 00000 001001", Says: "Calls the address in a register, after the next instruction; the way back is in ra."},
	{Syntax: "jalr rd, rs", Encoding: "000000 rs 00000 rd 00000 001001", Says: "Calls the address in a register, after the next instruction, and keeps the way back in another."},
	{Syntax: "syscall", Encoding: "000000 00000000000000000000 001100", Says: "Calls the kernel."},
	{Syntax: "break", Encoding: "000000 00000000000000000000 001101", Says: "Calls the debugger: a breakpoint."},
	{Syntax: "break code10", Encoding: "000000 code10 0000000000 001101", Says: "Calls the debugger: a breakpoint with a number."},

	{Syntax: "call got(sym)", Says: "Calls the address that stands in the symbol's GOT cell. The first nop is there because a load is late, the second is in the delay slot.",
		Shows: "lui t9, hi(got($)); lw t9, lo(got($))(t9); nop; jalr t9; nop"},
	{Syntax: "mov rd, got(sym)", Says: "Loads the address of the symbol from its GOT cell; after the nop it is there.",
		Shows: "lui rd, hi(got($)); lw rd, lo(got($))(rd); nop"},
}

const (
	mipsABI  = "MIPS psABI, 3rd edition, table 4-11"
	mipsOurs = "ours: the psABI has no name for it"
)

// mipsRelocs is the part of the psABI's table that static files need. The psABI calls A "AHL" where it lies in two halves.
var mipsRelocs = []reloc.Row{
	{Name: "R_MIPS_16", Number: 1, Formula: "S + A", Field: reloc.Word16, Check: reloc.Either,
		Meaning: "The address of the symbol in 16 bits.", Source: mipsABI},
	{Name: "R_MIPS_32", Number: 2, Formula: "S + A", Field: reloc.Word32,
		Meaning: "The address of the symbol.", Source: mipsABI},
	{Name: "R_MIPS_26", Number: 4, Formula: "S + A", Field: reloc.MIPSTarget26,
		Meaning: "Bits 2 to 27 of the symbol's address; the upper four are those of the next instruction.", Source: mipsABI},
	{Name: "R_MIPS_HI16", Number: 5, Formula: "S + A", Field: reloc.MIPSHigh16,
		Meaning: "The upper half of the symbol's address, rounded because the lower one has a sign.", Source: mipsABI},
	{Name: "R_MIPS_LO16", Number: 6, Formula: "S + A", Field: reloc.MIPSLow16,
		Meaning: "The lower half of the symbol's address.", Source: mipsABI},
	{Name: "R_MIPS_PC16", Number: 10, Formula: "S + A - P", Field: reloc.MIPSBranch16, Check: reloc.Signed,
		Meaning: "The distance from here to the symbol, for a jump; the addend is -4, because the next instruction is meant.", Source: mipsABI},
	{Name: "R_MIPS_PC32", Number: 248, Formula: "S + A - P", Field: reloc.Word32,
		Meaning: "The distance from here to the symbol.", Source: "GNU extension of the MIPS psABI"},

	{Name: "CELL_HI16", Number: reloc.Own + 1, Formula: "GOT + G + A", Field: reloc.MIPSHigh16,
		Meaning: "The upper half of the address of the symbol's GOT cell, rounded.", Source: mipsOurs},
	{Name: "CELL_LO16", Number: reloc.Own + 2, Formula: "GOT + G + A", Field: reloc.MIPSLow16,
		Meaning: "The lower half of the address of the symbol's GOT cell.", Source: mipsOurs},
	{Name: "CELL_32", Number: reloc.Own + 3, Formula: "GOT + G + A", Field: reloc.Word32,
		Meaning: "The address of the symbol's GOT cell.", Source: mipsOurs},
	{Name: "SIZE_16", Number: reloc.Own + 4, Formula: "Z + A", Field: reloc.MIPSLow16, Check: reloc.Signed,
		Meaning: "How many bytes the symbol has, at most 32767.", Source: mipsOurs},
	{Name: "SIZE_32", Number: reloc.Own + 5, Formula: "Z + A", Field: reloc.Word32, Check: reloc.Unsigned,
		Meaning: "How many bytes the symbol has.", Source: mipsOurs},
}

var mipsUses = []Use{
	{"x", "rel18", "R_MIPS_PC16"},
	{"x", "target", "R_MIPS_26"},
	{"hi(x)", "upper16", "R_MIPS_HI16"},
	{"lo(x)", "simm16", "R_MIPS_LO16"},
	{"lo(x)", "uimm16", "R_MIPS_LO16"},
	{"size(x)", "simm16", "SIZE_16"},
	{"x", "u16", "R_MIPS_16"},
	{"x", "u32", "R_MIPS_32"},
	{"x - .", "u32", "R_MIPS_PC32"},
	{"size(x)", "u32", "SIZE_32"},
	{"got(x)", "u32", "CELL_32"},
	{"hi(got(x))", "upper16", "CELL_HI16"},
	{"lo(got(x))", "simm16", "CELL_LO16"},
}
