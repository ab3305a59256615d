//go:build !js

package linkcore_test

import (
	"bytes"
	"debug/elf"
	"debug/plan9obj"
	"encoding/binary"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"linkplay/linkcore"
	"linkplay/linkcore/image"
	"linkplay/linkcore/spec"
)

// Readers that share nothing with us must find in the file what we meant to write.

// readable is a Plan 9 file as Go's readers know it: they know three processors, and all others of the same word size
// differ from those in nothing but the magic number and the order of bytes inside the segments.
func readable(img *image.Image) []byte {
	file := bytes.Clone(img.File)
	if img.Format == "plan9" && img.CPU != "arm" {
		like := "x86"
		if img.WordBytes == 8 {
			like = "x86_64"
		}
		binary.BigEndian.PutUint32(file, spec.FindAoutCPU(like).Magic())
	}
	return file
}

func TestPlan9ObjAgrees(t *testing.T) {
	for _, e := range examples(t) {
		if !strings.HasPrefix(e.Target, "plan9/") {
			continue
		}
		img := link(t, e.text).Image
		f, err := plan9obj.NewFile(bytes.NewReader(readable(img)))
		if err != nil {
			t.Errorf("%s: %v", e.ID, err)
			continue
		}
		if f.Entry != img.Entry {
			t.Errorf("%s: entry %#x, want %#x", e.ID, f.Entry, img.Entry)
		}
		symbols, err := f.Symbols()
		if err != nil {
			t.Errorf("%s: %v", e.ID, err)
		}
		if len(symbols) != len(img.Symbols) {
			t.Errorf("%s: %d symbols, want %d", e.ID, len(symbols), len(img.Symbols))
			continue
		}
		for i, s := range symbols {
			want := &img.Symbols[i]
			if s.Value != want.Value || string(s.Type) != want.Type || (want.Type != "z" && s.Name != want.Name) {
				t.Errorf("%s: symbol %d is %c %#x %q, want %s %#x %q", e.ID, i, s.Type, s.Value, s.Name, want.Type, want.Value, want.Name)
			}
			if want.Type == "z" && want.Value == 1 && s.Name != want.Name {
				t.Errorf("%s: source path %q, want %q", e.ID, s.Name, want.Name)
			}
		}
		data, err := f.Section("data").Data()
		if err != nil || len(data) < img.WordBytes*len(img.Cells) {
			t.Errorf("%s: data segment: %d bytes, %v", e.ID, len(data), err)
		}
	}
}

func TestDebugELFAgrees(t *testing.T) {
	for _, e := range examples(t) {
		if !strings.HasPrefix(e.Target, "elf/") {
			continue
		}
		img := link(t, e.text).Image
		f, err := elf.NewFile(bytes.NewReader(img.File))
		if err != nil {
			t.Errorf("%s: %v", e.ID, err)
			continue
		}
		if f.Entry != img.Entry || f.Type != elf.ET_EXEC || uint64(f.Machine) != spec.FindElfCPU(img.CPU).Machine {
			t.Errorf("%s: entry %#x, type %v, machine %v", e.ID, f.Entry, f.Type, f.Machine)
		}
		symbols, err := f.Symbols() // without symbol 0
		if err != nil {
			t.Errorf("%s: %v", e.ID, err)
		}
		if len(symbols) != len(img.Symbols)-1 {
			t.Fatalf("%s: %d symbols, want %d", e.ID, len(symbols), len(img.Symbols)-1)
		}
		for i, s := range symbols {
			if want := &img.Symbols[i+1]; s.Name != want.Name || s.Value != want.Value || s.Size != want.Size {
				t.Errorf("%s: symbol %d is %+v, want %+v", e.ID, i+1, s, want)
			}
		}
		var last uint64
		for _, p := range f.Progs {
			if p.Type != elf.PT_LOAD {
				continue
			}
			if p.Vaddr < last || p.Flags&(elf.PF_W|elf.PF_X) == elf.PF_W|elf.PF_X || p.Off%p.Align != p.Vaddr%p.Align {
				t.Errorf("%s: segment %+v after %#x", e.ID, p.ProgHeader, last)
			}
			last = p.Vaddr + p.Memsz
		}
		for _, s := range f.Sections {
			if s.Addralign > 1 && s.Addr%s.Addralign != 0 {
				t.Errorf("%s: section %s at %#x wants a multiple of %d", e.ID, s.Name, s.Addr, s.Addralign)
			}
		}
	}
}

// needs fails loudly when a program that the tests need is missing.
func needs(t *testing.T, program, debianPackage string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		t.Fatalf("%s is missing: install the package %s", program, debianPackage)
	}
	return path
}

// write puts a linked file where programs can read and run it.
func write(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o755); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestReadelfIsContent(t *testing.T) {
	readelf := needs(t, "readelf", "binutils")
	for _, e := range examples(t) {
		if !strings.HasPrefix(e.Target, "elf/") {
			continue
		}
		cmd := exec.Command(readelf, "-aW", write(t, e.ID, link(t, e.text).Image.File))
		var errors bytes.Buffer
		cmd.Stderr = &errors
		out, err := cmd.Output()
		if err != nil || errors.Len() > 0 || bytes.Contains(out, []byte("arning")) {
			t.Errorf("%s: %v\n%s%s", e.ID, err, errors.String(), out)
		}
	}
}

func TestGoNmReadsBoth(t *testing.T) {
	for _, e := range examples(t) {
		img := link(t, e.text).Image
		out, err := exec.Command(filepath.Join(runtime.GOROOT(), "bin", "go"), "tool", "nm", write(t, e.ID, readable(img))).CombinedOutput()
		if err != nil {
			t.Errorf("%s: %v\n%s", e.ID, err, out)
			continue
		}
		for i := range img.Symbols {
			s := &img.Symbols[i]
			if s.Type == "T" || s.Type == "FUNC" {
				if !strings.Contains(string(out), s.Name) {
					t.Errorf("%s: go tool nm does not list %s:\n%s", e.ID, s.Name, out)
				}
			}
		}
	}
}

func TestELFExamplesRun(t *testing.T) {
	if runtime.GOOS != "linux" || runtime.GOARCH != "amd64" {
		t.Skip("LOUD: the programs are for Linux on x86_64, and this is another machine")
	}
	for id, want := range map[string]struct {
		out  string
		exit int
	}{
		"hello-elf":  {"Hello from your own linker!\n", 0},
		"three-ways": {"", 0},
		"names":      {"", 0},
		"jumps":      {"", 55},
		"edit":       {"", 42},

		"threads":     {"41 here, 42 in the other thread\n", 42},
		"before-main": {"", 42},

		"hello-aarch64": {"hello, aarch64\n", 0},
		"hello-arm":     {"hello, arm\n", 0},
		"hello-riscv64": {"hello, riscv64\n", 0},
		"hello-sparc64": {"hello, sparc64\n", 0},
	} {
		for _, e := range examples(t) {
			if e.ID != id {
				continue
			}
			for _, text := range []string{e.text, strings.Replace(e.text, e.Target+"\n", e.Target+"\nlayout slack\n", 1)} {
				if strings.Count(text, "layout slack") > 1 {
					continue
				}
				cmd := exec.Command(write(t, id, link(t, text).Image.File))
				if cpu := strings.TrimPrefix(e.Target, "elf/"); cpu != "x86_64" {
					cmd = exec.Command(needs(t, "qemu-"+cpu, "qemu-user"), cmd.Path)
				}
				out, _ := cmd.Output()
				if string(out) != want.out || cmd.ProcessState.ExitCode() != want.exit {
					t.Errorf("%s wrote %q and ended with %d, want %q and %d:\n%s", id, out, cmd.ProcessState.ExitCode(), want.out, want.exit, text)
				}
			}
		}
	}
}

// A file goes out, inspect reads it back, and both say the same of it.
func TestInspectReadsBack(t *testing.T) {
	for _, e := range examples(t) {
		made := link(t, e.text).Image
		made.Cells = slices.DeleteFunc(made.Cells, func(c image.Cell) bool { return c.Tag == image.NoRoom })
		read := linkcore.Inspect(made.File)
		for i := range read.Findings {
			t.Errorf("%s: %s", e.ID, read.Print("file", &read.Findings[i]))
		}
		if read.Image == nil {
			t.Fatalf("%s: nothing came back", e.ID)
		}
		if err := read.Image.Check(); err != nil {
			t.Errorf("%s: %v", e.ID, err)
		}
		if len(read.Image.Symbols) != len(made.Symbols) || len(read.Image.Cells) != len(made.Cells) || read.Image.Entry != made.Entry {
			t.Errorf("%s: %d symbols, %d cells, entry %#x; want %d, %d, %#x", e.ID, len(read.Image.Symbols), len(read.Image.Cells), read.Image.Entry,
				len(made.Symbols), len(made.Cells), made.Entry)
			continue
		}
		for i := range made.Symbols {
			got, want := read.Image.Symbols[i], made.Symbols[i]
			if got.Name != want.Name || got.Value != want.Value || got.Type != want.Type || got.Off != want.Off || got.Len != want.Len {
				t.Errorf("%s: symbol %d is %+v, want %+v", e.ID, i, got, want)
			}
		}
		for i := range made.Cells {
			if read.Image.Cells[i].Value != made.Cells[i].Value || read.Image.Cells[i].Off != made.Cells[i].Off {
				t.Errorf("%s: cell %d is %+v, want %+v", e.ID, i, read.Image.Cells[i], made.Cells[i])
			}
		}
	}
}
