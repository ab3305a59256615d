package asm

import (
	"cmp"
	"slices"

	"linkplay/linkcore/arch"
	"linkplay/linkcore/atom"
	"linkplay/linkcore/diag"
	"linkplay/linkcore/spec"
)

// MaxAtomBytes is the most that an atom may have; describe says so to the user.
const MaxAtomBytes = 256 << 20

// maxCodeBytes is the most that a Code may have, all updates of a session taken together.
const maxCodeBytes = 1 << 30

// Assembler assembles the atoms of one program for one CPU. What names mean on the CPU is looked up once, so that an
// instruction costs loads and no searches.
type Assembler struct {
	p         *atom.Program
	wordBytes int // of "word"
	cpu       *arch.CPU
	record    bool
	anywhere  bool   // the file is loaded at an address that only the loader knows
	words     []word // by Name
	operators [2][operatorChains]uint8
	values    [9]uint8 // the slot of a value, by its width
	short     arch.Class
	reported  int // findings so far
	budget    int // how many more names may be compared for "did you mean"

	// The atom at hand.
	at        *atom.Atom
	code      *Code
	found     *diag.List
	start     int    // where its bytes begin in code.Bytes
	isCode    bool   // what "align" puts in
	onlyZeros bool   // bss, and tls with a size: nothing of it is in a file
	pending   uint32 // source line of the next bytes, 0 when it has been said
	widest    int
	operand   [arch.MaxOperands]operand
	args      [2 * arch.MaxOperands]int64
	stamps    [stamps]stamp
	layout
	fixups []fixup
}

// word is what a name means besides a symbol.
type word struct {
	first    uint16 // of the mnemonic: Rows[first : first+count]
	count    uint8
	register uint8     // index of Registers, plus one
	operator uint8     // index among the words around symbols, plus one
	prefix   uint8     // before memory: bytes, or prefixSegment plus the index of the segment
	reloc    uint8     // index of Relocs, plus one
	defined  bool      // as a symbol, somewhere in the program or by the linker
	kind     atom.Kind // of the last atom of that name
}

const (
	prefixSegment = 16
	prefixBefore  = 64 // plus the index of the CPU's Before
)

// New returns an assembler. It records parts when record is set.
func New(p *atom.Program, cpu *arch.CPU, record bool) *Assembler {
	a := &Assembler{p: p, cpu: cpu, record: record, words: make([]word, p.Names.Len()), budget: nearestBudget}
	a.wordBytes = cpu.WordBytes
	a.anywhere = p.Target.Format == "elf" && p.Output != atom.Executable
	for i := range p.Options {
		if p.Options[i].Word == "pointer" {
			a.wordBytes = int(p.Options[i].Number)
		}
	}
	for i := range cpu.Mnemonics {
		m := &cpu.Mnemonics[i]
		w := a.word(m.Name)
		w.first, w.count = m.First, uint8(m.Count)
	}
	for i := range cpu.Registers {
		a.word(cpu.Registers[i].Name).register = uint8(i + 1)
	}
	for i, size := range cpu.Sizes {
		a.word(size).prefix = 1 << i
	}
	for i := range cpu.Segments {
		a.word(cpu.Segments[i].Word).prefix = prefixSegment + uint8(i)
	}
	for i, before := range cpu.Before {
		a.word(before).prefix = prefixBefore + uint8(i)
	}
	for i := range cpu.Relocs {
		a.word(cpu.Relocs[i].Name).reloc = uint8(i + 1)
	}
	a.nameOperators()
	for width := 1; width <= 8; width *= 2 {
		a.values[width] = cpu.Slot([...]string{1: "u8", 2: "u16", 4: "u32", 8: "u64"}[width])
	}
	a.short = cpu.ShortRelatives()
	a.define()
	return a
}

// word returns what a text means, to be filled in. A text that the program does not contain needs no meaning.
func (a *Assembler) word(text string) *word {
	if n := a.p.Names.Find(text); n != 0 {
		return &a.words[n]
	}
	return new(word)
}

// define marks every name that is a symbol at some moment of the program.
func (a *Assembler) define() {
	p := a.p
	for i := range p.Atoms {
		if at := &p.Atoms[i]; at.Kind < atom.LazyCode {
			a.words[at.Name].defined, a.words[at.Name].kind = true, at.Kind
		}
	}
	for i := range p.Imports {
		a.words[p.Imports[i].Name].defined = true
	}
	for i := range p.Absolutes {
		a.words[p.Absolutes[i].Name].defined = true
	}
	for i := range p.Exports {
		a.words[p.Exports[i].Name].defined = true
	}
	a.Define(spec.LinkerDefined(p.Target.Format)...)
}

// Define makes names known that the linker defines beyond those of spec.LinkerDefined.
func (a *Assembler) Define(names ...string) {
	for _, name := range names {
		a.word(name).defined = true
	}
}

// Assemble appends the body of one atom to the arenas and returns what it added. Findings are added to *f; a bad item
// is skipped.
func (a *Assembler) Assemble(at *atom.Atom, code *Code, f *diag.List) Body {
	a.at, a.code, a.found = at, code, f
	kind := at.Kind
	if kind == atom.Update {
		kind = a.wordOf(at.Name).kind
	}
	a.isCode = kind == atom.Func || kind == atom.IFunc || kind == atom.LazyCode
	a.onlyZeros = kind == atom.BSS || kind == atom.TLS && at.HasSize
	from := mark(code)
	found, reported := len(*f), a.reported
	a.startLayout()
	a.items()
	// From here on every item has its bytes, with each jump in its short form.
	if a.lengthen() {
		from.cut(code)
		*f, a.reported = (*f)[:found], reported
		a.items()
	}
	// From here on every label has its place.
	a.settle()
	if len(*f) > found+1 {
		slices.SortStableFunc((*f)[found:], func(a, b diag.Finding) int { return cmp.Compare(a.Pos.Line, b.Pos.Line) })
	}
	return a.body(from)
}

// body says what was added since a mark.
func (a *Assembler) body(from arenas) Body {
	code := a.code
	b := Body{
		Bytes: atom.Range{From: from.bytes, To: uint32(len(code.Bytes))},
		Refs:  atom.Range{From: from.refs, To: uint32(len(code.Refs))},
		Parts: atom.Range{From: from.parts, To: uint32(len(code.Parts))},
		Lines: atom.Range{From: from.lines, To: uint32(len(code.Lines))},
	}
	b.Size = uint64(b.Bytes.Len())
	if a.at.HasSize {
		b.Size = max(b.Size, a.at.Size)
	}
	b.Align = uint32(a.defaultAlign())
	if said := a.at.Align; said != 0 && said&(said-1) == 0 && said <= MaxAtomBytes {
		b.Align = uint32(said)
	}
	b.Align = max(b.Align, a.inner) // a place aligned inside the atom must be aligned in memory
	return b
}

func (a *Assembler) defaultAlign() int {
	switch {
	case a.isCode:
		return int(a.cpu.CodeAlign)
	case a.widest > 0:
		return a.widest
	case a.at.HasSize:
		return a.cpu.WordBytes
	}
	return 1
}

// arenas remembers how long the tables of a Code were.
type arenas struct{ bytes, refs, parts, args, lines uint32 }

func mark(c *Code) arenas {
	return arenas{uint32(len(c.Bytes)), uint32(len(c.Refs)), uint32(len(c.Parts)), uint32(len(c.Args)), uint32(len(c.Lines))}
}

func (m arenas) cut(c *Code) {
	c.Bytes, c.Refs, c.Parts, c.Args, c.Lines = c.Bytes[:m.bytes], c.Refs[:m.refs], c.Parts[:m.parts], c.Args[:m.args], c.Lines[:m.lines]
}

// here is the offset of the next byte in the atom.
func (a *Assembler) here() uint32 { return uint32(len(a.code.Bytes) - a.start) }
