package elf_test

import (
	"encoding/binary"
	"fmt"
	"strings"
	"testing"

	"linkplay/linkcore"
	"linkplay/linkcore/image"
)

func link(t *testing.T, text string) *linkcore.Result {
	t.Helper()
	r := linkcore.Link(text, linkcore.Options{Record: true})
	if r.Image == nil || r.Findings.HasErrors() {
		t.Fatalf("it does not link: %v", r.Findings)
	}
	if err := r.Image.Check(); err != nil {
		t.Fatal(err)
	}
	return r
}

// symbolsOf lists "value size binding type section name", a line each.
func symbolsOf(img *image.Image) string {
	var b strings.Builder
	for _, s := range img.Symbols[1:] {
		fmt.Fprintf(&b, "%x %d %s %s %s %s\n", s.Value, s.Size, s.Binding, s.Type, s.Section, s.Name)
	}
	return b.String()
}

// The ELF header by the gABI's offsets, read without the shapes that wrote it.
func TestHeaderFields(t *testing.T) {
	f := link(t, "target elf/x86_64\nfunc f export _start\n    ret\n").Image.File
	le := binary.LittleEndian
	if string(f[:4]) != "\x7fELF" || f[4] != 2 || f[5] != 1 || f[6] != 1 {
		t.Errorf("identification % x", f[:16])
	}
	for _, field := range []struct {
		name      string
		at, width int
		want      uint64
	}{
		{"e_type", 16, 2, 2}, {"e_machine", 18, 2, 62}, {"e_version", 20, 4, 1}, {"e_phoff", 32, 8, 64},
		{"e_ehsize", 52, 2, 64}, {"e_phentsize", 54, 2, 56}, {"e_phnum", 56, 2, 4}, {"e_shentsize", 58, 2, 64}, {"e_shnum", 60, 2, 6}, {"e_shstrndx", 62, 2, 5},
	} {
		got := uint64(le.Uint16(f[field.at:]))
		switch field.width {
		case 4:
			got = uint64(le.Uint32(f[field.at:]))
		case 8:
			got = le.Uint64(f[field.at:])
		}
		if got != field.want {
			t.Errorf("%s is %d, want %d", field.name, got, field.want)
		}
	}
	if shoff := le.Uint64(f[40:]); shoff%8 != 0 || int(shoff)+6*64 != len(f) {
		t.Errorf("the section headers begin at %#x of %#x", shoff, len(f))
	}
}

// Local symbols come before global ones and sh_info counts them; a cell for each atom, in the order of first mention.
func TestSymbolOrder(t *testing.T) {
	img := link(t, `target elf/x86_64
func main export _start
    call got(late)
    lea  rsi, [rip+"text"]
    ret
func late export out weak export secret hidden export mine internal
    ret
data d export shared
    u64 1
absolute limit = 77 export the_limit
`).Image
	got := symbolsOf(img)
	for _, want := range []string{"global FUNC .text _start", "weak FUNC .text out", "global FUNC .text secret", "local FUNC .text mine",
		"local OBJECT .rodata __unnamed_main_0", "4d 0 local NOTYPE ABS limit", "4d 0 global NOTYPE ABS the_limit"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	locals, seenGlobal := 1, false
	for _, s := range img.Symbols[1:] {
		if s.Binding == "local" {
			locals++
			if seenGlobal {
				t.Errorf("the local symbol %s stands behind a global one", s.Name)
			}
		} else {
			seenGlobal = true
		}
	}
	for _, s := range img.Sections {
		if s.Name == ".symtab" && (int(s.Info) != locals || img.Sections[s.Link].Name != ".strtab") {
			t.Errorf("sh_info is %d, want %d; sh_link names %s", s.Info, locals, img.Sections[s.Link].Name)
		}
	}
	var owners []string
	for _, c := range img.Cells {
		owners = append(owners, img.OwnerName(c.Owner))
	}
	if got, want := strings.Join(owners, " "), "late main d"; got != want {
		t.Errorf("cells belong to %s, want %s", got, want)
	}
}

// .bss takes memory and no bytes; every section is aligned as its atoms want.
func TestSectionsAreAligned(t *testing.T) {
	img := link(t, `target elf/x86_64
func main export _start align 64
    ret
const table align 32
    u8 1
data d align 4096
    u8 1
bss b size 5000 align 256
`).Image
	for _, s := range img.Sections {
		if s.Align > 1 && s.Addr%s.Align != 0 {
			t.Errorf("%s at %#x wants a multiple of %d", s.Name, s.Addr, s.Align)
		}
		if s.Name == ".bss" && (s.Type != "NOBITS" || s.Size != 5000) {
			t.Errorf(".bss is %+v", s)
		}
	}
	last := img.Segments[len(img.Segments)-1]
	if last.MemSize-last.FileSize < 5000 {
		t.Errorf("the last segment has %d bytes in memory and %d in the file", last.MemSize, last.FileSize)
	}
}

func TestBases(t *testing.T) {
	img := link(t, "target elf/x86_64\noption base-text 0x10000\noption base-data 0x7000000\nfunc main export _start\n    ret\n").Image
	if img.Segments[0].Addr != 0x10000 || img.GOTAddr>>20 != 0x70 {
		t.Errorf("image at %#x, GOT at %#x", img.Segments[0].Addr, img.GOTAddr)
	}
}
