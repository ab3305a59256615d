package describe

import (
	"linkplay/linkcore/atom"
	"linkplay/linkcore/diag"
)

// findings keeps the first MaxFindings and counts the rest, so that a file that is no description costs no more than
// one that is.
type findings struct {
	list    diag.List
	dropped int
	worst   diag.Severity // of the dropped
	nobody  diag.Finding  // takes what is said about the dropped
}

func (f *findings) add(code diag.Code, pos diag.Pos, format string, args ...any) *diag.Finding {
	if len(f.list) >= MaxFindings {
		severity := code.Row().Severity
		if f.dropped == 0 || severity < f.worst {
			f.worst = severity
		}
		f.dropped++
		f.nobody = diag.Finding{}
		return &f.nobody
	}
	return f.list.Add(code, pos, format, args...)
}

// close returns the list, with a last finding for the ones that were only counted.
func (f *findings) close() diag.List {
	if f.dropped > 0 {
		last := f.list.Add(diag.TooMany, diag.Pos{}, "%d more findings are not shown", f.dropped)
		last.Severity = f.worst
		last.Mend("mend the first ones; they often cause the others")
	}
	return f.list
}

// fail says why the line is skipped. Only the first reason counts. from and to are offsets in the text.
func (r *reader) fail(code diag.Code, from, to int, format string, args ...any) *diag.Finding {
	if r.failed {
		r.found.nobody = diag.Finding{}
		return &r.found.nobody
	}
	r.failed = true
	if r.isForeign() {
		r.found.nobody = diag.Finding{}
		return &r.found.nobody
	}
	return r.found.add(code, r.at(from), format, args...).Until(uint32(to - r.start + 1))
}

func (r *reader) at(offset int) diag.Pos {
	return diag.Pos{Line: r.line, Col: uint32(offset - r.start + 1)}
}

func (r *reader) here() atom.Pos { return atom.Pos{Line: r.line, Col: r.col(r.pos)} }

func (r *reader) col(offset int) uint16 { return uint16(offset - r.start + 1) }

func place(p atom.Pos) diag.Pos { return diag.Pos{Line: p.Line, Col: uint32(p.Col)} }
