package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"
)

// timeLd is the median of three static links by ld.bfd, of one object with this many functions in sections of
// their own; each calls four others.
func timeLd(atoms int) (time.Duration, error) {
	dir, err := os.MkdirTemp("", "linkplay-bench-")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir)
	var source bytes.Buffer
	for i := range atoms {
		fmt.Fprintf(&source, ".section .text.f%d,\"ax\"\n.globl f%d\nf%d:\n", i, i, i)
		for call := range 4 {
			fmt.Fprintf(&source, "call f%d\n", (i*31+call*7919)%atoms)
		}
		source.WriteString("ret\n")
	}
	object := filepath.Join(dir, "atoms.o")
	assemble := exec.Command("as", "-o", object)
	assemble.Stdin = &source
	if out, err := assemble.CombinedOutput(); err != nil {
		return 0, fmt.Errorf("as: %w\n%s", err, out)
	}
	var times []time.Duration
	for range 3 {
		started := time.Now()
		if out, err := exec.Command("ld.bfd", "-e", "f0", "-o", filepath.Join(dir, "atoms"), object).CombinedOutput(); err != nil {
			return 0, fmt.Errorf("ld.bfd: %w\n%s", err, out)
		}
		times = append(times, time.Since(started))
	}
	slices.Sort(times)
	return times[1], nil
}
