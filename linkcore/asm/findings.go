package asm

import (
	"strings"

	"linkplay/linkcore/arch"
	"linkplay/linkcore/atom"
	"linkplay/linkcore/diag"
)

// maxFindings is how many findings one assembler makes; of more, only that there are more is said.
const maxFindings = 1000

// nearestBudget is how many names one assembler compares for "did you mean".
const nearestBudget = 100_000

// report adds a finding. What is said beyond the limit goes to nobody.
func (a *Assembler) report(code diag.Code, line uint32, col, end uint16, format string, args ...any) *diag.Finding {
	a.reported++
	switch pos := (diag.Pos{Line: line, Col: uint32(col)}); {
	case a.reported < maxFindings:
		return a.found.Add(code, pos, format, args...).Until(uint32(end))
	case a.reported == maxFindings:
		a.found.Add(diag.TooMany, pos, "more findings about instructions and values are not shown").
			Mend("mend the first ones; they often cause the others")
	}
	return new(diag.Finding)
}

// at reports something about an operand.
func (a *Assembler) atOperand(code diag.Code, item uint32, op *atom.Operand, format string, args ...any) *diag.Finding {
	return a.report(code, a.p.Items[item].Line, op.Col, op.End, format, args...)
}

// explain says why an expression or an operand makes no sense.
func (a *Assembler) explain(v *value, item uint32, op *atom.Operand) {
	name, col := "", op.Col
	if v.culprit != 0 {
		t := &a.p.Terms[v.culprit-1]
		name, col = a.nameOf(t), t.Col
	} else if v.word != 0 {
		name = a.p.Names.Text(v.word)
	}
	line, end := a.p.Items[item].Line, col+uint16(len(name))
	switch v.bad {
	case unknownLabel:
		// describe has said so.
	case undefinedName:
		a.undefined(name, line, col, end)
	case noRegister:
		best := diag.NearestTo(name)
		for i := range a.cpu.Registers {
			best.Try(a.cpu.Registers[i].Name)
		}
		f := a.report(diag.UnknownRegister, line, col, end, "there is no register %s", name).Mend("write registers between { and }")
		if best.Best() != "" {
			f.Mend("did you mean `%s`?", best.Best())
		}
	case unknownWord:
		a.report(diag.UnknownOperator, line, col, end, "%s has no operator %s( )", a.cpu.Name, name).
			Mend("%s", a.nearestOperator(name))
	case unknownPrefix:
		a.report(diag.UnknownOperator, line, col, end, "%s is no word that can stand before an operand", name).
			Mend("%s", a.nearestPrefix(name))
	case emptyWord:
		a.report(diag.WrongOperands, line, col, end, "%s( ) takes the name of a symbol", name).Mend("write `%s(x)` with x the name of an atom", name)
	case twoPrefixes:
		a.report(diag.WrongOperands, line, col, end, "%s is one word too many before this operand", name).Mend("keep one")
	case registerHere:
		a.explainRegister(name, line, col, end)
	case twoSymbols:
		a.atOperand(diag.NotConstant, item, op, "only one symbol can stand here, and only added: what two addresses come to is not known before the flush").
			Mend("refer to one symbol; its distance from here is `x - .`")
	case unplaced:
		a.atOperand(diag.NotConstant, item, op, "places of this atom are subtracted from each other, or taken alone").
			Mend("write `.end - .start` for a length, `.start` for an address")
	case tooLargeNumber:
		if a.p.Items[item].Kind == atom.ItemValues && allNumbers(a.p.Terms[op.Terms.From:op.Terms.To]) {
			return // describe has said so
		}
		a.atOperand(diag.DoesNotFit, item, op, "the sum does not fit 64 bits").Mend("use smaller numbers")
	case tooFar:
		a.atOperand(diag.DoesNotFit, item, op, "%d does not fit the 32 bits that an address here has: -2147483648 to 2147483647", v.n).
			Mend("put the address into a register first: `movabs r64, %#x`", uint64(v.n))
	case notTogether:
		a.atOperand(diag.UnknownOperator, item, op, "%s has no relocation for %s", a.cpu.Name, a.written(v)).Mend("%s", a.operatorList())
	case noField:
		a.explainAddress(v, item, op)
	case badPair:
		a.atOperand(diag.WrongOperands, item, op, "an address cannot be made of these registers").
			Mend("%s", a.badPairFix(v))
	case wrongShape:
		a.explainShape(item, op)
	}
}

func (a *Assembler) explainRegister(name string, line uint32, col, end uint16) {
	f := a.report(diag.WrongOperands, line, col, end, "%s cannot stand here", orComma(name))
	if r := a.word(name).register; r != 0 && a.cpu.Registers[r-1].Kind == arch.General {
		f.Mend("in [ ] stand registers of %d bits; elsewhere a register stands alone", 8*a.cpu.WordBytes)
		return
	}
	f.Mend("in [ ] at most two registers are added, and neither is subtracted; elsewhere a register stands alone")
}

func orComma(name string) string {
	if name == "" {
		return "a second expression"
	}
	return name
}

func (a *Assembler) explainAddress(v *value, item uint32, op *atom.Operand) {
	f := a.atOperand(diag.UnknownOperator, item, op, "%s has no relocation for %s in this address", a.cpu.Name, a.written(v))
	f.Mend("%s", a.operatorList())
	operator, _ := a.operatorOf(v)
	for _, way := range [...]struct {
		slot uint8
		text string
	}{{arch.SlotCounter, "[rip+%s]"}, {arch.SlotAbsolute, "[%s]"}} {
		if v.symbol != 0 && a.cpu.RelocOf(operator, way.slot) != arch.NoReloc {
			f.Mend("write `"+way.text+"`", a.written(v))
		}
	}
}

func (a *Assembler) badPairFix(v *value) string {
	if v.base == arch.CounterRegister || v.index == arch.CounterRegister {
		return "the program counter takes no second register"
	}
	return "this register cannot be the second one; copy it into another"
}

func (a *Assembler) explainShape(item uint32, op *atom.Operand) {
	f := a.atOperand(diag.WrongOperands, item, op, "%s has no operand of this shape", a.cpu.Name)
	if op.Words.Len() > 0 {
		f.Mend("%s stands before memory only: `%[1]s [x]`", a.p.Names.Text(a.p.Words[op.Words.From]))
		return
	}
	if w := a.wordOf(a.p.Items[item].Name); a.cpu.Words && w.count > 0 {
		f.Mend("%s", a.forms(w, a.p.Items[item].Args.Len()))
		return
	}
	f.Mend("memory is written [register+number]")
}

// explainCell says that a cell has no address that an instruction can hold.
func (a *Assembler) explainCell(v *value, item uint32, op *atom.Operand) {
	f := a.atOperand(diag.AbsoluteCell, item, op, "what is loaded anywhere has no absolute address for %s", a.written(v))
	if a.cpu.NearCell != "" {
		f.Mend("write the relative form: `"+a.cpu.NearCell+"`", a.nameOf(&a.p.Terms[v.symbol-1]))
		return
	}
	f.Mend("write the relative form: `[rip+%s]`", a.written(v))
}

// explainNoField says that a symbol does not fit a value this narrow.
func (a *Assembler) explainNoField(v *value, item uint32, op *atom.Operand, width int) {
	f := a.atOperand(diag.FieldTooNarrow, item, op, "%s has no relocation for %s in %d bits", a.cpu.Name, a.written(v), 8*width)
	operator, _ := a.operatorOf(v)
	for _, word := range [...]string{"word", "u8", "u16", "u32", "u64"} {
		wide := a.cpu.WordBytes
		if word != "word" {
			wide = map[string]int{"u8": 1, "u16": 2, "u32": 4, "u64": 8}[word]
		}
		if a.cpu.RelocOf(operator, a.values[wide]) != arch.NoReloc {
			f.Mend("write `%s %s`", word, a.written(v))
			return
		}
	}
	f.Mend("it can stand in instructions only")
}

// explainTooLarge says that a number does not fit its field.
func (a *Assembler) explainTooLarge(fix *fixup, v *value) {
	op := &a.p.Operands[fix.operand]
	lo, hi, step := a.reach(fix)
	switch fix.kind {
	case fixDistance:
		if v.n%step != 0 {
			a.atOperand(diag.JumpOutOfReach, fix.item, op, "the jump is %d bytes long, and jumps go in steps of %d", v.n, step).
				Mend("put `align %d` before the label", step)
			return
		}
		if fix.context == asOperand {
			a.atOperand(diag.JumpOutOfReach, fix.item, op, "the jump is %d bytes long and reaches %d to %d", v.n, lo, hi).
				Mend("jump to a nearer place, and from there on")
			return
		}
	case fixNumber:
		m := &a.cpu.Immediates[fix.number]
		a.atOperand(diag.DoesNotFit, fix.item, op, "%s does not fit: here go %s", numberText(v), rangeText(m)).Mend("write a wider value")
		return
	case fixValue:
		hi = 2*hi + 1
		if allNumbers(a.p.Terms[op.Terms.From:op.Terms.To]) {
			return // describe has said so
		}
	}
	a.atOperand(diag.DoesNotFit, fix.item, op, "%s does not fit: here go %d to %d", numberText(v), lo, hi).Mend("write a wider value")
}

func allNumbers(terms []atom.Term) bool {
	for i := range terms {
		if terms[i].Kind != atom.TermNumber {
			return false
		}
	}
	return true
}

// unknownMnemonic says that the CPU lacks an instruction.
func (a *Assembler) unknownMnemonic(it *atom.Item) {
	name := a.p.Names.Text(it.Name)
	f := a.report(diag.UnknownInstruction, it.Line, it.Col, it.Col+uint16(len(name)), "%s has no instruction %s among the rows known here", a.cpu.Name, name)
	best, slip := diag.NearestTo(name), diag.NearestWithin(name, 1+len(name)/8)
	small := strings.ToLower(name)
	for i := range a.cpu.Mnemonics {
		if a.cpu.Mnemonics[i].Name == small {
			f.Mend("instructions are written in small letters: `%s`", small)
			return
		}
		best.Try(a.cpu.Mnemonics[i].Name)
		slip.Try(a.cpu.Mnemonics[i].Name)
	}
	for word := atom.Name(1); word <= a.p.Language; word++ {
		slip.Try(a.p.Names.Text(word)) // what is no instruction may have been meant to begin another line
	}
	for _, near := range []string{slip.Best(), best.Best()} {
		if near != "" {
			f.Mend("did you mean `%s`?", near)
			return
		}
	}
	f.Mend("if the processor has it, write its machine code as `bytes`")
}

// unknownReloc says that the CPU lacks a relocation type.
func (a *Assembler) unknownReloc(it *atom.Item) {
	name := a.p.Names.Text(it.Name)
	best := diag.NearestTo(name)
	for i := range a.cpu.Relocs {
		best.Try(a.cpu.Relocs[i].Name)
	}
	f := a.report(diag.UnknownReloc, it.Line, it.Col, 0, "%s has no relocation type %s among the rows known here", a.cpu.Name, name)
	if best.Best() != "" {
		f.Mend("did you mean `%s`?", best.Best())
		return
	}
	f.Mend("write a type of the processor's ABI, such as %s", a.cpu.Relocs[0].Name)
}
