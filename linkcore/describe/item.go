package describe

import (
	"linkplay/linkcore/atom"
	"linkplay/linkcore/diag"
)

// labelLine reads ".name:".
func (r *reader) labelLine() (drop bool) {
	start := r.pos
	name := r.local()
	if r.failed || !r.inAtom(start) {
		return
	}
	if r.skip() != ':' {
		r.failExpected("a colon after the label")
		return
	}
	r.pos++
	r.addItem(&atom.Item{Kind: atom.ItemLabel, Name: name}, start)
	return r.quiet
}

// local reads the name of a place inside an atom. Its Name includes the dot.
func (r *reader) local() atom.Name {
	text, i := r.text[:r.end], r.pos+1
	for i < len(text) && class[text[i]]&nameByte != 0 && text[i] != '.' && text[i] != '$' {
		i++
	}
	name := text[r.pos:i]
	if len(name) < 2 || class[name[1]]&digit != 0 || i < len(text) && class[text[i]]&nameByte != 0 {
		r.fail(diag.BadCharacter, r.pos, r.bareEnd(r.pos), "%s is not a label", cite(text[r.pos:r.bareEnd(r.pos)])).
			Mend("labels are a dot and a word of letters, digits and _, such as .loop")
		return 0
	}
	if len(name) > MaxNameBytes {
		r.failLongName(i, len(name))
		return 0
	}
	r.pos = i
	return r.p.Names.Intern(name)
}

// addItem ends the line and adds its row.
func (r *reader) addItem(it *atom.Item, start int) {
	if !r.endOfLine() {
		return
	}
	it.Line, it.Col = r.line, r.col(start)
	r.p.Items = append(r.p.Items, *it)
}

// instruction reads the operands of a mnemonic.
func (r *reader) instruction(mnemonic atom.Name, start int) {
	if !r.inAtom(start) {
		return
	}
	it := atom.Item{Kind: atom.ItemInstr, Name: mnemonic, Args: r.rangeOfOperands()}
	if r.skip() != 0 {
		r.operands()
		it.Args.To = uint32(len(r.p.Operands))
	}
	r.addItem(&it, start)
}

func (r *reader) rangeOfOperands() atom.Range {
	n := uint32(len(r.p.Operands))
	return atom.Range{From: n, To: n}
}

// item reads the items that begin with a word of the language.
func (r *reader) item(word atom.Name, start int) {
	if !r.inAtom(start) {
		return
	}
	it := atom.Item{}
	switch word {
	case wordLine:
		it.Kind, it.Value = atom.ItemLine, uint64(r.sourceLine())
	case wordAlign:
		it.Kind, it.Value = atom.ItemAlign, r.alignment()
	case wordZero:
		it.Kind, it.Value = atom.ItemZero, r.numberArg()
	case wordBytes:
		it.Kind, it.Args = atom.ItemBytes, r.hexPairs()
	case wordText:
		it.Kind, it.Args = atom.ItemText, r.textArg()
	case wordNeeds:
		it.Kind, it.Args = atom.ItemNeeds, r.rangeOfOperands()
		for r.reference() && r.skip() == ',' {
			r.pos++
		}
		it.Args.To = uint32(len(r.p.Operands))
	case wordReloc:
		r.reloc(&it)
	default:
		it.Kind, it.Args = atom.ItemValues, r.rangeOfOperands()
		if word != wordWord {
			it.Width = 1 << (word - wordU8)
		}
		for r.value() && r.skip() == ',' {
			r.pos++
		}
		it.Args.To = uint32(len(r.p.Operands))
	}
	r.addItem(&it, start)
}

// hexPairs reads pairs of hex digits, in one run or several.
func (r *reader) hexPairs() atom.Range {
	list := atom.Range{From: uint32(len(r.p.Bytes))}
	list.To = list.From
	for first := true; !r.failed; first = false {
		if c := r.skip(); class[c]&nameByte == 0 {
			if first {
				r.failExpected("a pair of hex digits")
			}
			break
		}
		run := r.text[r.pos:r.bareEnd(r.pos)]
		if !isHexPairs(run) {
			fix := "write two hex digits for each byte: 00 ff 12"
			if len(run) > 1 && run[:2] == "0x" {
				fix = "leave out 0x: bytes are always hexadecimal"
			}
			r.fail(diag.BadNumber, r.pos, r.pos+len(run), "%s is not made of pairs of hex digits", cite(run)).Mend("%s", fix)
			break
		}
		for i := 0; i < len(run); i += 2 {
			r.p.Bytes = append(r.p.Bytes, byte(digitValue(run[i])<<4|digitValue(run[i+1])))
		}
		r.pos += len(run)
	}
	list.To = uint32(len(r.p.Bytes))
	return list
}

func isHexPairs(run string) bool {
	for i := 0; i < len(run); i++ {
		if digitValue(run[i]) >= 16 {
			return false
		}
	}
	return run != "" && len(run)%2 == 0
}

// textArg reads a quoted text into Bytes.
func (r *reader) textArg() atom.Range {
	list := atom.Range{From: uint32(len(r.p.Bytes))}
	if r.skip() != '"' {
		r.failExpected("a text in quotes")
		return list
	}
	from := r.pos + 1
	escaped := r.quotedBytes(nil)
	switch {
	case r.failed:
	case escaped != nil:
		r.p.Bytes = append(r.p.Bytes, escaped...)
	default:
		r.p.Bytes = append(r.p.Bytes, r.text[from:r.pos-1]...)
	}
	list.To = uint32(len(r.p.Bytes))
	return list
}

// reloc reads "reloc TYPE NAME+N over HEX…".
func (r *reader) reloc(it *atom.Item) {
	it.Kind = atom.ItemReloc
	if class[r.skip()]&nameStart == 0 {
		r.failExpected("a relocation type such as R_X86_64_PC32")
		return
	}
	it.Name = r.bare()
	it.Args = r.rangeOfOperands()
	if !r.reference() {
		return
	}
	if c := r.skip(); c == '+' || c == '-' {
		at := r.pos
		r.pos++
		n := r.numberArg()
		r.p.Terms = append(r.p.Terms, atom.Term{Kind: atom.TermNumber, Value: n, Negative: c == '-', Col: r.col(at)})
		op := &r.p.Operands[len(r.p.Operands)-1]
		op.Terms.To, op.End = uint32(len(r.p.Terms)), r.col(r.pos)
	}
	it.Args.To = uint32(len(r.p.Operands))
	it.Value = uint64(len(r.p.Bytes))
	if !r.failed && r.accept("over") {
		over := r.hexPairs()
		it.Over, it.Value = uint16(over.Len()), uint64(over.To)
	}
}
