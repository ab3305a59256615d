package describe

import (
	"strings"
	"unicode/utf8"

	"linkplay/linkcore/atom"
)

// Format returns the canonical form of a description: setup, atoms and steps at column 0, lines and labels at 2, items
// at 4, comments behind code at column 36. Comments, blank lines, numbers and quoted texts stay as they were written,
// and so does a line that makes no sense.
func Format(text string) string {
	r := newReader(text, MaxTextBytes)
	if len(r.found.list) > 0 {
		return text
	}
	f := formatter{reader: r, out: make([]byte, 0, len(text)+len(text)/8+16)}
	for r.nextLine() {
		bad := len(r.found.list) + r.found.dropped
		r.readLine()
		f.line(r.failed || len(r.found.list)+r.found.dropped > bad)
	}
	if len(f.out) > MaxTextBytes {
		return text
	}
	return string(f.out)
}

const commentColumn = 36

type formatter struct {
	*reader
	out []byte
}

// line appends the line that was just read.
func (f *formatter) line(bad bool) {
	from := len(f.out)
	line := f.text[f.start:f.end]
	code := strings.TrimLeft(line, " \t")
	switch {
	case bad || code == "":
		f.out = append(f.out, line...)
	case code[0] == '#':
		f.out = append(f.out, "    "[:snap(line)]...)
		f.out = append(f.out, code...)
	default:
		f.code(code)
		f.comment(code, from)
	}
	if len(f.out)-from > MaxLineBytes {
		f.out = append(f.out[:from], line...)
	}
	f.out = append(f.out, '\n')
}

// snap is the nearest indent to that of a comment on a line of its own.
func snap(line string) int {
	indent := 0
	for ; indent < len(line) && isBlank(line[indent]); indent++ {
		if line[indent] == '\t' {
			return 4
		}
	}
	return min((indent+1)/2*2, 4)
}

// code appends a line without its comment.
func (f *formatter) code(code string) {
	switch first := f.first; {
	case first == wordTarget:
		f.out = append(f.out, "target "+f.p.Target.Format+"/"+f.p.Target.CPU...)
	case first == 0 || first > lastWord || wordLine <= first && first <= wordReloc:
		f.item(code)
	default:
		f.fields(code)
	}
}

// comment appends the comment behind code, if there is one.
func (f *formatter) comment(code string, from int) {
	at := codeEnd(code, f.first)
	if at == len(code) {
		return
	}
	width := utf8.RuneCount(f.out[from:])
	for pad := max(2, commentColumn-width); pad > 0; pad-- {
		f.out = append(f.out, ' ')
	}
	f.out = append(f.out, code[at:]...)
}

// codeEnd is where the comment begins.
func codeEnd(code string, first atom.Name) int {
	for i := 0; i < len(code); {
		if code[i] == '#' {
			return i
		}
		i = tokenEnd(code, i, hasPaths(first))
	}
	return len(code)
}

// hasPaths tells that a line can hold text without quotes, in which ' is a character like others.
func hasPaths(first atom.Name) bool {
	return first == wordFile || first == wordOption || first == wordImport
}

// tokenEnd is where the quoted text or character at i ends, or else the byte.
func tokenEnd(code string, i int, paths bool) int {
	quote := code[i]
	i++
	if quote != '"' && (quote != '\'' || paths) {
		return i
	}
	for i < len(code) && code[i] != quote {
		if code[i] == '\\' {
			i++
		}
		i++
	}
	return min(i+1, len(code))
}

// fields appends the parts of a line other than an item, with one space between them.
func (f *formatter) fields(code string) {
	paths := hasPaths(f.first)
	from := len(f.out)
	for i := 0; i < len(code) && code[i] != '#'; {
		if isBlank(code[i]) {
			i++
			continue
		}
		start := i
		for i < len(code) && !isBlank(code[i]) && code[i] != '#' {
			c := code[i]
			quoted := c == '"' || c == '\'' && !paths
			alone := c == '=' && f.first == wordAbsolute
			name := c == '@' && i+1 < len(code) && code[i+1] == '"'
			if i > start && (alone || name || quoted && !(i == start+1 && code[start] == '@')) {
				break
			}
			i = tokenEnd(code, i, paths)
			if quoted || alone {
				break
			}
		}
		if len(f.out) > from {
			f.out = append(f.out, ' ')
		}
		f.out = append(f.out, code[start:i]...)
	}
}
