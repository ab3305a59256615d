package plan9_test

import (
	"encoding/binary"
	"fmt"
	"strings"
	"testing"

	"linkplay/linkcore"
)

func link(t *testing.T, text string) *linkcore.Result {
	t.Helper()
	r := linkcore.Link(text, linkcore.Options{Record: true})
	if r.Image == nil || r.Findings.HasErrors() {
		t.Fatalf("it does not link: %v", r.Findings)
	}
	if err := r.Image.Check(); err != nil {
		t.Fatal(err)
	}
	return r
}

// The exec header, word by word, against what a.out(6) says.
func TestHeaderWords(t *testing.T) {
	r := link(t, "target plan9/x86_64\nfunc f export _start\n    nop\n    nop\n    ret\ndata d\n    u64 1\nbss b size 100\n")
	f := r.Image.File
	word := func(i int) uint32 { return binary.BigEndian.Uint32(f[4*i:]) }
	symbols := uint32(0)
	for _, s := range r.Image.Symbols {
		symbols += s.Len
	}
	for i, want := range []uint32{0x8a97, 3, 3*8 + 8, 100, symbols, 0x200028, 0, 0} {
		if word(i) != want {
			t.Errorf("word %d is %#x, want %#x", i, word(i), want)
		}
	}
	if entry := binary.BigEndian.Uint64(f[32:]); entry != 0x200028 {
		t.Errorf("the whole entry is %#x", entry)
	}
}

// symbolsOf lists "value type name", a line each.
func symbolsOf(r *linkcore.Result) string {
	var b strings.Builder
	for _, s := range r.Image.Symbols {
		fmt.Fprintf(&b, "%x %s %s\n", s.Value, s.Type, s.Name)
	}
	return b.String()
}

// bss lies behind the data: end is edata and the bss, and offsets of b symbols count from the data base.
func TestEndIsBehindBSS(t *testing.T) {
	r := link(t, "target plan9/x86_64\nfunc f export _start\n    ret\nbss b size 0x100 align 16\n")
	got := symbolsOf(r)
	for _, want := range []string{"400010 B edata\n", "400110 B end\n", "400010 b b\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

// The data base is the first multiple of the page behind the text, also when the text is longer than a page.
func TestDataBaseFollowsText(t *testing.T) {
	r := link(t, "target plan9/x86_64\nfunc f export _start\n    zero 0x1fffd8\n    ret\n")
	if r.Image.GOTAddr != 0x600000 {
		t.Errorf("the GOT is at %#x, want 0x600000", r.Image.GOTAddr)
	}
	r = link(t, "target plan9/x86_64\nfunc f export _start\n    zero 0x1fffd7\n    ret\n")
	if r.Image.GOTAddr != 0x400000 {
		t.Errorf("the GOT is at %#x, want 0x400000", r.Image.GOTAddr)
	}
}

// Two files: functions file by file, history symbols around them, path components numbered once.
func TestTwoFiles(t *testing.T) {
	r := link(t, `target plan9/x86_64
file /src/a.c
func a1 export _start
    ret
file /src/lib/b.c
func b1
    ret
file /src/a.c
func a2
    ret
data d export shared
    u8 1
`)
	want := `400021 B edata
400021 B end
20002b T etext
400000 d __GOT
1 f /
2 f src
3 f a.c
4 f lib
5 f b.c
400020 d d
400020 D shared
1 z /src/a.c
7fffffff z (end of file)
200028 t a1
200028 T _start
200029 t a2
1 z /src/lib/b.c
7fffffff z (end of file)
20002a t b1
`
	if got := symbolsOf(r); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// decodeLines is a reader of the pc/line table made from the manual's words alone; it shares nothing with the encoder.
func decodeLines(table []byte, base, quantum uint64) map[uint64]int32 {
	lines := map[uint64]int32{}
	pc, line := base-quantum, int32(0)
	for i := 0; i < len(table); {
		b := table[i]
		i++
		switch {
		case b == 0:
			line += int32(binary.BigEndian.Uint32(table[i:]))
			i += 4
		case b <= 64:
			line += int32(b)
		case b <= 128:
			line -= int32(b) - 64
		default:
			pc += uint64(b-129) * quantum
		}
		pc += quantum
		lines[pc] = line
	}
	return lines
}

// lineOf is the line at an address: that of the first state at or behind it, as a debugger looks it up.
func lineOf(states map[uint64]int32, base, quantum, addr uint64) int32 {
	for pc := addr; ; pc += quantum {
		if line, ok := states[pc]; ok {
			return line
		}
		if pc > addr+1<<20 {
			return -1
		}
	}
}

func linesExtent(t *testing.T, r *linkcore.Result) []byte {
	t.Helper()
	for _, e := range r.Image.Extents {
		if e.Name == "lines" {
			return r.Image.File[e.Off : e.Off+e.FileSize]
		}
	}
	t.Fatal("no line table")
	return nil
}

func TestLineTableWalks(t *testing.T) {
	var text strings.Builder
	text.WriteString("target plan9/x86_64\nfile /a.s\nfunc f export _start line 3\n")
	type row struct {
		at   uint64
		line int32
	}
	rows := []row{{0, 3}}
	at := uint64(0)
	for i, step := range []struct{ bytes, line int }{{1, 4}, {2, 4}, {127, 68}, {128, 4}, {254, 69}, {255, 5}, {600, 1000}, {1, 1}, {3, 65001}, {90000, 2}} {
		fmt.Fprintf(&text, "    zero %d\n  line %d\n", step.bytes, step.line)
		at += uint64(step.bytes)
		rows = append(rows, row{at, int32(step.line)})
		_ = i
	}
	text.WriteString("    ret\n")
	r := link(t, text.String())
	table := linesExtent(t, r)
	if len(table)%2 != 0 {
		t.Error("the length of the table is odd")
	}
	states := decodeLines(table, 0x200028, 1)
	for i, want := range rows {
		if got := lineOf(states, 0x200028, 1, 0x200028+want.at); got != want.line {
			t.Errorf("offset %d is line %d, want %d", want.at, got, want.line)
		}
		if i > 0 {
			if got := lineOf(states, 0x200028, 1, 0x200028+want.at-1); got != rows[i-1].line {
				t.Errorf("offset %d is line %d, want %d", want.at-1, got, rows[i-1].line)
			}
		}
	}
}

// The worked example of the reference: rows (0,3) (7,4) (15,5) (23,10) (28,11).
func TestLineTableVector(t *testing.T) {
	r := link(t, `target plan9/x86_64
file /a.s
func f export _start line 3
    zero 7
  line 4
    zero 8
  line 5
    zero 8
func g line 10
    zero 5
  line 11
    ret
`)
	if got, want := fmt.Sprintf("%X", linesExtent(t, r)), "03860187018705840181"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
