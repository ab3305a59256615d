package arch

import (
	"fmt"
	"strings"
	"testing"

	"linkplay/linkcore/spec"
)

func TestFind(t *testing.T) {
	if c := Find("x86_64"); c == nil || c.Name != "x86_64" || c.WordBytes != 8 || c.CodeAlign != 1 || c != Find("x86_64") {
		t.Error("x86_64 is not there, or there twice")
	}
	if c := Find("x86"); c == nil || c.Name != "x86" || c.WordBytes != 4 || c.CodeAlign != 1 {
		t.Error("x86 is not there")
	}
	if Find("pdp11") != nil {
		t.Error("pdp11 has rows")
	}
}

// TestRowsAreSound looks for what a page would show oddly.
func TestRowsAreSound(t *testing.T) {
	for i := range cpus {
		t.Run(cpus[i].name, func(t *testing.T) { soundRows(t, Find(cpus[i].name)) })
	}
	c := Find("x86_64")
	for _, name := range spec.TLSCallers {
		found := false
		for i := range c.Rows {
			found = found || mnemonicOf(c.Rows[i].Syntax) == name && c.Rows[i].Calls[0].Symbol == spec.TLSGetAddr
		}
		if !found {
			t.Errorf("no row of %s calls %s", name, spec.TLSGetAddr)
		}
	}
}

func soundRows(t *testing.T, c *CPU) {
	seen := map[string]bool{}
	for i := range c.Rows {
		r := &c.Rows[i]
		if !strings.HasSuffix(r.Says, ".") || strings.ContainsAny(r.Says, "{}") {
			t.Errorf("%s says %q", r.Syntax, r.Says)
		}
		if row := r.Syntax + " = " + r.Encoding; seen[row] {
			t.Errorf("there are two rows %s", row)
		} else {
			seen[row] = true
		}
		if (r.Shows != "") != (r.form.literal != nil || r.steps != nil) {
			t.Errorf("the sequence %s shows %q", r.Syntax, r.Shows)
		}
	}
	for _, m := range c.Mnemonics {
		if m.Count == 0 || m.Count > 255 {
			t.Errorf("%s has %d rows", m.Name, m.Count)
		}
	}
	for i := range c.Relocs {
		if r := &c.Relocs[i]; !strings.HasSuffix(r.Meaning, ".") || r.Source == "" || r.Bytes() == 0 {
			t.Errorf("%s means %q", r.Name, r.Meaning)
		}
	}
}

func TestImmediateHolds(t *testing.T) {
	c := Find("x86_64")
	for _, test := range []struct {
		n       int64
		big     bool
		classes string
	}{
		{0, false, "imm8 imm8u imm16 imm16u imm32 imm32s imm64 imm8s16 imm8s32 imm8s64"},
		{1, false, "imm8 imm8u imm16 imm16u imm32 imm32s imm64 imm8s16 imm8s32 imm8s64 1"},
		{-1, false, "imm8 imm16 imm32 imm32s imm64 imm8s16 imm8s32 imm8s64"},
		{0xff, false, "imm8 imm8u imm16 imm16u imm32 imm32s imm64"},
		{0xff80, false, "imm16 imm16u imm32 imm32s imm64 imm8s16"},
		{0xffff, false, "imm16 imm16u imm32 imm32s imm64 imm8s16"},
		{0xffffff7f, false, "imm32 imm64"},
		{0xffffff80, false, "imm32 imm64 imm8s32"},
		{0x80000000, false, "imm32 imm64"},
		{0x100000000, false, "imm64"},
		{-1, true, "imm32s imm64 imm8s64"}, // 0xffffffffffffffff
		{-1 << 31, true, "imm32s imm64"},
		{-1 << 63, true, "imm64"},
	} {
		var names []string
		for i, set := 0, c.NumberClasses(test.n, test.big); i < len(c.classes); i++ {
			if set>>i&1 != 0 {
				names = append(names, c.classes[i])
			}
		}
		if got := strings.Join(names, " "); got != test.classes {
			t.Errorf("%#x is %s, want %s", test.n, got, test.classes)
		}
	}
}

// TestDescribe shows what a page tells about the bytes of instructions.
func TestDescribe(t *testing.T) {
	c := Find("x86_64")
	rsi := func(width int) int64 {
		a, _ := MemoryAddress(6, NoRegister, 5, width == 4, 0)
		return int64(a)
	}
	sib, _ := MemoryAddress(12, 13, 300, false, 0x64)
	absolute, _ := MemoryAddress(NoRegister, NoRegister, 0, true, 0)
	relative, _ := MemoryAddress(CounterRegister, NoRegister, 0, true, 0)
	checkDescriptions(t, c, []description{
		{"ret", nil, "opcode c3: says what to do"},
		{"mov r32, imm32", []int64{7, 42}, "opcode bf: says what to do; its low three bits, 111, are the register edi | imm32 2a000000: the number 42, lowest byte first"},
		{"mov r64, got(sym)", []int64{6, int64(absolute), 0}, "REX 48: W: operands of 64 bits | opcode 8b: says what to do | " +
			"ModRM 34: mod 00 and r/m 100: memory, which a SIB byte says; reg 110 is rsi | SIB 25: scale 00, index 100, base 101: displacement | " +
			"disp32 00000000: the displacement is the address, extended by its sign: 0"},
		{"mov r32, r/m32", []int64{0, rsi(1), 5}, "opcode 8b: says what to do | ModRM 46: mod 01 and r/m 110: memory at rsi + displacement; reg 000 is eax | disp8 05: the displacement is added: 5"},
		{"call r/m64", []int64{int64(relative), 0}, "opcode ff: says what to do | ModRM 15: mod 00 and r/m 101: memory at rip and a displacement; reg 010 is part of the opcode | " +
			"disp32 00000000: the displacement counts from the next instruction: 0"},
		{"add r/m16, imm8", []int64{int64(sib), 300, -1}, "segment 64: the address is counted from the base of fs | prefix 66: operands of 16 bits | " +
			"REX 43: X: index is one of r8 to r15; B: base, r/m or the register in the opcode is one of r8 to r15 | opcode 83: says what to do | " +
			"ModRM 84: mod 10 and r/m 100: memory, which a SIB byte says; reg 000 is part of the opcode | " +
			"SIB 2c: scale 00, index 101, base 100: r12 + r13 + displacement | disp32 2c010000: the displacement is added: 300 | imm8 ff: the number -1, lowest byte first"},
		{"mov r/m8, r8", []int64{int64(RegisterAddress(4)), 0, 0}, "REX 40: no bit is set: only there so that spl, bpl, sil and dil can be named | opcode 88: says what to do | " +
			"ModRM c4: mod 11 and r/m 100: the register spl; reg 000 is al"},
		{"jmp rel8", []int64{-2}, "opcode eb: says what to do | rel8 fe: the distance from the next instruction: -2"},
		{"tls.ld sym", nil, "opcode 488d3d: lea rdi, [rip+tlsld($)] | rel32 00000000: R_X86_64_TLSLD: The distance from here to the two GOT cells that tell __tls_get_addr this module. | " +
			"opcode e8: call plt(__tls_get_addr) | rel32 00000000: R_X86_64_PLT32: The distance from here to the symbol's PLT entry, or to the symbol itself where it needs none."},
	})

	c = Find("x86")
	relative, _ = MemoryAddress(5, NoRegister, 0, true, 0)
	checkDescriptions(t, c, []description{
		{"inc r32", []int64{6}, "opcode 46: says what to do; its low three bits, 110, are the register esi"},
		{"dec r16", []int64{1}, "prefix 66: operands of 16 bits | opcode 49: says what to do; its low three bits, 001, are the register cx"},
		{"mov r/m8, r8", []int64{int64(RegisterAddress(4)), 0, 7}, "opcode 88: says what to do | ModRM fc: mod 11 and r/m 100: the register ah; reg 111 is bh"},
		{"mov r32, got(sym)", []int64{0, int64(absolute), 0}, "opcode 8b: says what to do | ModRM 05: mod 00 and r/m 101: memory at the displacement; reg 000 is eax | " +
			"disp32 00000000: the displacement is the address: 0"},
		{"call got(sym)", []int64{int64(absolute), 0}, "opcode ff: says what to do | ModRM 15: mod 00 and r/m 101: memory at the displacement; reg 010 is part of the opcode | " +
			"disp32 00000000: the displacement is the address: 0"},
		{"call r/m32", []int64{int64(relative), 0}, "opcode ff: says what to do | ModRM 95: mod 10 and r/m 101: memory at ebp + displacement; reg 010 is part of the opcode | " +
			"disp32 00000000: the displacement is added: 0"},
	})
}

// description is what is said about the bytes of a row with its numbers.
type description struct {
	syntax string
	args   []int64
	want   string
}

func checkDescriptions(t *testing.T, c *CPU, tests []description) {
	t.Helper()
	for _, test := range tests {
		row := 0
		for c.Rows[row].Syntax != test.syntax {
			row++
		}
		code := c.Encode(row, test.args, nil)
		var pieces []string
		for _, p := range c.Describe(row, test.args, nil) {
			pieces = append(pieces, fmt.Sprintf("%s %x: %s", p.Name, code[p.Offset:p.Offset+p.Len], p.Says))
		}
		if got := strings.Join(pieces, " | "); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.syntax, got, test.want)
		}
	}
}

func TestAddresses(t *testing.T) {
	for _, test := range []struct {
		base, index uint8
		ok          bool
	}{{0, 1, true}, {4, 4, false}, {0, 4, true}, {CounterRegister, NoRegister, true}, {CounterRegister, 0, false}, {0, CounterRegister, false}, {CounterRegister, 4, false}} {
		a, ok := MemoryAddress(test.base, test.index, 0, false, 0)
		if ok != test.ok {
			t.Errorf("base %d and index %d go together: %v", test.base, test.index, ok)
		}
		if ok && a.Index() == stackPointer {
			t.Errorf("base %d and index %d: the stack pointer is the index", test.base, test.index)
		}
	}
}

// BenchmarkCompile is what the first link pays.
func BenchmarkCompile(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		c := CPU{
			Fill: x8664.Fill, Relocs: x8664.Relocs, Files: x8664.Files, Immediates: x8664.Immediates, Relatives: x8664.Relatives, Sizes: x8664.Sizes,
			Segments: x8664.Segments, Synonyms: x8664.Synonyms, Families: x8664.Families, Templates: x8664.Templates, Uses: x8664.Uses,
			Shared: x8664.Shared,
		}
		c.compile("x86_64")
	}
}

// The names of relocations do not need a whole CPU, and are those of its rows.
func TestRelocNames(t *testing.T) {
	for i := range cpus {
		c := Find(cpus[i].name)
		for k := range c.Relocs {
			if r := &c.Relocs[k]; r.Number < 1<<16 && RelocName(cpus[i].name, uint64(r.Number)) != r.Name {
				t.Errorf("relocation %d of %s is called %q and its row %q", r.Number, cpus[i].name, RelocName(cpus[i].name, uint64(r.Number)), r.Name)
			}
		}
	}
}
