//go:build !js

package asm_test

import "strings"

var gnuMIPS = wordCPU{
	cpu: "mips", target: "plan9/mips", program: "mips-linux-gnu", pack: "binutils-mips-linux-gnu", register: "$",
	header: ".set noreorder\n.set noat\n.set nomacro\n.text", flags: []string{"-mips1", "-32", "-EB", "-mno-shared", "-W"},
	skip: func(ours string) bool { // jalr that would overwrite where it goes
		to, from, two := strings.Cut(strings.TrimPrefix(ours, "jalr "), ", ")
		return strings.HasPrefix(ours, "jalr ") && (two && to == from || !two && to == "ra")
	},
	relocs: []relocTest{
		{"jal x", "jal x", ""},
		{"j x+8", "j x+8", ""},
		{"beq a0, a1, f0", "beq $a0, $a1, case0", "0 R_MIPS_PC16"}, // settled by GNU as
		{"lui a0, hi(x); addiu a0, a0, lo(x)", "lui $a0, %hi(x); addiu $a0, $a0, %lo(x)", ""},
		{"lui a0, hi(x+4); lw a0, lo(x+4)(a0)", "lui $a0, %hi(x+4); lw $a0, %lo(x+4)($a0)", ""},
		{"u32 x+1", ".word x+1", ""},
		{"u32 x - .", ".word x - .", ""},
	},
	unused: []string{"R_MIPS_16"},
}
