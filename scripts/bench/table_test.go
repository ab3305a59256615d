package main

import (
	"strings"
	"testing"
)

func TestTable(t *testing.T) {
	native := parse("goos: linux\nBenchmarkLink/plan9/x86_64/100000/recorded=true-2 \t 10 \t 21500000 ns/op\t 4651163 atoms/s\t 12000000 B/op\t 90 allocs/op\n" +
		"BenchmarkLink/plan9/x86_64/100000/memcpy-2 \t 10 \t 500000 ns/op\nBenchmarkLink/plan9/x86_64/functions/100000/update-2 \t 10 \t 1500000 ns/op\nPASS\n")
	chromium := parse("BenchmarkLink/plan9/x86_64/100000/recorded=true \t 10 \t 121500000 ns/op\t 12800000 B/op\nBenchmarkEdit/10000/edit-to-result 5 34000000 ns/op\n")
	var out strings.Builder
	printTable(&out, native, chromium)
	want := []string{
		"what native ms copies B/atom Chromium ms B/atom aim ms",
		"plan9/x86_64/100000/recorded=true 21.50 43.0 120 121.50 128 100 missed",
		"plan9/x86_64/100000/memcpy 0.50 1.0",
		"plan9/x86_64/functions/100000/update 1.50 1 missed, native",
		"10000/edit-to-result 34.00",
	}
	for i, line := range strings.Split(strings.TrimSpace(out.String()), "\n") {
		if got := strings.Join(strings.Fields(line), " "); i >= len(want) || got != want[i] {
			t.Errorf("line %d is %q, want %q", i, got, want)
		}
	}
}
