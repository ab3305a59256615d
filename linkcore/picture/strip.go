package picture

import (
	"strings"

	"linkplay/linkcore/image"
)

// strip draws the file with its true sizes. alone is the phone's form, where it is the only picture of the file.
func (d *drawing) strip(y int, alone bool) int {
	h := 8
	x0, x1 := d.ends()
	if alone {
		h, x1 = 22, d.col[0].x+d.col[0].w
	}
	total := uint64(len(d.img.File))
	at := func(off uint64) int { return x0 + int(uint64(x1-x0)*off/total) }
	d.group("scale", 0, -1, "the file to scale", func() {
		if alone {
			d.textEnd(x0-8, y+15, "h2", "File")
		} else {
			d.textEnd(x0-8, y+9, "cap", fit("cap", "to scale", x0-10))
		}
		d.rect(x0, y, x1-x0, h, "piece own-header")
		d.stripRuns(x0, x1, y, h)
		d.stripMarks(at, y, h)
	})
	if alone {
		d.textEnd(x1, y+h+18, "cap", sayBytes(total))
		return y + h + 20
	}
	return y + h
}

// stripRuns colours the strip by what lies at each of its pixels. Functions have one colour here, and what is as fine as
// a comb is looked at less closely, so that the number of pieces has a bound.
func (d *drawing) stripRuns(x0, x1, y, h int) {
	total := uint64(len(d.img.File))
	class := func(x int) string {
		i := d.img.SpanAt(total * uint64(x-x0) / uint64(x1-x0))
		if i < 0 {
			return "own-none"
		}
		return strings.TrimSuffix(d.class(d.img.Spans[i].Owner), "2")
	}
	for _, step := range []int{1, 4, 16} {
		var runs []Node
		for x := x0; x < x1; x += step {
			c, w := classes("piece", class(x)), min(step, x1-x)
			if n := len(runs); n > 0 && runs[n-1].C == c {
				runs[n-1].W += w
			} else {
				runs = append(runs, Node{K: "rect", X: x, Y: y, W: w, H: h, C: c, Off: -1})
			}
		}
		if len(runs) <= 80 || step == 16 {
			d.nodes = append(d.nodes, runs...)
			return
		}
	}
}

// stripMarks outlines the path on the strip.
func (d *drawing) stripMarks(at func(uint64) int, y, h int) {
	mark := func(off, size uint64) {
		x := at(off)
		d.rect(x, y-2, max(at(off+size)-x, 4), h+4, "outline")
	}
	if d.path.Reloc >= 0 {
		r := &d.img.Relocs[d.path.Reloc]
		mark(uint64(r.Off), uint64(d.img.RelocTypes[r.Type].Bytes()))
	}
	if d.path.HasCell {
		mark(uint64(d.img.Cells[d.path.Cell].Off), uint64(d.cellBytes()))
	}
	switch o := &d.img.Owners[d.path.Target]; {
	case d.path.Target == 0 || o.Kind == image.OwnerBSS:
	case o.Placed && o.Size > 0:
		mark(o.Off, o.Size)
	default:
		if s := d.symbolOf(d.path.Target); s != nil { // a number: the file has its record only
			mark(uint64(s.Off), uint64(max(s.Len, 1)))
		}
	}
}
