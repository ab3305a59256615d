package arch

import (
	"slices"
	"strings"

	"linkplay/linkcore/reloc"
	"linkplay/linkcore/spec"
)

// compile makes the tables of a CPU from what its file says.
func (c *CPU) compile(name string) {
	c.CPU = spec.FindCPU(name)
	c.CodeAlign = uint32(c.Quantum)
	if c.BigEndian {
		c.Order = reloc.Big
	}
	if c.Shared != nil {
		c.Synonyms = slices.Concat(c.Synonyms, c.Shared.Synonyms)
		c.Templates = slices.Concat(c.Templates, c.Shared.Templates)
		c.Families = slices.Concat(c.Shared.Families, c.Families)
		c.Immediates = slices.Concat(c.Immediates, c.Shared.Immediates)
		c.Relocs = slices.Concat(c.Relocs, c.Shared.Relocs)
		c.Uses = slices.Concat(c.Uses, c.Shared.Uses)
		c.Shared = nil // it is in there now
	}
	reloc.Compile(c.Relocs)
	c.nameNumbers()
	c.nameRegisters()
	c.compileUses()
	// From here on slots and operators have their numbers, and every class that a symbol can be has a bit.
	rows := c.Templates
	for i := range c.Families {
		rows = c.Families[i].multiply(rows)
	}
	c.groupByMnemonic(rows)
	c.patterns = make([]pattern, len(c.Rows))
	if c.Words {
		c.compileWords()
		return
	}
	for i := range c.Rows {
		c.compileRow(&c.Rows[i], &c.patterns[i])
	}
	c.widenMemory()
	for i, size := range [...]string{"m", "m8", "m16", "m32", "m64"} {
		c.byMemory[i] = c.class(size)
	}
}

// pattern is what Match reads of a row.
type pattern struct {
	classes [MaxOperands]Class
	key     Key
	count   uint8 // of classes
}

// class returns the bit of a kind of operand; a kind that is met for the first time gets one.
func (c *CPU) class(name string) Class {
	i := slices.Index(c.classes, name)
	if i < 0 {
		i = len(c.classes)
		c.classes = append(c.classes, name)
	}
	if i >= 64 {
		panic("arch: " + c.Name + " has more than 64 kinds of operands.")
	}
	return 1 << i
}

// nameNumbers gives the first bits to the immediates, in their order, which NumberClasses relies on.
func (c *CPU) nameNumbers() {
	for i := range c.Immediates {
		bit := c.class(c.Immediates[i].Class)
		if !c.Immediates[i].Short {
			c.byLate |= bit
		}
	}
	for i := range c.Relatives {
		c.byPlace |= c.class(c.Relatives[i].Class)
	}
}

func (c *CPU) nameRegisters() {
	for _, file := range c.Files {
		class := c.class(strings.Fields(file.Class)[0])
		for i, names := range strings.Fields(file.Names) {
			for _, name := range strings.Split(names, "/") {
				if name == "-" {
					continue
				}
				if r := c.registerNamed(name); r != nil {
					r.Class |= class
					continue
				}
				c.Registers = append(c.Registers, Register{name, uint8(i), file.Bytes, file.Kind, class})
			}
		}
	}
}

// compileUses reads the rows of Uses: "lo(got(x)) - ." is the operator lo, got, relative.
func (c *CPU) compileUses() {
	c.slots = []string{"absolute", "relative", "u8", "u16", "u32", "u64"}
	numbers := make([][3]int, len(c.Uses))
	for i, use := range c.Uses {
		slot := slices.Index(c.slots, use.Into)
		if slot < 0 {
			slot = len(c.slots)
			c.slots = append(c.slots, use.Into)
		}
		numbers[i] = [3]int{c.operator(use.Write), slot, c.relocNamed(use.Makes)}
	}
	c.relocOf = make([]uint16, len(c.Operators)*len(c.slots))
	for i := range c.relocOf {
		c.relocOf[i] = NoReloc
	}
	c.bySymbol = make([]Class, len(c.Operators))
	for i, n := range numbers {
		c.relocOf[n[0]*len(c.slots)+n[1]] = uint16(n[2])
		into := c.Uses[i].Into
		if k := slices.Index(c.classes, into); k >= 0 {
			c.bySymbol[n[0]] |= 1 << k
		}
	}
}

// operator returns the index of an operator and makes it when it is new. The symbol alone is number 0.
func (c *CPU) operator(write string) int {
	if len(c.Operators) == 0 {
		c.Operators = append(c.Operators, Operator{})
	}
	o := Operator{}
	write, o.Relative = strings.CutSuffix(write, " - .")
	for write != "x" {
		word, inside, ok := strings.Cut(strings.TrimSuffix(write, ")"), "(")
		if !ok {
			panic("arch: in " + c.Name + ", \"" + write + "\" is no way to write a symbol.")
		}
		o.Words = append(o.Words, word)
		write = inside
	}
	for i := range c.Operators {
		if c.Operators[i].Relative == o.Relative && slices.Equal(c.Operators[i].Words, o.Words) {
			return i
		}
	}
	c.Operators = append(c.Operators, o)
	return len(c.Operators) - 1
}

func (c *CPU) relocNamed(name string) int {
	for i := range c.Relocs {
		if c.Relocs[i].Name == name {
			return i
		}
	}
	panic("arch: " + c.Name + " has no relocation type " + name + ".")
}

// multiply writes out the rows that stand for one row per member.
func (f *Family) multiply(rows []Template) []Template {
	out := make([]Template, 0, 2*len(rows))
	for _, row := range rows {
		if !f.touches(&row) {
			out = append(out, row)
			continue
		}
		for _, member := range f.Members {
			out = append(out, Template{
				Syntax:   f.replace(row.Syntax, member),
				Encoding: f.replace(row.Encoding, member),
				Says:     f.fillIn(row.Says, member),
				Shows:    row.Shows,
			})
		}
	}
	return out
}

// fillIn replaces marks in a sentence, where they stand in braces.
func (f *Family) fillIn(says string, member []string) string {
	for i, mark := range f.Marks {
		says = strings.ReplaceAll(says, "{"+mark+"}", member[i])
	}
	return says
}

func (f *Family) touches(row *Template) bool {
	touched := false
	eachWord(row.Syntax, func(word string) { touched = touched || slices.Contains(f.Marks, word) })
	return touched
}

func (f *Family) replace(text string, member []string) string {
	if text == "" {
		return ""
	}
	out := make([]byte, 0, len(text)+16)
	at := 0
	eachWord(text, func(word string) {
		start := at + strings.Index(text[at:], word)
		out = append(out, text[at:start]...)
		at = start + len(word)
		if i := slices.Index(f.Marks, word); i >= 0 {
			word = member[i]
		}
		out = append(out, word...)
	})
	return strings.TrimSpace(string(append(out, text[at:]...)))
}

// eachWord calls a function for each word between spaces and commas, without the brackets of an address.
func eachWord(text string, word func(string)) {
	start := -1
	for i := 0; i <= len(text); i++ {
		end := i == len(text) || text[i] == ' ' || text[i] == ','
		switch {
		case end && start >= 0:
			inside := strings.TrimPrefix(text[start:i], "[")
			if strings.IndexByte(inside, '[') < 0 {
				inside = strings.TrimRight(inside, "]!")
			}
			word(inside)
			start = -1
		case !end && start < 0:
			start = i
		}
	}
}

// groupByMnemonic moves the rows of a mnemonic together, keeping their order, and lists the mnemonics.
func (c *CPU) groupByMnemonic(rows []Template) {
	index := map[string]int{}
	names := make([]int, len(rows)) // by row: index of Mnemonics
	for i := range rows {
		name := mnemonicOf(rows[i].Syntax)
		k, known := index[name]
		if !known {
			k = len(c.Mnemonics)
			index[name] = k
			c.Mnemonics = append(c.Mnemonics, Mnemonic{Name: name})
		}
		names[i] = k
		c.Mnemonics[k].Count++
	}
	first := uint16(0)
	for i := range c.Mnemonics {
		c.Mnemonics[i].First = first
		first += c.Mnemonics[i].Count
	}
	c.Rows = make([]Row, len(rows))
	next := make([]uint16, len(c.Mnemonics))
	for i, k := range names {
		c.Rows[c.Mnemonics[k].First+next[k]].Template = rows[i]
		next[k]++
	}
	for _, s := range c.Synonyms {
		i := slices.IndexFunc(c.Mnemonics, func(m Mnemonic) bool { return m.Name == s.Of })
		m := c.Mnemonics[i]
		m.Name = s.Name
		c.Mnemonics = append(c.Mnemonics, m)
	}
}

func mnemonicOf(syntax string) string {
	name, _, _ := strings.Cut(syntax, " ")
	return name
}

// operandsOf splits "mov r32, imm32" into r32 and imm32; what is in [ ] stays together.
func operandsOf(syntax string) []string {
	_, operands, ok := strings.Cut(syntax, " ")
	if !ok {
		return nil
	}
	if strings.IndexByte(operands, '[') < 0 {
		return strings.Split(operands, ", ")
	}
	var list []string
	from, depth := 0, 0
	for i := range len(operands) {
		switch c := operands[i]; {
		case c == '[':
			depth++
		case c == ']':
			depth--
		case c == ',' && depth == 0:
			list = append(list, operands[from:i])
			from = i + len(", ")
		}
	}
	return append(list, operands[from:])
}
