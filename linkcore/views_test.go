package linkcore_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"linkplay/linkcore"
	"linkplay/linkcore/describe"
	"linkplay/linkcore/image"
	"linkplay/linkcore/report"
	"linkplay/linkcore/trace"
)

// The fields of the headers tile the header bytes, and each shows the bytes that it has.
func TestHeaderFieldsTileTheHeaders(t *testing.T) {
	for _, e := range examples(t) {
		r := link(t, e.text)
		headers := r.Headers()
		n, want := 0, 0
		for i := range r.Image.Spans {
			s := &r.Image.Spans[i]
			if r.Image.Owners[s.Owner].Kind != image.OwnerHeader {
				continue
			}
			want++
			for at := s.Off; at < s.Off+s.Len; n++ {
				f := &headers.Fields[n]
				if f.Off != at || f.Len == 0 || f.Value == "" || f.Says == "" {
					t.Errorf("%s: byte %#x should open a field, which is %+v", e.ID, at, f)
				}
				at += f.Len
			}
		}
		if n != len(headers.Fields) || n != headers.Total || want == 0 {
			t.Errorf("%s: %d fields tile the headers, and there are %d of %d", e.ID, n, len(headers.Fields), headers.Total)
		}
	}
}

func TestHeaderFieldsLead(t *testing.T) {
	find := func(file, record, name string) report.HeaderField {
		text, err := os.ReadFile("../static/examples/" + file)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range link(t, string(text)).Headers().Fields {
			if strings.HasPrefix(f.Record, record) && f.Name == name {
				return f
			}
		}
		t.Fatalf("%s has no %s.%s", file, record, name)
		return report.HeaderField{}
	}
	for _, want := range []struct {
		file, record, name, value, means string
		leads                            bool
	}{
		{"reference-plan9-x86_64.atoms", "exec header", "magic", "0x8a97", "Plan 9 calls it amd64", false},
		{"reference-plan9-x86_64.atoms", "exec header", "entry64", "0x200028", "a.start", true},
		{"reference-plan9-x86_64.atoms", "exec header", "pcsz", "0xa", "", true},
		{"reference-plan9-mips.atoms", "exec header", "magic", "0x407", "Plan 9 calls it mips 3000 BE", false},
		{"reference-elf-x86_64.atoms", "ELF header", "e_entry", "0x", "points", true},
		{"reference-elf-x86_64.atoms", "ELF identification", "EI_CLASS", "0x2", "64-bit", false},
		{"reference-elf-x86_64.atoms", "program header 0", "p_type", "0x6", "these headers", false},
		{"reference-elf-x86_64.atoms", "section header 1", "sh_name", "0x1", `"`, true},
		{"hello-arm.atoms", "ELF header", "e_machine", "0x28", "arm", false},
	} {
		f := find(want.file, want.record, want.name)
		if want.means == "points" {
			want.means = "start"
		}
		if !strings.HasPrefix(f.Value, want.value) || !strings.Contains(f.Means, want.means) || (f.To >= 0 || f.Owner > 0) != want.leads {
			t.Errorf("%s: %+v, want %+v", want.file, f, want)
		}
	}
}

var (
	ownLine  = regexp.MustCompile(`^\s+line (\d+)`)
	funcLine = regexp.MustCompile(`^(func|update|data|bss|const|lazy|enum)\b(?:.*\bline (\d+))?`)
)

// sourceLines says for each line of a description which source line its code comes from, read from the words alone.
func sourceLines(text string) map[uint32]int {
	lines, now := map[uint32]int{}, 0
	for i, line := range strings.Split(text, "\n") {
		if m := ownLine.FindStringSubmatch(line); m != nil {
			now, _ = strconv.Atoi(m[1])
		} else if m := funcLine.FindStringSubmatch(line); m != nil {
			now, _ = strconv.Atoi(m[2])
		}
		lines[uint32(i+1)] = now
	}
	return lines
}

// The walk gives for every instruction the line that the description gives.
func TestLinesSayWhatTheDescriptionSays(t *testing.T) {
	compared := 0
	for _, e := range examples(t) {
		r := link(t, e.text)
		lines := report.LinesOf(r.Image)
		if !strings.HasPrefix(e.Target, "plan9/") {
			if lines.Why == "" || len(lines.Ops) > 0 {
				t.Errorf("%s has lines: %+v", e.ID, lines)
			}
			continue
		}
		lineAt := func(addr uint64) (int, report.LineOp) {
			for _, op := range lines.Ops {
				if uint64(op.From) <= addr && addr <= uint64(op.PC) {
					return op.Line, op
				}
			}
			// The line of the last opcode goes on to the end of the text.
			last := lines.Ops[len(lines.Ops)-1]
			return last.Line, last
		}
		wants := sourceLines(e.text)
		for i := range r.Image.Owners {
			o := &r.Image.Owners[i]
			for n := range int(o.NParts) {
				p := r.Image.Code.Part(int(o.Parts) + n)
				want := wants[p.Line]
				if o.Kind != image.OwnerCode || want == 0 || p.Len == 0 {
					continue
				}
				compared++
				if got, op := lineAt(o.Addr + uint64(p.Off)); got != want || op.Owner == 0 {
					t.Errorf("%s: %s at %#x is line %d, want %d: %+v", e.ID, p.Text, o.Addr+uint64(p.Off), got, want, op)
				} else if strings.Contains(e.text, "\nfile /") && (!strings.HasPrefix(op.File, "/") || op.FileLine != got) {
					t.Errorf("%s: line %d is told as %s:%d", e.ID, got, op.File, op.FileLine)
				}
			}
		}
		checkTiles(t, e.ID, r, lines)
		for _, op := range lines.Ops {
			if kind := r.Image.Owners[op.Owner].Kind; kind == image.OwnerLazy && (op.File != "" || op.Note == "") {
				t.Errorf("%s: code of the linker's own at %#x comes from %q: %q", e.ID, uint64(op.PC), op.File, op.Note)
			}
		}
	}
	if compared < 50 {
		t.Errorf("only %d instructions were compared", compared)
	}
}

// checkTiles: the opcodes tile the table, and their steps the addresses.
func checkTiles(t *testing.T, id string, r *linkcore.Result, lines report.Lines) {
	t.Helper()
	for i := range r.Image.Extents {
		x := &r.Image.Extents[i]
		if x.Name != "lines" || x.FileSize == 0 {
			continue
		}
		at, pc := uint32(x.Off), uint64(lines.Start)
		for _, op := range lines.Ops {
			if op.Off != at || uint64(op.From) != pc || uint64(op.PC) != pc+uint64(op.Steps-1)*uint64(lines.Quantum) {
				t.Errorf("%s: %+v, want off %#x from %#x", id, op, at, pc)
			}
			at, pc = at+op.Len, uint64(op.PC)+uint64(lines.Quantum)
		}
		if uint64(at) != x.Off+x.FileSize || lines.Total != len(lines.Ops) {
			t.Errorf("%s: the opcodes end at %#x and the table at %#x", id, at, x.Off+x.FileSize)
		}
	}
}

// What native linkers write: includes, lines far apart, a table longer than the rows that are shown.
func TestLinesOfANativeFile(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a program for Plan 9")
	}
	dir := t.TempDir()
	if err := os.WriteFile(dir+"/main.go", []byte("package main\n\nfunc main() { println(42) }\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	build := exec.Command("go", "build", "-o", dir+"/out", dir+"/main.go")
	build.Env = append(build.Environ(), "GOOS=plan9", "GOARCH=amd64", "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Skipf("go build for plan9: %v\n%s", err, out)
	}
	file, err := os.ReadFile(dir + "/out")
	if err != nil {
		t.Fatal(err)
	}
	r := linkcore.Inspect(file)
	lines := report.LinesOf(r.Image)
	if lines.Why == "" && (lines.Total > 0) != (len(lines.Ops) > 0) || len(lines.Ops) > report.MostRows {
		t.Errorf("%d of %d rows, %q", len(lines.Ops), lines.Total, lines.Why)
	}
	if headers := r.Headers(); headers.Total != 9 {
		t.Errorf("the exec header has %d fields", headers.Total)
	}
	if texts := report.StringsOf(r.Image); len(texts.Rows) != min(texts.Total, report.MostRows) || texts.Total < 1000 {
		t.Errorf("%d of %d texts", len(texts.Rows), texts.Total)
	}
}

// Every text is where it says it is; every symbol and every section with a name uses one, and so does every path.
func TestStringsAndTheirUsers(t *testing.T) {
	for _, e := range examples(t) {
		r := link(t, e.text)
		texts := report.StringsOf(r.Image)
		users, named := 0, 0
		for _, row := range texts.Rows {
			users += row.Total
			in := r.Image.File[row.Off : row.Off+row.Len]
			if !strings.HasPrefix(row.Kind, "path") && !bytes.Equal(in, append([]byte(row.Text), 0)) {
				t.Errorf("%s: %q is not at %#x, there is %q", e.ID, row.Text, row.Off, in)
			}
			for _, user := range row.Users {
				if strings.HasPrefix(e.Target, "plan9/") && strings.HasPrefix(user.Says, "symbol ") {
					t.Errorf("%s: %q says a letter only", e.ID, user.Says)
				}
			}
			if len(row.Users) != min(row.Total, report.UsersShown) {
				t.Errorf("%s: %q names %d of %d users", e.ID, row.Text, len(row.Users), row.Total)
			}
			// Parts of paths without a file, and names of what was freed in place, are there for nobody.
			if row.Total == 0 && row.Text != "" && row.Kind != "component 1 of paths (f)" && !strings.HasPrefix(row.Kind, "path") && !strings.Contains(e.text, "layout slack") {
				t.Errorf("%s: nobody uses %q", e.ID, row.Text)
			}
		}
		for i := range r.Image.Symbols {
			if s := &r.Image.Symbols[i]; s.Type != "f" && s.Type != "z" && (s.Name != "" || s.Value != 0) {
				named++
			}
		}
		if strings.HasPrefix(e.Target, "elf/") {
			named += len(r.Image.Sections)
		} else {
			named += strings.Count(e.text, "\nfile /") // the root
		}
		if users < named || texts.Total != len(texts.Rows) {
			t.Errorf("%s: %d uses by %d records, %d rows of %d", e.ID, users, named, len(texts.Rows), texts.Total)
		}
	}
}

// The story for the page is that of the command: the same sentences, and places that are in the file.
func TestToldStory(t *testing.T) {
	for _, e := range examples(t) {
		img := link(t, e.text).Image
		text, told := report.Story(img), report.Tell(img, report.StepsShown)
		for _, p := range told.Passes {
			for _, s := range p.Steps {
				if !strings.Contains(text, s.Says) {
					t.Errorf("%s: the text lacks %q", e.ID, s.Says)
				}
				if s.Off >= len(img.File) || int(s.Owner) >= len(img.Owners) {
					t.Errorf("%s: %+v leads out of the file", e.ID, s)
				}
			}
		}
		if told.More > 0 || len(told.Passes) < 4 {
			t.Errorf("%s: %d passes, %d steps are not told", e.ID, len(told.Passes), told.More)
		}
	}
}

// TestSentencesAreAboutThisFile holds sentences against the tables of the file: records by their number and own name,
// segments by name, values of relocations as the field has them, and words that agree with their number.
func TestSentencesAreAboutThisFile(t *testing.T) {
	wrong := regexp.MustCompile(`\b1 (bytes|rows|references|things)\b|\b0 references|s is written|program headers starts?|0xffffffffffff`)
	for _, e := range examples(t) {
		img := link(t, e.text).Image
		for i := range img.Symbols {
			s := &img.Symbols[i]
			says := img.Sentence(img.Spans[img.SpanAt(uint64(s.Off))].Event)
			want := fmt.Sprintf("record %d of the symbol table, %s, gets the value %#x", i, s.Name, s.Value)
			if s.Owner != 0 && s.Name != "" && s.Type != "TLS" && !strings.HasSuffix(s.Name, "$got") && says != want {
				t.Errorf("%s: %q, want %q", e.ID, says, want)
			}
		}
		last := img.Trace.Passes[len(img.Trace.Passes)-1].Flush
		for i := range img.Trace.Events[1:] {
			event := &img.Trace.Events[i+1]
			says := img.Sentence(uint32(i + 1))
			if wrong.MatchString(says) {
				t.Errorf("%s: %q", e.ID, says)
			}
			if event.Kind == trace.SegmentStarts && img.Format == "elf" && img.Trace.Passes[event.Pass].Flush == last && !strings.HasPrefix(says, "the segment “") {
				t.Errorf("%s: %q", e.ID, says)
			}
		}
		for _, p := range report.Tell(img, report.StepsShown).Passes {
			if len(p.Steps) == 0 {
				t.Errorf("%s: nothing happens in %q", e.ID, p.Title)
			}
		}
	}
}

// However large the file, a view gets a bounded number of rows and counts the rest.
func TestViewsAreBounded(t *testing.T) {
	for _, target := range []string{"plan9/x86_64", "elf/x86_64"} {
		r := link(t, describe.Generate(target, 20_000, 1))
		if lines := report.LinesOf(r.Image); len(lines.Ops) > report.MostRows || lines.Total < len(lines.Ops) {
			t.Errorf("%s: %d lines", target, len(lines.Ops))
		}
		if texts := report.StringsOf(r.Image); len(texts.Rows) != report.MostRows || texts.Total < 20_000 {
			t.Errorf("%s: %d texts of %d", target, len(texts.Rows), texts.Total)
		}
		steps := 0
		for _, p := range report.Tell(r.Image, report.StepsShown).Passes {
			steps += 1 + len(p.Steps)
		}
		if steps > report.StepsShown+100 {
			t.Errorf("%s: %d steps", target, steps)
		}
	}
	flushes := strings.Repeat("flush\nupdate a.start\n    ret\n", 300)
	r := link(t, "target plan9/x86_64\nfunc a.start export _start\n    ret\n"+flushes)
	if told := report.Tell(r.Image, report.StepsShown); told.More == 0 || len(told.Passes) > report.StepsShown {
		t.Errorf("%d passes, %d more", len(told.Passes), told.More)
	}
}

// The page asks by name.
func TestEngineViews(t *testing.T) {
	engine := linkcore.NewEngine()
	engine.SetText(examples(t)[0].text)
	if got := string(engine.View("headers")); got != "null" {
		t.Errorf("before the first link: %s", got)
	}
	engine.Link()
	for name, want := range map[string]string{"headers": `"record":`, "lines": `"quantum":`, "strings": `"users":`, "story": `"passes":`, "other": "null"} {
		if got := string(engine.View(name)); !strings.Contains(got, want) {
			t.Errorf("%s: %s", name, fmt.Sprintf("%.200s", got))
		}
	}
}
