// Package image is a linked file together with the reason for each of its bytes.
//
// Bytes get into a file only through Writer, which asks for an owner and a rule. What it records are rows of integers
// that tile the file: a Span says who owns a record, by which rule it was made and in which event. The fields inside a
// record follow from the rule's shape, and every rule can be evaluated again from its recorded numbers (Evaluate), so
// that a label cannot drift away from the bytes. The linkers and inspect make Images; report and picture read them.
// It knows neither Plan 9 nor ELF.
package image

import (
	"linkplay/linkcore/reloc"
	"linkplay/linkcore/trace"
)

// Image is a whole output file, or the labelled view of a foreign one. Slices are in file order unless said otherwise.
type Image struct {
	Format, CPU string
	Kind        string // what the file is, in words: "Plan 9 executable", "ELF executable"
	WordBytes   int
	Order       reloc.Order
	Entry       uint64
	HasEntry    bool

	File      []byte
	Extents   []Extent
	Spans     []Span
	Owners    []Owner // Owners[0] is the absent owner
	Rules     []*Rule
	Args      []uint64
	Strings   []string // texts of the string fields of records
	Segments  []Segment
	Sections  []Section
	Symbols   []Symbol // in the order of the file
	States    []State  // what the linker keeps of each symbol, by its own number; nil where it keeps nothing more
	Cells     []Cell   // in cell order
	CellBytes int      // width of a cell where it is not that of an address, else 0
	GOTAddr   uint64
	// Where thread-local variables are counted from: what the thread pointer points at, and the start of this file's
	// block, both as addresses of the PT_TLS segment; 0 without one.
	ThreadPointer, ThreadBlock uint64
	Relocs                     []Reloc // ascending offset
	RelocTypes                 []reloc.Row
	Code                       Code      // the parts of atoms; nil in foreign files
	Versions                   []string  // what follows the names of symbols with versions: "@GLIBC_2.17"; the first is ""
	Listings                   []Listing // further tables of foreign files

	Trace *trace.Recorder
}

// Extent is a named stretch of the file, of memory, or of both. Extents with file bytes tile the file.
type Extent struct {
	Name     string // header, text, data, symbols, …; unique
	Off      uint64 // file offset
	FileSize uint64 // 0 for bss
	Addr     uint64 // meaningful only when Loaded
	MemSize  uint64
	Loaded   bool // is there when the program runs
	Owner    uint32
}

// Span is one record: the smallest stretch with one owner, one rule and one event. Spans tile the file.
type Span struct {
	Off, Len uint32
	Owner    uint32
	Event    uint32
	Args     uint32 // first of the rule's numbers in Image.Args; of a body: the index that Code knows
	Line     uint32 // of the description, or 0
	Rule     uint16 // index of Image.Rules
}

// OwnerKind is what an owner is; it decides its colour.
type OwnerKind uint8

// The kinds of owners.
const (
	OwnerNone OwnerKind = iota
	OwnerHeader
	OwnerCode
	OwnerData
	OwnerConst // read-only data and unnamed constants
	OwnerBSS
	OwnerLazy
	OwnerGOT
	OwnerSymbols // symbol and string tables
	OwnerLines
	OwnerPadding
	OwnerUnknown // bytes of a foreign file that no structure claims
	OwnerLinker  // symbols that the linker defines; they own no bytes
)

var ownerWords = [...]string{"none", "header", "code", "data", "const", "bss", "lazy", "got", "symbols", "lines", "padding", "unknown", "linker"}

// String is the word by which the page knows the kind.
func (k OwnerKind) String() string { return ownerWords[k] }

// Owner is who a byte belongs to.
type Owner struct {
	Name   string // as in the description, or what the structure is called
	Addr   uint64 // of atoms: where it is in memory
	Off    uint64 // of atoms: where it is in the file
	Size   uint64
	Align  uint32
	Line   uint32 // of the description, or 0
	Cell   uint32 // 1 + index of Cells, or 0
	Symbol uint32 // 1 + index of Symbols of its main symbol, or 0
	Parts  uint32 // of atoms: first part in Code; see Code.Parts
	NParts uint32
	Kind   OwnerKind
	Placed bool // Addr is meaningful
}

// Segment is a stretch that a loader maps.
type Segment struct {
	Name             string
	Flags            string // "r-x"
	Off, FileSize    uint64
	Addr, MemSize    uint64
	Align            uint64
	HoldsFileHeaders bool
}

// Section is a stretch that the section header table (or, in a.out, the header) names.
type Section struct {
	Name                  string
	Type                  string
	Flags                 string
	Addr, Off, Size       uint64
	Align, EntSize        uint64
	Link, Info            uint32
	TypeNumber, FlagsBits uint64
}

// Symbol is one row of a symbol table.
type Symbol struct {
	Name       string
	Value      uint64
	Size       uint64
	Off        uint32 // of its record in the file
	Len        uint32
	Owner      uint32 // whose address it is, or 0
	Version    uint16 // index of Image.Versions; two for each of 15 bits at most
	Visibility Visibility
	Type       string // "T", "d", "FUNC", …
	Binding    string // "local", "global", "weak"
	Section    string // "text", ".data", "ABS", …
}

// Visibility is who can see a symbol from outside its file (gABI, st_other); 0 in formats that do not say.
type Visibility uint8

// ELFVisibility is the visibility that the low bits of st_other mean.
func ELFVisibility(other uint64) Visibility { return Visibility(other&3) + 1 }

// String is the word for it, or "".
func (v Visibility) String() string { return visibilityWords[v] }

var visibilityWords = [...]string{"", "default", "internal", "hidden", "protected"}

// StateWords are the names of the words of a State, in their order.
var StateWords = [8]string{"got", "plt", "plt_got", "dynamic", "copy_rel", "tlsgd", "gottp", "tlsdesc"}

// State is what a linker keeps of a symbol beside its row in the file.
type State struct {
	Name     string
	Value    uint64
	Atom     uint32 // the number of the atom, or 0
	Section  uint32 // the number of the section, or 0
	Owner    uint32
	File     uint32 // 1: the description, 2: the linker itself
	Extra    uint32 // index of the first word of its record, or 0
	Words    []uint32
	Flags    []string
	Used     bool // somebody has this number
	Absolute bool
	Export   bool
	Import   bool
	Weak     bool
}

// Cell is one cell of the GOT.
type Cell struct {
	Value uint64
	Off   uint32
	Owner uint32 // whose address it holds; 0 when free
	Line  uint32 // of the first reference, or of the atom
	Tag   string // "got", "tlsgd", …; "free"
}

// Listing is a table that a foreign file brings besides symbols and cells: its dynamic section, relocations, notes,
// versions. Its rows are made when somebody looks.
type Listing struct {
	Name    string // "Dynamic section .dynamic"
	Says    string // what such a table is for, or ""
	Columns []string
	Rows    int
	Of      Lister
}

// Lister makes the rows of a listing.
type Lister interface {
	// Row returns the cells of a row, one for each column, and which bytes of the file they tell of.
	Row(i int) (cells []string, off, length uint64)
}

// VersionOf is what follows a symbol's name when it has a version: "@GLIBC_2.17", or "@@GLIBC_2.17" of the version that
// a linker takes when none is named.
func (img *Image) VersionOf(s *Symbol) string {
	if int(s.Version) < len(img.Versions) {
		return img.Versions[s.Version]
	}
	return ""
}

// Reloc is one relocation that the linker carried out. The letters of its formula that are not kept here follow from
// the image: see Operands.
type Reloc struct {
	S      uint64
	A      int64
	P      uint64
	Off    uint32 // file offset of the field
	Owner  uint32 // whose bytes were changed
	Target uint32 // owner whose address S is
	Cell   uint32 // 1 + index of the cell that G speaks of, or 0
	Line   uint32
	Event  uint32
	Type   uint16 // index of Image.RelocTypes
}

// Operands are the numbers of a relocation's formula.
func (img *Image) Operands(r *Reloc) reloc.Operands {
	o := reloc.Operands{S: r.S, A: r.A, P: r.P, GOT: img.GOTAddr, L: r.S, TP: img.ThreadPointer, DTP: img.ThreadBlock}
	if r.Cell > 0 {
		o.G = uint64(r.Cell-1) * uint64(img.CellWidth())
	}
	if int(r.Target) < len(img.Owners) {
		o.Z = img.Owners[r.Target].Size
	}
	return o
}

// ReadCells lets every cell say what its bytes hold for the processor. A linker knows that already, unless it makes
// mistakes on purpose.
func (img *Image) ReadCells() {
	for i := range img.Cells {
		c := &img.Cells[i]
		c.Value = 0
		end := uint64(c.Off) + uint64(img.WordBytes)
		if _, loaded := img.AddrOf(end - 1); loaded {
			c.Value = img.Order.Uint(img.File[c.Off:end])
		}
	}
}

// Misleads tells whether a cell that is for an address holds another number, as happens when a linker makes mistakes on
// purpose.
func (img *Image) Misleads(cell int) bool {
	c := &img.Cells[cell]
	return c.Owner != 0 && (c.Tag == "got" || c.Tag == NoRoom) && c.Value != img.Owners[c.Owner].Addr
}

// NoRoom is the tag of a cell that was handed out and lies in bytes of somebody else.
const NoRoom = "no room"

// Code knows the parts of atoms' bodies: instructions and values.
type Code interface {
	// Part describes part i, except for its fields.
	Part(i int) Part
	// Fields tells apart the bytes of an instruction, which are given as they are in the file. Other parts have no fields.
	Fields(i int, bytes []byte) []PartField
	// AppendPart appends the bytes of part i, made again from its rule and numbers with relocated fields zero.
	AppendPart(dst []byte, i int) []byte
}

// Part is an instruction, a value or a run of bytes inside an atom.
type Part struct {
	Off, Len uint32 // Off counts from the start of the atom
	Line     uint32
	Kind     string // "instruction", "value", "bytes", "text", "zero", "padding"
	Text     string // as the description would say it: "call got(helper)"
	Rule     string // the row: "FF 14 25 cd"
	Says     string
}

// PartField is a piece of a part: an opcode byte, a displacement.
type PartField struct {
	Off, Len uint32 // Off counts from the start of the part
	Name     string
	Says     string
}

// SpanAt returns the index of the span that holds a file offset, or -1.
func (img *Image) SpanAt(off uint64) int {
	lo, hi := 0, len(img.Spans)
	for lo < hi {
		mid := int(uint(lo+hi) / 2)
		if s := &img.Spans[mid]; uint64(s.Off)+uint64(s.Len) <= off {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(img.Spans) && uint64(img.Spans[lo].Off) <= off {
		return lo
	}
	return -1
}

// AddrOf returns the address at which a file offset is loaded.
func (img *Image) AddrOf(off uint64) (addr uint64, loaded bool) {
	for i := range img.Extents {
		e := &img.Extents[i]
		if e.Loaded && off >= e.Off && off-e.Off < e.FileSize {
			return e.Addr + off - e.Off, true
		}
	}
	return 0, false
}

// OffsetOf returns the file offset of an address.
func (img *Image) OffsetOf(addr uint64) (off uint64, inFile bool) {
	for i := range img.Extents {
		e := &img.Extents[i]
		if e.Loaded && addr >= e.Addr && addr-e.Addr < e.FileSize {
			return e.Off + addr - e.Addr, true
		}
	}
	return 0, false
}

// CellWidth is the width of a cell of the GOT in bytes.
func (img *Image) CellWidth() int {
	if img.CellBytes != 0 {
		return img.CellBytes
	}
	return img.WordBytes
}

// OwnerKindWords returns the words of all owner kinds, by number.
func OwnerKindWords() []string { return ownerWords[:] }
