package plan9

import (
	"linkplay/linkcore/atom"
	"linkplay/linkcore/diag"
	"linkplay/linkcore/image"
	"linkplay/linkcore/shape"
	"linkplay/linkcore/trace"
	"linkplay/linkcore/unit"
)

// limitBytes is the largest image that is made.
const limitBytes = 256 << 20

// Flush finishes what the steps so far have put and returns the image. Mistakes become findings, never Go errors; the
// image is nil when they leave nothing to show.
func (s *Session) Flush() (*image.Image, diag.List) {
	s.changed, s.flushed = false, true
	if s.last != nil && len(s.table.Findings) == 0 {
		return s.patch(), s.table.Findings
	}
	s.rec.Begin("Lazy", "Every lazy symbol has its bytes; from here on no atom and no cell is added.")
	s.table.FinishLazy()
	s.proveCells()

	s.rec.Begin("Functions", "Every function has its address.")
	text := s.placeText()
	s.rec.Begin("Data", "The GOT opens the data segment; every address is final.")
	data := s.placeData()
	s.placeLinkerSymbols()
	s.giveExports(text, data, s.bss)
	if !s.sizesFit() {
		return nil, s.table.Findings
	}

	s.rec.Begin("Symbols", "The symbol table says which name belongs to which address.")
	symbols := s.collectSymbols()
	lines := s.collectLines()
	img := s.newImage(symbols.bytes, lines.bytes)

	s.rec.Begin("Write", "Every byte but the addresses inside code and data is in the file.")
	w := image.NewWriter(img, s.headerBytes()+s.textSize+s.dataSize+symbols.bytes+lines.bytes)
	units := len(s.table.Units)
	w.Expect(2*units+int(s.got.Cells())+len(symbols.rows)+len(lines.rows), 16+int(s.got.Cells())+3*len(symbols.rows)+2*len(lines.rows)+units/4,
		len(symbols.rows)+units/4)
	s.writeHeader(w, img, symbols.bytes, lines.bytes)
	s.table.Write(w, img, "text", text, shape.Padding, unit.PaddingOwner)
	s.writeGOT(w, img)
	s.table.Write(w, img, "data", data, shape.Padding, unit.PaddingOwner)
	s.writeSymbols(w, img, symbols)
	s.writeLines(w, img, lines)
	w.Close()

	s.rec.Begin("Relocate", "Every reference holds the address it means: the file is complete.")
	s.table.Relocate(img, text, data)
	s.rec.Event(trace.FinishFile, ownerHeader, 0, uint64(len(img.File)), 0)
	s.rec.Flushed()
	s.remember(img)
	return img, s.table.Findings
}

// proveCells holds the linker to the rule that every cell belongs to exactly one atom or is free.
func (s *Session) proveCells() {
	owned := 0
	for _, cell := range s.table.Cells {
		if cell != 0 {
			owned++
		}
	}
	if int(s.got.Cells()) != owned+s.got.Freed()+s.got.Lost() {
		panic("plan9: a GOT cell belongs to nobody and is not free.")
	}
}

func (s *Session) headerBytes() uint64 { return s.aout.HeaderBytes() }

// gotBytes is the size of the GOT.
func (s *Session) gotBytes() uint64 { return uint64(s.countedCells()) * uint64(s.cpu.WordBytes) }

// placeText puts functions, file by file, and then lazy code one behind the other, and returns them in that order.
func (s *Session) placeText() []unit.ID {
	order := make([]unit.ID, 0, len(s.table.Units))
	for i := range s.files {
		order = append(order, s.files[i].functions...)
	}
	functions := len(order)
	order = s.appendLazy(order, unit.LazyCode)
	end := s.table.Place(order, s.textBase, s.headerBytes())
	s.functionsEnd = s.textBase
	if functions > 0 {
		last := &s.table.Units[order[functions-1]]
		s.functionsEnd = last.Addr + last.Size
	}
	s.textSize = end - s.textBase
	return order
}

// placeData puts data, unnamed constants and lazy data behind the GOT, bss behind them, and returns what is in the file.
func (s *Session) placeData() []unit.ID {
	if !s.fixedData {
		s.dataBase = roundUp(s.textBase+s.textSize, s.aout.PageBytes)
	}
	order := append(make([]unit.ID, 0, len(s.table.Units)), s.data...)
	for _, owner := range s.table.ConstOwners {
		order = append(order, s.table.Consts(owner)...)
	}
	order = s.appendLazy(order, unit.LazyData)
	s.rec.Event(trace.SegmentStarts, ownerGOT, 0, s.dataBase, s.gotBytes())
	end := s.table.Place(order, s.dataBase+s.gotBytes(), s.headerBytes()+s.textSize+s.gotBytes())
	s.dataSize = end - s.dataBase
	s.bssSize = s.table.Place(s.bss, end, 0) - end
	return order
}

func (s *Session) appendLazy(order []unit.ID, kind unit.Kind) []unit.ID {
	for i := range s.table.Lazy {
		if id := s.table.Lazy[i].Of(kind); id != 0 {
			order = append(order, id)
		}
	}
	return order
}

// placeLinkerSymbols gives etext, edata, end and __GOT their addresses, for references to them.
func (s *Session) placeLinkerSymbols() {
	for i := range s.table.Units {
		if u := &s.table.Units[i]; u.Kind == unit.Linker {
			u.Addr, u.Live = s.fixedValue(s.p.Names.Text(u.Name)), true
		}
	}
}

func (s *Session) fixedValue(name string) uint64 {
	switch name {
	case "etext":
		if s.p.Fault&atom.FaultEtextEarly != 0 {
			return s.functionsEnd
		}
		return s.textBase + s.textSize
	case "edata":
		return s.dataBase + s.dataSize
	case "end":
		return s.dataBase + s.dataSize + s.bssSize
	default:
		return s.dataBase
	}
}

// sizesFit says what keeps the segments from being loaded as they are.
func (s *Session) sizesFit() bool {
	if size := s.textSize + s.dataSize + s.bssSize; size > limitBytes {
		s.table.Findings.Add(diag.TooLarge, diag.Pos{}, "the program has %d bytes, and %d are the most that is linked here", size, limitBytes)
		return false
	}
	if s.textBase < s.headerBytes() {
		s.table.Findings.Add(diag.NarrowCell, diag.Pos{}, "the header of %d bytes has no room below %#x", s.headerBytes(), s.textBase).
			Mend("let base-text be at least %#x", s.headerBytes())
		return false
	}
	textStart, textEnd := s.textBase-s.headerBytes(), s.textBase+s.textSize
	dataEnd := s.dataBase + s.dataSize + s.bssSize
	limit := uint64(1) << (8 * min(7, s.cpu.WordBytes)) // with 8 bytes so low that no sum of addresses overflows
	if high := max(s.textBase, s.dataBase, textEnd, dataEnd); high >= limit {
		s.table.Findings.Add(diag.NarrowCell, diag.Pos{}, "the program reaches %#x, and addresses of %s are below %#x here", high, s.cpu.Name, limit).
			Mend("choose smaller values for base-text and base-data")
		return false
	}
	if s.dataBase < textEnd && textStart < dataEnd {
		s.table.Findings.Add(diag.Overlap, diag.Pos{}, "the data segment, %#x to %#x, overlaps the text segment, %#x to %#x", s.dataBase, dataEnd, textStart, textEnd).
			Mend("leave out base-data, or let it be at least %#x", roundUp(textEnd, s.aout.PageBytes))
	}
	return true
}

func roundUp(v, step uint64) uint64 { return (v + step - 1) / step * step }
