package report_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"linkplay/linkcore"
	"linkplay/linkcore/image"
	"linkplay/linkcore/report"
	"linkplay/linkcore/trace"
)

// An update, a free and a new atom: what the second and the third flush changed.
func TestChangesBetweenFlushes(t *testing.T) {
	r := linkcore.Link(`target plan9/x86_64
func start export _start
    call got(helper)
    ret
func helper
    mov  eax, 42
    ret
data spare
    u64 7
flush
update start
    call got(helper)
    nop
    ret
free spare
flush
data fresh
    u64 8
`, linkcore.Options{Record: true})
	if len(r.Flushes) != 3 {
		t.Fatalf("%d flushes, want 3: %v", len(r.Flushes), r.Findings)
	}
	var got strings.Builder
	for i := range r.Flushes {
		c := report.ChangesOf(nil, r.Flushes[i])
		if i > 0 {
			c = report.ChangesOf(r.Flushes[i-1], r.Flushes[i])
		}
		for _, m := range append(c.Atoms, c.Cells...) {
			fmt.Fprintf(&got, "%d %s %s", i+1, m.Name, m.How)
			if m.Cell >= 0 {
				fmt.Fprintf(&got, " cell %d", m.Cell)
			}
			fmt.Fprintf(&got, " %#x %#x\n", uint64(m.From), uint64(m.To))
		}
	}
	want := `1 start came 0x0 0x200028
1 helper came 0x0 0x200030
1 spare came 0x0 0x400018
1 start given cell 0 0x0 0x200028
1 helper given cell 1 0x0 0x200030
1 spare given cell 2 0x0 0x400018
2 helper moved 0x200030 0x200031
2 spare went 0x400018 0x0
2 helper refilled cell 1 0x200030 0x200031
2 spare freed cell 2 0x400018 0x0
3 fresh came 0x0 0x400018
3 fresh reused cell 2 0x0 0x400018
`
	if got.String() != want {
		t.Errorf("got\n%s\nwant\n%s", got.String(), want)
	}
}

// TestRangesAreTheBytesThatDiffer compares the files of the slack example byte by byte, as cmp(1) does.
func TestRangesAreTheBytesThatDiffer(t *testing.T) {
	text, err := os.ReadFile("../../static/examples/edit.atoms")
	if err != nil {
		t.Fatal(err)
	}
	r := linkcore.Link(string(text), linkcore.Options{Record: true})
	if len(r.Flushes) < 3 {
		t.Fatalf("%d flushes: %v", len(r.Flushes), r.Findings)
	}
	for n := 1; n < len(r.Flushes); n++ {
		before, after := r.Flushes[n-1].File, r.Flushes[n].File
		c := report.ChangesOf(r.Flushes[n-1], r.Flushes[n])
		in := make([]bool, len(after))
		sum := 0
		for _, one := range c.Ranges {
			sum += int(one.Len)
			for i := range one.Len {
				in[one.Off+i] = true
			}
		}
		if sum != c.BytesWritten || c.RangesTotal != len(c.Ranges) {
			t.Errorf("flush %d: %d bytes in ranges, %d written", n+1, sum, c.BytesWritten)
		}
		for i := range after {
			if differs := i >= len(before) || before[i] != after[i]; differs != in[i] {
				t.Fatalf("flush %d: byte %#x differs: %v, in a range: %v", n+1, i, differs, in[i])
			}
		}
	}
}

// Bytes that differ are counted one by one.
func TestChangedRanges(t *testing.T) {
	r := linkcore.Link("target plan9/x86_64\nfunc f export _start\n    ret\ndata d\n    u64 1\nflush\nupdate d\n    u64 2\n", linkcore.Options{Record: true})
	c := report.ChangesOf(r.Flushes[0], r.Flushes[1])
	if c.BytesWritten != 1 || len(c.Ranges) != 1 || c.Ranges[0].Len != 1 {
		t.Errorf("%d bytes in %v, want one byte", c.BytesWritten, c.Ranges)
	}
	first := report.ChangesOf(nil, r.Flushes[0])
	if first.BytesWritten != len(r.Flushes[0].File) || first.RangesTotal != 1 {
		t.Errorf("the first flush writes %d bytes in %d ranges", first.BytesWritten, first.RangesTotal)
	}
}

// TestSlackTellsWhatItRewrote: in a slack file every byte that a flush changed has its reason in that flush, and what a
// flush says that it wrote holds a byte that is another one now.
func TestSlackTellsWhatItRewrote(t *testing.T) {
	text, err := os.ReadFile("../../static/examples/edit.atoms")
	if err != nil {
		t.Fatal(err)
	}
	r := linkcore.Link(string(text), linkcore.Options{Record: true})
	for n := 1; n < len(r.Flushes); n++ {
		before, after := r.Flushes[n-1], r.Flushes[n]
		flushOf := func(event uint32) int { return int(after.Trace.Passes[after.Trace.Events[event].Pass].Flush) }
		wrote := map[uint32]bool{}
		for i := range after.Spans {
			s := &after.Spans[i]
			same := int(s.Off+s.Len) <= len(before.File) && bytes.Equal(before.File[s.Off:s.Off+s.Len], after.File[s.Off:s.Off+s.Len])
			if !same && flushOf(s.Event) != n && after.Owners[s.Owner].Kind != image.OwnerPadding { // what an atom leaves is told with its neighbour
				t.Errorf("flush %d: the bytes of %s at %#x are others, and %q", n+1, after.OwnerName(s.Owner), s.Off, after.Sentence(s.Event))
			}
			was := before.Spans[before.SpanAt(uint64(s.Off))]
			wrote[s.Event] = wrote[s.Event] || !same || was.Off != s.Off || was.Len != s.Len || was.Owner != s.Owner
		}
		for i := range after.Trace.Events {
			e := &after.Trace.Events[i]
			switch name := after.Trace.Passes[e.Pass].Name; {
			case i == 0 || flushOf(uint32(i)) != n || name != "Write" && name != "Relocate" || e.Kind == trace.FinishFile || e.Kind == trace.FindEntry:
			case !wrote[uint32(i)]:
				t.Errorf("flush %d says that %q, and no byte is another one", n+1, after.Sentence(uint32(i)))
			}
		}
	}
}
