package describe

import (
	"math/bits"
	"unicode/utf8"

	"linkplay/linkcore/diag"
)

// number reads an unsigned number: decimal, 0x, 0b or a character, with _ between digits.
func (r *reader) number() uint64 {
	text, i, v := r.text[:r.end], r.pos, uint64(0)
	for i < len(text) && class[text[i]]&digit != 0 && i-r.pos < 18 {
		v = v*10 + uint64(text[i]-'0')
		i++
	}
	if i > r.pos && (i == len(text) || class[text[i]]&nameByte == 0) {
		r.pos = i
		return v
	}
	if i < len(text) && text[i] == '\'' && i == r.pos {
		return r.character()
	}
	return r.longNumber()
}

// longNumber reads the forms that are not short and decimal.
func (r *reader) longNumber() uint64 {
	end := r.bareEnd(r.pos)
	word := r.text[r.pos:end]
	base, digits := uint64(10), word
	if len(word) > 1 && word[0] == '0' {
		switch word[1] {
		case 'x':
			base, digits = 16, word[2:]
		case 'b':
			base, digits = 2, word[2:]
		}
	}
	var v uint64
	last := byte('_') // so that _ cannot come first
	fits := true
	for i := 0; i < len(digits); i++ {
		c := digits[i]
		if c == '_' && last != '_' {
			last = c
			continue
		}
		d := digitValue(c)
		if d >= base {
			r.failNumber(word)
			return 0
		}
		high, low := bits.Mul64(v, base)
		sum, carry := bits.Add64(low, d, 0)
		fits = fits && high == 0 && carry == 0
		v, last = sum, c
	}
	if last == '_' {
		r.failNumber(word)
		return 0
	}
	if !fits {
		r.fail(diag.DoesNotFit, r.pos, end, "%s has more than 64 bits", cite(word)).Mend("the largest number is 0xffff_ffff_ffff_ffff")
		return 0
	}
	r.pos = end
	return v
}

func digitValue(c byte) uint64 {
	switch {
	case '0' <= c && c <= '9':
		return uint64(c - '0')
	case 'a' <= c|0x20 && c|0x20 <= 'f':
		return uint64(c|0x20-'a') + 10
	}
	return 99
}

func (r *reader) failNumber(word string) {
	fix := "numbers are decimal, 0x…, 0b… or 'c', with _ between digits"
	if len(word) > 2 && (word[:2] == "0X" || word[:2] == "0B" || word[:2] == "0o") {
		fix = "the marks are small: 0x… and 0b…; octal numbers there are none"
	}
	if last := len(word) - 1; last > 0 && word[last]|0x20 == 'h' {
		fix = "hexadecimal numbers begin with 0x"
	}
	r.fail(diag.BadNumber, r.pos, r.pos+len(word), "%s is not a number", cite(word)).Mend("%s", fix)
}

// character reads a character in single quotes. Its value is its code point, of \xNN the byte.
func (r *reader) character() uint64 {
	start := r.pos
	r.pos++
	if r.pos >= r.end {
		r.fail(diag.UnclosedQuote, start, r.end, "the character is not closed").Mend("write 'c', with ' on both sides")
		return 0
	}
	var v rune
	switch c := r.text[r.pos]; {
	case c == '\\':
		v, _ = r.escape('\'')
	case c == '\'':
		r.fail(diag.BadNumber, start, r.pos+1, "there is no character between the quotes").Mend("write 'c', or '\\'' for the quote itself")
	default:
		var size int
		v, size = utf8.DecodeRuneInString(r.text[r.pos:r.end])
		r.checkCharacter(r.pos)
		r.pos += size
	}
	if r.failed {
		return 0
	}
	if r.pos >= r.end || r.text[r.pos] != '\'' {
		r.fail(diag.UnclosedQuote, start, r.pos, "one character stands in single quotes, and a closing ' is missing").
			Mend("write 'c'; a longer text stands in \"…\"")
		return 0
	}
	r.pos++
	return uint64(v)
}

// cite marks a piece of the description in a sentence.
func cite(text string) string { return "`" + short(text) + "`" }

// short cuts what is quoted in a message.
func short(text string) string {
	if len(text) <= 40 {
		return text
	}
	cut := 37
	for cut > 0 && !utf8.RuneStart(text[cut]) {
		cut--
	}
	return text[:cut] + "…"
}
