package arch

import (
	"slices"
	"strconv"
	"strings"
)

// The byte notation is that of the Intel SDM, volume 2, §3.1.1: hexadecimal opcode bytes and prefixes; REX.W; +rb +rw
// +rd +ro for a register in the low bits of the opcode; /r for a ModRM byte with a register and a register or memory,
// /0 to /7 for one with part of the opcode; ib iw id io for a number; cb cd for a distance. In a sequence, ";" stands
// between the instructions and slot=operator(symbol) for a field; $ is the operand.

// form is a compiled encoding. Numbers are meant by their index in the arguments of Encode; -1 is none.
type form struct {
	literal  []byte // of a sequence: all of it, fields zero
	words    []word // of Words: the instruction
	opcode   [4]byte
	length   uint8 // of the opcode
	prefix   byte
	wide     bool // REX.W
	modrm    bool
	plus     int8 // register in the opcode
	reg, rm  int8 // register, and Address or register
	digit    byte // of the opcode in ModRM
	number   int8 // a number or a distance
	width    uint8
	byteRegs uint8 // bit i: argument i is a byte register, of which spl bpl sil dil need a REX
	narrow   bool  // the 32-bit x86: no REX, no rip
}

const rex = 0x40

// encode appends the bytes of the instruction.
func (f *form) encode(dst []byte, args []int64) []byte {
	if f.literal != nil {
		return append(dst, f.literal...)
	}
	var b [16]byte
	n := 0
	bits, address := byte(0), Address(0)
	if f.rm >= 0 {
		address = f.address(args)
		if prefix := address.Segment(); prefix != 0 {
			b[n] = prefix
			n++
		}
		bits = address.rex()
		if address.IsRegister() {
			bits |= f.rexOfByte(f.rm, address.Base())
		}
	}
	if f.prefix != 0 {
		b[n] = f.prefix
		n++
	}
	reg, low := f.digit, byte(0)
	if f.reg >= 0 {
		reg = byte(args[f.reg])
		bits |= reg>>3<<2 | f.rexOfByte(f.reg, reg)
	}
	if f.plus >= 0 {
		low = byte(args[f.plus])
		bits |= low>>3 | f.rexOfByte(f.plus, low)
	}
	if f.wide {
		bits |= 8
	}
	if bits != 0 {
		b[n] = rex | bits
		n++
	}
	n += copy(b[n:], f.opcode[:f.length])
	b[n-1] += low & 7
	dst = append(dst, b[:n]...)
	if f.modrm {
		dst = appendModRM(dst, reg&7, address, args, f.rm)
	}
	if f.width > 0 {
		dst = appendNumber(dst, args[f.number], int(f.width))
	}
	return dst
}

// address is the argument that is a register or memory.
func (f *form) address(args []int64) Address {
	a := Address(args[f.rm])
	if f.narrow && a.Base() == NoRegister {
		a |= addressDirect
	}
	return a
}

// rexOfByte is the empty REX that turns ah ch dh bh into spl bpl sil dil.
func (f *form) rexOfByte(arg int8, number byte) byte {
	if f.byteRegs>>arg&1 != 0 && number >= 4 {
		return rex
	}
	return 0
}

func appendModRM(dst []byte, reg byte, a Address, args []int64, rm int8) []byte {
	dst = append(dst, a.mod()<<6|reg<<3|a.rm())
	if a.IsRegister() {
		return dst
	}
	if a.hasSIB() {
		dst = append(dst, a.sib())
	}
	return appendNumber(dst, args[rm+1], a.Width())
}

func appendNumber(dst []byte, n int64, width int) []byte {
	switch width {
	case 0:
		return dst
	case 1:
		return append(dst, byte(n))
	case 4:
		return append(dst, byte(n), byte(n>>8), byte(n>>16), byte(n>>24))
	}
	for ; width > 0; width-- {
		dst = append(dst, byte(n))
		n >>= 8
	}
	return dst
}

// compileRow reads the syntax and the encoding of a row.
func (c *CPU) compileRow(r *Row, p *pattern) {
	tokens := operandsOf(r.Syntax)
	r.Count, p.count, p.key = uint8(len(tokens)), uint8(len(tokens)), PlainKey(len(tokens))
	for i, token := range tokens {
		p.classes[i] = c.operandClass(token)
	}
	if strings.Contains(r.Encoding, "=") {
		c.compileSequence(r)
	} else {
		c.compileForm(r, tokens)
	}
	for i, token := range tokens {
		for k := range c.Immediates {
			if c.Immediates[k].Class == token {
				tokens[i] = c.Immediates[k].Shown
			}
		}
	}
	if len(tokens) > 0 {
		r.Syntax = mnemonicOf(r.Syntax) + " " + strings.Join(tokens, ", ")
	}
}

// operandClass is what an operand of the syntax accepts.
func (c *CPU) operandClass(token string) Class {
	if size, ok := strings.CutPrefix(token, "r/m"); ok {
		return c.class("r"+size) | c.class("m"+size)
	}
	if token == "m" {
		return c.class("m") | c.class("m8") | c.class("m16") | c.class("m32") | c.class("m64")
	}
	if file := c.fileOf(token); file != nil {
		return c.class(strings.Fields(file.Class)[0])
	}
	bit := c.class(token)
	if c.Words && c.wordRole(token) == RoleFixed || !c.Words && c.roleOf(token) == RoleFixed { // r8 is a file of registers, not the register of that name
		for i := range c.Registers {
			if c.Registers[i].Name == token {
				c.Registers[i].Class |= bit
			}
		}
	}
	if write, ok := strings.CutSuffix(token, "sym)"); ok {
		c.bySymbol[c.operator(write+"x)")] |= bit
	}
	if token == "sym" {
		c.bySymbol[0] |= bit
	}
	return bit
}

// compileForm reads the encoding of one instruction.
func (c *CPU) compileForm(r *Row, tokens []string) {
	f := &r.form
	*f = form{plus: -1, reg: -1, rm: -1, number: -1, narrow: c.WordBytes == 4}
	inOpcode := c.readOpcode(r)
	args := int8(0)
	for i, token := range tokens {
		o := &r.Operands[i]
		o.Role = c.roleOf(token)
		switch o.Role {
		case RoleFixed:
			continue
		case RoleRegister:
			if inOpcode {
				f.plus = args
			} else {
				f.reg = args
			}
		case RoleAddress:
			f.rm = args
			o.Width, o.Slot = 4, SlotAbsolute
		case RoleNumber, RoleRelative:
			f.number = args
			o.Width, o.FromEnd, o.Next = f.width, f.width, f.width
			o.Slot = uint8(max(0, slices.Index(c.slots, token)))
			o.FromNext = o.Role == RoleRelative
			o.Number = uint8(max(0, slices.IndexFunc(c.Immediates, func(m Immediate) bool { return m.Class == token })))
		}
		if !f.narrow && (token == "r8" || token == "r/m8") {
			f.byteRegs |= 1 << args
		}
		args++
		if o.Role == RoleAddress {
			args++
		}
	}
	for i := range tokens {
		if o := &r.Operands[i]; o.Role == RoleAddress {
			o.FromEnd, o.Next = 4+f.width, 4+f.width
		}
	}
}

// readOpcode reads the bytes of an encoding and tells whether a register is in the opcode.
func (c *CPU) readOpcode(r *Row) (inOpcode bool) {
	f := &r.form
	for _, token := range strings.Fields(r.Encoding) {
		head, _, plus := strings.Cut(token, "+")
		inOpcode = inOpcode || plus
		switch {
		case token == "REX.W":
			f.wide = true
		case token[0] == '/':
			f.modrm = true
			if token != "/r" {
				f.digit = token[1] - '0'
			}
		case token[0] == 'i' || token[0] == 'c':
			f.width = 1 << strings.IndexByte("bwdo", token[1])
		default:
			b, err := strconv.ParseUint(head, 16, 8)
			switch {
			case err != nil:
				panic("arch: the encoding \"" + r.Encoding + "\" of \"" + r.Syntax + "\" cannot be read.")
			case f.length == 0 && f.prefix == 0 && (b == 0x66 || b == 0xf3):
				f.prefix = byte(b)
			default:
				f.opcode[f.length] = byte(b)
				f.length++
			}
		}
	}
	return inOpcode
}

func (c *CPU) roleOf(token string) Role {
	switch {
	case strings.HasPrefix(token, "r/m") || token[0] == 'm' || strings.HasSuffix(token, "(sym)"):
		return RoleAddress
	case slices.ContainsFunc(c.Relatives, func(r Relative) bool { return r.Class == token }):
		return RoleRelative
	case slices.ContainsFunc(c.Files, func(f RegisterFile) bool { return f.Class == token }):
		return RoleRegister
	case slices.ContainsFunc(c.Immediates, func(m Immediate) bool { return m.Class == token && m.Lo != m.Hi }):
		return RoleNumber
	}
	return RoleFixed
}

// compileSequence reads an encoding of several instructions whose fields are all relocated.
func (c *CPU) compileSequence(r *Row) {
	f := &r.form
	var fields []*Operand
	r.Calls = make([]Fixed, 0, strings.Count(r.Encoding, "="))
	for _, instruction := range strings.Split(r.Encoding, ";") {
		first := len(fields)
		for _, token := range strings.Fields(instruction) {
			into, write, field := strings.Cut(token, "=")
			if !field {
				b, _ := strconv.ParseUint(token, 16, 8)
				f.literal = append(f.literal, byte(b))
				continue
			}
			at := strings.LastIndexByte(write, '(')
			o := Operand{Role: RoleSymbol, Slot: c.Slot(into), Operator: uint8(c.operator(write[:at] + "(x)"))}
			o.Width = uint8(c.Relocs[c.RelocOf(o.Operator, o.Slot)].Bytes())
			o.FromNext = o.Slot == SlotCounter || c.roleOf(into) == RoleRelative
			o.FromEnd = uint8(len(f.literal))
			f.literal = append(f.literal, make([]byte, o.Width)...)
			if symbol := strings.TrimSuffix(write[at+1:], ")"); symbol == "$" {
				r.Operands[0] = o
				fields = append(fields, &r.Operands[0])
			} else {
				r.Calls = append(r.Calls, Fixed{symbol, o})
				fields = append(fields, &r.Calls[len(r.Calls)-1].Operand)
			}
		}
		for _, o := range fields[first:] {
			o.Next = uint8(len(f.literal)) - o.FromEnd
		}
	}
	for _, o := range fields {
		o.FromEnd = uint8(len(f.literal)) - o.FromEnd
	}
}

// widenMemory lets a row take memory of which no size was said, where nothing is left open: a register of the same size
// stands beside it, or the mnemonic knows only one size.
func (c *CPU) widenMemory() {
	for _, m := range c.Mnemonics {
		only, several := "", false
		rows := c.Rows[m.First : m.First+m.Count]
		for i := range rows {
			for _, token := range operandsOf(rows[i].Syntax) {
				if size := memorySize(token); size != "" {
					several = several || only != "" && only != size
					only = size
				}
			}
		}
		for i := range rows {
			tokens := operandsOf(rows[i].Syntax)
			for k, token := range tokens {
				if size := memorySize(token); size != "" && (!several || slices.Contains(tokens, "r"+size)) {
					c.patterns[int(m.First)+i].classes[k] |= c.class("m")
				}
			}
		}
	}
}

// memorySize is "32" for r/m32 and m32, and "" for what is no memory or of any size.
func memorySize(token string) string {
	size, ok := strings.CutPrefix(token, "r/m")
	if !ok {
		size, ok = strings.CutPrefix(token, "m")
	}
	if !ok {
		return ""
	}
	return size
}

// Encode appends the bytes of an instruction to dst: the row with its numbers filled in. Relocated fields have the
// number 0.
func (c *CPU) Encode(row int, args []int64, dst []byte) []byte {
	r := &c.Rows[row]
	if c.Words {
		return c.encodeWords(r, args, dst)
	}
	return r.form.encode(dst, args)
}

// Length is how many bytes a row without memory takes; its registers must be the first eight.
func (r *Row) Length() int {
	f := &r.form
	if f.literal != nil {
		return len(f.literal)
	}
	length := int(f.length) + int(f.width)
	for _, more := range [...]bool{f.prefix != 0, f.wide, f.modrm} {
		if more {
			length++
		}
	}
	return length
}
