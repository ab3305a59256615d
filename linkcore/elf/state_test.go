package elf_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"linkplay/linkcore"
	"linkplay/linkcore/image"
	"linkplay/linkcore/report"
)

func reference(t *testing.T) *image.Image {
	t.Helper()
	text, err := os.ReadFile("../../static/examples/reference-elf-x86_64.atoms")
	if err != nil {
		t.Fatal(err)
	}
	return link(t, string(text)).Image
}

// The reference gives for each of its symbols the number, the entry and where its extra record begins.
func TestExtraRecordsOfTheReference(t *testing.T) {
	img := reference(t)
	got, words := 0, 0
	for _, want := range []struct {
		index        int
		name         string
		entry, extra uint32
	}{
		{1, "main.start", 2, 17}, {2, "main.helper", 0, 1}, {3, "__unnamed_main.start_0", 0, 0}, {4, "__lazy_const_data_main.Color", 1, 9},
		{5, "_start", 0, 0}, {6, "main.counter", 3, 25},
	} {
		s := &img.States[want.index]
		if s.Name != want.name || s.Extra != want.extra {
			t.Errorf("symbol %d is %s with the record at %d, want %s with %d", want.index, s.Name, s.Extra, want.name, want.extra)
			continue
		}
		if has := strings.Contains(strings.Join(s.Flags, " "), "got"); has != (want.extra != 0) {
			t.Errorf("%s has the flags %v", s.Name, s.Flags)
		}
		if s.Extra != 0 {
			got++
			words = max(words, int(s.Extra)+len(s.Words))
			if s.Words[0] != want.entry {
				t.Errorf("%s has entry %d, want %d", s.Name, s.Words[0], want.entry)
			}
		}
	}
	if got != 4 || words != 33 {
		t.Errorf("%d records, %d words in the array; want 4 and 33", got, words)
	}
}

// The words have the names of their flags, and the page's rows lead to the rows of the file.
func TestStatesForThePage(t *testing.T) {
	img := reference(t)
	states := report.StatesOf(img)
	if states.Total != 6 || len(states.Rows) != 6 || states.Words != 33 {
		t.Fatalf("%d of %d symbols, %d words", len(states.Rows), states.Total, states.Words)
	}
	for i := range states.Rows {
		row := &states.Rows[i]
		s := slices.IndexFunc(img.Symbols, func(s image.Symbol) bool { return int(s.Off) == row.Off })
		if s < 0 || img.Symbols[s].Name != row.Name {
			t.Errorf("%s leads to %#x", row.Name, row.Off)
		}
		if (row.Extra != 0) != (len(row.Kept) == 1) || row.Extra != 0 && (row.Kept[0].Name != "got" || row.Kept[0].At != row.Extra) {
			t.Errorf("%s keeps %+v", row.Name, row.Kept)
		}
	}
	if row := states.Rows[1]; row.Name != "main.helper" || row.Kept[0].Value != 0 || row.Extra != 1 {
		t.Errorf("entry 0 is one like any other: %+v", row)
	}
}

// The state dump, line by line as the original prints it.
func TestStateDump(t *testing.T) {
	const want = `zig_module(1) : (zig module)
  locals
    %1 : main.start : @8000000 : sect(3) : atom(1) : __ : zig_module(1)
    %2 : main.helper : @800001e : sect(3) : atom(2) : __ : zig_module(1)
    %3 : __unnamed_main.start_0 : @c000000 : sect(5) : atom(3) : __ : zig_module(1)
    %4 : __lazy_const_data_main.Color : @c000006 : sect(5) : atom(4) : __ : zig_module(1)
    %6 : main.counter : @10000000 : sect(6) : atom(5) : __ : zig_module(1)
  globals
    %5 : _start : @8000000 : sect(3) : atom(1) : E_ : zig_module(1)

linker_defined(2) : (linker defined)
  globals

GOT
  0@0x4000000 => 2@0x800001e (main.helper)
  1@0x4000008 => 4@0xc000006 (__lazy_const_data_main.Color)
  2@0x4000010 => 1@0x8000000 (main.start)
  3@0x4000018 => 6@0x10000000 (main.counter)

`
	if got := report.Dump(reference(t)); got != want {
		t.Errorf("the dump is\n%s", got)
	}
	r := link(t, `target elf/x86_64
absolute limit = 7 export limit weak
func main export _start export again weak export mine internal
    mov  eax, limit
    lea  rsi, [rip+__ehdr_start]
data spare
    u8 1
flush
free spare
`)
	const more = `zig_module(1) : (zig module)
  locals
    %1 : limit : @7 : absolute : atom(0) : __ : zig_module(1)
    %3 : main : @401120 : sect(1) : atom(2) : __ : zig_module(1)
    %7 : mine : @401120 : sect(1) : atom(2) : __ : zig_module(1)
  globals
    %2 : limit : @7 : absolute : atom(0) : E_ : weak : zig_module(1)
    %5 : _start : @401120 : sect(1) : atom(2) : E_ : zig_module(1)
    %6 : again : @401120 : sect(1) : atom(2) : E_ : weak : zig_module(1)

linker_defined(2) : (linker defined)
  globals
    %4 : __ehdr_start : @400000 : atom(0) : E_ : linker_defined(2)

`
	if got, _, _ := strings.Cut(report.Dump(r.Image), "GOT"); got != more {
		t.Errorf("the dump is\n%s", got)
	}
}

// What was given back is handed out again: the record, the symbol, the entry, and no flag of the old owner is left.
func TestReleasedStateComesBackClean(t *testing.T) {
	r := link(t, `target elf/x86_64
func main export _start
    ret
data old export known
    u64 1
flush
free old
flush
data new
    u64 2
`)
	before, after := r.Flushes[0], r.Image
	find := func(img *image.Image, name string) int {
		for i := range img.States {
			if img.States[i].Used && img.States[i].Name == name {
				return i
			}
		}
		return -1
	}
	old, known, fresh := find(before, "old"), find(before, "known"), find(after, "new")
	if fresh != old && fresh != known {
		t.Errorf("new is symbol %d; %d and %d were free", fresh, old, known)
	}
	if find(after, "known") >= 0 || find(after, "old") >= 0 {
		t.Error("what was freed is still there")
	}
	if a, b := before.States[old].Extra, after.States[fresh].Extra; a != b || a == 0 {
		t.Errorf("the record was at %d and is at %d", a, b)
	}
	if flags := strings.Join(after.States[fresh].Flags, " "); flags != "output_symtab got" {
		t.Errorf("new has the flags %s", flags)
	}
}

// Entries of the GOT have symbols of their own in a slack file, behind the local ones; not in the original's way.
func TestCellSymbols(t *testing.T) {
	const text = `target elf/x86_64
layout slack
tls counter size 4
func main export _start
    call got(helper)
    mov  rax, [rip+gottp(counter)]
    ret
func helper
    ret
`
	img := link(t, text).Image
	got := ""
	for i := range img.Symbols {
		if s := &img.Symbols[i]; s.Section == ".got" {
			got += s.Name + " "
			if s.Value != img.GOTAddr+8*uint64(strings.Count(got, " ")-1) || s.Size != 8 || s.Binding != "local" || s.Type != "OBJECT" {
				t.Errorf("%+v", s)
			}
		}
	}
	if want := "helper$got counter$gottp main$got "; got != want {
		t.Errorf("the symbols of entries are %q, want %q", got, want)
	}
	section := img.Sections[0]
	for _, s := range img.Sections {
		if s.Name == ".symtab" {
			section = s
		}
	}
	for i, s := range img.Symbols {
		if (s.Binding != "local") != (i >= int(section.Info)) && i > 0 {
			t.Errorf("symbol %d (%s) is %s and sh_info is %d", i, s.Name, s.Binding, section.Info)
		}
	}
	original := linkcore.Link(strings.Replace(text, "\ntls", "\nupstream all\ntls", 1), linkcore.Options{Record: true})
	for _, s := range original.Image.Symbols {
		if strings.Contains(s.Name, "$") {
			t.Errorf("the original has no symbol %s", s.Name)
		}
	}
}
