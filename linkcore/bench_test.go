package linkcore_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"linkplay/linkcore"
	"linkplay/linkcore/arch"
	"linkplay/linkcore/atom"
	"linkplay/linkcore/describe"
	"linkplay/linkcore/diag"
	"linkplay/linkcore/elf"
	"linkplay/linkcore/image"
	"linkplay/linkcore/plan9"
	"linkplay/linkcore/reloc"
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

// session is what both linkers are to a benchmark.
type session interface {
	Apply(*atom.Step)
	Flush() (*image.Image, diag.List)
}

// functions measures sessions alone, without reading a text and without labels: functions with four references each,
// all over the program, and then another body of the same size for one of them, again and again. Updates of ELF are in a
// slack file, which is changed in place.
func functions(b *testing.B) {
	const n = 100_000
	for _, m := range []struct {
		target, layout, name string
		link                 bool
	}{{"plan9/x86_64", "", "", true}, {"elf/x86_64", "", "", true}, {"elf/x86_64", "layout slack\n", "slack/", true}} {
		p, found := describe.Parse(functionsWithReferences(m.target, m.layout, n))
		if found.HasErrors() {
			b.Fatal(&found[0])
		}
		var img *image.Image
		name := fmt.Sprintf("%s/%sfunctions/%d/", m.target, m.name, n)
		b.Run(name+"link", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, img, _ = firstFlush(p)
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "atoms/s")
			b.ReportMetric(4*float64(n)*float64(b.N)/b.Elapsed().Seconds(), "relocations/s")
		})
		if m.target == "plan9/x86_64" || m.layout != "" {
			b.Run(name+"update", func(b *testing.B) {
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
		}
		if m.name == "" {
			b.Run(name+"formulas", func(b *testing.B) { formulas(b, 4*n) })
		}
		b.Run(name+"memcpy", func(b *testing.B) { copies(b, img.File) })
	}
}

// formulas is the share that evaluating, checking and putting so many relocations has in a link.
func formulas(b *testing.B, n int) {
	rows := arch.Find("x86_64").Relocs
	row := &rows[slices.IndexFunc(rows, func(r reloc.Row) bool { return r.Name == "CELL_32S" })]
	file := make([]byte, 8*n)
	o := reloc.Operands{GOT: 0x400000}
	for b.Loop() {
		for i := range n {
			o.G, o.P = uint64(i*40), uint64(i)
			if v := row.Value(&o); row.Fits(v) {
				row.Put(file[8*i:], reloc.Little, v)
			}
		}
	}
}

// functionsWithReferences is a program of n functions with four references each, and behind a flush two bodies of one
// size for the function in the middle.
func functionsWithReferences(target, layout string, n int) string {
	var b strings.Builder
	b.WriteString("target " + target + "\n" + layout + "file /src/main.zig\n")
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
func firstFlush(p *atom.Program) (session, *image.Image, []atom.Step) {
	var s session = plan9.New(p, arch.Find("x86_64"), nil)
	if p.Target.Format == "elf" {
		e := elf.New(p, arch.Find("x86_64"), nil)
		e.InPlace = true
		s = e
	}
	for i := range p.Steps {
		if p.Steps[i].Kind == atom.Flush {
			img, _ := s.Flush()
			return s, img, p.Steps[i+1:]
		}
		s.Apply(&p.Steps[i])
	}
	return s, nil, nil
}
