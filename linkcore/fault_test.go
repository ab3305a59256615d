package linkcore_test

import (
	"bytes"
	"debug/elf"
	"encoding/binary"
	"strings"
	"testing"

	"linkplay/linkcore"
	"linkplay/linkcore/describe"
	"linkplay/linkcore/diag"
)

// faulty is a program in which every fault has something to break.
func faulty(target, faults string) string {
	return "target " + target + "\nfault " + faults + `
enum a.Color red green
errors Oops
func start export _start
    call got(lazy code a.Color)
    call got(lazy code a.Color)
    mov  rsi, got(lazy data anyerror)
    mov  rsi, got("text")
    mov  eax, etext
    ret
data spare
    u64 7
flush
free spare
flush
data fresh
    u64 8
`
}

// Faults break files, not promises: every byte has its reason, every view can be drawn, and a note says what is broken.
// What each one does to a Plan 9 file is in testdata/plan9/fault-*.txt.
func TestFaultsKeepTheLabels(t *testing.T) {
	for _, target := range []string{"plan9/x86_64", "elf/x86_64"} {
		for i, word := range append([]string{strings.Join(describe.FaultWords, " ")}, describe.FaultWords...) {
			text := faulty(target, word)
			mustHold(t, text)
			r := linkcore.Link(text, linkcore.Options{Record: true})
			notes := 0
			for _, f := range r.Findings {
				if f.Code == diag.FaultInForce && f.Severity == diag.Note {
					notes++
				}
			}
			if refused := strings.HasPrefix(target, "elf") && (i == 0 || describe.Faults[i-1].NotELF != ""); refused {
				if r.OK() || !strings.Contains(r.Print("x", &r.Findings[0]), "no `fault ") {
					t.Errorf("%s %s: the fault means nothing there: %v", target, word, r.Findings)
				}
				continue
			}
			if want := max(1, len(strings.Fields(word))); !r.OK() || notes != want {
				t.Errorf("%s %s: %d notes, want %d: %v", target, word, notes, want, r.Findings)
			}
			for _, img := range r.Flushes {
				if err := img.Check(); err != nil {
					t.Errorf("%s %s: %v", target, word, err)
				}
			}
			if bytes.Equal(r.Image.File, linkcore.Link(strings.Replace(text, "fault", "# fault", 1), linkcore.Options{}).Image.File) {
				t.Errorf("%s %s: nothing is broken", target, word)
			}
			for off := range r.Image.File {
				r.LookAt(uint64(off))
			}
			for _, kind := range linkcore.Exports {
				r.Export(kind)
			}
		}
	}
}

// In ELF, read by somebody else: a cell that is lost, cells the wrong way round, and two of a lazy symbol.
func TestFaultsInELF(t *testing.T) {
	for _, c := range []struct {
		fault                  string
		cells, lazy, backwards int
	}{{"", 6, 1, 0}, {"slot-lost", 7, 1, 0}, {"no-get-or-create", 8, 2, 0}, {"wrong-byte-order", 6, 1, 6}} {
		text := faulty("elf/x86_64", c.fault)
		if c.fault == "" {
			text = strings.Replace(text, "fault", "# fault", 1)
		}
		r := linkcore.Link(text, linkcore.Options{})
		f, err := elf.NewFile(bytes.NewReader(r.Image.File))
		if err != nil {
			t.Fatal(err)
		}
		got, err := f.Section(".got").Data()
		if err != nil {
			t.Fatal(err)
		}
		symbols, err := f.Symbols()
		if err != nil {
			t.Fatal(err)
		}
		lazy, backwards := 0, 0
		addresses := map[uint64]bool{0: true}
		for _, s := range symbols {
			addresses[s.Value] = true
			if s.Name == "__lazy_code_a.Color" {
				lazy++
			}
		}
		for cell := range len(got) / 8 {
			b := got[8*cell:]
			if v := binary.BigEndian.Uint64(b); v != 0 && addresses[v] {
				backwards++
			} else if !addresses[binary.LittleEndian.Uint64(b)] {
				t.Errorf("fault %s: cell %d is no address: % x", c.fault, cell, b[:8])
			}
		}
		if len(got)/8 != c.cells || lazy != c.lazy || backwards != c.backwards {
			t.Errorf("fault %s: %d cells, %d lazy symbols, %d cells the wrong way round; want %+v", c.fault, len(got)/8, lazy, backwards, c)
		}
	}
}

// no-get-or-create ends, however large the symbols and however many the requests.
func TestCopiesAreBounded(t *testing.T) {
	var b strings.Builder
	b.WriteString("target plan9/x86_64\nfault no-get-or-create\nenum T a b\nlazy code T\n    needs lazy code T\n")
	b.WriteString(strings.Repeat("    ret\n", 2000))
	b.WriteString("func start export _start\n")
	b.WriteString(strings.Repeat("    needs lazy code T, lazy data anyerror\n", 3000))
	r := linkcore.Link(b.String(), linkcore.Options{})
	said := 0
	for _, f := range r.Findings {
		if strings.Contains(f.Message, "stops here") {
			said++
		}
	}
	if !r.OK() || said != 1 || len(r.Image.File) > 1<<20 {
		t.Errorf("%d bytes, said %d times: %v", len(r.Image.File), said, r.Findings)
	}
}
