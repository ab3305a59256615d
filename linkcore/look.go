package linkcore

import (
	"fmt"
	"strings"

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
	look.Found, look.Owner, look.Line = true, owner, o.Line
	look.Title = o.Name
	if o.Placed {
		look.Addr = address(o.Addr)
		look.Why = append(look.Why, report.Reason{Word: "address", Says: fmt.Sprintf("%s, %d bytes that are zero when the program starts; the file holds none of them", address(o.Addr), o.Size), Off: -1})
	}
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

// why builds the chain of reasons for one byte: where it is, what structure and field it is in, what the value is made
// of, which event wrote it and which line asked for it.
type why struct {
	r    *Result
	img  *image.Image
	look *report.Look
	span *image.Span
	at   uint64
}

func (w *why) add(word, says string, off int, line, owner uint32) {
	w.look.Why = append(w.look.Why, report.Reason{Word: word, Says: says, Off: off, Line: line, Owner: owner})
}

func (w *why) explain() {
	img, s := w.img, w.span
	owner := &img.Owners[s.Owner]
	rule := img.Rules[s.Rule]
	within := uint32(w.at) - s.Off
	w.place()
	switch {
	case rule.Kind == image.Body && img.Code != nil:
		w.body(owner, within)
	case rule.Kind == image.Record:
		w.record(rule, within)
	default:
		w.add("rule", rule.Says, int(s.Off), 0, s.Owner)
	}
	w.look.Path = w.path()
	w.structure()
	if w.look.Cell < 0 && w.look.Symbol < 0 {
		w.r.tie(w.look, owner)
	}
	w.look.Title = w.title(owner)
	if text := img.Sentence(s.Event); text != "" {
		w.add("written", text, -1, img.Trace.Events[s.Event].Line, img.Trace.Events[s.Event].Subject)
	}
	if w.look.Line != 0 {
		w.add("asked by", fmt.Sprintf("line %d: %s", w.look.Line, strings.TrimSpace(code(w.r.Line(w.look.Line)))), -1, w.look.Line, 0)
	}
}

// code is a line without its comment.
func code(line string) string {
	quoted := false
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case '\\':
			i++
		case '"':
			quoted = !quoted
		case '#':
			if !quoted {
				return line[:i]
			}
		}
	}
	return line
}

// place says where the byte is in the file and in memory.
func (w *why) place() {
	for i := range w.img.Extents {
		e := &w.img.Extents[i]
		if w.at < e.Off || w.at-e.Off >= e.FileSize {
			continue
		}
		from := w.at - e.Off
		if e.Loaded {
			w.look.Addr = address(e.Addr + from)
			w.add("address", fmt.Sprintf("%s = %s %s + %d", w.look.Addr, e.Name, address(e.Addr), from), int(e.Off), 0, e.Owner)
		} else {
			w.add("address", "none: this part of the file is not loaded", -1, 0, 0)
		}
		w.add("in file", fmt.Sprintf("%s = %s %s + %d", address(w.at), e.Name, address(e.Off), from), int(e.Off), 0, e.Owner)
	}
}

// body says which instruction or value of an atom the byte is in, and how a relocation made it.
func (w *why) body(owner *image.Owner, within uint32) {
	for i := range int(owner.NParts) {
		p := w.img.Code.Part(int(owner.Parts) + i)
		if within < p.Off || within-p.Off >= p.Len {
			continue
		}
		w.look.PartOff, w.look.PartLen = int(w.span.Off+p.Off), int(p.Len)
		w.look.Line = p.Line
		w.add(p.Kind, strings.TrimSuffix(p.Rule+". "+p.Says, " "), w.look.PartOff, p.Line, 0)
		for _, f := range p.Fields {
			if at := within - p.Off; at >= f.Off && at-f.Off < f.Len {
				w.add("field", strings.TrimSuffix(f.Name+": "+f.Says, ": "), w.look.PartOff+int(f.Off), 0, 0)
			}
		}
	}
	w.relocation()
}

// relocation finds the relocation that filled the byte and shows its formula with the numbers in.
func (w *why) relocation() {
	relocs := w.img.Relocs
	lo, hi := 0, len(relocs)
	for lo < hi {
		mid := int(uint(lo+hi) / 2)
		if uint64(relocs[mid].Off)+uint64(w.img.RelocTypes[relocs[mid].Type].Bytes()) <= w.at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == len(relocs) || uint64(relocs[lo].Off) > w.at {
		return
	}
	r := &relocs[lo]
	row := &w.img.RelocTypes[r.Type]
	operands := w.img.Operands(r)
	w.look.Reloc = lo
	w.add("filled in", row.Name+": "+row.Filled(&operands)+", "+row.Meaning, int(r.Off), r.Line, r.Target)
	if r.Cell > 0 {
		cell := &w.img.Cells[r.Cell-1]
		w.look.Cell = int(r.Cell - 1)
		w.add("through", fmt.Sprintf("cell %d, which holds %s, the address of %s", r.Cell-1, address(cell.Value), w.img.OwnerName(cell.Owner)), int(cell.Off), cell.Line, cell.Owner)
	}
}

// record says which field of a record the byte is in and what the field holds.
func (w *why) record(rule *image.Rule, within uint32) {
	s := w.span
	f, start, end := rule.FieldAt(within, s.Len)
	if f == nil {
		return
	}
	w.look.PartOff, w.look.PartLen = int(s.Off+start), int(end-start)
	bytes := w.img.File[s.Off+start : s.Off+end]
	holds := fmt.Sprintf("%q", strings.TrimSuffix(string(bytes), "\x00"))
	if f.Bytes > 0 && f.Bytes <= 8 {
		holds = address(f.Order.Uint(bytes))
	}
	w.add("holds", fmt.Sprintf("%s = %s, %s", f.Name, holds, f.Says), w.look.PartOff, 0, 0)
	w.add("rule", rule.Name+": "+rule.Says, int(s.Off), 0, s.Owner)
}

// structure finds the cell or the symbol that the record is.
func (w *why) structure() {
	img, s := w.img, w.span
	switch img.Owners[s.Owner].Kind {
	case image.OwnerGOT:
		if n := first(len(img.Cells), func(i int) bool { return img.Cells[i].Off >= s.Off }); n < len(img.Cells) && img.Cells[n].Off == s.Off {
			cell := &img.Cells[n]
			w.look.Cell = n
			w.add("arithmetic", fmt.Sprintf("%s = GOT %s + cell %d × %d", address(img.GOTAddr+uint64(n*img.WordBytes)), address(img.GOTAddr), n, img.WordBytes), int(s.Off), 0, 0)
			if cell.Owner != 0 {
				w.add("points to", fmt.Sprintf("%s at %s", img.OwnerName(cell.Owner), address(cell.Value)), int(img.Owners[cell.Owner].Off), cell.Line, cell.Owner)
			}
		}
	case image.OwnerSymbols:
		if n := first(len(img.Symbols), func(i int) bool { return img.Symbols[i].Off >= s.Off }); n < len(img.Symbols) && img.Symbols[n].Off == s.Off {
			w.look.Symbol = n
			if owner := img.Symbols[n].Owner; owner != 0 {
				w.add("points to", fmt.Sprintf("%s at %s", img.OwnerName(owner), address(img.Symbols[n].Value)), int(img.Owners[owner].Off), img.Owners[owner].Line, owner)
			}
		}
	}
}

// first is sort.Search: the first number for which f holds.
func first(n int, f func(int) bool) int {
	lo, hi := 0, n
	for lo < hi {
		if mid := int(uint(lo+hi) / 2); !f(mid) {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// path names the span: the extent, then whose it is.
func (w *why) path() string {
	for i := range w.img.Extents {
		e := &w.img.Extents[i]
		if w.at >= e.Off && w.at-e.Off < e.FileSize {
			if o := w.img.OwnerName(w.span.Owner); o != e.Name {
				return strings.TrimPrefix(e.Name, ".") + "/" + o
			}
			return strings.TrimPrefix(e.Name, ".")
		}
	}
	return ""
}

// title is the heading of the Why view: "Byte 3F, first of 8 in GOT cell 1".
func (w *why) title(owner *image.Owner) string {
	in := owner.Name
	switch {
	case owner.Kind == image.OwnerGOT && w.look.Cell >= 0:
		in = fmt.Sprintf("GOT cell %d", w.look.Cell)
	case owner.Kind == image.OwnerSymbols && w.look.Symbol >= 0:
		in = "the symbol " + w.img.Symbols[w.look.Symbol].Name
	}
	n := int(w.at) - w.look.PartOff
	return fmt.Sprintf("Byte %02X, %s of %d in %s", w.img.File[w.at], ordinal(n+1), w.look.PartLen, in)
}

func ordinal(n int) string {
	words := [...]string{"", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"}
	if n < len(words) {
		return words[n]
	}
	switch {
	case n%10 == 1 && n%100 != 11:
		return fmt.Sprintf("%dst", n)
	case n%10 == 2 && n%100 != 12:
		return fmt.Sprintf("%dnd", n)
	case n%10 == 3 && n%100 != 13:
		return fmt.Sprintf("%drd", n)
	}
	return fmt.Sprintf("%dth", n)
}
