//go:build !js

package linkcore_test

import (
	"os/exec"
	"runtime"
	"strings"
	"testing"

	"linkplay/linkcore"
)

// runs links a text and runs it, under qemu where it is for another processor.
func runs(t *testing.T, text, out string, exit int) {
	t.Helper()
	if runtime.GOOS != "linux" || runtime.GOARCH != "amd64" {
		t.Skip("LOUD: the programs are for Linux on x86_64, and this is another machine")
	}
	for _, record := range []bool{true, false} { // without a recorder a slack file is patched
		r := linkcore.Link(text, linkcore.Options{Record: record})
		if !r.OK() {
			t.Fatalf("it does not link: %v\n%s", r.Findings, text)
		}
		cmd := exec.Command(write(t, "program", r.Image.File))
		if cpu := strings.TrimPrefix(r.Target, "elf/"); cpu != "x86_64" {
			cmd = exec.Command(needs(t, "qemu-"+cpu, "qemu-user"), cmd.Path)
		}
		got, err := cmd.Output()
		if string(got) != out || cmd.ProcessState.ExitCode() != exit {
			t.Errorf("it wrote %q and ended with %d (%v), want %q and %d:\n%s", got, cmd.ProcessState.ExitCode(), err, out, exit, text)
		}
	}
}

// On every processor a greeting grows, and moves, behind the program's back; what referred to it was filled in again.
func TestEditedSlackFilesRun(t *testing.T) {
	for _, e := range examples(t) {
		cpu, isELF := strings.CutPrefix(e.Target, "elf/")
		if !isELF || !strings.HasPrefix(e.ID, "hello-") {
			continue
		}
		t.Run(cpu, func(t *testing.T) {
			text := strings.Replace(e.text, e.Target+"\n", e.Target+"\nlayout slack\n", 1)
			if _, after, found := strings.Cut(text, "const greeting\n"); !found || after == "" {
				t.Fatal("the example has no greeting")
			}
			// What stands behind the greeting leaves it no room, so that it has to move.
			text = strings.Replace(text, "\nfunc ", "\nconst neighbour\n    u64 1\nfunc ", 1)
			text += "flush\nupdate greeting\n    text \"a longer greeting, from " + cpu + "\\n\"\nflush\nupdate greeting\n    text \"short, " + cpu + "\\n\"\n"
			runs(t, text, "short, "+cpu+"\n", 0)
			runs(t, text+"flush\nupdate greeting\n    text \"and a longer greeting again, from "+cpu+"\\n\"\n", "and a longer greeting again, from "+cpu+"\n", 0)
		})
	}
}

// A thread's variable is found by the distance inside an instruction and by the one in a cell, and both lead to the same
// place: 40 goes in by the first, and 42 is what the second finds.
func TestThreadLocalRuns(t *testing.T) {
	const before = "tls other size 24 align 16\ntls counter\n    u64 1\nbss room size 512 align 64\n"
	for _, program := range []struct{ cpu, code string }{
		{"x86_64", `
    lea  rsi, [rip+room+256]
    mov  edi, 0x1002
    mov  eax, 158
    syscall
    mov  dword fs [tpoff(counter)], 40
    mov  rax, [rip+gottp(counter)]
    mov  edi, fs [rax]
    add  edi, 2
    mov  eax, 60
    syscall
`},
		{"aarch64", `
    adrp x0, page(room)
    add  x0, x0, lo12(room)
    bytes 40 d0 1b d5               # msr tpidr_el0, x0
    mrs  x1, tpidr_el0
    add  x1, x1, hi12(tpoff(counter))
    add  x1, x1, lo12(tpoff(counter))
    mov  x2, 40
    str  x2, [x1]
    adrp x3, page(gottp(counter))
    ldr  x3, [x3, lo12(gottp(counter))]
    mrs  x4, tpidr_el0
    add  x4, x4, x3
    ldr  x0, [x4]
    add  x0, x0, 2
    mov  x8, 93
    svc  0
`},
		{"arm", `
    movw r0, lo16(room)
    movt r0, hi16(room)
    movw r7, 5                      # set_tls
    movt r7, 15
    svc  0
    bytes 70 4f 1d ee               # mrc p15, 0, r4, c13, c0, 3
    movw r1, lo16(distance)
    movt r1, hi16(distance)
    ldr  r1, [r1]
    add  r1, r1, r4
    mov  r2, 40
    str  r2, [r1]
    movw r3, lo16(cell)
    movt r3, hi16(cell)
    ldr  r5, [r3]
    add  r3, r3, r5
    ldr  r3, [r3]
    add  r3, r3, r4
    ldr  r0, [r3]
    add  r0, r0, 2
    mov  r7, 1
    svc  0
const distance
    u32 tpoff(counter)
const cell
    u32 gottp(counter) - .
`},
		{"riscv64", `
  .room:
    auipc a0, pcrel_hi(room)
    addi a0, a0, pcrel_lo(room-.room)
    addi tp, a0, 0
    lui  a1, hi(tpoff(counter))
    add  a1, a1, tp
    addi a1, a1, lo(tpoff(counter))
    li   a2, 40
    sd   a2, 0(a1)
  .cell:
    auipc a3, pcrel_hi(gottp(counter))
    addi a3, a3, pcrel_lo(gottp(counter)-.cell)
    ld   a3, 0(a3)
    add  a3, a3, tp
    ld   a0, 0(a3)
    addi a0, a0, 2
    li   a7, 93
    ecall
`},
		{"sparc64", `
    sethi hi(room+256), g7
    or   g7, lo(room+256), g7
    sethi hi(tpoff(counter)), o1
    xor  o1, lo(tpoff(counter)), o1
    add  g7, o1, o1
    mov  40, o2
    stx  o2, [o1+0]
    sethi hi(_GLOBAL_OFFSET_TABLE_), l7
    or   l7, lo(_GLOBAL_OFFSET_TABLE_), l7
    sethi hi(gottp(counter)), o3
    or   o3, lo(gottp(counter)), o3
    add  l7, o3, o3
    ldx  [o3+0], o3
    add  g7, o3, o3
    ldx  [o3+0], o0
    add  o0, 2, o0
    mov  1, g1
    ta   0x6d
`},
	} {
		t.Run(program.cpu, func(t *testing.T) {
			for _, layout := range []string{"", "layout slack\n"} {
				runs(t, "target elf/"+program.cpu+"\n"+layout+before+"func main export _start"+program.code, "", 42)
			}
		})
	}
}
