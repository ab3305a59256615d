package describe

import (
	"strings"

	"linkplay/linkcore/atom"
	"linkplay/linkcore/diag"
)

// enumLine reads "enum TYPE TAG…".
func (r *reader) enumLine(start int) {
	name := r.name("the name of a type")
	tags := r.names("a tag")
	if r.endOfLine() {
		r.p.Enums = append(r.p.Enums, atom.Enum{Name: name, Tags: tags, Pos: r.posAt(start)})
	}
}

// errorsLine reads "errors NAME…".
func (r *reader) errorsLine(start int) {
	names := r.names("the name of an error")
	if r.endOfLine() {
		r.p.Steps = append(r.p.Steps, atom.Step{Kind: atom.AddErrors, Words: names, Pos: r.posAt(start)})
	}
}

// names reads one or more plain names into Words.
func (r *reader) names(what string) atom.Range {
	list := atom.Range{From: uint32(len(r.p.Words))}
	for first := true; !r.failed; first = false {
		c := r.skip()
		if class[c]&nameStart == 0 {
			if first {
				r.failExpected(what)
			} else if c == ',' {
				r.fail(diag.LeftOver, r.pos, r.pos+1, "the words of this line stand without commas").Mend("remove the comma")
			}
			break
		}
		r.p.Words = append(r.p.Words, r.bare())
	}
	list.To = uint32(len(r.p.Words))
	return list
}

// absoluteLine reads "absolute NAME = NUMBER {export}".
func (r *reader) absoluteLine(start int) {
	row := atom.Absolute{Pos: r.posAt(start), Name: r.name("the name of a symbol")}
	if r.failed {
		return
	}
	if r.skip() != '=' {
		r.failExpected("`=`")
		return
	}
	r.pos++
	row.Value = r.numberArg()
	row.Exports.From = uint32(len(r.p.Exports))
	for !r.failed && r.accept("export") {
		r.exportAttr()
	}
	row.Exports.To = uint32(len(r.p.Exports))
	if !r.endOfLine() {
		r.p.Exports = r.p.Exports[:row.Exports.From]
		return
	}
	r.p.Steps = append(r.p.Steps, atom.Step{Kind: atom.DeclareAbsolute, Index: uint32(len(r.p.Absolutes)), Pos: row.Pos})
	r.p.Absolutes = append(r.p.Absolutes, row)
}

// importLine reads "import NAME [kind] [from PATH] [weak]".
func (r *reader) importLine(start int) {
	row := atom.Import{Pos: r.posAt(start), Name: r.name("the name of a symbol")}
	if r.failed {
		return
	}
	for i, kind := range ImportKinds {
		if r.accept(kind) {
			row.Kind = atom.ImportKind(i + 1)
			break
		}
	}
	if r.accept("from") {
		row.From = r.raw("the name of a library")
		if !r.failed && (row.From == "" || strings.IndexByte(row.From, 0) >= 0) {
			r.fail(diag.Expected, r.pos, r.pos, "the name of a library has at least one character and no NUL").Mend("write `from libc.so.6`, for example")
		}
	}
	if !r.failed {
		row.Weak = r.accept("weak")
	}
	if r.endOfLine() {
		r.p.Steps = append(r.p.Steps, atom.Step{Kind: atom.DeclareImport, Index: uint32(len(r.p.Imports)), Pos: row.Pos})
		r.p.Imports = append(r.p.Imports, row)
	}
}

// numberArg reads the number that has to come next.
func (r *reader) numberArg() uint64 {
	if c := r.skip(); class[c]&digit == 0 && c != '\'' {
		r.failExpected("a number")
		return 0
	}
	return r.number()
}
