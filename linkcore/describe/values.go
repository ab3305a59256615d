package describe

import (
	"fmt"
	"math/bits"

	"linkplay/linkcore/atom"
	"linkplay/linkcore/diag"
)

// values makes sure that the constants of a "u8" … line fit and returns the bytes of the line.
func (c *checker) values(it *atom.Item) uint64 {
	p := c.p
	width := int(it.Width)
	if width == 0 {
		width = c.wordBytes
	}
	largest := ^uint64(0) >> (64 - 8*width)
	for o := it.Args.From; o < it.Args.To; o++ {
		op := &p.Operands[o]
		t := &p.Terms[op.Terms.From]
		if op.Terms.Len() == 1 && (t.Kind != atom.TermNumber || t.Value <= largest>>1) {
			continue
		}
		if value, negative, constant := sum(p.Terms[op.Terms.From:op.Terms.To]); constant &&
			(!negative && (value[0] != 0 || value[1] > largest) || negative && (value[0] != 0 || value[1] > largest>>1+1)) {
			c.doesNotFit(it, op, width, written(value, negative))
		}
	}
	return uint64(width) * uint64(it.Args.Len())
}

// sum adds the terms if they are all numbers; the value has two words, the high one first, because two numbers can be
// more than one word.
func sum(terms []atom.Term) (value [2]uint64, negative, constant bool) {
	for i := range terms {
		t := &terms[i]
		if t.Kind != atom.TermNumber {
			return value, false, false
		}
		term := [2]uint64{0, t.Value}
		switch {
		case t.Negative == negative:
			value = add(value, term)
		case less(value, term):
			value, negative = subtract(term, value), t.Negative
		default:
			value = subtract(value, term)
		}
	}
	return value, negative && value != [2]uint64{}, true
}

func add(a, b [2]uint64) [2]uint64 {
	low, carry := bits.Add64(a[1], b[1], 0)
	high, _ := bits.Add64(a[0], b[0], carry)
	return [2]uint64{high, low}
}

func subtract(a, b [2]uint64) [2]uint64 {
	low, borrow := bits.Sub64(a[1], b[1], 0)
	high, _ := bits.Sub64(a[0], b[0], borrow)
	return [2]uint64{high, low}
}

func less(a, b [2]uint64) bool { return a[0] < b[0] || a[0] == b[0] && a[1] < b[1] }

func written(value [2]uint64, negative bool) string {
	sign := ""
	if negative {
		sign = "-"
	}
	if value[0] != 0 {
		return fmt.Sprintf("%s0x%x%016x", sign, value[0], value[1])
	}
	return fmt.Sprintf("%s%d", sign, value[1])
}

func (c *checker) doesNotFit(it *atom.Item, op *atom.Operand, width int, value string) {
	word := "word"
	if it.Width != 0 {
		word = fmt.Sprintf("u%d", 8*width)
	}
	largest := ^uint64(0) >> (64 - 8*width)
	f := c.found.add(diag.DoesNotFit, diag.Pos{Line: it.Line, Col: uint32(op.Col)}, "%s does not fit into %s, which holds -%d to %d", value, word, largest>>1+1, largest).
		Until(uint32(op.End))
	switch {
	case it.Width == 0 && c.p.Target.CPU != "":
		f.Mend("a pointer has %d bytes here; write u64 for more", width)
	case width < 8:
		f.Mend("write u%d, or a smaller value", 16*width)
	default:
		f.Mend("write a smaller value")
	}
}
