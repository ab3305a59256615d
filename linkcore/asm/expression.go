package asm

import (
	"math/bits"
	"strings"

	"linkplay/linkcore/arch"
	"linkplay/linkcore/atom"
)

// value is what an expression comes to: n + here × (address of this atom) + symbol, and registers where memory is meant.
type value struct {
	n, hi       int64 // a number of 128 bits, so that nothing is lost before it is known where it goes
	here        int32 // +1: a place in this atom; -1: relative to it
	late        bool  // n depends on labels
	bad         problem
	chain       uint16    // the words around the symbol, from the outside
	symbol      uint32    // index of Program.Terms, plus one; 0 without
	culprit     uint32    // the term that is bad, plus one
	word        atom.Name // the word before memory that is bad
	base, index uint8     // registers, arch.NoRegister without
}

// problem is why an expression makes no sense.
type problem uint8

const (
	fine           problem = iota
	twoSymbols             // two, or one with a minus
	unknownWord            // before ( )
	emptyWord              // no symbol in ( )
	noRegister             // in a list of registers
	undefinedName          // neither register nor symbol
	registerHere           // a register where none can be
	tooLargeNumber         // more than 64 bits
	unplaced               // several places of this atom, as in ".a + .b"
	notTogether            // words that do not go together, as in "plt(got(x))"
	unknownLabel           // describe has said so
	wrongShape             // of an operand, which no row has
	unknownPrefix          // before memory
	twoPrefixes            // of the same kind
	tooFar                 // a displacement of more than 32 bits
	badPair                // registers that no address can be made of
	noField                // no relocation for the symbol in this address
)

// Words around symbols have numbers from 1 on; two of them, outer and inner, make a chain.
const (
	chainBits      = 5
	operatorChains = 1 << (2 * chainBits)
)

// nameOperators gives numbers to the words around symbols and notes which combinations the CPU knows.
func (a *Assembler) nameOperators() {
	numbers := map[string]uint8{}
	for index := range a.cpu.Operators {
		o := &a.cpu.Operators[index]
		chain := uint16(0)
		for _, text := range o.Words {
			if numbers[text] == 0 {
				numbers[text] = uint8(len(numbers) + 1)
				if text[0] >= 'a' { // words in capitals are for sequences only
					a.word(text).operator = numbers[text]
				}
			}
			chain = chain<<chainBits | uint16(numbers[text])
		}
		a.operators[relative(o.Relative)][chain] = uint8(index + 1)
	}
}

func relative(is bool) int {
	if is {
		return 1
	}
	return 0
}

// operatorOf returns the operator that a symbol is written with.
func (a *Assembler) operatorOf(v *value) (operator uint8, ok bool) {
	index := uint8(0)
	if v.symbol == 0 {
		if v.here == 1 {
			return 0, true // a place in this atom is this atom's symbol and a distance
		}
	} else if v.here == 0 || v.here == -1 {
		index = a.operators[relative(v.here == -1)][v.chain]
	}
	if index == 0 && v.bad == fine {
		v.bad = notTogether
		if v.symbol == 0 || v.here > 0 || v.here < -1 {
			v.bad = unplaced
		}
	}
	return index - 1, index != 0
}

// isNumber tells whether nothing but a number is left.
func (v *value) isNumber() bool { return v.symbol == 0 && v.here == 0 }

// fits64 tells whether n is the whole number, in two's complement or, when big, as an unsigned number.
func (v *value) fits64() (big, ok bool) {
	big = v.hi == 0 && v.n < 0
	return big, big || v.hi == v.n>>63
}

// context says where an expression stands, and with it what plain names are.
type context uint8

const (
	asValue   context = iota // symbols; describe has looked them up
	asOperand                // symbols that are looked up here; registers are out of place
	asMemory                 // in [ ]: registers, and symbols that are looked up here
)

// evaluate adds up the terms of an expression; "." is at offset here. What makes no sense is noted in v.bad.
func (a *Assembler) evaluate(v *value, terms atom.Range, here uint32, c context) bool {
	v.base, v.index = arch.NoRegister, arch.NoRegister
	a.sum(v, terms, here, c)
	if v.bad == fine {
		if _, ok := v.fits64(); !ok {
			v.bad = tooLargeNumber
		}
	}
	return v.bad == fine
}

func (a *Assembler) sum(v *value, terms atom.Range, here uint32, c context) {
	for i := terms.From; i < terms.To; i++ {
		t := &a.p.Terms[i]
		switch t.Kind {
		case atom.TermNumber:
			v.add(t.Value, t.Negative)
		case atom.TermHere:
			v.place(here, t.Negative)
		case atom.TermLocal:
			offset, ok := a.labelAt(t.Name)
			if !ok {
				v.fail(unknownLabel, i)
			}
			v.place(offset, t.Negative)
			v.late = true
		case atom.TermApply:
			a.apply(v, i, here)
			i += uint32(t.Size)
		case atom.TermComma:
			v.fail(registerHere, i)
		default:
			if t.Kind == atom.TermName && c != asValue && a.register(v, i, c) {
				continue
			}
			if v.symbol != 0 || t.Negative {
				v.fail(twoSymbols, i)
			}
			v.symbol = i + 1
		}
	}
}

// apply evaluates "word(expr)".
func (a *Assembler) apply(v *value, index, here uint32) {
	t := &a.p.Terms[index]
	operator := a.wordOf(t.Name).operator
	if operator == 0 {
		v.fail(unknownWord, index)
		return
	}
	if t.Negative || v.symbol != 0 {
		v.fail(twoSymbols, index)
		return
	}
	if v.chain >= 1<<chainBits {
		v.fail(notTogether, index)
		return
	}
	v.chain = v.chain<<chainBits | uint16(operator)
	a.sum(v, atom.Range{From: index + 1, To: index + 1 + uint32(t.Size)}, here, asValue)
	if v.symbol == 0 {
		v.fail(emptyWord, index)
	}
}

// register takes a name as a register if it is one, and makes sure that it is at least a symbol.
func (a *Assembler) register(v *value, index uint32, c context) bool {
	t := &a.p.Terms[index]
	w := a.wordOf(t.Name)
	if w.register == 0 {
		if !w.defined {
			v.fail(undefinedName, index)
		}
		return false
	}
	r := &a.cpu.Registers[w.register-1]
	number := r.Number
	if r.Kind == arch.Counter {
		number = arch.CounterRegister
	}
	switch {
	case c != asMemory || t.Negative || r.Kind == arch.General:
		v.fail(registerHere, index)
	case v.base == arch.NoRegister:
		v.base = number
	case v.index == arch.NoRegister:
		v.index = number
	default:
		v.fail(registerHere, index)
	}
	return true
}

func (v *value) fail(why problem, term uint32) {
	if v.bad == fine {
		v.bad, v.culprit = why, term+1
	}
}

// place adds an offset in this atom.
func (v *value) place(offset uint32, negative bool) {
	v.add(uint64(offset), negative)
	if negative {
		v.here--
	} else {
		v.here++
	}
}

func (v *value) add(n uint64, negative bool) {
	if negative {
		low, borrow := bits.Sub64(uint64(v.n), n, 0)
		v.n, v.hi = int64(low), v.hi-int64(borrow)
		return
	}
	low, carry := bits.Add64(uint64(v.n), n, 0)
	v.n, v.hi = int64(low), v.hi+int64(carry)
}

// written shows a symbol as the description wrote it, without numbers.
func (a *Assembler) written(v *value) string {
	if v.symbol == 0 {
		return "a place in this atom"
	}
	text := a.nameOf(&a.p.Terms[v.symbol-1])
	for _, number := range [...]uint16{v.chain & (1<<chainBits - 1), v.chain >> chainBits} {
		for i := range a.words {
			if number != 0 && uint16(a.words[i].operator) == number {
				text = a.p.Names.Text(atom.Name(i)) + "(" + text + ")"
			}
		}
	}
	if v.here == -1 {
		text += " - ."
	}
	return text
}

func (a *Assembler) nameOf(t *atom.Term) string {
	switch t.Kind {
	case atom.TermText:
		return quote(a.p.Texts.Text(t.Name))
	case atom.TermLazyCode:
		return "lazy code " + a.p.Names.Text(t.Name)
	case atom.TermLazyData:
		return "lazy data " + a.p.Names.Text(t.Name)
	}
	return a.p.Names.Text(t.Name)
}

// quote shortens a text to what a sentence bears.
func quote(text string) string {
	const longest = 24
	if len(text) > longest {
		text = strings.ToValidUTF8(text[:longest], "") + "…"
	}
	return "\"" + text + "\""
}
