//go:build !js

package asm_test

import "strings"

var gnuRISCV = wordCPU{
	cpu: "riscv64", target: "elf/riscv64", program: "riscv64-linux-gnu", pack: "binutils-riscv64-linux-gnu",
	header: ".option norelax\n.option norvc\n.text", flags: []string{"-march=rv64im"},
	skip: func(ours string) bool { return strings.HasPrefix(ours, "li zero, ") }, // it is done in two instructions there
	relocs: []relocTest{
		{"jal x", "jal x", ""},
		{"j x+8", "j x+8", ""},
		{"jal t0, x", "jal t0, x", ""},
		{"beq a0, a1, f0", "beq a0, a1, case0", ""},
		{"bnez a0, f0+4", "bnez a0, case0+4", ""},
		{"lui a0, hi(x)", "lui a0, %hi(x)", ""},
		{"addi a0, a0, lo(x)", "addi a0, a0, %lo(x)", ""},
		{"ld a0, lo(x+8)(a1)", "ld a0, %lo(x+8)(a1)", ""},
		{"sd a0, lo(x)(a1)", "sd a0, %lo(x)(a1)", ""},
		{".h:; auipc a0, pcrel_hi(x); addi a0, a0, pcrel_lo(x - .h)", "1: auipc a0, %pcrel_hi(x); addi a0, a0, %pcrel_lo(1b)", ""},
		{".h:; auipc a0, pcrel_hi(x); nop; sw a2, pcrel_lo(x - .h)(a0)", "1: auipc a0, %pcrel_hi(x); nop; sw a2, %pcrel_lo(1b)(a0)", ""},
		{"la a3, x", "lla a3, x", ""},
		{"call x", "call x", ""},
		{"tail x", "tail x", ""},
		{"u64 x+1", ".dword x+1", ""},
		{"u32 x", ".word x", ""},
		{"lui a0, hi(tpoff(t))", "lui a0, %tprel_hi(t)", ""},
		{"addi a0, a0, lo(tpoff(t+4))", "addi a0, a0, %tprel_lo(t+4)", ""},
		{"sw a0, lo(tpoff(t))(a1)", "sw a0, %tprel_lo(t)(a1)", ""},
	},
	unused: []string{"R_RISCV_32_PCREL", "R_RISCV_TLS_TPREL64", "R_RISCV_TLS_DTPREL64"},
}
