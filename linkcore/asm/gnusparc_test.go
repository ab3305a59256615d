//go:build !js

package asm_test

var gnuSPARC = wordCPU{
	cpu: "sparc", target: "plan9/sparc", program: "sparc64-linux-gnu", pack: "binutils-sparc64-linux-gnu", register: "%",
	header: ".text", flags: []string{"-32", "-Av8"}, ldFlags: []string{"-m", "elf32_sparc"}, relocs: sparcTests[:],
	unused: []string{"R_SPARC_8", "R_SPARC_16", "R_SPARC_DISP16", "R_SPARC_13"},
}

var gnuSPARC64 = wordCPU{
	cpu: "sparc64", target: "elf/sparc64", program: "sparc64-linux-gnu", pack: "binutils-sparc64-linux-gnu", register: "%",
	header: ".text", flags: []string{"-64", "-Av9"}, thread: -8,
	relocs: append(sparcTests[:len(sparcTests):len(sparcTests)], []relocTest{
		{"be xcc, x", "be %xcc, x", ""},
		{"sethi hh(x), g1", "sethi %hh(x), %g1", ""},
		{"or g1, hm(x), g1", "or %g1, %hm(x), %g1", ""},
		{"sethi lm(x), g1", "sethi %lm(x), %g1", ""},
		{"u64 x+1", ".xword x+1", "0 R_SPARC_64"},
		{"u64 x - .", ".xword x - .", ""},
		{"sethi hi(tpoff(t)), g1", "sethi %tle_hix22(t), %g1", "0 R_SPARC_TLS_LE_HIX22"}, // debug/elf has no name for these
		{"xor g1, lo(tpoff(t)), g1", "xor %g1, %tle_lox10(t), %g1", "0 R_SPARC_TLS_LE_LOX10"},
	}...),
	unused: []string{"R_SPARC_8", "R_SPARC_16", "R_SPARC_DISP16", "R_SPARC_13", "R_SPARC_TLS_DTPOFF64", "R_SPARC_TLS_TPOFF64"},
}

var sparcTests = []relocTest{
	{"call x", "call x", ""},
	{"be x+8", "be x+8", ""},
	{"sethi hi(x), g1", "sethi %hi(x), %g1", ""},
	{"or g1, lo(x), g1", "or %g1, %lo(x), %g1", ""},
	{"ld [g1+lo(x+4)], g2", "ld [%g1+%lo(x+4)], %g2", ""},
	{"st g2, [g1+lo(x)]", "st %g2, [%g1+%lo(x)]", ""},
	{"sethi hi(x - .), g1", "sethi %pc22(x), %g1", ""},
	{"or g1, lo(x+4 - .), g1", "or %g1, %pc10(x+4), %g1", ""},
	{"mov size(x), g1", "mov 24, %g1", "0 SIZE_13"},
	{"u32 x+1", ".word x+1", ""},
	{"u32 x - .", ".word x - .", ""},
}
