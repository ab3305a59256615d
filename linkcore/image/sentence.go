package image

import (
	"fmt"

	"linkplay/linkcore/trace"
)

// Sentence says what event e did, with the names and numbers of this file.
func (img *Image) Sentence(e uint32) string {
	if img.Trace == nil || e == 0 || int(e) >= len(img.Trace.Events) {
		return ""
	}
	return img.Trace.Events[e].Sentence(words{img, e})
}

// words are what a sentence about one event wants to know of the file.
type words struct {
	*Image
	event uint32
}

// SegmentName is the name of the segment that starts at an address.
func (w words) SegmentName(addr uint64) string {
	for i := range w.Segments {
		if s := &w.Segments[i]; s.Addr == addr && s.MemSize > 0 {
			return s.Name
		}
	}
	return ""
}

// Record finds the symbol that the event wrote; both the symbols and the spans are in the order of the file.
func (w words) Record() (row int, name string) {
	if len(w.Symbols) == 0 {
		return -1, ""
	}
	span := max(0, w.SpanAt(uint64(w.Symbols[0].Off)))
	for i := range w.Symbols {
		for span < len(w.Spans) && w.Spans[span].Off < w.Symbols[i].Off {
			span++
		}
		if span < len(w.Spans) && w.Spans[span].Off == w.Symbols[i].Off && w.Spans[span].Event == w.event {
			return i, w.Symbols[i].Name
		}
	}
	return -1, ""
}

// Kept is what the field at a file offset keeps of a value.
func (w words) Kept(off, value uint64) string {
	lo, hi := 0, len(w.Relocs)
	for lo < hi {
		if mid := int(uint(lo+hi) / 2); uint64(w.Relocs[mid].Off) < off {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == len(w.Relocs) || uint64(w.Relocs[lo].Off) != off {
		return fmt.Sprintf("%#x", value)
	}
	n, negative := w.RelocTypes[w.Relocs[lo].Type].Kept(value)
	if negative {
		return fmt.Sprintf("-%#x", n)
	}
	return fmt.Sprintf("%#x", n)
}

// FindAskers gives every cell the line that asked for it: the one that spoke of the symbol when the cell was given out,
// which is seldom the one that defines it.
func (img *Image) FindAskers() {
	if img.Trace == nil {
		return
	}
	for i := range img.Trace.Events {
		e := &img.Trace.Events[i]
		if (e.Kind == trace.GiveCell || e.Kind == trace.TakeAgain) && e.A < uint64(len(img.Cells)) && img.Cells[e.A].Owner == e.Subject && e.Line > 0 {
			img.Cells[e.A].Line = e.Line
		}
	}
}
