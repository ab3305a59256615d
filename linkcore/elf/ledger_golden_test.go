package elf_test

import (
	"bytes"
	"debug/elf"
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"linkplay/linkcore"
	"linkplay/linkcore/image"
	"linkplay/linkcore/report"
	"linkplay/linkcore/trace"
)

var update = flag.Bool("update", false, "write what came out into the goldens; read the difference before you commit it")

const testdata = "../testdata/elf"

// TestGoldens links every description of testdata/elf and compares what its golden asks for. A golden that wants findings
// may have no file; all others must pass the checks of every image and of the independent reader.
func TestGoldens(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(testdata, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatal("no goldens: ", err)
	}
	for _, path := range files {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txt"), func(t *testing.T) { testGolden(t, path) })
	}
}

func testGolden(t *testing.T, path string) {
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if len(archive.Comment) == 0 || len(archive.Files) < 2 || archive.Files[0].Name != "in" {
		t.Fatal("a golden is a sentence, a description and what is wanted of it")
	}
	r := linkcore.Link(string(archive.Files[0].Data), linkcore.Options{Record: true})
	got := &txtar.Archive{Comment: archive.Comment, Files: archive.Files[:1:1]}
	wantsFindings := false
	for _, f := range archive.Files[1:] {
		wantsFindings = wantsFindings || f.Name == "want.findings"
		got.Files = append(got.Files, txtar.File{Name: f.Name, Data: []byte(shown(t, r, f.Name))})
	}
	if !wantsFindings && len(r.Findings) > 0 {
		t.Errorf("findings that the golden does not want:\n%s", findings(r))
	}
	for _, img := range r.Flushes {
		if img != nil && !r.Findings.HasErrors() {
			checked(t, r, img)
		}
	}
	if *update {
		if err := os.WriteFile(path, txtar.Format(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	for i, f := range got.Files {
		if !bytes.Equal(f.Data, archive.Files[i].Data) {
			t.Errorf("%s differs; got:\n%s", f.Name, f.Data)
		}
	}
}

// linked links a description that must be free of errors, and checks every flush.
func linked(t testing.TB, text string) *linkcore.Result {
	t.Helper()
	r := linkcore.Link(text, linkcore.Options{Record: true})
	if r.Findings.HasErrors() || r.Image == nil {
		t.Fatalf("%s\n%s", text, findings(r))
	}
	for _, img := range r.Flushes {
		checked(t, r, img)
	}
	return r
}

func findings(r *linkcore.Result) string {
	var b strings.Builder
	for i := range r.Findings {
		fmt.Fprintf(&b, "%s\n", r.Findings[i].String())
	}
	return b.String()
}

// shown makes a section of a golden: want.got is of the last flush, want.got.1 of the first; want.bytes.text is .text.
func shown(t *testing.T, r *linkcore.Result, section string) string {
	words := strings.Split(section, ".")
	if words[0] != "want" || len(words) < 2 {
		t.Fatalf("section %q", section)
	}
	what, rest := words[1], words[2:]
	if what == "findings" {
		return findings(r)
	}
	of := ""
	if what == "bytes" && len(rest) > 0 {
		of, rest = "."+rest[0], rest[1:]
	}
	img := r.Image
	if len(rest) > 0 {
		n, err := strconv.Atoi(rest[0])
		if err != nil || n < 1 || n > len(r.Flushes) {
			t.Fatalf("section %q: there are %d flushes", section, len(r.Flushes))
		}
		img = r.Flushes[n-1]
	}
	if img == nil {
		t.Fatalf("section %q: there is no image\n%s", section, findings(r))
	}
	x, err := decode(img.File)
	if err != nil {
		t.Fatal(err)
	}
	switch what {
	case "header":
		return showHeader(x)
	case "sections":
		return showSections(x)
	case "segments":
		return showSegments(x)
	case "symbols":
		return showSymbols(x)
	case "got":
		return showGOT(x, img)
	case "bytes":
		return showBytes(t, x, of)
	case "indices":
		return showIndices(img)
	case "states":
		return showStates(img)
	case "dump":
		return report.Dump(img)
	}
	t.Fatalf("section %q", section)
	return ""
}

func showHeader(x *file) string {
	h := &x.FileHeader
	return fmt.Sprintf("%v %v %v %v, entry %#x, %d segments, %d sections\n", h.Class, h.Data, h.Type, h.Machine, h.Entry, len(x.Progs), len(x.Sections))
}

func showSections(x *file) string {
	var b strings.Builder
	for i, s := range x.Sections {
		if i == 0 {
			continue
		}
		fmt.Fprintf(&b, "%2d %-14s %-8s %-3s at %#-10x file %#-7x size %#-6x align %d", i, s.Name, strings.TrimPrefix(s.Type.String(), "SHT_"), flags(s.Flags), s.Addr, s.Offset, s.Size, s.Addralign)
		for _, extra := range []struct {
			word string
			n    uint64
		}{{"entsize", s.Entsize}, {"link", uint64(s.Link)}, {"info", uint64(s.Info)}} {
			if extra.n != 0 {
				fmt.Fprintf(&b, " %s %d", extra.word, extra.n)
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func flags(f elf.SectionFlag) string {
	word := ""
	for _, bit := range []struct {
		flag elf.SectionFlag
		word string
	}{{elf.SHF_WRITE, "W"}, {elf.SHF_ALLOC, "A"}, {elf.SHF_EXECINSTR, "X"}, {elf.SHF_TLS, "T"}} {
		if f&bit.flag != 0 {
			word += bit.word
		}
	}
	if word == "" {
		return "-"
	}
	return word
}

func showSegments(x *file) string {
	var b strings.Builder
	for _, p := range x.Progs {
		rights := []byte("---")
		for i, bit := range []elf.ProgFlag{elf.PF_R, elf.PF_W, elf.PF_X} {
			if p.Flags&bit != 0 {
				rights[i] = "rwx"[i]
			}
		}
		fmt.Fprintf(&b, "%-9s %s at %#-10x file %#-7x %#x bytes, %#x in memory, align %#x\n", strings.TrimPrefix(p.Type.String(), "PT_"), rights, p.Vaddr, p.Off, p.Filesz, p.Memsz, p.Align)
	}
	return b.String()
}

func showSymbols(x *file) string {
	var b strings.Builder
	for i, s := range x.symbols {
		where := "ABS"
		if s.Section < elf.SHN_LORESERVE {
			where = x.Sections[s.Section].Name
		}
		visibility := ""
		if v := elf.ST_VISIBILITY(s.Other); v != elf.STV_DEFAULT {
			visibility = strings.TrimPrefix(v.String(), "STV_") + " "
		}
		fmt.Fprintf(&b, "%2d %#-10x %3d %-6s %-6s %s%-8s %s\n", i+1, s.Value, s.Size, strings.TrimPrefix(elf.ST_BIND(s.Info).String(), "STB_"),
			strings.TrimPrefix(elf.ST_TYPE(s.Info).String(), "STT_"), visibility, where, s.Name)
	}
	return b.String()
}

// showGOT reads the cells from the file; whose they are is the linker's word.
func showGOT(x *file, img *image.Image) string {
	var b strings.Builder
	width := img.CellWidth()
	for i, c := range img.Cells {
		name := c.Tag
		if c.Owner != 0 {
			name += " " + img.OwnerName(c.Owner)
		}
		held := x.got[width*i : width*(i+1)]
		fmt.Fprintf(&b, "%d %#x %s %s -> %#x\n", i, x.gotAddr+uint64(width*i), strings.ToUpper(hex.EncodeToString(held)), name, x.value(held))
	}
	return b.String()
}

func showBytes(t *testing.T, x *file, section string) string {
	s := x.Section(section)
	if s == nil {
		t.Fatalf("there is no %s", section)
	}
	data, err := s.Data()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for row := range slices.Chunk(data, 16) {
		fmt.Fprintf(&b, "% X\n", row)
	}
	return b.String()
}

// showIndices lists the cells and symbol indices in the order in which they were handed out.
func showIndices(img *image.Image) string {
	var b strings.Builder
	for i := range img.Trace.Events {
		e := &img.Trace.Events[i]
		switch e.Kind {
		case trace.GiveCell:
			fmt.Fprintf(&b, "cell %d    %s\n", e.A, img.OwnerName(e.Subject))
		case trace.TakeAgain:
			fmt.Fprintf(&b, "cell %d    %s again\n", e.A, img.OwnerName(e.Subject))
		case trace.GiveSymbol:
			fmt.Fprintf(&b, "symbol %d  %s\n", e.A, img.OwnerName(e.Subject))
		case trace.GiveExport:
			fmt.Fprintf(&b, "symbol %d  %s exported\n", e.A, img.OwnerName(e.Subject))
		case trace.Release:
			fmt.Fprintf(&b, "released  %s\n", img.OwnerName(e.Subject))
		}
	}
	return b.String()
}

// showStates is what the linker keeps of each symbol, by the index that it was given.
func showStates(img *image.Image) string {
	var b strings.Builder
	for i := range img.States {
		if s := &img.States[i]; s.Used {
			fmt.Fprintf(&b, "%d %s extra %d %v %s\n", i, s.Name, s.Extra, s.Words, strings.Join(s.Flags, " "))
		} else {
			fmt.Fprintf(&b, "%d free\n", i)
		}
	}
	return b.String()
}
