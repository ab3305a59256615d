//go:build !js

package asm_test

import (
	"bytes"
	"debug/elf"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"linkplay/linkcore/arch"
	"linkplay/linkcore/asm"
)

// gnuCase is an instruction as we write it and as GNU as does.
type gnuCase struct{ ours, gnu string }

// gnuCPU is a processor and how GNU as writes for it.
type gnuCPU struct {
	target    string
	option    string
	memory    []string                 // addresses, the awkward ones among them
	cases     []gnuCase                // besides those that are made from the rows
	otherForm func(code []byte) []byte // our form of what GNU as writes in another one; nil where there is none
	relocs    string                   // how the names of its relocation types begin
	relocName func(number uint32) string
}

var gnuX8664 = gnuCPU{
	target: "elf/x86_64", option: "--64", relocs: "R_X86_64_",
	relocName: func(number uint32) string { return elf.R_X86_64(number).String() },
	memory: []string{
		"[rax]", "[rsp]", "[rbp]", "[r12]", "[r13]", "[rdi+8]", "[rbp-128]", "[rsp+127]", "[r13+128]", "[rax-129]",
		"[r12+0x7fffffff]", "[r8-0x80000000]", "[rax+rcx]", "[rbp+rax]", "[r13+r12+5]", "[r12+rsp]", "[rsi+rsp+300]",
		"[rbx+r15]", "[rip+8]", "[rip-1]", "[0x1000]", "[0x7fffffff]", "[-8]",
	},
	cases: []gnuCase{
		{"mov rax, fs [0]", "mov rax, fs:[0]"}, {"mov dword gs [rbx+8], 1", "mov dword ptr gs:[rbx+8], 1"},
		{"mov fs word [r12], ax", "mov word ptr fs:[r12], ax"}, {"mov eax, 'a'", "mov eax, 97"}, {"sal eax, 3", "sal eax, 3"},
		{"mov rax, 0xffffffffffffffff", "mov rax, 0xffffffffffffffff"}, {"add rax, 0xffffffff80000000", "add rax, 0xffffffff80000000"},
		{"mov rbx, 0x8000000000000000", "mov rbx, 0x8000000000000000"}, {"mov rbx, 0xffffffff", "mov rbx, 0xffffffff"},
	},
}

// cpu are the rows.
func (m *gnuCPU) cpu() *arch.CPU {
	_, name, _ := strings.Cut(m.target, "/")
	return arch.Find(name)
}

func TestRowsAgainstGNU(t *testing.T) {
	for _, m := range []*gnuCPU{&gnuX8664, &gnuX86} {
		t.Run(m.target, func(t *testing.T) { m.compareRows(t) })
	}
}

// compareRows writes every row with every kind of operand, awkward registers and numbers at the edges, and compares with
// GNU as, which must choose the same form.
func (m *gnuCPU) compareRows(t *testing.T) {
	cpu := m.cpu()
	cases := m.rowCases(cpu)
	want, _ := m.run(t, cases)
	var text strings.Builder
	text.WriteString("target " + m.target + "\n")
	for i, c := range cases {
		fmt.Fprintf(&text, "func f%d\n  %s\n", i, c.ours)
	}
	r := assemble(text.String(), true)
	for _, f := range r.found {
		if f.Code != "L0306" { // there is no entry point
			t.Errorf("%s\n  in %s", f.String(), cases[max(0, (int(f.Pos.Line)-3)/2)].ours)
		}
	}
	checkParts(t, r)
	used := make([]bool, len(cpu.Rows))
	wrong := 0
	for i, c := range cases {
		if m.otherForm != nil {
			want[i] = m.otherForm(want[i])
		}
		if got := r.bytes(i); !bytes.Equal(got, want[i]) {
			if wrong++; wrong < 40 {
				t.Errorf("%-40s % x, GNU as % x", c.ours, got, want[i])
			}
		}
		for _, p := range r.code.Parts[r.bodies[i].Parts.From:r.bodies[i].Parts.To] {
			if p.Kind == asm.PartInstr {
				used[p.Row] = true
			}
		}
	}
	for i, row := range cpu.Rows {
		if !used[i] && !strings.Contains(row.Syntax, "sym") {
			t.Errorf("no case chose the row %q", row.Syntax)
		}
	}
	t.Logf("%d cases, %d rows", len(cases), len(cpu.Rows))
}

// gnuReference is an instruction or a value with a symbol. Where GNU as makes another relocation type, theirs is its.
type gnuReference struct{ ours, gnu, theirs string }

func TestRelocationsAgainstGNU(t *testing.T) {
	gnuX8664.compareRelocations(t, "import x from lib\nimport __tls_get_addr from lib\n", 0, []gnuReference{
		{"call x", "call x", "PLT32"}, // GNU as takes every call for one that may go through the PLT
		{"jmp x", "jmp x", "PLT32"},
		{"je x-2", "je x-2", "PLT32"},
		{"call x+5", "call x+5", "PLT32"},
		{"call plt(x)", "call x@PLT", ""},
		{"jmp plt(x)", "jmp x@PLT", ""},
		{"call got(x)", "call [x]", "32S"}, // there is no word for the absolute address of a cell
		{"jmp got(x)", "jmp [x]", "32S"},
		{"mov r11, got(x)", "mov r11, [x]", "32S"},
		{"mov eax, dword [got(x)]", "mov eax, dword ptr [x]", "32S"},
		{"mov rax, [got(x)+8]", "mov rax, [x+8]", "32S"},
		{"call [rip+got(x)]", "call [rip+x@GOTPCREL]", ""},
		{"mov r9, [rip+got(x)]", "mov r9, [rip+x@GOTPCREL]", ""},
		{"cmp dword [rip+x+4], 5", "cmp dword ptr [rip+x+4], 5", ""},
		{"cmp dword [rip+x-4], 500", "cmp dword ptr [rip+x-4], 500", ""},
		{"mov word [rip+x], 500", "mov word ptr [rip+x], 500", ""},
		{"mov byte [rip+x], 5", "mov byte ptr [rip+x], 5", ""},
		{"lea rdi, [rip+x]", "lea rdi, [rip+x]", ""},
		{"lea rdi, [x+16]", "lea rdi, [x+16]", ""},
		{"mov eax, [rbx+x+16]", "mov eax, [rbx+x+16]", ""},
		{"mov eax, [rbx+rcx+x]", "mov eax, [rbx+rcx+x]", ""},
		{"mov eax, [rsp+x]", "mov eax, [rsp+x]", ""},
		{"mov dword [r13+x], x", "mov dword ptr [r13+x], offset x", ""},
		{"mov rdi, x", "mov rdi, offset x", ""},
		{"mov edi, x+3", "mov edi, offset x+3", ""},
		{"movabs rdi, x-3", "movabs rdi, offset x-3", ""},
		{"push x", "push offset x", ""},
		{"add eax, x", "add eax, offset x", ""},
		{"add rbx, x", "add rbx, offset x", ""},
		{"cmp ebx, size(x)", "cmp ebx, offset x@SIZE", ""},
		{"mov edx, size(x)-1", "mov edx, offset x@SIZE-1", ""},
		{"mov eax, fs [tpoff(x)]", "mov eax, fs:[x@TPOFF]", ""},
		{"lea rax, [rax+tpoff(x)+4]", "lea rax, [rax+x@TPOFF+4]", ""},
		{"add rax, tpoff(x)", "add rax, offset x@TPOFF", ""},
		{"lea rax, [rax+dtpoff(x)]", "lea rax, [rax+x@DTPOFF]", ""},
		{"mov rax, [rip+gottp(x)]", "mov rax, [rip+x@GOTTPOFF]", ""},
		{"add rax, [rip+gottp(x)]", "add rax, [rip+x@GOTTPOFF]", ""},
		{"lea rdi, [rip+tlsgd(x)]", "lea rdi, [rip+x@TLSGD]", ""},
		{"lea rdi, [rip+tlsld(x)]", "lea rdi, [rip+x@TLSLD]", ""},
		{"lea rax, [rip+tlsdesc(x)]", "lea rax, [rip+x@TLSDESC]", ""},
		{"tls.gd x", "data16 lea rdi, [rip+x@TLSGD]; .word 0x6666; rex64 call __tls_get_addr@PLT", ""},
		{"tls.ld x", "lea rdi, [rip+x@TLSLD]; call __tls_get_addr@PLT", ""},
		{"u64 x, x+1", ".quad x, x+1", ""},
		{"u32 x-1", ".long x-1", ""},
		{"u16 x", ".short x", ""},
		{"u8 x", ".byte x", ""},
		{"u64 x - .", ".quad x - .", ""},
		{"u32 x+8 - .", ".long x+8 - .", ""},
		{"u16 x - .", ".short x - .", ""},
		{"u8 x - .", ".byte x - .", ""},
		{"u32 size(x)", ".long x@SIZE", ""},
		{"u64 size(x)+2", ".quad x@SIZE+2", ""},
		{"u32 got(x) - .", ".long x@GOTPCREL", ""},
		{"u32 plt(x) - .", ".long x@PLT", ""},
		{"u64 tpoff(x)", ".quad x@TPOFF", ""},
		{"u32 dtpoff(x)", ".long x@DTPOFF", ""},
		{"u64 dtpoff(x)", ".quad x@DTPOFF", ""},
		{"word x", ".quad x", ""},
		{"mov rax, _GLOBAL_OFFSET_TABLE_ - .", "mov rax, offset _GLOBAL_OFFSET_TABLE_ - .", "GOTPC32"}, // the name alone means a type
	})
}

// compareRelocations compares bytes and relocations. The symbols are defined by a setup of so many atoms.
func (m *gnuCPU) compareRelocations(t *testing.T, setup string, atoms int, tests []gnuReference) {
	cases := make([]gnuCase, len(tests))
	var text strings.Builder
	text.WriteString("target " + m.target + "\n" + setup)
	before := strings.Count(text.String(), "\n")
	for i, test := range tests {
		cases[i] = gnuCase{test.ours, test.gnu}
		fmt.Fprintf(&text, "func f%d\n  %s\n", i, test.ours)
	}
	code, relocs := m.run(t, cases)
	want := make([]string, len(tests))
	for _, r := range relocs {
		if want[r.at] != "" {
			want[r.at] += "; "
		}
		want[r.at] += r.text
	}
	r := assemble(text.String(), true)
	for _, f := range r.found {
		if f.Code != "L0306" {
			t.Errorf("%s\n  in %s", f.String(), cases[max(0, (int(f.Pos.Line)-before-1)/2)].ours)
		}
	}
	for i, test := range tests {
		got := r.refTexts(atoms + i)
		if test.theirs != "" {
			want[i] = strings.Replace(want[i], m.relocs+test.theirs+" ", r.cpu.Relocs[r.refs(atoms + i)[0].Reloc].Name+" ", 1)
		}
		if got != want[i] || !bytes.Equal(r.bytes(atoms+i), code[i]) {
			t.Errorf("%-34s % x  %s\n%34s GNU as % x  %s", test.ours, r.bytes(atoms+i), got, "", code[i], want[i])
		}
	}
}

// rowCases makes cases for all rows whose operands are not symbols.
func (m *gnuCPU) rowCases(cpu *arch.CPU) []gnuCase {
	var cases []gnuCase
	for i := range cpu.Rows {
		row := &cpu.Rows[i]
		name, rest, _ := strings.Cut(row.Syntax, " ")
		if strings.Contains(rest, "sym") {
			continue
		}
		var tokens []string
		if rest != "" {
			tokens = strings.Split(rest, ", ")
		}
		lists := make([][]gnuCase, len(tokens))
		sized := false
		for k, token := range tokens {
			lists[k] = m.operandCases(cpu, token, &row.Operands[k])
			sized = sized || token[0] == 'r' && !strings.HasPrefix(token, "r/m")
		}
		combine(lists, func(operands []gnuCase) {
			c := gnuCase{name, name}
			for k, o := range operands {
				separator := " "
				if k > 0 {
					separator = ", "
				}
				c.ours, c.gnu = c.ours+separator+o.ours, c.gnu+separator+o.gnu
			}
			cases = append(cases, c)
		})
	}
	for i := range cpu.Synonyms {
		s := &cpu.Synonyms[i]
		switch {
		case s.Name[0] == 'j':
			cases = append(cases, gnuCase{s.Name + " .", s.Name + " ."})
		case strings.HasPrefix(s.Name, "set"):
			cases = append(cases, gnuCase{s.Name + " al", s.Name + " al"})
		case strings.HasPrefix(s.Name, "cmov"):
			cases = append(cases, gnuCase{s.Name + " eax, ebx", s.Name + " eax, ebx"})
		}
	}
	return append(cases, m.cases...)
}

// combine goes through the operands together: each list from its start, as often as the longest needs, then the first
// few of each with each.
func combine(lists [][]gnuCase, use func([]gnuCase)) {
	longest := 1
	for _, list := range lists {
		longest = max(longest, len(list))
	}
	for shift := range 3 {
		for i := range longest {
			operands := make([]gnuCase, len(lists))
			for k, list := range lists {
				operands[k] = list[(i+k*shift)%len(list)]
			}
			use(operands)
		}
		if len(lists) < 2 {
			return
		}
	}
}

// operandCases are operands for a word of the syntax.
func (m *gnuCPU) operandCases(cpu *arch.CPU, token string, o *arch.Operand) []gnuCase {
	var list []gnuCase
	same := func(texts ...string) {
		for _, text := range texts {
			list = append(list, gnuCase{text, text})
		}
	}
	size, isRM := strings.CutPrefix(token, "r/m")
	if isRM {
		size = "r" + size
	} else {
		size = token
	}
	for _, file := range cpu.Files {
		if file.Class == size {
			same(strings.Fields(file.Names)...)
		}
	}
	switch {
	case isRM:
		word := map[string]string{"r8": "byte", "r16": "word", "r32": "dword", "r64": "qword"}[size]
		for _, at := range m.memory {
			list = append(list, gnuCase{word + " " + at, word + " ptr " + at})
		}
	case token == "m":
		same(m.memory...)
	case token == "rel8":
		same(".", ".+129", ".-126", ".+2")
	case token == "rel32":
		same(".+1000", ".-1000", ".+0x7fffff")
	case o.Role == arch.RoleNumber:
		kind := &cpu.Immediates[o.Number]
		numbers := []int64{0, 1, 3, -1, 127, 128, 255, -128, -129, 32767, -32768, 65535, 1<<31 - 1, -1 << 31, 1<<32 - 1, 1<<63 - 1, -1 << 63}
		for _, n := range numbers {
			if kind.Holds(n, false) {
				same(fmt.Sprint(n))
			}
		}
	case len(list) == 0:
		same(token)
	}
	return list
}

// gnuReloc is a relocation of an object file, as a line: offset in its case, type, symbol and addend.
type gnuReloc struct {
	at   int
	text string
}

// run assembles the cases in one run of as and returns the bytes and the relocations of each.
func (m *gnuCPU) run(t *testing.T, cases []gnuCase) ([][]byte, []gnuReloc) {
	t.Helper()
	as, err := exec.LookPath("as")
	if err != nil {
		t.Fatal("GNU as is missing: install the package binutils")
	}
	var source strings.Builder
	source.WriteString(".intel_syntax noprefix\n.text\n")
	for i, c := range cases {
		fmt.Fprintf(&source, "case%d: %s\n", i, c.gnu)
	}
	fmt.Fprintf(&source, "case%d:\n", len(cases))
	object := filepath.Join(t.TempDir(), "cases.o")
	file := filepath.Join(t.TempDir(), "cases.s")
	if err := os.WriteFile(file, []byte(source.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(as, m.option, "-mrelax-relocations=no", "-o", object, file).CombinedOutput(); err != nil {
		t.Fatalf("GNU as refuses cases: %.4000s", out)
	}
	f, err := elf.Open(object)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	text, err := f.Section(".text").Data()
	if err != nil {
		t.Fatal(err)
	}
	symbols, err := f.Symbols()
	if err != nil {
		t.Fatal(err)
	}
	starts := make([]uint64, len(cases)+1)
	for _, s := range symbols {
		var i int
		if n, _ := fmt.Sscanf(s.Name, "case%d", &i); n == 1 {
			starts[i] = s.Value
		}
	}
	code := make([][]byte, len(cases))
	for i := range cases {
		code[i] = text[starts[i]:starts[i+1]]
	}
	return code, m.relocsOf(t, f, symbols, starts, text)
}

// relocsOf reads the relocations. Where addends are in the fields (Rel), they are taken from there, and the fields in
// text become zero.
func (m *gnuCPU) relocsOf(t *testing.T, f *elf.File, symbols []elf.Symbol, starts []uint64, text []byte) []gnuReloc {
	name, entry := ".rela.text", 24
	if f.Class == elf.ELFCLASS32 {
		name, entry = ".rel.text", 8
	}
	section := f.Section(name)
	if section == nil {
		return nil
	}
	data, err := section.Data()
	if err != nil {
		t.Fatal(err)
	}
	var relocs []gnuReloc
	for ; len(data) >= entry; data = data[entry:] {
		var offset, symbol, addend uint64
		var number uint32
		if entry == 24 {
			info := f.ByteOrder.Uint64(data[8:])
			offset, symbol, number, addend = f.ByteOrder.Uint64(data), info>>32, uint32(info), f.ByteOrder.Uint64(data[16:])
		} else {
			info := f.ByteOrder.Uint32(data[4:])
			offset, symbol, number = uint64(f.ByteOrder.Uint32(data)), uint64(info>>8), info&0xff
			addend = takeAddend(text[offset:], m.relocName(number))
		}
		at := 0
		for starts[at+1] <= offset {
			at++
		}
		name := ""
		if symbol > 0 {
			name = symbols[symbol-1].Name
		}
		relocs = append(relocs, gnuReloc{at, fmt.Sprintf("%d %s %s%+d", offset-starts[at], m.relocName(number), name, int64(addend))})
	}
	return relocs
}
