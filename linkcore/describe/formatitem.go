package describe

import "strings"

// What the last token of an item was, as far as the space behind it depends on it.
type spacing uint8

const (
	afterFirst spacing = iota // the first word, whose space is there already
	afterWord                 // a name, number or quoted text; ) or ]
	afterOpen                 // ( [ {, or the sign of a number: no space
	afterSpace                // a comma, or an operator that stands by itself
)

// item appends a label or an item: operators stand by themselves in values, and are part of the operand elsewhere.
func (f *formatter) item(code string) {
	values := wordU8 <= f.first && f.first <= wordWord
	i := f.itemStart(code)
	last, depth := afterFirst, 0
	for i < len(code) && code[i] != '#' {
		c := code[i]
		if isBlank(c) {
			i++
			continue
		}
		start := i
		if i = tokenEnd(code, i, false); class[c]&nameByte != 0 {
			i = nameEnd(code, start)
		}
		if c == '@' && i < len(code) {
			i = tokenEnd(code, i, false)
		}
		next := afterWord
		switch {
		case strings.IndexByte(",)]}!:", c) >= 0:
			if last != afterFirst {
				last = afterOpen
			}
			depth -= strings.Count(")]}", string(rune(c)))
			if c == ',' {
				next = afterSpace
			}
		case c == '(' && last == afterWord:
			last, next = afterOpen, afterOpen
			depth++
		case c == '(' || c == '[' || c == '{':
			next = afterOpen
			depth++
		case c == '+' || c == '-':
			next = afterOpen
			if last == afterWord && values && depth == 0 {
				next = afterSpace
			} else if last == afterWord {
				last = afterOpen
			}
		}
		if last == afterWord || last == afterSpace {
			f.out = append(f.out, ' ')
		}
		f.out = append(f.out, code[start:i]...)
		last = next
	}
}

// itemStart appends the first word and its indent, and the space behind it if something follows.
func (f *formatter) itemStart(code string) int {
	indent, end := 4, nameEnd(code, 0)
	if f.first == 0 || f.first == wordLine {
		indent = 2
	}
	f.out = append(f.out, "    "[:indent]...)
	f.out = append(f.out, code[:end]...)
	i := end
	for i < len(code) && isBlank(code[i]) {
		i++
	}
	if i == len(code) || code[i] == '#' || f.first == 0 {
		return i
	}
	if f.first > lastWord {
		for pad := end; pad < 4; pad++ {
			f.out = append(f.out, ' ')
		}
	}
	f.out = append(f.out, ' ')
	return i
}
