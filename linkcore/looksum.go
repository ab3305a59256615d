package linkcore

import (
	"fmt"
	"strconv"
	"strings"

	"linkplay/linkcore/image"
	"linkplay/linkcore/report"
)

// Sums: an address is the base of its extent and the bytes that lie before, as one would add them up on paper.

// sentence is a sum in one line.
func sentence(terms []report.Term) string {
	var b strings.Builder
	for i := range terms {
		t := &terms[i]
		if t.Sign == "where" {
			b.WriteString(", ")
		} else if t.Sign != "" {
			b.WriteString(" " + t.Sign + " ")
		}
		if t.Label != "" {
			b.WriteString(t.Label + " ")
		}
		b.WriteString(t.Text)
	}
	return b.String()
}

// result is the left side of a sum.
func result(text string) report.Term { return report.Term{Text: text, Off: -1} }

func (w *why) extentAt(off uint64) int {
	for i := range w.img.Extents {
		if e := &w.img.Extents[i]; off >= e.Off && off-e.Off < e.FileSize {
			return i
		}
	}
	return -1
}

// base is the extent from which addresses of another are counted, and what it is called. In a.out the GOT opens the data
// segment, and what the header calls data begins with it.
func (w *why) base(i int) (*image.Extent, string) {
	e := &w.img.Extents[i]
	if w.img.Format == "plan9" && (e.Name == "got" || e.Name == "data" || e.Name == "bss") {
		for k := range w.img.Extents {
			if got := &w.img.Extents[k]; got.Name == "got" && got.Loaded && got.Addr <= e.Addr && got.Off <= e.Off && e.Addr-got.Addr == e.Off-got.Off {
				return got, "data base"
			}
		}
	}
	return e, e.Name + " base"
}

// place says where the byte is in memory.
func (w *why) place() {
	i := w.extentAt(w.at)
	if i < 0 {
		return
	}
	e, label := w.base(i)
	if !e.Loaded {
		w.placeInFile()
		w.add("in memory", "nowhere: the loader leaves this part of the file out", -1, 0, 0)
		return
	}
	w.look.Addr = address(e.Addr + w.at - e.Off)
	start := report.Term{Sign: "=", Label: label, Text: address(e.Addr), Off: int(e.Off), Owner: e.Owner}
	terms := append([]report.Term{result(w.look.Addr), start}, w.before(e.Off, w.at)...)
	if len(terms) == 2 {
		w.add("this address", w.look.Addr+": "+strings.TrimSuffix(label, " base")+" begins here", int(e.Off), 0, e.Owner)
		return
	}
	w.sum("this address", terms)
}

// placeInFile says where the byte is in the file.
func (w *why) placeInFile() {
	i := w.extentAt(w.at)
	if i < 0 {
		return
	}
	e, label := w.base(i)
	name := strings.TrimSuffix(label, " base")
	start := report.Term{Sign: "=", Label: name + " at", Text: address(e.Off), Off: int(e.Off), Owner: e.Owner}
	terms := append([]report.Term{result(address(w.at)), start}, w.before(e.Off, w.at)...)
	if len(terms) == 2 {
		w.add("in the file", address(w.at)+": "+name+" begins here", int(e.Off), 0, e.Owner)
		return
	}
	w.sum("in the file", terms)
}

// before is what lies between an offset at which an extent begins and a byte of it: whole atoms, then cells or records,
// then bytes.
func (w *why) before(from, at uint64) []report.Term {
	img := w.img
	var terms []report.Term
	start := first(len(img.Spans), func(i int) bool { return uint64(img.Spans[i].Off)+uint64(img.Spans[i].Len) > from })
	here := img.SpanAt(at)
	if here < 0 {
		return nil
	}
	mine := img.Spans[here].Owner
	own := here // the first record of the owner in question
	for own > start && img.Spans[own-1].Owner == mine {
		own--
	}
	terms = w.runs(terms, start, own)
	if s := &img.Spans[here]; img.Owners[mine].Kind == image.OwnerGOT && w.img.CellWidth() > 0 && (s.Off-img.Spans[own].Off)%uint32(w.img.CellWidth()) == 0 {
		if n := int(s.Off-img.Spans[own].Off) / w.img.CellWidth(); n > 0 || uint64(s.Off) == at {
			terms = append(terms, report.Term{Sign: "+", Label: "cell", Text: fmt.Sprintf("%d × %d", n, w.img.CellWidth()), Off: int(s.Off)})
		}
	} else if here > own {
		terms = append(terms, number(w.recordsName(own, here)+", bytes", uint64(s.Off-img.Spans[own].Off), int(img.Spans[own].Off), 0))
	}
	if within := at - uint64(img.Spans[here].Off); within > 0 {
		terms = append(terms, number("byte", within, int(img.Spans[here].Off), mine))
	}
	return terms
}

// recordsName says what the records from one to another are: by their rule when they all have the same.
func (w *why) recordsName(from, to int) string {
	name := w.img.Rules[w.img.Spans[from].Rule].Name
	for i := from; i < to; i++ {
		if w.img.Rules[w.img.Spans[i].Rule].Name != name {
			name = "record"
			break
		}
	}
	if to-from == 1 && strings.HasPrefix(name, "ELF ") {
		return name // there is one in a file
	}
	return counted(uint64(to-from), name)
}

// counted is a number of things: "1 byte", "2 bytes".
func counted(n uint64, one string) string {
	if n == 1 {
		return "1 " + one
	}
	if strings.HasSuffix(one, "y") {
		one = one[:len(one)-1] + "ie"
	}
	return strconv.FormatUint(n, 10) + " " + one + "s"
}

func number(label string, n uint64, off int, owner uint32) report.Term {
	return report.Term{Sign: "+", Label: label, Text: strconv.FormatUint(n, 10), Off: off, Owner: owner}
}

// runs says which atoms the spans from..to are. When they are many, the last is named and the others are counted.
func (w *why) runs(terms []report.Term, from, to int) []report.Term {
	const most = 3
	type run struct {
		owner, off uint32
		bytes      uint64
	}
	var last []run // the newest runs, at most one more than are named
	others, bytes := 0, uint64(0)
	for i := from; i < to; i++ {
		s := &w.img.Spans[i]
		if n := len(last); n > 0 && last[n-1].owner == s.Owner {
			last[n-1].bytes += uint64(s.Len)
			continue
		}
		if len(last) == most+1 || others > 0 && len(last) == most {
			others++
			bytes += last[0].bytes
			last = append(last[:0], last[1:]...)
		}
		last = append(last, run{s.Owner, s.Off, uint64(s.Len)})
	}
	if others > 0 || len(last) > most {
		for len(last) > 1 {
			others++
			bytes += last[0].bytes
			last = last[1:]
		}
		terms = append(terms, number(strconv.Itoa(others)+" things, bytes", bytes, int(w.img.Spans[from].Off), 0))
	}
	for _, r := range last {
		terms = append(terms, number(w.img.OwnerName(r.owner)+", bytes", r.bytes, int(r.off), r.owner))
	}
	return terms
}

// addressSum is an address as a sum, or nil when no extent holds it. The end of an extent counts as being in it when
// nothing else is there.
func (w *why) addressSum(addr uint64) []report.Term {
	img := w.img
	for end := range uint64(2) {
		for i := range img.Extents {
			x := &img.Extents[i]
			if !x.Loaded || addr < x.Addr || addr-x.Addr >= x.MemSize+end {
				continue
			}
			e, label := w.base(i)
			terms := []report.Term{result(address(addr)), {Sign: "=", Label: label, Text: address(e.Addr), Off: offIn(e), Owner: e.Owner}}
			at := x.Off + addr - x.Addr
			if addr-x.Addr < x.FileSize {
				before := w.before(e.Off, at)
				if len(before) > 0 && strings.HasPrefix(before[len(before)-1].Text, "0 × ") {
					before = before[:len(before)-1] // the GOT itself, not a cell of it
				}
				return append(terms, before...)
			}
			// Behind the last byte of the file, or at the end: whole runs, then what has no bytes.
			filled := x.Off + x.FileSize
			from := first(len(img.Spans), func(i int) bool { return uint64(img.Spans[i].Off)+uint64(img.Spans[i].Len) > e.Off })
			to := first(len(img.Spans), func(i int) bool { return uint64(img.Spans[i].Off) >= filled })
			terms = w.runs(terms, from, to)
			if rest := at - filled; rest > 0 {
				terms = append(terms, number("bss before it, bytes", rest, -1, 0))
			}
			return terms
		}
	}
	return nil
}

func offIn(e *image.Extent) int {
	if e.FileSize == 0 {
		return -1
	}
	return int(e.Off)
}
