//go:build !js

package linkcore_test

import (
	"bytes"
	"debug/elf"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"linkplay/linkcore"
	"linkplay/linkcore/image"
)

// threadBlock are the same thread-local variables for us and for GNU as: three with bytes, two without, and alignments
// that leave gaps.
const ourBlock = `tls first align 16
    u8 1
tls counter align 4
    u32 40
tls wide align 8
    u64 7
tls zero size 20 align 4
tls large size 100 align 64
`

const gnuBlock = `	.section .tdata,"awT",%progbits
	.balign 16
first: .byte 1
	.balign 4
counter: .4byte 40
	.balign 8
wide: .8byte 7
	.section .tbss,"awT",%nobits
	.balign 4
zero: .skip 20
	.balign 64
large: .skip 100
	.text
	.globl _start
_start:
`

// GNU as and ld give the code of local-exec references the same bytes on every processor: the thread pointer's variant,
// the size of what lies before the block, and the alignment are in them.
func TestLocalExecIsGNUs(t *testing.T) {
	for _, m := range []struct{ cpu, gnu, ours, theirs string }{
		{"x86_64", "", "mov eax, fs [tpoff(%[1]s)]\n    lea rdx, [rax+tpoff(%[1]s)+4]", "mov %%fs:%[1]s@tpoff,%%eax\nlea %[1]s@tpoff+4(%%rax),%%rdx"},
		{"aarch64", "aarch64-linux-gnu-", "add x0, x0, hi12(tpoff(%[1]s))\n    add x0, x0, lo12(tpoff(%[1]s))", "add x0,x0,#:tprel_hi12:%[1]s,lsl #12\nadd x0,x0,#:tprel_lo12_nc:%[1]s"},
		{"arm", "arm-linux-gnueabi-", "u32 tpoff(%[1]s)", ".word %[1]s(tpoff)"},
		{"riscv64", "riscv64-linux-gnu-", "lui a0, hi(tpoff(%[1]s))\n    addi a0, a0, lo(tpoff(%[1]s))", "lui a0,%%tprel_hi(%[1]s)\naddi a0,a0,%%tprel_lo(%[1]s)"},
		{"sparc64", "sparc64-linux-gnu-", "sethi hi(tpoff(%[1]s)), o0\n    xor o0, lo(tpoff(%[1]s)), o0", "sethi %%tle_hix22(%[1]s),%%o0\nxor %%o0,%%tle_lox10(%[1]s),%%o0"},
	} {
		t.Run(m.cpu, func(t *testing.T) {
			ours, theirs := "target elf/"+m.cpu+"\n"+ourBlock+"func main export _start\n", gnuBlock
			for _, name := range []string{"first", "counter", "wide", "zero", "large"} {
				ours += "    " + fmt.Sprintf(m.ours, name) + "\n"
				theirs += fmt.Sprintf(m.theirs, name) + "\n"
			}
			if m.cpu == "sparc64" {
				theirs = strings.ReplaceAll(theirs, "%progbits", "@progbits")
				theirs = strings.ReplaceAll(theirs, "%nobits", "@nobits")
			}
			want := section(t, gnuLink(t, m.gnu, theirs), ".text")
			img := link(t, ours).Image
			if got := section(t, img.File, ".text"); !bytes.Equal(got, want[:min(len(got), len(want))]) {
				t.Errorf("the code is\n% x, and GNU's is\n% x", got, want)
			}
			checkThreads(t, img)
		})
	}
}

// gnuLink assembles and links a source as a static file and returns it.
func gnuLink(t *testing.T, prefix, source string) []byte {
	t.Helper()
	folder := t.TempDir()
	object, out := filepath.Join(folder, "in.o"), filepath.Join(folder, "out")
	for _, step := range [][]string{
		{needs(t, prefix+"as", "binutils"), "-o", object, write(t, "in.s", []byte(source))},
		{needs(t, prefix+"ld", "binutils"), "--no-relax", "-o", out, object},
	} {
		if text, err := exec.Command(step[0], step[1:]...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %v\n%s", step, err, text)
		}
	}
	file, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func section(t *testing.T, file []byte, name string) []byte {
	t.Helper()
	f, err := elf.NewFile(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	s := f.Section(name)
	if s == nil {
		t.Fatalf("there is no %s", name)
	}
	data, err := s.Data()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// checkThreads compares the block with what another reader finds: the segment covers both sections, and the value of a
// symbol is its place in the block.
func checkThreads(t *testing.T, img *image.Image) {
	t.Helper()
	f, err := elf.NewFile(bytes.NewReader(img.File))
	if err != nil {
		t.Fatal(err)
	}
	var block *elf.Prog
	for _, p := range f.Progs {
		if p.Type == elf.PT_TLS {
			block = p
		}
	}
	if block == nil || block.Vaddr%block.Align != 0 || block.Off%block.Align != block.Vaddr%block.Align {
		t.Fatalf("the segment is %+v", block)
	}
	end := block.Vaddr
	for _, s := range f.Sections {
		if s.Flags&elf.SHF_TLS != 0 {
			if s.Addr < end || s.Addr+s.Size > block.Vaddr+block.Memsz || s.Addr%s.Addralign != 0 {
				t.Errorf("%s at %#x is not in the block at %#x", s.Name, s.Addr, block.Vaddr)
			}
			end = s.Addr + s.Size
		}
	}
	if end != block.Vaddr+block.Memsz {
		t.Errorf("the block ends at %#x and the sections at %#x", block.Vaddr+block.Memsz, end)
	}
	symbols, err := f.Symbols()
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, s := range symbols {
		if elf.ST_TYPE(s.Info) != elf.STT_TLS {
			continue
		}
		found++
		at := block.Vaddr + s.Value
		if sec := f.Sections[s.Section]; at < sec.Addr || at+s.Size > sec.Addr+sec.Size {
			t.Errorf("%s at %#x is not in %s", s.Name, at, sec.Name)
		}
	}
	if found != 5 {
		t.Errorf("%d thread-local symbols, want 5", found)
	}
}

// Cells about thread-local variables, with the numbers worked out by hand: the block has 24 bytes and is aligned to 8,
// so the thread pointer of x86-64 is 24 behind its start.
func TestThreadCells(t *testing.T) {
	r := link(t, `target elf/x86_64
tls a
    u64 1
tls b
    u64 2
tls c size 8
func main export _start
    mov  rax, [rip+gottp(b)]
    lea  rdi, [rip+tlsgd(c)]
    lea  rdi, [rip+tlsld(a)]
    mov  rax, [rip+gottp(b)]
    lea  rdi, [rip+tlsld(b)]
    mov  eax, dtpoff(c)
`)
	got := ""
	for _, c := range r.Image.Cells {
		got += fmt.Sprintf("%s %s %#x\n", c.Tag, r.Image.OwnerName(c.Owner), c.Value)
	}
	want := fmt.Sprintf("gottp b 0xfffffffffffffff0\ntlsgd module c 0x1\ntlsgd offset c 0x10\ntlsld module  0x1\ntlsld zero  0x0\ngot main %#x\n", r.Image.Entry)
	if got != want {
		t.Errorf("the cells are\n%swant\n%s", got, want)
	}
	code := section(t, r.Image.File, ".text")
	if at := len(code) - 4; !bytes.Equal(code[at:], []byte{16, 0, 0, 0}) {
		t.Errorf("dtpoff(c) is % x, want 16", code[at:])
	}
	next := uint64(0)
	for i, cell := range []int{0, 1, 3, 0, 3} { // each instruction has 7 bytes and ends with its distance to the cell
		next = r.Image.Entry + 7*uint64(i+1)
		to := next + uint64(int64(int32(r.Image.Order.Uint(code[7*i+3:7*i+7]))))
		if want := r.Image.GOTAddr + 8*uint64(cell); to != want {
			t.Errorf("instruction %d goes to %#x, want cell %d at %#x", i, to, cell, want)
		}
	}
}

// What every thread has a copy of is freed and comes back like anything else, its cells with it.
func TestThreadEntriesAreReused(t *testing.T) {
	r := link(t, `target elf/x86_64
tls a
    u64 1
func main export _start
    lea  rdi, [rip+tlsgd(a)]
    ret
flush
update main
    ret
free a
flush
tls b
    u64 1
update main
    lea  rdi, [rip+tlsgd(b)]
    ret
`)
	tags := func(img *image.Image) (text string) {
		for _, c := range img.Cells {
			text += c.Tag + " " + img.OwnerName(c.Owner) + ", "
		}
		return text
	}
	for i, want := range []string{"tlsgd module a, tlsgd offset a, got main, ", "free , free , got main, ", "tlsgd module b, tlsgd offset b, got main, "} {
		if got := tags(r.Flushes[i]); got != want {
			t.Errorf("flush %d: %s, want %s", i, got, want)
		}
	}
}

// A variable of every thread has no address, and an ordinary one no distance from the thread pointer.
func TestThreadsAndOthersDoNotMix(t *testing.T) {
	for _, row := range []struct{ item, want string }{
		{"mov  eax, [a]", "a has no address of its own"},
		{"mov  rax, [rip+got(a)]", "a has no address of its own"},
		{"mov  eax, fs [tpoff(d)]", "d is there once for all threads"},
		{"mov  rax, [rip+gottp(d)]", "d is there once for all threads"},
		{"lea  rax, [rip+tlsdesc(a)]", "a static file has no loader"},
		{"mov  eax, size(a)", ""},
		{"mov  eax, fs [tpoff(a)]", ""},
	} {
		r := linkcore.Link("target elf/x86_64\ntls a\n    u64 1\ndata d\n    u64 1\nfunc main export _start\n    "+row.item+"\n", linkcore.Options{Record: true})
		said := ""
		for _, f := range r.Findings {
			said += f.String()
		}
		if row.want == "" && said != "" || !strings.Contains(said, row.want) {
			t.Errorf("%s: %q, want %q", row.item, said, row.want)
		}
		if err := r.Image.Check(); err != nil {
			t.Errorf("%s: %v", row.item, err)
		}
	}
}

// Arrays of functions: the sections that the ABI knows, without gaps, and the symbols that say where they are.
func TestArraysOfFunctions(t *testing.T) {
	const text = `target elf/x86_64
%sfunc main export _start
    lea  rax, [rip+__init_array_start]
    lea  rbx, [rip+__init_array_end]
    lea  rcx, [rip+__fini_array_start]
    lea  rdx, [rip+__fini_array_end]
    lea  rsi, [rip+__preinit_array_start]
func one
    ret
data first export first section ".init_array"
    word one, main
data second export second section ".init_array"
    word one
data last export last section ".fini_array"
    word main
flush
update first
    word main, one, one
free last
`
	for _, layout := range []string{"", "layout slack\n"} {
		img := link(t, fmt.Sprintf(text, layout)).Image
		f, err := elf.NewFile(bytes.NewReader(img.File))
		if err != nil {
			t.Fatal(err)
		}
		s := f.Section(".init_array")
		if s == nil || s.Type != elf.SHT_INIT_ARRAY || s.Size != 32 || s.Entsize != 8 || s.Addralign < 8 {
			t.Fatalf(".init_array is %+v", s)
		}
		data, _ := s.Data()
		for i := range 4 {
			if addr := f.ByteOrder.Uint64(data[8*i:]); addr == 0 {
				t.Errorf("%q: the array has a gap at %d", layout, i)
			}
		}
		symbols, _ := f.Symbols()
		at := map[string]uint64{}
		for _, symbol := range symbols {
			at[symbol.Name] = symbol.Value
		}
		if at["__init_array_start"] != s.Addr || at["__init_array_end"] != s.Addr+s.Size {
			t.Errorf("%q: the array is at %#x and its symbols say %#x to %#x", layout, s.Addr, at["__init_array_start"], at["__init_array_end"])
		}
		if at["__fini_array_start"] != at["__fini_array_end"] || at["__preinit_array_start"] == 0 {
			t.Errorf("%q: what is empty starts where it ends: %v", layout, at)
		}
	}
}

// Why says what a distance counts from, and what that is the sum of: the numbers are worked out by hand.
func TestWhyOfThreadLocals(t *testing.T) {
	for _, row := range []struct{ cpu, want string }{
		{"x86_64", "0x402180 = template 0x402170 + its bytes 12 + up to a multiple of 16, bytes 4"},
		{"aarch64", "0x420160 = template 0x420170 - what lies at the pointer, bytes 16"},
	} {
		code := map[string]string{"x86_64": "mov  rax, [rip+gottp(b)]", "aarch64": "adrp x3, page(gottp(b))"}[row.cpu]
		r := link(t, "target elf/"+row.cpu+"\ntls a align 16\n    u64 1\ntls b size 4\n    \nfunc main export _start\n    "+code+"\n")
		for _, c := range r.Image.Cells {
			if c.Tag != "gottp" {
				continue
			}
			said := ""
			for _, reason := range r.LookAt(uint64(c.Off)).Why {
				said += reason.Word + ": " + reason.Says + "\n"
			}
			if !strings.Contains(said, row.want) {
				t.Errorf("%s: no %q in\n%s", row.cpu, row.want, said)
			}
		}
	}
}

// Cells of every width in both orders, with an address, a distance and a module in them: the bytes of the file.
func TestCellsOfEveryWidth(t *testing.T) {
	for _, row := range []struct {
		cpu, option, fault string
		width              int
		want               string
	}{
		{"x86_64", "", "", 8, "0200000000000000f8ffffffffffffff01000000000000000000000000000000"},
		{"x86_64", "option pointer 4\n", "", 4, "02000000f8ffffff0100000000000000"},
		{"x86_64", "option pointer 2\n", "", 2, "0200f8ff01000000"},
		{"sparc64", "", "", 8, "0000000000000002fffffffffffffff800000000000000010000000000000000"},
		{"sparc64", "option pointer 4\n", "", 4, "00000002fffffff80000000100000000"},
		{"sparc64", "option pointer 2\n", "", 2, "0002fff800010000"},
		{"x86_64", "option pointer 4\n", "fault wrong-byte-order\n", 4, "00000002fffffff80000000100000000"},
	} {
		refs := map[string]string{
			"x86_64":  "    mov  rax, [rip+got(two)]\n    mov  rax, [rip+gottp(a)]\n    lea  rdi, [rip+tlsgd(a)]\n",
			"sparc64": "    sethi hi(got(two)), o0\n    sethi hi(gottp(a)), o0\n",
		}[row.cpu]
		want := row.want
		if row.cpu == "sparc64" {
			want = want[:4*row.width] // it has no row for the module's cells
		}
		text := "target elf/" + row.cpu + "\n" + row.option + row.fault + "absolute two = 2\ntls a\n    u64 1\nfunc main export _start\n" + refs
		for _, layout := range []string{"", "layout slack\n"} {
			r := linkcore.Link(strings.Replace(text, "\n", "\n"+layout, 1), linkcore.Options{Record: true})
			if r.Image == nil {
				t.Fatalf("%s: %v", text, r.Findings)
			}
			if err := r.Image.Check(); err != nil {
				t.Error(err)
			}
			if got := fmt.Sprintf("%x", section(t, r.Image.File, ".got")); !strings.HasPrefix(got, want) || len(got)%(2*row.width) != 0 {
				t.Errorf("%s%s%s%s: the cells are %s, want %s", row.cpu, layout, row.option, row.fault, got, want)
			}
		}
	}
}
