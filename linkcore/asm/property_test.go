package asm_test

import (
	"bytes"
	"testing"

	"golang.org/x/tools/txtar"

	"linkplay/linkcore/asm"
	"linkplay/linkcore/atom"
	"linkplay/linkcore/describe"
	"linkplay/linkcore/diag"
)

// checkParts proves that the parts of each body tile its bytes and that evaluating them again gives the bytes.
func checkParts(t *testing.T, r *assembled) {
	t.Helper()
	for i := range r.bodies {
		var again []byte
		body := &r.bodies[i]
		for k := body.Parts.From; k < body.Parts.To; k++ {
			p := &r.code.Parts[k]
			if int(p.Offset) != len(again) || p.Len == 0 {
				t.Fatalf("a part of atom %d begins at %d and the one before it ends at %d", i, p.Offset, len(again))
			}
			if again = r.a.Eval(&r.code, p, again); len(again) != int(p.Offset+p.Len) {
				t.Fatalf("a part of atom %d has %d bytes and evaluates to %d", i, p.Len, len(again)-int(p.Offset))
			}
			if p.Kind == asm.PartInstr {
				checkPieces(t, r, p)
			}
		}
		if !bytes.Equal(again, r.bytes(i)) {
			t.Fatalf("atom %d is % x and its parts evaluate to % x", i, r.bytes(i), again)
		}
	}
}

// checkPieces proves that the pieces of an instruction tile it.
func checkPieces(t *testing.T, r *assembled, p *asm.Part) {
	t.Helper()
	at := 0
	for _, piece := range r.cpu.Describe(int(p.Row), r.code.Args[p.Args:p.Args+uint32(p.Count)], nil) {
		if piece.Offset != at || piece.Len == 0 || piece.Name == "" || piece.Says == "" {
			t.Fatalf("%q has an odd piece %+v, expected at %d", r.cpu.Rows[p.Row].Syntax, piece, at)
		}
		at += piece.Len
	}
	if at != int(p.Len) {
		t.Fatalf("the pieces of %q end at %d of %d bytes", r.cpu.Rows[p.Row].Syntax, at, p.Len)
	}
}

// checkRefs proves that the fields of references lie in the bytes, do not overlap, and are in the order of the items.
func checkRefs(t *testing.T, r *assembled) {
	t.Helper()
	for i := range r.bodies {
		item := uint32(0)
		for _, ref := range r.refs(i) {
			if ref.Item < item {
				t.Fatalf("the references of atom %d are not in the order of the text", i)
			}
			item = ref.Item
			if ref.Reloc == asm.NoReloc {
				continue
			}
			row := &r.cpu.Relocs[ref.Reloc]
			if int(ref.Offset)+row.Bytes() > len(r.bytes(i)) {
				t.Fatalf("%s in atom %d of %d bytes", r.refText(&ref), i, len(r.bytes(i)))
			}
		}
	}
}

// TestRecordingChangesNothing assembles with and without recording.
func TestRecordingChangesNothing(t *testing.T) {
	text := describe.Generate("elf/x86_64", 2000, 7)
	plain, recorded := assemble(text, false), assemble(text, true)
	checkParts(t, recorded)
	checkRefs(t, recorded)
	same(t, plain, recorded)
}

func same(t *testing.T, a, b *assembled) {
	t.Helper()
	if !bytes.Equal(a.code.Bytes, b.code.Bytes) || len(a.code.Refs) != len(b.code.Refs) || len(a.code.Lines) != len(b.code.Lines) {
		t.Fatal("the two differ")
	}
	for i := range a.code.Refs {
		if a.code.Refs[i] != b.code.Refs[i] {
			t.Fatalf("%s and %s", a.refText(&a.code.Refs[i]), b.refText(&b.code.Refs[i]))
		}
	}
}

// alone assembles each atom with an assembler of its own, so that nothing is remembered from one to the next.
func alone(r *assembled) *assembled {
	b := &assembled{p: r.p, cpu: r.cpu}
	for i := range r.p.Atoms {
		b.bodies = append(b.bodies, asm.New(r.p, r.cpu, false).Assemble(&r.p.Atoms[i], &b.code, &b.found))
	}
	return b
}

// TestTwins writes pairs of instructions that are alike but for one thing: each must get the bytes that it gets alone.
func TestTwins(t *testing.T) {
	text := "target elf/x86_64\ndata x\n  u8 1\ndata y\n  u8 1\n"
	for i, line := range []string{
		"mov eax, 1", "mov eax, 2", "mov eax, -1", "mov ecx, 1", "mov rax, 1", "mov rax, [rip+x]", "mov rax, [rip+y]",
		"mov rax, [rip+x+1]", "mov rax, [rip+1+x]", "mov rax, [rip-1+x]", "mov rax, [x]", "mov rax, got(x)", "mov rax, got(\"x\")",
		"mov rax, [got(x)]", "mov rax, [rip+got(x)]", "mov rax, [rip]", "mov rax, [rip+0]", "mov rax, [rip+256]", "mov rax, [rip+1]",
		"push 1", "push 256", "push rax", "push qword [rax]", "push [rax]", "mov byte [rax], 1", "mov word [rax], 1", "mov dword [rax], 1",
		"mov fs dword [rax], 1", "mov gs dword [rax], 1", "mov rax, x", "mov rax, y", "mov rax, size(x)", "call x", "call plt(x)", "jmp x",
		"je x", "call rax", "call [rax]", "mov eax, [rax+rcx]", "mov eax, [rcx+rax]", "mov eax, [rax]", "mov eax, [rax+1]", "mov eax, [rax-1]",
		"mov eax, [rax+255]", "mov eax, 258", "mov ax, 258", "mov eax, 0x0201", "mov x, eax", "mov eax, [rbp+rcx-8]", "xchg eax, eax", "xchg rax, rax",
	} {
		text += "func f" + string(rune('a'+i/26)) + string(rune('a'+i%26)) + "\n  " + line + "\n  " + line + "\n  " + line + "\n"
	}
	together := assemble(text, true)
	same(t, together, alone(together))
	checkParts(t, together)
}

// FuzzAssemble assembles whatever describe can read. Nothing panics, everything is bounded, and what is true of all
// bodies is true.
func FuzzAssemble(f *testing.F) {
	for _, seed := range []string{
		describe.Generate("elf/x86_64", 20, 3),
		"target elf/x86_64\nfunc a\n.x:\n jmp .x\n je .y\n zero 200\n align 16\n.y:\n loop .x\n u32 .y - .x, a - ., . - .\n u64 .y\nupdate a\n lea rax, [rip+.z]\n.z:\n tls.gd a\n",
		"target elf/x86_64\ndata d align 8\n u8 1,2,-3\n word d+4\n reloc R_X86_64_PC32 d-4 over 01 02 03 04\n text \"abc\"\n bytes 00ff\n u16 plt(d)\n needs d, \"t\"\n",
		"target elf/x86_64\nbss b size 9\n zero 4\ntls c size 4\n u32 1\nlazy code T\n mov rax, got(lazy data T)\n mov eax, .\n lea rax, [.q]\n.q:\n",
		"target elf/x86_64\nfunc f\n mov eax, 4(eax)\n push {r4, lr}\n mov [rax]!, 1\n mov [rax, 4], 1\n add al, f\n mov eax, lo(got(f))\n call got(got(f))\n mov rax, f+f\n",
	} {
		f.Add(seed)
	}
	for _, file := range []string{"aarch64", "arm", "riscv64", "mips", "sparc", "sparc64", "powerpc", "powerpc64", "findings", "findings-arm"} {
		archive, err := txtar.ParseFile(testdata + "/words-" + file + ".txt")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(archive.Files[0].Data))
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, _ := describe.ParseLimit(text, 1<<16)
		r := &assembled{p: p, cpu: cpuOf(p)}
		r.a = asm.New(p, r.cpu, true)
		for i := range p.Items {
			if it := &p.Items[i]; it.Kind == atom.ItemZero || it.Kind == atom.ItemAlign {
				if it.Value = min(it.Value, 1<<12); len(p.Items) > 1000 {
					it.Value = min(it.Value, 1<<6) // large ones only take time
				}
			}
		}
		for i := range p.Atoms {
			r.bodies = append(r.bodies, r.a.Assemble(&p.Atoms[i], &r.code, &r.found))
		}
		checkParts(t, r)
		checkRefs(t, r)
		for i := range r.found {
			if f := &r.found[i]; f.Message == "" || f.Code.Row().Severity == diag.Error && f.Fix == "" && f.Code != diag.TooMany {
				t.Fatalf("a finding without a fix: %s", f.String())
			}
		}
		again := &assembled{p: p, cpu: r.cpu}
		again.a = asm.New(p, r.cpu, false)
		for i := range p.Atoms {
			again.bodies = append(again.bodies, again.a.Assemble(&p.Atoms[i], &again.code, &again.found))
		}
		same(t, r, again)
	})
}
