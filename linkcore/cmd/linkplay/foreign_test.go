package main

import (
	"encoding/hex"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"linkplay/linkcore"
	"linkplay/linkcore/picture"
	"linkplay/linkcore/report"
)

// Files that others made, whole and damaged, are drawn and printed as well.
func TestForeignFiles(t *testing.T) {
	dir := yard(t)
	if code, _, stderr := call(t, dir, "", "link", "hello.atoms"); code != 0 {
		t.Fatal(stderr)
	}
	files := []string{filepath.Join(dir, "a.out"), linkplay}
	for _, tool := range []string{"true", "ls"} {
		if path, err := exec.LookPath(tool); err == nil {
			files = append(files, path)
		}
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, cut := range []int{len(data), len(data) / 2, 200, 64, 30, 3, 0} {
			r := linkcore.Inspect(data[:min(cut, len(data))])
			if r.Image == nil {
				continue
			}
			start := time.Now()
			if cut < 1<<20 {
				report.Inspection(r.Image)
			}
			report.Map(r.Image)
			report.Dump(r.Image)
			for _, view := range picture.Views {
				for _, width := range []int{320, 960} {
					p, err := picture.Of(view, r.Image, picture.Options{Width: width, Focus: uint32(len(r.Image.Owners) / 2)})
					if err != nil || p.Count() > 900 {
						t.Errorf("%s, %d bytes of it, %s: %d nodes, %v", name, cut, view, p.Count(), err)
					}
					picture.SVG(p, picture.Auto)
				}
			}
			t.Logf("%s, %d bytes: %d owners, %v", filepath.Base(name), cut, len(r.Image.Owners), time.Since(start).Round(time.Millisecond))
		}
	}
}

// The tables of a file that a loader fills are in the text and, row by row, in the JSON.
func TestInspectListings(t *testing.T) {
	text, err := os.ReadFile(filepath.FromSlash("../../testdata/inspect/elf-loaded.hex"))
	if err != nil {
		t.Fatal(err)
	}
	var file []byte
	for line := range strings.Lines(string(text)) {
		code, _, _ := strings.Cut(line, "#")
		b, err := hex.DecodeString(strings.Join(strings.Fields(code), ""))
		if err != nil {
			t.Fatal(err)
		}
		file = append(file, b...)
	}
	dir := yard(t)
	if err := os.WriteFile(filepath.Join(dir, "loaded"), file, 0o666); err != nil {
		t.Fatal(err)
	}
	code, stdout, stderr := call(t, dir, "", "inspect", "loaded")
	for _, want := range []string{"\n.dynamic, dynamic section (18)\n", "DT_NEEDED", "  libx.so\n", "R_386_JUMP_SLOT  ext@V2", "\next@plt\n", "loader: ext@V2", "note.n_descsz = 4",
		"hash chains 0: 0 0\n", "symbol versions 0: 0 2\n"} {
		if !strings.Contains(stdout, want) {
			t.Errorf("the text has no %q", want)
		}
	}
	if code != 0 || stderr != "" {
		t.Errorf("exit code %d, %s", code, stderr)
	}
	_, stdout, _ = call(t, dir, "", "inspect", "-json", "loaded")
	var summary struct {
		Listings []report.Listing `json:"listings"`
	}
	found := false
	if err := json.Unmarshal([]byte(stdout), &summary); err != nil {
		t.Fatal(err)
	}
	for _, l := range summary.Listings {
		found = found || l.Name == ".rel.plt, relocations" && len(l.Rows) == 1 && l.Rows[0].Cells[2] == "R_386_JUMP_SLOT" && l.Rows[0].Off == 0x190
	}
	if !found {
		t.Errorf("the relocation is not in %+v", summary.Listings)
	}
}
