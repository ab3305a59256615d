package elf_test

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"linkplay/linkcore"
	"linkplay/linkcore/diag"
)

// Code that goes through the GOT, byte for byte as the reference has it: in a slack file the second cell is at 0x4000008,
// where cells have eight bytes, and at 0x4000004 where they have four. Sequences of ours always have the same length: the
// original leaves out what a short address does not need, which shows at the first cell of arm.
func TestCodeThroughTheGOT(t *testing.T) {
	for _, row := range []struct{ cpu, item, want string }{
		{"x86_64", "call got(b)", "ff142508000004"},
		{"x86_64", "mov rax, got(b)", "488b042508000004"},
		{"x86_64", "mov rcx, got(b)", "488b0c2508000004"},
		{"x86_64", "mov rsi, got(b)", "488b342508000004"},
		{"x86_64", "mov rsp, got(b)", "488b242508000004"},
		{"x86_64", "mov rbp, got(b)", "488b2c2508000004"},
		{"x86_64", "mov r11, got(b)", "4c8b1c2508000004"},
		{"x86_64", "mov r12, got(b)", "4c8b242508000004"},
		{"x86_64", "mov r13, got(b)", "4c8b2c2508000004"},
		{"x86_64", "mov rax, [rax]", "488b00"},
		{"x86_64", "mov rcx, [rcx]", "488b09"},
		{"x86_64", "mov rsi, [rsi]", "488b36"},
		{"x86_64", "mov r12, [r12]", "4d8b2424"},
		{"x86_64", "mov r13, [r13]", "4d8b6d00"},
		{"x86_64", "mov rsp, [rsp]", "488b2424"},
		{"x86_64", "mov rbp, [rbp]", "488b6d00"},
		{"aarch64", "call got(b)", "1e0180d2" + "1e80a0f2" + "de0340f9" + "c0033fd6"},
		{"arm", "call got(b)", "04e000e3" + "00e440e3" + "00e09ee5" + "3eff2fe1"},
		{"arm", "call got(a)", "00e000e3" + "00e440e3" + "00e09ee5" + "3eff2fe1"},
		{"riscv64", "call got(b)", "b7000004" + "93808000" + "83b00000" + "e7800000"},
		{"riscv64", "call got(a)", "b7000004" + "93800000" + "83b00000" + "e7800000"},
		{"sparc64", "call got(b)", "1f010000" + "9e13e008" + "de5be000" + "9fc3c000" + "01000000"},
	} {
		text := fmt.Sprintf("target elf/%s\nlayout slack\ndata a\n    u8 1\ndata b\n    u8 2\nfunc main export _start\n    %s\n", row.cpu, row.item)
		r := linked(t, text)
		x, err := decode(r.Image.File)
		if err != nil {
			t.Fatal(err)
		}
		main := x.one(t, "main")
		if got := hex.EncodeToString(x.at(t, main.Value, int(main.Size))); got != row.want {
			t.Errorf("%s: %s is %s, want %s", row.cpu, row.item, got, row.want)
		}
	}
}

// The addresses of cells that these sequences cannot hold are findings: above 2 GiB on x86-64, whose displacement is
// signed, and on riscv64, whose lui is; above 4 GiB on the other two with wider registers.
func TestCellsBeyondReach(t *testing.T) {
	for _, row := range []struct {
		cpu, base, item string
		fits            bool
	}{
		{"x86_64", "0x7fff0000", "call got(b)", true},
		{"x86_64", "0x80000000", "call got(b)", false},
		{"x86_64", "0x80000000", "mov rax, got(b)", false},
		{"x86_64", "0x80000000", "mov rax, [rip+got(b)]", true},
		{"riscv64", "0x7fff0000", "call got(b)", true},
		{"riscv64", "0x7fffe000", "call got(b)", false},
		{"riscv64", "0x7fffe000", "mov a0, got(b)", false},
		{"aarch64", "0x80000000", "call got(b)", true},
		{"aarch64", "0x100000000", "call got(b)", false},
		{"sparc64", "0x80000000", "call got(b)", true},
		{"sparc64", "0x100000000", "call got(b)", false},
		{"arm", "0xfff00000", "call got(b)", true},
	} {
		r := linkcore.Link(fmt.Sprintf("target elf/%s\noption base-text %s\nfunc main export _start\n    %s\ndata b\n    u8 2\n", row.cpu, row.base, row.item), linkcore.Options{Record: true})
		said := 0
		for i := range r.Findings {
			if f := &r.Findings[i]; f.Code == diag.RelocOutOfRange && strings.Contains(f.Message, "G") {
				said++
			} else {
				t.Errorf("%s at %s: %s", row.cpu, row.base, f)
			}
		}
		if (said == 0) != row.fits {
			t.Errorf("%s: %s with the file at %s: %d findings", row.cpu, row.item, row.base, said)
		}
	}
}

// The 513th cell moves the GOT to the first free page of the file: what the others hold, and where they are in memory,
// stays. Behind the 0x24 bytes of .text the flush before has put 514 symbols (0x3030 bytes at 0x1030) and 0x994 bytes of
// their names at 0x5070, so that page is at 0x6000; TestGOTGrows has it without a flush before.
func TestGOTMovesWithItsCells(t *testing.T) {
	var b strings.Builder
	b.WriteString("target elf/x86_64\nlayout slack\nupstream layout\nfunc main export _start\n    zero 0x24\nconst c\n    zero 16\ndata d\n    u64 1\n")
	for i := range 509 {
		fmt.Fprintf(&b, "const c%d\n", i)
	}
	b.WriteString("flush\nconst last\n")
	r := linked(t, b.String())
	var files []*file
	for i, want := range []struct{ cells, off uint64 }{{512, 0x57000}, {513, 0x6000}} {
		x, err := decode(r.Flushes[i].File)
		if err != nil {
			t.Fatal(err)
		}
		if s := x.Section(".got"); s.Size != 8*want.cells || s.Offset != want.off || s.Addr != 0x4000000 {
			t.Errorf("flush %d: .got has %#x bytes at offset %#x and address %#x, want %d cells at %#x", i+1, s.Size, s.Offset, s.Addr, want.cells, want.off)
		}
		files = append(files, x)
	}
	if before := files[0].got; !bytes.Equal(before, files[1].got[:len(before)]) || !bytes.Equal(before[:8], []byte{0, 0, 0, 8, 0, 0, 0, 0}) {
		t.Error("the cells hold something else")
	}
}
