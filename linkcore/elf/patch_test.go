package elf_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"linkplay/linkcore"
	"linkplay/linkcore/arch"
	"linkplay/linkcore/atom"
	"linkplay/linkcore/describe"
	"linkplay/linkcore/elf"
)

// sessionByChance is a slack session: flush upon flush of updates that keep, shrink, grow and move atoms, and now and
// then something that takes or gives back a number.
func sessionByChance(random *rand.Rand) string {
	var b strings.Builder
	b.WriteString("target elf/x86_64\nlayout slack\nenum T red green\n")
	const n = 8
	fresh, loose := 0, []int(nil)
	body := func() {
		for range random.IntN(4) {
			b.WriteString([]string{"    mov  eax, 7\n", "    call got(f3)\n", "    call f5\n", "    lea  rsi, [rip+d1]\n", "    mov  rsi, \"text\"\n",
				"    mov  rsi, lazy data T\n", "    mov  ecx, size(f2)\n", "    mov  eax, fs [tpoff(t1)]\n", "    mov  eax, [zeros]\n",
				"    lea  rax, [rip+_end]\n", "    mov  rax, [rip+gottp(t1)]\n", "    lea  rax, [rip+etext]\n"}[random.IntN(5+random.IntN(8))])
		}
		fmt.Fprintf(&b, "    zero %d\n    ret\n", random.IntN(90)*random.IntN(2))
	}
	for i := range n {
		fmt.Fprintf(&b, "func f%d", i)
		if i == 0 {
			b.WriteString(" export _start")
		}
		b.WriteByte('\n')
		body()
	}
	b.WriteString("data d1\n    u64 f1\ndata d2\n    u64 d1\nconst c1\n    u64 f4, d2\nbss zeros size 16\ntls t1\n    u32 4\n")
	for range 14 {
		b.WriteString("flush\n")
		for range 1 + random.IntN(4) {
			switch random.IntN(16) {
			case 0:
				fmt.Fprintf(&b, "update d%d\n    u64 f%d+%d\n    zero %d\n", 1+random.IntN(2), random.IntN(n), random.IntN(9), random.IntN(70))
			case 1:
				fmt.Fprintf(&b, "update zeros size %d\n", 16+8*random.IntN(9))
			case 2:
				fmt.Fprintf(&b, "func extra%d\n", fresh)
				body()
				loose = append(loose, fresh)
				fresh++
			case 3:
				fmt.Fprintf(&b, "update f%d align %d\n", 1+random.IntN(n-1), 1<<random.IntN(5))
				body()
			case 4:
				if len(loose) > 0 {
					fmt.Fprintf(&b, "free extra%d\n", loose[0])
					loose = loose[1:]
				}
			case 5:
				fmt.Fprintf(&b, "update c1\n    u64 f%d\n", random.IntN(n))
			case 6:
				fmt.Fprintf(&b, "update t1\n    u32 %d\n", random.IntN(9))
			default:
				fmt.Fprintf(&b, "update f%d\n", random.IntN(n))
				body()
			}
		}
	}
	return b.String()
}

func program(tb testing.TB, text string) *atom.Program {
	tb.Helper()
	p, found := describe.Parse(text)
	if found.HasErrors() {
		tb.Fatal(&found[0])
	}
	return p
}

// A flush that changes the last file gives the bytes of one that writes them all, at every flush of any session; what it
// says it wrote holds every byte that differs. A recorded link never patches.
func TestPatchesGiveTheReplaysBytes(t *testing.T) {
	patched, full := 0, 0
	for seed := range uint64(50) {
		text := sessionByChance(rand.New(rand.NewPCG(seed, 9)))
		all := linkcore.Link(text, linkcore.Options{Record: true})
		if all.Findings.HasErrors() {
			t.Fatalf("seed %d: %s\n%s", seed, all.Findings[0].String(), text)
		}
		for _, inPlace := range []bool{false, true} {
			p := program(t, text)
			s := elf.New(p, arch.Find("x86_64"), nil)
			s.InPlace = inPlace
			var before, last []byte
			at := 0
			flush := func() {
				img, _ := s.Flush()
				if !bytes.Equal(img.File, all.Flushes[at].File) {
					t.Fatalf("seed %d: flush %d gives other bytes when it patches (in place: %v)%s\n%s", seed, at+1, inPlace, firstDifference(img.File, all.Flushes[at].File), text)
				}
				wrote := s.LastPatch()
				if wrote.Bytes < len(img.File) {
					patched++
				} else {
					full++
				}
				checkRanges(t, before, img.File, wrote)
				if !inPlace && at > 0 && !bytes.Equal(last, before) {
					t.Fatalf("seed %d: flush %d changed the file of the one before", seed, at+1)
				}
				last, before = img.File, bytes.Clone(img.File)
				at++
			}
			for i := range p.Steps {
				if p.Steps[i].Kind == atom.Flush {
					flush()
					continue
				}
				s.Apply(&p.Steps[i])
			}
			if s.Changed() {
				flush()
			}
		}
	}
	t.Logf("%d flushes patched, %d wrote the whole file", patched, full)
	if patched < 300 || full < 300 {
		t.Error("the sessions are not mixed enough")
	}
}

func firstDifference(a, b []byte) string {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf(": %#x is %02x, not %02x", i, a[i], b[i])
		}
	}
	return fmt.Sprintf(": %d bytes, not %d", len(a), len(b))
}

// checkRanges makes sure that ranges are in order, apart, and hold every byte that differs.
func checkRanges(t *testing.T, before, after []byte, wrote elf.Patch) {
	t.Helper()
	end, total := uint64(0), 0
	covered := make([]bool, len(after))
	for i, r := range wrote.Ranges {
		if r.Len == 0 || i > 0 && r.Off <= end || r.Off+r.Len > uint64(len(after)) {
			t.Fatalf("ranges %v", wrote.Ranges)
		}
		end, total = r.Off+r.Len, total+int(r.Len)
		for k := r.Off; k < end; k++ {
			covered[k] = true
		}
	}
	if total != wrote.Bytes {
		t.Fatalf("the ranges have %d bytes and %d are counted", total, wrote.Bytes)
	}
	for i := range after {
		if (i >= len(before) && after[i] != 0 || i < len(before) && before[i] != after[i]) && !covered[i] {
			t.Fatalf("byte %#x differs and is in none of the ranges %v", i, wrote.Ranges)
		}
	}
}

// functions is a program of n functions with four references each, and updates of one of them: to the same size, to one
// that does not fit, and back.
func functions(n int) string {
	var b strings.Builder
	b.WriteString("target elf/x86_64\nlayout slack\n")
	for i := range n {
		export := ""
		if i == 0 {
			export = " export _start"
		}
		fmt.Fprintf(&b, "func f%d%s line %d\n", i, export, i+1)
		for k := range 4 {
			fmt.Fprintf(&b, "    call got(f%d)\n", (i*7919+k*104729+1)%n)
		}
		b.WriteString("    ret\n")
	}
	for _, more := range []string{"", "    zero 40\n"} {
		fmt.Fprintf(&b, "flush\nupdate f%d\n    mov  eax, 1\n    call got(f1)\n    ret\n%sflush\nupdate f%d\n    mov  eax, 2\n    call f2\n    ret\n%s", n/2, more, n/2, more)
	}
	return b.String()
}

// started replays the steps up to the first flush and returns those behind it that are no flushes.
func started(p *atom.Program) (s *elf.Session, rest []*atom.Step) {
	s = elf.New(p, arch.Find("x86_64"), nil)
	s.InPlace = true
	flushed := false
	for i := range p.Steps {
		switch {
		case p.Steps[i].Kind == atom.Flush && !flushed:
			s.Flush()
			flushed = true
		case p.Steps[i].Kind == atom.Flush:
		case flushed:
			rest = append(rest, &p.Steps[i])
		default:
			s.Apply(&p.Steps[i])
		}
	}
	return s, rest
}

// An update of one function among many writes that function, its cell and symbol, and the headers: what it writes does
// not grow with the program.
func TestPatchIsSmall(t *testing.T) {
	for _, n := range []int{100, 10_000} {
		s, updates := started(program(t, functions(n)))
		for round := range 3 {
			for i, step := range updates {
				s.Apply(step)
				s.Flush()
				if wrote := s.LastPatch(); wrote.Bytes > 4096 || wrote.Bytes == 0 {
					t.Errorf("%d functions, round %d, update %d: %d bytes were written", n, round, i, wrote.Bytes)
				}
			}
		}
	}
}

// BenchmarkUpdate changes one of 100,000 functions and flushes: in place, growing and shrinking among others.
func BenchmarkUpdate(b *testing.B) {
	p := program(b, functions(100_000))
	for _, kind := range []struct {
		name string
		from int
	}{{"same size", 0}, {"two sizes", 2}} {
		b.Run(kind.name, func(b *testing.B) {
			s, updates := started(p)
			updates = updates[kind.from : kind.from+2]
			if kind.from > 0 {
				updates = []*atom.Step{updates[0], p2(p)}
			}
			for _, step := range updates { // so that whatever is made once is made
				s.Apply(step)
				s.Flush()
			}
			i, wrote := 0, 0
			for b.Loop() {
				s.Apply(updates[i&1])
				s.Flush()
				wrote = max(wrote, s.LastPatch().Bytes)
				i++
			}
			b.ReportMetric(float64(wrote), "bytes-written")
		})
	}
}

// p2 is the first update of a program: the smaller body.
func p2(p *atom.Program) *atom.Step {
	for i := range p.Steps {
		if p.Steps[i].Kind == atom.PutUpdate {
			return &p.Steps[i]
		}
	}
	return nil
}
