package elf

import (
	"strings"
	"testing"

	"linkplay/linkcore/arch"
	"linkplay/linkcore/describe"
	"linkplay/linkcore/unit"
)

// started is a slack link that nothing has been put into.
func started(t *testing.T, text string) *Session {
	t.Helper()
	p, found := describe.Read(text)
	if found.HasErrors() {
		t.Fatal(found)
	}
	return New(p, arch.Find(p.Target.CPU), nil)
}

const originalImage = "target elf/x86_64\nlayout slack\nupstream layout\nfunc main export _start\n"

// A size and the third that is left behind it.
func TestPadded(t *testing.T) {
	for size, want := range map[uint64]uint64{0: 0, 1: 1, 3: 4, 5: 6, 6: 8, 23: 30, 64: 85, 256: 341, 1024: 1365, 262144: 349525} {
		if got := padded(size); got != want {
			t.Errorf("%d and the room behind it are %d, want %d", size, got, want)
		}
	}
	if leastSurplus != 85 {
		t.Errorf("the least room worth remembering is %d, want 85", leastSurplus)
	}
}

// The image before anything is in it, by the offsets of the reference; the file ends one byte behind the last section.
func TestInitialImage(t *testing.T) {
	for _, m := range []struct {
		cpu                                               string
		shstrtab, strtab, symtab, symtabSize, gotSize     uint64
		table, got, rodata, data, file, align, headerSize uint64
	}{
		{"x86_64", 0x40, 0x4e, 0x50, 0x300, 0x100, 0x450, 0x57000, 0x58000, 0x59000, 0x59401, 8, 64},
		{"arm", 0x34, 0x42, 0x44, 0x200, 0x80, 0x2f0, 0x57000, 0x58000, 0x59000, 0x59401, 4, 52},
	} {
		s := started(t, strings.Replace(originalImage, "x86_64", m.cpu, 1))
		sp := s.space
		for _, want := range []struct {
			index             int
			name              string
			addr, off, size   uint64
			align             uint64
			nameOff, position uint32
		}{
			{secShstrtab, ".shstrtab", 0, m.shstrtab, 11, 1, 1, 1}, {secStrtab, ".strtab", 0, m.strtab, 1, 1, 11, 2},
			{secText, ".text", 0x8000000, 0x1000, 0x40000, 1, 19, 3}, {secGot, ".got", 0x4000000, m.got, m.gotSize, m.align, 25, 4},
			{secRodata, ".rodata", 0xc000000, m.rodata, 0x400, 1, 30, 5}, {secData, ".data", 0x10000000, m.data, 0x400, m.align, 38, 6},
			{secSymtab, ".symtab", 0, m.symtab, m.symtabSize, m.align, 44, 7},
		} {
			g := &sp.sections[want.index]
			if g.name != want.name || g.addr != want.addr || g.off != want.off || g.size != want.size || g.align != want.align || g.nameOff != want.nameOff || want.index != int(want.position) {
				t.Errorf("%s: section %d is %s at %#x, offset %#x, %#x bytes, align %d, name at %d; want %+v", m.cpu, want.index, g.name, g.addr, g.off, g.size, g.align, g.nameOff, want)
			}
		}
		if sp.headersOff != m.table || sp.fileBytes != m.file || sp.fileHeaderBytes() != m.headerSize || s.names.Size() != 52 || len(sp.sections) != 8 {
			t.Errorf("%s: section headers at %#x, a file of %#x bytes, %d bytes of names", m.cpu, sp.headersOff, sp.fileBytes, s.names.Size())
		}
	}
}

// Ours has .bss behind, and its header table is one row longer.
func TestInitialImageOfOurs(t *testing.T) {
	sp := started(t, strings.Replace(originalImage, "upstream layout\n", "", 1)).space
	if bss := &sp.sections[secBSS]; bss.name != ".bss" || bss.addr != 0x14000000 || bss.size != 0 || sp.headersBytes() != 9*64 || sp.headersOff != 0x450 {
		t.Errorf(".bss is %+v, the headers are %d bytes at %#x", bss.section, sp.headersBytes(), sp.headersOff)
	}
}

// A loaded section looks for a new place while the old one still blocks, so the place depends on the size it had.
func TestLoadedSectionsGrow(t *testing.T) {
	for _, step := range []struct {
		sizes []uint64
		off   uint64
	}{{[]uint64{0x56000}, 0x1000}, {[]uint64{0x56001}, 0x5a000}, {[]uint64{0x56000, 0x56001}, 0x74000}} {
		sp := started(t, originalImage).space
		for _, size := range step.sizes {
			sp.grow(secText, size)
		}
		if g := &sp.sections[secText]; g.off != step.off || g.addr != 0x8000000 || g.size != step.sizes[len(step.sizes)-1] {
			t.Errorf("grown to %#x, .text has %#x bytes at offset %#x, want %#x", step.sizes, g.size, g.off, step.off)
		}
	}
}

// The GOT has room for 512 cells of 8 bytes; with .text, .rodata and .data as small as in the reference's example the
// 513th takes it to the first free page.
func TestGOTGrows(t *testing.T) {
	sp := started(t, originalImage).space
	sp.grow(secText, 0x24)
	sp.grow(secRodata, 0x10)
	sp.grow(secData, 8)
	for cells, off := range map[uint64]uint64{1: 0x57000, 512: 0x57000} {
		sp.grow(secGot, cells*8)
		if g := &sp.sections[secGot]; g.off != off || g.size != cells*8 {
			t.Errorf("%d cells: offset %#x, %d bytes", cells, g.off, g.size)
		}
	}
	sp.grow(secGot, 513*8)
	if g := &sp.sections[secGot]; g.off != 0x2000 || g.addr != 0x4000000 || g.size != 513*8 {
		t.Errorf("513 cells: offset %#x, address %#x, %d bytes; want 0x2000, 0x4000000", g.off, g.addr, g.size)
	}
}

// A table that is not loaded leaves its place before it looks for another one: it never blocks itself.
func TestTablesGrow(t *testing.T) {
	sp := started(t, originalImage).space
	sp.grow(secSymtab, 0x400) // up to the section headers
	if off := sp.sections[secSymtab].off; off != 0x50 {
		t.Errorf(".symtab has moved to %#x, and it had room", off)
	}
	sp.grow(secSymtab, 0x401)
	// Behind the headers, 512 bytes from 0x450 and 170 of room: 0x450 + 682 = 0x6fa, at a multiple of 8.
	if off := sp.sections[secSymtab].off; off != 0x700 {
		t.Errorf(".symtab is at %#x, want 0x700", off)
	}
	sp.grow(secStrtab, 0x100)
	if off := sp.sections[secStrtab].off; off != 0x4e {
		t.Errorf(".strtab is at %#x; the symbols have left the room behind it", off)
	}
	// With the section headers nowhere, it would fit from 0x4e on, across its old place. What has no bytes blocks who would
	// straddle it all the same, as in the original, so it goes behind .text.
	sp.headersOff, sp.sections[secStrtab].off = 0, 0x500
	sp.grow(secStrtab, 0x480)
	if off := sp.sections[secStrtab].off; off != 0x56555 {
		t.Errorf(".strtab is at %#x, want 0x56555", off)
	}
}

// What blocks: header, section headers, sections with their room, program headers; overlap is strict on both sides.
func TestFreeSpace(t *testing.T) {
	sp := started(t, originalImage).space
	sp.programOff, sp.programLen = 0x800, 0x30 // blocks up to 0x840
	for _, row := range []struct{ size, align, want uint64 }{
		{1, 1, 0x4f},           // between .strtab with its byte and .symtab
		{2, 1, 0x6fa},          // 2 bytes would reach 0x51; behind the section headers
		{0x300, 0x10, 0x840},   // with its third from 0x700 on it would reach the program headers
		{0x5d0, 0x10, 0x840},   // 0x5d0 and its third are 0x7c0: exactly up to .text at 0x1000
		{0x5d1, 0x10, 0x56560}, // behind .text with its third, 0x55555 bytes
	} {
		if got := sp.find(row.size, row.align); got != row.want {
			t.Errorf("%#x bytes at a multiple of %d: offset %#x, want %#x", row.size, row.align, got, row.want)
		}
	}
	for _, row := range []struct{ off, want uint64 }{{0, 0}, {0x40, 0xe}, {0x50, 0x400}, {0x450, 0x3b0}, {0x800, 0x800}, {0x1000, 0x56000}, {0x59000, ^uint64(0) - 0x59000}} {
		if got := sp.available(row.off); got != row.want {
			t.Errorf("from %#x on there are %#x bytes, want %#x", row.off, got, row.want)
		}
	}
}

// The room behind a thing belongs to it, also for who does not come from its start.
func TestRoomBlocks(t *testing.T) {
	sp := started(t, originalImage).space
	sp.sections[secShstrtab].size = 0x270 // up to 0x380 with its room, which is in that of the 0x300 bytes at 0x50
	if got := sp.find(1, 1); got != 0x6fa {
		t.Errorf("one byte goes to %#x, want 0x6fa", got)
	}
}

// The GOT can grow to where the text begins, 64 MiB, and no further.
func TestGOTMeetsText(t *testing.T) {
	for _, row := range []struct {
		size uint64
		fits bool
	}{{0x4000000, true}, {0x4000008, false}} {
		s := started(t, "target elf/x86_64\nlayout slack\nfunc main export _start\n")
		s.space.grow(secGot, row.size)
		if fits := s.slackFits(); fits != row.fits || fits == s.table.Findings.HasErrors() {
			t.Errorf("%#x bytes of GOT fit: %v, %v", row.size, fits, s.table.Findings)
		}
	}
}

// Entries that are freed leave the symbol without the flag, without the word of its record, and the record is given back.
func TestStateOfEntries(t *testing.T) {
	s := started(t, "target elf/x86_64\nlayout slack\nfunc main export _start\n    ret\n")
	for i := range s.p.Steps {
		s.Apply(&s.p.Steps[i])
	}
	id := unit.ID(1)
	symbol := s.table.Units[id].Symbol - 1
	if s.state.extra[symbol] != 1 || s.state.extras.Len() != 9 || s.state.flags[symbol].Words()[0] != "got" {
		t.Errorf("the record is at %d of %d words, flags %v", s.state.extra[symbol], s.state.extras.Len(), s.state.flags[symbol].Words())
	}
	s.Release(id)
	if s.state.extra[symbol] != 0 || s.state.flags[symbol] != 0 || s.got.Freed() != 1 || s.table.Cells[id] != 0 {
		t.Errorf("after the release: record %d, flags %v, %d free entries, cell %d", s.state.extra[symbol], s.state.flags[symbol].Words(), s.got.Freed(), s.table.Cells[id])
	}
}
