//go:build !js

package inspect

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"linkplay/linkcore/image"
)

// toolchain assembles and links for one processor with binutils.
type toolchain struct {
	name      string
	prefix    string // of as, ld, objdump
	as, ld    []string
	call      string // calls ext, which another file has
	word      string // directive for an address
	noPLT     bool   // stubs are no section of their own or are made at run time
	bigEndian bool
}

var toolchains = []toolchain{
	{name: "x86_64", call: "call ext@PLT", word: ".quad"},
	{name: "x86", as: []string{"--32"}, ld: []string{"-m", "elf_i386"}, call: "call ext@PLT", word: ".long"},
	{name: "aarch64", prefix: "aarch64-linux-gnu-", call: "bl ext", word: ".xword"},
	{name: "arm", prefix: "arm-linux-gnueabi-", call: "bl ext(PLT)", word: ".long"},
	{name: "riscv64", prefix: "riscv64-linux-gnu-", call: "call ext@plt", word: ".quad"},
	{name: "mips", prefix: "mips-linux-gnu-", as: []string{"-KPIC", "-32"}, ld: []string{"-m", "elf32btsmip"}, call: "lw $25, %call16(ext)($28)\n jalr $25\n nop", word: ".word", noPLT: true, bigEndian: true},
	{name: "sparc64", prefix: "sparc64-linux-gnu-", as: []string{"-KPIC", "-Av9a", "-64"}, call: "call ext\n nop", word: ".xword", bigEndian: true},
	{name: "sparc", prefix: "sparc64-linux-gnu-", as: []string{"-KPIC", "-32"}, ld: []string{"-m", "elf32_sparc"}, call: "call ext\n nop", word: ".word", bigEndian: true},
	{name: "powerpc64", prefix: "powerpc64-linux-gnu-", call: "bl ext\n nop", word: ".quad", noPLT: true, bigEndian: true},
	{name: "powerpc", prefix: "powerpc64-linux-gnu-", as: []string{"-a32", "-mppc"}, ld: []string{"-m", "elf32ppclinux"}, call: "bl ext@plt", word: ".long", noPLT: true, bigEndian: true},
}

// source is a file that calls another one and has what linkers make tables of.
func (c *toolchain) source() string {
	return strings.NewReplacer("CALL", c.call, "WORD", c.word).Replace(`
	.text
	.globl _start
	.type _start, %function
_start:
	CALL
	.size _start, .-_start
	.globl twice
	.type twice, %function
twice:
	CALL
	CALL
	.size twice, .-twice
	.section .init_array, "aw", %init_array
	WORD twice
	.data
	.globl table
	.type table, %object
table:
	WORD twice
	WORD ext
	WORD table+16
	.size table, .-table
	.section .tdata, "awT", %progbits
	.long 7
	.section .text.once, "axG", %progbits, once, comdat
	.weak once
once:
	.long 0
	.section .note.ours, "a", %note
	.long 5, 6, 77
	.ascii "ours\0\0\0\0"
	.ascii "hello\0\0\0"
	.ident "as of this test"
`)
}

const library = `
	.text
	.globl ext
	.type ext, %function
ext:
	.long 0
	.size ext, .-ext
	.globl old
	.type old, %function
old:
	.long 0
	.symver old, other@V1
`

// build makes an object file, a library with versions and programs that need it, and returns their paths.
func (c *toolchain) build(t *testing.T) (files map[string]string) {
	t.Helper()
	dir := t.TempDir()
	files = map[string]string{}
	path := func(name string) string {
		files[name] = filepath.Join(dir, name)
		return files[name]
	}
	write := func(name, text string) string {
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return p
	}
	tool := func(name string, fixed []string, args ...string) {
		t.Helper()
		command(t, nil, c.prefix+name, append(slices.Clone(fixed), args...)...)
	}
	object, ext := path("main.o"), filepath.Join(dir, "ext.o")
	tool("as", c.as, "-o", object, write("main.s", c.source()))
	tool("as", c.as, "-o", ext, write("ext.s", library))
	script := write("ext.map", "V1 { global: other; local: old; };\nV2 { global: ext; } V1;\n")
	tool("ld", c.ld, "-shared", "-soname", "libext.so.2", "--version-script", script, "--hash-style=both", "--build-id", "-o", path("libext.so"), ext)
	common := []string{"--eh-frame-hdr", "-dynamic-linker", "/lib/ld.so", "-rpath", "/opt/x", files["libext.so"]}
	tool("ld", c.ld, append([]string{"-pie", "--hash-style=both", "-z", "now", "-o", path("pie"), object}, common...)...)
	tool("ld", c.ld, append([]string{"--hash-style=sysv", "-o", path("lazy"), object}, common...)...)
	tool("ld", c.ld, "-o", path("static"), object, ext)
	if c.name == "x86_64" {
		tool("ld", c.ld, append([]string{"-pie", "-z", "ibtplt", "-o", path("ibt"), object}, common...)...)
		tool("ld", c.ld, append([]string{"-pie", "-z", "pack-relative-relocs", "-o", path("relr"), object}, common...)...)
	}
	return files
}

// TestCrossing compares files for other processors, of 32 and 64 bits in both byte orders, with other readers; and once
// more without their section headers, when the dynamic section has to lead to the same tables.
func TestCrossing(t *testing.T) {
	for i := range toolchains {
		c := &toolchains[i]
		t.Run(c.name, func(t *testing.T) {
			files := c.build(t)
			for name, path := range files {
				img := compareTables(t, path)
				if big := img.Order != 0; big != c.bigEndian {
					t.Errorf("%s: its byte order is %v", name, img.Order)
				}
				if name == "main.o" {
					checkObject(t, img)
					continue
				}
				if dynamic := name != "libext.so" && name != "static"; !c.noPLT && compareStubs(t, img, c.prefix+"objdump", path) == 0 && dynamic {
					t.Errorf("%s has no stubs", name)
				}
				checkNamed(t, name, img)
				if name != "static" {
					compareStripped(t, name, img)
				}
			}
		})
	}
}

// checkObject looks at what only object files have.
func checkObject(t *testing.T, img *image.Image) {
	t.Helper()
	groups := 0
	for i := range img.Listings {
		if l := &img.Listings[i]; strings.HasSuffix(l.Name, "section group") {
			groups++
			if cells, _, _ := l.Of.Row(0); !strings.Contains(l.Name, "of once,") || cells[1] != ".text.once" {
				t.Errorf("the group %s has %q", l.Name, cells)
			}
		}
	}
	if groups != 1 {
		t.Errorf("%d section groups", groups)
	}
	if rows := rowsOf(img, ".note.ours, notes"); len(rows) != 1 || rows[0][0] != "ours" || rows[0][1] != "0x4d" {
		t.Errorf("the note is %q", rows)
	}
}

// checkNamed holds that what the loader fills has names.
func checkNamed(t *testing.T, name string, img *image.Image) {
	t.Helper()
	if name == "libext.so" || name == "static" {
		return
	}
	found := false
	for i := range img.Cells {
		found = found || strings.HasPrefix(img.Cells[i].Tag, byLoader+"ext@V2")
	}
	for _, rows := range listingsOf(img, "relocations") {
		for _, r := range rows {
			found = found || r[3] == "ext@V2"
		}
	}
	if !found {
		t.Errorf("%s: nothing is filled with ext@V2", name)
	}
	if rows := rowsOf(img, ".init_array, functions"); len(rows) != 1 || rows[0][2] != "twice" {
		t.Errorf("%s: the functions of .init_array are %q", name, rows)
	}
}

// compareStripped takes the section headers away: the dynamic section must lead to the same tables.
func compareStripped(t *testing.T, name string, whole *image.Image) {
	t.Helper()
	data := bytes.Clone(whole.File)
	shoff, counts, word := 40, 58, 8
	if whole.WordBytes == 4 {
		shoff, counts, word = 32, 46, 4
	}
	clear(data[shoff : shoff+word])
	clear(data[counts : counts+6])
	img, findings := Inspect(data)
	prove(t, data, img, findings)
	if len(findings) > 0 {
		t.Errorf("%s without section headers: %v", name, findings)
	}
	for _, kind := range []string{"dynamic section", "needed versions", "defined versions", "hash table", "GNU hash table", "functions"} {
		want, got := withoutNames(listingsOf(whole, kind)), withoutNames(listingsOf(img, kind))
		if want != got {
			t.Errorf("%s without section headers: the %s\n%sand with them\n%s", name, kind, got, want)
		}
	}
	symbols := func(img *image.Image, from, size uint64) (all string) {
		for i := range img.Symbols {
			if s := &img.Symbols[i]; uint64(s.Off)-from < size {
				all += fmt.Sprintf("%#x %s%s %#x %d %s %s\n", s.Off, s.Name, img.VersionOf(s), s.Value, s.Size, s.Type, s.Binding)
			}
		}
		return all
	}
	for i := range whole.Sections {
		s := &whole.Sections[i]
		if s.Type == "DYNSYM" {
			if want, got := symbols(whole, s.Off, s.Size), symbols(img, 0, uint64(len(data))); want != got {
				t.Errorf("%s without section headers: the symbols\n%sand with them\n%s", name, got, want)
			}
		}
	}
	if name == "pie" || name == "lazy" {
		relocs := func(img *image.Image) map[string]bool {
			all := map[string]bool{}
			for _, rows := range listingsOf(img, "relocations") {
				for _, r := range rows {
					all[r[0]+" "+r[2]] = true
				}
			}
			return all
		}
		if want, got := relocs(whole), relocs(img); !maps.Equal(want, got) {
			t.Errorf("%s without section headers: the relocations %v, and with them %v", name, got, want)
		}
	}
}

// withoutNames prints listings without what addresses are called.
func withoutNames(all map[string][][]string) string {
	var b strings.Builder
	for _, rows := range all {
		for _, r := range rows {
			if strings.HasPrefix(r[0], "DT_") {
				r = r[:2]
			}
			if strings.HasPrefix(r[0], "0x") {
				r = r[:2]
			}
			fmt.Fprintln(&b, r)
		}
	}
	return b.String()
}

// TestGoLoaded inspects a Go program that wants a loader.
func TestGoLoaded(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the runtime")
	}
	dir := t.TempDir()
	source, out := filepath.Join(dir, "hello.go"), filepath.Join(dir, "hello")
	if err := os.WriteFile(source, []byte(hello), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, arch := range []string{"amd64"} {
		t.Run(arch, func(t *testing.T) {
			command(t, []string{"GOOS=linux", "GOARCH=" + arch, "CGO_ENABLED=0"}, "go", "build", "-buildmode=pie", "-o", out, source)
			img := compareTables(t, out)
			id, err := exec.Command("go", "tool", "buildid", out).Output()
			if err != nil {
				t.Fatal(err)
			}
			if rows := rowsOf(img, ".note.go.buildid, notes"); len(rows) != 1 || rows[0][2] != strings.TrimSpace(string(id)) {
				t.Errorf("the notes are %q; the go command says %s", rows, id)
			}
		})
	}
}
