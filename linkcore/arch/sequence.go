package arch

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// compileSteps reads a sequence of words: the instructions of Shows, each chosen from the rows as in a description.
func (c *CPU) compileSteps(r *Row) {
	var own []string // the tokens of its own operands
	for _, text := range operandsOf(r.Syntax) {
		_, tokens := c.flatten(text)
		own = append(own, tokens...)
	}
	symbol := slices.IndexFunc(own, func(token string) bool { return c.wordRole(token) == RoleSymbol })
	given := make([]int, len(own))
	n := 0
	for i, token := range own {
		o := &r.Operands[i]
		o.Role, given[i] = c.wordRole(token), -1
		if o.Role == RoleRegister || o.Role == RoleNumber {
			given[i] = n
			n++
		}
	}
	shows := strings.Split(r.Shows, "; ")
	for at, text := range shows {
		s, linked := c.compileStep(r, text, own, given)
		r.steps = append(r.steps, s)
		if linked.Role != RoleSymbol {
			continue
		}
		linked.Of = uint8(symbol)
		if c.Operators[linked.Operator].Relative {
			linked.Ahead = uint8(wordBytes * at)
		}
		linked.FromEnd += uint8(wordBytes * (len(shows) - 1 - at))
		r.Linked = append(r.Linked, linked)
	}
}

// compileStep reads one instruction of a sequence. linked has the role of a symbol when the linker fills a field of it.
func (c *CPU) compileStep(r *Row, text string, own []string, given []int) (s step, linked Linked) {
	var classes [MaxOperands]Class
	var numbers [MaxOperands]stepArg
	operators := [MaxOperands]int{-1, -1, -1, -1}
	key, n := Key(0), 0
	for _, operand := range operandsOf(text) {
		shape, tokens := c.flatten(operand)
		key = key.With(shape)
		for _, token := range tokens {
			classes[n], numbers[n], operators[n] = c.stepOperand(token, own, given)
			n++
		}
	}
	m := slices.IndexFunc(c.Mnemonics, func(m Mnemonic) bool { return m.Name == mnemonicOf(text) })
	row := -1
	if m >= 0 {
		row = c.Match(int(c.Mnemonics[m].First), int(c.Mnemonics[m].Count), key, &classes)
	}
	if row < 0 {
		panic(fmt.Sprintf("arch: no row of %s is \"%s\", which \"%s\" stands for.", c.Name, text, r.Syntax))
	}
	s.row = uint16(row)
	for k := range n {
		o := c.Rows[row].Operands[k]
		if o.Role == RoleFixed {
			continue
		}
		s.args[s.count] = numbers[k]
		s.count++
		if operators[k] >= 0 {
			linked.Operand = o
			linked.Role, linked.Operator = RoleSymbol, uint8(operators[k])
			linked.Width = uint8(c.Relocs[c.RelocOf(linked.Operator, o.Slot)].Bytes())
		}
	}
	return s, linked
}

// stepOperand is what an operand in a sequence can be, and its number, or the operator around its symbol.
func (c *CPU) stepOperand(token string, own []string, given []int) (Class, stepArg, int) {
	none := stepArg{given: -1}
	if k := slices.Index(own, token); k >= 0 {
		return c.commonClass(token), stepArg{given: int8(given[k])}, -1
	}
	if register := c.registerNamed(token); register != nil {
		return register.Class, stepArg{int64(register.Number), -1}, -1
	}
	if n, err := strconv.ParseInt(token, 0, 64); err == nil {
		return c.NumberClasses(n, false), stepArg{n, -1}, -1
	}
	operator := c.operator(strings.Replace(token, "$", "x", 1))
	if operator >= len(c.bySymbol) {
		panic("arch: nothing in " + c.Name + " says what " + token + " makes.")
	}
	return c.bySymbol[operator], none, operator
}

// commonClass is what every operand that a token stands for can be.
func (c *CPU) commonClass(token string) Class {
	file := c.fileOf(token)
	if file == nil {
		return c.operandClass(token)
	}
	set := ^Class(0)
	for _, names := range strings.Fields(file.Names) {
		name, _, _ := strings.Cut(names, "/")
		if r := c.registerNamed(name); r != nil {
			set &= r.Class
		}
	}
	return set
}

// words describes instructions of 32 bits, one piece each.
func (d *describer) words() {
	if d.r.steps == nil {
		d.piece(wordBytes, "word", "%s", d.c.bitsOf(d.r, d.args))
		return
	}
	shows := strings.Split(d.r.Shows, "; ")
	for i := range d.r.steps {
		says := shows[i] + ": " + d.c.Rows[d.r.steps[i].row].Says
		for k := range d.r.Linked {
			if l := &d.r.Linked[k]; int(l.FromEnd+wordBytes-1)/wordBytes == len(shows)-i {
				reloc := &d.c.Relocs[d.c.RelocOf(l.Operator, l.Slot)]
				says += " " + reloc.Name + ": " + reloc.Meaning
			}
		}
		d.piece(wordBytes, "word", "%s", says)
	}
}

// bitsOf tells the bits of a word apart, from the highest to the lowest.
func (c *CPU) bitsOf(r *Row, args []int64) string {
	var says []string
	for _, field := range r.form.words[0].fields {
		text := bitRange(field.high, field.width) + " " + field.text
		if field.arg >= 0 {
			text += ": " + c.argText(r, field.arg, args)
		}
		says = append(says, text)
	}
	return strings.Join(says, "; ")
}

func bitRange(high, width int) string {
	if width == 1 {
		return fmt.Sprintf("bit %d", high)
	}
	return fmt.Sprintf("bits %d-%d", high, high-width+1)
}

// argText is a number of Encode as people know it: a register by its name.
func (c *CPU) argText(r *Row, arg int, args []int64) string {
	at, k := 0, 0
	for _, text := range operandsOf(r.Syntax) {
		_, tokens := c.flatten(text)
		for _, token := range tokens {
			role := r.Operands[k].Role
			k++
			if role == RoleFixed {
				continue
			}
			if at == arg && role == RoleRegister {
				name, _, _ := strings.Cut(strings.Fields(c.fileOf(token).Names)[args[arg]], "/")
				return name
			}
			at++
		}
	}
	return strconv.FormatInt(args[arg], 10)
}
