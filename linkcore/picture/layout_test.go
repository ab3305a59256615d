package picture

import (
	"os"
	"testing"
)

func TestDraft(t *testing.T) {
	img := reference9()
	for _, w := range []int{374, 640, 812, 1200} {
		p := Layout(img, Options{Width: w, Headline: true})
		t.Log(w, p.Height, p.Count(), len(SVG(p, Auto)))
		os.WriteFile("/tmp/lp/ref"+string(rune('0'+w/200))+".svg", SVG(p, Light), 0o644)
		os.WriteFile("/tmp/lp/refdark"+string(rune('0'+w/200))+".svg", SVG(p, Dark), 0o644)
	}
}
