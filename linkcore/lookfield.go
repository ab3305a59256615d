package linkcore

import (
	"fmt"
	"strconv"
	"strings"

	"linkplay/linkcore/image"
	"linkplay/linkcore/report"
	"linkplay/linkcore/spec"
)

// Fields of records: what the number in them is made of, and what it points at. The names are those of the two
// specifications: a.out(6) and the ELF chapters of the gABI.

// value says what the number of a field is made of and what it leads to.
func (w *why) value(rule *image.Rule, f *image.Field, v uint64) {
	img := w.img
	switch {
	case w.saysNothing(rule):
	case img.Owners[w.span.Owner].Kind == image.OwnerGOT && w.look.Cell >= 0:
		if cell := &img.Cells[w.look.Cell]; f.Name == "address" {
			w.addressOf(v, cell.Owner)
		} else {
			w.threadValue(f.Name, v, cell.Owner)
		}
	case w.look.Symbol >= 0 && f.Name == "st_value" && img.Symbols[w.look.Symbol].Type == "TLS":
		w.threadValue("value", v, img.Symbols[w.look.Symbol].Owner)
	case w.look.Symbol >= 0 && f.Name == "st_value" && img.Symbols[w.look.Symbol].Section == "ABS" && w.number(img.Symbols[w.look.Symbol].Owner):
	case w.look.Symbol >= 0 && (f.Name == "value" || f.Name == "st_value"):
		w.addressOf(v, img.Symbols[w.look.Symbol].Owner)
	case w.look.Symbol >= 0 && f.Name == "st_name":
		w.name(".strtab", v)
	case f.Name == "sh_name":
		w.name(".shstrtab", v)
	case f.Name == "st_shndx" || f.Name == "e_shstrndx" || f.Name == "sh_link":
		w.section(v)
	case strings.Contains(f.Name, "entry") && img.HasEntry && v == img.Entry:
		w.addressOf(v, w.ownerAt(v))
	case f.Name == "e_phoff" || f.Name == "e_shoff" || f.Name == "p_offset" || f.Name == "sh_offset":
		w.offset(v)
	case f.Name == "p_vaddr" || f.Name == "p_paddr" || f.Name == "sh_addr":
		if v != 0 {
			w.addressOf(v, 0)
		}
	case f.Name == "p_filesz" || f.Name == "sh_size":
		w.size(v, w.sibling(rule, f.Name))
	case f.Name == "p_memsz":
		w.memory(v, rule)
	case f.Name == "e_shnum" && v == uint64(len(img.Sections)), f.Name == "e_phnum" || f.Name == "e_ehsize":
		w.table(f.Name, v)
	case img.Format == "plan9" && rule.Name == "exec header":
		w.aoutSize(f.Name, v)
	}
}

// saysNothing tells of a record that stands for nothing: the first section header, and program headers that give a
// permission and load nothing. Their zeros lead nowhere.
func (w *why) saysNothing(rule *image.Rule) bool {
	switch rule.Name {
	case "section header":
		return w.field(rule, "sh_type") == spec.SHT_NULL
	case "program header":
		return w.field(rule, "p_filesz") == 0 && w.field(rule, "p_memsz") == 0
	}
	return false
}

// number says of an absolute symbol where its number comes from, and whether anybody here knows.
func (w *why) number(owner uint32) bool {
	if owner == 0 || w.img.Owners[owner].Line == 0 {
		return false // defined by the linker: an address after all
	}
	line := w.img.Owners[owner].Line
	w.add("this value", fmt.Sprintf("the number in line %d, whatever lies at that address", line), -1, line, owner)
	return true
}

// addressOf says that a number is an address: the sum, and whose it is.
func (w *why) addressOf(v uint64, owner uint32) {
	img := w.img
	terms := w.addressSum(v)
	if len(terms) > 2 {
		terms[0].Owner = owner
		if off, in := img.OffsetOf(v); in {
			terms[0].Off = int(off)
		}
		w.sum("this value", terms)
	} else if terms != nil && owner == 0 {
		begins := terms[1] // nothing is added to it
		w.add("points at", fmt.Sprintf("%s at %s", w.extentName(begins.Off, strings.TrimSuffix(begins.Label, " base")), address(v)), begins.Off, 0, begins.Owner)
	}
	if owner != 0 && int(owner) < len(img.Owners) {
		off := -1
		if at, in := img.OffsetOf(img.Owners[owner].Addr); in {
			off = int(at)
		}
		w.add("points at", fmt.Sprintf("%s at %s", img.OwnerName(owner), address(v)), off, img.Owners[owner].Line, owner)
	}
}

// threadValue says what a number about a thread-local variable is the difference of. What it counts from depends on
// the field: the thread pointer, the block, or for symbols the segment.
func (w *why) threadValue(field string, v uint64, owner uint32) {
	img := w.img
	o := &img.Owners[owner]
	text, from, label := address(v), img.ThreadBlock, "thread-local block"
	switch field {
	case "module":
		w.add("this value", fmt.Sprintf("%d: the program itself, which has the number 1 among all files with thread-local variables", v), -1, 0, 0)
		return
	case "distance":
		from, label = img.ThreadPointer, "thread pointer"
		// A cell can be narrower than the addresses that it is the difference of.
		if unused := 64 - 8*w.img.CellWidth(); int64(v<<unused) < 0 {
			text = fmt.Sprintf("-%#x", -(int64(v<<unused) >> unused))
		}
	case "value":
		from = o.Addr - v
	}
	if owner == 0 {
		return
	}
	w.sum("this value", []report.Term{result(text), {Sign: "=", Label: img.OwnerName(owner), Text: address(o.Addr), Off: int(o.Off), Owner: owner},
		{Sign: "-", Label: label, Text: address(from), Off: -1}})
	if field == "distance" {
		w.threadPointer()
	}
	w.add("points at", fmt.Sprintf("%s, of which every thread has a copy", img.OwnerName(owner)), int(o.Off), o.Line, owner)
}

// ownerAt is whose byte lies at an address, or 0.
func (w *why) ownerAt(addr uint64) uint32 {
	if off, in := w.img.OffsetOf(addr); in {
		if at := w.img.SpanAt(off); at >= 0 {
			return w.img.Spans[at].Owner
		}
	}
	return 0
}

// name says which text of a string table is meant.
func (w *why) name(table string, at uint64) {
	for i := range w.img.Extents {
		e := &w.img.Extents[i]
		if e.Name != table || at >= e.FileSize {
			continue
		}
		text := string(w.img.File[e.Off+at : e.Off+e.FileSize])
		if end := strings.IndexByte(text, 0); end >= 0 {
			text = text[:end]
		}
		w.add("points at", fmt.Sprintf("%q, %s into %s", text, counted(at, "byte"), table), int(e.Off+at), 0, 0)
		return
	}
}

func (w *why) section(n uint64) {
	if n == 0 || n >= uint64(len(w.img.Sections)) {
		return
	}
	s := &w.img.Sections[n]
	off := -1
	if s.Off < uint64(len(w.img.File)) {
		off = int(s.Off)
	}
	w.add("points at", fmt.Sprintf("section %d, %s", n, s.Name), off, 0, 0)
}

// offset says what begins at a file offset.
func (w *why) offset(v uint64) {
	at := w.img.SpanAt(v)
	if at < 0 {
		return
	}
	owner := w.img.Spans[at].Owner
	w.add("points at", fmt.Sprintf("%s at %s in the file", w.extentName(int(v), w.img.OwnerName(owner)), address(v)), int(v), w.img.Owners[owner].Line, owner)
}

// extentName names what begins at an offset: padding by what it is there for.
func (w *why) extentName(off int, name string) string {
	if off < 0 {
		return name
	}
	i := w.extentAt(uint64(off))
	if i < 0 || !strings.HasPrefix(w.img.Extents[i].Name, "padding") || i+1 == len(w.img.Extents) {
		return name
	}
	return fmt.Sprintf("the padding before %s", w.img.Extents[i+1].Name)
}

// sibling reads the field of the same record that says where its bytes are.
func (w *why) sibling(rule *image.Rule, size string) uint64 {
	name := "p_offset"
	if size == "sh_size" {
		name = "sh_offset"
	}
	return w.field(rule, name)
}

func (w *why) field(rule *image.Rule, name string) uint64 {
	at := uint32(0)
	for i := range rule.Fields {
		f := &rule.Fields[i]
		if f.Bytes == 0 {
			return 0
		}
		if f.Name == name {
			return f.Order.Uint(w.img.File[w.span.Off+at : w.span.Off+at+uint32(f.Bytes)])
		}
		at += uint32(f.Bytes)
	}
	return 0
}

// size adds up the extents that a stretch of the file is made of.
func (w *why) size(v, from uint64) {
	switch terms := w.extents(v, from); {
	case len(terms) > 2:
		w.sum("this value", terms)
	case terms != nil:
		w.wholeOf(v, terms[1])
	}
}

// wholeOf says of which part of the file a size is, where there is nothing to add up.
func (w *why) wholeOf(v uint64, part report.Term) {
	w.add("counts", fmt.Sprintf("%s of %s", counted(v, "byte"), strings.TrimSuffix(part.Label, ", bytes")), part.Off, 0, part.Owner)
}

func (w *why) extents(v, from uint64) []report.Term {
	const most = 8
	terms := []report.Term{result(address(v))}
	for i := range w.img.Extents {
		e := &w.img.Extents[i]
		if e.FileSize == 0 || e.Off < from || e.Off+e.FileSize > from+v {
			continue
		}
		t := number(e.Name+", bytes", e.FileSize, int(e.Off), e.Owner)
		if len(terms) == 1 {
			t.Sign = "="
		}
		terms = append(terms, t)
		v, from = v-e.FileSize, from+e.FileSize
	}
	if v != 0 || len(terms) == 1 || len(terms) > most {
		return nil
	}
	return terms
}

// memory adds what the file has of a segment and what it has in memory only.
func (w *why) memory(v uint64, rule *image.Rule) {
	file, from := w.field(rule, "p_filesz"), w.field(rule, "p_offset")
	if v < file || v == 0 {
		return
	}
	terms := w.extents(file, from)
	if terms == nil {
		terms = []report.Term{result(""), {Sign: "=", Label: "in the file, bytes", Text: strconv.FormatUint(file, 10), Off: -1}}
	}
	terms[0].Text = address(v)
	if v > file {
		terms = append(terms, number("memory only, bytes", v-file, -1, 0))
	}
	if len(terms) == 2 {
		w.wholeOf(v, terms[1])
		return
	}
	w.sum("this value", terms)
}

// table says what a count or a size of the ELF header counts.
func (w *why) table(name string, v uint64) {
	says, extent := counted(v, "section header")+", one of them empty", "section headers"
	switch name {
	case "e_phnum":
		says, extent = counted(v, "program header"), "program headers"
	case "e_ehsize":
		says, extent = counted(v, "byte")+" of this header", "header"
	}
	for i := range w.img.Extents {
		if e := &w.img.Extents[i]; e.Name == extent {
			w.add("counts", says, int(e.Off), 0, e.Owner)
		}
	}
}

// aoutSize adds up the extents that a size of the a.out header speaks of.
func (w *why) aoutSize(name string, v uint64) {
	parts := map[string][]string{"text": {"text"}, "data": {"got", "data"}, "bss": {"bss"}, "syms": {"symbols"}, "pcsz": {"lines"}}[name]
	terms, total := []report.Term{result(address(v))}, uint64(0)
	for _, part := range parts {
		for i := range w.img.Extents {
			e := &w.img.Extents[i]
			if e.Name != part || e.MemSize == 0 && e.FileSize == 0 {
				continue
			}
			size := e.FileSize
			if part == "bss" {
				size = e.MemSize
			}
			t := number(e.Name+", bytes", size, offIn(e), e.Owner)
			if len(terms) == 1 {
				t.Sign = "="
			}
			terms, total = append(terms, t), total+size
		}
	}
	switch {
	case len(terms) > 2 && total == v:
		w.sum("this value", terms)
	case len(terms) == 2 && total == v:
		w.wholeOf(v, terms[1])
	}
}
