// Package arch describes processors as rows: registers, instructions, relocation types and which of them a symbol makes.
//
// One CPU is one file with one value. An instruction is a row in the notation of its manual (x86-64: Intel SDM volume 2,
// §3.1.1), compiled when the CPU is first asked for. The rows serve three readers: asm chooses among them, the linkers
// take the relocations, and a page explains bytes with Describe. Left out: what the lessons do not need, so no floating
// point, no vectors, no system registers.
package arch

import (
	"sync"

	"linkplay/linkcore/reloc"
	"linkplay/linkcore/spec"
)

// CPU is one processor. The exported tables are there when Find returns it; the others are what its file says.
type CPU struct {
	*spec.CPU
	Order     reloc.Order
	CodeAlign uint32 // code begins at a multiple of this
	Fill      []byte // what "align" puts into code, over and over

	Rows      []Row       // the rows of one mnemonic are next to each other, the one to be preferred first
	Relocs    []reloc.Row // "reloc TYPE" of the language knows these
	Mnemonics []Mnemonic
	Registers []Register
	Operators []Operator // what can be written around a symbol; the first is the symbol alone

	Uses       []Use // which relocation a symbol makes, by where it stands
	Files      []RegisterFile
	Immediates []Immediate // numbers in instructions
	Relatives  []Relative  // distances in instructions
	Sizes      []string    // the words before memory, for 1, 2, 4 and 8 bytes
	Segments   []Segment   // further words before memory
	Synonyms   []Synonym   // mnemonics with the rows of another
	Templates  []Template  // the rows before the families are multiplied out
	Families   []Family
	Shared     *Shared // what it has in common with its relatives, or nil

	Words      bool     // every instruction is a word of four bytes: see words.go
	CountsFrom uint8    // of Words: from where a distance counts, seen from the start of the instruction
	Before     []string // of Words: what can stand before a number, such as lsl
	NearCell   string   // of Words: how a cell is named where no absolute address is known; %s is the symbol
	enumCode   func(typeName string, tags []string, anywhere bool) string

	classes  []string // bit i of a Class is called classes[i]
	patterns []pattern
	slots    []string
	relocOf  []uint16 // by operator, then slot
	bySymbol []Class  // by operator: what a symbol in it can be
	byLate   Class    // what a number can be that is known only when the atom has its length
	byPlace  Class    // what a place in the atom can be besides a symbol: a distance
	byMemory [5]Class // memory: no size said, then as Sizes
	numbers  []wordNumber
}

// Shared is what several CPUs have in common. A CPU's own rows come before these, so that they are preferred; its own
// families work on both, after these.
type Shared struct {
	Synonyms   []Synonym
	Templates  []Template
	Families   []Family
	Immediates []Immediate
	Relocs     []reloc.Row
	Uses       []Use
}

// Template is a row as a CPU's file has it.
type Template struct {
	Syntax   string // "mov r32, imm32"
	Encoding string // "B8+rd id"
	Says     string // one sentence that a student understands
	Shows    string // of a sequence: the instructions it stands for, with "; " between them
}

// Row is an instruction, or a sequence of them, in one form.
type Row struct {
	Template
	Operands [MaxOperands]Operand
	Count    uint8    // of operands
	Calls    []Fixed  // of a sequence: references that nobody writes
	Linked   []Linked // of a sequence of words: its fields
	form     form
	steps    []step
}

// MaxOperands is the most operands that a row has.
const MaxOperands = 4

// Operand is how a row takes one of its operands. Offsets are counted from the end of the row, where x86 has a
// fixed shape.
type Operand struct {
	Role     Role
	Slot     uint8  // where a symbol goes: index for RelocOf; of RoleAddress it is SlotAbsolute or SlotCounter
	Operator uint8  // of RoleSymbol: what is around the symbol, which the row's user does not write
	Width    uint8  // bytes of the field
	FromEnd  uint8  // from the start of the field to the end of the row
	Next     uint8  // from the start of the field to the end of its instruction, where distances are counted from
	Number   uint8  // of RoleNumber: index of Immediates
	Bits     uint16 // in a word: what PutNumber and Reach want to know
	FromNext bool   // a symbol there is at a distance from the next instruction; of RoleAddress this is up to the address
}

// Role says which numbers an operand gives to Encode.
type Role uint8

// The roles.
const (
	RoleFixed    Role = iota // none: the syntax says which, such as al or 1
	RoleRegister             // one: the register
	RoleAddress              // two: an Address and its displacement
	RoleNumber               // one: an Immediate
	RoleRelative             // one: a Relative
	RoleSymbol               // none: the field is always relocated
)

// Fixed is a reference that a sequence makes by itself, such as the function that it calls.
type Fixed struct {
	Symbol string
	Operand
}

// Mnemonic is a name of instructions: Rows[First : First+Count].
type Mnemonic struct {
	Name         string
	First, Count uint16
}

// Register is a name of a register.
type Register struct {
	Name   string
	Number uint8
	Bytes  uint8
	Kind   RegisterKind
	Class  Class
}

// RegisterKind tells the registers of addresses from the others.
type RegisterKind uint8

// The kinds of registers.
const (
	General RegisterKind = iota
	Pointer              // can stand in [ ]
	Counter              // the program counter, only in [ ]
)

// RegisterFile is a set of registers: Names are separated by spaces, in the order of their numbers, several names of
// one register by "/"; "-" is a number that the set has not. Class is what a row calls them; of Words it can be several
// words, one for each place in a row.
type RegisterFile struct {
	Class string
	Bytes uint8
	Kind  RegisterKind
	Names string
}

// Immediate is a kind of number in an instruction: from Lo to Hi. A number of Wrap bits that means the same in two's
// complement fits as well: 0xffffffff is -1 where Wrap is 32.
type Immediate struct {
	Class, Shown string // Shown is what the manual writes
	Lo, Hi       int64
	Wrap         uint8
	Short        bool  // a shorter form of another row: not for numbers that are known late
	Step, Rest   int64 // the number is a multiple of Step and Rest
	Map          Map   // of Words: how it becomes the bits of the instruction
}

// Relative is a kind of distance in an instruction.
type Relative struct {
	Class string
	Width uint8
	Short bool
}

// Segment is a word before memory that adds a prefix.
type Segment struct {
	Word   string
	Prefix byte
}

// Synonym is a mnemonic with the rows of another.
type Synonym struct{ Name, Of string }

// Use says which relocation type a symbol makes: written like this, into that slot.
type Use struct{ Write, Into, Makes string }

// Operator is one way of writing a symbol: alone, or in the words around it, and taken relative to this place or not.
type Operator struct {
	Words    []string // from the outside
	Relative bool     // "- ."
}

// Piece is what a few bytes of an instruction are.
type Piece struct {
	Offset, Len int
	Name        string // "opcode", "ModRM", "imm32", …
	Says        string
}

// Family multiplies rows: a row in which one of Marks occurs stands for one row per member.
type Family struct {
	Marks   []string
	Members [][]string
}

// Class is a set of kinds of operands. Each kind of the rows' syntax has a bit.
type Class uint64

// NoReloc is what RelocOf returns when there is none.
const NoReloc = 0xffff

var cpus = [...]struct {
	name string
	once sync.Once
	cpu  *CPU
}{
	{name: "x86_64", cpu: &x8664},
	{name: "x86", cpu: &x86},
	{name: "aarch64", cpu: &aarch64},
	{name: "arm", cpu: &arm},
	{name: "riscv64", cpu: &riscv64},
	{name: "mips", cpu: &mips},
	{name: "sparc", cpu: &sparc},
	{name: "sparc64", cpu: &sparc64},
	{name: "powerpc", cpu: &powerpc},
	{name: "powerpc64", cpu: &powerpc64},
}

// Has tells whether a CPU has rows, without compiling them.
func Has(name string) bool {
	for i := range cpus {
		if cpus[i].name == name {
			return true
		}
	}
	return false
}

// Find returns a CPU, or nil when it has no rows yet. The rows are compiled at the first call, which spares the start
// of a program that never links.
func Find(name string) *CPU {
	for i := range cpus {
		if e := &cpus[i]; e.name == name {
			e.once.Do(func() { e.cpu.compile(name) })
			return e.cpu
		}
	}
	return nil
}

// SlotAbsolute and SlotCounter are the slots of an address: alone or with registers, and relative to the counter.
const (
	SlotAbsolute = 0
	SlotCounter  = 1
)

// RelocOf returns the index of the relocation type that a symbol makes, or NoReloc.
func (c *CPU) RelocOf(operator, slot uint8) uint16 {
	return c.relocOf[int(operator)*len(c.slots)+int(slot)]
}

// Slot returns the index of a slot by its name.
func (c *CPU) Slot(name string) uint8 {
	for i, s := range c.slots {
		if s == name {
			return uint8(i)
		}
	}
	panic("arch: no row of Uses of " + c.Name + " speaks of the slot " + name + ".")
}

// Match returns the first of count rows, from first on, that takes operands of these classes written in this way, or -1.
func (c *CPU) Match(first, count int, key Key, classes *[MaxOperands]Class) int {
next:
	for i := first; i < first+count; i++ {
		p := &c.patterns[i]
		if p.key != key {
			continue
		}
		for k := range p.count {
			if p.classes[k]&classes[k] == 0 {
				continue next
			}
		}
		return i
	}
	return -1
}

// NumberClasses tells what a number can be. big says that it was 2⁶³ or more and n is its two's complement.
func (c *CPU) NumberClasses(n int64, big bool) Class {
	set := Class(0)
	for i := range c.Immediates {
		if c.Immediates[i].Holds(n, big) {
			set |= 1 << i
		}
	}
	return set
}

// Holds tells whether a number fits.
func (m *Immediate) Holds(n int64, big bool) bool {
	if m.Step != 0 || m.Map != Number {
		if !m.suits(n) {
			return false
		}
	}
	if n >= m.Lo && n <= m.Hi {
		return !big || m.Wrap == 64
	}
	return !big && m.Wrap < 64 && n > m.Hi && n>>m.Wrap == 0 && n-1<<m.Wrap >= m.Lo
}

// SymbolClasses tells what a symbol can be that is written with an operator.
func (c *CPU) SymbolClasses(operator uint8) Class { return c.bySymbol[operator] }

// LateClasses tells what a number can be that is known only when the atom has its length.
func (c *CPU) LateClasses() Class { return c.byLate }

// PlaceClasses tells what a place in the same atom can be, besides what a symbol can be.
func (c *CPU) PlaceClasses() Class { return c.byPlace }

// MemoryClasses tells what memory can be of which so many bytes are meant; 0 when that was not said.
func (c *CPU) MemoryClasses(bytes int) Class {
	switch bytes {
	case 1:
		return c.byMemory[1]
	case 2:
		return c.byMemory[2]
	case 4:
		return c.byMemory[3]
	case 8:
		return c.byMemory[4]
	}
	return c.byMemory[0]
}

// ShortRelatives are the distances for which a longer form exists.
func (c *CPU) ShortRelatives() Class {
	set := Class(0)
	for i := range c.Relatives {
		if c.Relatives[i].Short {
			set |= c.class(c.Relatives[i].Class)
		}
	}
	return set
}
