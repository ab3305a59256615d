// Package diag holds findings: what is wrong with a description or a file, where, and what would fix it.
//
// A finding is a value, not a Go error: work goes on and several findings can come out of one link. Every finding
// carries a stable code; codes.go lists the codes, rowsreading.go and rowslinking.go say what each means and give the
// smallest description that shows it. Which finding arises where is left to the packages that read and link.
package diag

import (
	"fmt"
	"strconv"
	"strings"
)

// Pos is a place in a description: a 1-based line and a 1-based column counted in bytes of the UTF-8 text.
// The zero Pos means the description as a whole.
type Pos struct {
	Line, Col uint32
}

// Severity says how much a finding matters to the result.
type Severity uint8

const (
	// Error means that no file is written.
	Error Severity = iota
	// Warning means that the file is written and probably not what was meant.
	Warning
	// Note only informs.
	Note
)

func (s Severity) String() string {
	switch s {
	case Error:
		return "error"
	case Warning:
		return "warning"
	default:
		return "note"
	}
}

// Remark is a further place that explains a finding, such as the first of two definitions.
type Remark struct {
	Pos     Pos
	Message string
}

// Finding is one thing to tell the user.
type Finding struct {
	Code     Code
	Severity Severity
	Pos      Pos
	// EndCol is the byte column just behind the text that the finding is about, on the line of Pos; 0 when unknown.
	EndCol  uint32
	Message string // one sentence in the user's words, without a full stop
	Fix     string // what would mend it, or ""
	Remarks []Remark
}

// List is findings in the order in which they were met.
type List []Finding

// Add appends a finding with the severity that its code's row gives.
func (l *List) Add(code Code, pos Pos, format string, args ...any) *Finding {
	*l = append(*l, Finding{Code: code, Severity: code.Row().Severity, Pos: pos, Message: fmt.Sprintf(format, args...)})
	return &(*l)[len(*l)-1]
}

// Until sets the end of the text that the finding is about.
func (f *Finding) Until(endCol uint32) *Finding {
	f.EndCol = endCol
	return f
}

// Mend says what would fix it.
func (f *Finding) Mend(format string, args ...any) *Finding {
	f.Fix = fmt.Sprintf(format, args...)
	return f
}

// Also adds a further place.
func (f *Finding) Also(pos Pos, format string, args ...any) *Finding {
	f.Remarks = append(f.Remarks, Remark{pos, fmt.Sprintf(format, args...)})
	return f
}

// HasErrors tells whether a finding keeps the file from being written.
func (l List) HasErrors() bool {
	for i := range l {
		if l[i].Severity == Error {
			return true
		}
	}
	return false
}

// String is the form that the command line prints behind the file name: "line:col: code sentence", then indented
// lines for the remarks and the fix.
func (f *Finding) String() string {
	var b strings.Builder
	if f.Pos.Line > 0 {
		b.WriteString(strconv.FormatUint(uint64(f.Pos.Line), 10))
		b.WriteByte(':')
		b.WriteString(strconv.FormatUint(uint64(f.Pos.Col), 10))
		b.WriteString(": ")
	}
	b.WriteString(string(f.Code))
	b.WriteByte(' ')
	if f.Severity != Error {
		b.WriteString(f.Severity.String())
		b.WriteString(": ")
	}
	b.WriteString(f.Message)
	for _, r := range f.Remarks {
		b.WriteString("\n     note: ")
		b.WriteString(r.Message)
		if r.Pos.Line > 0 {
			fmt.Fprintf(&b, " (line %d)", r.Pos.Line)
		}
	}
	if f.Fix != "" {
		b.WriteString("\n     fix: ")
		b.WriteString(f.Fix)
	}
	return b.String()
}
