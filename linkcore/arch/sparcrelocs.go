package arch

import "linkplay/linkcore/reloc"

const (
	sparcABI  = "SPARC psABI, version 8, figure 4-2; SPARC V9 ABI, table 4-3"
	sparcTLS  = "ELF Handling For Thread-Local Storage §4.4"
	sparcOurs = "ours: the psABI has no name for it"
)

// sparcRelocs is the part of the psABI's table that static files need.
var sparcRelocs = []reloc.Row{
	{Name: "R_SPARC_8", Number: 1, Formula: "S + A", Field: reloc.Word8, Check: reloc.Either,
		Meaning: "The address of the symbol in 8 bits.", Source: sparcABI},
	{Name: "R_SPARC_16", Number: 2, Formula: "S + A", Field: reloc.Word16, Check: reloc.Either,
		Meaning: "The address of the symbol in 16 bits.", Source: sparcABI},
	{Name: "R_SPARC_32", Number: 3, Formula: "S + A", Field: reloc.Word32, Check: reloc.Either,
		Meaning: "The address of the symbol in 32 bits.", Source: sparcABI},
	{Name: "R_SPARC_DISP16", Number: 5, Formula: "S + A - P", Field: reloc.Word16, Check: reloc.Signed,
		Meaning: "The distance from here to the symbol in 16 bits.", Source: sparcABI},
	{Name: "R_SPARC_DISP32", Number: 6, Formula: "S + A - P", Field: reloc.Word32, Check: reloc.Signed,
		Meaning: "The distance from here to the symbol.", Source: sparcABI},
	{Name: "R_SPARC_WDISP30", Number: 7, Formula: "S + A - P", Field: reloc.SPARCDisp30, Check: reloc.Signed,
		Meaning: "The distance from here to the symbol, for call.", Source: sparcABI},
	{Name: "R_SPARC_WDISP22", Number: 8, Formula: "S + A - P", Field: reloc.SPARCDisp22, Check: reloc.Signed,
		Meaning: "The distance from here to the symbol, for a branch.", Source: sparcABI},
	{Name: "R_SPARC_HI22", Number: 9, Formula: "(S + A) >> 10", Field: reloc.SPARCImm22,
		Meaning: "Bits 10 to 31 of the symbol's address.", Source: sparcABI},
	{Name: "R_SPARC_13", Number: 11, Formula: "S + A", Field: reloc.SPARCSimm13, Check: reloc.Signed,
		Meaning: "The address of the symbol, which has only 13 bits.", Source: sparcABI},
	{Name: "R_SPARC_LO10", Number: 12, Formula: "(S + A) & 0x3ff", Field: reloc.SPARCSimm13,
		Meaning: "Bits 0 to 9 of the symbol's address.", Source: sparcABI},
	{Name: "R_SPARC_PC10", Number: 16, Formula: "(S + A - P) & 0x3ff", Field: reloc.SPARCSimm13,
		Meaning: "Bits 0 to 9 of the distance from here to the symbol.", Source: sparcABI},
	{Name: "R_SPARC_PC22", Number: 17, Formula: "(S + A - P) >> 10", Field: reloc.SPARCImm22,
		Meaning: "Bits 10 to 31 of the distance from here to the symbol.", Source: sparcABI},

	{Name: "CELL_HI22", Number: reloc.Own + 1, Formula: "(GOT + G + A) >> 10", Field: reloc.SPARCImm22, Check: reloc.Unsigned,
		Meaning: "Bits 10 to 31 of the address of the symbol's GOT cell.", Source: sparcOurs},
	{Name: "CELL_LO10", Number: reloc.Own + 2, Formula: "(GOT + G + A) & 0x3ff", Field: reloc.SPARCSimm13,
		Meaning: "Bits 0 to 9 of the address of the symbol's GOT cell.", Source: sparcOurs},
	{Name: "CELL_32", Number: reloc.Own + 3, Formula: "GOT + G + A", Field: reloc.Word32, Check: reloc.Unsigned,
		Meaning: "The address of the symbol's GOT cell in 32 bits.", Source: sparcOurs},
	{Name: "SIZE_13", Number: reloc.Own + 4, Formula: "Z + A", Field: reloc.SPARCSimm13, Check: reloc.Signed,
		Meaning: "How many bytes the symbol has, at most 4095.", Source: sparcOurs},
	{Name: "SIZE_32", Number: reloc.Own + 5, Formula: "Z + A", Field: reloc.Word32, Check: reloc.Unsigned,
		Meaning: "How many bytes the symbol has.", Source: sparcOurs},
}

// sparc64Relocs are what 64 bits and thread-local storage need besides.
var sparc64Relocs = []reloc.Row{
	{Name: "R_SPARC_64", Number: 32, Formula: "S + A", Field: reloc.Word64,
		Meaning: "The address of the symbol.", Source: sparcABI},
	{Name: "R_SPARC_HH22", Number: 34, Formula: "(S + A) >> 42", Field: reloc.SPARCImm22,
		Meaning: "Bits 42 to 63 of the symbol's address.", Source: sparcABI},
	{Name: "R_SPARC_HM10", Number: 35, Formula: "((S + A) >> 32) & 0x3ff", Field: reloc.SPARCSimm13,
		Meaning: "Bits 32 to 41 of the symbol's address.", Source: sparcABI},
	{Name: "R_SPARC_LM22", Number: 36, Formula: "(S + A) >> 10", Field: reloc.SPARCImm22,
		Meaning: "Bits 10 to 31 of the symbol's address, which has more.", Source: sparcABI},
	{Name: "R_SPARC_WDISP19", Number: 41, Formula: "S + A - P", Field: reloc.SPARCDisp19, Check: reloc.Signed,
		Meaning: "The distance from here to the symbol, for a branch that says which flags it means.", Source: sparcABI},
	{Name: "R_SPARC_DISP64", Number: 46, Formula: "S + A - P", Field: reloc.Word64,
		Meaning: "The distance from here to the symbol in 64 bits.", Source: sparcABI},
	{Name: "R_SPARC_TLS_IE_HI22", Number: 67, Formula: "(G + A) >> 10", Field: reloc.SPARCImm22, Entry: reloc.EntryGOTTP,
		Meaning: "Bits 10 to 31 of the place in the GOT of the cell with the symbol's distance from the thread pointer.", Source: sparcTLS},
	{Name: "R_SPARC_TLS_IE_LO10", Number: 68, Formula: "(G + A) & 0x3ff", Field: reloc.SPARCSimm13, Entry: reloc.EntryGOTTP,
		Meaning: "Bits 0 to 9 of the place in the GOT of the cell with the symbol's distance from the thread pointer.", Source: sparcTLS},
	{Name: "R_SPARC_TLS_LE_HIX22", Number: 72, Formula: "(-(S + A - TP) - 1) >> 10", Field: reloc.SPARCImm22,
		Meaning: "Bits 10 to 31 of the symbol's distance from the thread pointer, turned, because it is negative.", Source: sparcTLS},
	{Name: "R_SPARC_TLS_LE_LOX10", Number: 73, Formula: "(S + A - TP) & 0x3ff | 0x1c00", Field: reloc.SPARCSimm13,
		Meaning: "Bits 0 to 9 of the symbol's distance from the thread pointer, with ones above, which turn the others back.", Source: sparcTLS},
	{Name: "R_SPARC_TLS_DTPOFF64", Number: 77, Formula: "S + A - DTP", Field: reloc.Word64,
		Meaning: "Where in its file's thread-local block the symbol is.", Source: sparcTLS},
	{Name: "R_SPARC_TLS_TPOFF64", Number: 79, Formula: "S + A - TP", Field: reloc.Word64,
		Meaning: "Where the symbol is, counted from the thread pointer.", Source: sparcTLS},
	{Name: "CELL_64", Number: reloc.Own + 6, Formula: "GOT + G + A", Field: reloc.Word64,
		Meaning: "The address of the symbol's GOT cell.", Source: sparcOurs},
	{Name: "SIZE_64", Number: reloc.Own + 7, Formula: "Z + A", Field: reloc.Word64,
		Meaning: "How many bytes the symbol has.", Source: sparcOurs},
}

var sparcUses = []Use{
	{"x", "rel32", "R_SPARC_WDISP30"},
	{"x", "rel24", "R_SPARC_WDISP22"},
	{"hi(x)", "imm22", "R_SPARC_HI22"},
	{"lo(x)", "simm13", "R_SPARC_LO10"},
	{"x", "simm13", "R_SPARC_13"},
	{"hi(x) - .", "imm22", "R_SPARC_PC22"},
	{"lo(x) - .", "simm13", "R_SPARC_PC10"},
	{"size(x)", "simm13", "SIZE_13"},
	{"x", "u8", "R_SPARC_8"},
	{"x", "u16", "R_SPARC_16"},
	{"x", "u32", "R_SPARC_32"},
	{"x - .", "u16", "R_SPARC_DISP16"},
	{"x - .", "u32", "R_SPARC_DISP32"},
	{"size(x)", "u32", "SIZE_32"},
	{"got(x)", "u32", "CELL_32"},
	{"hi(got(x))", "imm22", "CELL_HI22"},
	{"lo(got(x))", "simm13", "CELL_LO10"},
}

var sparc64Uses = []Use{
	{"x", "rel21", "R_SPARC_WDISP19"},
	{"hh(x)", "imm22", "R_SPARC_HH22"},
	{"hm(x)", "simm13", "R_SPARC_HM10"},
	{"lm(x)", "imm22", "R_SPARC_LM22"},
	{"x", "u64", "R_SPARC_64"},
	{"x - .", "u64", "R_SPARC_DISP64"},
	{"size(x)", "u64", "SIZE_64"},
	{"got(x)", "u64", "CELL_64"},
	{"hi(tpoff(x))", "imm22", "R_SPARC_TLS_LE_HIX22"},
	{"lo(tpoff(x))", "simm13", "R_SPARC_TLS_LE_LOX10"},
	{"tpoff(x)", "u64", "R_SPARC_TLS_TPOFF64"},
	{"dtpoff(x)", "u64", "R_SPARC_TLS_DTPOFF64"},
	{"hi(gottp(x))", "imm22", "R_SPARC_TLS_IE_HI22"},
	{"lo(gottp(x))", "simm13", "R_SPARC_TLS_IE_LO10"},
}
