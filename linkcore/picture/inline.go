package picture

import (
	"strconv"

	"linkplay/linkcore/image"
)

// Inline writes a picture as an element of a page that has the style sheet of this package: no colours of its own, no
// ids, so that a page may hold two of the same.
func Inline(p *Picture) []byte {
	w := svgWriter{}
	w.raw(`<svg class="picture"`)
	w.number("width", p.Width)
	w.number("height", p.Height)
	w.raw(` viewBox="0 0 ` + strconv.Itoa(p.Width) + " " + strconv.Itoa(p.Height) + `" role="img"`)
	w.text("aria-label", p.Title)
	w.raw("><desc>")
	w.escaped(p.Desc)
	w.raw("</desc>\n")
	w.nodes(p.Nodes)
	w.raw("</svg>\n")
	return w.out
}

// Badge is how an owner looks where there is no room for its name.
type Badge struct {
	Letter string
	Class  string // sets the colours
}

// BadgeOf returns the badge of an owner; that of nobody is empty.
func BadgeOf(img *image.Image, owner uint32) Badge {
	if owner == 0 || int(owner) >= len(img.Owners) {
		return Badge{Class: "own-none"}
	}
	return Badge{Letter: img.Letter(owner), Class: newDrawing(img, Options{}).class(owner)}
}
