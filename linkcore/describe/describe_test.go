package describe

import (
	"testing"
)

func BenchmarkParse(b *testing.B) {
	text := Generate("plan9/x86_64", 100_000, 1)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Parse(text)
	}
}

func BenchmarkCheck(b *testing.B) {
	text := Generate("plan9/x86_64", 100_000, 1)
	p, _ := Parse(text)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Check(p)
	}
}

func TestX(t *testing.T) {
	text := Generate("plan9/x86_64", 20, 1)
	t.Log(text)
	p, f := Read(text)
	for i := range f {
		t.Log(f[i].String())
	}
	p, f = Read(Generate("plan9/x86_64", 100000, 1))
	for i := range f {
		t.Log(f[i].String())
	}
	t.Log(p.Lines, len(p.Terms), len(p.Operands), len(p.Items), p.Names.Len(), cap(p.Terms), cap(p.Operands), cap(p.Items))
}
