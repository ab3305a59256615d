//go:build !js

package asm_test

import (
	"debug/elf"
	"strings"
	"testing"
)

var gnuX86 = gnuCPU{
	target: "plan9/x86", option: "--32", relocs: "R_386_",
	relocName: func(number uint32) string { return elf.R_386(number).String() },
	memory: []string{
		"[eax]", "[esp]", "[ebp]", "[edi+8]", "[ebp-128]", "[esp+127]", "[ecx+128]", "[eax-129]", "[edx+0x7fffffff]",
		"[esi-0x80000000]", "[eax+ecx]", "[ebp+eax]", "[edi+ebp+5]", "[ebx+esp]", "[esi+esp+300]", "[0x1000]", "[0x7fffffff]", "[-8]",
	},
	cases: []gnuCase{
		{"mov eax, fs [0]", "mov eax, fs:[0]"}, {"mov dword gs [ebx+8], 1", "mov dword ptr gs:[ebx+8], 1"},
		{"mov fs word [0x10], ax", "mov word ptr fs:[0x10], ax"}, {"mov eax, 'a'", "mov eax, 97"}, {"sal eax, 3", "sal eax, 3"},
		{"int 0x40", "int 0x40"}, {"mov ah, [esp]", "mov ah, [esp]"}, {"add dword [eax], 0xffffffff", "add dword ptr [eax], 0xffffffff"},
		{"push 0xfffffffe", "push 0xfffffffe"}, {"inc dword [eax]", "inc dword ptr [eax]"}, {"mov ecx, [ecx]", "mov ecx, [ecx]"},
	},
	otherForm: withModRM,
}

// withModRM turns the form that only al, ax and eax have (A0 to A3 and an address) into the one that all registers have.
func withModRM(code []byte) []byte {
	at := 0
	for at < len(code) && (code[at] == 0x64 || code[at] == 0x65 || code[at] == 0x66) {
		at++
	}
	if len(code) != at+5 || code[at] < 0xa0 || code[at] > 0xa3 {
		return code
	}
	opcode := [...]byte{0x8a, 0x8b, 0x88, 0x89}[code[at]-0xa0]
	return append(append(append([]byte(nil), code[:at]...), opcode, 0x05), code[at+1:]...)
}

// takeAddend reads the addend of a relocation of the 32-bit x86 from its field and makes the field zero.
func takeAddend(field []byte, name string) uint64 {
	width := 4
	switch {
	case strings.HasSuffix(name, "16"):
		width = 2
	case strings.HasSuffix(name, "8"):
		width = 1
	}
	n := uint64(0)
	for i := range width {
		n |= uint64(field[i]) << (8 * i)
		field[i] = 0
	}
	bits := 64 - 8*width
	return uint64(int64(n<<bits) >> bits)
}

func TestX86RelocationsAgainstGNU(t *testing.T) {
	gnuX86.compareRelocations(t, "data x\n  u8 1\n", 1, []gnuReference{
		{"call x", "call x", ""},
		{"jmp x", "jmp x", ""},
		{"je x-2", "je x-2", ""},
		{"call x+5", "call x+5", ""},
		{"call got(x)", "call [x@GOT]", "GOT32X"}, // there is no word for the address of a cell; X: may be relaxed
		{"jmp got(x)", "jmp [x@GOT]", "GOT32X"},
		{"mov ecx, got(x)", "mov ecx, x@GOT", "GOT32X"},
		{"mov eax, got(x)", "mov eax, x@GOT", "GOT32X"}, // GNU as takes the long form here too
		{"cmp dword [got(x)+8], 5", "cmp dword ptr [x@GOT+8], 5", "GOT32"},
		{"mov esi, [x]", "mov esi, [x]", ""},
		{"cmp dword [x+4], 5", "cmp dword ptr [x+4], 5", ""},
		{"cmp dword [x-4], 500", "cmp dword ptr [x-4], 500", ""},
		{"mov word [x], 500", "mov word ptr [x], 500", ""},
		{"lea edi, [x+16]", "lea edi, [x+16]", ""},
		{"mov eax, [ebx+x+16]", "mov eax, [ebx+x+16]", ""},
		{"mov eax, [ebx+ecx+x]", "mov eax, [ebx+ecx+x]", ""},
		{"mov eax, [esp+x]", "mov eax, [esp+x]", ""},
		{"mov dword [ebp+x], x", "mov dword ptr [ebp+x], offset x", ""},
		{"mov edi, x+3", "mov edi, offset x+3", ""},
		{"push x", "push offset x", ""},
		{"push dword [x]", "push dword ptr [x]", ""},
		{"add eax, x", "add eax, offset x", ""},
		{"cmp ebx, size(x)", "cmp ebx, offset x@SIZE", ""},
		{"mov edx, size(x)-1", "mov edx, offset x@SIZE-1", ""},
		{"u32 x-1, x", ".long x-1, x", ""},
		{"u16 x", ".short x", ""},
		{"u8 x", ".byte x", ""},
		{"u32 x+8 - .", ".long x+8 - .", ""},
		{"u16 x - .", ".short x - .", ""},
		{"u8 x - .", ".byte x - .", ""},
		{"u32 size(x)+2", ".long x@SIZE+2", ""},
		{"u32 got(x)", ".long x@GOT", "GOT32"},
		{"word x", ".long x", ""},
	})
}

// TestX86Vectors pins what goes through the GOT: one length for every register, eax too.
func TestX86Vectors(t *testing.T) {
	for _, test := range []struct{ line, bytes, refs string }{
		{"call got(x)", "ff1500000000", "2 CELL_32 x+0"},
		{"call got(lazy code T)", "ff1500000000", "2 CELL_32 lazy code T+0"},
		{"mov eax, got(x)", "8b0500000000", "2 CELL_32 x+0"},
		{"mov esi, got(\"hello\")", "8b3500000000", "2 CELL_32 \"hello\"+0"},
		{"mov esp, got(lazy data T)", "8b2500000000", "2 CELL_32 lazy data T+0"},
		{"mov eax, [eax]", "8b00", ""},
		{"mov esp, [esp]", "8b2424", ""},
		{"mov ebp, [ebp]", "8b6d00", ""},
		{"mov eax, [got(x)]", "8b0500000000", "2 CELL_32 x+0"},
		{"u32 got(x) - .", "00000000", "0 CELL_PC32 x+0"},
		{"inc esi", "46", ""},
		{"int 0x40", "cd40", ""},
	} {
		checkVector(t, "plan9/x86", test.line, test.bytes, test.refs)
	}
	for _, line := range []string{"u64 x", "mov rax, 1", "mov eax, [rip+x]", "syscall", "mov eax, qword [x]", "mov sil, 1", "mov eax, 0x100000000"} {
		r := assemble("target plan9/x86\ndata x\n  u8 1\nfunc f export _start\n  "+line+"\n", true)
		if len(r.found) == 0 {
			t.Errorf("there is no finding about %s", line)
		}
		for _, f := range r.found {
			t.Logf("%-22s %s", line, f.String())
		}
	}
}
