package got

import (
	"fmt"
	"slices"
	"testing"
)

// The numbers are those of the reference's example: PT_TLS at 0x10001000, 0x24 bytes, aligned to 16.
const (
	block   = 0x10001000
	pointer = 0x10001030
	place   = 0x10001008
)

// Every row of the table of contents.
func TestContents(t *testing.T) {
	static := Link{Block: block, DTP: block, TP: pointer}
	pic := Link{PIC: true, Block: block, DTP: block, TP: pointer}
	shared := Link{Shared: true, PIC: true, Block: block, DTP: block, TP: pointer}
	apply := shared
	apply.Apply = true
	here, number := Symbol{Addr: place}, Symbol{Addr: place, Absolute: true}
	imported, chooser := Symbol{Import: true, Addr: place, Dynamic: 3}, Symbol{Addr: place, IFunc: true}
	minus := func(n uint64) uint64 { return -n }
	for _, row := range []struct {
		says   string
		tag    Tag
		symbol Symbol
		link   Link
		want   [2]uint64
	}{
		{"import", Got, imported, shared, [2]uint64{}},
		{"import, applied", Got, imported, apply, [2]uint64{}},
		{"static", Got, here, static, [2]uint64{place}},
		{"static ifunc", Got, chooser, static, [2]uint64{}},
		{"anywhere", Got, here, pic, [2]uint64{}},
		{"shared", Got, here, shared, [2]uint64{}},
		{"shared, applied", Got, here, apply, [2]uint64{place}},
		{"shared ifunc, applied", Got, chooser, apply, [2]uint64{place}},
		{"a number, shared", Got, number, shared, [2]uint64{place}},
		{"import", TLSGD, imported, shared, [2]uint64{}},
		{"shared", TLSGD, here, shared, [2]uint64{0, 8}},
		{"static", TLSGD, here, static, [2]uint64{1, 8}},
		{"import", GotTP, imported, shared, [2]uint64{}},
		{"shared", GotTP, here, shared, [2]uint64{}},
		{"shared, applied", GotTP, here, apply, [2]uint64{8}},
		{"static", GotTP, here, static, [2]uint64{minus(0x28)}},
		{"import", TLSDesc, imported, shared, [2]uint64{}},
		{"shared", TLSDesc, here, apply, [2]uint64{}},
		{"static", TLSDesc, here, static, [2]uint64{}},
		{"shared", TLSLD, Symbol{}, shared, [2]uint64{}},
		{"static", TLSLD, Symbol{}, static, [2]uint64{1}},
	} {
		if got := row.tag.Contents(&row.symbol, &row.link); got != row.want {
			t.Errorf("%s, %s: the cells hold %#x, want %#x", row.tag, row.says, got, row.want)
		}
	}
}

// Every row of the table of relocations; NumDynamic is what AppendDynamic appends.
func TestDynamic(t *testing.T) {
	static := Link{Block: block, DTP: block, TP: pointer}
	pic := Link{PIC: true, Block: block}
	shared := Link{Shared: true, PIC: true, Block: block}
	here, number := Symbol{Addr: place}, Symbol{Addr: place, Absolute: true}
	imported, chooser, known := Symbol{Import: true, Dynamic: 3}, Symbol{Addr: place, IFunc: true}, Symbol{Addr: place, Dynamic: 4}
	for _, row := range []struct {
		says   string
		tag    Tag
		symbol Symbol
		link   Link
		want   string
	}{
		{"import", Got, imported, static, "[{0 5 3 0}]"},
		{"ifunc", Got, chooser, static, "[{1 5 0 10001008}]"},
		{"ifunc in a shared object", Got, chooser, shared, "[{1 5 0 10001008}]"},
		{"anywhere", Got, here, pic, "[{2 5 0 10001008}]"},
		{"a number", Got, number, shared, "[]"},
		{"static", Got, here, static, "[]"},
		{"import", TLSGD, imported, static, "[{3 5 3 0} {4 6 3 0}]"},
		{"shared", TLSGD, here, shared, "[{3 5 0 0}]"},
		{"static", TLSGD, here, static, "[]"},
		{"import", GotTP, imported, static, "[{5 5 3 0}]"},
		{"shared", GotTP, here, shared, "[{5 5 0 8}]"},
		{"static", GotTP, here, static, "[]"},
		{"known by name", TLSDesc, known, static, "[{6 5 4 0}]"},
		{"without a name", TLSDesc, here, shared, "[{6 5 0 8}]"},
		{"shared", TLSLD, Symbol{}, shared, "[{3 5 0 0}]"},
		{"static", TLSLD, Symbol{}, static, "[]"},
	} {
		rows := row.tag.AppendDynamic(nil, 5, &row.symbol, &row.link)
		if got := fmt.Sprintf("%x", rows); got != row.want && !(len(rows) == 0 && row.want == "[]") {
			t.Errorf("%s, %s: %s, want %s", row.tag, row.says, got, row.want)
		}
		if n := row.tag.NumDynamic(&row.symbol, &row.link); n != len(rows) {
			t.Errorf("%s, %s: %d were announced and %d came", row.tag, row.says, n, len(rows))
		}
		if row.tag.NeedsDynamic(&row.symbol, &row.link) != (len(rows) > 0) {
			t.Errorf("%s, %s: needs says otherwise", row.tag, row.says)
		}
	}
}

// RELATIVE first, IRELATIVE last, between them by symbol and then by cell.
func TestSortDynamic(t *testing.T) {
	rows := []Dynamic{{IRelative, 0, 0, 1}, {GlobDat, 9, 2, 0}, {Relative, 8, 0, 1}, {TPOff, 3, 1, 0}, {GlobDat, 4, 2, 0}, {Relative, 2, 0, 1}, {DTPMod, 5, 0, 0}}
	SortDynamic(rows)
	var cells []uint32
	for i := range rows {
		cells = append(cells, rows[i].Cell)
	}
	if !slices.Equal(cells, []uint32{2, 8, 5, 3, 4, 9, 0}) {
		t.Errorf("the cells come in the order %v", cells)
	}
}

// Which values fit in cells of 2, 4 and 8 bytes.
func TestFits(t *testing.T) {
	for _, row := range []struct {
		tag   Tag
		v     uint64
		width int
		fits  bool
	}{
		{Got, 0xffff, 2, true}, {Got, 0x10000, 2, false}, {Got, 0xffffffff, 4, true}, {Got, 0x100000000, 4, false}, {Got, ^uint64(0), 8, true},
		{GotTP, ^uint64(0), 2, true}, {GotTP, 0x7fff, 2, true}, {GotTP, 0x8000, 2, false}, {GotTP, ^uint64(0x7fff), 2, true},
		{GotTP, ^uint64(0x8000), 2, false}, {GotTP, 0xffffffff, 4, false}, {Got, ^uint64(0), 4, false},
	} {
		if row.tag.Fits(row.v, row.width) != row.fits {
			t.Errorf("%s of %#x in %d bytes: fits is %v", row.tag, row.v, row.width, !row.fits)
		}
	}
}
