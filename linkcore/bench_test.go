package linkcore_test

import (
	"fmt"
	"testing"

	"linkplay/linkcore"
	"linkplay/linkcore/describe"
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
			b.Run(fmt.Sprintf("%s/%d/memcpy", target, atoms), func(b *testing.B) {
				b.SetBytes(int64(len(read.Image.File)))
				out := make([]byte, len(read.Image.File))
				for b.Loop() {
					copy(out, read.Image.File)
				}
			})
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
}
