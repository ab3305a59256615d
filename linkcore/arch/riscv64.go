package arch

// RISC-V of 64 bits, RV64IM: thirty-two registers, the first of which is always zero, and instructions of 32 bits each
// (the compressed ones of 16 bits are left out, but code may begin at any multiple of two). Numbers in instructions have
// 12 bits with a sign, or are the upper 20 of 32: lui and addi together make an address of 32 bits, auipc and addi one
// that is counted from the program counter. Because the lower part has a sign, the upper one is rounded: 0x800 is added
// before its bits are taken. The bits of a number lie in pieces so that the registers are always at the same place.
//
// Registers have the names of the calling convention. hi(x) and lo(x) are %hi and %lo of GNU as, and so on. The lower half
// of a distance is meant from where the upper half is: GNU as takes a label there, here it is subtracted, as in
// "pcrel_lo(x - .label)"; la does both. A cell is named by its absolute address, which must be below 0x7ffff800.
var riscv64 = CPU{
	Words:  true,
	Fill:   []byte{0x13, 0x00, 0x00, 0x00}, // nop: addi zero, zero, 0
	Relocs: riscv64Relocs,
	Files: []RegisterFile{
		{"r rd rs1 rs2", 8, Pointer, "zero/x0 ra/x1 sp/x2 gp/x3 tp/x4 t0/x5 t1/x6 t2/x7 s0/fp/x8 s1/x9 a0/x10 a1/x11 a2/x12 a3/x13 a4/x14 a5/x15 " +
			"a6/x16 a7/x17 s2/x18 s3/x19 s4/x20 s5/x21 s6/x22 s7/x23 s8/x24 s9/x25 s10/x26 s11/x27 t3/x28 t4/x29 t5/x30 t6/x31"},
	},
	Immediates: []Immediate{
		{Class: "imm12", Lo: -2048, Hi: 2047},
		{Class: "imm12s", Shown: "imm12", Lo: -2048, Hi: 2047},
		{Class: "imm20", Lo: 0, Hi: 1<<20 - 1},
		{Class: "upper20", Shown: "imm20", Lo: 0, Hi: 1<<20 - 1},
		{Class: "imm20h", Shown: "imm20<<12", Lo: -1 << 31, Hi: 1<<31 - 1<<12, Step: 1 << 12, Short: true},
		{Class: "sh6", Shown: "shift", Lo: 0, Hi: 63},
		{Class: "sh5", Shown: "shift", Lo: 0, Hi: 31},
	},
	Relatives: []Relative{{"rel13", 4, false}, {"rel21", 4, false}},
	Families: []Family{
		{
			Marks: []string{"math", "f7", "f3", "op", "does"},
			Members: [][]string{
				{"add", "0000000", "000", "0110011", "Adds two registers."},
				{"sub", "0100000", "000", "0110011", "Subtracts the second register from the first."},
				{"sll", "0000000", "001", "0110011", "Moves the bits to the left; zeros come in on the right."},
				{"slt", "0000000", "010", "0110011", "Puts 1 into a register when the first is less than the second, signed, else 0."},
				{"sltu", "0000000", "011", "0110011", "Puts 1 into a register when the first is less than the second, unsigned, else 0."},
				{"xor", "0000000", "100", "0110011", "Sets the bits in which the registers differ."},
				{"srl", "0000000", "101", "0110011", "Moves the bits to the right; zeros come in on the left."},
				{"sra", "0100000", "101", "0110011", "Moves the bits to the right and repeats the sign on the left."},
				{"or", "0000000", "110", "0110011", "Sets the bits that are set in one of the registers."},
				{"and", "0000000", "111", "0110011", "Keeps the bits that are set in both registers."},
				{"mul", "0000001", "000", "0110011", "Multiplies two registers."},
				{"div", "0000001", "100", "0110011", "Divides, signed; a division by 0 gives -1."},
				{"divu", "0000001", "101", "0110011", "Divides, unsigned; a division by 0 gives all ones."},
				{"rem", "0000001", "110", "0110011", "The remainder of a signed division."},
				{"remu", "0000001", "111", "0110011", "The remainder of an unsigned division."},
				{"addw", "0000000", "000", "0111011", "Adds the lower 32 bits of two registers; the sum is extended by its sign."},
				{"subw", "0100000", "000", "0111011", "Subtracts in the lower 32 bits; the difference is extended by its sign."},
				{"mulw", "0000001", "000", "0111011", "Multiplies the lower 32 bits; the product is extended by its sign."},
			},
		},
		{
			Marks: []string{"mathi", "f3", "op", "does"},
			Members: [][]string{
				{"addi", "000", "0010011", "Adds a number."},
				{"slti", "010", "0010011", "Puts 1 into a register when the first is less than the number, signed, else 0."},
				{"sltiu", "011", "0010011", "Puts 1 into a register when the first is less than the number, unsigned, else 0."},
				{"xori", "100", "0010011", "Turns the bits that are set in the number."},
				{"ori", "110", "0010011", "Sets the bits that are set in the number."},
				{"andi", "111", "0010011", "Keeps the bits that are set in the number."},
				{"addiw", "000", "0011011", "Adds a number in the lower 32 bits; the sum is extended by its sign."},
			},
		},
		{ // the assembler takes the names of the rows with registers, too
			Marks: []string{"math'", "f3", "op"},
			Members: [][]string{
				{"add", "000", "0010011"}, {"xor", "100", "0010011"}, {"or", "110", "0010011"}, {"and", "111", "0010011"}, {"addw", "000", "0011011"},
			},
		},
		{
			Marks: []string{"load", "f3", "does"},
			Members: [][]string{
				{"lb", "000", "Loads a byte and fills up with its sign"}, {"lh", "001", "Loads 16 bits and fills up with their sign"},
				{"lw", "010", "Loads 32 bits and fills up with their sign"}, {"ld", "011", "Loads 64 bits"}, {"lbu", "100", "Loads a byte"},
				{"lhu", "101", "Loads 16 bits"}, {"lwu", "110", "Loads 32 bits"},
			},
		},
		{
			Marks: []string{"store", "f3", "does"},
			Members: [][]string{
				{"sb", "000", "Stores a byte"}, {"sh", "001", "Stores 16 bits"}, {"sw", "010", "Stores 32 bits"}, {"sd", "011", "Stores 64 bits"},
			},
		},
		{
			Marks: []string{"branch", "f3", "when"},
			Members: [][]string{
				{"beq", "000", "both are equal"}, {"bne", "001", "they are not equal"}, {"blt", "100", "the first is less, signed"},
				{"bge", "101", "the first is greater or equal, signed"}, {"bltu", "110", "the first is less, unsigned"},
				{"bgeu", "111", "the first is greater or equal, unsigned"},
			},
		},
		{ // the same with the registers exchanged
			Marks: []string{"hcnarb", "f3", "when"},
			Members: [][]string{
				{"bgt", "100", "the first is greater, signed"}, {"ble", "101", "the first is less or equal, signed"},
				{"bgtu", "110", "the first is greater, unsigned"}, {"bleu", "111", "the first is less or equal, unsigned"},
			},
		},
		{
			Marks: []string{"branchz", "f3", "when"},
			Members: [][]string{
				{"beqz", "000", "it is 0"}, {"bnez", "001", "it is not 0"}, {"bltz", "100", "it is negative"}, {"bgez", "101", "it is not negative"},
			},
		},
	},
	Templates: riscv64Rows,
	Uses:      riscv64Uses,
	NearCell:  "auipc t0, pcrel_hi(got(%s))",
}

// riscv64Rows are in the bits of the RISC-V Instruction Set Manual, volume I, chapter "RV32/64G Instruction Set Listings".
var riscv64Rows = []Template{
	{Syntax: "lui rd, imm20", Encoding: "imm20 rd 0110111", Says: "Puts 20 bits into a register, at bit 12; extended by their sign."},
	{Syntax: "auipc rd, upper20", Encoding: "upper20 rd 0010111", Says: "Adds 20 bits, at bit 12, to the address of this instruction."},
	{Syntax: "li rd, imm12", Encoding: "imm12 00000 000 rd 0010011", Says: "Puts a number into a register: adds it to zero."},
	{Syntax: "li rd, imm20h", Encoding: "imm20h[31:12] rd 0110111", Says: "Puts a number whose low 12 bits are 0 into a register."},
	{Syntax: "mv rd, rs1", Encoding: "000000000000 rs1 000 rd 0010011", Says: "Copies a register: adds 0."},
	{Syntax: "not rd, rs1", Encoding: "111111111111 rs1 100 rd 0010011", Says: "Turns every bit."},
	{Syntax: "neg rd, rs2", Encoding: "0100000 rs2 00000 000 rd 0110011", Says: "Changes the sign: subtracts from zero."},
	{Syntax: "sext.w rd, rs1", Encoding: "000000000000 rs1 000 rd 0011011", Says: "Fills up 32 bits with copies of their sign."},
	{Syntax: "seqz rd, rs1", Encoding: "000000000001 rs1 011 rd 0010011", Says: "Puts 1 into a register when the other is 0, else 0."},
	{Syntax: "snez rd, rs2", Encoding: "0000000 rs2 00000 011 rd 0110011", Says: "Puts 1 into a register when the other is not 0, else 0."},
	{Syntax: "nop", Encoding: "00000000000000000000000000010011", Says: "Does nothing."},
	{Syntax: "math rd, rs1, rs2", Encoding: "f7 rs2 rs1 f3 rd op", Says: "{does}"},
	{Syntax: "mathi rd, rs1, imm12", Encoding: "imm12 rs1 f3 rd op", Says: "{does}"},
	{Syntax: "math' rd, rs1, imm12", Encoding: "imm12 rs1 f3 rd op", Says: "The same with a number."},
	{Syntax: "slli rd, rs1, sh6", Encoding: "000000 sh6 rs1 001 rd 0010011", Says: "Moves the bits to the left; zeros come in on the right."},
	{Syntax: "srli rd, rs1, sh6", Encoding: "000000 sh6 rs1 101 rd 0010011", Says: "Moves the bits to the right; zeros come in on the left."},
	{Syntax: "srai rd, rs1, sh6", Encoding: "010000 sh6 rs1 101 rd 0010011", Says: "Moves the bits to the right and repeats the sign on the left."},
	{Syntax: "slliw rd, rs1, sh5", Encoding: "0000000 sh5 rs1 001 rd 0011011", Says: "Moves the lower 32 bits to the left; the result is extended by its sign."},
	{Syntax: "load rd, imm12(rs1)", Encoding: "imm12 rs1 f3 rd 0000011", Says: "{does} at a register and a number."},
	{Syntax: "store rs2, imm12s(rs1)", Encoding: "imm12s[11:5] rs2 rs1 f3 imm12s[4:0] 0100011", Says: "{does} at a register and a number."},

	{Syntax: "branch rs1, rs2, rel13", Encoding: "rel13[12|10:5] rs2 rs1 f3 rel13[4:1|11] 1100011", Says: "Jumps when {when}, at most 4 KiB."},
	{Syntax: "hcnarb rs2, rs1, rel13", Encoding: "rel13[12|10:5] rs2 rs1 f3 rel13[4:1|11] 1100011", Says: "Jumps when {when}; the registers are stored in the other order."},
	{Syntax: "branchz rs1, rel13", Encoding: "rel13[12|10:5] 00000 rs1 f3 rel13[4:1|11] 1100011", Says: "Jumps when {when}, at most 4 KiB."},
	{Syntax: "j rel21", Encoding: "rel21[20|10:1|11|19:12] 00000 1101111", Says: "Jumps by a distance, at most 1 MiB."},
	{Syntax: "jal rel21", Encoding: "rel21[20|10:1|11|19:12] 00001 1101111", Says: "Calls: jumps and leaves the address of the next instruction in ra."},
	{Syntax: "jal rd, rel21", Encoding: "rel21[20|10:1|11|19:12] rd 1101111", Says: "Jumps and leaves the address of the next instruction in a register."},
	{Syntax: "jalr rd, imm12(rs1)", Encoding: "imm12 rs1 000 rd 1100111", Says: "Jumps to a register and a number, and leaves the address of the next instruction in a register."},
	{Syntax: "jalr rs1", Encoding: "000000000000 rs1 000 00001 1100111", Says: "Calls the address in a register; the way back is in ra."},
	{Syntax: "jr rs1", Encoding: "000000000000 rs1 000 00000 1100111", Says: "Jumps to the address in a register."},
	{Syntax: "ret", Encoding: "000000000000 00001 000 00000 1100111", Says: "Goes back to the address in ra."},
	{Syntax: "ecall", Encoding: "00000000000000000000000001110011", Says: "Calls the kernel."},
	{Syntax: "ebreak", Encoding: "00000000000100000000000001110011", Says: "Calls the debugger: a breakpoint."},
	{Syntax: "unimp", Encoding: "11000000000000000001000001110011", Says: "Is no instruction, so the program is stopped here."},

	{Syntax: "la rd, sym", Says: "Puts the address of the symbol into a register, counted from here.",
		Shows: "auipc rd, pcrel_hi($); addi rd, rd, pcrel_lo($) - ."},
	{Syntax: "call sym", Says: "Calls a function at most 2 GiB away; one relocation fills both instructions.",
		Shows: "auipc ra, CALL($); jalr ra, 0(ra)"},
	{Syntax: "tail sym", Says: "Jumps to a function at most 2 GiB away; one relocation fills both instructions.",
		Shows: "auipc t1, CALL($); jalr zero, 0(t1)"},
	{Syntax: "call got(sym)", Says: "Calls the address that stands in the symbol's GOT cell, which is named by its absolute address.",
		Shows: "lui ra, hi(got($)); addi ra, ra, lo(got($)); ld ra, 0(ra); jalr ra, 0(ra)"},
	{Syntax: "mov rd, got(sym)", Says: "Loads the address of the symbol from its GOT cell, which is named by its absolute address.",
		Shows: "lui rd, hi(got($)); addi rd, rd, lo(got($)); ld rd, 0(rd)"},
}
