package asm_test

import (
	"testing"

	"linkplay/linkcore/arch"
	"linkplay/linkcore/asm"
	"linkplay/linkcore/atom"
	"linkplay/linkcore/describe"
	"linkplay/linkcore/diag"
)

// BenchmarkAssemble assembles generated programs and reports the time of one instruction.
func BenchmarkAssemble(b *testing.B) {
	for _, record := range []bool{false, true} {
		name := "plain"
		if record {
			name = "recorded"
		}
		b.Run(name, func(b *testing.B) { benchmarkAssemble(b, record) })
	}
}

func benchmarkAssemble(b *testing.B, record bool) {
	p, found := describe.Parse(describe.Generate("elf/x86_64", 10_000, 1))
	if len(found) > 0 {
		b.Fatal(found[0].String())
	}
	instructions := 0
	for i := range p.Items {
		if p.Items[i].Kind == atom.ItemInstr {
			instructions++
		}
	}
	cpu := arch.Find("x86_64")
	var code asm.Code
	b.ReportAllocs()
	for b.Loop() {
		var f diag.List
		code = asm.Code{Bytes: code.Bytes[:0], Refs: code.Refs[:0], Parts: code.Parts[:0], Args: code.Args[:0], Lines: code.Lines[:0]}
		a := asm.New(p, cpu, record)
		for i := range p.Atoms {
			a.Assemble(&p.Atoms[i], &code, &f)
		}
		if len(f) > 0 {
			b.Fatal(f[0].String())
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(instructions), "ns/instruction")
}
