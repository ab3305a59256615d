package asm

import (
	"linkplay/linkcore/arch"
	"linkplay/linkcore/atom"
	"linkplay/linkcore/diag"
)

// items goes through the atom once, item by item, and writes the bytes of each.
func (a *Assembler) items() {
	a.start = len(a.code.Bytes)
	a.widest, a.pending = 0, a.at.SourceLine
	a.fixups = a.fixups[:0]
	a.restartLayout()
	items := a.p.Items
	for i := a.at.Items.From; i < a.at.Items.To; i++ {
		it := &items[i]
		before := len(a.code.Bytes)
		switch kind := it.Kind; {
		case a.onlyZeros && kind != atom.ItemNeeds:
			continue // describe has said that only zeros are here
		case kind == atom.ItemInstr:
			a.instruction(it, i)
		case kind == atom.ItemLabel:
			a.label(it.Name)
		case kind == atom.ItemLine:
			a.pending = uint32(it.Value)
		case kind == atom.ItemAlign:
			a.align(it, i)
		case kind == atom.ItemZero:
			a.zero(it, i)
		case kind == atom.ItemBytes:
			a.given(i, PartBytes, it.Args)
		case kind == atom.ItemText:
			a.given(i, PartText, it.Args)
		case kind == atom.ItemValues:
			a.valuesOf(it, i)
		case kind == atom.ItemNeeds:
			a.needs(it, i)
		case kind == atom.ItemReloc:
			a.reloc(it, i)
		}
		if a.pending != 0 && len(a.code.Bytes) > before {
			a.code.Lines = append(a.code.Lines, Line{uint32(before - a.start), a.pending})
			a.pending = 0
		}
	}
}

// part records what the bytes since an offset are.
func (a *Assembler) part(kind PartKind, item uint32, from uint32, row uint16, args ...int64) {
	to := a.here()
	if !a.record || to == from {
		return
	}
	a.code.Parts = append(a.code.Parts, Part{
		Offset: from, Len: to - from, Item: item, Args: uint32(len(a.code.Args)), Row: row, Count: uint8(len(args)), Kind: kind,
	})
	a.code.Args = append(a.code.Args, args...)
}

// given writes bytes that the description gives.
func (a *Assembler) given(item uint32, kind PartKind, bytes atom.Range) {
	from := a.here()
	a.code.Bytes = append(a.code.Bytes, a.p.Bytes[bytes.From:bytes.To]...)
	a.part(kind, item, from, 0, int64(bytes.From))
}

// zero writes zeros.
func (a *Assembler) zero(it *atom.Item, item uint32) {
	if !a.hasRoom(it.Value) {
		return // describe has said that this is too large
	}
	from := a.here()
	a.fill(int(it.Value), nil)
	a.part(PartZero, item, from, 0)
}

// hasRoom tells whether so many bytes more are allowed, in this atom and in all that were assembled so far.
func (a *Assembler) hasRoom(n uint64) bool {
	return n <= MaxAtomBytes && uint64(a.here())+n <= MaxAtomBytes && uint64(len(a.code.Bytes))+n <= maxCodeBytes
}

// align writes padding up to a multiple of a power of two.
func (a *Assembler) align(it *atom.Item, item uint32) {
	power := it.Value
	if power == 0 || power&(power-1) != 0 || power > MaxAtomBytes {
		return // describe has said that this is no power of two
	}
	a.inner = max(a.inner, uint32(power))
	from := a.here()
	padding := -from & (uint32(power) - 1)
	if !a.hasRoom(uint64(padding)) {
		return
	}
	a.mark(markAlign, from, uint32(power))
	inCode := int64(0)
	if a.isCode {
		a.fill(int(padding), a.cpu.Fill)
		inCode = 1
	} else {
		a.fill(int(padding), nil)
	}
	a.part(PartAlign, item, from, 0, inCode)
}

func (a *Assembler) fill(n int, pattern []byte) { a.code.Bytes = appendFill(a.code.Bytes, n, pattern) }

// appendFill appends n bytes of a pattern that is repeated; without a pattern they are zeros.
func appendFill(dst []byte, n int, pattern []byte) []byte {
	from := len(dst)
	dst = append(dst, make([]byte, n)...)
	if len(pattern) > 0 {
		for i := range n {
			dst[from+i] = pattern[i%len(pattern)]
		}
	}
	return dst
}

// valuesOf writes the values of "u8" and its kin, each a constant or a reference.
func (a *Assembler) valuesOf(it *atom.Item, item uint32) {
	width := int(it.Width)
	if width == 0 {
		width = a.wordBytes
	}
	a.widest = max(a.widest, width)
	for k := it.Args.From; k < it.Args.To; k++ {
		op := &a.p.Operands[k]
		if op.Terms.To-op.Terms.From != 1 || !a.loneValue(&a.p.Terms[op.Terms.From], item, width) {
			a.value(op, k, item, width)
		}
	}
}

// loneValue writes a value that is nothing but a number or a symbol, as most are. It decides nothing that value would
// decide otherwise.
func (a *Assembler) loneValue(t *atom.Term, item uint32, width int) bool {
	from, n := a.here(), t.Value
	switch {
	case t.Negative:
		return false
	case t.Kind == atom.TermNumber && n>>(8*width-1) == 0:
	case t.IsRef() && a.cpu.RelocOf(0, a.values[width]) != arch.NoReloc:
		a.addRef(Ref{Offset: from, Item: item, Reloc: a.cpu.RelocOf(0, a.values[width])}, t)
		n = 0
	default:
		return false
	}
	at := len(a.code.Bytes)
	a.code.Bytes = append(a.code.Bytes, zeros[:width]...)
	a.cpu.Order.Put(a.code.Bytes[at:at+width], n)
	if a.record {
		a.part(PartValue, item, from, 0, int64(n), int64(width))
	}
	return true
}

var zeros [8]byte

// value writes one value. One that makes no sense has its finding and is zero.
func (a *Assembler) value(op *atom.Operand, index, item uint32, width int) {
	from := a.here()
	a.code.Bytes = append(a.code.Bytes, zeros[:width]...)
	place := fixup{operand: index, item: item, here: from, field: from, width: uint8(width), kind: fixValue, ref: -1, arg: int32(len(a.code.Args))}
	a.part(PartValue, item, from, 0, 0, int64(width))
	v := value{}
	if !a.evaluate(&v, op.Terms, from, asValue) {
		a.explain(&v, item, op)
		return
	}
	if v.isNumber() {
		if v.late {
			a.fixups = append(a.fixups, place)
		} else {
			a.putNumber(&place, &v)
		}
		return
	}
	operator, ok := a.operatorOf(&v)
	if !ok {
		a.explain(&v, item, op)
		return
	}
	reloc := a.cpu.RelocOf(operator, a.values[width])
	if reloc == arch.NoReloc {
		a.explainNoField(&v, item, op, width)
		return
	}
	a.refer(&v, place, reloc, item, op)
}

// needs makes references that have no field.
func (a *Assembler) needs(it *atom.Item, item uint32) {
	for k := it.Args.From; k < it.Args.To; k++ {
		v := value{}
		op := &a.p.Operands[k]
		if a.evaluate(&v, op.Terms, a.here(), asValue) && v.symbol != 0 {
			a.addRef(Ref{Offset: a.here(), Item: item, Reloc: NoReloc, Addend: v.n}, &a.p.Terms[v.symbol-1])
		}
	}
}

// reloc writes the field of a relocation type that is named.
func (a *Assembler) reloc(it *atom.Item, item uint32) {
	index := a.wordOf(it.Name).reloc
	if index == 0 {
		a.unknownReloc(it)
		return
	}
	row := &a.cpu.Relocs[index-1]
	width := row.Bytes()
	over := int(it.Over)
	if over != 0 && over != width {
		a.report(diag.FieldTooNarrow, it.Line, it.Col, 0, "the field of %s has %d bytes and `over` gives %d", row.Name, width, over).
			Mend("write the %d bytes that the field lies in", width)
		return
	}
	v := value{}
	op := &a.p.Operands[it.Args.From]
	from := a.here()
	if !a.evaluate(&v, op.Terms, from, asValue) || v.symbol == 0 {
		a.explain(&v, item, op)
		return
	}
	a.widest = max(a.widest, width)
	at := int64(-1)
	if over == 0 {
		a.fill(width, nil)
	} else {
		at = int64(it.Value) - int64(over)
		a.code.Bytes = append(a.code.Bytes, a.p.Bytes[at:it.Value]...)
	}
	a.part(PartBytes, item, from, 0, at)
	a.addRef(Ref{Offset: from, Item: item, Reloc: uint16(index - 1), Addend: v.n}, &a.p.Terms[v.symbol-1])
}

// wordOf is what a name means on this CPU. Names that came after New have no meaning.
func (a *Assembler) wordOf(n atom.Name) word {
	if int(n) < len(a.words) {
		return a.words[n]
	}
	return word{}
}
