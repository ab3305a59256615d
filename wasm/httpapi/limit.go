package httpapi

import (
	"linkplay/linkcore"
	"linkplay/linkcore/atom"
	"linkplay/linkcore/describe"
)

// maxImage is how many bytes a few words may ask for here. "zero 200000000" is a short line; a worker has 128 MiB.
const maxImage = 16 << 20

// run links a description unless it asks for more memory than there is at the edge; then refused says so.
func run(text string) (result *linkcore.Result, refused string) {
	// Read twice: that is cheap for a text of at most 1 MiB, and the façade need not know of limits.
	if program, _ := describe.Parse(text); asksFor(program) > maxImage {
		return nil, "the zeros and alignments of this description come to more than 16 MiB, the most that is linked here; the page and the command take more"
	}
	return linkcore.Link(text, linkcore.Options{Record: true}), ""
}

// asksFor is an upper bound of the bytes that lines ask for beyond their own length.
func asksFor(p *atom.Program) uint64 {
	total := uint64(0)
	add := func(n uint64) {
		if total += n; n > maxImage || total > maxImage {
			total = maxImage + 1 // no sum can run over
		}
	}
	for i := range p.Items {
		if it := &p.Items[i]; it.Kind == atom.ItemZero || it.Kind == atom.ItemAlign {
			add(it.Value)
		}
	}
	for i := range p.Atoms {
		a := &p.Atoms[i]
		add(a.Align)
		if a.Kind == atom.TLS {
			add(a.Size)
		}
	}
	return total
}
