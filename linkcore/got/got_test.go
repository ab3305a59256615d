package got

import "testing"

// Cells of mixed entries lie one behind the other; an entry's size is its tag's.
func TestCells(t *testing.T) {
	var table Table
	for i, tag := range []Tag{Got, TLSGD, GotTP, TLSDesc, TLSLD, Got} {
		entry, reused := table.Add(tag, uint32(i))
		if want := []uint32{0, 1, 3, 4, 6, 8}[i]; reused || table.Entries[entry].Cell != want {
			t.Errorf("entry %d (%s) begins at cell %d, want %d", i, tag, table.Entries[entry].Cell, want)
		}
	}
	if table.Cells() != 9 {
		t.Errorf("%d cells, want 9", table.Cells())
	}
	if got := table.Addr(3, 0x400000, 4); got != 0x400010 {
		t.Errorf("entry 3 is at %#x, want 0x400010", got)
	}
}

// Freed entries come back last in, first out, each only for one of its size; live cells never move.
func TestFreeLists(t *testing.T) {
	var table Table
	for _, tag := range []Tag{Got, TLSGD, Got, TLSGD, Got} {
		table.Add(tag, 7)
	}
	for _, e := range []uint32{0, 1, 2, 3} {
		table.Free(e)
	}
	if table.Freed() != 4 {
		t.Errorf("%d free, want 4", table.Freed())
	}
	for _, want := range []struct {
		tag  Tag
		cell uint32
	}{{Got, 3}, {TLSLD, 4}, {GotTP, 0}, {TLSDesc, 1}, {Got, 7}, {TLSGD, 8}} {
		entry, _ := table.Add(want.tag, 9)
		if got := table.Entries[entry].Cell; got != want.cell {
			t.Errorf("%s got cell %d, want %d", want.tag, got, want.cell)
		}
	}
}

func TestFreeTwicePanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("freeing twice went unnoticed")
		}
	}()
	var table Table
	e, _ := table.Add(Got, 1)
	table.Free(e)
	table.Free(e)
}
