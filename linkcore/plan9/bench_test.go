package plan9_test

import (
	"fmt"
	"strings"
	"testing"

	"linkplay/linkcore/arch"
	"linkplay/linkcore/atom"
	"linkplay/linkcore/describe"
	"linkplay/linkcore/image"
	"linkplay/linkcore/plan9"
)

// functionsWithReferences is a program of n functions with four references each, and two bodies of one size for the
// function in the middle.
func functionsWithReferences(n int) string {
	var b strings.Builder
	b.WriteString("target plan9/x86_64\nfile /src/main.zig\n")
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
	fmt.Fprintf(&b, "flush\nupdate f%d\n    mov  eax, 1\n    call got(f1)\n    ret\nflush\nupdate f%d\n    mov  eax, 2\n    call got(f2)\n    ret\n", n/2, n/2)
	return b.String()
}

func parsed(tb testing.TB, text string) *atom.Program {
	p, found := describe.Parse(text)
	if found.HasErrors() {
		tb.Fatal(&found[0])
	}
	return p
}

// applied replays steps up to the first flush and returns that image and the steps behind it.
func applied(s *plan9.Session, p *atom.Program) (*image.Image, []atom.Step) {
	for i := range p.Steps {
		if p.Steps[i].Kind == atom.Flush {
			img, _ := s.Flush()
			return img, p.Steps[i+1:]
		}
		s.Apply(&p.Steps[i])
	}
	return nil, nil
}

// BenchmarkFunctions links 100,000 functions with four references each, without recording.
func BenchmarkFunctions(b *testing.B) {
	const n = 100_000
	p := parsed(b, functionsWithReferences(n))
	var img *image.Image
	for b.Loop() {
		img, _ = applied(plan9.New(p, arch.Find("x86_64"), nil), p)
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "atoms/s")
	b.ReportMetric(float64(len(img.File)), "file-bytes")
}

// BenchmarkUpdate gives one of them another body of the same size, again and again, and flushes.
func BenchmarkUpdate(b *testing.B) {
	const n = 100_000
	p := parsed(b, functionsWithReferences(n))
	s := plan9.New(p, arch.Find("x86_64"), nil)
	_, rest := applied(s, p)
	updates := []*atom.Step{&rest[0], &rest[2]}
	s.Apply(updates[1]) // so that both have the size of the bodies to come
	s.Flush()
	i := 0
	for b.Loop() {
		s.Apply(updates[i&1])
		s.Flush()
		i++
	}
}

// BenchmarkCopy copies the same file: the least that any link could cost.
func BenchmarkCopy(b *testing.B) {
	p := parsed(b, functionsWithReferences(100_000))
	img, _ := applied(plan9.New(p, arch.Find("x86_64"), nil), p)
	out := make([]byte, len(img.File))
	b.SetBytes(int64(len(out)))
	for b.Loop() {
		copy(out, img.File)
	}
}
