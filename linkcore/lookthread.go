package linkcore

import (
	"fmt"
	"slices"
	"strconv"

	"linkplay/linkcore/report"
)

// Thread-local variables: what the numbers about them count from. All addresses are those of the template, the PT_TLS
// segment; a thread's copy lies elsewhere, at the same distances.

// threadPointer says where the thread pointer points, as a sum.
func (w *why) threadPointer() {
	from, to, align := w.threadBlock()
	pointer := w.img.ThreadPointer
	off := -1
	if at, in := w.img.OffsetOf(from); in {
		off = int(at)
	}
	block := report.Term{Sign: "=", Label: "template", Text: address(from), Off: off}
	if pointer < to { // variant I: the block begins behind it
		w.sum("thread pointer", []report.Term{result(address(pointer)), block, {Sign: "-", Label: "what lies at the pointer, bytes", Text: strconv.FormatUint(from-pointer, 10), Off: -1}})
		return
	}
	terms := []report.Term{result(address(pointer)), block, number("its bytes", to-from, -1, 0)}
	if pointer > to {
		terms = append(terms, number(fmt.Sprintf("up to a multiple of %d, bytes", align), pointer-to, -1, 0))
	}
	w.sum("thread pointer", terms)
}

// threadBlock is where the template starts and ends, and its alignment.
func (w *why) threadBlock() (from, to, align uint64) {
	align = 1
	for i := range w.img.Sections {
		s := &w.img.Sections[i]
		if !slices.Contains([]byte(s.Flags), 'T') {
			continue
		}
		if to == 0 {
			from = s.Addr
		}
		to, align = s.Addr+s.Size, max(align, s.Align)
	}
	return from, to, align
}
