package inspect_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"linkplay/linkcore"
	"linkplay/linkcore/describe"
	"linkplay/linkcore/image"
)

// ours are descriptions that the linkers can link, by file name: those of the site's examples.
func ours(t testing.TB) map[string]*linkcore.Result {
	t.Helper()
	paths, err := filepath.Glob(filepath.FromSlash("../../static/examples/*.atoms"))
	if err != nil || len(paths) == 0 {
		t.Fatal("there are no examples:", err)
	}
	results := map[string]*linkcore.Result{}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if r := linkcore.Link(string(text), linkcore.Options{Record: true}); r.OK() {
			results[filepath.Base(path)] = r
		}
	}
	if len(results) < 4 {
		t.Fatalf("only %d of %d examples can be linked", len(results), len(paths))
	}
	return results
}

// TestRoundTrip links, inspects the bytes and compares the tables with what the linker meant.
func TestRoundTrip(t *testing.T) {
	for name, r := range ours(t) {
		t.Run(name, func(t *testing.T) { mustRoundTrip(t, r) })
	}
}

// mustRoundTrip inspects what a link made and compares the tables with what the linker meant.
func mustRoundTrip(t *testing.T, r *linkcore.Result) {
	t.Helper()
	got := linkcore.Inspect(r.Image.File)
	for i := range got.Findings {
		t.Error(got.Findings[i].String())
	}
	if err := got.Image.Check(); err != nil {
		t.Fatal(err)
	}
	want, have := tables(r.Image), tables(got.Image)
	for table := range want {
		if want[table] != have[table] {
			t.Errorf("%s: inspect reads\n%s\nand the linker meant\n%s", table, have[table], want[table])
		}
	}
}

// elfTargets are the processors that the linker makes ELF files for.
func elfTargets() (names []string) {
	for _, t := range linkcore.Targets() {
		if t.Links && strings.HasPrefix(t.Name, "elf/") {
			names = append(names, t.Name)
		}
	}
	return names
}

// mustRoundTripELF holds the symbols, segments and cells of an ELF file, whatever the description: two atoms may have one
// name, so that owners are compared by address.
func mustRoundTripELF(t *testing.T, r *linkcore.Result) {
	t.Helper()
	got := linkcore.Inspect(r.Image.File)
	if err := got.Image.Check(); err != nil {
		t.Fatal(err)
	}
	want, have := r.Image, got.Image
	if len(have.Symbols) != len(want.Symbols) || len(have.Cells) != len(want.Cells) || len(have.Segments) != len(want.Segments) || have.Entry != want.Entry {
		t.Fatalf("%d symbols, %d cells, %d segments, entry %#x; the linker meant %d, %d, %d, %#x", len(have.Symbols), len(have.Cells), len(have.Segments), have.Entry,
			len(want.Symbols), len(want.Cells), len(want.Segments), want.Entry)
	}
	for i := range want.Symbols {
		w, h := want.Symbols[i], have.Symbols[i]
		if w.Owner, h.Owner = 0, 0; w != h {
			t.Errorf("symbol %d is %+v; the linker meant %+v", i, h, w)
		}
	}
	for i := range want.Segments {
		w, h := want.Segments[i], have.Segments[i]
		if w.Name, h.Name = "", ""; w != h {
			t.Errorf("segment %d is %+v; the linker meant %+v", i, h, w)
		}
	}
	for i := range want.Cells {
		w, h := &want.Cells[i], &have.Cells[i]
		if w.Value != h.Value || w.Off != h.Off {
			t.Errorf("cell %d is %+v; the linker meant %+v", i, h, w)
		}
		if h.Owner != 0 && h.Tag == "got" && have.Owners[h.Owner].Addr != w.Value {
			t.Errorf("cell %d is of %s at %#x and holds %#x", i, have.Owners[h.Owner].Name, have.Owners[h.Owner].Addr, w.Value)
		}
	}
}

// TestELFRoundTripOfGenerated links generated programs for every processor.
func TestELFRoundTripOfGenerated(t *testing.T) {
	for _, target := range elfTargets() {
		for seed := range uint64(6) {
			for _, layout := range []string{"packed", "slack"} {
				text := strings.Replace(generated(target, 8+int(seed)*9, seed), "\n", "\nlayout "+layout+"\n", 1)
				r := linkcore.Link(text, linkcore.Options{Record: true})
				if !r.OK() {
					t.Fatalf("%s, seed %d: %v\n%s", target, seed, r.Findings, text)
				}
				mustRoundTripELF(t, r)
			}
		}
	}
}

// generated is a program for a target: instructions where there is a generator of them, else atoms that point at others,
// directly and through the GOT.
func generated(target string, n int, seed uint64) string {
	if target == "elf/x86_64" {
		return describe.Generate(target, n, seed)
	}
	random := rand.New(rand.NewPCG(seed, 7))
	word := "u64"
	if target == "elf/arm" {
		word = "u32"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "target %s\nfunc a0 export _start\n    u32 0\n", target)
	for i := 1; i < n; i++ {
		kind := [...]string{"func", "data", "const"}[random.IntN(3)]
		fmt.Fprintf(&b, "%s a%d\n", kind, i)
		for range 1 + random.IntN(4) {
			if kind == "data" && random.IntN(2) == 0 {
				fmt.Fprintf(&b, "    %s a%d\n", word, random.IntN(n))
			} else if kind != "func" && word == "u32" {
				fmt.Fprintf(&b, "    u32 got(a%d)\n", random.IntN(n))
			} else {
				fmt.Fprintf(&b, "    u32 %d\n", random.IntN(1000))
			}
		}
	}
	return b.String()
}

// FuzzELFRoundTrip links generated programs, and any other text, and reads the tables back.
func FuzzELFRoundTrip(f *testing.F) {
	for i, target := range elfTargets() {
		f.Add(generated(target, 12, uint64(i)))
	}
	for name, r := range ours(f) {
		if strings.Contains(name, "elf") {
			f.Add(r.Text)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1<<13 {
			t.Skip()
		}
		if r := linkcore.Link(text, linkcore.Options{Record: true}); r.OK() && r.Image.Format == "elf" && len(r.Image.File) < 1<<22 {
			mustRoundTripELF(t, r)
		}
	})
}

// tables prints what a link and its inspection have in common. Owners go by their symbols' names where they have some:
// a file knows "__unnamed_main_0", and only the linker knows the text that it stands for.
func tables(img *image.Image) map[string]string {
	out := map[string]*strings.Builder{}
	add := func(table, format string, args ...any) {
		if out[table] == nil {
			out[table] = &strings.Builder{}
		}
		fmt.Fprintf(out[table], format+"\n", args...)
	}
	owner := func(n uint32) string {
		o := &img.Owners[n]
		switch {
		case n == 0, o.Kind == image.OwnerLinker, o.Symbol == 0 && img.Format == "plan9" && strings.HasPrefix(o.Name, `"`):
			return "-"
		case o.Symbol > 0 && o.Kind != image.OwnerGOT:
			return img.Symbols[o.Symbol-1].Name
		}
		return o.Name
	}
	add("file", "%s %s %s entry %#x %v GOT %#x", img.Format, img.CPU, img.Kind, img.Entry, img.HasEntry, img.GOTAddr)
	for _, e := range img.Extents {
		if e.MemSize+e.FileSize == 0 {
			continue
		}
		name, _, _ := strings.Cut(e.Name, " (")
		name = gap(name)
		if e.Name == "got" && img.Format == "plan9" || e.Name == "data" && e.Addr > img.GOTAddr {
			continue // where the cells end, the file does not tell; the segments are compared as well
		}
		add("extents", "%s %#x %#x %#x %#x %v", name, e.Off, e.FileSize, e.Addr, e.MemSize, e.Loaded)
	}
	for _, s := range img.Segments {
		s.Name = "" // words for people; the linker knows more about what is in a segment than its bytes tell
		add("segments", "%+v", s)
	}
	if img.Format == "elf" {
		for _, s := range img.Sections {
			add("sections", "%+v", s)
		}
	}
	for i, s := range img.Symbols {
		if s.Name == "__GOT" {
			s.Owner = 0 // the linker does not tie it to the GOT, which it is the symbol of
		}
		add("symbols", "%d %s %#x %d at %#x+%d %s %s %s: %s", i, s.Name, s.Value, s.Size, s.Off, s.Len, s.Type, s.Binding, s.Section, owner(s.Owner))
	}
	cells := slices.DeleteFunc(slices.Clone(img.Cells), func(c image.Cell) bool { return c.Tag == image.NoRoom })
	for img.Format == "plan9" && len(cells) > 0 && cells[len(cells)-1].Tag == "free" {
		cells = cells[:len(cells)-1] // may as well be padding
	}
	for i, c := range cells {
		add("cells", "%d at %#x: %#x, %s, %s", i, c.Off, c.Value, owner(c.Owner), c.Tag)
	}
	from, last := uint32(0), ""
	for i := range img.Spans {
		s := &img.Spans[i]
		name := owner(s.Owner)
		if img.Format == "plan9" {
			switch {
			case name == "padding":
				name = last // an atom of a.out goes on to the next symbol
			case name == "-" || name == "data":
				name = last // upstream symbols: the table leaves unnamed constants out
			}
		}
		if name = gap(name); name != last {
			add("spans", "%#x %s", from, last)
			from, last = s.Off, name
		}
	}
	add("spans", "%#x %s", from, last)
	texts := map[string]string{}
	for table, b := range out {
		texts[table] = b.String()
	}
	return texts
}

// gap gives all bytes that belong to no atom and to no table one name: that a linker leaves room on purpose, or that an
// alignment wants it, is not in the file.
func gap(name string) string {
	word, _, _ := strings.Cut(name, " ")
	switch word {
	case "padding", "free", "unknown", ".text", ".rodata", ".data":
		return "gap or contents"
	}
	return name
}
