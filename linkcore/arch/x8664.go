package arch

import "math"

// x86_64 is the 64-bit form of the x86: sixteen registers of 64 bits whose low 32, 16 and 8 bits have names of their
// own, instructions of 1 to 15 bytes that may begin anywhere, and numbers with the lowest byte first. An instruction is
// prefixes (66: 16 bits; REX: 64 bits and the registers r8 to r15), an opcode, and, where it needs them, a ModRM byte
// (a register, and a register or memory), a SIB byte (memory with two registers, rsp, or none), a displacement of the
// address, and an immediate number. Addresses reach 64 bits and fields mostly 32: nearly everything is said relative to
// rip, the address of the next instruction, or lies in the lowest or highest 2 GiB.
//
// Forms are chosen as GNU as chooses them, but for two things: a call or a jump to a plain symbol makes R_X86_64_PC32
// (plt(x) makes PLT32), and got(x) alone means the cell at its absolute address, which the psABI has no relocation for.
// Left out of the registers are ah, ch, dh and bh, which have no place beside r8 to r15.
var x8664 = CPU{
	Fill:   []byte{0x90}, // nop
	Relocs: x8664Relocs,
	Files: []RegisterFile{
		{"r8", 1, General, "al cl dl bl spl bpl sil dil r8b r9b r10b r11b r12b r13b r14b r15b"},
		{"r16", 2, General, "ax cx dx bx sp bp si di r8w r9w r10w r11w r12w r13w r14w r15w"},
		{"r32", 4, General, "eax ecx edx ebx esp ebp esi edi r8d r9d r10d r11d r12d r13d r14d r15d"},
		{"r64", 8, Pointer, "rax rcx rdx rbx rsp rbp rsi rdi r8 r9 r10 r11 r12 r13 r14 r15"},
		{"rip", 8, Counter, "rip"},
	},
	// Where an operand has 16, 32 or 64 bits, a short immediate is extended to them by its sign, so 0xffffffff is the
	// short -1 where the operand has 32 bits.
	Immediates: []Immediate{
		{Class: "imm8", Shown: "imm8", Lo: math.MinInt8, Hi: math.MaxUint8},
		{Class: "imm8u", Shown: "imm8", Lo: 0, Hi: math.MaxUint8},
		{Class: "imm16", Shown: "imm16", Lo: math.MinInt16, Hi: math.MaxUint16},
		{Class: "imm16u", Shown: "imm16", Lo: 0, Hi: math.MaxUint16},
		{Class: "imm32", Shown: "imm32", Lo: math.MinInt32, Hi: math.MaxUint32},
		{Class: "imm32s", Shown: "imm32", Lo: math.MinInt32, Hi: math.MaxInt32, Wrap: 64},
		{Class: "imm64", Shown: "imm64", Lo: math.MinInt64, Hi: math.MaxInt64, Wrap: 64},
		{Class: "imm8s16", Shown: "imm8", Lo: math.MinInt8, Hi: math.MaxInt8, Wrap: 16, Short: true},
		{Class: "imm8s32", Shown: "imm8", Lo: math.MinInt8, Hi: math.MaxInt8, Wrap: 32, Short: true},
		{Class: "imm8s64", Shown: "imm8", Lo: math.MinInt8, Hi: math.MaxInt8, Wrap: 64, Short: true},
		{Class: "1", Shown: "1", Lo: 1, Hi: 1, Short: true},
		{Class: "3", Shown: "3", Lo: 3, Hi: 3, Short: true},
	},
	Relatives: []Relative{{"rel8", 1, true}, {"rel32", 4, false}},
	Sizes:     []string{"byte", "word", "dword", "qword"},
	Segments:  []Segment{{"fs", 0x64}, {"gs", 0x65}},
	Families: []Family{
		{ // the three sizes above a byte
			Marks: []string{"rv", "r/mv", "aXv", "dXv", "immv", "imm8v", "size", "iv", "90+rv", "sizev"},
			Members: [][]string{
				{"r16", "r/m16", "ax", "dx", "imm16", "imm8s16", "66", "iw", "90+rw", "16"},
				{"r32", "r/m32", "eax", "edx", "imm32", "imm8s32", "", "id", "90+rd", "32"},
				{"r64", "r/m64", "rax", "rdx", "imm32s", "imm8s64", "REX.W", "id", "90+ro", "64"},
			},
		},
		{ // what a pointer is
			Marks:   []string{"rp", "r/mp", "imm8p", "imm32p", "wide", "50+rp", "58+rp", "SP", "bytes", "bits"},
			Members: [][]string{{"r64", "r/m64", "imm8s64", "imm32s", "REX.W", "50+ro", "58+ro", "rsp", "8", "64"}},
		},
	},
	Shared:    &x86Shared,
	Templates: x8664Rows,
	Uses:      x8664Uses,
	enumCode:  x8664EnumCode,
}

// x8664Rows is what only the 64-bit x86 has, or has in another meaning.
var x8664Rows = []Template{
	{Syntax: "mov r32, imm32", Encoding: "B8+rd id", Says: "Puts a number into a register; the upper 32 of its 64 bits become 0."},
	{Syntax: "mov r/m64, imm32s", Encoding: "REX.W C7 /0 id", Says: "Puts a number of 32 bits into 64, extended by its sign."},
	{Syntax: "mov r64, imm64", Encoding: "REX.W B8+ro io", Says: "Puts a number of 64 bits into a register."},
	{Syntax: "movabs r64, imm64", Encoding: "REX.W B8+ro io", Says: "Puts a number or an address of 64 bits into a register."},
	{Syntax: "movzx r64, r/m16", Encoding: "REX.W 0F B7 /r", Says: "Loads 16 bits and fills up with zeros."},
	{Syntax: "movsx r64, r/m16", Encoding: "REX.W 0F BF /r", Says: "Loads 16 bits and fills up with copies of their sign."},
	{Syntax: "movsxd r64, r/m32", Encoding: "REX.W 63 /r", Says: "Loads 32 bits and fills up with copies of their sign."},
	{Syntax: "xchg eax, eax", Encoding: "87 C0", Says: "Exchanges eax with itself, which makes the upper half of rax 0."},
	{Syntax: "xchg rax, rax", Encoding: "90", Says: "Exchanges rax with itself: the original nop."},
	{Syntax: "cqo", Encoding: "REX.W 99", Says: "Fills rdx with the sign of rax, as idiv wants it."},
	{Syntax: "jrcxz rel8", Encoding: "E3 cb", Says: "Jumps when rcx is 0; there is no long form."},
	{Syntax: "loop rel8", Encoding: "E2 cb", Says: "Takes 1 from rcx and jumps unless it is 0; there is no long form."},
	{Syntax: "leave", Encoding: "C9", Says: "Gives back the frame of a function: rsp becomes rbp, and rbp is taken from the stack."},
	{Syntax: "syscall", Encoding: "0F 05", Says: "Calls the kernel; it returns behind this instruction and has changed rcx and r11."},
	{Syntax: "endbr64", Encoding: "F3 0F 1E FA", Says: "Marks a place that may be reached by a jump through a register; does nothing else."},

	// TLS sequences have one length whatever the linker makes of them: the prefixes 66 and 48 are there to fill up.
	{
		Syntax:   "tls.gd sym",
		Encoding: "66 48 8D 3D relative=tlsgd($) ; 66 66 48 E8 rel32=plt(__tls_get_addr)",
		Says:     "Leaves the address of this thread's copy of the symbol in rax, wherever the symbol is defined (general dynamic).",
		Shows:    "data16 lea rdi, [rip+tlsgd($)]; data16 data16 rex.w call plt(__tls_get_addr)",
	},
	{
		Syntax:   "tls.ld sym",
		Encoding: "48 8D 3D relative=tlsld($) ; E8 rel32=plt(__tls_get_addr)",
		Says:     "Leaves the address of this thread's block of this file in rax; dtpoff( ) counts from it (local dynamic).",
		Shows:    "lea rdi, [rip+tlsld($)]; call plt(__tls_get_addr)",
	},
}
