package describe

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"linkplay/linkcore/diag"
)

// readLine reads one line. If it cannot, the rows that it made are taken back.
func (r *reader) readLine() {
	r.first = 0
	c := r.skip()
	if c == 0 && r.pos == r.end {
		return
	}
	if (!r.valid || r.end-r.start > MaxLineBytes) && r.refuse() {
		return
	}
	p := r.p
	items, operands, terms, words, bytes := len(p.Items), len(p.Operands), len(p.Terms), len(p.Words), len(p.Bytes)
	drop := false
	switch {
	case class[c]&nameStart != 0:
		drop = r.wordLine()
	case c == '.':
		drop = r.labelLine()
	case c == 0:
		r.endOfLine()
	default:
		r.failHere("a line begins with a word")
	}
	if r.failed || drop {
		p.Items, p.Operands, p.Terms, p.Words, p.Bytes = p.Items[:items], p.Operands[:operands], p.Terms[:terms], p.Words[:words], p.Bytes[:bytes]
	}
}

// wordLine reads a line that begins with a word. The result tells that the line is an item and belongs to nothing.
func (r *reader) wordLine() (drop bool) {
	start := r.pos
	word := r.bare()
	if r.failed {
		return
	}
	r.first = word
	switch {
	case word > lastWord:
		r.instruction(word, start)
		return r.quiet
	case wordLine <= word && word <= wordReloc:
		r.item(word, start)
		return r.quiet
	case wordFunc <= word && word <= wordLazy:
		r.atomLine(word, start)
	case word < wordFunc:
		r.setupLine(word, start)
	case word <= wordExport:
		r.stepLine(word, start)
	default:
		r.fail(diag.UnknownWord, start, r.pos, "%s is kept free for a later version", cite(Words[word-1].Text)).Mend("remove the line")
	}
	return
}

// refuse skips a line that is too long or not UTF-8. If it would have begun an atom, the items below it have none.
func (r *reader) refuse() bool {
	first := r.p.Names.Find(r.text[r.pos:min(r.bareEnd(r.pos), r.pos+MaxNameBytes)])
	if r.end-r.start > MaxLineBytes {
		r.fail(diag.LineTooLong, r.start, r.start, "the line has %d bytes and may have %d", r.end-r.start, MaxLineBytes).
			Mend("split it: `bytes`, `text` and `u8` may be repeated")
	} else if at := firstNonUTF8(r.text[r.start:r.end]); at >= 0 {
		r.fail(diag.NotUTF8, r.start+at, r.start+at+1, "byte 0x%02x is not part of UTF-8 text", r.text[r.start+at]).
			Mend("save the file as UTF-8; inside quotes a byte can be written \\x%02x", r.text[r.start+at])
	}
	if r.failed && wordFunc <= first && first <= wordLazy {
		r.orphan()
	}
	return r.failed
}

func firstNonUTF8(line string) int {
	for i := 0; i < len(line); {
		c, size := utf8.DecodeRuneInString(line[i:])
		if c == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

// orphan ends the atom above without beginning another; what follows is read for its findings only.
func (r *reader) orphan() {
	r.closeAtom()
	r.atom, r.quiet = -1, true
}

// inAtom tells whether an item has an atom to belong to. Of several items without one only the first is a finding.
func (r *reader) inAtom(start int) bool {
	if r.atom >= 0 || r.quiet {
		return true
	}
	defer r.orphan()
	word := r.text[start:r.bareEnd(start)]
	if near := NearestWord(word); r.first > lastWord && near != "" {
		r.fail(diag.UnknownWord, start, start+len(word), "%s is no first word of a line, and no instruction can stand here", cite(word)).
			Mend("did you mean `%s`?", near)
		return false
	}
	r.fail(diag.ItemOutside, start, r.pos, "%s belongs to an atom, and there is none above", cite(word)).
		Mend("put a line such as `func main` above it")
	return false
}

// endOfLine makes sure that nothing follows but a comment.
func (r *reader) endOfLine() bool {
	c := r.skip()
	if r.failed {
		return false
	}
	if r.pos == r.end || r.text[r.pos] == '#' {
		return true
	}
	if r.strange(c) {
		r.failHere("")
		return false
	}
	left := r.text[r.pos:min(r.end, r.pos+200)]
	if comment := strings.IndexByte(left, '#'); comment >= 0 {
		left = strings.TrimRight(left[:comment], " \t")
	}
	f := r.fail(diag.LeftOver, r.pos, r.pos+len(left), "the line is complete before %s", cite(left))
	r.mendForm(f)
	return false
}

// strange tells that a byte begins nothing in the language.
func (r *reader) strange(c byte) bool {
	return class[c]&operandStart == 0 && strings.IndexByte(",()]}+-!=", c) < 0
}

// failExpected says what has to stand here.
func (r *reader) failExpected(what string) {
	c := r.skip()
	switch {
	case c != 0 && r.strange(c) || c == 0 && r.pos < r.end && r.text[r.pos] != '#':
		r.failHere(what + " has to stand here")
	case c != 0:
		end := r.pos + 1
		if class[c]&(nameByte|wordByte) != 0 {
			end = max(end, r.bareEnd(r.pos))
		}
		f := r.fail(diag.Expected, r.pos, end, "%s has to stand here in place of %s", what, cite(r.text[r.pos:end]))
		r.mendForm(f)
	case r.hashNumber():
		number := r.text[r.pos+1 : r.hashNumberEnd()]
		r.fail(diag.HashNumber, r.pos, r.hashNumberEnd(), "# begins a comment, so %s is missing here", what).Mend("write %s without #", cite(number))
	default:
		at := len(strings.TrimRight(r.text[:r.pos], " \t"))
		f := r.fail(diag.Expected, at, at, "%s is missing at the end of the line", what)
		r.mendForm(f)
	}
}

// hashNumber tells that there is "#5" where something has to stand.
func (r *reader) hashNumber() bool {
	rest := r.text[r.pos:r.end]
	return len(rest) > 1 && rest[0] == '#' &&
		(class[rest[1]]&digit != 0 || len(rest) > 2 && (rest[1] == '-' || rest[1] == '+') && class[rest[2]]&digit != 0)
}

func (r *reader) hashNumberEnd() int { return r.bareEnd(r.pos + 2) }

// mendForm shows the form of a line whose first word is known.
func (r *reader) mendForm(f *diag.Finding) {
	if 0 < r.first && r.first <= lastWord {
		f.Mend("the line is: %s", Words[r.first-1].Form)
	}
}

// invisible tells of the characters that people meet by accident and cannot see: controls, blanks without width, marks
// of direction and of byte order.
func invisible(c rune) bool {
	return c < ' ' || c >= 0x7f && c <= 0xa0 || c == 0xad || c >= 0x200b && c <= 0x200f || c >= 0x2028 && c <= 0x202e || c == 0xfeff
}

// character shows a character as people see it, or says which one they cannot see.
func character(c rune, size int) string {
	switch {
	case c == utf8.RuneError && size == 1:
		return "a byte that is no character"
	case invisible(c):
		return fmt.Sprintf("the invisible character U+%04X", c)
	case c == '`':
		return "the character `"
	default:
		return cite(string(c))
	}
}

// failHere refuses the character at this place; otherwise says what would do.
func (r *reader) failHere(otherwise string) {
	c, size := utf8.DecodeRuneInString(r.text[r.pos:r.end])
	f := r.fail(diag.BadCharacter, r.pos, r.pos+size, "%s means nothing here", character(c, size))
	switch {
	case c == '%':
		f.Mend("registers and numbers are written without %%")
	case c == ';' || c == '/':
		f.Mend("comments begin with #")
	case c == ':' && r.first != 0:
		f.Mend("labels begin with a dot: `.name:`; atoms with a word such as `func`")
	case invisible(c):
		f.Mend("remove it; it cannot be seen")
	case c >= utf8.RuneSelf:
		f.Mend("names with other characters are written @\"…\"")
	case otherwise != "":
		f.Mend("%s", otherwise)
	default:
		f.Mend("remove it, or put it in quotes")
	}
}
