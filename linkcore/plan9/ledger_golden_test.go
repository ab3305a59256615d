package plan9_test

import (
	"bytes"
	"cmp"
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"linkplay/linkcore"
	"linkplay/linkcore/arch"
	"linkplay/linkcore/image"
	"linkplay/linkcore/spec"
	"linkplay/linkcore/trace"
)

var update = flag.Bool("update", false, "write what came out into the goldens; read the difference before you commit it")

const testdata = "../testdata/plan9"

// TestGoldens links every description of testdata/plan9 and compares what its golden asks for. A golden that wants
// findings may have no file; all others must pass the checks of every image and of the independent reader.
func TestGoldens(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(testdata, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatal("no goldens: ", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) { testGolden(t, file) })
	}
}

func testGolden(t *testing.T, file string) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if len(archive.Comment) == 0 || len(archive.Files) < 2 || archive.Files[0].Name != "in" {
		t.Fatal("a golden is a sentence, a description and what is wanted of it")
	}
	text := string(archive.Files[0].Data)
	if cpu := regexp.MustCompile(`target plan9/(\w+)`).FindStringSubmatch(text); cpu != nil && spec.FindAoutCPU(cpu[1]) != nil && arch.Find(cpu[1]) == nil {
		t.Skip("this processor has no rows yet; TestAllProcessorsAreThere speaks of it")
	}
	r := linkcore.Link(text, linkcore.Options{Record: true})
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
		switch {
		case r.Findings.HasErrors():
		case r.Program.Fault != 0: // the independent reader would say what is broken; the labels must be true all the same
			if err := img.Check(); err != nil {
				t.Error(err)
			}
		default:
			checked(t, img)
		}
	}
	if *update {
		if err := os.WriteFile(file, txtar.Format(got), 0o644); err != nil {
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

// linked links a description that must be free of errors, and checks every image.
func linked(t testing.TB, text string) *linkcore.Result {
	t.Helper()
	r := linkcore.Link(text, linkcore.Options{Record: true})
	if r.Findings.HasErrors() || r.Image == nil {
		t.Fatalf("%s\n%s", text, findings(r))
	}
	for _, img := range r.Flushes {
		checked(t, img)
	}
	return r
}

// checked reads an image's file with the independent reader and checks both.
func checked(t testing.TB, img *image.Image) *aout {
	t.Helper()
	if err := img.Check(); err != nil {
		t.Error(err)
	}
	a, err := decode(img.File)
	if err != nil {
		t.Fatal(err)
	}
	a.check(t, img)
	return a
}

func findings(r *linkcore.Result) string {
	var b strings.Builder
	for i := range r.Findings {
		fmt.Fprintf(&b, "%s\n", r.Findings[i].String())
	}
	return b.String()
}

// shown makes a section of a golden: want.got is of the last flush, want.got.1 of the first.
func shown(t *testing.T, r *linkcore.Result, section string) string {
	what, isWant := strings.CutPrefix(section, "want.")
	if !isWant {
		t.Fatalf("section %q", section)
	}
	if what == "findings" {
		return findings(r)
	}
	img := r.Image
	if name, number, ok := strings.Cut(what, "."); ok {
		n, err := strconv.Atoi(number)
		if err != nil || n < 1 || n > len(r.Flushes) {
			t.Fatalf("section %q: there are %d flushes", section, len(r.Flushes))
		}
		what, img = name, r.Flushes[n-1]
	}
	if img == nil {
		t.Fatalf("section %q: there is no image\n%s", section, findings(r))
	}
	a, err := decode(img.File)
	if err != nil {
		t.Fatal(err)
	}
	show, ok := map[string]func(*aout, *image.Image) string{
		"header": showHeader, "got": showGOT, "symbols": showSymbols, "layout": showLayout, "lines": showLines,
		"text": showText, "data": showData, "indices": showIndices, "records": showRecords,
	}[what]
	if !ok {
		t.Fatalf("section %q", section)
	}
	return show(a, img)
}

func showHeader(a *aout, img *image.Image) string {
	var b strings.Builder
	for i, name := range []string{"magic", "text", "data", "bss", "syms", "entry", "spsz", "pcsz"} {
		fmt.Fprintf(&b, "%-5s %08X\n", name, a.words[i])
	}
	if !a.thin() {
		fmt.Fprintf(&b, "%-5s %016X\n", "entry", a.entry64)
	}
	return b.String()
}

// showGOT reads the cells from the file; whose they are is the linker's word.
func showGOT(a *aout, img *image.Image) string {
	var b strings.Builder
	base := a.find('d', "__GOT")[0]
	for i, c := range img.Cells {
		name := c.Tag
		if c.Owner != 0 {
			name = img.Owners[c.Owner].Name
		}
		at := i * a.word
		if at+a.word > len(a.data) {
			fmt.Fprintf(&b, "%d  %#x  behind the data  %s\n", i, base+uint64(at), name)
			continue
		}
		fmt.Fprintf(&b, "%d  %#x  %s  %-22s -> %#x\n", i, base+uint64(at),
			strings.ToUpper(hex.EncodeToString(a.data[at:at+a.word])), name, a.readWord(a.data[at:]))
	}
	return b.String()
}

func showSymbols(a *aout, img *image.Image) string {
	var b strings.Builder
	for i := range a.symbols {
		s := &a.symbols[i]
		name := s.name
		if s.kind == 'z' {
			name = strings.TrimSpace(fmt.Sprintf("%s %v", a.path(s), s.path))
		}
		fmt.Fprintf(&b, "%4d  %#-10x  %c  %s\n", s.off, s.value, s.kind, name)
	}
	return b.String()
}

// showRecords is the symbol table as bytes, a record a line.
func showRecords(a *aout, img *image.Image) string {
	var b strings.Builder
	for i := range a.symbols {
		to := len(a.syms)
		if i+1 < len(a.symbols) {
			to = a.symbols[i+1].off
		}
		fmt.Fprintf(&b, "%X\n", a.syms[a.symbols[i].off:to])
	}
	return b.String()
}

// showLayout lists what has an address, in the order of memory.
func showLayout(a *aout, img *image.Image) string {
	type row struct {
		addr uint64
		text string
	}
	var rows []row
	for i := range img.Extents {
		if e := &img.Extents[i]; e.Loaded {
			rows = append(rows, row{e.Addr, fmt.Sprintf("%#-10x %s", e.Addr, e.Name)})
		}
	}
	for i := range img.Owners {
		o := &img.Owners[i]
		switch o.Kind {
		case image.OwnerCode, image.OwnerData, image.OwnerConst, image.OwnerBSS, image.OwnerLazy:
			if o.Placed {
				where := fmt.Sprintf("file %#x", o.Off)
				if o.Kind == image.OwnerBSS {
					where = "no file"
				}
				rows = append(rows, row{o.Addr, fmt.Sprintf("  %#-10x %3d bytes, %-11s %s", o.Addr, o.Size, where, o.Name)})
			}
		}
	}
	slices.SortStableFunc(rows, func(x, y row) int { return cmp.Compare(x.addr, y.addr) })
	var b strings.Builder
	for _, r := range rows {
		fmt.Fprintln(&b, r.text)
	}
	return b.String()
}

func showLines(a *aout, img *image.Image) string {
	rows, err := a.lines()
	if err != nil {
		return err.Error()
	}
	var b strings.Builder
	for i, c := range a.pcs {
		if i > 0 {
			b.WriteByte(' ')
		}
		fmt.Fprintf(&b, "%02X", c)
	}
	b.WriteByte('\n')
	for _, r := range rows {
		fmt.Fprintf(&b, "%#x line %d\n", r.addr, r.line)
	}
	return b.String()
}

func showText(a *aout, img *image.Image) string { return hexRows(a.text) }
func showData(a *aout, img *image.Image) string { return hexRows(a.data) }

func hexRows(data []byte) string {
	var b strings.Builder
	for row := range slices.Chunk(data, 16) {
		fmt.Fprintf(&b, "% X\n", row)
	}
	return b.String()
}

// showIndices lists the cells and symbol indices in the order in which they were handed out.
func showIndices(a *aout, img *image.Image) string {
	var b strings.Builder
	for i := range img.Trace.Events {
		e := &img.Trace.Events[i]
		switch e.Kind {
		case trace.GiveCell, trace.TakeAgain:
			fmt.Fprintf(&b, "cell %d    %s\n", e.A, img.OwnerName(e.Subject))
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
