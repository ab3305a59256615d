package reloc

import "strings"

// The grammar of formulas. "Page" is AArch64's: the address of the 4 KiB page. "T" is Arm's: 1 for a function in Thumb
// code, of which there is none here, so it is the number 0.
//
//	formula = shift { "&" number } { "|" primary } .
//	shift   = sum { ">>" number } .
//	sum     = [ "-" ] primary { ( "+" | "-" ) primary } .
//	primary = letter | number | [ "Page" ] "(" formula ")" .
//	letter  = "T" | "S" | "A" | "P" | "G" | "GOT" | "Z" | "L" | "B" | "TP" | "DTP" .
//	number  = decimal | "0x" hexadecimal .

// op is one step of a compiled formula: on a stack of numbers, in postfix.
type op struct {
	kind opKind
	n    uint64
}

type opKind uint8

// opOperand pushes operand number n; opNumber pushes n; the others work on what is on the stack.
const (
	opOperand opKind = iota
	opNumber
	opAdd
	opSub
	opNegate
	opAnd
	opOr
	opShift
	opPage
)

// maxStack is enough for every formula of a psABI.
const maxStack = 8

// letterNames are in the order of the bits of Letters.
var letterNames = [...]string{"S", "A", "P", "G", "GOT", "Z", "L", "B", "TP", "DTP"}

// operand is the number that a letter stands for.
func (o *Operands) operand(letter uint64) uint64 {
	switch letter {
	case 0:
		return o.S
	case 1:
		return uint64(o.A)
	case 2:
		return o.P
	case 3:
		return o.G
	case 4:
		return o.GOT
	case 5:
		return o.Z
	case 6:
		return o.L
	case 7:
		return o.B
	case 8:
		return o.TP
	}
	return o.DTP
}

// evaluate runs a formula. It defines what a formula means; the switch of Row.Value must agree.
func evaluate(code []op, o *Operands) uint64 {
	var stack [maxStack]uint64
	top := -1
	for i := range code {
		switch c := &code[i]; c.kind {
		case opOperand:
			top++
			stack[top] = o.operand(c.n)
		case opNumber:
			top++
			stack[top] = c.n
		case opAdd:
			top--
			stack[top] += stack[top+1]
		case opSub:
			top--
			stack[top] -= stack[top+1]
		case opAnd:
			top--
			stack[top] &= stack[top+1]
		case opOr:
			top--
			stack[top] |= stack[top+1]
		case opShift:
			top--
			stack[top] = uint64(int64(stack[top]) >> stack[top+1])
		case opNegate:
			stack[top] = -stack[top]
		case opPage:
			stack[top] &^= 0xfff
		}
	}
	return stack[0]
}

// shape names the formulas that nearly every link uses.
type shape uint8

const (
	shapeNone shape = iota // not compiled
	shapeOther
	shapeAddress      // S + A
	shapeRelative     // S + A - P
	shapeCell         // GOT + G + A
	shapeCellRelative // GOT + G + A - P
	shapePLT          // L + A - P
)

// shapeOf recognises a sum of letters by which are added and which are taken away, in whatever order.
func shapeOf(code []op) shape {
	plus, minus, ok := letterSum(code)
	switch {
	case !ok:
	case plus == UseS|UseA && minus == 0:
		return shapeAddress
	case plus == UseS|UseA && minus == UseP:
		return shapeRelative
	case plus == UseGOT|UseG|UseA && minus == 0:
		return shapeCell
	case plus == UseGOT|UseG|UseA && minus == UseP:
		return shapeCellRelative
	case plus == UseL|UseA && minus == UseP:
		return shapePLT
	}
	return shapeOther
}

// letterSum reads the postfix of a plain sum: a letter, then pairs of a letter and a sign.
func letterSum(code []op) (plus, minus Letters, ok bool) {
	for i := 0; i < len(code); i++ {
		if code[i].kind != opOperand {
			return 0, 0, false
		}
		bit := Letters(1) << code[i].n
		if (plus|minus)&bit != 0 {
			return 0, 0, false
		}
		if i == 0 {
			plus |= bit
			continue
		}
		i++
		switch {
		case i < len(code) && code[i].kind == opAdd:
			plus |= bit
		case i < len(code) && code[i].kind == opSub:
			minus |= bit
		default:
			return 0, 0, false
		}
	}
	return plus, minus, true
}

// compile reads a formula. What it cannot read is a mistake in one of our rows.
func compile(name, formula string) ([]op, Letters) {
	p := parser{name: name, formula: formula, rest: formula, code: make([]op, 0, 8)}
	p.next()
	p.shiftOrMask()
	if p.token != "" {
		p.fail("an operator was expected before " + p.token)
	}
	return p.code, p.uses
}

type parser struct {
	name, formula string
	rest, token   string
	code          []op
	uses          Letters
	depth         int
}

func (p *parser) fail(why string) {
	panic("reloc: the formula \"" + p.formula + "\" of " + p.name + " cannot be read: " + why + ".")
}

// next takes the next token: a word, a number, ">>" or a single character.
func (p *parser) next() {
	p.rest = strings.TrimLeft(p.rest, " ")
	n := 0
	for n < len(p.rest) && isWord(p.rest[n]) {
		n++
	}
	switch {
	case n > 0:
	case strings.HasPrefix(p.rest, ">>"):
		n = 2
	default:
		n = min(1, len(p.rest))
	}
	p.token, p.rest = p.rest[:n], p.rest[n:]
}

func isWord(c byte) bool {
	return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9'
}

func (p *parser) shiftOrMask() {
	p.sum()
	for p.token == ">>" {
		p.next()
		p.number()
		p.emit(opShift, 0)
	}
	for p.token == "&" {
		p.next()
		p.number()
		p.emit(opAnd, 0)
	}
	for p.token == "|" {
		p.next()
		p.primary()
		p.emit(opOr, 0)
	}
}

func (p *parser) sum() {
	negative := p.token == "-"
	if negative {
		p.next()
	}
	p.primary()
	if negative {
		p.emit(opNegate, 0)
	}
	for p.token == "+" || p.token == "-" {
		kind := opAdd
		if p.token == "-" {
			kind = opSub
		}
		p.next()
		p.primary()
		p.emit(kind, 0)
	}
}

func (p *parser) primary() {
	page := p.token == "Page"
	if page {
		p.next()
	}
	switch {
	case p.token == "(":
		p.next()
		p.shiftOrMask()
		if p.token != ")" {
			p.fail("a bracket is not closed")
		}
		p.next()
		if page {
			p.emit(opPage, 0)
		}
	case p.token != "" && p.token[0] >= '0' && p.token[0] <= '9':
		p.number()
	default:
		p.letter()
	}
}

func (p *parser) letter() {
	if p.token == "T" {
		p.emit(opNumber, 0)
		p.next()
		return
	}
	for i, letter := range letterNames {
		if p.token == letter {
			p.uses |= 1 << i
			p.emit(opOperand, uint64(i))
			p.next()
			return
		}
	}
	p.fail("\"" + p.token + "\" is no letter of a formula")
}

func (p *parser) number() {
	n, err := parseUint(p.token)
	if err != nil {
		p.fail("\"" + p.token + "\" is no number")
	}
	p.emit(opNumber, n)
	p.next()
}

// emit appends a step and proves that the stack is deep enough for it.
func (p *parser) emit(kind opKind, n uint64) {
	switch kind {
	case opOperand, opNumber:
		p.depth++
	case opAdd, opSub, opAnd, opOr, opShift:
		p.depth--
	}
	if p.depth > maxStack {
		p.fail("it is nested too deeply")
	}
	p.code = append(p.code, op{kind, n})
}
