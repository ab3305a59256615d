package linkcore

import (
	"fmt"
	"slices"
	"strings"

	"linkplay/linkcore/arch"
	"linkplay/linkcore/image"
	"linkplay/linkcore/reloc"
	"linkplay/linkcore/report"
	"linkplay/linkcore/trace"
)

// why builds the chain of reasons for one byte: where it is and what that is the sum of, what the value is made of, what
// field of what structure it is in, which event wrote it and which line asked for it. The last reason is always an
// event or a line.
type why struct {
	r    *Result
	img  *image.Image
	look *report.Look
	span *image.Span
	at   uint64
}

// add appends a reason that is a sentence.
func (w *why) add(word, says string, off int, line, owner uint32) {
	w.look.Why = append(w.look.Why, report.Reason{Word: word, Says: says, Off: off, Line: line, Owner: owner, Terms: []report.Term{}})
}

// sum appends a reason that is a sum.
func (w *why) sum(word string, terms []report.Term) {
	w.look.Why = append(w.look.Why, report.Reason{Word: word, Says: sentence(terms), Off: -1, Terms: terms})
}

func (w *why) explain() {
	img, s := w.img, w.span
	owner := &img.Owners[s.Owner]
	rule := img.Rules[s.Rule]
	within := uint32(w.at) - s.Off
	w.structure()
	w.look.Reloc = w.relocAt()
	if w.look.Reloc < 0 {
		w.place()
	}
	switch {
	case rule.Kind == image.Body && img.Code != nil:
		w.body(owner, within)
	case rule.Kind == image.Record || rule.Kind == image.Array:
		w.record(rule, within)
	default:
		w.add("structure", rule.Name+": "+rule.Says, int(s.Off), 0, s.Owner)
	}
	w.look.Path = w.path()
	if w.look.Cell < 0 && w.look.Symbol < 0 {
		w.r.tie(w.look, owner)
	}
	w.look.Title = w.title(owner, rule, within)
	if w.look.Addr != "" {
		w.placeInFile()
	}
	w.written(s.Event)
	asks := w.look.Line
	if owner.Kind == image.OwnerGOT && w.look.Cell >= 0 && img.Cells[w.look.Cell].Line != asks {
		w.quote("defined in", asks)
		asks = img.Cells[w.look.Cell].Line
	}
	w.quote("asked by", asks)
}

// written says what event wrote the bytes, and in which pass.
func (w *why) written(event uint32) {
	text := w.img.Sentence(event)
	if text == "" {
		return
	}
	e := &w.img.Trace.Events[event]
	if int(e.Pass) < len(w.img.Trace.Passes) {
		text += ", in the pass “" + w.img.Trace.Passes[e.Pass].Name + "”"
	}
	w.add("written", text, -1, e.Line, e.Subject)
}

// quote shows a line of the description.
func (w *why) quote(word string, line uint32) {
	if line == 0 {
		return
	}
	if text := strings.TrimSpace(code(w.r.Line(line))); text != "" {
		w.add(word, fmt.Sprintf("line %d: %s", line, text), -1, line, 0)
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

// withoutBytes says where something is that the file holds no byte of.
func (w *why) withoutBytes(owner uint32) {
	o := &w.img.Owners[owner]
	if o.Placed {
		w.look.Addr = address(o.Addr)
		if terms := w.addressSum(o.Addr); terms != nil {
			w.sum("this address", terms)
		}
		if o.Kind == image.OwnerBSS {
			w.add("in the file", "nothing: of its "+counted(o.Size, "byte")+" the program finds zeros when it starts", -1, 0, 0)
		}
	}
	if w.img.Trace != nil {
		for i := len(w.img.Trace.Events) - 1; i > 0; i-- {
			e := &w.img.Trace.Events[i]
			if e.Subject == owner && (e.Kind == trace.Place || e.Kind == trace.SegmentStarts) {
				w.written(uint32(i))
				break
			}
		}
	}
	w.quote("asked by", o.Line)
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
		w.relocation()
		start := w.span.Off + p.Off
		for _, f := range w.img.Code.Fields(int(owner.Parts)+i, w.img.File[start:start+p.Len]) {
			if at := within - p.Off; at >= f.Off && at-f.Off < f.Len {
				w.add("field", strings.TrimSuffix(f.Name+": "+f.Says, ": "), w.look.PartOff+int(f.Off), 0, 0)
			}
		}
		w.add(p.Kind, strings.TrimSuffix(p.Rule+". "+p.Says+w.otherName(&p), " "), w.look.PartOff, p.Line, 0)
	}
}

// otherName says that the line calls an instruction by another name than its row.
func (w *why) otherName(p *image.Part) string {
	line, rule := strings.Fields(code(w.r.Line(p.Line))), strings.Fields(p.Rule)
	if p.Kind != "instruction" || len(line) == 0 || len(rule) == 0 || line[0] == rule[0] {
		return ""
	}
	cpu := arch.Find(w.img.CPU)
	if cpu == nil || !slices.ContainsFunc(cpu.Mnemonics, func(m arch.Mnemonic) bool { return m.Name == line[0] }) {
		return "" // the line is about something else: code that the linker makes
	}
	return fmt.Sprintf(" %s is another name for it.", line[0])
}

// relocAt is the relocation that filled the byte, or -1.
func (w *why) relocAt() int {
	relocs := w.img.Relocs
	n := first(len(relocs), func(i int) bool {
		return uint64(relocs[i].Off)+uint64(w.img.RelocTypes[relocs[i].Type].Bytes()) > w.at
	})
	if n == len(relocs) || uint64(relocs[n].Off) > w.at {
		return -1
	}
	return n
}

// relocation shows the formula of the relocation that filled the byte, with the numbers in. It comes before the byte's
// own address: it is what people ask for.
func (w *why) relocation() {
	if w.look.Reloc < 0 {
		return
	}
	r := &w.img.Relocs[w.look.Reloc]
	row := &w.img.RelocTypes[r.Type]
	w.sum("filled in", w.formula(r))
	w.fieldBits(r, row)
	w.place()
	whose := ""
	if row.Number >= reloc.Own {
		whose = " The type is this linker's own, no file holds it."
	}
	w.add("relocation", row.Name+", "+row.Formula+": "+row.Meaning+whose, int(r.Off), r.Line, r.Target)
	if r.Cell > 0 {
		cell := &w.img.Cells[r.Cell-1]
		w.look.Cell = int(r.Cell - 1)
		holds := "the address of " + w.img.OwnerName(cell.Owner)
		if w.img.Misleads(w.look.Cell) {
			holds = "not " + holds
		}
		w.add("through", fmt.Sprintf("cell %d, which holds %s, %s", r.Cell-1, address(cell.Value), holds), int(cell.Off), cell.Line, cell.Owner)
	}
}

// record says which field of a record the byte is in, what the field holds and what that is made of.
func (w *why) record(rule *image.Rule, within uint32) {
	s := w.span
	f, start, end := rule.FieldAt(within, s.Len)
	if f == nil {
		return
	}
	w.look.PartOff, w.look.PartLen = int(s.Off+start), int(end-start)
	bytes := w.img.File[s.Off+start : s.Off+end]
	if f.Bytes == 0 || f.Bytes > 8 {
		w.add("field", fmt.Sprintf("%s = %q: %s", f.Name, strings.TrimSuffix(string(bytes), "\x00"), f.Says), w.look.PartOff, 0, 0)
	} else {
		v := f.Order.Uint(bytes)
		if words := w.r.valueInWords(f.Name, v); words != "" {
			w.add("this value", words, -1, 0, 0)
		}
		w.value(rule, f, v)
		if f.Bytes > 1 {
			w.theseBytes(uint64(s.Off+start), f.Bytes, f.Order)
		}
		w.add("field", fmt.Sprintf("%s = %s: %s", f.Name, address(v), f.Says), w.look.PartOff, 0, 0)
	}
	w.cellNumber()
	w.listed()
	w.add("structure", rule.Name+": "+rule.Says, int(s.Off), 0, s.Owner)
}

// cellNumber says why a cell has the number it has.
func (w *why) cellNumber() {
	img := w.img
	if w.look.Cell < 0 || img.Owners[w.span.Owner].Kind != image.OwnerGOT || img.Trace == nil {
		return
	}
	n := uint64(w.look.Cell)
	given := func(n uint64) *trace.Event {
		for i := len(img.Trace.Events) - 1; i > 0; i-- {
			if e := &img.Trace.Events[i]; (e.Kind == trace.GiveCell || e.Kind == trace.TakeAgain) && e.A == n {
				return e
			}
		}
		return nil
	}
	e := given(n)
	if e == nil {
		return
	}
	who := img.OwnerName(e.Subject)
	asked := who + " came next"
	if e.Line > 0 {
		asked = fmt.Sprintf("line %d asked for %s", e.Line, who)
	}
	switch before := (*trace.Event)(nil); {
	case e.Kind == trace.TakeAgain:
		asked += fmt.Sprintf(", and cell %d was free again", n)
	case n == 0:
		asked += " first"
	default:
		if before = given(n - 1); before != nil {
			asked = fmt.Sprintf("%s got cell %d, then %s", img.OwnerName(before.Subject), n-1, asked)
		}
	}
	w.add("this number", asked, -1, e.Line, e.Subject)
}

// structure finds the cell or the symbol that the record is.
func (w *why) structure() {
	img, s := w.img, w.span
	switch img.Owners[s.Owner].Kind {
	case image.OwnerGOT:
		if n := first(len(img.Cells), func(i int) bool { return img.Cells[i].Off >= s.Off }); n < len(img.Cells) && img.Cells[n].Off == s.Off {
			w.look.Cell = n
		}
	case image.OwnerSymbols:
		if n := first(len(img.Symbols), func(i int) bool { return img.Symbols[i].Off >= s.Off }); n < len(img.Symbols) && img.Symbols[n].Off == s.Off {
			w.look.Symbol = n
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
	i := w.extentAt(w.at)
	if i < 0 {
		return ""
	}
	name := w.img.Extents[i].Name
	short := strings.TrimPrefix(name, ".")
	if o := w.img.OwnerName(w.span.Owner); o != name {
		return short + "/" + o
	}
	return short
}

// title is the heading of the Why view: "Byte 3F, first of 8 in GOT cell 1".
func (w *why) title(owner *image.Owner, rule *image.Rule, within uint32) string {
	in := owner.Name
	switch {
	case owner.Kind == image.OwnerGOT && w.look.Cell >= 0:
		in = fmt.Sprintf("GOT cell %d", w.look.Cell)
	case owner.Kind == image.OwnerSymbols && w.look.Symbol >= 0:
		in = "the symbol " + w.img.Symbols[w.look.Symbol].Name
		if w.img.Symbols[w.look.Symbol].Name == "" {
			in = fmt.Sprintf("record %d of the symbol table, which has no name", w.look.Symbol)
		}
	case owner.Kind == image.OwnerHeader && rule.Kind == image.Record:
		if f, _, _ := rule.FieldAt(within, w.span.Len); f != nil {
			in = f.Name + " of the " + rule.Name
		}
	}
	if w.look.PartLen == 1 {
		return fmt.Sprintf("Byte %02X in %s", w.img.File[w.at], in)
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
