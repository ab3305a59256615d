package asm

import (
	"linkplay/linkcore/arch"
	"linkplay/linkcore/atom"
)

// operand is an operand of the instruction at hand.
type operand struct {
	classes arch.Class
	value
	address  arch.Address // of memory
	kind     operandKind
	operator uint8  // around a symbol
	number   uint8  // of a register
	size     uint8  // of memory: how many bytes were said
	part     uint8  // which expression of the source
	sum      bool   // of an expression in [ ]: a register stands beside it
	source   uint32 // index of Program.Operands
}

type operandKind uint8

const (
	isExpression operandKind = iota
	isRegister
	isMemory
)

// instruction writes one instruction or sequence: it finds out what each operand can be, takes the first row that
// accepts them all, and fills in its numbers.
func (a *Assembler) instruction(it *atom.Item, item uint32) {
	shape, symbol, ok := a.shapeOf(it)
	known := &a.stamps[shape.slot()]
	if ok && known.shape == shape {
		a.use(known, item, symbol)
		return
	}
	if !ok {
		known = nil
	}
	w := a.wordOf(it.Name)
	if w.count == 0 {
		a.unknownMnemonic(it)
		return
	}
	var classes [arch.MaxOperands]arch.Class
	count, key, ok := a.resolveAll(it, item)
	if !ok {
		return
	}
	for k := range count {
		classes[k] = a.operand[k].classes
	}
	first, rows := int(w.first), int(w.count)
	row := a.cpu.Match(first, rows, key, &classes)
	if row < 0 {
		a.noForm(it, item, w, count, key, &classes)
		return
	}
	if count == 1 && classes[0]&a.short != 0 {
		row = a.jumpRow(row, first, rows, classes)
	}
	from := mark(a.code)
	args := a.emit(&a.cpu.Rows[row], row, item, count)
	if known != nil {
		a.keep(known, shape, from, row, args)
	}
}

// resolveAll finds out what each operand is. The key is 0 when there are more than any row has.
func (a *Assembler) resolveAll(it *atom.Item, item uint32) (count int, key arch.Key, ok bool) {
	if a.cpu.Words {
		return a.takeApart(it, item)
	}
	count = it.Args.Len()
	if count > arch.MaxOperands {
		return 0, 0, true
	}
	for k := range count {
		o := &a.operand[k]
		if !a.resolve(o, it.Args.From+uint32(k)) {
			a.explain(&o.value, item, &a.p.Operands[o.source])
			return 0, 0, false
		}
	}
	return count, arch.PlainKey(count), true
}

// jumpRow decides between the short and the long form of a jump to a place in this atom.
func (a *Assembler) jumpRow(short, first, rows int, classes [arch.MaxOperands]arch.Class) int {
	classes[0] &^= a.short
	long := a.cpu.Match(first, rows, arch.PlainKey(1), &classes)
	if long < 0 || long == short {
		return short
	}
	row := short
	if a.isLong() {
		row = long
	}
	a.addJump(a.operand[0].source, a.here(), a.cpu.Rows[short].Length(), a.cpu.Rows[long].Length())
	return row
}

// resolve finds out what an operand is and which classes it belongs to.
func (a *Assembler) resolve(o *operand, index uint32) bool {
	op := &a.p.Operands[index]
	o.source, o.size = index, 0
	if op.Kind == atom.OperandExpr && op.Words.From == op.Words.To && op.Terms.To-op.Terms.From == 1 {
		if t := &a.p.Terms[op.Terms.From]; t.Kind == atom.TermName && !t.Negative {
			if w := a.wordOf(t.Name); w.register != 0 {
				r := &a.cpu.Registers[w.register-1]
				o.kind, o.number, o.classes = isRegister, r.Number, r.Class
				return true
			}
		}
	}
	o.value = value{}
	switch {
	case op.Kind == atom.OperandMemory && !op.Writeback:
		return a.memory(o, op)
	case op.Kind != atom.OperandExpr || op.Words.From != op.Words.To:
		o.bad = wrongShape
		return false
	}
	o.kind = isExpression
	return a.evaluate(&o.value, op.Terms, a.here(), asOperand) && a.classify(o)
}

// classify finds out which classes an expression belongs to.
func (a *Assembler) classify(o *operand) bool {
	o.kind = isExpression
	switch {
	case !o.isNumber():
		operator, ok := a.operatorOf(&o.value)
		if !ok {
			return false
		}
		o.operator, o.classes = operator, a.cpu.SymbolClasses(operator)
		if o.symbol == 0 {
			o.classes |= a.cpu.PlaceClasses()
		}
	case o.late:
		o.classes = a.cpu.LateClasses()
	default:
		big, _ := o.fits64()
		o.classes = a.cpu.NumberClasses(o.n, big)
	}
	return true
}

// memory resolves [ ]: at most two registers, a displacement and a symbol.
func (a *Assembler) memory(o *operand, op *atom.Operand) bool {
	o.kind = isMemory
	segment, ok := a.prefixes(o, op)
	if !ok || !a.evaluate(&o.value, op.Terms, a.here(), asMemory) {
		return false
	}
	if o.isNumber() && !o.late {
		if o.n != int64(int32(o.n)) {
			o.bad = tooFar
			return false
		}
	}
	wide := o.late
	if !o.isNumber() {
		if o.operator, ok = a.operatorOf(&o.value); !ok {
			return false
		}
		wide = true
		// A place in this atom is at a known distance from rip and needs no relocation.
		if !o.isDistance() && a.cpu.RelocOf(o.operator, slotOf(o.base)) == arch.NoReloc {
			o.bad = noField
			return false
		}
	}
	if o.address, ok = arch.MemoryAddress(o.base, o.index, o.n, wide, segment); !ok {
		o.bad = badPair
		return false
	}
	o.classes = a.cpu.MemoryClasses(int(o.size))
	return true
}

// isDistance tells whether memory is a place in this atom, named relative to the program counter.
func (o *operand) isDistance() bool {
	return o.symbol == 0 && o.here == 1 && o.base == arch.CounterRegister
}

func slotOf(base uint8) uint8 {
	if base == arch.CounterRegister {
		return arch.SlotCounter
	}
	return arch.SlotAbsolute
}

// prefixes reads the words before memory.
func (a *Assembler) prefixes(o *operand, op *atom.Operand) (segment byte, ok bool) {
	for _, n := range a.p.Words[op.Words.From:op.Words.To] {
		switch prefix := a.wordOf(n).prefix; {
		case prefix == 0:
			o.bad, o.word = unknownPrefix, n
			return 0, false
		case prefix >= prefixSegment && segment == 0:
			segment = a.cpu.Segments[prefix-prefixSegment].Prefix
		case prefix < prefixSegment && o.size == 0:
			o.size = prefix
		default:
			o.bad, o.word = twoPrefixes, n
			return 0, false
		}
	}
	return segment, true
}

// emit writes the bytes of a row, and the references and later corrections of its operands. It returns the row's numbers.
func (a *Assembler) emit(r *arch.Row, row int, item uint32, count int) []int64 {
	from, firstArg := a.here(), len(a.code.Args)
	args := &a.args
	*args = [2 * arch.MaxOperands]int64{}
	n := 0
	for k := range count {
		o := &a.operand[k]
		switch r.Operands[k].Role {
		case arch.RoleRegister:
			args[n] = int64(o.number)
			n++
		case arch.RoleAddress:
			args[n], args[n+1] = o.addressArgs()
			n += 2
		case arch.RoleNumber:
			if o.isNumber() && !o.late {
				args[n] = o.n
			}
			n++
		case arch.RoleRelative:
			n++
		}
	}
	a.code.Bytes = a.cpu.Encode(row, args[:n], a.code.Bytes)
	if a.record {
		a.part(PartInstr, item, from, uint16(row), args[:n]...)
	}
	all := args[:n]
	if r.Linked != nil {
		a.linked(r, from, item)
		return all
	}
	n = firstArg
	for k := range count {
		o, ro := &a.operand[k], &r.Operands[k]
		if o.kind != isRegister && (o.late || !o.isNumber()) {
			a.field(o, ro, from, item, int32(n))
		}
		switch ro.Role {
		case arch.RoleAddress:
			n += 2
		case arch.RoleRegister, arch.RoleNumber, arch.RoleRelative:
			n++
		}
	}
	for i := range r.Calls {
		a.call(&r.Calls[i], item)
	}
	return all
}

// addressArgs are the numbers of an operand that can be memory: a register, memory, or an operator that stands for
// memory, such as got(x).
func (o *operand) addressArgs() (address, displacement int64) {
	switch {
	case o.kind == isRegister:
		return int64(arch.RegisterAddress(o.number)), 0
	case o.kind == isExpression:
		a, _ := arch.MemoryAddress(arch.NoRegister, arch.NoRegister, 0, true, 0)
		return int64(a), 0
	case o.isNumber() && !o.late:
		return int64(o.address), o.n
	}
	return int64(o.address), 0
}

// field notes what is to be put into a field that is zero so far.
func (a *Assembler) field(o *operand, ro *arch.Operand, start, item uint32, arg int32) {
	fix := fixup{
		operand: o.source, item: item, here: start, field: a.here() - uint32(ro.FromEnd),
		ref: -1, arg: arg, width: ro.Width, number: ro.Number, kind: fixNumber, context: asOperand, part: o.part, bits: ro.Bits,
	}
	if o.sum {
		fix.context = asMemory
	}
	operator, slot := o.operator, ro.Slot
	fromNext := ro.FromNext
	switch ro.Role {
	case arch.RoleAddress:
		fix.kind, fix.context = fixDisplacement, asMemory
		fix.arg++ // the first number is the Address
		if o.kind == isMemory {
			slot = slotOf(o.base)
			fromNext = slot == arch.SlotCounter
		}
	case arch.RoleSymbol:
		operator = ro.Operator
	}
	if fromNext {
		fix.next = ro.Next
	}
	switch {
	case o.isNumber():
		a.fixups = append(a.fixups, fix)
	case o.symbol == 0 && fromNext && ro.Role != arch.RoleSymbol:
		fix.kind = fixDistance
		a.fixups = append(a.fixups, fix)
	default:
		a.refer(&o.value, fix, a.cpu.RelocOf(operator, slot), item, &a.p.Operands[o.source])
	}
}

// call makes a reference that a sequence brings with it. describe has said so when the function is missing.
func (a *Assembler) call(c *arch.Fixed, item uint32) {
	r := Ref{
		Addend: -int64(c.Next), Offset: a.here() - uint32(c.FromEnd), Item: item,
		Reloc: a.cpu.RelocOf(c.Operator, c.Slot),
	}
	it := &a.p.Items[item]
	if n := a.p.Names.Find(c.Symbol); n != 0 {
		a.addRef(r, &atom.Term{Kind: atom.TermName, Name: n, Col: it.Col})
	}
}
