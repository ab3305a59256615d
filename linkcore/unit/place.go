package unit

import (
	"slices"
	"strconv"

	"linkplay/linkcore/asm"
	"linkplay/linkcore/atom"
	"linkplay/linkcore/diag"
	"linkplay/linkcore/image"
	"linkplay/linkcore/reloc"
	"linkplay/linkcore/shape"
	"linkplay/linkcore/trace"
)

// PaddingOwner is the owner of bytes that keep an alignment, in every format.
const PaddingOwner = Structures - 1

// Place gives the units of a list addresses from addr on, one behind the other, each at a multiple of its alignment,
// and file offsets from off on in step with them. It returns the address behind the last.
func (t *Table) Place(order []ID, addr, off uint64) (end uint64) {
	shift := addr - off // the same distance for all, so that an alignment in memory needs no search in the file
	for _, id := range order {
		u := &t.Units[id]
		if pad := -addr & uint64(u.Align-1); pad != 0 {
			t.Rec.Event(trace.Pad, id.OwnerNumber(), u.Line, pad, uint64(u.Align))
			addr += pad
		}
		u.Addr, u.Off = addr, addr-shift
		u.Place = t.Rec.Event(trace.Place, id.OwnerNumber(), u.Line, addr, u.Size)
		addr += u.Size
	}
	return addr
}

// Write writes an extent that holds the units of a list, in order. What is between them and behind the last is made by
// the rule gap and belongs to gapOwner.
func (t *Table) Write(w *image.Writer, img *image.Image, extent string, order []ID, gap *image.Rule, gapOwner uint32) {
	w.Extent(extent)
	body, made, between := img.Rule(shape.Body), img.Rule(shape.Made), img.Rule(gap)
	last := uint32(0)
	for _, id := range order {
		u := &t.Units[id]
		if u.Size == 0 {
			continue
		}
		w.Fill(between, gapOwner, u.Place, u.Off-w.Offset())
		last = u.Place
		if text := t.Made(id); text != "" {
			w.Raw(made, id.OwnerNumber(), u.Place, u.Line, text)
			continue
		}
		if u.Body.Bytes.Len() == 0 { // zeros that have no bytes elsewhere, in a section where they need some
			w.Fill(img.Rule(shape.Zeros), id.OwnerNumber(), u.Place, u.Size)
			continue
		}
		w.Body(body, id.OwnerNumber(), u.Place, u.Line, t.Code.Bytes[u.Body.Bytes.From:u.Body.Bytes.To])
	}
	if last == 0 && t.Rec != nil {
		last = t.Rec.Event(trace.Empty, gapOwner, 0, w.Left(), 0)
	}
	w.Fill(between, gapOwner, last, w.Left())
}

// final is what relocations want to know of a target besides its cell, which is enough for most. The rows are small and
// next to one another, because references jump from one to the other and a unit's whole row would not stay in the
// processor's cache.
type final struct {
	addr uint64
	size uint32
}

const absent = ^uint32(0)

// Relocate fills the fields of all references of the listed units in the file of an image.
func (t *Table) Relocate(img *image.Image, lists ...[]ID) {
	t.finals = slices.Grow(t.finals[:0], len(t.Units))[:len(t.Units)]
	t.finalCells = slices.Grow(t.finalCells[:0], len(t.Units))[:len(t.Units)]
	for i := range t.Units {
		u := &t.Units[i]
		t.finals[i] = final{u.Addr, uint32(u.Size)}
		t.finalCells[i] = t.cellOf(t.Cells[i])
		if !u.Live {
			t.finalCells[i] = absent
		}
	}
	if t.Rec != nil {
		img.Relocs = make([]image.Reloc, 0, len(t.Code.Refs))
	}
	for _, order := range lists {
		t.RelocateAgain(img, order)
	}
	if t.P.Fault != 0 {
		img.ReadCells()
	}
}

// RelocateAgain fills the fields of a few units after the flush of which Relocate was the end, when nothing has moved
// since.
func (t *Table) RelocateAgain(img *image.Image, list []ID) {
	o := reloc.Operands{GOT: img.GOTAddr, TP: img.ThreadPointer, DTP: img.ThreadBlock}
	var some Batch
	for at := 0; at < len(list); at += len(some) {
		for i := range t.Gather(&some, list[at:]) {
			t.relocate(img, &some[i], &o)
		}
	}
}

// Gathered is what a pass over the placed units wants of each.
type Gathered struct {
	ID          ID
	Addr, Off   uint64
	Refs, Lines atom.Range
}

// Batch is how many units are looked at together.
type Batch [32]Gathered

// Gather collects the first few units of a list and returns them. Units that are next to one another in a file are far
// apart in the table; asked for one after the other, without anything in between, their rows arrive together.
func (t *Table) Gather(into *Batch, list []ID) []Gathered {
	list = list[:min(len(list), len(into))]
	for i, id := range list {
		u := &t.Units[id]
		into[i] = Gathered{id, u.Addr, u.Off, u.Body.Refs, u.Body.Lines}
	}
	return into[:len(list)]
}

func (t *Table) relocate(img *image.Image, u *Gathered, o *reloc.Operands) {
	for i := u.Refs.From; i < u.Refs.To; i++ {
		ref := &t.Code.Refs[i]
		target := t.Targets[i]
		cell := t.finalCells[target]
		if ref.Reloc == asm.NoReloc || cell == absent {
			continue // what does not exist was said before: the field stays zero
		}
		row := &t.CPU.Relocs[ref.Reloc]
		if t.threads || row.ThreadLocal() {
			if !t.threadsAgree(ref, target, row) {
				continue
			}
			cell = t.cellOf(t.EntryOf(target, row.Entry))
		}
		o.A, o.P, o.G = ref.Addend, u.Addr+uint64(ref.Offset), 0
		if t.Rec != nil || row.Uses()&(reloc.UseS|reloc.UseL|reloc.UseZ) != 0 {
			final := &t.finals[target]
			o.S, o.L, o.Z = final.addr, final.addr, uint64(final.size)
		}
		if cell != 0 {
			o.G = uint64(cell-1) * uint64(img.CellWidth())
		}
		v := row.Value(o)
		at := u.Off + uint64(ref.Offset)
		if !row.Fits(v) {
			t.outOfRange(u.ID, ref, target, row, o, v)
		}
		row.Put(img.File[at:], img.Order, v)
		if t.Rec == nil {
			continue
		}
		line := t.P.Items[ref.Item].Line
		r := image.Reloc{S: o.S, A: o.A, P: o.P, Off: uint32(at), Owner: u.ID.OwnerNumber(), Target: target.OwnerNumber(), Line: line, Type: ref.Reloc}
		if row.UsesCell() {
			r.Cell = cell
		}
		r.Event = t.Rec.Event(trace.Relocate, u.ID.OwnerNumber(), line, at, v)
		img.Relocs = append(img.Relocs, r)
	}
}

// cellOf is 1 + the first cell of an entry of the GOT, both counted from 1 so that 0 is none.
func (t *Table) cellOf(entry uint32) uint32 {
	if entry == 0 || t.EntryCells == nil {
		return entry
	}
	return t.EntryCells[entry-1] + 1
}

// threadsAgree tells whether a reference and its target agree on how many copies there are of the target.
func (t *Table) threadsAgree(ref *asm.Ref, target ID, row *reloc.Row) bool {
	const letters = reloc.UseS | reloc.UseL | reloc.UseG
	u := &t.Units[target]
	pos := diag.Pos{Line: t.P.Items[ref.Item].Line, Col: uint32(ref.Col)}
	switch {
	case row.ThreadLocal() == u.ThreadLocal(), row.Entry == reloc.EntryTLSLD, !row.ThreadLocal() && row.Uses()&letters == 0:
		return true
	case u.ThreadLocal():
		t.Findings.Add(diag.ThreadLocal, pos, "%s has no address of its own: every thread has a copy, and %s wants one address", t.Title(target), row.Name).
			Mend("use its distance from the thread pointer, tpoff(%s)", t.Title(target))
	default:
		t.Findings.Add(diag.ThreadLocal, pos, "%s is there once for all threads, and %s wants its distance from the thread pointer", t.Title(target), row.Name).
			Mend("define it with tls, or refer to it without the word around it")
	}
	return false
}

func (t *Table) outOfRange(id ID, ref *asm.Ref, target ID, row *reloc.Row, o *reloc.Operands, v uint64) {
	u := &t.Units[id]
	lo, hi := row.Range()
	f := t.Findings.Add(diag.RelocOutOfRange, diag.Pos{Line: t.P.Items[ref.Item].Line, Col: uint32(ref.Col)},
		"relocation at %s+%d does not fit: %s is %d, the field holds %d to %d", t.Label(id), ref.Offset, row.Formula, int64(v), lo, hi)
	f.Also(diag.Pos{Line: t.Units[target].Line}, "S is the address of %s, %#x", t.Title(target), t.Units[target].Addr)
	if row.UsesPlace() {
		f.Also(diag.Pos{Line: u.Line}, "P is the place of the field, %#x", o.P)
	}
	if ref.Addend != 0 {
		f.Also(diag.Pos{}, "A, the addend, is %d", ref.Addend)
	}
	f.Mend("%s", mendRange(row))
}

// mendRange says what usually helps against a value that is too far away for its field.
func mendRange(row *reloc.Row) string {
	if row.Bytes() < 8 {
		return "use a field of " + strconv.Itoa(2*row.Bytes()) + " bytes, bring the two nearer together, or go through the GOT"
	}
	return "bring the two nearer together"
}
