package arch

import "linkplay/linkcore/reloc"

// Sources of the relocation rows. The psABI says what G and GOT are otherwise than the others do: there, G is the
// address of the cell and R_386_GOT32 is G + A - GOT; here, as in Oracle's guide, G is counted from the GOT.
const (
	psABI386 = "psABI i386 1.1 §4.4"
	ours386  = "ours: the psABI has no name for the address of a GOT cell"
)

// x86Relocs is the table of the psABI, without the types that only a dynamic linker applies, without the relaxable form
// of R_386_GOT32 and without PLT and thread-local storage, which no format has that this CPU is linked for. Addresses
// wrap around at 4 GiB, so 32 bits reach everywhere and a distance cannot be too large.
var x86Relocs = []reloc.Row{
	{Name: "R_386_32", Number: 1, Formula: "S + A", Field: reloc.Word32, Check: reloc.Either,
		Meaning: "The address of the symbol, in full.", Source: psABI386},
	{Name: "R_386_PC32", Number: 2, Formula: "S + A - P", Field: reloc.Word32,
		Meaning: "The distance from here to the symbol.", Source: psABI386},
	{Name: "R_386_GOT32", Number: 3, Formula: "G + A", Field: reloc.Word32, Check: reloc.Either,
		Meaning: "Where in the GOT the symbol's cell is.", Source: psABI386},
	{Name: "R_386_GOTOFF", Number: 9, Formula: "S + A - GOT", Field: reloc.Word32,
		Meaning: "The distance from the GOT to the symbol.", Source: psABI386},
	{Name: "R_386_GOTPC", Number: 10, Formula: "GOT + A - P", Field: reloc.Word32,
		Meaning: "The distance from here to the GOT.", Source: psABI386},
	{Name: "R_386_16", Number: 20, Formula: "S + A", Field: reloc.Word16, Check: reloc.Either,
		Meaning: "The address of the symbol in 16 bits.", Source: psABI386},
	{Name: "R_386_PC16", Number: 21, Formula: "S + A - P", Field: reloc.Word16, Check: reloc.Signed,
		Meaning: "The distance from here to the symbol in 16 bits.", Source: psABI386},
	{Name: "R_386_8", Number: 22, Formula: "S + A", Field: reloc.Word8, Check: reloc.Either,
		Meaning: "The address of the symbol in 8 bits.", Source: psABI386},
	{Name: "R_386_PC8", Number: 23, Formula: "S + A - P", Field: reloc.Word8, Check: reloc.Signed,
		Meaning: "The distance from here to the symbol in 8 bits.", Source: psABI386},
	{Name: "R_386_SIZE32", Number: 38, Formula: "Z + A", Field: reloc.Word32, Check: reloc.Either,
		Meaning: "How many bytes the symbol has.", Source: psABI386},

	{Name: "CELL_32", Number: reloc.Own + 1, Formula: "GOT + G + A", Field: reloc.Word32, Check: reloc.Either,
		Meaning: "The address of the symbol's GOT cell.", Source: ours386},
	{Name: "CELL_PC32", Number: reloc.Own + 2, Formula: "GOT + G + A - P", Field: reloc.Word32,
		Meaning: "The distance from here to the symbol's GOT cell.", Source: ours386},
}

// x86Uses says which relocation a symbol x makes, by how it is written and where it stands: in an address (alone or with
// registers), in an immediate or a distance, or as a value. A value of 64 bits has none: no address has so many.
var x86Uses = []Use{
	{"x", "absolute", "R_386_32"},
	{"x", "rel32", "R_386_PC32"},
	{"x", "imm32", "R_386_32"},
	{"x", "u8", "R_386_8"},
	{"x", "u16", "R_386_16"},
	{"x", "u32", "R_386_32"},
	{"x - .", "imm32", "R_386_PC32"},
	{"x - .", "u8", "R_386_PC8"},
	{"x - .", "u16", "R_386_PC16"},
	{"x - .", "u32", "R_386_PC32"},

	{"got(x)", "absolute", "CELL_32"},
	{"got(x)", "u32", "CELL_32"},
	{"got(x) - .", "u32", "CELL_PC32"},
	{"size(x)", "imm32", "R_386_SIZE32"},
	{"size(x)", "u32", "R_386_SIZE32"},
}
