package describe

import (
	"strings"
	"unicode/utf8"

	"linkplay/linkcore/diag"
)

// quoted reads a text in double quotes. Without escapes the result is part of the description and costs nothing.
func (r *reader) quoted() string {
	from := r.pos + 1
	plain := r.quotedBytes(nil)
	if r.failed {
		return ""
	}
	if plain == nil {
		return r.text[from : r.pos-1]
	}
	return string(plain)
}

// quotedBytes appends the bytes of a text in double quotes to the scratch buffer if there are escapes in it, and
// returns them; without escapes it returns nil.
func (r *reader) quotedBytes(dst []byte) []byte {
	start := r.pos
	r.pos++
	escaped := false
	run := r.pos // what was not copied yet
	for r.pos < r.end {
		switch c := r.text[r.pos]; {
		case c == '"':
			if escaped {
				dst = append(dst, r.text[run:r.pos]...)
				r.scratch = dst
			}
			r.pos++
			return dst
		case c == '\\':
			if !escaped {
				escaped, dst = true, r.scratch[:0]
			}
			dst = append(dst, r.text[run:r.pos]...)
			v, isByte := r.escape('"')
			if r.failed {
				return nil
			}
			if isByte {
				dst = append(dst, byte(v))
			} else {
				dst = utf8.AppendRune(dst, v)
			}
			run = r.pos
		case c < ' ' || c == 0x7f:
			if !r.checkCharacter(r.pos) {
				return nil
			}
			r.pos++
		default:
			r.pos++
		}
	}
	r.failUnclosed(start)
	return nil
}

func (r *reader) failUnclosed(start int) {
	f := r.fail(diag.UnclosedQuote, start, r.end, "the quote is not closed on this line")
	if r.text[r.end-1] == '"' && strings.HasSuffix(r.text[start:r.end], `\"`) {
		f.Mend("the last \\\" is a quote inside the text; close with another \", or write \\\\ for a backslash")
		return
	}
	f.Mend("add \" at the end; a line end inside is written \\n")
}

// checkCharacter refuses raw control characters, which nobody can see. Tabs are fine.
func (r *reader) checkCharacter(at int) bool {
	if c := r.text[at]; c < ' ' && c != '\t' || c == 0x7f {
		r.fail(diag.BadCharacter, at, at+1, "there is a control character, 0x%02x", c).Mend("write it as \\x%02x", c)
		return false
	}
	return true
}

// escape reads a backslash and what belongs to it. isByte tells that the value is one byte and no character.
func (r *reader) escape(quote byte) (v rune, isByte bool) {
	start := r.pos
	r.pos++
	c := byte(0)
	if r.pos < r.end {
		c = r.text[r.pos]
		r.pos++
	}
	switch c {
	case 'n':
		return '\n', false
	case 't':
		return '\t', false
	case 'r':
		return '\r', false
	case '0':
		return 0, false
	case '\\', '"':
		return rune(c), false
	case '\'':
		if quote == '\'' {
			return '\'', false
		}
	case 'x':
		if r.pos+2 <= r.end && digitValue(r.text[r.pos]) < 16 && digitValue(r.text[r.pos+1]) < 16 {
			v = rune(digitValue(r.text[r.pos])<<4 | digitValue(r.text[r.pos+1]))
			r.pos += 2
			return v, true
		}
		r.fail(diag.BadEscape, start, r.pos, "two hex digits have to follow \\x").Mend("write \\x0a, for example")
		return 0, false
	case 'u':
		return r.codePoint(start), false
	}
	r.failEscape(start)
	return 0, false
}

func (r *reader) failEscape(start int) {
	_, size := utf8.DecodeRuneInString(r.text[min(start+1, r.end):r.end])
	end := start + 1 + size
	r.fail(diag.BadEscape, start, end, "%s is not an escape", cite(r.text[start:end])).
		Mend("the escapes are \\n \\t \\r \\0 \\\" \\\\ \\xNN \\u{N}; a backslash itself is \\\\")
}

// codePoint reads the {N} of \u{N}.
func (r *reader) codePoint(start int) rune {
	i, v, digits := r.pos, uint64(0), 0
	if i < r.end && r.text[i] == '{' {
		for i++; i < r.end && digitValue(r.text[i]) < 16 && digits < 8; i++ {
			v = v<<4 | digitValue(r.text[i])
			digits++
		}
		if i < r.end && r.text[i] == '}' && digits > 0 {
			if v > utf8.MaxRune || !utf8.ValidRune(rune(v)) {
				r.fail(diag.BadEscape, start, i+1, "there is no character %s", cite(r.text[start:i+1])).Mend("characters go up to \\u{10ffff}, without d800 to dfff")
				return 0
			}
			r.pos = i + 1
			return rune(v)
		}
	}
	r.fail(diag.BadEscape, start, i, "hex digits in braces have to follow \\u").Mend("write \\u{e9}, for example")
	return 0
}
