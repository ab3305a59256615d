package elf

import (
	"linkplay/linkcore/diag"
	"linkplay/linkcore/got"
	"linkplay/linkcore/image"
	"linkplay/linkcore/trace"
	"linkplay/linkcore/unit"
)

// writeGOT writes the cells of all entries. In a static file every cell is complete: nothing is left to a loader.
func (s *Session) writeGOT(w *image.Writer, img *image.Image) {
	rule := img.Rule(s.shape.Cell)
	w.Extent(".got")
	if s.rec != nil {
		img.Cells = make([]image.Cell, s.got.Cells())
	}
	link := got.Link{Block: s.threads.addr, DTP: s.threads.block, TP: s.threads.pointer}
	for i := range s.got.Entries {
		e := &s.got.Entries[i]
		if e.Size != 1 || e.Tag != got.Got && e.Tag != got.Freed && e.Tag != got.Lost {
			s.writeThreadEntry(w, img, e, &link)
			continue
		}
		cell := image.Cell{Off: uint32(w.Offset()), Tag: e.Tag.String()}
		subject, kind := uint32(ownerGOT), trace.ClearCell
		if id := unit.ID(e.Symbol); id != 0 {
			u := &s.table.Units[id]
			subject, kind = id.OwnerNumber(), trace.FillCell
			cell.Value, cell.Owner, cell.Line = u.Addr, subject, u.Line
		} else if e.Tag == got.Lost {
			kind = trace.LoseCell
		}
		cell.Value = s.fit(e, cell.Value, cell.Line)
		event := s.rec.Event(kind, subject, cell.Line, uint64(e.Cell), cell.Value)
		if s.rec != nil {
			img.Cells[e.Cell] = cell
		}
		w.Record(rule, ownerGOT, event, cell.Line, cell.Value)
	}
}

// fit returns what a cell holds of a value; when that is not all of it, it says so.
func (s *Session) fit(e *got.Entry, v uint64, line uint32) uint64 {
	held := v & (1<<(8*s.cell-1)<<1 - 1)
	if e.Tag.Fits(v, s.cell) {
		return held
	}
	s.table.Findings.Add(diag.NarrowCell, diag.Pos{Line: line, Col: 1}, "%s needs %#x, and cell %d has %d bytes", s.table.Title(unit.ID(e.Symbol)), v, e.Cell, s.cell).
		Mend("use wider pointers, or lower bases with option base-text and option base-data")
	return held
}

// cellTags says what the cells of an entry are for.
var cellTags = map[got.Tag][2]string{
	got.GotTP: {"gottp"},
	got.TLSGD: {"tlsgd module", "tlsgd offset"},
	got.TLSLD: {"tlsld module", "tlsld zero"},
	got.Freed: {"free", "free"},
}

// writeThreadEntry writes an entry that is about thread-local storage, or a freed one with two cells.
func (s *Session) writeThreadEntry(w *image.Writer, img *image.Image, e *got.Entry, link *got.Link) {
	values := [2]uint64{}
	subject, kind, line := uint32(ownerGOT), trace.ClearCell, uint32(0)
	if id := unit.ID(e.Symbol); id != 0 {
		u := &s.table.Units[id]
		values = e.Tag.Contents(&got.Symbol{Addr: u.Addr}, link)
		subject, kind, line = id.OwnerNumber(), trace.FillThreadCell, u.Line
	} else if e.Tag == got.TLSLD {
		values = e.Tag.Contents(&got.Symbol{}, link)
		kind = trace.FillThreadCell
	}
	rules := [2]*image.Rule{s.shape.Module, s.shape.Offset}
	switch e.Tag {
	case got.GotTP:
		rules[0] = s.shape.Distance
	case got.Freed:
		rules = [2]*image.Rule{s.shape.Cell, s.shape.Cell}
	}
	for k := range e.Size {
		at := uint64(e.Cell) + uint64(k)
		values[k] = s.fit(e, values[k], line)
		event := s.rec.Event(kind, subject, line, at, values[k])
		if s.rec != nil {
			cell := image.Cell{Value: values[k], Off: uint32(w.Offset()), Line: line, Tag: cellTags[e.Tag][k]}
			if subject != ownerGOT {
				cell.Owner = subject
			}
			img.Cells[at] = cell
		}
		w.Record(img.Rule(rules[k]), ownerGOT, event, line, values[k])
	}
}
