package asm

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"linkplay/linkcore/arch"
	"linkplay/linkcore/atom"
	"linkplay/linkcore/diag"
)

// noForm says why no row of a mnemonic takes the operands. It tries again with more allowed: if a row takes them then,
// what was allowed is what is wrong.
func (a *Assembler) noForm(it *atom.Item, item uint32, w word, count int, key arch.Key, classes *[arch.MaxOperands]arch.Class) {
	name := a.p.Names.Text(it.Name)
	end := it.Col + uint16(len(name))
	for k := range count {
		if a.oneOperand(item, w, key, classes, k) {
			return
		}
	}
	if a.differentSizes(it, item, w) {
		return
	}
	a.report(diag.WrongOperands, it.Line, it.Col, end, "%s has no form with these operands", name).
		Mend("%s", a.forms(w, it.Args.Len()))
}

// oneOperand looks whether it is operand k that keeps a row from being taken, and says how.
func (a *Assembler) oneOperand(item uint32, w word, key arch.Key, classes *[arch.MaxOperands]arch.Class, k int) bool {
	o := &a.operand[k]
	op := &a.p.Operands[o.source]
	kept := classes[k]
	defer func() { classes[k] = kept }()
	switch {
	case o.kind == isExpression && o.isNumber():
		for i := range a.cpu.Immediates {
			m := &a.cpu.Immediates[i]
			classes[k] = 1 << i
			if m.Short || m.Lo > m.Hi || !a.matches(w, key, classes) {
				continue
			}
			f := a.atOperand(diag.DoesNotFit, item, op, "%s does not fit: here go %s", numberText(&o.value), rangeText(m))
			if a.cpu.Words {
				f.Mend("write a number in that range, or put it into a register piece by piece")
			} else {
				f.Mend("write a number in that range, or a wider register")
			}
			return true
		}
	case o.kind == isExpression && o.classes&a.cpu.LateClasses() != 0 && (o.operator == 0 || !a.cpu.Words):
		classes[k] = a.cpu.LateClasses()
		if a.matches(w, key, classes) {
			a.atOperand(diag.NotConstant, item, op, "a number is needed here, and the address of %s is not known before the flush", a.written(&o.value)).
				Mend("write a number")
			return true
		}
	case o.kind == isMemory && o.size == 0:
		for size := 1; size <= 8; size *= 2 {
			classes[k] |= a.cpu.MemoryClasses(size)
		}
		if a.matches(w, key, classes) {
			a.atOperand(diag.WrongOperands, item, op, "it is open how many bytes of memory are meant").
				Mend("write one of %s before the [", strings.Join(a.cpu.Sizes, ", "))
			return true
		}
	}
	return false
}

// rangeText says which numbers an immediate takes.
func rangeText(m *arch.Immediate) string {
	text := fmt.Sprintf("%d to %d", m.Lo, m.Hi)
	if m.Step > 1 {
		text += fmt.Sprintf(" in steps of %d", m.Step)
	}
	return text + m.Map.Says()
}

func (a *Assembler) matches(w word, key arch.Key, classes *[arch.MaxOperands]arch.Class) bool {
	return a.cpu.Match(int(w.first), int(w.count), key, classes) >= 0
}

// differentSizes says so when the mnemonic takes two registers of one size and these have two.
func (a *Assembler) differentSizes(it *atom.Item, item uint32, w word) bool {
	pairs := slices.ContainsFunc(a.cpu.Rows[w.first:int(w.first)+int(w.count)], func(r arch.Row) bool {
		_, operands, _ := strings.Cut(r.Syntax, " ")
		first, second, _ := strings.Cut(operands, ", ")
		return strings.HasPrefix(first, "r") && strings.TrimLeft(first, "r/m") == strings.TrimLeft(second, "r/m")
	})
	if !pairs {
		return false
	}
	var first *arch.Register
	for k := it.Args.From; k < it.Args.To; k++ {
		op := &a.p.Operands[k]
		r := a.loneRegister(op)
		if r == nil {
			continue
		}
		if first != nil && r.Bytes != first.Bytes {
			a.atOperand(diag.WrongOperands, item, op, "%s has %d bits and %s has %d", first.Name, 8*first.Bytes, r.Name, 8*r.Bytes).
				Mend("use registers of one size")
			return true
		}
		first = r
	}
	return false
}

// loneRegister is the register that an operand is, or nil.
func (a *Assembler) loneRegister(op *atom.Operand) *arch.Register {
	if op.Kind != atom.OperandExpr || op.Terms.Len() != 1 || op.Words.Len() != 0 {
		return nil
	}
	t := &a.p.Terms[op.Terms.From]
	if w := a.wordOf(t.Name); t.Kind == atom.TermName && !t.Negative && w.register != 0 {
		return &a.cpu.Registers[w.register-1]
	}
	return nil
}

// forms lists the forms of a mnemonic without the sizes, those with the same number of operands if there are any.
func (a *Assembler) forms(w word, count int) string {
	rows := a.cpu.Rows[w.first : int(w.first)+int(w.count)]
	same := false
	for i := range rows {
		same = same || rows[i].Written() == count
	}
	var list []string
	for i := range rows {
		if form := "`" + a.shownForm(rows[i].Syntax) + "`"; (!same || rows[i].Written() == count) && !slices.Contains(list, form) {
			list = append(list, form)
		}
	}
	if more := len(list) - mostForms; more > 1 && a.cpu.Words {
		list = append(list[:mostForms], fmt.Sprintf("and %d more", more))
	}
	return "there is " + strings.Join(list, ", ")
}

// mostForms is how many forms a finding lists.
const mostForms = 10

// shownForm is a row's syntax as a finding shows it.
func (a *Assembler) shownForm(syntax string) string {
	if a.cpu.Words {
		return strings.ReplaceAll(syntax, "sym", "x")
	}
	return withoutSizes(syntax)
}

// withoutSizes turns "mov r/m32, imm32" into "mov r/m, number".
func withoutSizes(syntax string) string {
	name, operands, _ := strings.Cut(syntax, " ")
	words := strings.Split(operands, ", ")
	for i, word := range words {
		switch {
		case strings.HasPrefix(word, "imm"):
			words[i] = "number"
		case word == "rel8":
			words[i] = ".label"
		case word == "rel32":
			words[i] = "x"
		case strings.Contains(word, "sym"):
			words[i] = strings.Replace(word, "sym", "x", 1)
		case word[:min(1, len(word))] == "r" && !strings.HasPrefix(word, "ra"):
			words[i] = strings.TrimRight(word, "0123456789")
		}
	}
	return strings.TrimSpace(name + " " + strings.Join(words, ", "))
}

// numberText is a number as people write it, even when it has more than 64 bits.
func numberText(v *value) string {
	if v.hi == 0 {
		return strconv.FormatUint(uint64(v.n), 10)
	}
	return strconv.FormatInt(v.n, 10)
}

// undefined says that a name is neither a register nor a symbol, and what may have been meant.
func (a *Assembler) undefined(name string, line uint32, col, end uint16) {
	if number, ok := strings.CutPrefix(name, "$"); ok && number != "" && number[0] >= '0' && number[0] <= '9' {
		a.report(diag.HashNumber, line, col, end, "numbers have no $ here").Mend("write `%s`", number)
		return
	}
	register, symbol := diag.NearestTo(name), diag.NearestTo(name)
	small := strings.ToLower(name)
	for i := range a.cpu.Registers {
		r := a.cpu.Registers[i].Name
		if r == small {
			a.report(diag.UnknownRegister, line, col, end, "there is no register %s", name).Mend("registers are written in small letters: `%s`", small)
			return
		}
		register.Try(r)
	}
	for i := range a.words {
		if !a.words[i].defined {
			continue
		}
		if a.budget--; a.budget < 0 {
			break
		}
		symbol.Try(a.p.Names.Text(atom.Name(i)))
	}
	switch {
	case symbol.Best() != "":
		a.report(diag.Undefined, line, col, end, "%s refers to %s, which nothing defines", a.p.Names.Text(a.at.Name), name).Mend("did you mean `%s`?", symbol.Best())
	case register.Best() != "":
		a.report(diag.UnknownRegister, line, col, end, "there is no register %s", name).Mend("did you mean `%s`?", register.Best())
	default:
		a.report(diag.Undefined, line, col, end, "%s is neither a register of %s nor defined", name, a.cpu.Name).Mend("define it, import it, or mend the name")
	}
}

// nearestOperator says which word before ( ) may have been meant, or which there are.
func (a *Assembler) nearestOperator(name string) string {
	best := diag.NearestTo(name)
	for i := range a.cpu.Operators {
		for _, word := range a.cpu.Operators[i].Words {
			best.Try(word)
		}
	}
	if best.Best() != "" {
		return "did you mean `" + best.Best() + "( )`?"
	}
	return a.operatorList()
}

// operatorList lists what can be written around a symbol.
func (a *Assembler) operatorList() string {
	var list []string
	for i := range a.cpu.Operators {
		o := &a.cpu.Operators[i]
		if len(o.Words) > 0 && !o.Relative {
			list = append(list, strings.Join(o.Words, "(")+"(x"+strings.Repeat(")", len(o.Words)))
		}
	}
	return "there is " + strings.Join(list, ", ")
}

// nearestPrefix says which word before memory may have been meant, or which there are.
func (a *Assembler) nearestPrefix(name string) string {
	words := append([]string(nil), a.cpu.Sizes...)
	for i := range a.cpu.Segments {
		words = append(words, a.cpu.Segments[i].Word)
	}
	words = append(words, a.cpu.Before...)
	if len(words) == 0 {
		return "leave it out"
	}
	if name == "ptr" {
		return "leave `ptr` out: `dword [x]`"
	}
	if best := diag.NearestOf(name, words...); best != "" {
		return "did you mean `" + best + "`?"
	}
	return "there is " + strings.Join(words, ", ")
}
