package site

import (
	"bytes"
	"html/template"
	"path/filepath"
	"strings"
	"testing"
)

func TestPlain(t *testing.T) {
	for name, want := range map[string]string{
		"core-6dee2e0a.wasm":                 "core.wasm",
		"main-SLIQL57P.js":                   "main.js",
		"main-SLIQL57P.js.map":               "main.js.map",
		"core.wasm":                          "core.wasm",
		"one-two-SLIQL57P.js":                "one-two.js",
		nameOf(CoreFile, "0123456789abcdef"): "core.wasm",
	} {
		if got := Plain(name); got != want {
			t.Errorf("%s without its hash is %s, want %s", name, got, want)
		}
	}
}

// The page needs no script to show the first example, and no script, style or markup of it stands in an attribute.
func TestFirstPage(t *testing.T) {
	root, err := Root()
	if err != nil {
		t.Fatal(err)
	}
	page, err := linkFirst(root)
	if err != nil {
		t.Fatal(err)
	}
	if len(page.Cells) == 0 || len(page.Symbols) == 0 || len(page.HexRows) == 0 || page.Headline == "" || !page.Why.Found {
		t.Errorf("%d cells, %d symbols, %d rows of hex, headline %q", len(page.Cells), len(page.Symbols), len(page.HexRows), page.Headline)
	}
	page.Text = `func "</pre><script>alert(1)</script>"`
	source, err := template.ParseFiles(filepath.Join(root, pageSource))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := source.Execute(&out, page); err != nil {
		t.Fatal(err)
	}
	html := out.String()
	for _, banned := range []string{"<script>", " style=", "<style", " onclick", "ZgotmplZ", "http://", "https://"} {
		if strings.Contains(html, banned) {
			t.Errorf("the page has %q", banned)
		}
	}
	if strings.Count(html, `<svg class="picture"`) != 2 {
		t.Error("the page lacks a drawing")
	}
}
