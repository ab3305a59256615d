package linkcore_test

import (
	"fmt"
	"strings"
	"testing"

	"linkplay/linkcore"
	"linkplay/linkcore/arch"
	"linkplay/linkcore/atom"
	"linkplay/linkcore/describe"
	"linkplay/linkcore/image"
	"linkplay/linkcore/plan9"
)

// The figures of a link, each beside a yardstick of the same run: copying the output once.
func BenchmarkLink(b *testing.B) {
	for _, target := range []string{"plan9/x86_64", "elf/x86_64"} {
		for _, atoms := range []int{10_000, 100_000} {
			text := describe.Generate(target, atoms, 1)
			read := linkcore.Link(text, linkcore.Options{})
			if read.Image == nil {
				b.Fatal(read.Findings)
			}
			for _, record := range []bool{false, true} {
				b.Run(fmt.Sprintf("%s/%d/recorded=%v", target, atoms, record), func(b *testing.B) {
					b.ReportAllocs()
					for b.Loop() {
						read.Relink(linkcore.Options{Record: record})
					}
					b.ReportMetric(float64(atoms)*float64(b.N)/b.Elapsed().Seconds(), "atoms/s")
				})
			}
			b.Run(fmt.Sprintf("%s/%d/memcpy", target, atoms), func(b *testing.B) { copies(b, read.Image.File) })
			b.Run(fmt.Sprintf("%s/%d/read", target, atoms), func(b *testing.B) {
				b.SetBytes(int64(len(text)))
				b.ReportAllocs()
				for b.Loop() {
					describe.Read(text)
				}
			})
			b.Run(fmt.Sprintf("%s/%d/parse", target, atoms), func(b *testing.B) {
				b.SetBytes(int64(len(text)))
				b.ReportAllocs()
				for b.Loop() {
					describe.Parse(text)
				}
			})
		}
	}
	functions(b)
}

func copies(b *testing.B, file []byte) {
	b.SetBytes(int64(len(file)))
	out := make([]byte, len(file))
	for b.Loop() {
		copy(out, file)
	}
}

// functions measures a session alone, without reading a text and without labels: functions with four references each,
// all over the program, and then another body of the same size for one of them, again and again.
func functions(b *testing.B) {
	const n = 100_000
	p, found := describe.Parse(functionsWithReferences(n))
	if found.HasErrors() {
		b.Fatal(&found[0])
	}
	var img *image.Image
	b.Run(fmt.Sprintf("plan9/x86_64/functions/%d/link", n), func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_, img, _ = firstFlush(p)
		}
		b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "atoms/s")
	})
	b.Run(fmt.Sprintf("plan9/x86_64/functions/%d/update", n), func(b *testing.B) {
		b.ReportAllocs()
		s, _, rest := firstFlush(p)
		updates := []*atom.Step{&rest[0], &rest[2]}
		s.Apply(updates[1])
		s.Flush() // from now on the body has its size
		for i := 0; b.Loop(); i++ {
			s.Apply(updates[i&1])
			img, _ = s.Flush()
		}
	})
	b.Run(fmt.Sprintf("plan9/x86_64/functions/%d/memcpy", n), func(b *testing.B) { copies(b, img.File) })
}

// functionsWithReferences is a program of n functions with four references each, and behind a flush two bodies of one
// size for the function in the middle.
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
	for i := 1; i <= 2; i++ {
		fmt.Fprintf(&b, "flush\nupdate f%d\n    mov  eax, %d\n    call got(f%d)\n    ret\n", n/2, i, i)
	}
	return b.String()
}

// firstFlush replays a program up to its first flush and returns the steps behind it.
func firstFlush(p *atom.Program) (*plan9.Session, *image.Image, []atom.Step) {
	s := plan9.New(p, arch.Find("x86_64"), nil)
	for i := range p.Steps {
		if p.Steps[i].Kind == atom.Flush {
			img, _ := s.Flush()
			return s, img, p.Steps[i+1:]
		}
		s.Apply(&p.Steps[i])
	}
	return s, nil, nil
}
