package elf_test

import (
	"bytes"
	"debug/elf"
	"testing"
)

// The linker's names are for programs that do not define them: an atom, an absolute or an export of that name wins, at
// once and in later flushes.
func TestOwnNamesWin(t *testing.T) {
	r := link(t, `target elf/x86_64
func main export _start
    ret
data words
    u64 end, edata, _etext, _edata
data end
    u64 1
absolute edata = 5
data d export _etext
    u64 2
flush
data late export _edata
    u64 3
`)
	f, err := elf.NewFile(bytes.NewReader(r.Image.File))
	if err != nil {
		t.Fatal(err)
	}
	symbols, err := f.Symbols()
	if err != nil {
		t.Fatal(err)
	}
	address := map[string]uint64{}
	for _, s := range symbols {
		if old, twice := address[s.Name]; twice && old != s.Value {
			t.Errorf("%s is there twice: %#x and %#x", s.Name, old, s.Value)
		}
		address[s.Name] = s.Value
	}
	at := address["words"]
	for _, p := range f.Progs {
		if p.Type != elf.PT_LOAD || at < p.Vaddr || at >= p.Vaddr+p.Filesz {
			continue
		}
		words := make([]byte, 32)
		if _, err := p.ReadAt(words, int64(at-p.Vaddr)); err != nil {
			t.Fatal(err)
		}
		for i, want := range []struct {
			name string
			addr uint64
		}{{"end", address["end"]}, {"edata", 5}, {"_etext", address["d"]}, {"_edata", address["late"]}} {
			if got := f.ByteOrder.Uint64(words[8*i:]); got != want.addr || got == 0 {
				t.Errorf("the reference to %s holds %#x, want %#x", want.name, got, want.addr)
			}
		}
		return
	}
	t.Errorf("words, at %#x, are in no segment", at)
}
