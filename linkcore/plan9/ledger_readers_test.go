//go:build !js

package plan9_test

import (
	"bytes"
	"debug/plan9obj"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"linkplay/linkcore"
)

// goldenTexts are the descriptions of all goldens and of the site's examples that link without errors.
func goldenTexts(t testing.TB) map[string]string {
	t.Helper()
	texts := map[string]string{}
	paths, _ := filepath.Glob(filepath.Join(testdata, "*.txt"))
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		texts[filepath.Base(path)] = string(archive.Files[0].Data)
	}
	paths, _ = filepath.Glob("../../static/examples/*.atoms")
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "target plan9/") {
			texts[filepath.Base(path)] = string(text)
		}
	}
	return texts
}

// forEachFile calls visit with every file that comes out of the goldens and the examples.
func forEachFile(t *testing.T, visit func(name string, a *aout, file []byte)) {
	t.Helper()
	seen := 0
	for name, text := range goldenTexts(t) {
		r := linkcore.Link(text, linkcore.Options{Record: true})
		if r.Findings.HasErrors() || r.Program.Fault != 0 {
			continue
		}
		for i, img := range r.Flushes {
			seen++
			visit(fmt.Sprintf("%s flush %d", name, i+1), checked(t, img), img.File)
		}
	}
	if seen < 60 {
		t.Errorf("only %d files", seen)
	}
}

// Go's own reader knows 386, amd64 and arm; of other processors the magic number is replaced by one of the same width.
func TestPlan9ObjReadsAll(t *testing.T) {
	forEachFile(t, func(name string, a *aout, file []byte) {
		if a.thin() {
			file = slices.Clone(file)
			copy(file, []byte{0, 0, 0x01, 0xEB})
		} else {
			file = slices.Clone(file)
			copy(file, []byte{0, 0, 0x8A, 0x97})
		}
		f, err := plan9obj.NewFile(bytes.NewReader(file))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			return
		}
		if f.Entry != a.entry64 || f.Bss != a.words[hdrBSS] || f.HdrSize != uint64(a.headerBytes()) {
			t.Errorf("%s: %+v", name, f.FileHeader)
		}
		for section, want := range map[string][]byte{"text": a.text, "data": a.data, "syms": a.syms, "pcsz": a.pcs} {
			got, err := f.Section(section).Data()
			if err != nil || !bytes.Equal(got, want) {
				t.Errorf("%s: section %s: %v", name, section, err)
			}
		}
		symbols, err := f.Symbols()
		if err != nil || len(symbols) != len(a.symbols) {
			t.Errorf("%s: %d symbols, want %d: %v", name, len(symbols), len(a.symbols), err)
			return
		}
		for i, got := range symbols {
			want := &a.symbols[i]
			wantName := want.name
			if want.kind == 'z' {
				wantName = a.path(want)
			}
			if got.Value != want.value || byte(got.Type) != want.kind || got.Name != wantName {
				t.Errorf("%s: symbol %d is %c %#x %q, want %c %#x %q", name, i, got.Type, got.Value, got.Name, want.kind, want.value, wantName)
			}
		}
	})
}

// go tool nm lists every text, data and bss symbol of the files whose processor it knows.
func TestGoNmReadsAll(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a program per file")
	}
	golang, err := exec.LookPath("go")
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	n := 0
	forEachFile(t, func(name string, a *aout, file []byte) {
		if a.cpu != "x86_64" && a.cpu != "x86" && a.cpu != "arm" || strings.HasSuffix(name, "flush 2") || n >= 25 {
			return
		}
		n++
		path := filepath.Join(folder, "a.out")
		if err := os.WriteFile(path, file, 0o644); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(golang, "tool", "nm", "-sort", "none", path).CombinedOutput()
		if err != nil {
			t.Errorf("%s: %v\n%s", name, err, out)
			return
		}
		var want []string
		for i := range a.symbols {
			if s := &a.symbols[i]; strings.ContainsRune("TtDdBb", rune(s.kind)) {
				want = append(want, fmt.Sprintf("%x %c %s", s.value, s.kind, s.name))
			}
		}
		var got []string
		for line := range strings.Lines(string(out)) {
			fields := strings.Fields(line)
			if len(fields) >= 3 && strings.Contains("TtDdBb", fields[1]) {
				got = append(got, strings.Join(fields, " "))
			}
		}
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(want, got) {
			t.Errorf("%s: nm lists\n%s\nwant\n%s", name, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	})
	if n == 0 {
		t.Error("no file was read")
	}
}
