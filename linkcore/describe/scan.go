package describe

import (
	"strings"
	"unicode/utf8"

	"linkplay/linkcore/atom"
	"linkplay/linkcore/diag"
)

// What a byte can be part of.
const (
	nameStart    = uint16(1) << iota // letter _ $
	nameByte                         // and digit .
	digit                            // 0-9
	wordByte                         // letter digit _ -
	operandStart                     // what can follow a word before an operand, such as "dword"
	comma                            // ,
	lineEnd                          // newline, #
	nameStop                         // what usually follows a name
)

var class = classes()

func classes() (t [256]uint16) {
	for c := range t {
		letter := 'a' <= c|0x20 && c|0x20 <= 'z'
		if letter || c == '_' || c == '$' {
			t[c] |= nameStart | nameByte | operandStart
		}
		if '0' <= c && c <= '9' {
			t[c] |= digit | nameByte | wordByte | operandStart
		}
		if letter || c == '_' || c == '-' {
			t[c] |= wordByte
		}
		if c == '.' {
			t[c] |= nameByte
		}
		if strings.IndexByte(`."'@[{`, byte(c)) >= 0 {
			t[c] |= operandStart
		}
		if strings.IndexByte(" ,()[]+-#\n", byte(c)) >= 0 {
			t[c] |= nameStop
		}
	}
	t[','] |= comma
	t['\n'] |= lineEnd
	t['#'] |= lineEnd
	return t
}

// skip moves over blanks and returns the byte there, or 0 at the end of the line or before a comment.
func (r *reader) skip() byte {
	text, i := r.text[:r.end], r.pos
	for i < len(text) && (text[i] == ' ' || text[i] == '\t') {
		i++
	}
	r.pos = i
	if i < len(text) && text[i] != '#' {
		return text[i]
	}
	return 0
}

// bare reads a name without quotes, of which the first byte was seen.
func (r *reader) bare() atom.Name {
	text, i := r.text[:r.end], r.pos
	for i < len(text) && class[text[i]]&nameByte != 0 {
		i++
	}
	name := text[r.pos:i]
	if i < len(text) && text[i] >= utf8.RuneSelf || len(name) > MaxNameBytes {
		r.failBare(i)
		return 0
	}
	r.pos = i
	return r.p.Names.Intern(name)
}

func (r *reader) failBare(end int) {
	if end-r.pos > MaxNameBytes {
		r.failLongName(end, end-r.pos)
		return
	}
	c, size := utf8.DecodeRuneInString(r.text[end:r.end])
	all := end
	for all < r.end && !isBlank(r.text[all]) && (r.text[all] >= utf8.RuneSelf || class[r.text[all]]&nameByte != 0) {
		all++
	}
	r.fail(diag.BadCharacter, end, end+size, "%s cannot stand in a plain name", character(c, size)).Mend("put the name in quotes: @\"%s\"", r.text[r.pos:all])
}

func (r *reader) failLongName(end, length int) {
	r.fail(diag.NameTooLong, r.pos, end, "the name has %d bytes and may have %d", length, MaxNameBytes).Mend("shorten it")
}

// name reads a plain or quoted name; what says what is being named.
func (r *reader) name(what string) atom.Name {
	c := r.skip()
	switch {
	case class[c]&nameStart != 0:
		return r.bare()
	case c == '@':
		return r.quotedName()
	}
	r.failExpected(what)
	return 0
}

func (r *reader) quotedName() atom.Name {
	start := r.pos
	r.pos++
	if r.pos >= r.end || r.text[r.pos] != '"' {
		r.fail(diag.Expected, start, r.pos, "a quoted name has to follow @").Mend("write @\"any name\"")
		return 0
	}
	text := r.quoted()
	if r.failed {
		return 0
	}
	end := r.pos
	switch {
	case text == "":
		r.fail(diag.Expected, start, end, "a name has at least one character")
	case len(text) > MaxNameBytes:
		r.pos = start
		r.failLongName(end, len(text))
	case !utf8.ValidString(text):
		r.fail(diag.NotUTF8, start, end, "the name is not UTF-8 once its escapes are resolved").Mend("write characters as \\u{N}; \\xNN is one byte")
	case strings.IndexByte(text, 0) >= 0:
		r.fail(diag.BadCharacter, start, end, "a name cannot contain NUL, which ends names in symbol tables").Mend("remove the \\0")
	}
	if r.failed {
		return 0
	}
	return r.p.Names.Intern(text)
}

// word reads letters, digits, _ and -; it returns "" where there are none.
func (r *reader) word() string {
	r.skip()
	text, i := r.text[:r.end], r.pos
	for i < len(text) && class[text[i]]&wordByte != 0 {
		i++
	}
	word := text[r.pos:i]
	r.pos = i
	return word
}

// accept moves over a word if it comes next.
func (r *reader) accept(word string) bool {
	r.skip()
	end := r.pos + len(word)
	if end > r.end || r.text[r.pos:end] != word || end < r.end && (class[r.text[end]]&(nameByte|wordByte) != 0 || r.text[end] >= utf8.RuneSelf) {
		return false
	}
	r.pos = end
	return true
}

// raw reads a quoted text, or text without blanks, such as a path.
func (r *reader) raw(what string) string {
	c := r.skip()
	if c == '"' {
		return r.quoted()
	}
	text, i := r.text[:r.end], r.pos
	for i < len(text) && text[i] > ' ' && text[i] != '#' && text[i] != '"' && text[i] != 0x7f {
		i++
	}
	if i == r.pos {
		r.failExpected(what)
		return ""
	}
	value := text[r.pos:i]
	r.pos = i
	return value
}

// bareEnd is where the bare name at an offset ends.
func (r *reader) bareEnd(i int) int {
	for i < r.end && class[r.text[i]]&nameByte != 0 {
		i++
	}
	return i
}
