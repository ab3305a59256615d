package asm

import (
	"linkplay/linkcore/arch"
	"linkplay/linkcore/atom"
)

// Processors whose instructions are words have several operands in one pair of brackets: "[x1, 8]!" is a register and a
// number, and how they are written decides between rows. Here such an operand is taken apart; what follows is the same
// as for every other processor.

// takeApart resolves the operands of an instruction, one behind the other in a.operand, and returns how many there are
// and how they are written.
func (a *Assembler) takeApart(it *atom.Item, item uint32) (count int, key arch.Key, ok bool) {
	for index := it.Args.From; index < it.Args.To; index++ {
		op := &a.p.Operands[index]
		n := a.partsOf(op)
		if key > 0xffffff || count+n > arch.MaxOperands {
			return count, 0, true // no row has as many
		}
		shape, taken, bad := a.takeOperand(op, index, n, a.operand[count:count+n])
		if bad != nil {
			a.explain(bad, item, op)
			return count, key, false
		}
		key = key.With(shape)
		count += taken
	}
	return count, key, true
}

// partsOf is how many operands one can turn out to be.
func (a *Assembler) partsOf(op *atom.Operand) int {
	switch {
	case op.Kind == atom.OperandList:
		return 1
	case op.Kind != atom.OperandMemory:
		return int(op.Kind) + 1
	case op.Terms.Len() == 1:
		return 1
	}
	return 2
}

// takeOperand resolves one operand of the text into its parts.
func (a *Assembler) takeOperand(op *atom.Operand, index uint32, n int, parts []operand) (arch.Shape, int, *value) {
	shape := arch.Plain
	for k := range parts {
		parts[k] = operand{source: index, part: uint8(k)}
	}
	if words := op.Words.Len(); words > 0 {
		prefix := a.wordOf(a.p.Words[op.Words.From]).prefix
		if words > 1 || op.Kind != atom.OperandExpr || prefix < prefixBefore {
			parts[0].bad, parts[0].word = unknownPrefix, a.p.Words[op.Words.From]
			return 0, 0, &parts[0].value
		}
		shape = arch.BeforeNumber + arch.Shape(prefix-prefixBefore)
	}
	switch op.Kind {
	case atom.OperandExpr:
	case atom.OperandIndexed:
		shape = arch.Indexed
	case atom.OperandList:
		return a.registerList(op, &parts[0])
	case atom.OperandMemory:
		shape = arch.TwoBrackets
		if a.expression(op, 1).Len() == 0 {
			return a.sumInBrackets(op, parts)
		}
		if a.expression(op, 2).Len() > 0 {
			parts[0].bad = wrongShape
			return 0, 0, &parts[0].value
		}
		if op.Writeback {
			shape = arch.Writeback
		}
	}
	for k := range parts {
		if !a.resolveTerms(&parts[k], a.expression(op, uint8(k))) {
			return 0, 0, &parts[k].value
		}
	}
	return shape, n, nil
}

// expression is the terms of one of the expressions of an operand, between its commas.
func (a *Assembler) expression(op *atom.Operand, part uint8) atom.Range {
	from := op.Terms.From
	for i := from; i < op.Terms.To; i++ {
		if a.p.Terms[i].Kind != atom.TermComma {
			continue
		}
		if part == 0 {
			return atom.Range{From: from, To: i}
		}
		part--
		from = i + 1
	}
	if part > 0 {
		return atom.Range{}
	}
	return atom.Range{From: from, To: op.Terms.To}
}

// sumInBrackets resolves [a] and [a+b].
func (a *Assembler) sumInBrackets(op *atom.Operand, parts []operand) (arch.Shape, int, *value) {
	base := &parts[0]
	if op.Writeback || !a.evaluate(&base.value, op.Terms, a.here(), asMemory) {
		if base.bad == fine {
			base.bad = wrongShape
		}
		return 0, 0, &base.value
	}
	registers := 0
	for i := op.Terms.From; i < op.Terms.To && registers < len(parts); i++ {
		t := &a.p.Terms[i]
		if w := a.wordOf(t.Name); t.Kind == atom.TermName && w.register != 0 {
			r := &a.cpu.Registers[w.register-1]
			o := &parts[registers]
			o.kind, o.number, o.classes = isRegister, r.Number, r.Class
			registers++
		}
		if t.Kind == atom.TermApply {
			i += uint32(t.Size)
		}
	}
	v := base.value
	rest := !v.isNumber() || v.late || v.n != 0
	switch {
	case registers == 0 || registers == 2 && rest:
		base.bad = badPair
		return 0, 0, &base.value
	case registers == 2:
		return arch.Sum, 2, nil
	case !rest && len(parts) == 1:
		return arch.Brackets, 1, nil
	case !rest && !a.saysNumber(op):
		return arch.Brackets, 1, nil
	}
	number := &parts[1]
	number.value, number.sum = v, true
	if !a.classify(number) {
		return 0, 0, &number.value
	}
	return arch.Sum, 2, nil
}

// saysNumber tells whether a number is written in an operand, be it 0.
func (a *Assembler) saysNumber(op *atom.Operand) bool {
	for i := op.Terms.From; i < op.Terms.To; i++ {
		if a.p.Terms[i].Kind == atom.TermNumber {
			return true
		}
	}
	return false
}

// registerList resolves { }: one register is itself, several are a number with a bit for each.
func (a *Assembler) registerList(op *atom.Operand, o *operand) (arch.Shape, int, *value) {
	set, registers := int64(0), 0
	for i := op.Terms.From; i < op.Terms.To; i++ {
		t := &a.p.Terms[i]
		if t.Kind == atom.TermComma {
			continue
		}
		w := a.wordOf(t.Name)
		if w.register == 0 {
			o.fail(noRegister, i)
			return 0, 0, &o.value
		}
		r := &a.cpu.Registers[w.register-1]
		o.kind, o.number, o.classes = isRegister, r.Number, r.Class
		set |= 1 << r.Number
		registers++
	}
	if registers == 1 {
		return arch.OneInBraces, 1, nil
	}
	o.kind, o.n = isExpression, set
	o.classes = a.cpu.NumberClasses(set, false)
	return arch.InBraces, 1, nil
}

// resolveTerms finds out what an expression is and which classes it belongs to.
func (a *Assembler) resolveTerms(o *operand, terms atom.Range) bool {
	o.kind = isExpression
	if terms.Len() == 1 {
		if t := &a.p.Terms[terms.From]; t.Kind == atom.TermName && !t.Negative {
			if w := a.wordOf(t.Name); w.register != 0 {
				r := &a.cpu.Registers[w.register-1]
				o.kind, o.number, o.classes = isRegister, r.Number, r.Class
				return true
			}
		}
	}
	return a.evaluate(&o.value, terms, a.here(), asOperand) && a.classify(o)
}

// linked makes the references of a sequence.
func (a *Assembler) linked(r *arch.Row, start, item uint32) {
	for i := range r.Linked {
		l := &r.Linked[i]
		o := &a.operand[l.Of]
		fix := fixup{
			operand: o.source, item: item, here: start, field: a.here() - uint32(l.FromEnd), ref: -1,
			width: l.Width, kind: fixAddend, context: asOperand, part: o.part, ahead: l.Ahead,
		}
		if l.FromNext {
			fix.next = l.Next
		}
		a.refer(&o.value, fix, a.cpu.RelocOf(l.Operator, l.Slot), item, &a.p.Operands[o.source])
	}
}
