package report

import (
	"fmt"
	"strings"

	"linkplay/linkcore/image"
)

// Listing is a table of a foreign file besides those that every file has: its dynamic section, relocations, notes,
// versions. A Summary tells only how long each is.
type Listing struct {
	Name    string       `json:"name"`
	Says    string       `json:"says"`
	Columns []string     `json:"columns"`
	Total   int          `json:"total"`
	Rows    []ListingRow `json:"rows"`
}

// ListingRow is one row, and the bytes of the file that it tells of.
type ListingRow struct {
	Off   uint32   `json:"off"`
	Len   uint32   `json:"len"`
	Cells []string `json:"cells"` // one for each column
}

// Listings are the further tables of a file.
type Listings struct {
	Listings []Listing `json:"listings"`
}

// ListingsOf makes the first rows of all listings, up to most of each.
func ListingsOf(img *image.Image, most int) Listings {
	out := Listings{Listings: []Listing{}}
	for i := range img.Listings {
		l := &img.Listings[i]
		one := Listing{Name: l.Name, Says: l.Says, Columns: l.Columns, Total: l.Rows, Rows: []ListingRow{}}
		for n := range min(l.Rows, most) {
			cells, off, length := l.Of.Row(n)
			one.Rows = append(one.Rows, ListingRow{uint32(off), uint32(length), cells})
		}
		out.Listings = append(out.Listings, one)
	}
	return out
}

// listingTables prints all listings.
func listingTables(b *strings.Builder, img *image.Image) {
	for i := range img.Listings {
		l := &img.Listings[i]
		section(b, printable(l.Name), l.Rows)
		t := newText(append([]string{"offset in file"}, l.Columns...)...)
		for n := range l.Rows {
			cells, off, _ := l.Of.Row(n)
			row := []string{hexOff(off)}
			for _, cell := range cells {
				row = append(row, or(printable(cell), "-"))
			}
			t.row(row...)
		}
		t.write(b)
	}
}

// array prints the records of an array, each with its number: several of one number in a row, others in rows of their own.
func (d *dumper) array(s *image.Span, rule *image.Rule) {
	size, n := uint64(rule.Size), uint64(0)
	perRow := uint64(1)
	if len(rule.Fields) == 1 {
		perRow = max(1, 16/size)
	}
	at, end := uint64(s.Off), uint64(s.Off)+uint64(s.Len)
	for at < end {
		to := min(at+size*perRow, end)
		var label strings.Builder
		fmt.Fprintf(&label, "%s %d:", rule.Name, n)
		for field := at; field < to; {
			for i := range rule.Fields {
				f := &rule.Fields[i]
				next := field + uint64(f.Bytes)
				if len(rule.Fields) > 1 {
					label.WriteString(" " + f.Name + " =")
				}
				label.WriteString(" " + numberText(d.img.File[field:next], f.Order))
				field = next
			}
		}
		d.row(at, min(to, at+16), label.String())
		d.run(min(to, at+16), to, "")
		n += (to - at) / size
		at = to
	}
}

// symbolShown is a symbol's name with its version.
func symbolShown(img *image.Image, s *image.Symbol) string {
	if s.Version == 0 {
		return s.Name
	}
	return s.Name + img.VersionOf(s)
}
