package site

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html/template"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"linkplay/linkcore"
	"linkplay/linkcore/image"
	"linkplay/linkcore/picture"
	"linkplay/linkcore/report"
	"linkplay/wasm/httpapi"
)

const (
	pageSource = "web/index.html"
	pageFile   = "static/index.html"

	// The first picture is drawn for two widths, and style sheets choose: what the drawing has beside the other panes
	// on a laptop, and what it has on a phone.
	wideDrawing, narrowDrawing = 740, 342
	// A hex row of the first page is as long as on a laptop.
	hexColumns = 32
)

// firstPage is what web/index.html is filled with: the names of this build, and the first example as it is linked today.
type firstPage struct {
	Names
	Policy                 template.HTMLAttr
	Example                string // its row of examples/index.json
	Text, Target, Headline string
	FileBytes              int
	Why                    report.Look
	Wide, Narrow           template.HTML
	Cells                  []firstCell
	Symbols                []firstSymbol
	HexHead                []string
	HexRows                []firstHex
}

type firstCell struct {
	Address, Holds string
	Badge          picture.Badge
	Name           string
	Line           uint32
}

type firstSymbol struct {
	Value, Type string
	Means       string
	Badge       picture.Badge
	Name        string
}

type firstHex struct {
	Offset string
	Bytes  []firstByte
	Rest   int // columns that the last row lacks
}

type firstByte struct{ Hex, Class string }

// writePage makes static/index.html. The page is whole before any script runs: who has none reads the first example,
// everybody else sees it while the linker is on its way.
func writePage(root string, names Names) error {
	source, err := template.ParseFiles(filepath.Join(root, pageSource))
	if err != nil {
		return err
	}
	page, err := linkFirst(root)
	if err != nil {
		return err
	}
	page.Names = names
	page.Policy = template.HTMLAttr(`content="` + httpapi.PagePolicy + `"`)
	var out bytes.Buffer
	if err := source.Execute(&out, page); err != nil {
		return err
	}
	return writeChanged(filepath.Join(root, pageFile), out.Bytes())
}

// linkFirst links the example that the page opens with.
func linkFirst(root string) (*firstPage, error) {
	dir := filepath.Join(root, "static", "examples")
	list, err := os.ReadFile(filepath.Join(dir, "index.json"))
	if err != nil {
		return nil, err
	}
	var rows []json.RawMessage
	var first struct{ File string }
	if err := json.Unmarshal(list, &rows); err != nil {
		return nil, fmt.Errorf("examples/index.json: %w", err)
	}
	if err := json.Unmarshal(rows[0], &first); err != nil {
		return nil, fmt.Errorf("examples/index.json: %w", err)
	}
	text, err := os.ReadFile(filepath.Join(dir, first.File))
	if err != nil {
		return nil, err
	}
	result := linkcore.Link(string(text), linkcore.Options{Record: true})
	if !result.OK() {
		return nil, fmt.Errorf("examples/%s has findings: the page cannot open with it", first.File)
	}
	var row bytes.Buffer
	if err := json.Compact(&row, rows[0]); err != nil {
		return nil, err
	}
	summary := result.Summary()
	page := &firstPage{Example: row.String(), Text: result.Text, Target: result.Target, Headline: summary.Headline, FileBytes: len(result.Image.File)}
	draw := func(width int) template.HTML {
		return template.HTML(picture.Inline(picture.Layout(result.Image, picture.Options{Width: width, Line: result.Line})))
	}
	page.Wide, page.Narrow = draw(wideDrawing), draw(narrowDrawing)
	page.Why = result.LookAt(uint64(summary.First.Off))
	page.tables(result.Image)
	page.hex(result.Image)
	return page, nil
}

func (p *firstPage) tables(img *image.Image) {
	for _, c := range img.Cells {
		address, _ := img.AddrOf(uint64(c.Off))
		p.Cells = append(p.Cells, firstCell{upperHex(address), upperHex(c.Value), picture.BadgeOf(img, c.Owner), img.Owners[c.Owner].Name, c.Line})
	}
	for _, s := range img.Symbols {
		value := upperHex(s.Value)
		if s.Type == "f" { // the number of a path component
			value = strconv.FormatUint(s.Value, 10)
		}
		p.Symbols = append(p.Symbols, firstSymbol{value, s.Type, letters[s.Type], picture.BadgeOf(img, s.Owner), s.Name})
	}
}

// letters are what the letters of Plan 9 symbols mean; web/views/symbols/rows.ts has the same.
var letters = map[string]string{"T": "code", "t": "code", "D": "data", "d": "data", "B": "bss", "b": "bss", "f": "part", "z": "path", "Z": "path"}

func (p *firstPage) hex(img *image.Image) {
	for i := range hexColumns {
		p.HexHead = append(p.HexHead, fmt.Sprintf("%X", i))
	}
	var classes []string
	for _, span := range img.Spans {
		class := picture.BadgeOf(img, span.Owner).Class
		for range span.Len {
			classes = append(classes, class)
		}
	}
	for off := 0; off < len(img.File); off += hexColumns {
		row := firstHex{Offset: fmt.Sprintf("0x%03X", off)}
		for i := off; i < min(off+hexColumns, len(img.File)); i++ {
			row.Bytes = append(row.Bytes, firstByte{fmt.Sprintf("%02X", img.File[i]), classes[i]})
		}
		row.Rest = hexColumns - len(row.Bytes)
		p.HexRows = append(p.HexRows, row)
	}
}

// upperHex writes an address as the drawing does.
func upperHex(v uint64) string { return "0x" + strings.ToUpper(fmt.Sprintf("%x", v)) }

// writeHeaders makes the file that Cloudflare and Netlify read for headers; other hosts ignore it.
func writeHeaders(root string) error {
	return writeChanged(filepath.Join(root, "static", "_headers"), []byte(`/*
  Content-Security-Policy: `+httpapi.PagePolicy+`
  X-Content-Type-Options: nosniff
  Referrer-Policy: no-referrer
/build/*
  Cache-Control: `+httpapi.KeptForEver+`
`))
}
