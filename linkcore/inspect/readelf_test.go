//go:build !js

package inspect

import (
	"bytes"
	goelf "debug/elf"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"linkplay/linkcore/image"
	"linkplay/linkcore/shape"
)

// rowsOf returns the rows of a listing, without the bytes that they tell of, or nil.
func rowsOf(img *image.Image, name string) (rows [][]string) {
	for i := range img.Listings {
		l := &img.Listings[i]
		if l.Name != name {
			continue
		}
		for n := range l.Rows {
			cells, _, _ := l.Of.Row(n)
			rows = append(rows, cells)
		}
	}
	return rows
}

// listingsOf returns the listings of a kind, by section.
func listingsOf(img *image.Image, kind string) map[string][][]string {
	all := map[string][][]string{}
	for i := range img.Listings {
		if section, ok := strings.CutSuffix(img.Listings[i].Name, kind); ok && (section == "" || strings.HasSuffix(section, ", ")) {
			section = strings.TrimSuffix(section, ", ")
			all[section] = rowsOf(img, img.Listings[i].Name)
		}
	}
	return all
}

func output(t testing.TB, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skip(err)
	}
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %v", cmd.Args, err)
	}
	return string(out)
}

// compareTables holds the tables of a file against debug/elf and readelf.
func compareTables(t *testing.T, path string) *image.Image {
	t.Helper()
	img := compareFile(t, path)
	f, err := goelf.NewFile(bytes.NewReader(img.File))
	if err != nil {
		t.Fatal(err)
	}
	checkLabels(t, img)
	comparePrograms(t, img, f)
	compareDynamic(t, img, f)
	comparePrintedDynamic(t, img, output(t, "readelf", "-dW", path))
	compareRelocs(t, img, f, output(t, "readelf", "-rW", path))
	compareVersions(t, img, f, output(t, "readelf", "-VW", path))
	compareNotes(t, img, output(t, "readelf", "-nW", path))
	return img
}

// told are the sections of which every byte is a field of some record: by type, and by name.
var told = map[string]bool{"DYNSYM": true, "DYNAMIC": true, "RELA": true, "REL": true, "RELR": true, "NOTE": true, "HASH": true, "GNU_HASH": true, "VERSYM": true,
	"VERNEED": true, "VERDEF": true, "INIT_ARRAY": true, "FINI_ARRAY": true, "PREINIT_ARRAY": true, "GROUP": true, "STRTAB": true, "SYMTAB": true,
	".interp": true, ".comment": true, ".got": true, ".got.plt": true, ".eh_frame_hdr": true}

// checkLabels holds that no byte of a table is mere contents.
func checkLabels(t *testing.T, img *image.Image) {
	t.Helper()
	for i := range img.Sections {
		s := &img.Sections[i]
		if !told[s.Type] && (!told[s.Name] || s.Type != "PROGBITS") {
			continue
		}
		for n := img.SpanAt(s.Off); s.Size > 0 && n < len(img.Spans) && uint64(img.Spans[n].Off) < s.Off+s.Size; n++ {
			if rule := img.Rules[img.Spans[n].Rule]; rule == shape.Foreign || rule == shape.Unknown {
				t.Errorf("%d bytes of %s, %s, are %s at %#x", img.Spans[n].Len, s.Name, s.Type, rule.Name, img.Spans[n].Off)
			}
		}
	}
}

func comparePrograms(t *testing.T, img *image.Image, f *goelf.File) {
	t.Helper()
	rows := rowsOf(img, "Program headers")
	if len(rows) != len(f.Progs) {
		t.Fatalf("%d program headers; the other reader has %d", len(rows), len(f.Progs))
	}
	for i, p := range f.Progs {
		flags := []byte("---")
		for k, bit := range []goelf.ProgFlag{goelf.PF_R, goelf.PF_W, goelf.PF_X} {
			if p.Flags&bit != 0 {
				flags[k] = "rwx"[k]
			}
		}
		want := []string{p.Type.String(), string(flags), hexWord(p.Off), hexWord(p.Vaddr), fmt.Sprint(p.Filesz), fmt.Sprint(p.Memsz), hexWord(p.Align)}
		if strings.Contains(want[0], "PROC") {
			want[0] = rows[i][0] // the other reader has no word
		}
		if strings.Join(rows[i], " ") != strings.Join(want, " ") {
			t.Errorf("program header %d is %q; the other reader has %q", i, rows[i], want)
		}
	}
}

func compareDynamic(t *testing.T, img *image.Image, f *goelf.File) {
	t.Helper()
	var rows [][]string
	for _, rows = range listingsOf(img, "dynamic section") {
	}
	told := func(tag string, column int) (values []string) {
		for _, r := range rows {
			if r[0] == tag {
				values = append(values, r[column])
			}
		}
		return values
	}
	for _, tag := range []goelf.DynTag{goelf.DT_NEEDED, goelf.DT_SONAME, goelf.DT_RPATH, goelf.DT_RUNPATH} {
		want, err := f.DynString(tag)
		if err != nil {
			t.Fatal(err)
		}
		if got := told(tag.String(), 2); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%v is %q; the other reader has %q", tag, got, want)
		}
	}
	for _, tag := range []goelf.DynTag{goelf.DT_SYMTAB, goelf.DT_STRTAB, goelf.DT_STRSZ, goelf.DT_PLTGOT, goelf.DT_RELA, goelf.DT_REL, goelf.DT_FLAGS_1, goelf.DT_VERNEEDNUM, goelf.DT_GNU_HASH} {
		values, err := f.DynValue(tag)
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		for _, v := range values {
			want = append(want, hexWord(v))
		}
		if got := told(tag.String(), 1); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%v is %q; the other reader has %q", tag, got, want)
		}
	}
}

var printedTag = regexp.MustCompile(`(?m)^ 0x([0-9a-f]+) \(([^)]*)\) +(.*)$`)

func comparePrintedDynamic(t *testing.T, img *image.Image, text string) {
	t.Helper()
	var rows [][]string
	for _, rows = range listingsOf(img, "dynamic section") {
	}
	lines := printedTag.FindAllStringSubmatch(text, -1)
	if len(lines) != len(rows) {
		t.Fatalf("%d dynamic entries; readelf has %d", len(rows), len(lines))
	}
	for i, line := range lines {
		tag, value := line[2], strings.TrimSpace(line[3])
		if got := strings.TrimPrefix(rows[i][0], "DT_"); got != tag && !strings.HasPrefix(got, "0x") {
			t.Errorf("dynamic entry %d is %s; readelf says %s", i, got, tag)
		}
		if bytes, ok := strings.CutSuffix(value, " (bytes)"); ok && rows[i][2] != bytes+" bytes" {
			t.Errorf("dynamic entry %d, %s, is %s; readelf says %s", i, tag, rows[i][2], value)
		}
	}
}

// compareRelocs compares type and symbol of every relocation.
func compareRelocs(t *testing.T, img *image.Image, f *goelf.File, text string) {
	t.Helper()
	listings, section, n := listingsOf(img, "relocations"), "", 0
	seen := 0
	for _, line := range strings.Split(text, "\n") {
		if _, rest, ok := strings.Cut(line, "Relocation section '"); ok {
			section, _, _ = strings.Cut(rest, "'")
			n = 0
			continue
		}
		words := strings.Fields(line)
		if len(words) < 3 || !strings.HasPrefix(words[2], "R_") {
			continue
		}
		rows := listings[section]
		if n >= len(rows) {
			t.Fatalf("%s has only %d relocations; readelf has %q as well", section, len(rows), line)
		}
		row := rows[n]
		n++
		seen++
		if at, _ := strconv.ParseUint(words[0], 16, 64); row[0] != hexWord(at) {
			t.Errorf("relocation %d of %s is at %s; readelf says %s", n-1, section, row[0], line)
		}
		if row[2] != words[2] {
			t.Errorf("relocation %d of %s is a %s; readelf says %s", n-1, section, row[2], line)
		}
		if len(words) >= 5 {
			if symbol, _, _ := strings.Cut(row[3], "@@"); symbol != strings.Split(words[4], "@@")[0] {
				t.Errorf("relocation %d of %s speaks of %q; readelf says %s", n-1, section, row[3], line)
			}
		}
		if len(words) >= 7 {
			want, _ := strconv.ParseInt(words[5]+words[6], 16, 64)
			if got, err := strconv.ParseInt(row[4], 0, 64); err != nil || got != want {
				t.Errorf("relocation %d of %s adds %s; readelf says %s", n-1, section, row[4], line)
			}
		}
	}
	total := 0
	for _, rows := range listings {
		total += len(rows)
	}
	if total != seen && f.Machine != goelf.EM_MIPS { // there readelf writes three lines for one
		t.Errorf("%d relocations; readelf has %d", total, seen)
	}
}

var (
	printedVersion = regexp.MustCompile(`([0-9a-f]+)(h?) *\(([^)]*)\)`)
	printedNeed    = regexp.MustCompile(`Name: (\S+)  Flags: (.*?)  Version: (\d+)`)
	printedDefined = regexp.MustCompile(`Rev: \d+  Flags: .*?Index: (\d+)  Cnt: \d+  Name: (\S+)`)
)

func compareVersions(t *testing.T, img *image.Image, f *goelf.File, text string) {
	t.Helper()
	need, define := "", ""
	for _, rows := range listingsOf(img, "needed versions") {
		for _, r := range rows {
			if r[1] != "" {
				need += r[0] + " " + r[1] + "\n"
			}
		}
	}
	for _, rows := range listingsOf(img, "defined versions") {
		last := ""
		for _, r := range rows {
			if r[1] != "" && r[0] != last { // later names are of versions that this one builds on
				define += r[0] + " " + r[1] + "\n"
				last = r[0]
			}
		}
	}
	wantNeed, wantDefine := "", ""
	for _, m := range printedNeed.FindAllStringSubmatch(text, -1) {
		wantNeed += m[3] + " " + m[1] + "\n"
	}
	for _, m := range printedDefined.FindAllStringSubmatch(text, -1) {
		wantDefine += m[1] + " " + m[2] + "\n"
	}
	if need != wantNeed || define != wantDefine {
		t.Errorf("versions are needed\n%sand defined\n%sreadelf has\n%sand\n%s", need, define, wantNeed, wantDefine)
	}
	symbols, err := f.DynamicSymbols()
	if err != nil || len(symbols) == 0 {
		return
	}
	table := f.SectionByType(goelf.SHT_DYNSYM)
	n := -1 // nobody's is not among the other reader's
	for i := range img.Symbols {
		s := &img.Symbols[i]
		if uint64(s.Off)-table.Offset >= table.Size {
			continue
		}
		if n++; n == 0 {
			continue
		}
		if got := strings.TrimLeft(img.VersionOf(s), "@"); n <= len(symbols) && got != symbols[n-1].Version {
			t.Errorf("the version of %s is %q; the other reader has %q", s.Name, got, symbols[n-1].Version)
		}
	}
}

func compareNotes(t *testing.T, img *image.Image, text string) {
	t.Helper()
	notes := map[string]string{}
	for _, rows := range listingsOf(img, "notes") {
		for _, r := range rows {
			notes[r[1]] = r[2]
		}
	}
	for _, line := range strings.Split(text, "\n") {
		if _, id, ok := strings.Cut(line, "Build ID: "); ok && notes["NT_GNU_BUILD_ID"] != id {
			t.Errorf("the build ID is %s; readelf says %s", notes["NT_GNU_BUILD_ID"], id)
		}
		if _, abi, ok := strings.Cut(line, "OS: Linux, ABI: "); ok && notes["NT_GNU_ABI_TAG"] != "Linux "+strings.TrimSpace(abi)+" or later" {
			t.Errorf("the ABI is %s; readelf says %s", notes["NT_GNU_ABI_TAG"], abi)
		}
	}
}

var printedStub = regexp.MustCompile(`(?m)^0*([0-9a-f]+) <([^>]*@plt)>:`)

// compareStubs compares the names of PLT stubs with those that objdump makes up.
func compareStubs(t *testing.T, img *image.Image, objdump, path string) (stubs int) {
	t.Helper()
	owners := map[string]string{}
	for i := range img.Owners {
		if o := &img.Owners[i]; strings.HasSuffix(o.Name, "@plt") {
			owners[strconv.FormatUint(o.Addr, 16)] = o.Name
		}
	}
	for _, m := range printedStub.FindAllStringSubmatch(output(t, objdump, "-d", path), -1) {
		stubs++
		name, _, _ := strings.Cut(m[2], "@")
		if strings.HasPrefix(m[2], "*ABS*") {
			continue
		}
		if owners[m[1]] != name+"@plt" {
			t.Errorf("the stub at %s is called %q; objdump says %q", m[1], owners[m[1]], m[2])
		}
	}
	return stubs
}

// TestTablesOfThisSystem compares programs and libraries of this machine.
func TestTablesOfThisSystem(t *testing.T) {
	paths := []string{"/bin/true", "/bin/ls", "/bin/bash"}
	for _, pattern := range []string{"/lib/*-linux-gnu/libc.so.6", "/lib/*-linux-gnu/ld-linux*", "/lib/*-linux-gnu/libm.so.6", "/lib/*-linux-gnu/libdl.so.2"} {
		found, _ := filepath.Glob(pattern)
		paths = append(paths, found...)
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			img := compareTables(t, path)
			stubs := compareStubs(t, img, "objdump", path)
			t.Logf("%d listings, %d cells, %d stubs", len(img.Listings), len(img.Cells), stubs)
		})
	}
}
