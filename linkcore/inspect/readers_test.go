package inspect

import (
	"bytes"
	goelf "debug/elf"
	"debug/plan9obj"
	"strings"
	"testing"

	"linkplay/linkcore/image"
	"linkplay/linkcore/spec"
)

// TestReadersAgree reads small files with the readers of Go's own library.
func TestReadersAgree(t *testing.T) {
	for _, name := range bases {
		t.Run(name, func(t *testing.T) { compare(t, base(t, name)) })
	}
}

// compare holds the tables of an inspection against those that an independent reader finds.
func compare(t *testing.T, data []byte) *image.Image {
	t.Helper()
	img, findings := Inspect(data)
	prove(t, data, img, findings)
	if len(findings) > 0 {
		t.Errorf("findings: %v", findings)
	}
	if img.Format == "elf" {
		compareELF(t, img)
	} else {
		comparePlan9(t, img)
	}
	return img
}

func comparePlan9(t *testing.T, img *image.Image) {
	t.Helper()
	f, err := plan9obj.NewFile(bytes.NewReader(img.File))
	if err != nil {
		t.Fatal(err)
	}
	if f.Entry != img.Entry || f.PtrSize != img.WordBytes {
		t.Errorf("entry %#x and words of %d bytes; the other reader has %#x and %d", img.Entry, img.WordBytes, f.Entry, f.PtrSize)
	}
	for i, s := range f.Sections {
		if got := &img.Sections[i]; got.Name != s.Name || got.Off != uint64(s.Offset) || got.Size != uint64(s.Size) {
			t.Errorf("section %d is %+v; the other reader has %+v", i, got, s.SectionHeader)
		}
	}
	symbols, err := f.Symbols()
	if err != nil || len(symbols) != len(img.Symbols) {
		t.Fatalf("%d symbols; the other reader has %d (%v)", len(img.Symbols), len(symbols), err)
	}
	for i, s := range symbols {
		got := &img.Symbols[i]
		if name := strings.TrimSuffix(got.Name, "(end of file)"); name != s.Name || got.Value != s.Value || got.Type != string(s.Type) {
			t.Errorf("symbol %d is %+v; the other reader has %+v", i, got, s)
		}
	}
}

func compareELF(t *testing.T, img *image.Image) {
	t.Helper()
	f, err := goelf.NewFile(bytes.NewReader(img.File))
	if err != nil {
		t.Fatal(err)
	}
	if f.Entry != img.Entry || (f.Class == goelf.ELFCLASS64) != (img.WordBytes == 8) || len(f.Sections) != len(img.Sections) {
		t.Fatalf("entry %#x, words of %d bytes, %d sections; the other reader has %#x, %v, %d", img.Entry, img.WordBytes, len(img.Sections), f.Entry, f.Class, len(f.Sections))
	}
	loads := 0
	for _, p := range f.Progs {
		if p.Type != goelf.PT_LOAD {
			continue
		}
		if got := &img.Segments[loads]; got.Off != p.Off || got.Addr != p.Vaddr || got.FileSize != p.Filesz || got.MemSize != p.Memsz || got.Align != p.Align {
			t.Errorf("segment %d is %+v; the other reader has %+v", loads, got, p.ProgHeader)
		}
		loads++
	}
	if loads != len(img.Segments) {
		t.Errorf("%d segments; the other reader has %d", len(img.Segments), loads)
	}
	for i, s := range f.Sections {
		got := &img.Sections[i]
		h := goelf.SectionHeader{Name: got.Name, Type: goelf.SectionType(got.TypeNumber), Flags: goelf.SectionFlag(got.FlagsBits), Addr: got.Addr, Offset: got.Off,
			Size: got.Size, Link: got.Link, Info: got.Info, Addralign: got.Align, Entsize: got.EntSize, FileSize: s.FileSize}
		if h.Flags&goelf.SHF_COMPRESSED != 0 {
			h.Size, h.Addralign = s.Size, s.Addralign // the other reader tells what comes out of it
		}
		if h != s.SectionHeader {
			t.Errorf("section %d is %+v; the other reader has %+v", i, h, s.SectionHeader)
		}
		// Where the other reader has no word it says what the number is more than.
		if word := s.Type.String(); got.Type != strings.TrimPrefix(strings.TrimPrefix(word, "SHT_"), "GNU_") && word != "SHT_"+got.Type &&
			!strings.Contains(word, "+") && !strings.HasPrefix(got.Type, "0x") {
			t.Errorf("the type of section %s is %s; the other reader says %v", got.Name, got.Type, s.Type)
		}
		switch s.Type {
		case goelf.SHT_SYMTAB:
			compareSymbols(t, img, got, f, f.Symbols)
		case goelf.SHT_DYNSYM:
			compareSymbols(t, img, got, f, f.DynamicSymbols)
		}
	}
}

// compareSymbols compares the symbols of one table; the other reader leaves out nobody's.
func compareSymbols(t *testing.T, img *image.Image, table *image.Section, f *goelf.File, read func() ([]goelf.Symbol, error)) {
	t.Helper()
	symbols, err := read()
	if err != nil {
		t.Fatal(err)
	}
	var got []image.Symbol
	for _, s := range img.Symbols {
		if uint64(s.Off)-table.Off < table.Size {
			got = append(got, s)
		}
	}
	if len(got) != len(symbols)+1 {
		t.Fatalf("%s has %d symbols; the other reader has %d besides nobody's", table.Name, len(got), len(symbols))
	}
	for i, s := range symbols {
		g := &got[i+1]
		section := map[goelf.SectionIndex]string{goelf.SHN_UNDEF: "UND", goelf.SHN_ABS: "ABS", goelf.SHN_COMMON: "COM"}[s.Section]
		if section == "" && int(s.Section) < len(f.Sections) {
			section = f.Sections[s.Section].Name
		}
		if g.Name != s.Name || g.Value != s.Value || g.Size != s.Size || g.Section != section || g.Type != spec.ElfSymbolTypes[goelf.ST_TYPE(s.Info)] ||
			g.Binding != spec.ElfSymbolBindings[goelf.ST_BIND(s.Info)] || g.Visibility.String() != visibility(s.Other) {
			t.Errorf("symbol %d of %s is %+v; the other reader has %+v", i, table.Name, g, s)
		}
	}
}

// visibility is the word of a symbol's visibility, from the constants of Go's own library.
func visibility(other byte) string {
	return strings.ToLower(strings.TrimPrefix(goelf.ST_VISIBILITY(other).String(), "STV_"))
}
