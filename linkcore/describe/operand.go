package describe

import (
	"linkplay/linkcore/atom"
	"linkplay/linkcore/diag"
)

// operands reads one or more operands of an instruction.
func (r *reader) operands() {
	for {
		r.operand()
		if r.failed || r.skip() != ',' {
			return
		}
		r.pos++
	}
}

// operand reads the words before an operand and one of its three shapes: an expression (and an index in parentheses),
// a place in memory, a list.
func (r *reader) operand() {
	c := r.skip()
	p := r.p
	op := atom.Operand{Col: r.col(r.pos)}
	op.Words.From, op.Terms.From = uint32(len(p.Words)), uint32(len(p.Terms))
	begun := false
	for class[c]&nameStart != 0 {
		start := r.pos
		name := r.bare()
		if r.failed {
			return
		}
		c = r.skip()
		if class[c]&operandStart == 0 || name == wordLazy && r.lazyKind() != 0 {
			r.nameTerm(name, start, false, 0)
			r.moreTerms(0)
			begun = true
			break
		}
		p.Words = append(p.Words, name)
	}
	op.Words.To = uint32(len(p.Words))
	switch {
	case r.failed:
		return
	case begun:
		r.index(&op)
	case c == '[':
		r.memory(&op)
	case c == '{':
		r.list(&op)
	default:
		r.expr(0)
		r.index(&op)
	}
	op.Terms.To, op.End = uint32(len(p.Terms)), r.tokenEnd()
	p.Operands = append(p.Operands, op)
}

// tokenEnd is the column behind the last token.
func (r *reader) tokenEnd() uint16 {
	end := r.pos
	for end > r.start && isBlank(r.text[end-1]) {
		end--
	}
	return r.col(end)
}

// index reads the "(v0)" of "4(v0)".
func (r *reader) index(op *atom.Operand) {
	if r.failed || r.skip() != '(' {
		return
	}
	op.Kind = atom.OperandIndexed
	r.comma()
	r.expr(0)
	r.expect(')')
}

// comma separates two expressions of one operand; it moves over the byte that stands between them.
func (r *reader) comma() {
	r.p.Terms = append(r.p.Terms, atom.Term{Kind: atom.TermComma, Col: r.col(r.pos)})
	r.pos++
}

func (r *reader) expect(c byte) {
	if r.failed {
		return
	}
	if r.skip() != c {
		r.failExpected("`" + string(rune(c)) + "`")
		return
	}
	r.pos++
}

// memory reads "[a, b]!".
func (r *reader) memory(op *atom.Operand) {
	op.Kind = atom.OperandMemory
	r.pos++
	for r.expr(0); !r.failed && r.skip() == ','; r.expr(0) {
		r.comma()
	}
	r.expect(']')
	if !r.failed && r.skip() == '!' {
		op.Writeback = true
		r.pos++
	}
}

// list reads "{r4, lr}".
func (r *reader) list(op *atom.Operand) {
	op.Kind = atom.OperandList
	r.pos++
	for !r.failed {
		if class[r.skip()]&nameStart == 0 {
			r.failExpected("a register")
			return
		}
		at := r.pos
		r.p.Terms = append(r.p.Terms, atom.Term{Kind: atom.TermName, Name: r.bare(), Col: r.col(at)})
		if r.failed || r.skip() != ',' {
			break
		}
		r.comma()
	}
	r.expect('}')
}

// value reads one value of "u8" and its kin.
func (r *reader) value() bool {
	r.skip()
	op := r.simpleOperand()
	r.expr(0)
	return r.addOperand(op)
}

// reference reads one reference of "needs" or "reloc".
func (r *reader) reference() bool {
	c := r.skip()
	op := r.simpleOperand()
	switch {
	case class[c]&nameStart != 0:
		start := r.pos
		r.p.Terms = append(r.p.Terms, r.refTerm(r.bare(), start, false))
	case c == '@' || c == '"':
		r.term(false, 0)
	default:
		r.failExpected("the name of an atom")
		return false
	}
	return r.addOperand(op)
}

func (r *reader) simpleOperand() atom.Operand {
	words, terms := uint32(len(r.p.Words)), uint32(len(r.p.Terms))
	return atom.Operand{Col: r.col(r.pos), Words: atom.Range{From: words, To: words}, Terms: atom.Range{From: terms}}
}

func (r *reader) addOperand(op atom.Operand) bool {
	op.Terms.To, op.End = uint32(len(r.p.Terms)), r.tokenEnd()
	r.p.Operands = append(r.p.Operands, op)
	return !r.failed
}

// expr reads [ sign ] term { sign term }.
func (r *reader) expr(depth int) {
	if r.failed {
		return
	}
	c := r.skip()
	if c == '-' || c == '+' {
		r.pos++
	}
	r.term(c == '-', depth)
	r.moreTerms(depth)
}

func (r *reader) moreTerms(depth int) {
	for !r.failed {
		c := r.skip()
		if c != '+' && c != '-' {
			return
		}
		r.pos++
		r.term(c == '-', depth)
	}
}

// term reads one term, behind its sign.
func (r *reader) term(negative bool, depth int) {
	c := r.skip()
	start := r.pos
	t := atom.Term{Negative: negative, Col: r.col(start)}
	switch {
	case class[c]&nameStart != 0:
		r.nameTerm(r.bare(), start, negative, depth)
		return
	case class[c]&digit != 0 || c == '\'':
		t.Kind, t.Value = atom.TermNumber, r.number()
	case c == '.':
		if start+1 < r.end && class[r.text[start+1]]&nameByte != 0 {
			t.Kind, t.Name = atom.TermLocal, r.local()
		} else {
			t.Kind = atom.TermHere
			r.pos++
		}
	case c == '"':
		text := r.quoted()
		if !r.failed {
			t.Kind, t.Name = atom.TermText, r.p.Texts.Intern(text)
		}
	case c == '@':
		t.Kind, t.Name = atom.TermName, r.quotedName()
	default:
		r.failExpected("a value")
		return
	}
	r.p.Terms = append(r.p.Terms, t)
}

// nameTerm reads a term that begins with a plain name: a symbol or register, "lazy data T", or "word(expr)".
func (r *reader) nameTerm(name atom.Name, start int, negative bool, depth int) {
	t := r.refTerm(name, start, negative)
	if r.failed {
		return
	}
	at := len(r.p.Terms)
	r.p.Terms = append(r.p.Terms, t)
	if t.Kind != atom.TermName || r.skip() != '(' {
		return
	}
	if depth == MaxDepth {
		r.fail(diag.TooDeep, r.pos, r.pos+1, "words with ( ) stand inside one another more than %d deep", MaxDepth).Mend("remove parentheses")
		return
	}
	r.pos++
	r.expr(depth + 1)
	r.expect(')')
	r.p.Terms[at].Kind = atom.TermApply
	r.p.Terms[at].Size = uint16(len(r.p.Terms) - at - 1)
}

// refTerm is the term of a plain name that was read, or of the "lazy code T" that it begins.
func (r *reader) refTerm(name atom.Name, start int, negative bool) atom.Term {
	t := atom.Term{Kind: atom.TermName, Name: name, Negative: negative, Col: r.col(start)}
	if name == wordLazy {
		if kind := r.lazyKind(); kind != 0 {
			r.pos += len("code")
			t.Kind, t.Name = kind, r.name("the name of a type")
		}
	}
	return t
}

// lazyKind looks whether "code" or "data" follows "lazy".
func (r *reader) lazyKind() atom.TermKind {
	r.skip()
	start := r.pos
	switch word := r.text[start:r.bareEnd(start)]; word {
	case "code":
		return atom.TermLazyCode
	case "data":
		return atom.TermLazyData
	}
	return 0
}
