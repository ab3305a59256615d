package describe

import (
	"strings"

	"linkplay/linkcore/atom"
)

// shortLine reads the lines that most of a large text consists of: instructions and values whose operands are names,
// decimal numbers, labels, word(name) and sums of these in [ ]. It does exactly what nextLine and readLine would do, in
// one go, and gives up without a trace at whatever else it meets; a test holds the two against each other.
func (r *reader) shortLine() bool {
	text, start := r.text, r.next
	from := start
	for from < len(text) && text[from] == ' ' {
		from++
	}
	i := nameEnd(text, from)
	if r.atom < 0 || r.quiet || !shortName(text, from, i) {
		return false
	}
	p := r.p
	operands, terms := len(p.Operands), len(p.Terms)
	it := atom.Item{Kind: atom.ItemInstr, Name: p.Names.Intern(text[from:i]), Line: r.line + 1, Col: uint16(from - start + 1)}
	switch word := it.Name; {
	case word > lastWord:
	case word == wordFunc || word == wordData || word == wordConst:
		return r.shortAtom(i, from, atom.Kind(word-wordFunc))
	case wordU8 <= word && word < wordWord:
		it.Kind, it.Name, it.Width = atom.ItemValues, 0, 1<<(word-wordU8)
	default:
		return false
	}
	it.Args.From = uint32(operands)
	for i < len(text) && text[i] == ' ' {
		i++
	}
	if it.Kind != atom.ItemInstr || i < len(text) && class[text[i]]&lineEnd == 0 {
		for {
			if i = r.shortOperand(i, start, it.Kind); i < 0 || text[i] != ',' {
				break
			}
			for i++; i < len(text) && text[i] == ' '; i++ {
			}
		}
	}
	if i = r.shortEnd(i, start); i < 0 {
		p.Operands, p.Terms = p.Operands[:operands], p.Terms[:terms]
		return false
	}
	it.Args.To = uint32(len(p.Operands))
	p.Items = append(p.Items, it)
	r.line++
	r.next = i
	return true
}

// shortAtom reads the rest of "func NAME" or "func NAME line N".
func (r *reader) shortAtom(i, from int, kind atom.Kind) bool {
	text, start, p := r.text, r.next, r.p
	if text[i] != ' ' {
		return false
	}
	i++
	end := nameEnd(text, i)
	if !shortName(text, i, end) {
		return false
	}
	a := atom.Atom{Kind: kind, File: r.fileIndex, Name: p.Names.Intern(text[i:end]), Pos: atom.Pos{Line: r.line + 1, Col: uint16(from - start + 1)}}
	i = end
	const attr = " line "
	if i+len(attr) < len(text) && text[i:i+len(attr)] == attr {
		digits := i + len(attr)
		for i = digits; i < len(text) && class[text[i]]&digit != 0; i++ {
			a.SourceLine = a.SourceLine*10 + uint32(text[i]-'0')
		}
		if i == digits || i-digits > 9 || a.SourceLine == 0 {
			return false
		}
	}
	if i = r.shortEnd(i, start); i < 0 {
		return false
	}
	if start > r.reserveAt {
		r.reserve(start)
	}
	r.begun = true
	r.closeAtom()
	r.atom = len(p.Atoms)
	a.Items = atom.Range{From: uint32(len(p.Items)), To: uint32(len(p.Items))}
	a.Exports = atom.Range{From: uint32(len(p.Exports)), To: uint32(len(p.Exports))}
	p.Steps = append(p.Steps, atom.Step{Kind: atom.Put, Index: uint32(len(p.Atoms)), Pos: a.Pos})
	p.Atoms = append(p.Atoms, a)
	r.line++
	r.next = i
	return true
}

const maxShortName = 250

func nameEnd(text string, i int) int {
	for i < len(text) && class[text[i]]&nameByte != 0 {
		i++
	}
	return i
}

// shortName tells whether text[from:to] is a name that nothing unusual follows.
func shortName(text string, from, to int) bool {
	return to < len(text) && to-from < maxShortName && class[text[from]]&nameStart != 0 && class[text[to]]&nameStop != 0
}

// shortEnd returns where the line after begins, or -1.
func (r *reader) shortEnd(i, start int) int {
	if i < 0 || i >= len(r.text) {
		return -1
	}
	switch r.text[i] {
	case '\n':
	case '#':
		end := strings.IndexByte(r.text[i:], '\n')
		if end < 0 {
			return -1
		}
		i += end
	default:
		return -1
	}
	if i-start > MaxLineBytes {
		return -1
	}
	return i + 1
}

// shortOperand reads an operand and the blanks behind it; it returns the place behind them, or -1.
func (r *reader) shortOperand(i, start int, kind atom.ItemKind) int {
	text, p := r.text, r.p
	if i >= len(text) {
		return -1
	}
	words, terms := uint32(len(p.Words)), uint32(len(p.Terms))
	op := atom.Operand{Col: uint16(i - start + 1), Words: atom.Range{From: words, To: words}, Terms: atom.Range{From: terms}}
	if text[i] == '[' && kind == atom.ItemInstr {
		op.Kind = atom.OperandMemory
		for more := true; more; {
			i = r.shortTerm(i+1, start)
			if i < 0 || i >= len(text) || text[i] != '+' && text[i] != ']' {
				return -1
			}
			more = text[i] == '+'
		}
		i++
	} else if i = r.shortTerm(i, start); i < 0 {
		return -1
	}
	op.Terms.To, op.End = uint32(len(p.Terms)), uint16(i-start+1)
	p.Operands = append(p.Operands, op)
	for i < len(text) && text[i] == ' ' {
		i++
	}
	if i >= len(text) || class[text[i]]&(lineEnd|comma) == 0 || i-start > MaxLineBytes {
		return -1
	}
	return i
}

// shortTerm reads a name, a label, word(name) or a decimal number, and returns the place behind it, or -1.
func (r *reader) shortTerm(i, start int) int {
	text, p := r.text, r.p
	if i >= len(text) {
		return -1
	}
	t := atom.Term{Col: uint16(i - start + 1)}
	c, from := class[text[i]], i
	switch {
	case c&nameStart != 0:
		i = nameEnd(text, i)
		if !shortName(text, from, i) {
			return -1
		}
		t.Kind, t.Name = atom.TermName, p.Names.Intern(text[from:i])
		if t.Name == wordLazy {
			return -1
		}
		if text[i] == '(' {
			i++
			inner := atom.Term{Kind: atom.TermName, Col: uint16(i - start + 1)}
			from = i
			i = nameEnd(text, i)
			if !shortName(text, from, i) || text[i] != ')' {
				return -1
			}
			if inner.Name = p.Names.Intern(text[from:i]); inner.Name == wordLazy {
				return -1
			}
			i++
			t.Kind, t.Size = atom.TermApply, 1
			p.Terms = append(p.Terms, t, inner)
			return i
		}
	case c&digit != 0:
		for i < len(text) && class[text[i]]&digit != 0 {
			t.Value = t.Value*10 + uint64(text[i]-'0')
			i++
		}
		if i-from > 18 || i >= len(text) || class[text[i]]&nameStop == 0 {
			return -1
		}
	case text[i] == '.':
		for i++; i < len(text) && class[text[i]]&nameByte != 0 && text[i] != '.' && text[i] != '$'; i++ {
		}
		if i >= len(text) || i-from < 2 || i-from > maxShortName || class[text[from+1]]&digit != 0 || class[text[i]]&nameStop == 0 {
			return -1
		}
		t.Kind, t.Name = atom.TermLocal, p.Names.Intern(text[from:i])
	default:
		return -1
	}
	p.Terms = append(p.Terms, t)
	return i
}
