package picture

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// SVG writes a picture as a file that stands alone: colours and fonts inside, a title and a description for screen
// readers, nothing fetched, no script.
func SVG(p *Picture, theme Theme) []byte {
	w := svgWriter{}
	size := strconv.Itoa(p.Width)
	height := strconv.Itoa(p.Height)
	w.raw(`<svg xmlns="http://www.w3.org/2000/svg" width="` + size + `" height="` + height + `" viewBox="0 0 ` + size + ` ` + height +
		`" role="img" aria-labelledby="t d">` + "\n")
	w.raw(`<title id="t">`)
	w.escaped(p.Title)
	w.raw(`</title><desc id="d">`)
	w.escaped(p.Desc)
	w.raw("</desc>\n<style>")
	w.raw(themeCSS(theme))
	w.raw("</style>\n")
	w.raw(`<rect width="` + size + `" height="` + height + `" class="bg"/>` + "\n")
	w.nodes(p.Nodes)
	w.raw("</svg>\n")
	return w.out
}

// themeCSS needs no CDATA: it has no "<" and no "&", which a test holds.
func themeCSS(theme Theme) string {
	css := literal(theme == Dark) + fontCSS()
	if theme != Light && theme != Dark {
		css += "@media (prefers-color-scheme:dark){\n" + literal(true) + "}\n"
	}
	return css
}

type svgWriter struct{ out []byte }

func (w *svgWriter) raw(s string) { w.out = append(w.out, s...) }

// escaped writes text or an attribute's value. What XML 1.0 cannot hold at all becomes U+FFFD.
func (w *svgWriter) escaped(s string) {
	for _, r := range s {
		switch {
		case r == '&':
			w.raw("&amp;")
		case r == '<':
			w.raw("&lt;")
		case r == '>':
			w.raw("&gt;")
		case r == '"':
			w.raw("&quot;")
		case r == '\n' || r == '\t' || r == '\r':
			w.raw("&#" + strconv.Itoa(int(r)) + ";")
		case r < ' ' || r == 0xfffe || r == 0xffff:
			w.out = utf8.AppendRune(w.out, utf8.RuneError)
		default:
			w.out = utf8.AppendRune(w.out, r)
		}
	}
}

func (w *svgWriter) number(name string, v int) { w.raw(" " + name + `="` + strconv.Itoa(v) + `"`) }

func (w *svgWriter) text(name, v string) {
	if v != "" {
		w.raw(" " + name + `="`)
		w.escaped(v)
		w.raw(`"`)
	}
}

func (w *svgWriter) nodes(nodes []Node) {
	for i := range nodes {
		n := &nodes[i]
		switch n.K {
		case "rect":
			w.raw("<rect")
			w.text("class", n.C)
			w.number("x", n.X)
			w.number("y", n.Y)
			w.number("width", n.W)
			w.number("height", n.H)
			w.raw("/>\n")
		case "path":
			w.raw("<path")
			w.text("class", n.C)
			w.text("d", n.D)
			w.raw("/>\n")
		case "text":
			w.textNode(n)
		default:
			w.raw("<g")
			w.text("class", n.C)
			w.raw(">")
			if n.Label != "" {
				w.raw("<title>")
				w.escaped(n.Label)
				w.raw("</title>")
			}
			w.raw("\n")
			w.nodes(n.Kids)
			w.raw("</g>\n")
		}
	}
}

func (w *svgWriter) textNode(n *Node) {
	w.raw("<text")
	w.text("class", n.C)
	w.number("x", n.X)
	w.number("y", n.Y)
	w.text("text-anchor", n.A)
	if n.W > 0 {
		w.number("textLength", n.W)
	}
	if strings.Contains(n.T, "  ") || strings.HasPrefix(n.T, " ") {
		w.raw(` xml:space="preserve"`)
	}
	w.raw(">")
	w.escaped(n.T)
	w.raw("</text>\n")
}
