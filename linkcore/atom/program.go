// Package atom is the model of a description: what a compiler would hand to a linker, in the order in which it would.
//
// A Program is rows in flat tables that refer to one another by index, so that a text of half a million lines costs a
// few allocations. describe.Parse makes it; asm turns the items of an atom into bytes and references; the Sessions of
// plan9 and elf replay its steps. Nothing here knows a format or a CPU.
package atom

// Name is the index of an interned name in Program.Names. 0 is the absent name.
type Name uint32

// Program is a whole description. Every slice is in the order of the text.
type Program struct {
	Target   Target
	Output   Output
	Layout   Layout
	Options  []Option
	Upstream Upstream
	Fault    Fault
	Said     Said // where the four above were first said

	Names Names // names, words and mnemonics; those up to Language are the words with which lines begin
	Texts Names // the texts of unnamed constants

	Language Name

	Files     []File // Files[0] is the absent file
	Enums     []Enum
	Imports   []Import
	Absolutes []Absolute
	Exports   []Export // of atoms and of absolutes (by range) and of export steps (by index)
	Atoms     []Atom
	Steps     []Step

	Items    []Item
	Operands []Operand
	Terms    []Term
	Words    []Name // tags of enums, names of errors, words before operands; all by range
	Bytes    []byte // the pairs of "bytes" and "over", the decoded "text"; by range

	Lines uint32 // lines in the text
}

// Range is a half-open range of indices into one of the tables of a Program.
type Range struct{ From, To uint32 }

// Len is the number of rows in the range.
func (r Range) Len() int { return int(r.To - r.From) }

// Pos is a place in the text: 1-based line, 1-based byte column.
type Pos struct {
	Line uint32
	Col  uint16
}

// Target is the output format and the CPU, with the words as written; both are "" while no target line was read.
type Target struct {
	Format, CPU string
	Pos         Pos
}

// Said is where setup lines stand that leave no row; the zero Pos when they were not written.
type Said struct{ Output, Layout, Upstream, Fault Pos }

// Output is the kind of ELF file.
type Output uint8

// The outputs, in the order of the words exe, pie and shared.
const (
	Executable Output = iota
	PIE
	Shared
)

// Layout says how ELF places atoms.
type Layout uint8

// The layouts, in the order of the words packed and slack.
const (
	Packed Layout = iota
	Slack
)

// Option is one "option WORD VALUE" line; its word was checked, its value only where it must be a number.
type Option struct {
	Word   string
	Value  string // as written, or decoded when quoted
	Number uint64 // of base-text, base-data, pointer, reserve
	Pos    Pos
}

// Upstream is a set of behaviours to be taken over from the original.
type Upstream uint8

// The behaviours. "upstream all" sets every bit.
const (
	UpstreamSymbols Upstream = 1 << iota
	UpstreamLines
	UpstreamBases
	UpstreamLayout
	UpstreamFreeList
	UpstreamAll = 1<<iota - 1
)

// Fault is a set of deliberate mistakes.
type Fault uint8

// The faults, named as in the language.
const (
	FaultLazyNotCounted Fault = 1 << iota
	FaultSlotLost
	FaultEtextEarly
	FaultNoGetOrCreate
	FaultWrongByteOrder
)

// File is a source file that "file" lines name.
type File struct {
	Path string
	Pos  Pos
}

// Enum is a type with named tags. Tags is a range of Words.
type Enum struct {
	Name Name
	Tags Range
	Pos  Pos
}

// ImportKind is what an import is said to be.
type ImportKind uint8

// The kinds of import, in the order of the words.
const (
	ImportAny ImportKind = iota
	ImportFunc
	ImportData
	ImportTLS
)

// Import is a symbol of another file.
type Import struct {
	Name Name
	Kind ImportKind
	From string // "" without "from"
	Weak bool
	Pos  Pos
}

// Absolute is a symbol that is a number. Exports is a range of Program.Exports.
type Absolute struct {
	Name    Name
	Value   uint64
	Exports Range
	Pos     Pos
}

// Linkage is how an export binds; the words can be combined.
type Linkage uint8

// The linkage words.
const (
	Weak Linkage = 1 << iota
	Internal
	LinkOnce
	Hidden
)

// Export makes an atom known by a further name.
type Export struct {
	Of      Name // of an export step: the atom; 0 in attributes
	Name    Name
	Linkage Linkage
	Section string // of "section", else ""
	Pos     Pos
}

// Kind is what an atom is.
type Kind uint8

// The kinds of atoms, and the two words that speak of an atom met elsewhere.
const (
	Func Kind = iota
	IFunc
	Data
	Const
	BSS
	TLS
	LazyCode // "lazy code T": Name is T
	Update   // a new body for Name
)

var kindWords = [...]string{"func", "ifunc", "data", "const", "bss", "tls", "lazy code", "update"}

// String is the word of the language.
func (k Kind) String() string { return kindWords[k] }

// Atom is one "func", "data", … line and the items below it.
type Atom struct {
	Name       Name
	File       uint32 // index into Files; 0 before the first "file"
	Exports    Range  // of Program.Exports
	Items      Range  // of Program.Items
	Align      uint64 // 0 when not said
	Size       uint64 // of bss and tls
	SourceLine uint32 // of "line" on the atom line; 0 when not said
	Kind       Kind
	HasSize    bool
	Pos        Pos
}

// ItemKind is what an item is.
type ItemKind uint8

// The kinds of items.
const (
	ItemLabel  ItemKind = iota // Name, with its dot
	ItemLine                   // Value
	ItemAlign                  // Value
	ItemZero                   // Value
	ItemBytes                  // Args is a range of Bytes
	ItemText                   // Args is a range of Bytes
	ItemValues                 // Width (0: "word"); Args is a range of Operands
	ItemNeeds                  // Args is a range of Operands, each one reference
	ItemReloc                  // Name is the type; Args is one operand; Over is a range of Bytes
	ItemInstr                  // Name is the mnemonic; Args is a range of Operands
)

// Item is one line below an atom.
type Item struct {
	Value uint64
	Name  Name
	Args  Range
	Line  uint32
	Col   uint16
	Over  uint16 // of a reloc: how many bytes follow "over"; they end at Value in Bytes
	Kind  ItemKind
	Width uint8
}

// Pos is the place of the item's first word.
func (it *Item) Pos() Pos { return Pos{it.Line, it.Col} }

// OperandKind is the shape of an operand.
type OperandKind uint8

// The shapes of operands.
const (
	OperandExpr    OperandKind = iota // expr
	OperandIndexed                    // expr "(" expr ")"
	OperandMemory                     // "[" expr { "," expr } "]" [ "!" ]
	OperandList                       // "{" bare { "," bare } "}", as rows of kind TermName
)

// Operand is one operand of an instruction, a value of "u8" …, or a reference of "needs" and "reloc".
// Where a shape has several expressions, rows of kind TermComma stand between them in Terms.
type Operand struct {
	Terms     Range // of Program.Terms
	Words     Range // of Program.Words: the words before it, such as "dword"
	Col, End  uint16
	Kind      OperandKind
	Writeback bool // "!"
}

// TermKind is what a term of an expression is.
type TermKind uint8

// The kinds of terms. Apply is "word(expr)": the Size rows behind it are the expression inside.
const (
	TermNumber TermKind = iota
	TermHere
	TermLocal // Name has its dot
	TermName
	TermText // Name is an index of Texts
	TermLazyCode
	TermLazyData
	TermApply
	TermComma
)

// Term is one signed term.
type Term struct {
	Value    uint64
	Name     Name
	Size     uint16
	Col      uint16
	Kind     TermKind
	Negative bool
}

// IsRef tells whether the term refers to a symbol.
func (t *Term) IsRef() bool { return t.Kind >= TermName && t.Kind <= TermLazyData }

// StepKind is what a step does.
type StepKind uint8

// The steps. Index means: of Put and Update an Atom, of AddExport an Export, of Declare an Import or Absolute.
const (
	Put StepKind = iota
	PutUpdate
	DeclareImport
	DeclareAbsolute
	AddErrors // Words is the range of names
	Flush
	Free
	AddExport
	RemoveExport
)

// Step is one thing that happens to the session, in the order of the text.
type Step struct {
	Kind  StepKind
	Index uint32
	Name  Name  // of Free and RemoveExport
	Words Range // of AddErrors
	Pos   Pos
}

// HasOption tells whether an option was set.
func (p *Program) HasOption(word string) bool {
	for i := range p.Options {
		if p.Options[i].Word == word {
			return true
		}
	}
	return false
}
