// Package picture draws an image as a display list: rectangles, texts and paths in pixels, which the page puts on the
// screen and SVG writes as a file. A picture is laid out for one width and never scaled, so that a label has the same
// size on a phone and on a wall; colours and fonts are classes (see style.go), so that light, dark and high contrast
// are the same picture. What it shows comes from image alone, and the same image gives the same bytes.
//
// Whatever the number of atoms, a picture has a few hundred nodes: the path caller → cell → target, its neighbours,
// and closed rows that say how much they hold.
package picture

import "strings"

// Node is one thing to draw, or a group of things that belong to one owner.
type Node struct {
	K     string `json:"k"` // rect, text, path, group
	X     int    `json:"x,omitempty"`
	Y     int    `json:"y,omitempty"`
	W     int    `json:"w,omitempty"` // of a text: stretch it to exactly this width
	H     int    `json:"h,omitempty"`
	D     string `json:"d,omitempty"` // of a path
	C     string `json:"c,omitempty"` // classes
	T     string `json:"t,omitempty"` // of a text
	A     string `json:"a,omitempty"` // of a text: middle or end; start when absent
	O     uint32 `json:"o,omitempty"` // of a group: whose it is; from 1 on it can be focused
	Off   int    `json:"off"`         // of a group: file offset, or -1
	Label string `json:"label,omitempty"`
	Kids  []Node `json:"kids,omitempty"`
}

// Picture is a drawing of one width.
type Picture struct {
	Width  int    `json:"width"`
	Height int    `json:"height"`
	Title  string `json:"title"` // the headline
	Desc   string `json:"desc"`  // the drawing in words, for those who do not see it
	Nodes  []Node `json:"nodes"`
}

// Count is the number of nodes, groups included.
func (p *Picture) Count() int { return count(p.Nodes) }

func count(nodes []Node) int {
	n := len(nodes)
	for i := range nodes {
		n += count(nodes[i].Kids)
	}
	return n
}

// canvas collects nodes.
type canvas struct{ nodes []Node }

func (c *canvas) rect(x, y, w, h int, class string) {
	c.nodes = append(c.nodes, Node{K: "rect", X: x, Y: y, W: w, H: h, C: class, Off: -1})
}

func (c *canvas) path(d, class string) {
	c.nodes = append(c.nodes, Node{K: "path", D: d, C: class, Off: -1})
}

// text puts a text; its first class is its style.
func (c *canvas) text(x, y int, class, text string) {
	if text != "" {
		c.nodes = append(c.nodes, Node{K: "text", X: x, Y: y, C: class, T: text, Off: -1})
	}
}

func (c *canvas) textEnd(x, y int, class, text string) {
	if text != "" {
		c.nodes = append(c.nodes, Node{K: "text", X: x, Y: y, C: class, T: text, A: "end", Off: -1})
	}
}

func (c *canvas) textMiddle(x, y int, class, text string) {
	if text != "" {
		c.nodes = append(c.nodes, Node{K: "text", X: x, Y: y, C: class, T: text, A: "middle", Off: -1})
	}
}

// group collects what draw draws into one group.
func (c *canvas) group(class string, owner uint32, off int, label string, draw func()) {
	outer := c.nodes
	c.nodes = nil
	draw()
	c.nodes = append(outer, Node{K: "group", C: class, O: owner, Off: off, Label: label, Kids: c.nodes})
}

// disc draws the black disc with the number of a role.
func (c *canvas) disc(x, y, role int) {
	const r = 9
	c.path(circle(x, y, r), "disc")
	c.textMiddle(x, y+4, "num", string(rune('0'+role)))
}

// letter draws the small square by which an owner is recognised where its name does not fit.
func (c *canvas) letter(x, y int, class, letter string) {
	c.rect(x, y, 16, 16, "ltr "+class)
	c.textMiddle(x+8, y+12, "let", letter)
}

func classes(words ...string) string {
	var b strings.Builder
	for _, w := range words {
		if w == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w)
	}
	return b.String()
}
