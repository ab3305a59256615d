package asm_test

import (
	"encoding/hex"
	"testing"

	"linkplay/linkcore/arch"
	"linkplay/linkcore/atom"
	"linkplay/linkcore/describe"
	"linkplay/linkcore/reloc"
	"linkplay/linkcore/spec"
)

// TestWordReferenceVectors puts addresses of cells into the sequences that go through the GOT. The bytes of the calls on
// aarch64, arm, riscv64 and sparc64 are those of the original; the others are ours, made of rows that GNU as agrees with.
func TestWordReferenceVectors(t *testing.T) {
	for _, test := range []struct {
		cpu, line string
		cell      uint64
		want      string
	}{
		{"aarch64", "call got(x)", 0x4000008, "1e0180d2" + "1e80a0f2" + "de0340f9" + "c0033fd6"},
		{"aarch64", "call got(x)", 0x20008, "1e0180d2" + "5e00a0f2" + "de0340f9" + "c0033fd6"},
		{"aarch64", "mov x3, got(x)", 0x4000008, "030180d2" + "0380a0f2" + "630040f9"},
		{"aarch64", "b got(x)", 0x4000008, "100180d2" + "1080a0f2" + "100240f9" + "00021fd6"},
		{"arm", "call got(x)", 0x4000004, "04e000e3" + "00e440e3" + "00e09ee5" + "3eff2fe1"},
		{"arm", "mov r4, got(x)", 0x1234f678, "78460fe3" + "344241e3" + "004094e5"},
		{"riscv64", "call got(x)", 0x4000008, "b7000004" + "93808000" + "83b00000" + "e7800000"},
		{"riscv64", "mov a0, got(x)", 0x4000ff8, "37150004" + "130585ff" + "03350500"},
		{"sparc64", "call got(x)", 0x4000008, "1f010000" + "9e13e008" + "de5be000" + "9fc3c000" + "01000000"},
		{"sparc64", "mov got(x), l0", 0x4000408, "21010001" + "a0142008" + "e05c2000"},
		{"sparc", "call got(x)", 0x4008, "1f000010" + "9e13e008" + "de03e000" + "9fc3c000" + "01000000"},
		{"sparc", "mov l0, got(x)", 0x4408, "21000011" + "a0142008" + "e0042000"},
		{"mips", "call got(x)", 0x8004, "3c190001" + "8f398004" + "00000000" + "0320f809" + "00000000"},
		{"mips", "mov v0, got(x)", 0x8010, "3c020001" + "8c428010" + "00000000"},
		{"powerpc", "call got(x)", 0x108004, "3d800011" + "818c8004" + "7d8903a6" + "4e800421"},
		{"powerpc", "mov r3, got(x)", 0x100004, "3c600010" + "80630004"},
		{"powerpc64", "call got(x)", 0x108008, "3d800011" + "e98c8008" + "7d8903a6" + "4e800421"},
		{"powerpc64", "mov r3, got(x)", 0x100008, "3c600010" + "e8630008"},
	} {
		format := "elf/"
		if cpu := test.cpu; cpu == "sparc" || cpu == "mips" || cpu == "powerpc" || cpu == "powerpc64" {
			format = "plan9/"
		}
		r := assemble("target "+format+test.cpu+"\ndata x\n  u8 1\nfunc f export _start\n  "+test.line+"\n", true)
		if len(r.found) > 0 {
			t.Errorf("%s: %s: %s", test.cpu, test.line, r.found[0].String())
			continue
		}
		code := r.bytes(1)
		for _, ref := range r.refs(1) {
			row := &r.cpu.Relocs[ref.Reloc]
			v := row.Value(&reloc.Operands{GOT: test.cell - 8, G: 8, A: ref.Addend})
			if !row.Fits(v) {
				t.Errorf("%s: %s: %#x does not fit %s", test.cpu, test.line, v, row.Name)
			}
			row.Put(code[ref.Offset:], r.cpu.Order, v)
		}
		if got := hex.EncodeToString(code); got != test.want {
			t.Errorf("%s: %s at %#x: %s, want %s", test.cpu, test.line, test.cell, got, test.want)
		}
	}
}

// TestWordCells tells which addresses of cells the sequences cannot hold, so that the linker says so.
func TestWordCells(t *testing.T) {
	for _, test := range []struct {
		cpu, reloc string
		inside     uint64
		beyond     uint64
	}{
		{"aarch64", "CELL_G1", 0xfffffff8, 0x100000000},
		{"riscv64", "CELL_HI20", 0x7ffff7f8, 0x7ffff800},
		{"sparc64", "CELL_HI22", 0xfffffff8, 0x100000000},
		{"powerpc64", "CELL_HA", 0x7fff7ff8, 0x7fff8000},
	} {
		cpu := arch.Find(test.cpu)
		for i := range cpu.Relocs {
			row := &cpu.Relocs[i]
			if row.Name != test.reloc {
				continue
			}
			fits := func(cell uint64) bool { return row.Fits(row.Value(&reloc.Operands{GOT: cell})) }
			if !fits(test.inside) || fits(test.beyond) {
				t.Errorf("%s: %s takes %#x: %v, and %#x: %v", test.cpu, test.reloc, test.inside, fits(test.inside), test.beyond, fits(test.beyond))
			}
		}
	}
}

// TestMnemonicsAreNoWords keeps the names of instructions apart from the words of the language.
func TestMnemonicsAreNoWords(t *testing.T) {
	for _, row := range spec.CPUs {
		cpu := arch.Find(row.Name)
		if cpu == nil {
			t.Errorf("%s has no rows", row.Name)
			continue
		}
		for _, m := range cpu.Mnemonics {
			p, _ := describe.Parse("func f\n  " + m.Name + "\n")
			if len(p.Items) != 1 || p.Items[0].Kind != atom.ItemInstr || p.Names.Text(p.Items[0].Name) != m.Name {
				t.Errorf("%s: the instruction %s is not read as one", row.Name, m.Name)
			}
		}
		for _, r := range cpu.Registers {
			p, found := describe.Parse("func f\n  mov " + r.Name + ", " + r.Name + "\n")
			if len(p.Items) != 1 || p.Items[0].Args.Len() != 2 || len(found) > 0 {
				t.Errorf("%s: the register %s is not read as one", row.Name, r.Name)
			}
		}
	}
}
