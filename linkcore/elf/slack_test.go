package elf_test

import (
	"crypto/sha256"
	"fmt"
	"os"
	"strings"
	"testing"

	"linkplay/linkcore"
	"linkplay/linkcore/image"
	"linkplay/linkcore/report"
)

// The file of the reference, byte for byte, by its published hash.
func TestSlackReference(t *testing.T) {
	text, err := os.ReadFile("../../static/examples/reference-elf-x86_64.atoms")
	if err != nil {
		t.Fatal(err)
	}
	file := link(t, string(text)).Image.File
	if got, want := fmt.Sprintf("%x", sha256.Sum256(file)), "312d0b577b577df2351ab0197b6725d6df37a924d63e139107f0449cbb3ab621"; got != want {
		t.Errorf("%d bytes with SHA-256 %s, want %s", len(file), got, want)
	}
}

func addressOf(t *testing.T, img *image.Image, name string) uint64 {
	t.Helper()
	for i := range img.Owners {
		if img.Owners[i].Name == name && img.Owners[i].Placed {
			return img.Owners[i].Addr
		}
	}
	t.Fatalf("there is no %s", name)
	return 0
}

func sectionOf(t *testing.T, img *image.Image, name string) *image.Section {
	t.Helper()
	for i := range img.Sections {
		if img.Sections[i].Name == name {
			return &img.Sections[i]
		}
	}
	t.Fatalf("there is no section %s", name)
	return nil
}

// An atom that outgrows its place moves behind the last one; its cell follows and nobody else does.
func TestSlackUpdateMovesOneAtom(t *testing.T) {
	text, err := os.ReadFile("../../static/examples/edit.atoms")
	if err != nil {
		t.Fatal(err)
	}
	r := link(t, string(text))
	if len(r.Flushes) != 3 {
		t.Fatalf("%d flushes", len(r.Flushes))
	}
	first, second, third := r.Flushes[0], r.Flushes[1], r.Flushes[2]
	for _, name := range []string{"main", "tail"} {
		if addressOf(t, first, name) != addressOf(t, second, name) {
			t.Errorf("%s has moved", name)
		}
	}
	tail := addressOf(t, first, "tail")
	if got, want := addressOf(t, second, "answer"), tail+1; got != want { // one byte and a third, rounded down
		t.Errorf("answer is at %#x, want %#x", got, want)
	}
	changes := report.ChangesOf(first, second)
	if changes.CellsTotal != 2 { // of answer, and the one of spare that became free
		t.Errorf("cells %+v", changes.Cells)
	}
	if got := third.Cells[3]; third.OwnerName(got.Owner) != "fresh" {
		t.Errorf("cell 3 belongs to %s, want fresh", third.OwnerName(got.Owner))
	}
	for _, img := range r.Flushes {
		if err := img.Check(); err != nil {
			t.Error(err)
		}
	}
}

// grown makes a program with one function of n bytes.
func grown(n int) string {
	return fmt.Sprintf("target elf/x86_64\nlayout slack\nfunc main export _start\n    zero %d\n", n)
}

// .text has room for 0x56000 bytes where it begins. One byte more, and the section moves in the file; how far depends on
// the size that still blocks while it looks for a place. Its address stays.
func TestSlackTextMovesInTheFile(t *testing.T) {
	for _, step := range []struct {
		text string
		off  uint64
	}{
		{grown(0x56000), 0x1000},
		{grown(0x56001), 0x5a000},
		{grown(0x56000) + "flush\nupdate main\n    zero 0x56001\n", 0x74000},
	} {
		s := sectionOf(t, link(t, step.text).Image, ".text")
		if s.Off != step.off || s.Addr != 0x8000000 {
			t.Errorf(".text is at offset %#x and address %#x, want %#x and 0x8000000", s.Off, s.Addr, step.off)
		}
	}
}

// The GOT has room for 512 cells; the 513th moves it in the file with its contents, and its address stays.
func TestSlackGotMovesInTheFile(t *testing.T) {
	program := func(cells int) string {
		var b strings.Builder
		b.WriteString("target elf/x86_64\nlayout slack\nupstream layout\nfunc main export _start\n    zero 0x24\nconst c\n    zero 16\n")
		for i := range cells - 2 {
			fmt.Fprintf(&b, "data d%d\n    zero 0\n", i)
		}
		return b.String()
	}
	for cells, off := range map[int]uint64{512: 0x57000, 513: 0x2000} {
		img := link(t, program(cells)).Image
		s := sectionOf(t, img, ".got")
		if len(img.Cells) != cells || s.Off != off || s.Addr != 0x4000000 {
			t.Errorf("%d cells at offset %#x and address %#x, want %d at %#x and 0x4000000", len(img.Cells), s.Off, s.Addr, cells, off)
		}
	}
}

// Room that a freed atom leaves is used again, at its far end, unless the original's formula is asked for.
func TestSlackFreeListIsUsed(t *testing.T) {
	program := `target elf/x86_64
layout slack
%sfunc first export _start
    zero 10
func big
    zero 300
func last
    zero 10
flush
free big
func small
    zero 20
`
	img := link(t, fmt.Sprintf(program, "")).Image
	if got, last := addressOf(t, img, "small"), addressOf(t, img, "last"); got != last-26 { // 20 bytes and a third before it
		t.Errorf("small is at %#x, want %#x", got, last-26)
	}
	img = link(t, fmt.Sprintf(program, "upstream free-list\n")).Image
	if got, last := addressOf(t, img, "small"), addressOf(t, img, "last"); got < last {
		t.Errorf("the original never finds room, and small is at %#x", got)
	}
}

// Segments of ours ascend and are never writable and executable at once; those of the original are neither.
func TestSlackSegments(t *testing.T) {
	for _, original := range []bool{false, true} {
		text := "target elf/x86_64\nlayout slack\nfunc main export _start\n    ret\ndata d\n    u64 1\n"
		if original {
			text = strings.Replace(text, "slack\n", "slack\nupstream layout\n", 1)
		}
		ascending, separate, last := true, true, uint64(0)
		for _, g := range link(t, text).Image.Segments {
			ascending = ascending && g.Addr > last
			separate = separate && !(strings.Contains(g.Flags, "w") && strings.Contains(g.Flags, "x"))
			last = g.Addr
		}
		if ascending == original || separate == original {
			t.Errorf("original %v: ascending %v, separate %v", original, ascending, separate)
		}
	}
}

// Any sequence of edits leaves atoms that do not overlap, in order, with cells that hold their addresses.
func TestSlackRandomEdits(t *testing.T) {
	for seed := range uint64(40) {
		state := seed*2654435761 + 1
		random := func(n int) int {
			state = state*6364136223846793005 + 1442695040888963407
			return int(state>>33) % n
		}
		var b strings.Builder
		b.WriteString("target elf/x86_64\nlayout slack\nfunc main export _start\n    ret\n")
		live := map[int]bool{}
		for step := range 120 {
			n := random(30)
			switch kind := []string{"func", "data", "const", "bss"}[n%4]; {
			case !live[n] && kind == "bss":
				fmt.Fprintf(&b, "bss a%d size %d align %d\n", n, random(500), 1<<random(6))
				live[n] = true
			case !live[n]:
				fmt.Fprintf(&b, "%s a%d align %d\n    zero %d\n", kind, n, 1<<random(6), random(400))
				live[n] = true
			case random(3) == 0:
				fmt.Fprintf(&b, "free a%d\n", n)
				delete(live, n)
			case kind != "bss":
				fmt.Fprintf(&b, "flush\nupdate a%d\n    zero %d\n    needs \"text %d\"\n", n, random(400), step%3)
			}
		}
		r := linkcore.Link(b.String(), linkcore.Options{Record: true})
		if r.Findings.HasErrors() {
			t.Fatalf("seed %d: %v\n%s", seed, r.Print("edits", &r.Findings[0]), b.String())
		}
		for _, img := range r.Flushes {
			if err := img.Check(); err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
			var last *image.Owner
			for i := range img.Owners {
				for j := range img.Owners {
					a, c := &img.Owners[i], &img.Owners[j]
					if i < j && a.Line > 0 && c.Line > 0 && a.Placed && c.Placed && a.Addr < c.Addr+c.Size && c.Addr < a.Addr+a.Size {
						t.Fatalf("seed %d: %s and %s overlap at %#x", seed, a.Name, c.Name, max(a.Addr, c.Addr))
					}
				}
				last = &img.Owners[i]
			}
			if last == nil {
				t.Fatal("no owners")
			}
		}
	}
}
