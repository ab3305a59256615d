package arch

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"linkplay/linkcore/reloc"
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
		d.piece(wordBytes, "word", "%s", d.bits())
		return
	}
	shows := strings.Split(d.r.Shows, "; ")
	for i := range d.r.steps {
		says := shows[i] + ": " + d.c.Rows[d.r.steps[i].row].Says
		for k := range d.r.Linked {
			l := &d.r.Linked[k]
			row := &d.c.Relocs[d.c.RelocOf(l.Operator, l.Slot)]
			behind := i + int(l.FromEnd+wordBytes-1)/wordBytes - len(shows) // words after the one where the field begins
			if behind == 0 {
				says += " " + row.Name + ": " + row.Meaning
			}
			if behind >= 0 && wordBytes*behind < row.Bytes() {
				says += d.held(i, behind, row.Field)
			}
		}
		d.piece(wordBytes, "word", "%s", says)
	}
}

// bits tells the bits of a word apart, from the highest to the lowest. A number that a linker has put there is shown as
// its bits stand.
func (d *describer) bits() string {
	fields := d.r.form.words[0].fields
	was, is := d.c.Order.Uint(d.code), d.c.Order.Uint(d.linked)
	linked := 0 // a bit for each number that is another one now
	for _, f := range fields {
		if f.arg >= 0 && f.of(was) != f.of(is) {
			linked |= 1 << f.arg
		}
	}
	var says []string
	for _, f := range fields {
		text := bitRange(f.high, f.width) + " " + f.text
		switch {
		case f.arg < 0:
		case linked>>f.arg&1 != 0:
			text += fmt.Sprintf(": %#x", f.of(is))
		default:
			text += ": " + d.c.argText(d.r, f.arg, d.args)
		}
		says = append(says, text)
	}
	return strings.Join(says, "; ")
}

func (f *wordField) of(word uint64) uint64 {
	return word >> (f.high - f.width + 1) & (1<<f.width - 1)
}

// held says what a linker has put into word i of a sequence: word n of a field.
func (d *describer) held(i, n int, field reloc.Field) string {
	word := d.c.Order.Uint(d.linked[wordBytes*i : wordBytes*(i+1)])
	if bytes.Equal(d.linked, d.code) {
		return ""
	}
	pieces := field.Pieces()
	if pieces == nil {
		pieces = []reloc.Piece{{Width: 8 * min(field.Bytes(), wordBytes)}}
	}
	var says []string
	for _, p := range pieces {
		if to := p.To - 8*wordBytes*n; to >= 0 && to < 8*wordBytes {
			says = append(says, fmt.Sprintf("%s: %#x", bitRange(to+p.Width-1, p.Width), word>>to&(1<<p.Width-1)))
		}
	}
	if says == nil {
		return ""
	}
	return " Here " + strings.Join(says, "; ") + "."
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
