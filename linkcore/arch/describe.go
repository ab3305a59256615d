package arch

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"linkplay/linkcore/reloc"
)

// Describe tells what the bytes of an instruction are, in order: each piece is named as in the manual and says what is
// in it. The numbers are those of args, except where linked, the bytes as they are in the file, have others: there a
// linker has been. linked is nil for the instruction by itself.
func (c *CPU) Describe(row int, args []int64, linked []byte) []Piece {
	r := &c.Rows[row]
	d := describer{c: c, r: r, args: args, code: c.Encode(row, args, nil)}
	if d.linked = linked; len(linked) != len(d.code) {
		d.linked = d.code
	}
	switch {
	case c.Words:
		d.words()
	case r.form.literal != nil:
		d.sequence()
	default:
		d.instruction()
	}
	return d.pieces
}

// describer walks over the bytes of an instruction, as a processor does.
type describer struct {
	c      *CPU
	r      *Row
	args   []int64
	code   []byte
	linked []byte
	at     int
	pieces []Piece
}

func (d *describer) piece(length int, name, says string, args ...any) {
	if length > 0 {
		d.pieces = append(d.pieces, Piece{d.at, length, name, fmt.Sprintf(says, args...)})
		d.at += length
	}
}

func (d *describer) instruction() {
	f := &d.r.form
	address := Address(0)
	if f.rm >= 0 {
		address = f.address(d.args)
		if prefix := address.Segment(); prefix != 0 {
			d.piece(1, "segment", "the address is counted from the base of %s", d.c.segmentWord(prefix))
		}
	}
	switch f.prefix {
	case 0:
	case 0x66:
		d.piece(1, "prefix", "operands of 16 bits")
	default:
		d.piece(1, "prefix", "makes another instruction of the opcode")
	}
	if !f.narrow && d.code[d.at]&0xf0 == rex {
		d.piece(1, "REX", "%s", rexText(d.code[d.at]))
	}
	opcode := "says what to do"
	if f.plus >= 0 {
		opcode += fmt.Sprintf("; its low three bits, %03b, are the register %s", d.args[f.plus]&7, d.register(f.plus))
	}
	d.piece(int(f.length), "opcode", "%s", opcode)
	if f.modrm {
		d.modRM(address)
	}
	if f.width > 0 {
		d.number()
	}
}

func rexText(b byte) string {
	var says []string
	for _, bit := range [...]struct {
		mask byte
		says string
	}{{8, "W: operands of 64 bits"}, {4, "R: reg is one of r8 to r15"}, {2, "X: index is one of r8 to r15"}, {1, "B: base, r/m or the register in the opcode is one of r8 to r15"}} {
		if b&bit.mask != 0 {
			says = append(says, bit.says)
		}
	}
	if len(says) == 0 {
		return "no bit is set: only there so that spl, bpl, sil and dil can be named"
	}
	return strings.Join(says, "; ")
}

func (d *describer) modRM(a Address) {
	f := &d.r.form
	b := d.code[d.at]
	reg := fmt.Sprintf("reg %03b is part of the opcode", b>>3&7)
	if f.reg >= 0 {
		reg = fmt.Sprintf("reg %03b is %s", b>>3&7, d.register(f.reg))
	}
	d.piece(1, "ModRM", "mod %02b and r/m %03b: %s; %s", b>>6, b&7, d.place(a), reg)
	if a.IsRegister() {
		return
	}
	if a.hasSIB() {
		b := d.code[d.at]
		d.piece(1, "SIB", "scale %02b, index %03b, base %03b: %s", b>>6, b>>3&7, b&7, d.sum(a))
	}
	if width := a.Width(); width > 0 {
		what, signed := "is added", true
		switch {
		case a.Base() == CounterRegister:
			what = "counts from the next instruction"
		case a.Base() == NoRegister && f.narrow:
			what, signed = "is the address", false
		case a.Base() == NoRegister:
			what = "is the address, extended by its sign"
		}
		d.piece(width, fmt.Sprintf("disp%d", 8*width), "the displacement %s: %s", what, d.field(width, signed, d.args[f.rm+1]))
	}
}

// place says what mod and r/m together mean.
func (d *describer) place(a Address) string {
	switch {
	case a.IsRegister():
		return "the register " + d.register(d.r.form.rm)
	case a.hasSIB():
		return "memory, which a SIB byte says"
	case a.Base() == CounterRegister:
		return "memory at rip and a displacement"
	case a.Base() == NoRegister:
		return "memory at the displacement"
	}
	return "memory at " + d.sum(a)
}

// sum is the address of memory.
func (d *describer) sum(a Address) string {
	var parts []string
	for _, number := range [...]uint8{a.Base(), a.Index()} {
		if number < NoRegister {
			parts = append(parts, d.c.addressRegister(number))
		}
	}
	if a.Width() > 0 {
		parts = append(parts, "displacement")
	}
	return strings.Join(parts, " + ")
}

func (d *describer) number() {
	f := &d.r.form
	bits := 8 * int(f.width)
	n := d.args[f.number]
	for i := range d.r.Operands[:d.r.Count] {
		if d.r.Operands[i].Role == RoleRelative {
			d.piece(int(f.width), fmt.Sprintf("rel%d", bits), "the distance from the next instruction: %s", d.field(int(f.width), true, n))
			return
		}
	}
	d.piece(int(f.width), fmt.Sprintf("imm%d", bits), "the number %s, lowest byte first", d.field(int(f.width), false, n))
}

// field is the number in the next bytes: the one that the instruction was given, unless a linker has put another there.
func (d *describer) field(width int, signed bool, given int64) string {
	now := d.linked[d.at : d.at+width]
	if bytes.Equal(now, d.code[d.at:d.at+width]) {
		return strconv.FormatInt(given, 10)
	}
	v := d.c.Order.Uint(now)
	if unused := 64 - 8*width; signed && int64(v<<unused) < 0 {
		n := int64(v<<unused) >> unused
		return fmt.Sprintf("%d, which is %#x", n, n)
	}
	if v < 10 {
		return strconv.FormatUint(v, 10)
	}
	return fmt.Sprintf("%#x", v)
}

// sequence tells the instructions of a sequence apart.
func (d *describer) sequence() {
	fields := []*Operand{}
	for i := range d.r.Operands[:d.r.Count] {
		fields = append(fields, &d.r.Operands[i])
	}
	for i := range d.r.Calls {
		fields = append(fields, &d.r.Calls[i].Operand)
	}
	shows := strings.Split(d.r.Shows, "; ")
	for i, o := range fields {
		start := len(d.code) - int(o.FromEnd)
		d.piece(start-d.at, "opcode", "%s", shows[min(i, len(shows)-1)])
		row := &d.c.Relocs[d.c.RelocOf(o.Operator, o.Slot)]
		says := row.Name + ": " + row.Meaning
		if !bytes.Equal(d.linked, d.code) {
			says += " Here " + d.field(int(o.Width), row.Check == reloc.Signed, 0) + "."
		}
		d.piece(int(o.Width), fmt.Sprintf("rel%d", 8*o.Width), "%s", says)
	}
	d.piece(len(d.code)-d.at, "opcode", "%s", shows[len(shows)-1])
}

// register is the name of the register that argument i of Encode is.
func (d *describer) register(arg int8) string {
	number := uint8(d.args[arg])
	if arg == d.r.form.rm {
		number = Address(d.args[arg]).Base()
	}
	at := int8(0)
	for i, token := range operandsOf(d.r.Syntax) {
		switch role := d.r.Operands[i].Role; {
		case role == RoleFixed:
		case at == arg:
			return d.c.registerName(strings.Replace(token, "r/m", "r", 1), number)
		case role == RoleAddress:
			at += 2
		default:
			at++
		}
	}
	return ""
}

func (c *CPU) registerName(class string, number uint8) string {
	for i := range c.Files {
		if c.Files[i].Class == class {
			return strings.Fields(c.Files[i].Names)[number]
		}
	}
	return ""
}

func (c *CPU) addressRegister(number uint8) string {
	for i := range c.Registers {
		if r := &c.Registers[i]; r.Kind == Pointer && r.Number == number {
			return r.Name
		}
	}
	return ""
}

func (c *CPU) segmentWord(prefix byte) string {
	for i := range c.Segments {
		if c.Segments[i].Prefix == prefix {
			return c.Segments[i].Word
		}
	}
	return ""
}
