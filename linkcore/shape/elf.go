package shape

import (
	"linkplay/linkcore/image"
	"linkplay/linkcore/reloc"
)

// ELF holds the record shapes of one class and byte order. 64-bit records order some fields differently.
type ELF struct {
	WordBytes                                     int
	Order                                         reloc.Order
	Ident, Header, Program, Section, Symbol, Cell *image.Rule
	Text                                          *image.Rule // an entry of a string table
	Distance, Module, Offset                      *image.Rule // cells about thread-local variables
}

const gabi = "ELF gABI, "

// NewELF makes the shapes for addresses of 4 or 8 bytes.
func NewELF(word int, order reloc.Order) *ELF {
	e := &ELF{WordBytes: word, Order: order}
	e.Ident = e.ident()
	e.Header = e.header()
	e.Program = e.program()
	e.Section = e.section()
	e.Symbol = e.symbol()
	e.Text = image.NewRecord("string", gabi+"String Table", "A text that other tables point at by its offset.", image.Field{Name: "text", Says: "the text and a NUL"})
	e.SetCells(word, order)
	return e
}

// SetCells makes the shapes of the cells of the GOT for another width or another order than those of addresses.
func (e *ELF) SetCells(width int, order reloc.Order) {
	e.Cell = GOTCell(width, order)
	cell := func(field, says string) *image.Rule {
		return image.NewRecord("GOT cell", "ELF Handling For Thread-Local Storage", "Tells a thread where its own copy of a variable is.",
			image.Field{Name: field, Bytes: width, Order: order, Says: says})
	}
	e.Distance = cell("distance", "from the thread pointer to the variable")
	e.Module = cell("module", "which file the variable is of: 1 is the program itself")
	e.Offset = cell("offset", "where the variable is in the block of its file")
}

func (e *ELF) field(name string, bytes int, says string) image.Field {
	return image.Field{Name: name, Bytes: bytes, Order: e.Order, Says: says}
}

func (e *ELF) ident() *image.Rule {
	b := func(name, says string) image.Field { return e.field(name, 1, says) }
	return image.NewRecord("ELF identification", gabi+"ELF Identification", "Tells how to read all that follows.",
		image.Field{Name: "magic", Bytes: 4, Order: reloc.Big, Says: "7F and the letters ELF"},
		b("EI_CLASS", "1: 32-bit, 2: 64-bit"), b("EI_DATA", "1: lowest byte first, 2: highest byte first"), b("EI_VERSION", "always 1"),
		b("EI_OSABI", "0: no extensions"), b("EI_ABIVERSION", "0"),
		e.field("padding", 7, "reserved"))
}

func (e *ELF) header() *image.Rule {
	w := e.WordBytes
	return image.NewRecord("ELF header", gabi+"ELF Header", "Tells what the file is, where it starts and where its tables are.",
		e.field("e_type", 2, "2: executable, 3: shared object or position-independent executable"),
		e.field("e_machine", 2, "the processor"),
		e.field("e_version", 4, "always 1"),
		e.field("e_entry", w, "address of the first instruction"),
		e.field("e_phoff", w, "file offset of the program header table"),
		e.field("e_shoff", w, "file offset of the section header table"),
		e.field("e_flags", 4, "what the processor's ABI wants"),
		e.field("e_ehsize", 2, "bytes of this header"),
		e.field("e_phentsize", 2, "bytes of a program header"),
		e.field("e_phnum", 2, "number of program headers"),
		e.field("e_shentsize", 2, "bytes of a section header"),
		e.field("e_shnum", 2, "number of section headers"),
		e.field("e_shstrndx", 2, "which section holds the names of sections"))
}

func (e *ELF) program() *image.Rule {
	w := e.WordBytes
	flags := e.field("p_flags", 4, "1: execute, 2: write, 4: read")
	fields := []image.Field{e.field("p_type", 4, "1: load this")}
	if w == 8 {
		fields = append(fields, flags)
	}
	fields = append(fields,
		e.field("p_offset", w, "where it is in the file"),
		e.field("p_vaddr", w, "where it goes in memory"),
		e.field("p_paddr", w, "the same, for machines without virtual memory"),
		e.field("p_filesz", w, "bytes in the file"),
		e.field("p_memsz", w, "bytes in memory; what the file lacks is zero"))
	if w == 4 {
		fields = append(fields, flags)
	}
	fields = append(fields, e.field("p_align", w, "offset and address agree modulo this"))
	return image.NewRecord("program header", gabi+"Program Header", "Tells the loader to map a stretch of the file.", fields...)
}

func (e *ELF) section() *image.Rule {
	w := e.WordBytes
	return image.NewRecord("section header", gabi+"Section Header", "Names a stretch of the file for linkers and debuggers.",
		e.field("sh_name", 4, "offset of the name in .shstrtab"),
		e.field("sh_type", 4, "1: bytes, 2: symbols, 3: strings, 8: zeros that take no room in the file"),
		e.field("sh_flags", w, "1: writable, 2: in memory, 4: code"),
		e.field("sh_addr", w, "address in memory, or 0"),
		e.field("sh_offset", w, "where it is in the file"),
		e.field("sh_size", w, "bytes"),
		e.field("sh_link", 4, "a section that this one needs: of .symtab, its strings"),
		e.field("sh_info", 4, "of .symtab: the number of the first global symbol"),
		e.field("sh_addralign", w, "the address is a multiple of it"),
		e.field("sh_entsize", w, "bytes of one entry, of tables"))
}

func (e *ELF) symbol() *image.Rule {
	w := e.WordBytes
	name := e.field("st_name", 4, "offset of the name in .strtab")
	value := e.field("st_value", w, "the address")
	size := e.field("st_size", w, "bytes")
	info := e.field("st_info", 1, "binding × 16 + type")
	other := e.field("st_other", 1, "visibility")
	shndx := e.field("st_shndx", 2, "the section it is in")
	fields := []image.Field{name, info, other, shndx, value, size}
	if w == 4 {
		fields = []image.Field{name, value, size, info, other, shndx}
	}
	return image.NewRecord("symbol", gabi+"Symbol Table", "Gives an address a name, a size and a kind.", fields...)
}
