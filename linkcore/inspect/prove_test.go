package inspect

import (
	"bytes"
	"testing"
	"unicode/utf8"

	"linkplay/linkcore/diag"
	"linkplay/linkcore/image"
)

// prove holds an inspection to what must be true of every one.
func prove(t testing.TB, data []byte, img *image.Image, findings diag.List) {
	t.Helper()
	if img == nil {
		t.Fatal("there is no image")
	}
	if !bytes.Equal(img.File, data) {
		t.Fatal("the image's file is not the file that was given")
	}
	if err := img.Check(); err != nil {
		t.Fatal(err)
	}
	if img.Trace != nil || img.Code != nil || len(img.Relocs) > 0 {
		t.Fatal("an inspection has seen no link")
	}
	names := map[string]bool{}
	for _, e := range img.Extents {
		if names[e.Name] {
			t.Fatalf("two extents are called %q", e.Name)
		}
		names[e.Name] = true
	}
	owners, symbols, cells := uint32(len(img.Owners)), uint32(len(img.Symbols)), uint32(len(img.Cells))
	for i := range img.Owners {
		if o := &img.Owners[i]; o.Symbol > symbols || o.Cell > cells {
			t.Fatalf("owner %d, %s, has symbol %d of %d and cell %d of %d", i, o.Name, o.Symbol, symbols, o.Cell, cells)
		}
	}
	proveListings(t, img)
	last := uint32(0)
	for i := range img.Symbols {
		s := &img.Symbols[i]
		if int(s.Version) >= max(1, len(img.Versions)) || s.Owner >= owners || s.Off < last || int(s.Off)+int(s.Len) > len(data) {
			t.Fatalf("symbol %d, %s, at %#x+%d: owner %d of %d, and the one before it ends at %#x", i, s.Name, s.Off, s.Len, s.Owner, owners, last)
		}
		last = s.Off + s.Len
	}
	for i := range img.Cells {
		c := &img.Cells[i]
		at := img.SpanAt(uint64(c.Off))
		if c.Owner >= owners || at < 0 || img.Spans[at].Off != c.Off || int(img.Spans[at].Len) != img.WordBytes {
			t.Fatalf("cell %d at %#x is no record of its own", i, c.Off)
		}
		if o := &img.Owners[c.Owner]; c.Owner != 0 && o.Addr != c.Value && c.Tag != gotTP {
			t.Fatalf("cell %d holds %#x and %s is at %#x", i, c.Value, o.Name, o.Addr)
		}
	}
	for i := range findings {
		if f := &findings[i]; !utf8.ValidString(f.Message) || len(f.Message) > 1000 {
			t.Fatalf("this is no sentence: %q", f.Message)
		}
	}
}

// proveListings asks for the first rows and the last one of every listing.
func proveListings(t testing.TB, img *image.Image) {
	t.Helper()
	for i := range img.Listings {
		l := &img.Listings[i]
		for n := range l.Rows {
			if n > 8 && n+1 < l.Rows {
				continue
			}
			cells, off, length := l.Of.Row(n)
			if len(cells) != len(l.Columns) || length == 0 || off+length > uint64(len(img.File)) || off+length < off {
				t.Fatalf("row %d of %s is %q at %#x+%d", n, l.Name, cells, off, length)
			}
		}
		if l.Rows == 0 || l.Name == "" {
			t.Fatalf("the listing %q has %d rows", l.Name, l.Rows)
		}
	}
}
