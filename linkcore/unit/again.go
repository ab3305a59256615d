package unit

import (
	"linkplay/linkcore/asm"
	"linkplay/linkcore/atom"
	"linkplay/linkcore/image"
	"linkplay/linkcore/reloc"
)

// What a format needs that changes its last file in place: the bytes of one unit, and the fields that are about what has
// moved.

// WriteAgain writes the bytes of one unit at its place.
func (t *Table) WriteAgain(w *image.Writer, id ID) {
	u := &t.Units[id]
	if u.Size == 0 {
		return
	}
	w.SeekAny(u.Off)
	switch text := t.Made(id); {
	case text != "":
		w.Raw(0, 0, 0, 0, text)
	case u.Body.Bytes.Len() == 0:
		w.Fill(0, 0, 0, u.Size)
	default:
		w.Body(0, 0, 0, 0, t.Code.Bytes[u.Body.Bytes.From:u.Body.Bytes.To])
	}
}

// HasMoved tells whether a unit has another address or size than at the last Relocate.
func (t *Table) HasMoved(id ID) bool {
	f, u := &t.finals[id], &t.Units[id]
	return f.addr != u.Addr || f.size != uint32(u.Size)
}

// Backward knows who refers to a unit. It is made when it is first asked, and follows the updates from then on.
type Backward struct {
	first []uint32 // by unit: 1 + a reference to it
	next  []uint32 // by reference: 1 + another one to the same unit
	owner []ID     // by reference: whose it is; 0 of a body that was never linked
}

// Forget lets the next question be answered from the start.
func (b *Backward) Forget() { b.first = nil }

func (b *Backward) make(t *Table) {
	b.first, b.next, b.owner = make([]uint32, len(t.Units)), b.next[:0], b.owner[:0]
	for i := range t.Units {
		if t.Units[i].Live {
			b.add(t, ID(i))
		}
	}
}

// add takes in the references of a unit's body, once.
func (b *Backward) add(t *Table, id ID) {
	for n := len(t.Code.Refs); len(b.next) < n; {
		b.next, b.owner = append(b.next, 0), append(b.owner, 0)
	}
	refs := t.Units[id].Body.Refs
	if refs.Len() == 0 || b.owner[refs.From] == id {
		return
	}
	for i := refs.From; i < refs.To; i++ {
		target := t.Targets[i]
		b.owner[i], b.next[i] = id, b.first[target]
		b.first[target] = i + 1
	}
}

// RelocateMoved fills the fields of units that were placed again, and those of all others that speak of a unit that
// moved. The table of finals must be that of the flush before.
func (t *Table) RelocateMoved(w *image.Writer, img *image.Image, placed, moved []ID, back *Backward) {
	o := reloc.Operands{GOT: img.GOTAddr, TP: img.ThreadPointer, DTP: img.ThreadBlock}
	if len(moved) > 0 && back.first == nil {
		back.make(t)
	}
	if back.first != nil {
		for _, id := range placed {
			back.add(t, id)
		}
	}
	for _, id := range moved {
		u := &t.Units[id]
		t.finals[id].addr, t.finals[id].size = u.Addr, uint32(u.Size)
	}
	done := make(map[ID]bool, len(placed))
	for _, id := range placed {
		if u := &t.Units[id]; !done[id] && u.Live {
			t.relocate(img, &Gathered{ID: id, Addr: u.Addr, Off: u.Off, Refs: u.Body.Refs}, &o)
		}
		done[id] = true
	}
	for _, id := range moved {
		for i := back.first[id]; i != 0; i = back.next[i-1] {
			by := back.owner[i-1]
			u := &t.Units[by]
			if done[by] || !u.Live || i-1 < u.Body.Refs.From || i-1 >= u.Body.Refs.To {
				continue // done as a whole, or of a body that was replaced
			}
			t.relocate(img, &Gathered{ID: by, Addr: u.Addr, Off: u.Off, Refs: atom.Range{From: i - 1, To: i}}, &o)
			if ref := &t.Code.Refs[i-1]; ref.Reloc != asm.NoReloc {
				w.Touched(u.Off+uint64(ref.Offset), uint64(t.CPU.Relocs[ref.Reloc].Bytes()))
			}
		}
	}
}
