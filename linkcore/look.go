package linkcore

import (
	"fmt"

	"linkplay/linkcore/image"
	"linkplay/linkcore/report"
)

// LookAt says what the byte at a file offset is and why it is there.
func (r *Result) LookAt(off uint64) report.Look {
	look := absent()
	img := r.Image
	if img == nil {
		return look
	}
	at := img.SpanAt(off)
	if at < 0 {
		return look
	}
	s := &img.Spans[at]
	look.Found, look.Off, look.SpanOff, look.SpanLen = true, int(off), int(s.Off), int(s.Len)
	look.PartOff, look.PartLen = look.SpanOff, look.SpanLen
	look.Owner, look.Line = s.Owner, s.Line
	w := why{r: r, img: img, look: &look, span: s, at: off}
	w.explain()
	return look
}

// LookLine says what a line of the description became.
func (r *Result) LookLine(line uint32) report.Look {
	img := r.Image
	if img == nil || line == 0 {
		return absent()
	}
	owner := uint32(0)
	for i := range img.Owners {
		// The nearest atom line above: the last owner that begins at or before the line.
		o := &img.Owners[i]
		if o.NParts > 0 && o.Line != 0 && o.Line <= line && (owner == 0 || img.Owners[owner].Line < o.Line) {
			owner = uint32(i)
		} else if o.Line == line && o.Kind != image.OwnerLinker {
			return r.LookOwner(uint32(i))
		}
	}
	if owner == 0 {
		return absent()
	}
	o := &img.Owners[owner]
	for i := range int(o.NParts) {
		if p := img.Code.Part(int(o.Parts) + i); p.Line == line && p.Len > 0 {
			return r.LookAt(o.Off + uint64(p.Off))
		}
	}
	if o.Line == line {
		return r.LookOwner(owner)
	}
	return absent()
}

// LookOwner says what an atom or a structure of the file is. One without bytes in the file is found all the same.
func (r *Result) LookOwner(owner uint32) report.Look {
	img := r.Image
	if img == nil || owner == 0 || int(owner) >= len(img.Owners) {
		return absent()
	}
	o := &img.Owners[owner]
	if at := img.SpanAt(o.Off); at >= 0 && img.Spans[at].Owner == owner {
		look := r.LookAt(o.Off)
		look.PartOff, look.PartLen = int(o.Off), int(o.Size)
		return look
	}
	look := absent()
	if o.Name == "" {
		return look // a number that no structure of this file has
	}
	look.Found, look.Owner, look.Line = true, owner, o.Line
	look.Title = o.Name
	w := why{r: r, img: img, look: &look}
	w.withoutBytes(owner)
	r.tie(&look, o)
	return look
}

// tie adds the cell and the symbol that belong to an owner.
func (r *Result) tie(look *report.Look, o *image.Owner) {
	if o.Cell > 0 {
		look.Cell = int(o.Cell - 1)
	}
	if o.Symbol > 0 {
		look.Symbol = int(o.Symbol - 1)
	}
}

func absent() report.Look {
	return report.Look{Off: -1, SpanOff: -1, PartOff: -1, Cell: -1, Symbol: -1, Reloc: -1, Why: []report.Reason{}}
}

func address(v uint64) string { return fmt.Sprintf("%#x", v) }
