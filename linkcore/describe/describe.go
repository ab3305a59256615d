// Package describe reads and prints atom descriptions.
//
// Parse turns a text into the rows of an atom.Program, line by line, and never fails: a line that makes no sense is one
// finding and is left out. Check replays the steps over names alone and finds what can be found without a format or a
// processor. Format is the canonical form. Words are the first words of lines, for help and completion.
//
// Left out: what a register or an instruction is (asm knows), so a plain name in an instruction is not looked up here;
// addresses, and with them the entry point, ranges and overlaps (the linkers know); and reading a text again after a
// small change.
package describe

import (
	"slices"
	"strings"
	"unicode/utf8"

	"linkplay/linkcore/atom"
	"linkplay/linkcore/diag"
)

// Limits of what is read.
const (
	MaxTextBytes = 64 << 20
	MaxLineBytes = 65535 // places in a line have 16 bits
	MaxNameBytes = 1024
	MaxDepth     = 16   // of ( ) in ( )
	MaxFindings  = 1000 // more are only counted
)

// Parse reads a description. It always returns a program, of the lines that make sense.
func Parse(text string) (*atom.Program, diag.List) { return ParseLimit(text, MaxTextBytes) }

// ParseLimit is Parse for a place where less text is welcome.
func ParseLimit(text string, maxBytes int) (*atom.Program, diag.List) {
	r := newReader(text, min(maxBytes, MaxTextBytes))
	for {
		if r.valid && r.shortLine() {
			continue
		}
		if !r.nextLine() {
			break
		}
		r.readLine()
	}
	r.close()
	return r.p, r.found.close()
}

// Read is Parse and Check.
func Read(text string) (*atom.Program, diag.List) {
	p, found := Parse(text)
	return p, append(found, Check(p)...)
}

// reader is the state of one pass over a text.
type reader struct {
	text  string
	pos   int // the next byte
	end   int // of the line, without the blanks before it
	start int // of the line
	next  int // start of the line after
	line  uint32

	p         *atom.Program
	atom      int       // the atom that items belong to, or -1
	begun     bool      // an atom or a step was met, so it is too late for some setup lines
	quiet     bool      // the items that follow belong to a line that was skipped
	first     atom.Name // the first word of the line, 0 before it was read
	valid     bool      // the whole text is UTF-8
	failed    bool      // the line has its finding
	other     otherLanguage
	fileIndex uint32
	paths     atom.Names // paths[n] is Files[n]
	reserveAt int
	scratch   []byte
	found     findings
}

const reserveAfter = 64 << 10

func newReader(text string, maxBytes int) *reader {
	r := &reader{text: text, p: &atom.Program{Files: make([]atom.File, 1)}, atom: -1, reserveAt: reserveAfter}
	for i := range Words {
		r.p.Names.Intern(Words[i].Text)
	}
	r.p.Names.Intern("code")
	r.p.Language = wordExport
	if len(text) > maxBytes {
		r.found.add(diag.TextTooLong, diag.Pos{Line: 1, Col: 1}, "the text has %d bytes and may have %d", len(text), maxBytes).
			Mend("split the program, or replace long runs of data with `zero`")
		r.text = ""
		r.p.Target.Pos = atom.Pos{Line: 1, Col: 1} // nobody knows whether it is missing
		return r
	}
	r.valid = utf8.ValidString(text)
	if strings.HasPrefix(text, byteOrderMark) {
		r.next = len(byteOrderMark)
	}
	return r
}

const byteOrderMark = "\ufeff"

// nextLine moves to the next line, whose blanks at the end do not count.
func (r *reader) nextLine() bool {
	text := r.text[r.next:]
	if text == "" {
		return false
	}
	r.line++
	r.start, r.pos, r.failed = r.next, r.next, false
	end := strings.IndexByte(text, '\n')
	if end < 0 {
		end = len(text)
		r.next += end
	} else {
		r.next += end + 1
	}
	for end > 0 && isBlank(text[end-1]) {
		end--
	}
	r.end = r.start + end
	if r.start > r.reserveAt {
		r.reserve(r.start)
	}
	return true
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\r' }

// reserve makes room for as many rows as the text will need if it goes on as it began, so that the tables are moved
// once and not at every doubling.
func (r *reader) reserve(read int) {
	r.reserveAt = len(r.text)
	p := r.p
	more := func(rows int) int {
		return min(rows*((len(r.text)-read)>>10)/(read>>10)*33/32, len(r.text)/8) + 256
	}
	p.Names.Reserve(p.Names.Len() + more(p.Names.Len()))
	p.Atoms = slices.Grow(p.Atoms, more(len(p.Atoms)))
	p.Steps = slices.Grow(p.Steps, more(len(p.Steps)))
	p.Items = slices.Grow(p.Items, more(len(p.Items)))
	p.Operands = slices.Grow(p.Operands, more(len(p.Operands)))
	p.Terms = slices.Grow(p.Terms, more(len(p.Terms)))
	p.Words = slices.Grow(p.Words, more(len(p.Words)))
	p.Bytes = slices.Grow(p.Bytes, more(len(p.Bytes)))
}

// close ends the last atom.
func (r *reader) close() {
	r.closeAtom()
	r.p.Lines = r.line
	if r.other != aDescription && r.p.Target.Pos.Line == 0 {
		r.p.Target.Pos = atom.Pos{Line: 1, Col: 1} // a finding has said more than that the target is missing
	}
}

func (r *reader) closeAtom() {
	if r.atom >= 0 {
		r.p.Atoms[r.atom].Items.To = uint32(len(r.p.Items))
	}
}
