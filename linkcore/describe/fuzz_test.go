package describe

import (
	"flag"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"linkplay/linkcore/atom"
	"linkplay/linkcore/diag"
)

// FuzzDescribe holds for any bytes: nothing panics, reading twice gives the same, the short cut for common lines reads
// what the long way reads, and Format keeps its promises.
func FuzzDescribe(f *testing.F) {
	for _, text := range examples(f) {
		f.Add(text)
	}
	files, err := filepath.Glob(filepath.Join(testdata, "*.txt"))
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(archive.Files[0].Data))
	}
	for i := range diag.Rows {
		f.Add(diag.Rows[i].Example)
	}
	f.Add(Generate("plan9/x86_64", 10, 1))
	f.Fuzz(func(t *testing.T, text string) { holds(t, text) })
}

func holds(t *testing.T, text string) {
	p, found := Read(text)
	q, foundAgain := Read(text)
	samePrograms(t, p, q)
	if a, b := printed(found), printed(foundAgain); a != b {
		t.Fatalf("reading twice finds\n%s\nand then\n%s", a, b)
	}
	sameWithoutShortcut(t, text)
	sameAfterFormat(t, text)
	sane(t, text)
}

// sane makes sure that all ranges and places of a program are inside its tables and its text.
func sane(t *testing.T, text string) {
	p, found := Parse(text)
	inside := func(what string, from, to uint32, length int) {
		if from > to || int(to) > length {
			t.Fatalf("%s: range %d to %d of %d", what, from, to, length)
		}
	}
	last := uint32(0)
	for i := range p.Atoms {
		a := &p.Atoms[i]
		inside("items", a.Items.From, a.Items.To, len(p.Items))
		inside("exports", a.Exports.From, a.Exports.To, len(p.Exports))
		if a.Items.From != last {
			t.Fatalf("atom %d begins with item %d, the last one ended with %d", i, a.Items.From, last)
		}
		last = a.Items.To
	}
	if int(last) != len(p.Items) {
		t.Fatalf("%d of %d items belong to no atom", len(p.Items)-int(last), len(p.Items))
	}
	operands, terms := 0, uint32(0)
	for i := range p.Items {
		it := &p.Items[i]
		switch {
		case it.Kind >= atom.ItemValues:
			inside("operands", it.Args.From, it.Args.To, len(p.Operands))
			operands += it.Args.Len()
		default:
			inside("bytes", it.Args.From, it.Args.To, len(p.Bytes))
		}
	}
	for i := range p.Operands {
		op := &p.Operands[i]
		if op.Terms.From != terms || op.Terms.Len() == 0 {
			t.Fatalf("operand %d has terms %v, the last one ended with %d", i, op.Terms, terms)
		}
		terms = op.Terms.To
		inside("words", op.Words.From, op.Words.To, len(p.Words))
	}
	if operands != len(p.Operands) || int(terms) != len(p.Terms) {
		t.Fatalf("%d of %d operands and %d of %d terms are used", operands, len(p.Operands), terms, len(p.Terms))
	}
	for i := range found {
		if f := &found[i]; f.Pos.Line > p.Lines || f.Message == "" || f.EndCol != 0 && f.EndCol < f.Pos.Col {
			t.Fatalf("finding %d is %+v in a text of %d lines", i, *f, p.Lines)
		}
	}
}

// TestMixed holds the same for descriptions put together from the lines of all goldens and examples, with words
// exchanged and marks put in and taken out: bytes changed by chance seldom make an update of something freed.
func TestMixed(t *testing.T) {
	var lines, words []string
	texts := examples(t)
	files, _ := filepath.Glob(filepath.Join(testdata, "*.txt"))
	for _, file := range files {
		if archive, err := txtar.ParseFile(file); err == nil {
			texts[file] = string(archive.Files[0].Data)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		for line := range strings.Lines(texts[name]) {
			lines = append(lines, line)
			words = append(words, strings.Fields(line)...)
		}
	}
	g, tried := generator{seed: *mixedSeed}, ""
	defer func() {
		if t.Failed() {
			t.Logf("with the text\n%s", tried)
		}
	}()
	for range *mixed {
		var text strings.Builder
		text.WriteString("target elf/x86_64\n")
		for range 1 + g.below(30) {
			line := lines[g.below(len(lines))]
			if fields := strings.Fields(line); len(fields) > 1 && g.below(3) == 0 {
				fields[g.below(len(fields))] = words[g.below(len(words))]
				line = strings.Join(fields, " ") + "\n"
			}
			if at := g.below(len(line)); g.below(3) == 0 {
				const marks = " #\"'@,.+-()[]{}!:=0x\\\tä\r"
				mark := g.below(len(marks))
				line = line[:at] + marks[mark:mark+g.below(2)] + line[at+g.below(2):]
			}
			text.WriteString(line)
		}
		tried = text.String()
		holds(t, tried)
	}
}

var (
	mixed     = flag.Int("mixed", 500, "how many descriptions TestMixed puts together")
	mixedSeed = flag.Uint64("mixed-seed", 7, "what it begins with")
)
