package arch

import "linkplay/linkcore/reloc"

const (
	aapcs32 = "AAELF32 §5.6"
	ours32  = "ours: the psABI has no name for it"
)

// armRelocs is the part of the ABI's table that static files need. In a file these relocations keep their addend in the
// field; here it is a number beside it, as for all processors. T, which marks functions in Thumb code, is always 0.
var armRelocs = []reloc.Row{
	{Name: "R_ARM_ABS32", Number: 2, Formula: "(S + A) | T", Field: reloc.Word32,
		Meaning: "The address of the symbol.", Source: aapcs32},
	{Name: "R_ARM_REL32", Number: 3, Formula: "((S + A) | T) - P", Field: reloc.Word32,
		Meaning: "The distance from here to the symbol.", Source: aapcs32},
	{Name: "R_ARM_ABS16", Number: 5, Formula: "S + A", Field: reloc.Word16, Check: reloc.Either,
		Meaning: "The address of the symbol in 16 bits.", Source: aapcs32},
	{Name: "R_ARM_ABS12", Number: 6, Formula: "S + A", Field: reloc.ArmImm12, Check: reloc.Unsigned,
		Meaning: "The address of the symbol in 12 bits, for a load or store.", Source: aapcs32},
	{Name: "R_ARM_ABS8", Number: 8, Formula: "S + A", Field: reloc.Word8, Check: reloc.Either,
		Meaning: "The address of the symbol in 8 bits.", Source: aapcs32},
	{Name: "R_ARM_TLS_DTPOFF32", Number: 18, Formula: "S + A - DTP", Field: reloc.Word32,
		Meaning: "Where in its file's thread-local block the symbol is.", Source: aapcs32},
	{Name: "R_ARM_TLS_TPOFF32", Number: 19, Formula: "S + A - TP", Field: reloc.Word32,
		Meaning: "Where the symbol is, counted from the thread pointer.", Source: aapcs32},
	{Name: "R_ARM_GOTOFF32", Number: 24, Formula: "((S + A) | T) - GOT", Field: reloc.Word32,
		Meaning: "The distance from the GOT to the symbol.", Source: aapcs32},
	{Name: "R_ARM_BASE_PREL", Number: 25, Formula: "GOT + A - P", Field: reloc.Word32,
		Meaning: "The distance from here to the GOT.", Source: aapcs32},
	{Name: "R_ARM_GOT_BREL", Number: 26, Formula: "G + A", Field: reloc.Word32,
		Meaning: "Where in the GOT the symbol's cell is.", Source: aapcs32},
	{Name: "R_ARM_CALL", Number: 28, Formula: "((S + A) | T) - P", Field: reloc.ArmBranch24, Check: reloc.Signed,
		Meaning: "The distance from here to the symbol, for bl; the addend is -8, because pc is that far ahead.", Source: aapcs32},
	{Name: "R_ARM_JUMP24", Number: 29, Formula: "((S + A) | T) - P", Field: reloc.ArmBranch24, Check: reloc.Signed,
		Meaning: "The distance from here to the symbol, for b; the addend is -8, because pc is that far ahead.", Source: aapcs32},
	{Name: "R_ARM_MOVW_ABS_NC", Number: 43, Formula: "(S + A) | T", Field: reloc.ArmImm16Low,
		Meaning: "The lower half of the symbol's address.", Source: aapcs32},
	{Name: "R_ARM_MOVT_ABS", Number: 44, Formula: "S + A", Field: reloc.ArmImm16High,
		Meaning: "The upper half of the symbol's address.", Source: aapcs32},
	{Name: "R_ARM_MOVW_PREL_NC", Number: 45, Formula: "((S + A) | T) - P", Field: reloc.ArmImm16Low,
		Meaning: "The lower half of the distance from here to the symbol.", Source: aapcs32},
	{Name: "R_ARM_MOVT_PREL", Number: 46, Formula: "S + A - P", Field: reloc.ArmImm16High,
		Meaning: "The upper half of the distance from here to the symbol.", Source: aapcs32},
	{Name: "R_ARM_GOT_ABS", Number: 95, Formula: "GOT + G + A", Field: reloc.Word32,
		Meaning: "The address of the symbol's GOT cell.", Source: aapcs32},
	{Name: "R_ARM_GOT_PREL", Number: 96, Formula: "GOT + G + A - P", Field: reloc.Word32,
		Meaning: "The distance from here to the symbol's GOT cell.", Source: aapcs32},
	{Name: "R_ARM_TLS_GD32", Number: 104, Formula: "GOT + G + A - P", Field: reloc.Word32, Entry: reloc.EntryTLSGD,
		Meaning: "The distance from here to the two GOT cells that hold module and offset of the symbol.", Source: aapcs32},
	{Name: "R_ARM_TLS_LDM32", Number: 105, Formula: "GOT + G + A - P", Field: reloc.Word32, Entry: reloc.EntryTLSLD,
		Meaning: "The distance from here to the two GOT cells that hold this module.", Source: aapcs32},
	{Name: "R_ARM_TLS_LDO32", Number: 106, Formula: "S + A - DTP", Field: reloc.Word32,
		Meaning: "Where in this file's thread-local block the symbol is.", Source: aapcs32},
	{Name: "R_ARM_TLS_IE32", Number: 107, Formula: "GOT + G + A - P", Field: reloc.Word32, Entry: reloc.EntryGOTTP,
		Meaning: "The distance from here to the GOT cell with the symbol's distance from the thread pointer.", Source: aapcs32},
	{Name: "R_ARM_TLS_LE32", Number: 108, Formula: "S + A - TP", Field: reloc.Word32,
		Meaning: "The symbol's distance from the thread pointer.", Source: aapcs32},

	{Name: "CELL_MOVW_NC", Number: reloc.Own + 1, Formula: "GOT + G + A", Field: reloc.ArmImm16Low,
		Meaning: "The lower half of the address of the symbol's GOT cell.", Source: ours32},
	{Name: "CELL_MOVT", Number: reloc.Own + 2, Formula: "GOT + G + A", Field: reloc.ArmImm16High,
		Meaning: "The upper half of the address of the symbol's GOT cell.", Source: ours32},
	{Name: "SIZE_MOVW", Number: reloc.Own + 3, Formula: "Z + A", Field: reloc.ArmImm16Low, Check: reloc.Unsigned,
		Meaning: "How many bytes the symbol has.", Source: ours32},
	{Name: "SIZE_32", Number: reloc.Own + 4, Formula: "Z + A", Field: reloc.Word32, Check: reloc.Unsigned,
		Meaning: "How many bytes the symbol has.", Source: ours32},
}

var armUses = []Use{
	{"x", "call24", "R_ARM_CALL"},
	{"x", "rel24", "R_ARM_JUMP24"},
	{"x", "imm12", "R_ARM_ABS12"},
	{"lo16(x)", "imm16", "R_ARM_MOVW_ABS_NC"},
	{"hi16(x)", "high16", "R_ARM_MOVT_ABS"},
	{"lo16(x) - .", "imm16", "R_ARM_MOVW_PREL_NC"},
	{"hi16(x) - .", "high16", "R_ARM_MOVT_PREL"},
	{"size(x)", "imm16", "SIZE_MOVW"},
	{"x", "u8", "R_ARM_ABS8"},
	{"x", "u16", "R_ARM_ABS16"},
	{"x", "u32", "R_ARM_ABS32"},
	{"x - .", "u32", "R_ARM_REL32"},
	{"size(x)", "u32", "SIZE_32"},

	{"got(x)", "u32", "R_ARM_GOT_ABS"},
	{"got(x) - .", "u32", "R_ARM_GOT_PREL"},
	{"lo16(got(x))", "imm16", "CELL_MOVW_NC"},
	{"hi16(got(x))", "high16", "CELL_MOVT"},
	{"tpoff(x)", "u32", "R_ARM_TLS_LE32"},
	{"dtpoff(x)", "u32", "R_ARM_TLS_LDO32"},
	{"gottp(x) - .", "u32", "R_ARM_TLS_IE32"},
	{"tlsgd(x) - .", "u32", "R_ARM_TLS_GD32"},
	{"tlsld(x) - .", "u32", "R_ARM_TLS_LDM32"},
}
