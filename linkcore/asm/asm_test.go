package asm_test

import (
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"linkplay/linkcore/arch"
	"linkplay/linkcore/asm"
	"linkplay/linkcore/atom"
	"linkplay/linkcore/describe"
	"linkplay/linkcore/diag"
)

// assembled is a program with all its atoms assembled.
type assembled struct {
	p      *atom.Program
	cpu    *arch.CPU
	a      *asm.Assembler
	code   asm.Code
	bodies []asm.Body
	found  diag.List // of the text and of the assembler
}

// assemble reads a text and assembles all its atoms.
func assemble(text string, record bool) *assembled {
	p, found := describe.Read(text)
	r := &assembled{p: p, cpu: cpuOf(p), found: found}
	r.a = asm.New(p, r.cpu, record)
	for i := range p.Atoms {
		r.bodies = append(r.bodies, r.a.Assemble(&p.Atoms[i], &r.code, &r.found))
	}
	return r
}

// cpuOf is the processor that a text names, or x86_64 when it names none or one without rows.
func cpuOf(p *atom.Program) *arch.CPU {
	if cpu := arch.Find(p.Target.CPU); cpu != nil {
		return cpu
	}
	return arch.Find("x86_64")
}

func (r *assembled) bytes(i int) []byte {
	b := r.bodies[i].Bytes
	return r.code.Bytes[b.From:b.To]
}

func (r *assembled) refs(i int) []asm.Ref {
	b := r.bodies[i].Refs
	return r.code.Refs[b.From:b.To]
}

// refText is a reference in a line: offset, relocation, symbol and addend.
func (r *assembled) refText(ref *asm.Ref) string {
	reloc := "-"
	if ref.Reloc != asm.NoReloc {
		reloc = r.cpu.Relocs[ref.Reloc].Name
	}
	name := r.p.Names.Text(ref.Name)
	switch ref.Kind {
	case atom.TermText:
		name = fmt.Sprintf("%q", r.p.Texts.Text(ref.Name))
	case atom.TermLazyCode:
		name = "lazy code " + name
	case atom.TermLazyData:
		name = "lazy data " + name
	}
	return fmt.Sprintf("%d %s %s%+d", ref.Offset, reloc, name, ref.Addend)
}

func (r *assembled) refTexts(i int) string {
	var lines []string
	for _, ref := range r.refs(i) {
		lines = append(lines, r.refText(&ref))
	}
	return strings.Join(lines, "; ")
}

// TestReferenceVectors checks the bytes that the two references give for code that goes through the GOT.
func TestReferenceVectors(t *testing.T) {
	for _, test := range []struct{ line, bytes, refs string }{
		{"call got(x)", "ff142500000000", "3 CELL_32S x+0"},
		{"mov rax, got(x)", "488b042500000000", "4 CELL_32S x+0"},
		{"mov rcx, got(x)", "488b0c2500000000", "4 CELL_32S x+0"},
		{"mov rsi, got(x)", "488b342500000000", "4 CELL_32S x+0"},
		{"mov r11, got(x)", "4c8b1c2500000000", "4 CELL_32S x+0"},
		{"mov rsi, got(\"hello\")", "488b342500000000", "4 CELL_32S \"hello\"+0"},
		{"mov rax, got(lazy data T)", "488b042500000000", "4 CELL_32S lazy data T+0"},
		{"call got(lazy code T)", "ff142500000000", "3 CELL_32S lazy code T+0"},
		{"mov rax, [rax]", "488b00", ""},
		{"mov rcx, [rcx]", "488b09", ""},
		{"mov rsi, [rsi]", "488b36", ""},
		{"mov r12, [r12]", "4d8b2424", ""},
		{"mov r13, [r13]", "4d8b6d00", ""},
		{"mov rsp, [rsp]", "488b2424", ""},
		{"mov rbp, [rbp]", "488b6d00", ""},
		{"mov eax, 42", "b82a000000", ""},
		{"ret", "c3", ""},
	} {
		checkVector(t, "elf/x86_64", test.line, test.bytes, test.refs)
	}
}

// checkVector assembles one line in a function and compares its bytes and references.
func checkVector(t *testing.T, target, line, bytes, refs string) {
	t.Helper()
	r := assemble("target "+target+"\nenum T a\ndata x\n  u8 1\nfunc f export _start\n  "+line+"\n", true)
	if len(r.found) > 0 {
		t.Errorf("%s: %s", line, r.found[0].String())
		return
	}
	if got := hex.EncodeToString(r.bytes(1)); got != bytes {
		t.Errorf("%s: %s, want %s", line, got, bytes)
	}
	if got := r.refTexts(1); got != refs {
		t.Errorf("%s: references %s, want %s", line, got, refs)
	}
}

// TestMisspeltFirstWords: what is no instruction may have been meant to begin another line; a mnemonic as near comes
// first, and a word further away is no help.
func TestMisspeltFirstWords(t *testing.T) {
	for line, want := range map[string]string{
		"fucn a.helper": "did you mean `func`?", "dta x": "did you mean `data`?", "exprot a as b": "did you mean `export`?", "aling 8": "did you mean `align`?",
		"mvo eax, 1": "did you mean `mov`?", "frobnicate": "if the processor has it, write its machine code as `bytes`", "vpush ax": "did you mean `push`?",
	} {
		r := assemble("target elf/x86_64\nfunc main export _start\n    "+line+"\n", false)
		if len(r.found) == 0 || r.found[0].Fix != want {
			t.Errorf("%s: %v, want %s", line, r.found, want)
		}
	}
}
