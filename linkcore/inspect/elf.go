package inspect

import (
	"linkplay/linkcore/image"
	"linkplay/linkcore/reloc"
	"linkplay/linkcore/shape"
	"linkplay/linkcore/spec"
)

// An ELF file opens with its header, which says where the program headers (what to load) and the section headers (what
// the stretches of the file are called) lie. Sections are told one by one; a file without them is told by segments.

const elfMagic = "\x7fELF"

// Escapes of the gABI for counts that do not fit: the true one is in section header 0.
const (
	pnXNUM    = 0xffff
	shnXINDEX = 0xffff
)

// elf is the inspection of an ELF file.
type elf struct {
	*file
	shape        *shape.ELF
	tables       *shape.ELFTables
	typ          uint64
	machine      uint64
	header       map[string]slot
	program      map[string]slot
	section      map[string]slot
	nextNUL      []uint32 // see nameAt
	memoryPlaces []int32  // sections of file.memory
	segments     []segment
	programs     headers
	tls          uint64 // address of the thread-local segment
	tlsBytes     uint64
	tlsAlign     uint64
	flagWords    map[uint64]string
	sections     []image.Section // those of the image, and behind them parts that only segments speak of; by place
	firstLoad    int             // the first of sections that is a whole segment, when no section header tells more
	dyn          dynamic
	symbolTables []symbolTable
	versions     []version   // by number; see readVersions
	versym       []byte      // .gnu.version; nil before it was looked for
	cellRegions  []cellRange // see readGOT
	relocTables  []relocTable
}

func isELF(data []byte) bool { return len(data) >= 4 && string(data[:4]) == elfMagic }

func readELF(f *file) {
	e := &elf{file: f}
	f.img.Format, f.img.CPU, f.img.Kind = "elf", "unknown", "ELF file"
	const ident = 16
	if f.size() < ident {
		f.short("the file ends at byte %#x, inside the ELF identification, which has %d bytes", f.size(), ident)
		f.claim(region{name: "header", called: "ELF header", to: ident, place: -1, kind: image.OwnerHeader})
		return
	}
	word, order := 8, reloc.Little
	class, data := f.data[spec.EI_CLASS], f.data[spec.EI_DATA]
	if class == spec.ELFCLASS32 {
		word = 4
	}
	if data == spec.ELFDATA2MSB {
		order = reloc.Big
	}
	e.shape = shape.NewELF(word, order)
	f.img.WordBytes, f.img.Order = word, order
	known := true
	if class != spec.ELFCLASS32 && class != spec.ELFCLASS64 {
		known = false
		f.odd("EI_CLASS at byte %#x is %d, neither 1 (32-bit) nor 2 (64-bit), so the rest cannot be read", spec.EI_CLASS, class)
	}
	if data != spec.ELFDATA2LSB && data != spec.ELFDATA2MSB {
		known = false
		f.odd("EI_DATA at byte %#x is %d, neither 1 (lowest byte first) nor 2 (highest byte first), so the rest cannot be read", spec.EI_DATA, data)
	}
	if v := f.data[spec.EI_VERSION]; v != spec.EV_CURRENT {
		f.odd("EI_VERSION at byte %#x is %d, and 1 is the only version there is", spec.EI_VERSION, v)
	}
	if !known {
		f.claim(region{name: "header", called: "ELF header", to: ident, place: -1, kind: image.OwnerHeader, as: headTable{e.shape.Ident}})
		return
	}
	e.read()
}

func (e *elf) read() {
	header := uint64(e.shape.Ident.Size + e.shape.Header.Size)
	e.claim(region{name: "header", called: "ELF header", to: header, place: -1, kind: image.OwnerHeader, as: headTable{e.shape.Ident, e.shape.Header}})
	if e.size() < header {
		e.short("the file ends at byte %#x, inside the ELF header, which has %d bytes", e.size(), header)
		return
	}
	e.header, e.program, e.section = slotsOf(e.shape.Header), slotsOf(e.shape.Program), slotsOf(e.shape.Section)
	e.typ, e.machine = e.ofHeader("e_type"), e.ofHeader("e_machine")
	e.img.CPU = machineName(e.machine)
	e.img.Entry = e.ofHeader("e_entry")
	e.img.HasEntry = e.img.Entry != 0 && (e.typ == spec.ET_EXEC || e.typ == spec.ET_DYN)
	programs, sections := e.headerTables()
	interpreter := e.readPrograms(programs)
	e.img.Kind = kindOf(e.typ, interpreter)
	e.tables = e.newTables()
	e.readSections(sections)
	e.sections = e.img.Sections
	e.findDynamic()
	if len(e.img.Sections) == 0 || sections.cut > 0 {
		e.claimSegments()
	}
	e.checkEntry()
	e.resolve()
	e.readVersions()
	e.readSymbols()
	e.readRelocs()
	e.readGOT()
	e.listTables()
}

// newTables makes the shapes of the tables. Two processors have their own words in hash tables, one its own relocations.
func (e *elf) newTables() *shape.ELFTables {
	const s390, alpha = 22, 0x9026
	hashWord := 4
	if e.machine == alpha || e.machine == s390 && e.img.WordBytes == 8 {
		hashWord = 8
	}
	return shape.NewELFTables(e.img.WordBytes, hashWord, e.img.Order, e.splitInfo())
}

func slotsOf(rule *image.Rule) map[string]slot {
	slots := make(map[string]slot, len(rule.Fields))
	for i := range rule.Fields {
		slots[rule.Fields[i].Name] = slotOf(rule, rule.Fields[i].Name)
	}
	return slots
}

// ofHeader reads a field of the ELF header, and headerAt is where it is.
func (e *elf) ofHeader(name string) uint64 {
	return e.file.read(e.header[name], uint64(e.shape.Ident.Size))
}
func (e *elf) headerAt(name string) uint64 { return uint64(e.shape.Ident.Size) + e.header[name].at }

// headers is a table of headers, cut at the end of the file.
type headers struct {
	off  uint64
	rows uint64 // that are in the file
	cut  uint64 // that are not
	// names is the section that holds the names of sections.
	names uint64
}

// headerTables reads where the program headers and the section headers are. Three fields are too narrow for large files;
// then section header 0 has the true values.
func (e *elf) headerTables() (programs, sections headers) {
	programs = headers{off: e.ofHeader("e_phoff"), rows: e.ofHeader("e_phnum")}
	sections = headers{off: e.ofHeader("e_shoff"), rows: e.ofHeader("e_shnum"), names: e.ofHeader("e_shstrndx")}
	size := uint64(e.shape.Section.Size)
	if first := sections.off; first != 0 && first < e.size() && e.size()-first >= size && e.ofHeader("e_shentsize") == size {
		if sections.rows == 0 {
			sections.rows = e.file.read(e.section["sh_size"], first)
		}
		if sections.names == shnXINDEX {
			sections.names = e.file.read(e.section["sh_link"], first)
		}
		if info := e.file.read(e.section["sh_info"], first); programs.rows == pnXNUM && info != 0 {
			programs.rows = info
		}
	}
	e.fit(&programs, "program headers", "e_phoff", "e_phentsize", uint64(e.shape.Program.Size))
	e.fit(&sections, "section headers", "e_shoff", "e_shentsize", size)
	return programs, sections
}

// fit cuts a table at the end of the file. A table whose rows have another size than the class gives them is not read.
func (e *elf) fit(t *headers, name, offField, sizeField string, size uint64) {
	if t.off == 0 {
		t.rows = 0
	}
	if t.rows == 0 {
		return
	}
	if has := e.ofHeader(sizeField); has != size {
		e.odd("%s at byte %#x is %d, and %s of this class have %d bytes each, so they are not read", sizeField, e.headerAt(sizeField), has, name, size)
		t.rows, t.cut = 0, t.rows
		return
	}
	inFile := (max(e.size(), t.off) - t.off) / size
	if inFile < t.rows {
		e.short("the file ends at byte %#x; %s at byte %#x promises %s, %d times %d bytes, from byte %#x on, and %d are there", e.size(), offField, e.headerAt(offField), name, t.rows, size, t.off, inFile)
		t.rows, t.cut = inFile, t.rows-inFile
	}
}

// checkEntry says when nothing that is loaded and may be executed is at the entry address.
func (e *elf) checkEntry() {
	if !e.img.HasEntry || len(e.img.Segments) == 0 {
		return
	}
	for i := range e.img.Segments {
		if s := &e.img.Segments[i]; e.img.Entry-s.Addr < s.MemSize && s.Flags[2] == 'x' {
			return
		}
	}
	e.odd("e_entry at byte %#x is %#x, and no segment that may be executed is loaded there", e.headerAt("e_entry"), e.img.Entry)
}
