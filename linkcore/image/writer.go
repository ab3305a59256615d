package image

import (
	"cmp"
	"slices"
)

// Writer is the only way bytes get into a linked file. Everything written goes into a named extent, in order, with an
// owner, a rule and the event that caused it. Without a recorder only the bytes are kept.
type Writer struct {
	img    *Image
	extent *Extent
	at     uint64
	end    uint64
	record bool
	patch  bool
	start  uint64  // of a patch: where the writing at hand began
	wrote  []Range // of a patch: what is done
}

// Range is a stretch of a file.
type Range struct{ Off, Len uint64 }

// NewPatch prepares to change some bytes of a file that has been written. Extents need not be filled, and no labels are
// kept: a link that wants them writes its file anew.
func NewPatch(img *Image) *Writer {
	if img.Trace != nil {
		panic("image: a recorded file cannot be patched, because its labels would be those of the file before.")
	}
	return &Writer{img: img, patch: true}
}

// Seek goes to an offset of an extent; what is written there must stay within the extent.
func (w *Writer) Seek(extent string, off uint64) {
	w.touch()
	for i := range w.img.Extents {
		if e := &w.img.Extents[i]; e.Name == extent && off >= e.Off && off <= e.Off+e.FileSize {
			w.extent, w.at, w.start, w.end = e, off, off, e.Off+e.FileSize
			return
		}
	}
	panic("image: the extent " + extent + " does not hold the offset of a patch.")
}

// SeekAny goes to an offset of whichever extent holds it.
func (w *Writer) SeekAny(off uint64) {
	w.touch()
	for i := range w.img.Extents {
		if e := &w.img.Extents[i]; off >= e.Off && off < e.Off+e.FileSize {
			w.extent, w.at, w.start, w.end = e, off, off, e.Off+e.FileSize
			return
		}
	}
	panic("image: no extent holds the offset of a patch.")
}

// Zeros clears bytes that have no owner any more.
func (w *Writer) Zeros(off, n uint64) {
	w.touch()
	clear(w.img.File[off : off+n])
	w.Touched(off, n)
}

// Touched tells of bytes that were written without the writer: fields that relocations filled.
func (w *Writer) Touched(off, n uint64) {
	if n > 0 {
		w.wrote = append(w.wrote, Range{off, n})
	}
}

func (w *Writer) touch() {
	if w.at > w.start {
		w.Touched(w.start, w.at-w.start)
	}
	w.start = w.at
}

// Written is what a patch has written, ascending and each byte once, and how many bytes that is.
func (w *Writer) Written() (ranges []Range, bytes int) {
	w.touch()
	slices.SortFunc(w.wrote, func(a, b Range) int { return cmp.Compare(a.Off, b.Off) })
	for _, r := range w.wrote {
		if n := len(ranges); n > 0 && r.Off <= ranges[n-1].Off+ranges[n-1].Len {
			last := &ranges[n-1]
			last.Len = max(last.Len, r.Off+r.Len-last.Off)
			continue
		}
		ranges = append(ranges, r)
	}
	for _, r := range ranges {
		bytes += int(r.Len)
	}
	return ranges, bytes
}

// NewWriter prepares the file of an image whose extents are all known: their offsets tile size bytes.
func NewWriter(img *Image, size uint64) *Writer {
	img.File = make([]byte, size)
	return &Writer{img: img, record: img.Trace != nil}
}

// Expect makes room for the rows of a file whose tables have about so many records and numbers.
func (w *Writer) Expect(records, numbers, texts int) {
	if w.record {
		w.img.Spans = make([]Span, 0, records)
		w.img.Args = make([]uint64, 0, numbers)
		w.img.Strings = make([]string, 0, texts)
	}
}

// Extent starts writing at the beginning of an extent; the one before must be full.
func (w *Writer) Extent(name string) {
	w.Close()
	for i := range w.img.Extents {
		if w.img.Extents[i].Name == name {
			w.extent = &w.img.Extents[i]
			w.at, w.end = w.extent.Off, w.extent.Off+w.extent.FileSize
			return
		}
	}
	panic("image: the extent " + name + " was never declared.")
}

// Close proves that the current extent is full.
func (w *Writer) Close() {
	if w.extent != nil && w.at != w.end {
		panic("image: the extent " + w.extent.Name + " was left before all its bytes were written.")
	}
}

// Offset is the file offset of the next byte.
func (w *Writer) Offset() uint64 { return w.at }

// Left is how many bytes of the extent are still to be written.
func (w *Writer) Left() uint64 { return w.end - w.at }

// Rule makes a rule known to the image and returns its number.
func (img *Image) Rule(r *Rule) uint16 {
	for i, have := range img.Rules {
		if have == r {
			return uint16(i)
		}
	}
	img.Rules = append(img.Rules, r)
	return uint16(len(img.Rules) - 1)
}

// Record writes one record of fixed shape. Where the writer keeps labels, it keeps the numbers as well.
func (w *Writer) Record(rule uint16, owner, event, line uint32, values ...uint64) {
	shape := w.img.Rules[rule]
	if len(values) != len(shape.Fields) {
		panic("image: the record " + shape.Name + " was given another number of values than it has fields.")
	}
	start := w.at
	file := w.img.File
	for i := range shape.Fields {
		f := &shape.Fields[i]
		if f.Bytes == 0 {
			text := w.img.Strings[values[i]]
			w.at += uint64(copy(file[w.at:], text)) + 1
			continue
		}
		f.Order.Put(file[w.at:w.at+uint64(f.Bytes)], values[i])
		w.at += uint64(f.Bytes)
	}
	if w.record {
		w.span(start, rule, owner, event, line)
		w.img.Args = append(w.img.Args, values...)
	}
}

// Computed writes a record whose bytes a rule's Eval makes of two numbers.
func (w *Writer) Computed(rule uint16, owner, event, line uint32, a, b uint64) {
	r := w.img.Rules[rule]
	start := w.at
	w.at = uint64(len(r.Eval(w.img.File[:w.at], a, b)))
	if w.record {
		w.span(start, rule, owner, event, line)
		w.img.Args = append(w.img.Args, a, b)
	}
}

// String keeps a text for the text field of a record and returns its number.
func (w *Writer) String(text string) uint64 {
	if !w.record {
		// Only the record being written needs it.
		w.img.Strings = append(w.img.Strings[:0], text)
		return 0
	}
	w.img.Strings = append(w.img.Strings, text)
	return uint64(len(w.img.Strings) - 1)
}

// Fill writes n zeros.
func (w *Writer) Fill(rule uint16, owner, event uint32, n uint64) {
	if n == 0 {
		return
	}
	start := w.at
	w.at += n
	if w.record {
		w.span(start, rule, owner, event, 0)
	}
}

// Body writes bytes that Image.Code can make again.
func (w *Writer) Body(rule uint16, owner, event, line uint32, body []byte) {
	if len(body) == 0 {
		return
	}
	start := w.at
	w.at += uint64(copy(w.img.File[w.at:w.end], body))
	if w.record {
		w.span(start, rule, owner, event, line)
	}
}

// Raw writes bytes that the linker makes as a whole, such as the names of a type's tags.
func (w *Writer) Raw(rule uint16, owner, event, line uint32, text string) {
	if text == "" {
		return
	}
	start := w.at
	w.at += uint64(copy(w.img.File[w.at:w.end], text))
	if w.record {
		w.span(start, rule, owner, event, line)
		w.img.Args = append(w.img.Args, w.String(text))
	}
}

func (w *Writer) span(start uint64, rule uint16, owner, event, line uint32) {
	w.img.Spans = append(w.img.Spans, Span{Off: uint32(start), Len: uint32(w.at - start), Owner: owner, Event: event,
		Args: uint32(len(w.img.Args)), Line: line, Rule: rule})
}

// NewOwner adds an owner and returns its number.
func (img *Image) NewOwner(o Owner) uint32 {
	if len(img.Owners) == 0 {
		img.Owners = append(img.Owners, Owner{})
	}
	img.Owners = append(img.Owners, o)
	return uint32(len(img.Owners) - 1)
}

// OwnerName is the name of an owner.
func (img *Image) OwnerName(owner uint32) string {
	if int(owner) < len(img.Owners) {
		return img.Owners[owner].Name
	}
	return ""
}
