package elf_test

import (
	"debug/elf"
	"fmt"
	"strings"
	"testing"

	"linkplay/linkcore"
	"linkplay/linkcore/arch"
)

// example is a relocation that is linked: an item, which is all that its atom holds, and what must be in its word. The
// numbers are worked out from the addresses that another reader finds in the file, with formulas typed in again.
type example struct {
	row   string
	item  string // "self" stands for the atom that holds it
	at    int    // of the word in the atom
	width int
	want  func(v *values) uint64
}

// values is what an example can count with.
type values struct {
	t   *testing.T
	x   *file
	P   uint64
	GOT uint64
	TP  uint64
	DTP uint64
	me  string
}

// S is the address of a symbol.
func (v *values) S(name string) uint64 {
	if name == "self" {
		name = v.me
	}
	s := v.x.one(v.t, name)
	if elf.ST_TYPE(s.Info) == elf.STT_TLS {
		return s.Value + v.x.threads()
	}
	return s.Value
}

// Z is the size of a symbol.
func (v *values) Z(name string) uint64 { return v.x.one(v.t, name).Size }

// cell is the address of the only cells that hold these values one behind the other.
func (v *values) cell(holds ...uint64) uint64 {
	found := uint64(0)
	word := v.x.word
	for i := 0; i+len(holds)*word <= len(v.x.got); i += word {
		same := true
		for k, want := range holds {
			if word == 4 {
				want &= 0xffffffff
			}
			same = same && v.x.value(v.x.got[i+k*word:i+(k+1)*word]) == want
		}
		if same {
			if found != 0 {
				v.t.Errorf("%#x are in the GOT twice", holds)
			}
			found = v.GOT + uint64(i)
		}
	}
	if found == 0 {
		v.t.Errorf("%#x are not in the GOT", holds)
	}
	return found
}

// The cells of x and t.
func (v *values) gotX() uint64  { return v.cell(v.S("x")) }
func (v *values) gottp() uint64 { return v.cell(v.S("t") - v.TP) }
func (v *values) tlsgd() uint64 { return v.cell(1, v.S("t")-v.DTP) }
func (v *values) tlsld() uint64 { return v.cell(1, 0) }

const exampleHead = `absolute tiny = 0x12
tls before align 32
    u64 1
tls t align 8
    u64 2
tls after size 3
data x align 16
    zero 24
func main export _start
    zero 4
func f
    zero 4
`

// threadPointers is where thread-local variables are counted from, by the ABIs: for the ways in which programs reach
// their own block, and for those that go through a function.
func threadPointers(cpu string, block *elf.Prog) (tp, dtp uint64) {
	up := func(n uint64) uint64 { return (n + block.Align - 1) / block.Align * block.Align }
	switch cpu {
	case "aarch64":
		return block.Vaddr - up(16), block.Vaddr
	case "arm":
		return block.Vaddr - up(8), block.Vaddr
	case "riscv64":
		return block.Vaddr, block.Vaddr + 0x800
	}
	return up(block.Vaddr + block.Memsz), block.Vaddr
}

// testExamples links all examples of a processor as one program and looks at each word. Every row of the processor must
// have one, unless it is in beyond, which says why a static file cannot have it.
func testExamples(t *testing.T, cpu, more string, examples []example, beyond map[string]string) {
	var b strings.Builder
	fmt.Fprintf(&b, "target elf/%s\n%s%s", cpu, exampleHead, more)
	for i, e := range examples {
		fmt.Fprintf(&b, "func c%d align 16\n    %s\n", i, strings.ReplaceAll(e.item, "self", fmt.Sprintf("c%d", i)))
	}
	r := linked(t, b.String())
	x, err := decode(r.Image.File)
	if err != nil {
		t.Fatal(err)
	}
	v := &values{t: t, x: x, GOT: x.gotAddr}
	for _, p := range x.Progs {
		if p.Type == elf.PT_TLS {
			v.TP, v.DTP = threadPointers(cpu, p)
		}
	}
	seen := map[string]bool{}
	for i, e := range examples {
		seen[e.row] = true
		v.me = fmt.Sprintf("c%d", i)
		v.P = v.S(v.me) + uint64(e.at)
		want := e.want(v)
		if e.width < 8 {
			want &= 1<<(8*e.width) - 1
		}
		if got := x.value(x.at(t, v.P, e.width)); got != want {
			t.Errorf("%s (%s): the word is %#x, want %#x", e.row, e.item, got, want)
		}
		if made := relocsOf(r, v.me); !strings.Contains(made, e.row+" ") {
			t.Errorf("%s makes %s, want %s", e.item, made, e.row)
		}
	}
	rows := arch.Find(cpu).Relocs
	for i := range rows {
		if name := rows[i].Name; seen[name] == (beyond[name] != "") {
			t.Errorf("%s has an example: %v; it is beyond a static file: %q", name, seen[name], beyond[name])
		}
	}
}

// relocsOf lists the types of the relocations in an atom.
func relocsOf(r *linkcore.Result, atom string) string {
	list := ""
	for i := range r.Image.Relocs {
		if rel := &r.Image.Relocs[i]; r.Image.OwnerName(rel.Owner) == atom {
			list += r.Image.RelocTypes[rel.Type].Name + " "
		}
	}
	return list
}

func TestRelocationsX8664(t *testing.T) {
	testExamples(t, "x86_64", "", []example{
		{"R_X86_64_64", "u64 x + 5", 0, 8, func(v *values) uint64 { return v.S("x") + 5 }},
		{"R_X86_64_PC32", "u32 x + 7 - .", 0, 4, func(v *values) uint64 { return v.S("x") + 7 - v.P }},
		{"R_X86_64_PC32", "lea rax, [rip+x]", 3, 4, func(v *values) uint64 { return v.S("x") - (v.P + 4) }},
		{"R_X86_64_GOT32", "reloc R_X86_64_GOT32 x+3", 0, 4, func(v *values) uint64 { return v.gotX() - v.GOT + 3 }},
		{"R_X86_64_PLT32", "call plt(f)", 1, 4, func(v *values) uint64 { return v.S("f") - (v.P + 4) }},
		{"R_X86_64_GOTPCREL", "mov rax, [rip+got(x)]", 3, 4, func(v *values) uint64 { return v.gotX() - (v.P + 4) }},
		{"R_X86_64_32", "mov eax, x", 1, 4, func(v *values) uint64 { return v.S("x") }},
		{"R_X86_64_32S", "mov rax, [x+9]", 4, 4, func(v *values) uint64 { return v.S("x") + 9 }},
		{"R_X86_64_16", "u16 tiny + 0x100", 0, 2, func(v *values) uint64 { return 0x112 }},
		{"R_X86_64_PC16", "u16 f - .", 0, 2, func(v *values) uint64 { return v.S("f") - v.P }},
		{"R_X86_64_8", "u8 tiny + 1", 0, 1, func(v *values) uint64 { return 0x13 }},
		{"R_X86_64_PC8", "u8 self - 3 - .", 0, 1, func(v *values) uint64 { return 0xfd }},
		{"R_X86_64_DTPOFF64", "u64 dtpoff(t)", 0, 8, func(v *values) uint64 { return v.S("t") - v.DTP }},
		{"R_X86_64_TPOFF64", "u64 tpoff(t)", 0, 8, func(v *values) uint64 { return v.S("t") - v.TP }},
		{"R_X86_64_TLSGD", "lea rdi, [rip+tlsgd(t)]", 3, 4, func(v *values) uint64 { return v.tlsgd() - (v.P + 4) }},
		{"R_X86_64_TLSLD", "lea rdi, [rip+tlsld(t)]", 3, 4, func(v *values) uint64 { return v.tlsld() - (v.P + 4) }},
		{"R_X86_64_DTPOFF32", "lea rax, [rax+dtpoff(t)]", 3, 4, func(v *values) uint64 { return v.S("t") - v.DTP }},
		{"R_X86_64_GOTTPOFF", "mov rax, [rip+gottp(t)]", 3, 4, func(v *values) uint64 { return v.gottp() - (v.P + 4) }},
		{"R_X86_64_TPOFF32", "mov eax, fs [tpoff(t)]", 4, 4, func(v *values) uint64 { return v.S("t") - v.TP }},
		{"R_X86_64_PC64", "u64 x - 1 - .", 0, 8, func(v *values) uint64 { return v.S("x") - 1 - v.P }},
		{"R_X86_64_GOTOFF64", "reloc R_X86_64_GOTOFF64 f+2", 0, 8, func(v *values) uint64 { return v.S("f") + 2 - v.GOT }},
		{"R_X86_64_GOTPC32", "reloc R_X86_64_GOTPC32 x+4", 0, 4, func(v *values) uint64 { return v.GOT + 4 - v.P }},
		{"R_X86_64_GOT64", "reloc R_X86_64_GOT64 x", 0, 8, func(v *values) uint64 { return v.gotX() - v.GOT }},
		{"R_X86_64_GOTPCREL64", "u64 got(x) - .", 0, 8, func(v *values) uint64 { return v.gotX() - v.P }},
		{"R_X86_64_GOTPC64", "reloc R_X86_64_GOTPC64 x+8", 0, 8, func(v *values) uint64 { return v.GOT + 8 - v.P }},
		{"R_X86_64_PLTOFF64", "reloc R_X86_64_PLTOFF64 f+1", 0, 8, func(v *values) uint64 { return v.S("f") + 1 - v.GOT }},
		{"R_X86_64_SIZE32", "u32 size(x) + 1", 0, 4, func(v *values) uint64 { return 25 }},
		{"R_X86_64_SIZE64", "u64 size(x)", 0, 8, func(v *values) uint64 { return v.Z("x") }},
		{"CELL_32", "u32 got(x)", 0, 4, func(v *values) uint64 { return v.gotX() }},
		{"CELL_32S", "call got(f)", 3, 4, func(v *values) uint64 { return v.cell(v.S("f")) }},
		{"CELL_64", "u64 got(x)", 0, 8, func(v *values) uint64 { return v.gotX() }},
	}, map[string]string{"R_X86_64_GOTPC32_TLSDESC": "a descriptor is filled by a loader: TestThreadsAndOthersDoNotMix"})
}
