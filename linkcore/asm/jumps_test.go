//go:build !js

package asm_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestJumpLengthsAgainstGNU compares the lengths of jumps in random atoms, where one that grows pushes others out of
// reach, with what GNU as chooses.
func TestJumpLengthsAgainstGNU(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var cases []gnuCase
	var ours strings.Builder
	ours.WriteString("target elf/x86_64\n")
	for i := range 300 {
		a, b := randomJumps(random, i)
		fmt.Fprintf(&ours, "func f%d\n%s", i, a)
		cases = append(cases, gnuCase{a, b})
	}
	want, _ := gnuX8664.run(t, cases)
	r := assemble(ours.String(), true)
	for i := range cases {
		if got := r.bytes(i); !bytes.Equal(got, want[i]) {
			t.Fatalf("atom %d has %d bytes, with GNU as %d:\n%s% x\n% x", i, len(got), len(want[i]), cases[i].ours, got, want[i])
		}
	}
	checkParts(t, r)
}

// randomJumps writes an atom of jumps, with room between them so that many are at the edge of the short form's reach.
func randomJumps(random *rand.Rand, atom int) (ours, gnu string) {
	var a, b strings.Builder
	labels := 2 + random.IntN(12)
	for label := range labels {
		fmt.Fprintf(&a, ".l%d:\n", label)
		fmt.Fprintf(&b, "l%d_%d:\n", atom, label)
		for range 1 + random.IntN(3) {
			to := random.IntN(labels)
			name := [...]string{"jmp", "je", "jg", "call"}[random.IntN(4)]
			fmt.Fprintf(&a, "%s .l%d\n", name, to)
			fmt.Fprintf(&b, "%s l%d_%d\n", name, atom, to)
		}
		zeros := random.IntN(100)
		fmt.Fprintf(&a, "zero %d\n", zeros)
		fmt.Fprintf(&b, ".zero %d\n", zeros)
		if random.IntN(8) == 0 {
			fmt.Fprintf(&a, "u32 .l0 - .l%d, .l%d - .\n", labels-1, labels-1)
			fmt.Fprintf(&b, ".long l%d_0 - l%[1]d_%[2]d, l%[1]d_%[2]d - .\n", atom, labels-1)
		}
	}
	return a.String(), b.String()
}
