package inspect_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"linkplay/linkcore"
	"linkplay/linkcore/report"
)

// TestShown asks everything that a page asks about an inspected file: a look at every byte and owner, the tables and
// the pictures.
func TestShown(t *testing.T) {
	files := map[string][]byte{"unknown": []byte("no file that is known"), "empty": nil}
	for name, r := range ours(t) {
		files[name] = r.Image.File
		files[name+", cut"] = r.Image.File[:len(r.Image.File)*2/3]
	}
	for name, data := range files {
		t.Run(name, func(t *testing.T) {
			e := linkcore.NewEngine()
			out := e.Inspect(data)
			if len(out.JSON) == 0 || len(out.Tables) == 0 {
				t.Error("nothing is shown")
			}
			r := linkcore.Inspect(data)
			for off := range data {
				if look := r.LookAt(uint64(off)); !look.Found || look.Title == "" || look.Owner == 0 {
					t.Fatalf("a look at byte %#x finds %+v", off, look)
				}
			}
			for n := 1; n < len(r.Image.Owners); n++ {
				r.LookOwner(uint32(n))
			}
			for _, view := range []string{"layout", "got", "symbols", "hex"} {
				e.Picture(view, 900, 0, 0, 0)
			}
		})
	}
}

// TestListingsAreShown reads a foreign file as the page and the command show it: each byte of its tables is told in the
// words of the row that it is of, and the text has all rows.
func TestListingsAreShown(t *testing.T) {
	data, err := os.ReadFile("/bin/true")
	if err != nil || !bytes.HasPrefix(data, []byte("\x7fELF")) {
		t.Skip("this system has no ELF files")
	}
	r := linkcore.Inspect(data)
	if !r.OK() || len(r.Image.Listings) < 5 {
		t.Fatalf("%d listings, %v", len(r.Image.Listings), r.Findings)
	}
	text := report.Inspection(r.Image)
	all := report.ListingsOf(r.Image, len(data)).Listings
	for i := range all {
		l := &all[i]
		if l.Total != len(l.Rows) || !strings.Contains(text, fmt.Sprintf("\n%s (%d)\n", l.Name, l.Total)) {
			t.Errorf("%s has %d of %d rows, and the text lacks it", l.Name, len(l.Rows), l.Total)
		}
		for n, row := range l.Rows {
			want := fmt.Sprintf("%d of %s: ", n, l.Name)
			look := r.LookAt(uint64(row.Off))
			if !slices.ContainsFunc(look.Why, func(reason report.Reason) bool {
				return reason.Word == "row" && strings.HasPrefix(reason.Says, want) && reason.Off == int(row.Off)
			}) {
				t.Fatalf("byte %#x should be row %s%q; Why has %+v", row.Off, want, row.Cells, look.Why)
			}
			for _, cell := range row.Cells {
				if !strings.Contains(text, cell) {
					t.Errorf("the text has no %q", cell)
				}
			}
		}
	}
	for off := 0; off < len(data); off += 7 {
		if look := r.LookAt(uint64(off)); !look.Found || look.Title == "" || len(look.Why) == 0 {
			t.Fatalf("a look at byte %#x finds %+v", off, look)
		}
	}
	e := linkcore.NewEngine()
	e.Inspect(data)
	var view report.Listings
	if err := json.Unmarshal(e.View("listings"), &view); err != nil || len(view.Listings) != len(all) || view.Listings[0].Total != all[0].Total {
		t.Errorf("the page gets %d listings of %d, %v", len(view.Listings), len(all), err)
	}
}
