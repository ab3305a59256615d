//go:build !js

package asm_test

import "strings"

var gnuPowerPC = wordCPU{
	cpu: "powerpc", target: "plan9/powerpc", program: "powerpc64-linux-gnu", pack: "binutils-powerpc64-linux-gnu",
	header: ".text", flags: []string{"-a32", "-mppc", "-mbig", "-mregnames"}, ldFlags: []string{"-m", "elf32ppc"}, skip: strangeUpdate,
	relocs: append(powerpcTests[:len(powerpcTests):len(powerpcTests)], relocTest{"beq f0", "beq case0", "0 R_PPC_REL14"}), // settled by GNU as
	unused: []string{"R_PPC_ADDR16"},
}

var gnuPowerPC64 = wordCPU{
	cpu: "powerpc64", target: "plan9/powerpc64", program: "powerpc64-linux-gnu", pack: "binutils-powerpc64-linux-gnu",
	header: ".text", flags: []string{"-a64", "-mppc64", "-mbig", "-mregnames"}, ldFlags: []string{"-m", "elf64ppc"}, skip: strangeUpdate,
	relocs: append(powerpcTests[:len(powerpcTests):len(powerpcTests)], []relocTest{
		{"ld r3, lo(x)(r9)", "ld r3, x@l(r9)", ""},
		{"std r3, lo(x+8)(r9)", "std r3, x+8@l(r9)", ""},
		{"lis r3, highest(x)", "lis r3, x@highest", ""},
		{"lis r3, highesta(x)", "lis r3, x@highesta", ""},
		{"ori r3, r3, higher(x)", "ori r3, r3, x@higher", ""},
		{"ori r3, r3, highera(x)", "ori r3, r3, x@highera", ""},
		{"u64 x+1", ".llong x+1", ""},
		{"u64 x - .", ".llong x - .", ""},
		{"beq f0", "beq case0", "0 R_PPC64_REL14"},
	}...),
	unused: []string{"R_PPC64_ADDR16"},
}

// strangeUpdate tells whether a load keeps the sum in the register that it loads, which GNU as refuses.
func strangeUpdate(ours string) bool {
	mnemonic, operands, _ := strings.Cut(ours, " ")
	register, address, _ := strings.Cut(operands, ", ")
	return (mnemonic == "lwzu" || mnemonic == "ldu") && strings.HasSuffix(address, "("+register+")")
}

var powerpcTests = []relocTest{
	{"bl x", "bl x", ""},
	{"b x+8", "b x+8", ""},
	{"lis r3, ha(x)", "lis r3, x@ha", ""},
	{"lis r3, hi(x)", "lis r3, x@h", ""},
	{"addis r3, r4, ha(x+4)", "addis r3, r4, x+4@ha", ""},
	{"addi r3, r3, lo(x)", "addi r3, r3, x@l", ""},
	{"ori r3, r3, lo(x)", "ori r3, r3, x@l", ""},
	{"oris r3, r3, hi(x)", "oris r3, r3, x@h", ""},
	{"lwz r3, lo(x+4)(r9)", "lwz r3, x+4@l(r9)", ""},
	{"u32 x+1", ".long x+1", ""},
	{"u32 x - .", ".long x - .", ""},
}
