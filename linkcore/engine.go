package linkcore

import (
	"errors"
	"slices"
	"unicode/utf8"

	"linkplay/linkcore/describe"
	"linkplay/linkcore/diag"
	"linkplay/linkcore/jsontext"
	"linkplay/linkcore/picture"
	"linkplay/linkcore/report"
)

// Engine holds one text and its latest link, for a page that sends edits.
type Engine struct {
	text   []byte
	starts []int // where each line begins
	result *Result

	trail   []uint32 // owners that were in focus, for drawings of trailOf
	trailOf *Result
}

// Output is one link or inspection: a summary as JSON, bulk tables as columns in one buffer, and the file.
type Output struct {
	JSON, Tables, File []byte
}

// NewEngine returns an engine with an empty text.
func NewEngine() *Engine {
	e := &Engine{}
	e.SetText("")
	return e
}

// SetText replaces the whole text.
func (e *Engine) SetText(text string) {
	e.text = append(e.text[:0], text...)
	e.findLines()
}

// Text returns the text.
func (e *Engine) Text() string { return string(e.text) }

func (e *Engine) findLines() {
	e.starts = append(e.starts[:0], 0)
	for i, c := range e.text {
		if c == '\n' {
			e.starts = append(e.starts, i+1)
		}
	}
}

var errNoSuchPlace = errors.New("the text has no such place")

// Edit replaces a stretch of the text. Lines count from 0 and columns are UTF-16 units, as editors in a page count.
func (e *Engine) Edit(fromLine, fromCol, toLine, toCol int, insert string) error {
	from, ok := e.offset(fromLine, fromCol)
	to, okTo := e.offset(toLine, toCol)
	if !ok || !okTo || from > to {
		return errNoSuchPlace
	}
	tail := len(e.text) - to
	grown := from + len(insert) + tail
	old := e.text
	if grown > cap(e.text) {
		e.text = make([]byte, grown, grown+grown/4)
		copy(e.text, old[:from])
	} else {
		e.text = e.text[:grown]
	}
	copy(e.text[from+len(insert):], old[to:to+tail])
	copy(e.text[from:], insert)
	e.findLines()
	return nil
}

// offset is the byte at which a UTF-16 column of a line begins.
func (e *Engine) offset(line, col int) (int, bool) {
	if line < 0 || line >= len(e.starts) || col < 0 {
		return 0, false
	}
	at := e.starts[line]
	for col > 0 {
		if at >= len(e.text) || e.text[at] == '\n' {
			return 0, false
		}
		r, n := utf8.DecodeRune(e.text[at:])
		at += n
		col--
		if r >= 0x10000 {
			col--
		}
	}
	return at, col == 0
}

// Link links the text as it is now. While it has errors, looks and pictures keep speaking of the last good link.
func (e *Engine) Link() Output {
	r := Link(string(e.text), Options{Record: true})
	if r.OK() {
		e.result = r
	}
	return output(r)
}

// Inspect labels a foreign file.
func (e *Engine) Inspect(data []byte) Output {
	e.result = Inspect(data)
	return output(e.result)
}

func output(r *Result) Output {
	out := Output{JSON: r.Summary().AppendJSON(nil)}
	if r.Image != nil && (r.OK() || r.Program == nil) {
		out.Tables, out.File = r.Tables(), r.Image.File
	}
	return out
}

func (e *Engine) look(at func(*Result) report.Look) []byte {
	look := absent()
	if e.result != nil {
		look = at(e.result)
	}
	return look.AppendJSON(nil)
}

// LookAt says what the byte at a file offset is.
func (e *Engine) LookAt(off int) []byte {
	return e.look(func(r *Result) report.Look { return r.LookAt(uint64(max(0, off))) })
}

// LookLine says what a line of the description became.
func (e *Engine) LookLine(line int) []byte {
	return e.look(func(r *Result) report.Look { return r.LookLine(uint32(max(0, line))) })
}

// LookOwner says what an atom or a structure is.
func (e *Engine) LookOwner(owner int) []byte {
	return e.look(func(r *Result) report.Look { return r.LookOwner(uint32(max(0, owner))) })
}

// View returns the rows of a view that the bulk tables do not hold: headers, lines, strings, states, story or listings.
func (e *Engine) View(name string) []byte {
	if e.result == nil || e.result.Image == nil {
		return []byte("null")
	}
	img := e.result.Image
	switch name {
	case "headers":
		v := e.result.Headers()
		return v.AppendJSON(nil)
	case "lines":
		v := report.LinesOf(img)
		return v.AppendJSON(nil)
	case "strings":
		v := report.StringsOf(img)
		return v.AppendJSON(nil)
	case "states":
		v := report.StatesOf(img)
		return v.AppendJSON(nil)
	case "listings":
		v := report.ListingsOf(img, report.MostRows)
		return v.AppendJSON(nil)
	case "story":
		v := report.Tell(img, report.StepsShown)
		return v.AppendJSON(nil)
	default:
		return []byte("null")
	}
}

// mostTrail is how many things that were in focus stay open in a drawing: enough to halve a hundred thousand atoms until
// one is left.
const mostTrail = 18

// follow notes what is in focus now and returns what was before, in this link. Nothing in focus ends the trail.
func (e *Engine) follow(focus uint32) []uint32 {
	if e.trailOf != e.result || focus == 0 {
		e.trailOf, e.trail = e.result, nil
	}
	if focus != 0 && !slices.Contains(e.trail, focus) {
		if len(e.trail) == mostTrail {
			e.trail = e.trail[1:]
		}
		e.trail = append(e.trail, focus)
	}
	return e.trail
}

// Picture draws a view of the last good link as a display list. height is the room there is, or 0; at is the file offset
// in focus, or 0.
func (e *Engine) Picture(view string, width, height, focus, at int) []byte {
	if e.result == nil || e.result.Image == nil {
		return []byte("null")
	}
	p, err := picture.Of(view, e.result.Image, picture.Options{Width: width, Height: height, Focus: uint32(max(0, focus)), At: uint64(max(0, at)), Line: e.result.Line, Trail: e.follow(uint32(max(0, focus)))})
	if err != nil {
		return []byte("null")
	}
	return p.AppendJSON(nil)
}

// SVG draws a view of the last good link as a file of its own: the same bytes as the command and the edge give.
func (e *Engine) SVG(view string) ([]byte, error) {
	if e.result == nil || e.result.Image == nil {
		return nil, errors.New("there is nothing to draw yet")
	}
	p, err := picture.Of(view, e.result.Image, picture.Options{Width: picture.DefaultWidth, Headline: true, Line: e.result.Line})
	if err != nil {
		return nil, err
	}
	return picture.SVG(p, picture.Auto), nil
}

// Export writes the last good link as a text; see Exports.
func (e *Engine) Export(kind string) string {
	if e.result == nil {
		return ""
	}
	return e.result.Export(kind)
}

// Explain tells what a code of a finding means, or null.
func Explain(code string) []byte {
	for i := range diag.Rows {
		if r := &diag.Rows[i]; string(r.Code) == code {
			e := report.Explanation{Code: code, Severity: r.Severity.String(), Title: r.Title, Meaning: r.Meaning, Example: r.Example, Mend: r.Mend}
			return e.AppendJSON(nil)
		}
	}
	return []byte("null")
}

// ListTargets is Targets for the page.
func ListTargets() []byte { return jsontext.List(nil, Targets(), (*Target).AppendJSON) }

// Format returns the text in canonical form.
func (e *Engine) Format() string { return describe.Format(string(e.text)) }
