// Package reloc holds relocations as rows: what a field of bytes is to be filled with once all addresses are known.
//
// A relocation type is one Row and its formula is what runs: the text "S + A - P" of the psABI is compiled once to
// postfix, the common ones to a case of a switch as well. The letters are those of the psABIs (x86-64 §4.4.1, AArch64
// §5.7, RISC-V §8.5); where a formula is ours, its row says so. The package leaves out what is more than a sum put into
// a field: relaxation (changing instructions), copying, and the relocations that only a dynamic linker applies.
package reloc

// Row is one relocation type. Compile must have seen it before its methods are called.
type Row struct {
	Name    string
	Number  uint32 // of the psABI; from Own on, one of ours that no file holds
	Formula string // see the grammar in formula.go
	Field   Field  // the bits that are filled
	Check   Check  // which values fit
	Entry   Entry  // which GOT entry of the symbol G speaks of
	Meaning string // one sentence
	Source  string // specification and section

	shape shape
	uses  Letters
	code  []op
}

// Own is the first number of the relocation types that no psABI has.
const Own = 1 << 16

// Operands are the numbers that a formula speaks of.
type Operands struct {
	S   uint64 // address of the symbol
	A   int64  // addend
	P   uint64 // place: address of the field
	G   uint64 // offset of the symbol's cell in the GOT
	GOT uint64 // address of the GOT
	Z   uint64 // size of the symbol
	L   uint64 // address of the symbol's PLT entry, or of the symbol where it needs none
	B   uint64 // base: where the file is loaded, against where it was linked
	TP  uint64 // what the thread pointer points at, as an address of the TLS segment
	DTP uint64 // start of this file's block of thread-local storage
}

// Letters is a set of the operands that a formula uses.
type Letters uint16

// One bit for each operand.
const (
	UseS Letters = 1 << iota
	UseA
	UseP
	UseG
	UseGOT
	UseZ
	UseL
	UseB
	UseTP
	UseDTP
)

// Entry is what a GOT entry is for.
type Entry uint8

// The entries, as in the words of the language.
const (
	EntryAddress Entry = iota // got: the symbol's address
	EntryTLSGD                // tlsgd: module and offset
	EntryTLSLD                // tlsld: module
	EntryGOTTP                // gottp: offset from the thread pointer
	EntryTLSDESC              // tlsdesc: a descriptor
	NumEntries
)

// Check says which values fit a field.
type Check uint8

// The checks. The number of bits is that of the field's value.
const (
	Unchecked Check = iota // what is too much is cut off, on purpose
	Signed
	Unsigned
	Either // signed or unsigned: what the psABI leaves open
)

// Uses tells which operands the formula speaks of.
func (r *Row) Uses() Letters { return r.uses }

// UsesCell tells whether the symbol needs a GOT entry, of the kind that Entry says.
func (r *Row) UsesCell() bool { return r.uses&UseG != 0 }

// ThreadLocal tells whether the value is about a variable of which every thread has a copy.
func (r *Row) ThreadLocal() bool { return r.Entry != EntryAddress || r.uses&(UseTP|UseDTP) != 0 }

// UsesPlace tells whether the value depends on where the field is.
func (r *Row) UsesPlace() bool { return r.uses&UseP != 0 }

// Bytes is the width of the field.
func (r *Row) Bytes() int { return r.Field.Bytes() }

// Compile makes rows ready for use. A formula that cannot be read is a mistake of ours.
func Compile(rows []Row) {
	for i := range rows {
		r := &rows[i]
		r.code, r.uses = compile(r.Name, r.Formula)
		r.shape = shapeOf(r.code)
	}
}

// Value is the formula with the numbers filled in, in two's complement of 64 bits.
func (r *Row) Value(o *Operands) uint64 {
	switch r.shape {
	case shapeAddress:
		return o.S + uint64(o.A)
	case shapeRelative:
		return o.S + uint64(o.A) - o.P
	case shapeCell:
		return o.GOT + o.G + uint64(o.A)
	case shapeCellRelative:
		return o.GOT + o.G + uint64(o.A) - o.P
	case shapePLT:
		return o.L + uint64(o.A) - o.P
	case shapeNone:
		panic("reloc: the row " + r.Name + " was used before reloc.Compile saw it.")
	}
	return evaluate(r.code, o)
}

// Fits tells whether the field can hold a value.
func (r *Row) Fits(v uint64) bool {
	row := &fields[r.Field]
	if row.step > 1 && v%uint64(row.step) != 0 {
		return false
	}
	v += uint64(row.round)
	above := int64(v) >> (row.bits - 1) // 0 or -1 when v is a signed number of that many bits
	switch r.Check {
	case Signed:
		return above == 0 || above == -1
	case Unsigned:
		return above == 0 || above == 1 || row.bits == 64
	case Either:
		return above >= -1 && above <= 1
	}
	return true
}

// Range is the smallest and the largest value that the field holds.
func (r *Row) Range() (lo int64, hi uint64) {
	bits, round := fields[r.Field].bits, fields[r.Field].round
	switch r.Check {
	case Signed:
		return -1<<(bits-1) - int64(round), 1<<(bits-1) - 1 - uint64(round)
	case Unsigned:
		return -int64(round), 1<<bits - 1 - uint64(round)
	}
	return -1<<(bits-1) - int64(round), 1<<bits - 1 - uint64(round)
}

// Kept is what the field keeps of a value, as people write it: a number of the field's width, and whether there is a
// minus before it. What does not fit a field that is not checked is cut off.
func (r *Row) Kept(v uint64) (n uint64, negative bool) {
	bits := r.Field.Bits()
	if signed := r.Check == Signed || r.Check == Either && bits < 64; signed && int64(v) < 0 {
		return -v, true
	}
	if bits < 64 {
		v &= 1<<bits - 1
	}
	return v, false
}

// Put fills the field, which begins at dst[0].
func (r *Row) Put(dst []byte, order Order, v uint64) { r.Field.Put(dst, order, v) }
