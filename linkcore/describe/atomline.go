package describe

import (
	"linkplay/linkcore/atom"
	"linkplay/linkcore/diag"
)

// MaxAtomBytes bounds an atom, and what a program writes into a file.
const MaxAtomBytes = 256 << 20

// atomLine begins an atom. Once the name was read, the atom is there even if the rest of the line makes no sense, so
// that the items below have their place.
func (r *reader) atomLine(word atom.Name, start int) {
	a := atom.Atom{Kind: atom.Kind(word - wordFunc), File: r.fileIndex, Pos: r.posAt(start)}
	switch word {
	case wordUpdate:
		a.Kind = atom.Update
	case wordLazy:
		a.Kind = atom.LazyCode
		if !r.accept("code") {
			r.failExpected("`code`")
			r.orphan()
			return
		}
		a.Name = r.name("the name of a type")
	}
	if a.Name == 0 && !r.failed {
		a.Name = r.name("the name of the atom")
	}
	if a.Name == 0 {
		r.orphan()
		return
	}
	r.begun = true
	r.closeAtom()
	r.atom, r.quiet = len(r.p.Atoms), false
	a.Items.From = uint32(len(r.p.Items))
	a.Items.To = a.Items.From
	a.Exports = atom.Range{From: uint32(len(r.p.Exports))}
	if word != wordLazy {
		r.attrs(&a)
	}
	a.Exports.To = uint32(len(r.p.Exports))
	if r.endOfLine() && a.Kind == atom.BSS && !a.HasSize {
		r.fail(diag.Expected, r.pos, r.pos, "the size of the bss is missing").Mend("add `size` and a number of bytes")
	}
	kind := atom.Put
	if word == wordUpdate {
		kind = atom.PutUpdate
	}
	r.p.Steps = append(r.p.Steps, atom.Step{Kind: kind, Index: uint32(len(r.p.Atoms)), Pos: a.Pos})
	r.p.Atoms = append(r.p.Atoms, a)
}

// attrs reads what follows the name of an atom.
func (r *reader) attrs(a *atom.Atom) {
	for !r.failed && class[r.skip()]&nameStart != 0 {
		start := r.pos
		switch word := r.word(); {
		case word == "export":
			r.exportAttr()
		case word == "align" && a.Align == 0:
			a.Align = r.alignment()
		case word == "line" && a.SourceLine == 0:
			a.SourceLine = r.sourceLine()
		case word == "size" && !a.HasSize:
			a.Size = r.numberArg()
			a.HasSize = !r.failed
			if a.HasSize && a.Kind != atom.BSS && a.Kind != atom.TLS && a.Kind != atom.Update {
				r.fail(diag.LeftOver, start, r.pos, "`size` is for bss and tls; other atoms are as long as their items").Mend("write `zero %d` below", a.Size)
				a.HasSize, a.Size = false, 0
			}
		case word == "align" || word == "line" || word == "size":
			r.fail(diag.LeftOver, start, r.pos, "`%s` was said before on this line", word).Mend("remove one of the two")
		default:
			end := r.pos
			r.pos = start
			f := r.fail(diag.LeftOver, start, end, "%s means nothing behind the name of an atom", cite(word))
			r.mendForm(f)
			if near := diag.NearestOf(word, append(AttrWords, LinkageWords...)...); near != "" {
				f.Mend("did you mean `%s`?", near)
			}
		}
	}
}

// exportAttr reads the name and the linkage behind "export".
func (r *reader) exportAttr() {
	r.skip()
	e := atom.Export{Pos: r.here(), Name: r.name("the exported name")}
	r.linkage(&e)
	if !r.failed {
		r.p.Exports = append(r.p.Exports, e)
	}
}

func (r *reader) linkage(e *atom.Export) {
	for !r.failed {
		r.skip()
		start := r.pos
		switch r.word() {
		case "weak":
			e.Linkage |= atom.Weak
		case "internal":
			e.Linkage |= atom.Internal
		case "link-once":
			e.Linkage |= atom.LinkOnce
		case "hidden":
			e.Linkage |= atom.Hidden
		case "section":
			if r.skip() != '"' {
				r.failExpected("a section name in quotes")
				return
			}
			e.Section = r.quoted()
		default:
			r.pos = start
			return
		}
	}
}

// alignment reads a power of two.
func (r *reader) alignment() uint64 {
	r.skip()
	start := r.pos
	n := r.numberArg()
	if r.failed {
		return 0
	}
	if n == 0 || n&(n-1) != 0 {
		below := uint64(1)
		for below<<1 <= n && below<<1 != 0 {
			below <<= 1
		}
		r.fail(diag.NotPowerOfTwo, start, r.pos, "an alignment of %d is not a power of two", n).Mend("write %d, for example", below)
		return 0
	}
	if n > MaxAtomBytes {
		r.fail(diag.TooLarge, start, r.pos, "an alignment of %d is more than 256 MiB", n).Mend("4096 is a page on most processors")
		return 0
	}
	return n
}

const maxSourceLine = 1<<31 - 1

// sourceLine reads the number of a line, which begins with 1.
func (r *reader) sourceLine() uint32 {
	r.skip()
	start := r.pos
	n := r.numberArg()
	if !r.failed && (n == 0 || n > maxSourceLine) {
		r.fail(diag.DoesNotFit, start, r.pos, "there is no source line %d", n).Mend("lines go from 1 to %d", maxSourceLine)
	}
	return uint32(n)
}

// stepLine reads what happens to the running link.
func (r *reader) stepLine(word atom.Name, start int) {
	s := atom.Step{Pos: r.posAt(start)}
	switch word {
	case wordFlush:
		s.Kind = atom.Flush
	case wordFree:
		s.Kind, s.Name = atom.Free, r.name("the name of an atom")
	case wordUnexport:
		s.Kind, s.Name = atom.RemoveExport, r.name("an exported name")
	case wordExport:
		s.Kind, s.Index = atom.AddExport, uint32(len(r.p.Exports))
		e := atom.Export{Of: r.name("the name of an atom")}
		if !r.failed && !r.accept("as") {
			r.failExpected("`as`")
		}
		if r.failed {
			return
		}
		r.skip()
		e.Pos = r.here()
		e.Name = r.name("the new name")
		r.linkage(&e)
		if r.endOfLine() {
			r.p.Exports = append(r.p.Exports, e)
		}
	}
	if r.endOfLine() {
		r.begun = true
		r.p.Steps = append(r.p.Steps, s)
	}
}
