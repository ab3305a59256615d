package linkcore_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"linkplay/linkcore"
	"linkplay/linkcore/describe"
	"linkplay/linkcore/diag"
	"linkplay/linkcore/image"
)

// mustHold checks what is true of every link, whatever the description.
func mustHold(t *testing.T, text string) {
	t.Helper()
	r := linkcore.Link(text, linkcore.Options{Record: true})
	plain := linkcore.Link(text, linkcore.Options{})
	if (r.Image == nil) != (plain.Image == nil) || len(r.Findings) != len(plain.Findings) {
		t.Fatalf("recording changes the result: %v and %v", r.Findings, plain.Findings)
	}
	for i := range r.Findings {
		if r.Findings[i].String() != plain.Findings[i].String() {
			t.Fatalf("recording changes a finding: %v", &r.Findings[i])
		}
	}
	r.Summary()
	r.Tables()
	if r.Image == nil {
		return
	}
	img := r.Image
	for i := range r.Flushes {
		if a, b := r.Flushes[i], plain.Flushes[i]; a != nil && !bytes.Equal(a.File, b.File) {
			t.Fatalf("recording changes the bytes of flush %d", i+1)
		}
	}
	if err := img.Check(); err != nil {
		t.Fatal(err)
	}
	for i := range img.Cells {
		c := &img.Cells[i]
		if c.Tag == image.NoRoom {
			continue // only under a fault: there are no such bytes
		}
		if held := img.Order.Uint(img.File[c.Off : int(c.Off)+img.CellWidth()]); held != c.Value {
			t.Fatalf("cell %d holds %#x, and %#x was meant", i, held, c.Value)
		}
		if slices.ContainsFunc(r.Findings, func(f diag.Finding) bool { return f.Code == diag.NarrowCell }) {
			continue // it cannot hold all of it, and somebody was told
		}
		want := img.Owners[c.Owner].Addr
		switch c.Tag {
		case "gottp":
			want -= img.ThreadPointer
		case "tlsgd module", "tlsld module":
			want = 1
		case "tlsgd offset":
			want -= img.ThreadBlock
		}
		want &= 1<<(8*img.CellWidth()-1)<<1 - 1
		if r.Program.Fault == 0 && c.Owner != 0 && img.Owners[c.Owner].Placed && want != c.Value {
			t.Fatalf("cell %d (%s) holds %#x, and %s is at %#x", i, c.Tag, c.Value, img.OwnerName(c.Owner), img.Owners[c.Owner].Addr)
		}
	}
	for i := 0; i < len(img.File); i += 1 + len(img.File)/50 {
		if look := r.LookAt(uint64(i)); !look.Found || look.Title == "" || len(look.Why) < 3 {
			t.Fatalf("byte %#x has no reason: %+v", i, look)
		}
	}
}

func TestGeneratedProgramsHold(t *testing.T) {
	for seed := range uint64(20) {
		for _, target := range []string{"plan9/x86_64", "elf/x86_64"} {
			text := describe.Generate(target, 10+int(seed)*7, seed)
			if r := linkcore.Link(text, linkcore.Options{}); r.Findings.HasErrors() {
				t.Fatalf("seed %d: %s\n%s", seed, r.Print("generated", &r.Findings[0]), text)
			}
			mustHold(t, text)
			if target == "elf/x86_64" {
				mustHold(t, strings.Replace(text, "\n", "\nlayout slack\n", 1))
			}
		}
	}
}

// Every byte of a link has an owner, a rule and an event.
func TestEveryByteHasAReason(t *testing.T) {
	for _, e := range examples(t) {
		img := link(t, e.text).Image
		covered := 0
		for i := range img.Spans {
			s := &img.Spans[i]
			if img.Owners[s.Owner].Kind == image.OwnerNone || img.Owners[s.Owner].Name == "" || s.Event == 0 || img.Sentence(s.Event) == "" {
				t.Errorf("%s: the span at %#x has owner %q and event %q", e.ID, s.Off, img.Owners[s.Owner].Name, img.Sentence(s.Event))
			}
			covered += int(s.Len)
		}
		if covered != len(img.File) {
			t.Errorf("%s: %d of %d bytes have a reason", e.ID, covered, len(img.File))
		}
	}
}

// waiting are the codes whose smallest example is for something that cannot be linked yet. A row goes when its example
// gives the code.
var waiting = map[diag.Code]bool{}

// Every finding has the smallest description that gives it, and that description gives it.
func TestEveryFindingsExample(t *testing.T) {
	for i := range diag.Rows {
		row := &diag.Rows[i]
		if row.Title == "" || row.Meaning == "" || row.Mend == "" {
			t.Errorf("%s: the row is not complete", row.Code)
		}
		if row.Example == "" {
			continue
		}
		found := false
		for _, f := range linkcore.Link(row.Example, linkcore.Options{}).Findings {
			found = found || f.Code == row.Code
		}
		if found == waiting[row.Code] {
			t.Errorf("%s (%s): its example does not give it:\n%s%v", row.Code, row.Title, row.Example, linkcore.Link(row.Example, linkcore.Options{}).Findings)
		}
	}
}

func FuzzLink(f *testing.F) {
	for _, e := range examples(f) {
		f.Add(e.text)
	}
	for i := range diag.Rows {
		f.Add(diag.Rows[i].Example)
	}
	f.Add(describe.Generate("elf/x86_64", 12, 3))
	for _, word := range describe.FaultWords {
		f.Add(faulty("plan9/x86_64", word))
		f.Add(faulty("elf/x86_64", word))
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1<<16 {
			return
		}
		mustHold(t, text)
	})
}

// What each code's example prints, word for word: codes and sentences are what people search for.
func TestFindingsAreStable(t *testing.T) {
	var got strings.Builder
	for i := range diag.Rows {
		row := &diag.Rows[i]
		if row.Example == "" {
			continue
		}
		fmt.Fprintf(&got, "-- %s %s --\n", row.Code, row.Title)
		r := linkcore.Link(row.Example, linkcore.Options{})
		for j := range r.Findings {
			got.WriteString(r.Print("description", &r.Findings[j]) + "\n")
		}
	}
	golden(t, "testdata/findings.txt", got.String())
}
