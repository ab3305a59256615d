package asm

import (
	"linkplay/linkcore/atom"
	relocs "linkplay/linkcore/reloc"
)

// fixup is a field whose number depends on where the labels of the atom are.
type fixup struct {
	operand uint32 // index of Program.Operands, where the expression is
	item    uint32
	here    uint32 // the offset that "." means
	field   uint32 // offset
	ref     int32  // index of Code.Refs whose addend it is, or -1
	arg     int32  // index of Code.Args of its number when recording
	width   uint8
	next    uint8 // of fixDistance: from the field to where the distance is counted from
	number  uint8 // of fixNumber: index of the CPU's Immediates
	kind    fixKind
	context context
	part    uint8  // which expression of the operand
	ahead   uint8  // added to an addend
	bits    uint16 // of a number in a word: its arch.Operand.Bits, else 0
}

// fixKind says what is put into the field.
type fixKind uint8

const (
	fixValue        fixKind = iota // a value
	fixNumber                      // an immediate
	fixDisplacement                // the displacement of an address
	fixDistance                    // the distance to a place in the atom
	fixAddend                      // nothing: the addend of a reference
)

// settle fills in what depends on labels.
func (a *Assembler) settle() {
	a.placed = true
	for i := range a.fixups {
		fix := &a.fixups[i]
		op := &a.p.Operands[fix.operand]
		v := value{}
		terms := op.Terms
		if a.cpu.Words {
			terms = a.expression(op, fix.part)
		}
		if !a.evaluate(&v, terms, fix.here, fix.context) {
			a.explain(&v, fix.item, op)
			continue
		}
		if fix.kind == fixAddend {
			a.code.Refs[fix.ref].Addend = a.addend(&v, fix)
			continue
		}
		if fix.kind == fixDistance {
			v.n -= int64(fix.field) + int64(fix.next)
			v.hi, v.here = v.n>>63, 0
		}
		a.putNumber(fix, &v)
	}
}

// putNumber writes a number into its field, if it fits.
func (a *Assembler) putNumber(fix *fixup, v *value) {
	big, _ := v.fits64()
	fits := false
	bits := 8 * int(fix.width)
	switch fix.kind {
	case fixDistance:
		lo, hi, step := a.reach(fix)
		fits = v.n >= lo && v.n <= hi && v.n%step == 0
	case fixNumber:
		fits = a.cpu.Immediates[fix.number].Holds(v.n, big)
	case fixValue:
		above := v.n >> (bits - 1)
		fits = bits == 64 || !big && above >= -1 && above <= 1
	default:
		above := v.n >> (bits - 1)
		fits = above == 0 || above == -1
	}
	if !fits {
		a.explainTooLarge(fix, v)
		return
	}
	at := a.start + int(fix.field)
	if fix.bits != 0 {
		a.cpu.PutNumber(fix.bits, a.code.Bytes[at+int(fix.width)-wordBytes:], v.n)
	} else {
		a.cpu.Order.Put(a.code.Bytes[at:at+int(fix.width)], uint64(v.n))
	}
	if a.record {
		a.code.Args[fix.arg] = v.n
	}
}

// wordBytes is the length of an instruction that is a word.
const wordBytes = 4

// reach is from where to where the distance in a field goes, and in which steps.
func (a *Assembler) reach(fix *fixup) (lo, hi, step int64) {
	if fix.bits != 0 {
		return a.cpu.Reach(fix.bits)
	}
	bits := 8 * uint(fix.width)
	return -1 << (bits - 1), 1<<(bits-1) - 1, 1
}

// refer makes the reference of a field. The absolute address of a cell is refused where no address is known yet.
func (a *Assembler) refer(v *value, fix fixup, reloc uint16, item uint32, op *atom.Operand) {
	if a.anywhere {
		row := &a.cpu.Relocs[reloc]
		if row.UsesCell() && !row.UsesPlace() && row.Number >= relocs.Own && (row.Bytes() < a.cpu.WordBytes || row.Field > relocs.Word64) {
			a.explainCell(v, item, op)
		}
	}
	r := Ref{Offset: fix.field, Item: item, Reloc: reloc, Addend: a.addend(v, &fix)}
	if v.late {
		fix.kind, fix.ref = fixAddend, int32(len(a.code.Refs))
		a.fixups = append(a.fixups, fix)
	}
	if v.symbol == 0 {
		own := a.ownTerm(op)
		a.addRef(r, &own)
		return
	}
	a.addRef(r, &a.p.Terms[v.symbol-1])
}

// addend is what is added to the symbol's address: what the description adds; less the way to where distances are
// counted from; and for "x - .", where the sum has the place in it already, the way from the place to the field.
func (a *Assembler) addend(v *value, fix *fixup) int64 {
	n := v.n - int64(fix.next) + int64(fix.ahead)
	if v.here == -1 {
		n += int64(fix.field)
	}
	return n
}

// ownTerm is a reference to the atom at hand.
func (a *Assembler) ownTerm(op *atom.Operand) atom.Term {
	t := atom.Term{Kind: atom.TermName, Name: a.at.Name, Col: op.Col}
	if a.at.Kind == atom.LazyCode {
		t.Kind = atom.TermLazyCode
	}
	return t
}

func (a *Assembler) addRef(r Ref, symbol *atom.Term) {
	r.Name, r.Kind, r.Col = symbol.Name, symbol.Kind, symbol.Col
	a.code.Refs = append(a.code.Refs, r)
}
