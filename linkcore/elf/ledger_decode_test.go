package elf_test

import (
	"bytes"
	"cmp"
	"debug/elf"
	"encoding/binary"
	"slices"
	"strings"
	"testing"

	"linkplay/linkcore"
	"linkplay/linkcore/image"
)

// file is a linked file as the standard library's reader sees it; whose a cell is, is all that the linker has to say.
type file struct {
	*elf.File
	raw     []byte
	word    int
	symbols []elf.Symbol // without symbol 0
	got     []byte
	gotAddr uint64
}

func decode(raw []byte) (*file, error) {
	f, err := elf.NewFile(bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	x := &file{File: f, raw: raw, word: 8}
	if f.Class == elf.ELFCLASS32 {
		x.word = 4
	}
	if x.symbols, err = f.Symbols(); err != nil {
		return nil, err
	}
	if s := f.Section(".got"); s != nil {
		x.gotAddr = s.Addr
		x.got, err = s.Data()
	}
	return x, err
}

// value reads a number of the whole of data in the file's order.
func (x *file) value(data []byte) uint64 {
	wide := make([]byte, 8)
	if x.ByteOrder == binary.ByteOrder(binary.BigEndian) {
		copy(wide[8-len(data):], data)
	} else {
		copy(wide, data)
	}
	return x.ByteOrder.Uint64(wide)
}

// at returns n bytes of the loaded file at an address.
func (x *file) at(t testing.TB, addr uint64, n int) []byte {
	t.Helper()
	for _, p := range x.Progs {
		if p.Type == elf.PT_LOAD && addr >= p.Vaddr && addr+uint64(n) <= p.Vaddr+p.Filesz {
			off := p.Off + addr - p.Vaddr
			return x.raw[off : off+uint64(n)]
		}
	}
	t.Fatalf("nothing is loaded at %#x", addr)
	return nil
}

// find returns the symbols of a name.
func (x *file) find(name string) (all []elf.Symbol) {
	for _, s := range x.symbols {
		if s.Name == name {
			all = append(all, s)
		}
	}
	return all
}

// one returns the symbol of a name that only one has.
func (x *file) one(t testing.TB, name string) elf.Symbol {
	t.Helper()
	all := x.find(name)
	if len(all) != 1 {
		t.Fatalf("%d symbols are called %s", len(all), name)
	}
	return all[0]
}

// checked reads the file of a flush with the independent reader and wants what must be true of every file.
func checked(t testing.TB, r *linkcore.Result, img *image.Image) *file {
	t.Helper()
	if err := img.Check(); err != nil {
		t.Error(err)
	}
	return read(t, r, img)
}

// read is checked without a look at the labels, which takes longest.
func read(t testing.TB, r *linkcore.Result, img *image.Image) *file {
	t.Helper()
	x, err := decode(img.File)
	if err != nil {
		t.Fatal(err)
	}
	original := r.Program.Upstream != 0
	x.checkSections(t, original)
	x.checkSegments(t, original)
	x.checkSymbols(t)
	x.checkAtoms(t, r)
	if r.Program.Fault == 0 {
		x.checkCells(t, img)
	}
	return x
}

// checkSections wants sections that share no byte and no address, aligned, and each in the segment with its rights.
func (x *file) checkSections(t testing.TB, original bool) {
	t.Helper()
	type stretch struct {
		from, to uint64
		name     string
	}
	var inFile, inMemory []stretch
	inFile = append(inFile, stretch{0, map[int]uint64{8: 64, 4: 52}[x.word], "header"})
	for _, s := range x.Sections {
		size := s.Size
		if s.Type != elf.SHT_NOBITS && s.Size > 0 {
			if s.Offset+s.Size > uint64(len(x.raw)) {
				t.Errorf("%s ends behind the file", s.Name)
			}
			inFile = append(inFile, stretch{s.Offset, s.Offset + s.Size, s.Name})
		}
		if s.Addralign > 1 && s.Addr%s.Addralign != 0 {
			t.Errorf("%s at %#x wants a multiple of %d", s.Name, s.Addr, s.Addralign)
		}
		if s.Flags&elf.SHF_ALLOC == 0 || size == 0 {
			continue
		}
		if s.Type == elf.SHT_NOBITS && s.Flags&elf.SHF_TLS != 0 {
			continue // what follows has these addresses as well
		}
		inMemory = append(inMemory, stretch{s.Addr, s.Addr + s.Size, s.Name})
		if p := x.segmentOf(s); p == nil {
			t.Errorf("no segment loads %s at %#x", s.Name, s.Addr)
		} else if !original && s.Flags&elf.SHF_TLS == 0 && ((s.Flags&elf.SHF_WRITE != 0) != (p.Flags&elf.PF_W != 0) || s.Flags&elf.SHF_EXECINSTR != 0 && p.Flags&elf.PF_X == 0) {
			t.Errorf("%s with %v is in a segment with %v", s.Name, s.Flags, p.Flags)
		}
	}
	for _, list := range [][]stretch{inFile, inMemory} {
		slices.SortFunc(list, func(a, b stretch) int { return cmp.Compare(a.from, b.from) })
		for i := 1; i < len(list); i++ {
			if list[i].from < list[i-1].to {
				t.Errorf("%s at %#x reaches into %s at %#x", list[i-1].name, list[i-1].from, list[i].name, list[i].from)
			}
		}
	}
}

// segmentOf is the segment that loads a section from the right place of the file.
func (x *file) segmentOf(s *elf.Section) *elf.Prog {
	for _, p := range x.Progs {
		if p.Type == elf.PT_LOAD && s.Addr >= p.Vaddr && s.Addr+s.Size <= p.Vaddr+p.Memsz {
			if s.Type == elf.SHT_NOBITS || s.Offset-p.Off == s.Addr-p.Vaddr && s.Offset+s.Size <= p.Off+p.Filesz {
				return p
			}
		}
	}
	return nil
}

// checkSegments wants what a loader needs; ascending addresses and no segment both writable and executable, unless the
// original's way was asked for.
func (x *file) checkSegments(t testing.TB, original bool) {
	t.Helper()
	last := uint64(0)
	for _, p := range x.Progs {
		if p.Type != elf.PT_LOAD {
			continue
		}
		if p.Align > 1 && p.Off%p.Align != p.Vaddr%p.Align || p.Filesz > p.Memsz || p.Off+p.Filesz > uint64(len(x.raw)) && p.Filesz > 0 {
			t.Errorf("the segment %+v cannot be loaded", p.ProgHeader)
		}
		if original {
			continue
		}
		if p.Vaddr < last || p.Flags&(elf.PF_W|elf.PF_X) == elf.PF_W|elf.PF_X {
			t.Errorf("the segment %+v comes behind %#x", p.ProgHeader, last)
		}
		last = p.Vaddr + p.Memsz
	}
}

// checkSymbols wants nobody's symbol first and empty, then the local ones, as many as sh_info says, and each inside its section.
func (x *file) checkSymbols(t testing.TB) {
	t.Helper()
	table := x.Section(".symtab")
	data, err := table.Data()
	if err != nil || uint64(len(data)) != uint64(len(x.symbols)+1)*table.Entsize || x.Sections[table.Link].Name != ".strtab" {
		t.Errorf(".symtab is %+v with %d symbols, %v", table.SectionHeader, len(x.symbols), err)
	}
	if want := map[int]uint64{8: 24, 4: 16}[x.word]; table.Entsize != want || !bytes.Equal(data[:want], make([]byte, want)) {
		t.Errorf("symbol 0 of %d bytes is % x", table.Entsize, data[:want])
	}
	for i, s := range x.symbols {
		if local := elf.ST_BIND(s.Info) == elf.STB_LOCAL; local != (i+1 < int(table.Info)) {
			t.Errorf("symbol %d (%s) is local: %v, and sh_info is %d", i+1, s.Name, local, table.Info)
		}
		if s.Section == elf.SHN_ABS {
			continue
		}
		if int(s.Section) >= len(x.Sections) {
			t.Errorf("%s is in section %d of %d", s.Name, s.Section, len(x.Sections))
			continue
		}
		sec, value := x.Sections[s.Section], s.Value
		if elf.ST_TYPE(s.Info) == elf.STT_TLS {
			value += x.threads()
		}
		if value < sec.Addr || value+s.Size > sec.Addr+sec.Size {
			t.Errorf("%s from %#x to %#x is not in %s from %#x to %#x", s.Name, value, value+s.Size, sec.Name, sec.Addr, sec.Addr+sec.Size)
		}
	}
}

// threads is where the block of thread-local variables begins.
func (x *file) threads() uint64 {
	for _, p := range x.Progs {
		if p.Type == elf.PT_TLS {
			return p.Vaddr
		}
	}
	return 0
}

// checkAtoms wants atoms that share no byte. Exports, and the names of cells, are further names of what is there.
func (x *file) checkAtoms(t testing.TB, r *linkcore.Result) {
	t.Helper()
	exports := map[string]bool{}
	for i := range r.Program.Exports {
		exports[r.Program.Names.Text(r.Program.Exports[i].Name)] = true
	}
	bySection := map[elf.SectionIndex][]elf.Symbol{}
	for _, s := range x.symbols {
		if s.Size > 0 && s.Section != elf.SHN_ABS && !exports[s.Name] {
			bySection[s.Section] = append(bySection[s.Section], s)
		}
	}
	for _, list := range bySection {
		slices.SortFunc(list, func(a, b elf.Symbol) int { return cmp.Compare(a.Value, b.Value) })
		for i := 1; i < len(list); i++ {
			if a, b := &list[i-1], &list[i]; b.Value < a.Value+a.Size {
				t.Errorf("%s from %#x to %#x and %s at %#x share bytes", a.Name, a.Value, a.Value+a.Size, b.Name, b.Value)
			}
		}
	}
}

// checkCells wants the GOT to be as long as its cells, each to hold the address of whose it is, and free ones zero.
func (x *file) checkCells(t testing.TB, img *image.Image) {
	t.Helper()
	width := img.CellWidth()
	if len(x.got) != width*len(img.Cells) {
		t.Errorf(".got has %d bytes for %d cells of %d", len(x.got), len(img.Cells), width)
		return
	}
	for i := range img.Cells {
		c := &img.Cells[i]
		held := x.value(x.got[width*i : width*(i+1)])
		if c.Owner == 0 {
			if c.Tag == "free" && held != 0 {
				t.Errorf("cell %d is free and holds %#x", i, held)
			}
			continue
		}
		name := labelOf(img.OwnerName(c.Owner))
		if c.Tag != "got" || strings.HasPrefix(name, `"`) {
			continue
		}
		found := x.find(name)
		if len(found) == 0 || found[0].Value != held {
			t.Errorf("cell %d of %s holds %#x, and the symbols are %+v", i, name, held, found)
		}
		if label := x.find(name + "$got"); len(label) > 0 && (label[0].Value != x.gotAddr+uint64(width*i) || label[0].Size != uint64(width)) {
			t.Errorf("%s$got is %+v, and the cell is number %d", name, label[0], i)
		}
	}
}

// labelOf is the name in the symbol table of what people know by another one.
func labelOf(title string) string {
	if of, ok := strings.CutPrefix(title, "lazy code "); ok {
		return "__lazy_code_" + of
	}
	if of, ok := strings.CutPrefix(title, "lazy data "); ok {
		return "__lazy_const_data_" + of
	}
	return title
}
