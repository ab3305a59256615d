package plan9

import (
	"linkplay/linkcore/diag"
	"linkplay/linkcore/got"
	"linkplay/linkcore/image"
	"linkplay/linkcore/shape"
	"linkplay/linkcore/trace"
	"linkplay/linkcore/unit"
)

// newImage declares the extents of the file, in order.
func (s *Session) newImage(symbolBytes, lineBytes uint64) *image.Image {
	header, text := s.headerBytes(), s.textSize
	data := header + text
	img := &image.Image{Format: "plan9", CPU: s.cpu.Name, Kind: "Plan 9 executable", WordBytes: s.cpu.WordBytes, Order: s.cpu.Order,
		GOTAddr: s.dataBase, RelocTypes: s.cpu.Relocs, Trace: s.rec, Code: s.table.Parts()}
	gotBytes := s.gotBytes()
	img.Extents = []image.Extent{
		{Name: "header", Off: 0, FileSize: header, Addr: s.textBase - header, MemSize: header, Loaded: true, Owner: ownerHeader},
		{Name: "text", Off: header, FileSize: text, Addr: s.textBase, MemSize: text, Loaded: true},
		{Name: "got", Off: data, FileSize: gotBytes, Addr: s.dataBase, MemSize: gotBytes, Loaded: true, Owner: ownerGOT},
		{Name: "data", Off: data + gotBytes, FileSize: s.dataSize - gotBytes, Addr: s.dataBase + gotBytes, MemSize: s.dataSize - gotBytes, Loaded: true},
		{Name: "bss", Off: data + s.dataSize, Addr: s.dataBase + s.dataSize, MemSize: s.bssSize, Loaded: true},
		{Name: "symbols", Off: data + s.dataSize, FileSize: symbolBytes, Owner: ownerSymbols},
		{Name: "lines", Off: data + s.dataSize + symbolBytes, FileSize: lineBytes, Owner: ownerLines},
	}
	img.Segments = []image.Segment{
		{Name: "text", Flags: "r-x", FileSize: header + text, Addr: s.textBase - header, MemSize: header + text, Align: s.aout.PageBytes, HoldsFileHeaders: true},
		{Name: "data", Flags: "rw-", Off: data, FileSize: s.dataSize, Addr: s.dataBase, MemSize: s.dataSize + s.bssSize, Align: s.aout.PageBytes},
	}
	img.Owners = s.table.Owners(structures)
	img.Owners[ownerHeader] = image.Owner{Name: "exec header", Kind: image.OwnerHeader, Addr: s.textBase - header, Size: header, Placed: true}
	img.Owners[ownerGOT] = image.Owner{Name: "GOT", Kind: image.OwnerGOT, Addr: s.dataBase, Off: data, Size: gotBytes, Placed: true}
	img.Owners[ownerSymbols].Off, img.Owners[ownerSymbols].Size = data+s.dataSize, symbolBytes
	img.Owners[ownerLines].Off, img.Owners[ownerLines].Size = data+s.dataSize+symbolBytes, lineBytes
	return img
}

func (s *Session) writeHeader(w *image.Writer, img *image.Image, symbolBytes, lineBytes uint64) {
	s.findEntry(img)
	event := s.rec.Event(trace.WriteHeader, ownerHeader, 0, s.headerBytes(), 0)
	values := []uint64{uint64(s.aout.Magic()), s.textSize, s.dataSize, s.bssSize, symbolBytes, img.Entry & 0xffffffff, 0, lineBytes}
	rule := shape.AoutHeader
	if s.aout.Fat {
		rule, values = shape.AoutFatHeader, append(values, img.Entry)
	}
	w.Extent("header")
	w.Record(img.Rule(rule), ownerHeader, event, 0, values...)
}

// findEntry says where the program starts; giveExports has met the function that exports the name.
func (s *Session) findEntry(img *image.Image) {
	if id := s.start; id != 0 {
		img.Entry, img.HasEntry = s.table.Units[id].Addr, true
		s.rec.Event(trace.FindEntry, id.OwnerNumber(), s.startLine, img.Entry, 0)
	} else {
		f := s.table.Findings.Add(diag.NoEntry, diag.Pos{}, "no entry point: no function exports %s", s.entry).
			Mend("write export %s behind the func with which the program begins", s.entry)
		if len(s.files) == 0 {
			f.Also(diag.Pos{}, "there is no function at all (LinkingWithoutZigSourceUnimplemented)")
		}
	}
}

func (s *Session) writeGOT(w *image.Writer, img *image.Image) {
	rule := img.Rule(shape.GOTCell(s.cpu.WordBytes, s.cellOrder()))
	counted := s.countedCells()
	w.Extent("got")
	if s.rec != nil {
		img.Cells = make([]image.Cell, s.got.Cells())
	}
	for i := range s.got.Entries {
		e := &s.got.Entries[i]
		cell := image.Cell{Off: uint32(w.Offset()), Tag: e.Tag.String()}
		subject, kind := uint32(ownerGOT), trace.ClearCell
		if id := unit.ID(e.Symbol); id != 0 {
			u := &s.table.Units[id]
			subject, kind = id.OwnerNumber(), trace.FillCell
			cell.Value, cell.Owner, cell.Line = u.Addr, subject, u.Line
		} else if e.Tag == got.Lost {
			kind = trace.LoseCell
		}
		if e.Cell >= counted {
			s.forgetCell(img, e, cell)
			continue
		}
		event := s.rec.Event(kind, subject, cell.Line, uint64(e.Cell), cell.Value)
		if s.rec != nil {
			img.Cells[e.Cell] = cell
		}
		w.Record(rule, ownerGOT, event, cell.Line, cell.Value)
	}
}
