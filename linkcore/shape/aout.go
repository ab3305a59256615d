// Package shape holds the record shapes of the formats: names, widths and meanings of the fields, as rules that both the
// linkers (which write such records) and inspect (which reads them) use, so that one table explains every file.
//
// Sources: Plan 9 a.out(6); ELF gABI, chapters "ELF Header", "Sections", "Symbol Table", "Program Header".
package shape

import (
	"linkplay/linkcore/image"
	"linkplay/linkcore/reloc"
)

const aoutSource = "Plan 9 a.out(6)"

// AoutHeader is the exec header: eight big-endian words on every processor.
var AoutHeader = image.NewRecord("exec header", aoutSource, "Tells the kernel what to map where, and where to start.",
	aoutHeaderFields()...)

// AoutFatHeader is the exec header of a 64-bit processor.
var AoutFatHeader = image.NewRecord("exec header", aoutSource, "Tells the kernel what to map where, and where to start.",
	append(aoutHeaderFields(), image.Field{Name: "entry64", Bytes: 8, Order: reloc.Big, Says: "the whole address of the first instruction"})...)

func aoutHeaderFields() []image.Field {
	word := func(name, says string) image.Field {
		return image.Field{Name: name, Bytes: 4, Order: reloc.Big, Says: says}
	}
	return []image.Field{
		word("magic", "says the processor: 4·b·b + 7 for processor number b, with 0x8000 when it has 64 bits"),
		word("text", "bytes of code behind this header"),
		word("data", "bytes of initialised data, the GOT included"),
		word("bss", "bytes of zeros that follow the data in memory only"),
		word("syms", "bytes of the symbol table"),
		word("entry", "address of the first instruction, its low 32 bits"),
		word("spsz", "bytes of the pc/sp table, which only the 68020 had"),
		word("pcsz", "bytes of the pc/line table"),
	}
}

// AoutSymbol is a symbol record with a 4-byte value; AoutFatSymbol has 8 bytes. The type byte is a letter with the top
// bit set: capital for global, small for local.
var (
	AoutSymbol    = aoutSymbol(4)
	AoutFatSymbol = aoutSymbol(8)
	aoutSymSays   = "Gives an address a name, for debuggers and nm."
)

func aoutSymbol(word int) *image.Rule {
	return image.NewRecord("symbol", aoutSource, aoutSymSays,
		image.Field{Name: "value", Bytes: word, Order: reloc.Big, Says: "the address, most significant byte first on every processor"},
		image.Field{Name: "type", Bytes: 1, Order: reloc.Big, Says: "a letter with the top bit set; a capital is global"},
		image.Field{Name: "name", Says: "the name and a NUL"})
}

// AoutHistory is a source history symbol (z): its name is a zero byte and a list of path component numbers.
var (
	AoutHistory    = aoutHistory(4)
	AoutFatHistory = aoutHistory(8)
)

func aoutHistory(word int) *image.Rule {
	return image.NewRecord("source history", aoutSource, "Says from which line on code comes from which file.",
		image.Field{Name: "value", Bytes: word, Order: reloc.Big, Says: "the line at which the file starts"},
		image.Field{Name: "type", Bytes: 1, Order: reloc.Big, Says: "z, with the top bit set"},
		image.Field{Name: "zero", Bytes: 1, Order: reloc.Big, Says: "tells this name from a text"},
		image.Field{Name: "path", Says: "two bytes per path component: the number of an f symbol; then 0"},
		image.Field{Name: "end", Bytes: 1, Order: reloc.Big, Says: "second half of the closing 0"})
}

// GOTCell is one cell of the GOT.
func GOTCell(word int, order reloc.Order) *image.Rule {
	return image.NewRecord("GOT cell", "", "Holds the address of one symbol; code that goes through it need not change when the symbol moves.",
		image.Field{Name: "address", Bytes: word, Order: order, Says: "the address of the symbol"})
}

// The rules that every format shares.
var (
	Padding = &image.Rule{Name: "padding", Kind: image.Fill, Says: "Nothing: the next thing wants an address that is a multiple of its alignment."}
	Free    = &image.Rule{Name: "free", Kind: image.Fill, Says: "Room to grow: what stands before it can become larger without moving."}
	Zeros   = &image.Rule{Name: "zeros", Kind: image.Fill, Says: "Zeros that the description asks for by a size."}
	Body    = &image.Rule{Name: "body", Kind: image.Body, Says: "The bytes that the description gives for this atom."}
	Made    = &image.Rule{Name: "made by the linker", Kind: image.Raw, Says: "Bytes that the linker makes from names and texts of the description."}
	Unknown = &image.Rule{Name: "unknown", Kind: image.Foreign, Says: "No structure of the file speaks of these bytes."}
	Foreign = &image.Rule{Name: "contents", Kind: image.Foreign, Says: "Bytes that this file brings."}
)
