package reloc

import (
	"strconv"
	"strings"
)

func parseUint(text string) (uint64, error) { return strconv.ParseUint(text, 0, 64) }

// Filled shows the formula with its numbers and the result, for people:
//
//	S + A - P = 0x20003f + -4 - 0x20002b = 0x10
//
// Addresses are hexadecimal, the addend is signed, and a result below zero in 64 bits is shown with its sign when the
// field is checked as signed.
func (r *Row) Filled(o *Operands) string {
	var b strings.Builder
	b.WriteString(r.Formula)
	b.WriteString(" = ")
	for rest := r.Formula; rest != ""; {
		n := 0
		for n < len(rest) && isWord(rest[n]) {
			n++
		}
		if n == 0 {
			b.WriteByte(rest[0])
			rest = rest[1:]
			continue
		}
		writeWord(&b, rest[:n], o)
		rest = rest[n:]
	}
	b.WriteString(" = ")
	writeNumber(&b, r.Value(o), r.Check != Unsigned)
	return b.String()
}

// writeWord writes the number that a letter stands for, and any other word as it is.
func writeWord(b *strings.Builder, word string, o *Operands) {
	for i, letter := range letterNames {
		switch {
		case word != letter:
		case letter == "A":
			b.WriteString(strconv.FormatInt(o.A, 10))
			return
		default:
			writeNumber(b, o.operand(uint64(i)), false)
			return
		}
	}
	b.WriteString(word)
}

func writeNumber(b *strings.Builder, v uint64, signed bool) {
	if signed && int64(v) < 0 {
		b.WriteByte('-')
		v = -v
	}
	b.WriteString("0x")
	b.WriteString(strconv.FormatUint(v, 16))
}
