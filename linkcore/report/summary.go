// Package report turns an image into what leaves the core: a Summary as JSON for what fits a screen and for commands,
// and one columnar buffer (Tables) for rows that come by the hundred thousand. Addresses and sizes of 64 bits are
// strings of hexadecimal digits in JSON and pairs of 32-bit columns in the buffer, because JavaScript's numbers cannot
// hold them. The TypeScript side of both, web/report.gen.ts, is generated from this package by scripts/gentypes.
package report

import (
	"strconv"

	"linkplay/linkcore/diag"
	"linkplay/linkcore/image"
)

// Hex is a 64-bit number in JSON: "0x200028".
type Hex uint64

// MarshalText makes "0x…" of the number.
func (h Hex) MarshalText() ([]byte, error) {
	return strconv.AppendUint([]byte("0x"), uint64(h), 16), nil
}

// Summary is the link on one screen.
type Summary struct {
	Target        string     `json:"target"` // "plan9/x86_64", "" while unknown
	OK            bool       `json:"ok"`     // a file was made
	Kind          string     `json:"kind"`   // "Plan 9 executable"
	WordBytes     int        `json:"wordBytes"`
	FileBytes     int        `json:"fileBytes"`
	Entry         Hex        `json:"entry"`
	HasEntry      bool       `json:"hasEntry"`
	GOT           Hex        `json:"got"`
	Findings      []Finding  `json:"findings"` // the first FindingsShown
	FindingsTotal int        `json:"findingsTotal"`
	ErrorsTotal   int        `json:"errorsTotal"`
	Extents       []Extent   `json:"extents"`
	Segments      []Segment  `json:"segments"`
	Sections      []Section  `json:"sections"`
	Listings      []Listing  `json:"listings"` // further tables of a foreign file, without their rows
	Passes        []Pass     `json:"passes"`
	Flushes       int        `json:"flushes"` // how many there were
	Flush         int        `json:"flush"`   // the one that is shown, from 0
	Rules         []Rule     `json:"rules"`
	Kinds         []string   `json:"kinds"` // words of owner kinds, by number
	SymbolTypes   []string   `json:"symbolTypes"`
	Headline      string     `json:"headline"`
	First         FirstFocus `json:"first"`
}

// FindingsShown is how many findings a Summary carries; the rest is counted.
const FindingsShown = 200

// FirstFocus is what to show to someone who has not pointed at anything: the entry's first call through the GOT.
type FirstFocus struct {
	Has    bool   `json:"has"`
	Off    uint32 `json:"off"` // file offset of the cell
	Caller uint32 `json:"caller"`
	Cell   uint32 `json:"cell"`
	Target uint32 `json:"target"`
	Line   uint32 `json:"line"`
}

// Finding is a finding in JSON; columns count characters (code points) from 1.
type Finding struct {
	Code     string   `json:"code"`
	Severity string   `json:"severity"`
	Line     uint32   `json:"line"`
	Col      uint32   `json:"col"`
	EndCol   uint32   `json:"endCol"`
	Message  string   `json:"message"`
	Fix      string   `json:"fix"`
	Remarks  []Remark `json:"remarks"`
}

// Remark is a further place of a finding.
type Remark struct {
	Line    uint32 `json:"line"`
	Message string `json:"message"`
}

// Extent is a named stretch of the file and of memory.
type Extent struct {
	Name     string `json:"name"`
	Off      Hex    `json:"off"`
	FileSize Hex    `json:"fileSize"`
	Addr     Hex    `json:"addr"`
	MemSize  Hex    `json:"memSize"`
	Loaded   bool   `json:"loaded"`
	Owner    uint32 `json:"owner"`
}

// Segment is what a loader maps.
type Segment struct {
	Name     string `json:"name"`
	Flags    string `json:"flags"`
	Off      Hex    `json:"off"`
	FileSize Hex    `json:"fileSize"`
	Addr     Hex    `json:"addr"`
	MemSize  Hex    `json:"memSize"`
	Align    Hex    `json:"align"`
}

// Section is what the section header table names.
type Section struct {
	Name  string `json:"name"`
	Type  string `json:"type"`
	Flags string `json:"flags"`
	Addr  Hex    `json:"addr"`
	Off   Hex    `json:"off"`
	Size  Hex    `json:"size"`
	Align Hex    `json:"align"`
	Link  uint32 `json:"link"`
	Info  uint32 `json:"info"`
}

// Pass is a stretch of the timeline.
type Pass struct {
	Name   string `json:"name"`
	Says   string `json:"says"`
	First  uint32 `json:"first"`
	Events uint32 `json:"events"`
	Flush  uint16 `json:"flush"`
}

// Rule is how records of one shape are made.
type Rule struct {
	Name   string  `json:"name"`
	Source string  `json:"source"`
	Says   string  `json:"says"`
	Fields []Field `json:"fields"`
}

// Field is a field of a record's shape; Bytes is 0 for a text.
type Field struct {
	Name  string `json:"name"`
	Bytes int    `json:"bytes"`
	Says  string `json:"says"`
}

// Of summarises an image, which is nil when there is none, and the findings that came with it. column turns a place's
// byte column into a column of characters.
func Of(target string, img *image.Image, findings diag.List, column func(line, col uint32) uint32) *Summary {
	s := &Summary{Target: target, FindingsTotal: len(findings), Findings: []Finding{}, Extents: []Extent{}, Segments: []Segment{},
		Sections: []Section{}, Listings: []Listing{}, Passes: []Pass{}, Rules: []Rule{}, Kinds: image.OwnerKindWords(), SymbolTypes: []string{}}
	for i := range findings {
		f := &findings[i]
		if f.Severity == diag.Error {
			s.ErrorsTotal++
		}
		if i < FindingsShown {
			s.Findings = append(s.Findings, findingOf(f, column))
		}
	}
	if img == nil {
		return s
	}
	s.OK = !findings.HasErrors()
	s.Kind, s.WordBytes, s.FileBytes = img.Kind, img.CellWidth(), len(img.File)
	s.Entry, s.HasEntry, s.GOT = Hex(img.Entry), img.HasEntry, Hex(img.GOTAddr)
	for _, e := range img.Extents {
		s.Extents = append(s.Extents, Extent{e.Name, Hex(e.Off), Hex(e.FileSize), Hex(e.Addr), Hex(e.MemSize), e.Loaded, e.Owner})
	}
	for _, g := range img.Segments {
		s.Segments = append(s.Segments, Segment{g.Name, g.Flags, Hex(g.Off), Hex(g.FileSize), Hex(g.Addr), Hex(g.MemSize), Hex(g.Align)})
	}
	for _, g := range img.Sections {
		s.Sections = append(s.Sections, Section{g.Name, g.Type, g.Flags, Hex(g.Addr), Hex(g.Off), Hex(g.Size), Hex(g.Align), g.Link, g.Info})
	}
	s.Listings = ListingsOf(img, 0).Listings
	for _, r := range img.Rules {
		rule := Rule{Name: r.Name, Source: r.Source, Says: r.Says, Fields: []Field{}}
		for _, f := range r.Fields {
			rule.Fields = append(rule.Fields, Field{f.Name, f.Bytes, f.Says})
		}
		s.Rules = append(s.Rules, rule)
	}
	if t := img.Trace; t != nil {
		for i, p := range t.Passes {
			end := uint32(len(t.Events))
			if i+1 < len(t.Passes) {
				end = t.Passes[i+1].First
			}
			s.Passes = append(s.Passes, Pass{p.Name, p.Says, p.First, end - p.First, p.Flush})
		}
	}
	s.First, s.Headline = firstFocus(img)
	return s
}

func findingOf(f *diag.Finding, column func(line, col uint32) uint32) Finding {
	out := Finding{Code: string(f.Code), Severity: f.Severity.String(), Line: f.Pos.Line, Col: column(f.Pos.Line, f.Pos.Col),
		Message: f.Message, Fix: f.Fix, Remarks: []Remark{}}
	if f.EndCol > f.Pos.Col {
		out.EndCol = column(f.Pos.Line, f.EndCol)
	}
	for _, r := range f.Remarks {
		out.Remarks = append(out.Remarks, Remark{r.Pos.Line, r.Message})
	}
	return out
}

// firstFocus puts the first path into words.
func firstFocus(img *image.Image) (FirstFocus, string) {
	p, ok := img.FirstPath()
	if !ok {
		return FirstFocus{}, ""
	}
	finds := " finds "
	if img.Misleads(int(p.Cell)) {
		finds = " misses "
	}
	headline := img.OwnerName(p.Caller) + finds + img.OwnerName(p.Target) + " through cell " + strconv.Itoa(int(p.Cell))
	return FirstFocus{true, img.Cells[p.Cell].Off, p.Caller, p.Cell, p.Target, img.Relocs[p.Reloc].Line}, headline
}
