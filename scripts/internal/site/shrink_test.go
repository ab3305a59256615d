package site

import (
	"bytes"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// dataSection makes a segment of each text, each 1000 bytes behind the one before.
func dataSection(at int, texts ...string) []byte {
	section := []byte{byte(len(texts))}
	for i, text := range texts {
		section = append(section, 0, i32const)
		section = append(appendSigned(section, int64(at+1000*i)), end, byte(len(text)))
		section = append(section, text...)
	}
	return section
}

func module(data []byte) []byte {
	return append(append([]byte("\x00asm\x01\x00\x00\x00\x0b"), byte(len(data))), data...)
}

func TestSegmentsBecomeOne(t *testing.T) {
	start, memory, err := memoryOf(dataSection(4096, "first", "second"))
	if want := "first" + strings.Repeat("\x00", 995) + "second"; err != nil || start != 4096 || string(memory) != want {
		t.Fatalf("memory of %d bytes from %d: %v", len(memory), start, err)
	}
	again, same, err := memoryOf(oneSegment(start, memory))
	if err != nil || again != start || !bytes.Equal(same, memory) {
		t.Errorf("written as one segment it is another: %v", err)
	}
}

func TestForeignWasmIsRefused(t *testing.T) {
	if _, err := shrink(module(dataSection(0, strings.Repeat("x", 100)))); err != nil {
		t.Error(err)
	}
	if _, err := shrink(module(dataSection(-1, "x"))); err == nil {
		t.Error("an address below zero was accepted")
	}
	if _, err := shrink(module(append([]byte{2}, bytes.Repeat(dataSection(0, "x")[1:], 2)...))); err == nil {
		t.Error("segments that overlap were accepted")
	}
	good := module(dataSection(0, "first", "second"))
	for n := range good {
		if out, err := shrink(good[:n]); err == nil && n != 8 {
			t.Errorf("the first %d bytes were accepted and became %x", n, out)
		}
	}
}

// A program does the same after it was shrunk, and its stack still says where our own functions broke.
func TestShrunkProgram(t *testing.T) {
	root, err := Root()
	if err != nil {
		t.Fatal(err)
	}
	goroot, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(t.TempDir(), "panics.wasm")
	if err := compile(root, "./scripts/internal/site/testdata/panics", program); err != nil {
		t.Fatal(err)
	}
	runner := filepath.Join(strings.TrimSpace(string(goroot)), "lib", "wasm", "wasm_exec_node.js")
	run := exec.Command("node", runner, program)
	run.Env = []string{}
	out, _ := run.CombinedOutput() // ends with an error, as it should
	for _, want := range []string{" 0 1 3]\n", "index out of range [120] with length 26", "main.breaks(", "panics/main.go:", "strings.Map("} {
		if !strings.Contains(string(out), want) {
			t.Errorf("%q is missing", want)
		}
	}
	if strings.Contains(string(out), "strings.go:") {
		t.Error("the standard library's lines are still there")
	}
	if t.Failed() {
		t.Logf("%s", out)
	}
}
