package describe

import "testing"

// The text of a large program: a hundred thousand atoms with about four references each.
func large() string { return Generate("plan9/x86_64", 100_000, 1) }

func BenchmarkParse(b *testing.B) {
	text := large()
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Parse(text)
	}
}

func BenchmarkCheck(b *testing.B) {
	text := large()
	p, _ := Parse(text)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Check(p)
	}
}

func BenchmarkFormat(b *testing.B) {
	text := large()
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Format(text)
	}
}

// A text in which every line is a finding must not be slower than one without.
func BenchmarkNonsense(b *testing.B) {
	text := large()
	raw := []byte(text)
	for i := range raw {
		if raw[i] == ' ' && i%3 == 0 {
			raw[i] = ')'
		}
	}
	text = string(raw)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Read(text)
	}
}
