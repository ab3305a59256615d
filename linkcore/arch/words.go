package arch

import (
	"math/bits"
	"slices"
	"strconv"
	"strings"
)

// The word notation is that of the manuals of processors whose instructions all have 32 bits: a row's encoding is the
// bits of the word from the highest to the lowest. 0 and 1 are themselves; the name of an operand is its bits. Which of
// them is said in brackets where it is not the lowest ones, as in RISC-V's "imm[12|10:5]"; ~ before a name turns all its
// bits, - changes its sign.
//
//	add xd, xn, imm12   =  1001000100 imm12 xn xd
//	beq rs1, rs2, rel   =  rel[12|10:5] rs2 rs1 000 rel[4:1|11] 1100011
//
// A row without an encoding is a sequence: Shows has the instructions that it stands for, and $ is the symbol.

// Shape is how an operand is written. The rows of one mnemonic can differ in nothing else.
type Shape uint8

// The shapes. From BeforeNumber on, a word of CPU.Before stands before the number.
const (
	Plain        Shape = iota
	Brackets           // [a]
	TwoBrackets        // [a, b]
	Writeback          // [a, b]!
	Sum                // [a+b]
	Indexed            // a(b)
	OneInBraces        // {a}
	InBraces           // {a, b}
	BeforeNumber Shape = 16
)

// Key is how all operands of an instruction are written.
type Key uint32

// With is the key with one more operand.
func (k Key) With(s Shape) Key { return k<<8 | Key(s) + 1 }

// PlainKey is the key of so many plain operands.
func PlainKey(operands int) (k Key) {
	for range operands {
		k = k.With(Plain)
	}
	return k
}

// Written is how many operands a row has as people write them: "[a, b]" is one.
func (r *Row) Written() int { return len(operandsOf(r.Syntax)) }

// wordBytes is the length of an instruction here.
const wordBytes = 4

// word is a compiled encoding.
type word struct {
	fixed  uint32
	parts  []wordPart
	fields []wordField
}

// wordField is what stands in the encoding for some bits of the word: those of a number of Encode, or of none.
type wordField struct {
	text        string
	high, width int
	arg         int
}

// wordPart moves bits of a number of Encode into the word.
type wordPart struct {
	arg             uint8
	turn            turn
	mapped          Map
	from, width, to uint8
}

// turn is what is done with a number before its bits are taken.
type turn uint8

const (
	asIs turn = iota
	inverted
	negated
)

// wordNumber is a number in an instruction, for one that is known late.
type wordNumber struct {
	parts  []wordPart
	lo, hi int64
	step   int64
}

// step is an instruction of a sequence.
type step struct {
	row   uint16
	count uint8
	args  [MaxOperands]stepArg
}

// stepArg is a number that the sequence says, or one that it is given.
type stepArg struct {
	n     int64
	given int8 // index of the sequence's own numbers, or -1
}

// Linked is a field of a sequence that the linker fills with what is around the symbol of an operand.
type Linked struct {
	Operand
	Of    uint8 // which operand
	Ahead uint8 // how far behind the start of the sequence the field is, when it is about a distance from there
}

// compileWords compiles all rows, the sequences after the instructions that they are made of.
func (c *CPU) compileWords() {
	for i := range c.Rows {
		r, p := &c.Rows[i], &c.patterns[i]
		tokens := c.flatSyntax(r, p)
		if r.Encoding != "" {
			c.compileWord(r, tokens)
		}
	}
	for i := range c.Rows {
		if r := &c.Rows[i]; r.Encoding == "" {
			c.compileSteps(r)
			r.Encoding = r.Shows
		}
	}
	for i := range c.Rows {
		c.showNumbers(&c.Rows[i])
	}
}

// flatSyntax reads the operands of a syntax and returns their tokens: "[xn, imm12]" is two of them.
func (c *CPU) flatSyntax(r *Row, p *pattern) (all []string) {
	for _, text := range operandsOf(r.Syntax) {
		shape, tokens := c.flatten(text)
		p.key = p.key.With(shape)
		all = append(all, tokens...)
	}
	if len(all) > MaxOperands {
		panic("arch: \"" + r.Syntax + "\" of " + c.Name + " has too many operands.")
	}
	for i, token := range all {
		p.classes[i] = c.operandClass(token)
	}
	r.Count, p.count = uint8(len(all)), uint8(len(all))
	return all
}

// flatten takes off what is around an operand.
func (c *CPU) flatten(text string) (Shape, []string) {
	last := len(text) - 1
	switch {
	case text[0] == '[' && text[last] == '!':
		return Writeback, strings.Split(text[1:last-1], ", ")
	case text[0] == '[':
		inside := text[1:last]
		if tokens := strings.Split(inside, ", "); len(tokens) > 1 {
			return TwoBrackets, tokens
		}
		if tokens := strings.Split(inside, "+"); len(tokens) > 1 {
			return Sum, tokens
		}
		return Brackets, []string{inside}
	case text[0] == '{' && c.namesRegister(text[1:last]):
		return OneInBraces, []string{text[1:last]}
	case text[0] == '{':
		return InBraces, []string{text[1:last]}
	case text[last] == ')':
		if at := strings.LastIndexByte(text, '('); c.namesRegister(text[at+1 : last]) {
			return Indexed, []string{text[:at], text[at+1 : last]}
		}
	}
	if before, number, ok := strings.Cut(text, " "); ok && slices.Contains(c.Before, before) {
		return BeforeNumber + Shape(slices.Index(c.Before, before)), []string{number}
	}
	return Plain, []string{text}
}

// fileOf is the set of registers that a token of a syntax stands for, or nil.
func (c *CPU) fileOf(token string) *RegisterFile {
	for i := range c.Files {
		for _, class := range strings.Fields(c.Files[i].Class) {
			if class == token {
				return &c.Files[i]
			}
		}
	}
	return nil
}

func (c *CPU) namesRegister(text string) bool {
	return c.fileOf(text) != nil || c.registerNamed(text) != nil
}

func (c *CPU) registerNamed(name string) *Register {
	for i := range c.Registers {
		if c.Registers[i].Name == name {
			return &c.Registers[i]
		}
	}
	return nil
}

// compileWord reads the encoding of one instruction.
func (c *CPU) compileWord(r *Row, tokens []string) {
	args := make([]int, len(tokens))
	n := 0
	for i, token := range tokens {
		o := &r.Operands[i]
		o.Role = c.wordRole(token)
		args[i] = n
		if o.Role == RoleFixed {
			args[i] = -1
			continue
		}
		n++
	}
	w := word{}
	left := 32
	for _, field := range strings.Fields(r.Encoding) {
		if strings.Trim(field, "01") == "" {
			v, _ := strconv.ParseUint(field, 2, 32)
			w.fields = append(w.fields, wordField{field, left - 1, len(field), -1})
			left -= len(field)
			w.fixed |= uint32(v) << max(0, left)
			continue
		}
		high := left
		left = c.readField(r, &w, field, tokens, args, left)
		w.fields = append(w.fields, wordField{field, high - 1, high - left, int(w.parts[len(w.parts)-1].arg)})
	}
	if left != 0 {
		panic("arch: the encoding \"" + r.Encoding + "\" of \"" + r.Syntax + "\" does not have 32 bits.")
	}
	r.form.words = []word{w}
	for i, token := range tokens {
		if o := &r.Operands[i]; o.Role == RoleNumber || o.Role == RoleRelative {
			c.compileNumber(o, token, &w, uint8(args[i]))
		}
	}
}

func (c *CPU) wordRole(token string) Role {
	switch {
	case strings.HasSuffix(token, "sym)") || token == "sym":
		return RoleSymbol
	case slices.ContainsFunc(c.Relatives, func(r Relative) bool { return r.Class == token }):
		return RoleRelative
	case c.fileOf(token) != nil:
		return RoleRegister
	case slices.ContainsFunc(c.Immediates, func(m Immediate) bool { return m.Class == token && m.Lo != m.Hi }):
		return RoleNumber
	}
	return RoleFixed
}

// readField reads a name in an encoding and returns how many bits are left.
func (c *CPU) readField(r *Row, w *word, field string, tokens []string, args []int, left int) int {
	name, slices, _ := strings.Cut(strings.TrimSuffix(field, "]"), "[")
	how := asIs
	switch name[0] {
	case '~':
		how, name = inverted, name[1:]
	case '-':
		how, name = negated, name[1:]
	}
	k := 0
	for k < len(tokens) && tokens[k] != name {
		k++
	}
	if k == len(tokens) || args[k] < 0 {
		panic("arch: \"" + name + "\" in the encoding of \"" + r.Syntax + "\" is none of its operands.")
	}
	if slices == "" {
		slices = strconv.Itoa(c.tokenBits(name)-1) + ":0"
	}
	for _, slice := range strings.Split(slices, "|") {
		high, low, ok := strings.Cut(slice, ":")
		if !ok {
			low = high
		}
		from, _ := strconv.Atoi(low)
		to, _ := strconv.Atoi(high)
		left -= to - from + 1
		w.parts = append(w.parts, wordPart{
			arg: uint8(args[k]), turn: how, mapped: c.mapOf(name), from: uint8(from), width: uint8(to - from + 1), to: uint8(max(0, left)),
		})
	}
	return left
}

// tokenBits is how many bits an operand has when nothing else is said.
func (c *CPU) tokenBits(token string) int {
	if file := c.fileOf(token); file != nil {
		return bits.Len(uint(len(strings.Fields(file.Names)) - 1))
	}
	for i := range c.Immediates {
		if m := &c.Immediates[i]; m.Class == token {
			if m.Map != Number {
				return m.Map.bits()
			}
			return bits.Len64(uint64(m.Hi - m.Lo))
		}
	}
	panic("arch: nothing in " + c.Name + " says how many bits " + token + " has.")
}

func (c *CPU) mapOf(token string) Map {
	for i := range c.Immediates {
		if c.Immediates[i].Class == token {
			return c.Immediates[i].Map
		}
	}
	return Number
}

// compileNumber notes what is to be known of a number besides its bits.
func (c *CPU) compileNumber(o *Operand, token string, w *word, arg uint8) {
	o.Slot = uint8(max(0, slices.Index(c.slots, token)))
	o.Number = uint8(max(0, slices.IndexFunc(c.Immediates, func(m Immediate) bool { return m.Class == token })))
	o.Width, o.FromEnd = wordBytes, wordBytes
	for operator := range c.Operators {
		if reloc := c.RelocOf(uint8(operator), o.Slot); o.Slot != 0 && reloc != NoReloc && c.Relocs[reloc].Bytes() < wordBytes {
			o.FromEnd = uint8(c.Relocs[reloc].Bytes()) // the lower half of the word, which comes last in the order of these processors
			o.Width = o.FromEnd
		}
	}
	n := wordNumber{lo: c.Immediates[o.Number].Lo, hi: c.Immediates[o.Number].Hi, step: 1}
	top, low := 0, 64
	for _, part := range w.parts {
		if part.arg == arg {
			n.parts = append(n.parts, part)
			top, low = max(top, int(part.from+part.width)), min(low, int(part.from))
		}
	}
	if o.Role == RoleRelative {
		o.FromNext, o.Next = true, c.CountsFrom
		n.lo, n.hi, n.step = -1<<(top-1), 1<<(top-1)-1<<low, 1<<low
	}
	c.numbers = append(c.numbers, n)
	o.Bits = uint16(len(c.numbers))
}

// showNumbers puts into the syntax and the encoding of a row what the manual writes for the numbers.
func (c *CPU) showNumbers(r *Row) {
	for i := range c.Immediates {
		if m := &c.Immediates[i]; m.Shown != "" && m.Shown != m.Class {
			r.Syntax = replaceWord(r.Syntax, m.Class, m.Shown)
		}
	}
	if r.form.words == nil {
		return
	}
	fields := r.form.words[0].fields
	texts := make([]string, len(fields))
	for i := range fields {
		fields[i].text = c.shownField(fields[i].text)
		texts[i] = fields[i].text
	}
	r.Encoding = strings.Join(texts, " ")
}

// shownField is a field of an encoding as the manual writes it: "off8[14:3]", the number that is stored divided by eight,
// is imm12 there.
func (c *CPU) shownField(field string) string {
	name, slice, sliced := strings.Cut(field, "[")
	sign := ""
	if name[0] == '-' || name[0] == '~' {
		sign, name = name[:1], name[1:]
	}
	at := slices.IndexFunc(c.Immediates, func(m Immediate) bool { return m.Class == name })
	if at < 0 || c.Immediates[at].Shown == "" || strings.Contains(c.Immediates[at].Shown, "sym") {
		return field
	}
	shown := c.Immediates[at].Shown
	if sign != "" && strings.HasPrefix(shown, sign) {
		sign = ""
	}
	shown = strings.TrimLeft(shown, "-~(")
	end := 0
	for end < len(shown) && isWordByte(shown[end]) {
		end++
	}
	shown = shown[:end]
	if high, low, ok := strings.Cut(strings.TrimSuffix(slice, "]"), ":"); ok {
		from, _ := strconv.Atoi(low)
		to, _ := strconv.Atoi(high)
		if strings.HasSuffix(shown, "mm"+strconv.Itoa(to-from+1)) {
			return sign + shown // all of what the manual calls so
		}
	}
	if sliced {
		return sign + shown + "[" + slice
	}
	return sign + shown
}

// replaceWord replaces a word in a text, where it stands by itself.
func replaceWord(text, word, by string) string {
	out := make([]byte, 0, len(text)+len(by))
	for {
		at := strings.Index(text, word)
		if at < 0 {
			return string(append(out, text...))
		}
		end := at + len(word)
		out = append(out, text[:at]...)
		if (at == 0 || !isWordByte(text[at-1])) && (end == len(text) || !isWordByte(text[end])) {
			out = append(out, by...)
		} else {
			out = append(out, word...)
		}
		text = text[end:]
	}
}

func isWordByte(b byte) bool {
	return b == '_' || b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
}

// encodeWords appends an instruction or the instructions of a sequence.
func (c *CPU) encodeWords(r *Row, args []int64, dst []byte) []byte {
	for i := range r.form.words {
		w := &r.form.words[i]
		v := w.fixed
		for k := range w.parts {
			v |= w.parts[k].take(args[w.parts[k].arg])
		}
		dst = append(dst, 0, 0, 0, 0)
		c.Order.Put(dst[len(dst)-wordBytes:], uint64(v))
	}
	for i := range r.steps {
		s := &r.steps[i]
		var numbers [MaxOperands]int64
		for k := range s.count {
			numbers[k] = s.args[k].n
			if given := s.args[k].given; given >= 0 {
				numbers[k] = args[given]
			}
		}
		dst = c.encodeWords(&c.Rows[s.row], numbers[:s.count], dst)
	}
	return dst
}

// take is the bits of a number where they belong in the word.
func (p *wordPart) take(n int64) uint32 {
	v := p.mapped.encode(n)
	switch p.turn {
	case inverted:
		v = ^v
	case negated:
		v = -v
	}
	return uint32(v >> p.from & (1<<p.width - 1) << p.to)
}

// PutNumber puts a number into an instruction, in place of what is there. number is an Operand's Bits.
func (c *CPU) PutNumber(number uint16, instruction []byte, n int64) {
	v := uint32(c.Order.Uint(instruction[:wordBytes]))
	parts := c.numbers[number-1].parts
	for i := range parts {
		p := &parts[i]
		v = v&^((1<<p.width-1)<<p.to) | p.take(n)
	}
	c.Order.Put(instruction[:wordBytes], uint64(v))
}

// Reach is from where to where a number goes, and in which steps.
func (c *CPU) Reach(number uint16) (lo, hi, step int64) {
	n := &c.numbers[number-1]
	return n.lo, n.hi, n.step
}
