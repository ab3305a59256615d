package main

import (
	"os"
	"os/exec"
	"path/filepath"
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
