package picture

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"
	"testing"

	"linkplay/linkcore/image"
)

// widths are those of a phone, a pane, a poster and a wall.
var widths = []int{320, 374, 480, 560, 640, 700, 760, 812, 960, 1200, 1600}

// big is an image of n functions that call one another through a GOT of n cells, with a variable each for ten.
func big(n int) *image.Image {
	b := build("plan9")
	b.add(image.OwnerHeader, "exec header", 0, 40)
	addr := uint64(0x200028)
	first := uint32(len(b.img.Owners))
	for i := range n {
		b.add(image.OwnerCode, fmt.Sprintf("pkg.function%d", i), addr, 8, fmt.Sprintf("call got(pkg.function%d)|ff 14 25 00 00 00 00", (i+1)%n), "ret|c3")
		addr += 8
		if i%10 == 0 {
			b.add(image.OwnerPadding, "padding", addr, 8)
			addr += 8
		}
	}
	textEnd := uint64(len(b.img.File))
	var owners []uint32
	for i := range b.img.Owners {
		if b.img.Owners[i].Kind == image.OwnerCode {
			owners = append(owners, uint32(i))
		}
	}
	data := uint64(0x40000000)
	b.cells(data, owners...)
	b.fill()
	for i, o := range owners {
		b.reads(o, 3, (i+1)%n, owners[(i+1)%n])
	}
	dataAt := textEnd
	b.add(image.OwnerSymbols, "symbols", 0, 20*n)
	b.img.Code = b.code
	b.extent("header", 0, 40, 0x200000, true)
	b.extent("text", 40, textEnd-40, 0x200028, true)
	b.extent("data", dataAt, uint64(8*n), data, true)
	b.img.Segments = []image.Segment{
		{Name: "text", Flags: "r-x", FileSize: textEnd, Addr: 0x200000, MemSize: textEnd, HoldsFileHeaders: true},
		{Name: "data", Flags: "rw-", Off: dataAt, FileSize: uint64(8 * n), Addr: data, MemSize: uint64(8*n) + 4096},
	}
	b.img.Owners = append(b.img.Owners, image.Owner{Name: "buffer", Kind: image.OwnerBSS, Addr: data + uint64(8*n), Size: 4096, Placed: true})
	b.img.Entry, b.img.HasEntry = b.img.Owners[first].Addr, true
	return b.img
}

func TestReferencePicture(t *testing.T) {
	p := Layout(reference9(), Options{Width: 812})
	if want := "a.start finds a.helper through cell 1"; p.Title != want {
		t.Errorf("title %q, want %q", p.Title, want)
	}
	for _, want := range []string{"Text segment", "Data segment", "2 MiB apart", "0x200028", "FF 14 25", "08 00 40 00", "3F 00 20 00 00 00 00 00",
		"reads cell 1", "goes where", "it points", "etext", "edata = end", "header and text", "GOT, 48 bytes", "272 bytes, drawn shorter, not loaded", "u64 7", "6 cells × 8 bytes"} {
		if !hasText(p.Nodes, want) {
			t.Errorf("the picture does not say %q", want)
		}
	}
	for _, want := range []string{"cell 1 at 0x400008 holds 0x20003F, the address of a.helper", "a.helper, 6 bytes at 0x20003F", "call got(a.helper) at 0x200028"} {
		if !hasLabel(p.Nodes, want) {
			t.Errorf("nothing is called %q", want)
		}
	}
	if !strings.Contains(p.Desc, "a.start reads cell 1 at 0x400008, which holds 0x20003F, the address of a.helper.") {
		t.Errorf("description: %s", p.Desc)
	}
}

func TestFocus(t *testing.T) {
	img := reference9()
	cases := []struct {
		name string
		want string
	}{
		{"a.start", "a.start finds a.helper through cell 1"},
		{"a.helper", "a.start finds a.helper through cell 1"},
		{`"hello"`, `a.start finds "hello" through cell 2`},
		{"lazy data a.Color", "lazy code a.Color finds lazy data a.Color through cell 4"},
		{"a.counter", "Where a.counter is"},
		{"exec header", "Where exec header is"},
	}
	for _, c := range cases {
		focus := uint32(0)
		for i := range img.Owners {
			if img.Owners[i].Name == c.name {
				focus = uint32(i)
			}
		}
		for _, w := range widths {
			if p := Layout(img, Options{Width: w, Focus: focus}); p.Title != c.want {
				t.Errorf("focus on %s: %q, want %q", c.name, p.Title, c.want)
			}
		}
	}
	Layout(img, Options{Width: 812, Focus: 9999}) // an owner of a link that is gone
}

// However many atoms there are, a picture stays a picture.
func TestPictureIsBounded(t *testing.T) {
	img := big(100_000)
	middle := uint32(0)
	for i := range img.Owners {
		if img.Owners[i].Name == "pkg.function50000" {
			middle = uint32(i)
		}
	}
	for _, view := range Views {
		for _, opt := range []Options{{Width: 812}, {Width: 374}, {Width: 1200, Focus: middle}} {
			p, err := Of(view, img, opt)
			if err != nil {
				t.Fatal(err)
			}
			if n := p.Count(); n > 900 {
				t.Errorf("%s at %d px has %d nodes", view, opt.Width, n)
			}
			if view == "layout" && p.Height > 2400 {
				t.Errorf("layout at %d px is %d px high", opt.Width, p.Height)
			}
			if opt.Focus == middle && view == "layout" && !hasText(p.Nodes, "pkg.function50000") {
				t.Errorf("the focused function is folded away")
			}
		}
	}
}

// Whoever points at a closed row points at what is in its middle; a few steps lead to any atom.
func TestClosedRowsOpen(t *testing.T) {
	const atoms = 5000
	img := big(atoms)
	for _, name := range []string{"pkg.function3", "pkg.function1234", "pkg.function4990"} {
		wanted := uint64(0)
		for i := range img.Owners {
			if img.Owners[i].Name == name {
				wanted = img.Owners[i].Addr
			}
		}
		p, steps := Layout(img, Options{Width: 812}), 0
		var trail []uint32
		for ; !hasText(p.Nodes, name); steps++ {
			focus := closedRowOf(p.Nodes, wanted)
			if focus == 0 || steps > 14 {
				t.Fatalf("%s is not reached in %d steps", name, steps)
			}
			p = Layout(img, Options{Width: 812, Focus: focus, Trail: trail})
			trail = append(trail, focus)
		}
		t.Logf("%s of %d: %d steps", name, atoms, steps)
	}
}

// closedRowOf is the owner that stands for the closed row with an address: of those that begin before it, the last.
func closedRowOf(nodes []Node, addr uint64) (owner uint32) {
	last := uint64(0)
	for i := range nodes {
		n := &nodes[i]
		if _, text, found := strings.Cut(n.Label, ", from 0x"); found && n.C == "fold" {
			if from, err := strconv.ParseUint(text, 16, 64); err == nil && from <= addr && from >= last {
				last, owner = from, n.O
			}
		}
		if inner := closedRowOf(n.Kids, addr); inner != 0 {
			owner = inner
		}
	}
	return owner
}

func BenchmarkLayout(b *testing.B) {
	img := big(100_000)
	for b.Loop() {
		Layout(img, Options{Width: 812})
	}
}

// The same image gives the same bytes, and every SVG is well-formed XML without anything from outside.
func TestSVG(t *testing.T) {
	odd := reference9()
	odd.Owners[2].Name = "a<b>&\"c\"\x00\x1b]]>\xff日本語"
	for _, img := range []*image.Image{reference9(), odd, big(40), {}, {File: []byte("?"), Owners: make([]image.Owner, 2), Spans: []image.Span{{Len: 1, Owner: 1}}, Rules: []*image.Rule{{}}}} {
		if len(img.Owners) == 0 {
			img.Owners = make([]image.Owner, 1)
		}
		for _, view := range Views {
			for _, theme := range []Theme{Auto, Light, Dark} {
				for _, w := range widths {
					opt := Options{Width: w, Headline: true}
					p, _ := Of(view, img, opt)
					again, _ := Of(view, img, opt)
					svg := SVG(p, theme)
					if !bytes.Equal(svg, SVG(again, theme)) {
						t.Fatalf("%s at %d px is drawn differently each time", view, w)
					}
					wellFormed(t, svg)
				}
			}
		}
	}
}

func wellFormed(t *testing.T, svg []byte) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(svg))
	for {
		if _, err := d.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatalf("%v in\n%s", err, svg)
		}
	}
	for _, foreign := range []string{"<script", "href", "url(", "var(", "@import", "http:", "https:"} {
		if at := bytes.Index(bytes.Replace(svg, []byte("http://www.w3.org/2000/svg"), nil, 1), []byte(foreign)); at >= 0 {
			t.Fatalf("the SVG holds %q", foreign)
		}
	}
}

// Labels are estimated too wide rather than too narrow; by these estimates none runs over another or out of the picture.
func TestLabelsDoNotCollide(t *testing.T) {
	for _, img := range []*image.Image{reference9(), big(8), big(3000)} {
		for _, view := range Views {
			for _, w := range widths {
				for _, focus := range []uint32{0, 3, 4} {
					p, _ := Of(view, img, Options{Width: w, Headline: true, Focus: focus})
					checkLabels(t, fmt.Sprintf("%s at %d px, focus %d", view, w, focus), p)
				}
			}
		}
	}
}

type label struct {
	x0, x1, y int
	text      string
}

func checkLabels(t *testing.T, where string, p *Picture) {
	t.Helper()
	var all []label
	var walk func(nodes []Node)
	walk = func(nodes []Node) {
		for i := range nodes {
			n := &nodes[i]
			walk(n.Kids)
			if n.K != "text" || n.C == "num" {
				continue
			}
			w := width(n.C, n.T)
			if n.W > 0 {
				w = n.W
			}
			x := n.X
			switch n.A {
			case "end":
				x -= w
			case "middle":
				x -= w / 2
			}
			all = append(all, label{x, x + w, n.Y, n.T})
		}
	}
	walk(p.Nodes)
	for i, a := range all {
		if a.x0 < 0 || a.x1 > p.Width+2 || a.y < 8 || a.y > p.Height {
			t.Errorf("%s: %q at %d..%d, %d is outside", where, a.text, a.x0, a.x1, a.y)
		}
		for _, b := range all[:i] {
			if a.x0+2 < b.x1 && b.x0+2 < a.x1 && a.y-10 < b.y && b.y-10 < a.y {
				t.Errorf("%s: %q at %d..%d, %d runs into %q at %d..%d, %d", where, a.text, a.x0, a.x1, a.y, b.text, b.x0, b.x1, b.y)
			}
		}
	}
}

func TestJSON(t *testing.T) {
	data, err := json.Marshal(Layout(reference9(), Options{Width: 812}))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"width":812`, `"k":"group"`, `"off":40`, `"off":-1`, `"kids":[`} {
		if !bytes.Contains(data, []byte(want)) {
			t.Errorf("the JSON has no %s", want)
		}
	}
	t.Logf("%d bytes of JSON", len(data))
}

// A focusable group has a name and an owner; nothing else has an owner.
func TestGroupsHaveNames(t *testing.T) {
	var walk func(nodes []Node)
	walk = func(nodes []Node) {
		for i := range nodes {
			n := &nodes[i]
			if n.O > 0 && (n.K != "group" || n.Label == "") {
				t.Errorf("a %s of owner %d has no name", n.K, n.O)
			}
			walk(n.Kids)
		}
	}
	for _, view := range Views {
		p, _ := Of(view, big(500), Options{Width: 812})
		walk(p.Nodes)
	}
}

func hasText(nodes []Node, want string) bool {
	for i := range nodes {
		if nodes[i].K == "text" && nodes[i].T == want || hasText(nodes[i].Kids, want) {
			return true
		}
	}
	return false
}

func hasLabel(nodes []Node, want string) bool {
	for i := range nodes {
		if nodes[i].Label == want || hasLabel(nodes[i].Kids, want) {
			return true
		}
	}
	return false
}

// Where an image has no texts of its own, instructions are called as their lines call them.
func TestTextsComeFromTheDescription(t *testing.T) {
	img := reference9()
	lines := []string{"", "  call  got(a.helper)   # through the GOT", `  mov rsi, got("a # b  c")  # no comment before this`}
	code := img.Code.(listing)
	for i := range code {
		code[i].Line, code[i].Text = uint32(i+1), ""
	}
	p := Layout(img, Options{Width: 960, Line: func(n uint32) string {
		if int(n) < len(lines) {
			return lines[n]
		}
		return ""
	}})
	for _, want := range []string{"call got(a.helper)", `mov rsi, got("a # b  c")`, "FF 14 25 18 00 40 00"} {
		if !hasText(p.Nodes, want) {
			t.Errorf("the picture does not say %q", want)
		}
	}
}

func TestWords(t *testing.T) {
	for n, want := range map[uint64]string{0: "0 bytes", 1: "1 byte", 1023: "1,023 bytes", 1024: "1 KiB", 2097074: "2 MiB", 1536: "1.5 KiB", 1<<63 + 1: "8 EiB", 1048575: "1 MiB"} {
		if got := roughly(n); got != want {
			t.Errorf("%d is %q, want %q", n, got, want)
		}
	}
	if got := fit("nm", "a.very.long.name", 60); width("nm", got) > 60 || !strings.HasSuffix(got, "…") {
		t.Errorf("cut to %q", got)
	}
	if got := fit("nm", "x", 1); got != "" {
		t.Errorf("one pixel holds %q", got)
	}
	for name, s := range styles {
		if s.tenths < 120 {
			t.Errorf("texts of style %s are smaller than 12 px", name)
		}
	}
}

// TestLabelsOfThePathStandBesideIt reads the drawn curves of the path and holds the labels against them.
func TestLabelsOfThePathStandBesideIt(t *testing.T) {
	seen := 0
	for _, img := range []*image.Image{reference9(), big(8), big(3000)} {
		for w := 560; w <= 1400; w += 20 {
			for _, height := range []int{0, 620, 480} {
				p := Layout(img, Options{Width: w, Height: height})
				var boxes []label
				var points [][2]float64
				collect(p.Nodes, &boxes, &points)
				for _, b := range boxes {
					seen++
					for _, at := range points {
						if at[0] > float64(b.x0) && at[0] < float64(b.x1) && at[1] > float64(b.y-11) && at[1] < float64(b.y+3) {
							t.Errorf("%d px wide, %d high: an arrow runs through %q at %d, %d", w, height, b.text, b.x0, b.y)
							break
						}
					}
				}
			}
		}
	}
	if seen < 200 {
		t.Errorf("only %d labels were looked at", seen)
	}
}

// collect finds the labels of the path and points along its curves, which are drawn as M x y … C x y x y x y.
func collect(nodes []Node, boxes *[]label, points *[][2]float64) {
	for i := range nodes {
		n := &nodes[i]
		collect(n.Kids, boxes, points)
		if n.K == "text" && n.C == "lab" {
			*boxes = append(*boxes, label{n.X, n.X + width("lab", n.T), n.Y, n.T})
		}
		at := strings.IndexByte(n.D, 'C')
		if n.K != "path" || n.C != "arrow lit" || at < 0 {
			continue
		}
		var x0, y0, x1, y1, x2, y2, x3, y3 float64
		fmt.Sscanf(n.D[at:], "C%f %f %f %f %f %f", &x1, &y1, &x2, &y2, &x3, &y3)
		fmt.Sscanf(n.D, "M%f %f", &x0, &y0)
		if h := strings.IndexByte(n.D[:at], 'H'); h >= 0 {
			fmt.Sscanf(n.D[h:], "H%f", &x0)
		}
		for t := 0.0; t <= 1; t += 0.01 {
			s := 1 - t
			*points = append(*points, [2]float64{s*s*s*x0 + 3*s*s*t*x1 + 3*s*t*t*x2 + t*t*t*x3, s*s*s*y0 + 3*s*s*t*y1 + 3*s*t*t*y2 + t*t*t*y3})
		}
	}
}
