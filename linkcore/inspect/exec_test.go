//go:build !js

package inspect

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"linkplay/linkcore/image"
)

// command runs a program that makes a file, or skips the test when the program is not there.
func command(t *testing.T, env []string, name string, args ...string) {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skip(err)
	}
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), env...)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %v\n%s", cmd.Args, err, out)
	}
}

// compareFile compares a file with an independent reader and tells how much memory the inspection took.
func compareFile(t *testing.T, path string) *image.Image {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Skip(err)
	}
	img := compare(t, data)
	allocated, took := spent(data)
	t.Logf("%s: %d bytes, %.1f times that, %v", filepath.Base(path), len(data), float64(allocated)/float64(len(data)), took)
	if allocated > uint64(16*len(data)+1<<20) {
		t.Errorf("%d bytes were allocated for a file of %d", allocated, len(data))
	}
	return img
}

// owned tells how many bytes of a file belong to no atom, of those in an extent.
func owned(img *image.Image, extent string) (atoms, others uint64) {
	for _, e := range img.Extents {
		if e.Name != extent {
			continue
		}
		for i := img.SpanAt(e.Off); i < len(img.Spans) && uint64(img.Spans[i].Off) < e.Off+e.FileSize; i++ {
			if img.Owners[img.Spans[i].Owner].Symbol != 0 {
				atoms += uint64(img.Spans[i].Len)
			} else {
				others += uint64(img.Spans[i].Len)
			}
		}
	}
	return atoms, others
}

const hello = "package main\n\nfunc main() { println(\"hello\") }\n"

// TestGo inspects what another linker makes.
func TestGo(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the runtime for four targets")
	}
	source := filepath.Join(t.TempDir(), "hello.go")
	if err := os.WriteFile(source, []byte(hello), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, target := range []struct{ system, arch, text string }{{"plan9", "amd64", "text"}, {"plan9", "386", "text"}, {"plan9", "arm", "text"}, {"linux", "amd64", ".text"}} {
		t.Run(target.system+" "+target.arch, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "hello")
			command(t, []string{"GOOS=" + target.system, "GOARCH=" + target.arch, "CGO_ENABLED=0"}, "go", "build", "-o", out, source)
			img := compareFile(t, out)
			for _, name := range []string{"main.main", "runtime.schedinit"} {
				found := false
				for _, o := range img.Owners {
					found = found || o.Name == name && o.Kind == image.OwnerCode && o.Size > 0
				}
				if !found {
					t.Errorf("no bytes belong to %s", name)
				}
			}
			if atoms, others := owned(img, target.text); others*10 > atoms {
				t.Errorf("%d bytes of text have atoms and %d have none", atoms, others)
			}
		})
	}
}

// TestELF inspects files that are on the machine: a stripped program, a library, and this very test.
func TestELF(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Skip(err)
	}
	libraries, _ := filepath.Glob("/lib/*-linux-gnu/libc.so.6")
	for _, path := range append([]string{"/bin/true", self}, libraries...) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			img := compareFile(t, path)
			if img.Format != "elf" {
				t.Skip("this system has no ELF files")
			}
		})
	}
}

// TestC inspects what a C compiler and the system's linker make.
func TestC(t *testing.T) {
	dir := t.TempDir()
	source, object, program := filepath.Join(dir, "c.c"), filepath.Join(dir, "c.o"), filepath.Join(dir, "c")
	text := "static int count = 7; int zeros[100]; const char *names[] = {\"a\", \"b\"}; __thread int own = 3;\n" +
		"static int helper(int x) { return x * count; }\nint twice(int x) { return helper(x) * 2 + zeros[x] + own; }\n" +
		"int main(void) { return twice(3) - 42; }\n"
	if err := os.WriteFile(source, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	command(t, nil, "gcc", "-g", "-ffunction-sections", "-c", "-o", object, source)
	for _, o := range []string{"twice", "helper", "main", "count", "names", "own"} {
		img := compareFile(t, object)
		found := uint64(0)
		for i := range img.Owners {
			if img.Owners[i].Name == o {
				found = img.Owners[i].Size
			}
		}
		if found == 0 {
			t.Errorf("no bytes of the object file belong to %s", o)
		}
	}
	for _, flags := range [][]string{{"-static"}, {"-pie", "-fPIE"}, {"-shared", "-fPIC"}, {"-m32"}} {
		t.Run(flags[0], func(t *testing.T) {
			if flags[0] == "-m32" && exec.Command("gcc", "-m32", "-o", program, source).Run() != nil {
				t.Skip("no 32-bit library")
			}
			command(t, nil, "gcc", append(flags, "-o", program, source)...)
			img := compareFile(t, program)
			if flags[0] == "-static" {
				if atoms, others := owned(img, ".text"); others*10 > atoms {
					t.Errorf("%d bytes of .text have atoms and %d have none", atoms, others)
				}
			}
			if len(img.Cells) == 0 && flags[0] != "-m32" {
				t.Error("there is no GOT")
			}
			command(t, nil, "strip", program)
			compareFile(t, program)
		})
	}
}
