// Package linkcore is the linker as others use it: a description goes in, a file and the reason for each of its bytes
// come out. It is pure: no files, no clock, no goroutines, no JavaScript.
package linkcore

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"linkplay/linkcore/arch"
	"linkplay/linkcore/atom"
	"linkplay/linkcore/describe"
	"linkplay/linkcore/diag"
	"linkplay/linkcore/elf"
	"linkplay/linkcore/image"
	"linkplay/linkcore/inspect"
	"linkplay/linkcore/plan9"
	"linkplay/linkcore/report"
	"linkplay/linkcore/spec"
	"linkplay/linkcore/trace"
)

// Options say how to link.
type Options struct {
	Record bool // keep labels and events; without them only the bytes come out
}

// Result is what a link or an inspection gave.
type Result struct {
	Text     string         // the description, or ""
	Program  *atom.Program  // nil after Inspect
	Image    *image.Image   // of the last flush; nil when there is nothing to show
	Flushes  []*image.Image // of every flush, in order
	Findings diag.List      // by line
	Target   string         // "plan9/x86_64"; "" when the description names none

	read  diag.List // the findings of the text alone
	lines []uint32  // where each line of Text begins
}

// session is a running link in either format.
type session interface {
	Apply(step *atom.Step)
	Changed() bool
	Flush() (*image.Image, diag.List)
	Findings() diag.List
}

// newSession makes a session for a format. It is no table, so that a program that links nothing carries no linker.
func newSession(p *atom.Program, cpu *arch.CPU, rec *trace.Recorder) session {
	if p.Target.Format == "elf" {
		return elf.New(p, cpu, rec)
	}
	return plan9.New(p, cpu, rec)
}

// Link links a description. It never fails: what is wrong is in the findings.
func Link(text string, opt Options) *Result {
	r := &Result{Text: text}
	r.Program, r.read = describe.Read(text)
	writeEnumCode(r.Program)
	r.Relink(opt)
	return r
}

// writeEnumCode writes the lazy code of enums that somebody wants and nobody wrote, on processors that have a generator.
func writeEnumCode(p *atom.Program) {
	cpu := arch.Find(p.Target.CPU)
	if cpu == nil || len(p.Enums) == 0 {
		return
	}
	wanted := map[atom.Name]bool{}
	for i := range p.Terms {
		if p.Terms[i].Kind == atom.TermLazyCode {
			wanted[p.Terms[i].Name] = true
		}
	}
	for i := range p.Atoms {
		if p.Atoms[i].Kind == atom.LazyCode {
			delete(wanted, p.Atoms[i].Name)
		}
	}
	for i := range p.Enums {
		e := &p.Enums[i]
		if !wanted[e.Name] {
			continue
		}
		var tags []string
		for _, tag := range p.Words[e.Tags.From:e.Tags.To] {
			tags = append(tags, p.Names.Text(tag))
		}
		name := p.Names.Text(e.Name)
		if body := cpu.EnumCode(name, tags, p.Output != atom.Executable); body != "" {
			describe.Extend(p, name, body, e.Pos)
		}
		delete(wanted, e.Name)
	}
}

// Relink links the program of a result, which has been read, again.
func (r *Result) Relink(opt Options) {
	r.Findings = slices.Clone(r.read)
	p := r.Program
	if p.Target.Format == "" {
		return // describe.Check has said so
	}
	r.Target = p.Target.Format + "/" + p.Target.CPU
	accepted, _ := spec.Accepts(p.Target.Format, p.Target.CPU)
	if !accepted {
		return // describe.Check has said so
	}
	cpu := arch.Find(p.Target.CPU)
	if cpu == nil {
		r.Findings.Add(diag.NotYet, diag.Pos{Line: p.Target.Pos.Line, Col: uint32(p.Target.Pos.Col)},
			"this version reads descriptions for %s and cannot link them yet", r.Target).
			Mend("choose another target; linkplay targets lists those that link")
		return
	}
	var rec *trace.Recorder
	if opt.Record {
		rec = trace.NewRecorder(8*len(p.Atoms) + len(p.Operands)/2)
	}
	s := newSession(p, cpu, rec)
	r.Flushes = nil
	for i := range p.Steps {
		if p.Steps[i].Kind == atom.Flush {
			r.flush(s)
			continue
		}
		s.Apply(&p.Steps[i])
	}
	if s.Changed() || len(r.Flushes) == 0 {
		r.flush(s)
	}
	for _, f := range s.Findings() {
		// A line that could not be read may have been the entry point.
		if f.Code != diag.NoEntry || !r.Findings.HasErrors() {
			r.Findings = append(r.Findings, f)
		}
	}
	slices.SortStableFunc(r.Findings, byPlace)
}

// byPlace sorts findings by line; those of the description as a whole come last.
func byPlace(a, b diag.Finding) int { return cmp.Compare(a.Pos.Line-1, b.Pos.Line-1) }

func (r *Result) flush(s session) {
	r.Image, _ = s.Flush()
	if r.Image != nil {
		r.Image.FindAskers()
	}
	r.Flushes = append(r.Flushes, r.Image)
}

// Inspect labels a finished file of either format.
func Inspect(data []byte) *Result {
	r := &Result{}
	r.Image, r.Findings = inspect.Inspect(data)
	if r.Image != nil && r.Image.Format != "" {
		r.Target = r.Image.Format + "/" + r.Image.CPU
	}
	return r
}

// OK tells whether a file may be written.
func (r *Result) OK() bool { return r.Image != nil && !r.Findings.HasErrors() }

// Summary is the link on one screen.
func (r *Result) Summary() *report.Summary {
	s := report.Of(r.Target, r.Image, r.Findings, r.Column)
	s.Flushes, s.Flush = len(r.Flushes), r.flushShown()
	return s
}

// Tables are the rows that come by the hundred thousand; see report.Schema.
func (r *Result) Tables() []byte {
	if r.Image == nil {
		return report.Tables(&image.Image{})
	}
	return report.Tables(r.Image)
}

// Line returns a line of the text, counted from 1, without its end.
func (r *Result) Line(n uint32) string {
	if r.lines == nil {
		r.lines = append(r.lines, 0)
		for i := 0; i < len(r.Text); i++ {
			if r.Text[i] == '\n' {
				r.lines = append(r.lines, uint32(i+1))
			}
		}
	}
	if n == 0 || int(n) > len(r.lines) {
		return ""
	}
	end := len(r.Text)
	if int(n) < len(r.lines) {
		end = int(r.lines[n]) - 1
	}
	return strings.TrimSuffix(r.Text[r.lines[n-1]:end], "\r")
}

// Column turns a byte column of a line into one that counts characters, both from 1.
func (r *Result) Column(line, col uint32) uint32 {
	text := r.Line(line)
	if col == 0 || int(col) > len(text)+1 {
		return col
	}
	return uint32(utf8.RuneCountInString(text[:col-1])) + 1
}

// Print returns a finding as the command line shows it, behind a file name.
func (r *Result) Print(file string, f *diag.Finding) string {
	shown := *f
	shown.Pos.Col = r.Column(f.Pos.Line, f.Pos.Col)
	if f.Pos.Line == 0 {
		return file + ": " + shown.String()
	}
	return file + ":" + shown.String()
}
