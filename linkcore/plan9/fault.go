package plan9

import (
	"linkplay/linkcore/atom"
	"linkplay/linkcore/got"
	"linkplay/linkcore/image"
	"linkplay/linkcore/reloc"
)

// The deliberate mistakes of this format, each where the right way would be: the file is broken as asked, and still every
// byte says truthfully whose it is. slot-lost is got.Table.Leaks, no-get-or-create is in unit, etext-early in fixedValue.

// cellOrder is the order of bytes in cells: that of the processor, or under wrong-byte-order the other one.
func (s *Session) cellOrder() reloc.Order {
	if s.p.Fault&atom.FaultWrongByteOrder != 0 {
		return reloc.Big - s.cpu.Order
	}
	return s.cpu.Order
}

// countedCells is how many cells the GOT has room for. Under lazy-not-counted the linker counts its atoms without the
// lazy ones, and the data segment goes on too early by so many cells.
func (s *Session) countedCells() uint32 {
	cells := s.got.Cells()
	if s.p.Fault&atom.FaultLazyNotCounted != 0 {
		cells -= uint32(s.table.LazyCount())
	}
	return cells
}

// forgetCell notes a cell that was handed out and has no room in the GOT. Code that goes through it reads what lies
// there: bytes of data, or nothing of the file.
func (s *Session) forgetCell(img *image.Image, e *got.Entry, cell image.Cell) {
	if s.rec == nil {
		return
	}
	at := s.headerBytes() + s.textSize + uint64(e.Cell)*uint64(s.cpu.WordBytes)
	cell.Off, cell.Tag = uint32(min(at, uint64(len(img.File)-1))), image.NoRoom
	img.Cells[e.Cell] = cell
}
