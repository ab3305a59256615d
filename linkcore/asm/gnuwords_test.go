//go:build !js

package asm_test

import (
	"bytes"
	"debug/elf"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"linkplay/linkcore/arch"
	"linkplay/linkcore/asm"
	"linkplay/linkcore/diag"
	"linkplay/linkcore/reloc"
)

// wordCPU is how GNU as is run for a processor whose instructions are words.
type wordCPU struct {
	cpu, target string
	program     string // of the assembler and the linker, without -as and -ld
	pack        string // the Debian package
	flags       []string
	ldFlags     []string
	header      string
	register    string // what stands before the name of a register
	rewrite     *strings.Replacer
	skip        func(ours string) bool // cases that GNU as refuses or writes in a longer way
	relocs      []relocTest
	unused      []string // relocation types that the cases do not make
	ignored     []string // relocation types of GNU as that only speak about others
	thread      int64    // how far the thread pointer points before the block of thread-local storage
	last        string   // the object file of the last run
}

// relocTest is an instruction or a value with a symbol, as we write it and as GNU as does.
type relocTest struct {
	ours, gnu string
	theirs    string // their type where it is another one, and why that is all right
}

var wordCPUs = []*wordCPU{&gnuAArch64, &gnuArm, &gnuRISCV, &gnuMIPS, &gnuSPARC, &gnuSPARC64, &gnuPowerPC, &gnuPowerPC64}

// TestWordRowsAgainstGNU writes every row with every kind of operand and numbers at the edges, and compares with GNU as,
// which must choose the same form.
func TestWordRowsAgainstGNU(t *testing.T) {
	for _, w := range wordCPUs {
		t.Run(w.cpu, func(t *testing.T) { w.testRows(t) })
	}
}

func (w *wordCPU) testRows(t *testing.T) {
	cpu := arch.Find(w.cpu)
	cases := w.rowCases(cpu)
	object := w.assemble(t, cases)
	defer object.Close()
	want := codeOf(t, object, len(cases))
	r := assemble(w.description(cases), true)
	reportFindings(t, r, cases)
	used := make([]bool, len(cpu.Rows))
	wrong := 0
	for i, c := range cases {
		got := r.bytes(i + w.first())
		if !bytes.Equal(got, want[i]) {
			if wrong++; wrong < 40 {
				t.Errorf("%-40s % x, GNU as % x (%s)", c.ours, got, want[i], c.gnu)
			}
		}
		body := r.bodies[i+w.first()]
		for _, p := range r.code.Parts[body.Parts.From:body.Parts.To] {
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
	checkParts(t, r)
	t.Logf("%d cases, %d rows", len(cases), len(cpu.Rows))
}

// description is a program of one function per case.
func (w *wordCPU) description(cases []gnuCase) string {
	var text strings.Builder
	kind := "tls"
	if strings.HasPrefix(w.target, "plan9/") {
		kind = "data" // there is no other
	}
	fmt.Fprintf(&text, "target %s\n%s t\n  u32 1, 2\ndata x align 8\n  zero 24\n", w.target, kind)
	for i, c := range cases {
		fmt.Fprintf(&text, "func f%d\n  %s\n", i, strings.ReplaceAll(c.ours, "; ", "\n  "))
	}
	return text.String()
}

// first is how many atoms stand before the cases.
func (w *wordCPU) first() int { return 2 }

func reportFindings(t *testing.T, r *assembled, cases []gnuCase) {
	t.Helper()
	for _, f := range r.found {
		if f.Severity == diag.Error && f.Code != "L0306" { // there is no entry point
			t.Errorf("%s", f.String())
		}
	}
}

// assemble runs GNU as on the cases.
func (w *wordCPU) assemble(t *testing.T, cases []gnuCase) *elf.File {
	t.Helper()
	var source strings.Builder
	source.WriteString(w.header + "\n")
	for i, c := range cases {
		fmt.Fprintf(&source, "case%d: %s\n", i, strings.ReplaceAll(c.gnu, "; ", "\n"))
	}
	fmt.Fprintf(&source, "case%d:\n.section .tdata,\"awT\"\n.globl t\nt: .long 1,2\n", len(cases))
	file := filepath.Join(t.TempDir(), "cases.s")
	if err := os.WriteFile(file, []byte(source.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	w.last = strings.TrimSuffix(file, ".s") + ".o"
	w.run(t, "as", append(slices.Clone(w.flags), "-o", w.last, file)...)
	f, err := elf.Open(w.last)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func (w *wordCPU) run(t *testing.T, program string, args ...string) {
	t.Helper()
	path, err := exec.LookPath(w.program + "-" + program)
	if err != nil {
		t.Fatalf("%s-%s is missing: install the package %s", w.program, program, w.pack)
	}
	if out, err := exec.Command(path, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s-%s refuses cases: %.6000s", w.program, program, out)
	}
}

// codeOf cuts the text of an object file at the symbols case0, case1, …
func codeOf(t *testing.T, f *elf.File, cases int) [][]byte {
	t.Helper()
	text, err := f.Section(".text").Data()
	if err != nil {
		t.Fatal(err)
	}
	starts := startsOf(t, f, cases)
	code := make([][]byte, cases)
	for i := range code {
		code[i] = text[starts[i]:starts[i+1]]
	}
	return code
}

func startsOf(t *testing.T, f *elf.File, cases int) []uint64 {
	t.Helper()
	symbols, err := f.Symbols()
	if err != nil {
		t.Fatal(err)
	}
	base := uint64(0)
	if f.Type == elf.ET_EXEC {
		base = f.Section(".text").Addr
	}
	starts := make([]uint64, cases+1)
	for _, s := range symbols {
		var i int
		if n, _ := fmt.Sscanf(s.Name, "case%d", &i); n == 1 {
			starts[i] = s.Value - base
		}
	}
	return starts
}

var tokens = regexp.MustCompile(`[^ ,\[\]!+(){}]+`)

// rowCases makes cases for all rows whose operands are not symbols.
func (w *wordCPU) rowCases(cpu *arch.CPU) []gnuCase {
	var cases []gnuCase
	for i := range cpu.Rows {
		row := &cpu.Rows[i]
		if strings.Contains(row.Syntax, "sym") {
			continue
		}
		name, syntax, _ := strings.Cut(row.Syntax, " ")
		var lists [][]gnuCase
		at := 0
		text := regexp.MustCompile(`\([^()]*<<[^()]*\)`).ReplaceAllString(syntax, "shifted")
		pattern := tokens.ReplaceAllStringFunc(text, func(token string) string {
			if slices.Contains(cpu.Before, token) {
				return token
			}
			lists = append(lists, w.operandCases(cpu, token, &row.Operands[at]))
			at++
			return "%s"
		})
		combine(lists, func(operands []gnuCase) {
			var ours, gnu []any
			for _, o := range operands {
				ours, gnu = append(ours, o.ours), append(gnu, o.gnu)
			}
			c := gnuCase{name + " " + fmt.Sprintf(pattern, ours...), name + " " + fmt.Sprintf(pattern, gnu...)}
			c.ours, c.gnu = strings.ReplaceAll(c.ours, "+-", "-"), strings.ReplaceAll(c.gnu, "+-", "-")
			if w.skip != nil && w.skip(c.ours) {
				return
			}
			if w.rewrite != nil {
				c.gnu = w.rewrite.Replace(c.gnu)
			}
			cases = append(cases, c)
		})
	}
	return cases
}

// operandCases are operands for a word of the syntax.
func (w *wordCPU) operandCases(cpu *arch.CPU, token string, o *arch.Operand) []gnuCase {
	var list []gnuCase
	same := func(text string) { list = append(list, gnuCase{text, text}) }
	switch o.Role {
	case arch.RoleRegister:
		for _, file := range cpu.Files {
			if slices.Contains(strings.Fields(file.Class), token) {
				for _, name := range strings.Fields(file.Names) {
					if name, _, _ = strings.Cut(name, "/"); name != "-" {
						list = append(list, gnuCase{name, w.register + name})
					}
				}
			}
		}
	case arch.RoleRelative:
		lo, hi, step := cpu.Reach(o.Bits)
		for _, n := range []int64{0, step, -step, 8 * step, lo + int64(o.Next), hi} {
			if n == 0 {
				same(".")
			} else if n >= lo && n <= hi && n < 1<<20 && n > -1<<20 {
				same(fmt.Sprintf(".%+d", n))
			}
		}
	case arch.RoleNumber:
		if token == "list" {
			return []gnuCase{{"r0, r1", "r0, r1"}, {"r4, r5, r6, lr", "r4, r5, r6, lr"}, {"r7, pc", "r7, pc"}, {"r0, r12", "r0, r12"}}
		}
		m := &cpu.Immediates[o.Number]
		for _, n := range []int64{
			m.Lo, m.Lo + 1, m.Lo + m.Step, m.Hi, m.Hi - 1, m.Hi - m.Step, 0, 1, -1, m.Step, 3 * m.Step, ^m.Step, ^(0x1234 * m.Step), 0x1234 * m.Step,
			5, 8, 0xff, 0xff00, 0xff0000, 0xff000000, 0x3fc, 0xf000000f, -2, -256, -8, 0x5555, 0x55555555, 0x5555555555555555, 0x0f0f0f0f, 0x7ffffff8,
			0xffff0000, 0xfffffffe, 0xffffffff, -0x10000, 0x7fffffff, -0x80000000, 0x7fff, 0x800, 0x12345678, 0x123456789abcdef0,
		} {
			if m.Holds(n, false) {
				same(fmt.Sprint(n))
			}
		}
		if len(list) == 0 {
			panic("no number for " + token)
		}
	default:
		list = append(list, gnuCase{token, token})
		for i := range cpu.Registers {
			if cpu.Registers[i].Name == token {
				list[0].gnu = w.register + token
			}
		}
	}
	return list
}

// Addresses for symbols of the tests: awkward ones, so that every half differs and low halves are negative.
const (
	textAddress = 0x1234_5000
	xAddress    = 0x1239_8ab8
)

// TestWordRelocationsAgainstGNU assembles and links instructions and values with symbols by GNU as and ld and by us.
// Where there is no finished file of ours yet, the formulas of the rows are run here.
func TestWordRelocationsAgainstGNU(t *testing.T) {
	for _, w := range wordCPUs {
		t.Run(w.cpu, func(t *testing.T) { w.testRelocs(t) })
	}
}

func (w *wordCPU) testRelocs(t *testing.T) {
	cases := make([]gnuCase, len(w.relocs))
	for i, test := range w.relocs {
		cases[i] = gnuCase{test.ours, test.gnu}
	}
	object := w.assemble(t, cases)
	defer object.Close()
	linked := w.link(t, cases)
	defer linked.Close()
	want := codeOf(t, linked, len(cases))
	starts := startsOf(t, linked, len(cases))
	types := w.gnuTypes(t, object, startsOf(t, object, len(cases)))
	r := assemble(w.description(cases), true)
	reportFindings(t, r, cases)
	tls := linked.Section(".tdata")
	seen := map[string]bool{}
	for i, test := range w.relocs {
		atom := i + w.first()
		code := slices.Clone(r.bytes(atom))
		ours := []string{}
		for _, ref := range r.refs(atom) {
			row := &r.cpu.Relocs[ref.Reloc]
			seen[row.Name] = true
			ours = append(ours, fmt.Sprintf("%d %s", ref.Offset, row.Name))
			o := reloc.Operands{S: xAddress, A: ref.Addend, P: textAddress + starts[i] + uint64(ref.Offset), Z: 24, L: xAddress}
			var function int
			if name := r.p.Names.Text(ref.Name); name == "t" {
				o.S = tls.Addr
			} else if n, _ := fmt.Sscanf(name, "f%d", &function); n == 1 {
				o.S = textAddress + starts[function]
			}
			o.DTP, o.TP = w.tls(tls.Addr)
			v := row.Value(&o)
			if !row.Fits(v) {
				t.Errorf("%s: %s does not fit: %s", test.ours, row.Name, row.Filled(&o))
			}
			row.Put(code[ref.Offset:], r.cpu.Order, v)
		}
		theirs := strings.Join(types[i], "; ")
		if test.theirs != "" {
			theirs = test.theirs
		}
		if got := strings.Join(ours, "; "); got != theirs || !bytes.Equal(code, want[i]) {
			t.Errorf("%-34s % x  %s\n%34s GNU    % x  %s", test.ours, code, got, "", want[i], theirs)
		}
	}
	for i := range r.cpu.Relocs {
		if row := &r.cpu.Relocs[i]; row.Number < reloc.Own && row.Uses()&reloc.UseG == 0 && !seen[row.Name] && !slices.Contains(w.unused, row.Name) {
			t.Errorf("no case makes %s", row.Name)
		}
	}
}

// tls is where the block of thread-local storage is and where the thread pointer points.
func (w *wordCPU) tls(block uint64) (dtp, tp uint64) { return block, block - uint64(w.thread) }

// link runs GNU ld on the cases.
func (w *wordCPU) link(t *testing.T, cases []gnuCase) *elf.File {
	t.Helper()
	dir := t.TempDir()
	object := w.assemble(t, cases)
	defer object.Close()
	out := filepath.Join(dir, "linked")
	args := append(slices.Clone(w.ldFlags), "-e", "0", fmt.Sprintf("-Ttext=%#x", textAddress), fmt.Sprintf("--defsym=x=%#x", xAddress), "-o", out, w.last)
	w.run(t, "ld", args...)
	f, err := elf.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// gnuTypes are the types of the relocations in each case, with their offsets.
func (w *wordCPU) gnuTypes(t *testing.T, f *elf.File, starts []uint64) [][]string {
	t.Helper()
	types := make([][]string, len(starts)-1)
	section, size := f.Section(".rela.text"), 12
	if section == nil {
		section, size = f.Section(".rel.text"), 8
	}
	if f.Class == elf.ELFCLASS64 {
		size = 24
	}
	data, err := section.Data()
	if err != nil {
		t.Fatal(err)
	}
	for ; len(data) >= size; data = data[size:] {
		offset, kind := uint64(f.ByteOrder.Uint32(data)), f.ByteOrder.Uint32(data[4:])&0xff
		if f.Class == elf.ELFCLASS64 {
			offset, kind = f.ByteOrder.Uint64(data), uint32(f.ByteOrder.Uint64(data[8:]))
		}
		at := 0
		for starts[at+1] <= offset {
			at++
		}
		if name := w.relocName(f, kind); !slices.Contains(w.ignored, name) {
			types[at] = append(types[at], fmt.Sprintf("%d %s", offset-starts[at], name))
		}
	}
	return types
}

// TestRelocationNumbers compares the numbers of relocation types with the names that the standard library has for them.
func TestRelocationNumbers(t *testing.T) {
	machines := map[string]elf.Machine{
		"aarch64": elf.EM_AARCH64, "arm": elf.EM_ARM, "riscv64": elf.EM_RISCV, "mips": elf.EM_MIPS, "sparc": elf.EM_SPARC, "sparc64": elf.EM_SPARCV9,
		"powerpc": elf.EM_PPC, "powerpc64": elf.EM_PPC64,
	}
	older := map[string]string{"R_ARM_GOTOFF32": "R_ARM_GOTOFF", "R_ARM_BASE_PREL": "R_ARM_GOTPC", "R_ARM_GOT_BREL": "R_ARM_GOT32"}
	for _, w := range wordCPUs {
		cpu := arch.Find(w.cpu)
		f := &elf.File{FileHeader: elf.FileHeader{Machine: machines[w.cpu]}}
		for i := range cpu.Relocs {
			row := &cpu.Relocs[i]
			name := w.relocName(f, row.Number)
			unnamed := strings.Contains(name, "+") || strings.HasPrefix(row.Name, "R_SPARC_TLS") // it does not know all
			if row.Number < reloc.Own && name != row.Name && name != older[row.Name] && !unnamed {
				t.Errorf("%s: %d is %s here and %s in debug/elf", w.cpu, row.Number, row.Name, name)
			}
		}
	}
}

// relocName is the name of a relocation type in the table of the standard library.
func (w *wordCPU) relocName(f *elf.File, kind uint32) string {
	switch f.Machine {
	case elf.EM_AARCH64:
		return elf.R_AARCH64(kind).String()
	case elf.EM_ARM:
		return elf.R_ARM(kind).String()
	case elf.EM_RISCV:
		return elf.R_RISCV(kind).String()
	case elf.EM_MIPS:
		return elf.R_MIPS(kind).String()
	case elf.EM_PPC:
		return elf.R_PPC(kind).String()
	case elf.EM_PPC64:
		return elf.R_PPC64(kind).String()
	}
	return elf.R_SPARC(kind & 0xff).String()
}
