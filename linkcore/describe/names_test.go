package describe

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func isTestRegister(name string) bool { return name == "rax" || name == "rip" || name == "eax" }

const namesText = `target elf/x86_64
option entry begin
enum a.Color red green
import puts from libc.so.6
absolute top = 16 export summit
func main export begin line 1
    call got(helper)           # helper in a remark
  .loop:
    lea  rax, [rip+helper+4]
    mov  rsi, got(lazy data a.Color)
    needs helper, "helper", @"odd name"
    jmp  .loop
lazy code a.Color
    ret
func helper
  .loop:
    jmp  .loop
data @"odd name"
    u64 helper - ., main
flush
update helper
    ret
export helper as aide
unexport aide
free helper
`

// Each case is a place, and all places at which the name stands.
func TestNameAt(t *testing.T) {
	cases := []struct {
		line, col uint32
		want      string
	}{
		{7, 14, "helper: 7:14-20 9:20-26 11:11-17 15:6-12* 19:9-15 21:8-14 23:8-14 25:6-12"},
		{15, 6, "helper: 7:14-20 9:20-26 11:11-17 15:6-12* 19:9-15 21:8-14 23:8-14 25:6-12"},
		{15, 12, "helper: 7:14-20 9:20-26 11:11-17 15:6-12* 19:9-15 21:8-14 23:8-14 25:6-12"},
		{8, 5, ".loop: 8:3-8* 12:10-15"},
		{17, 12, ".loop: 16:3-8* 17:10-15"},
		{3, 8, "a.Color: 3:6-13* 10:29-36 13:11-18"},
		{2, 15, "begin: 2:14-19 6:18-23*"},
		{11, 30, `odd name: 11:29-40 18:6-17*`},
		{5, 12, "top: 5:10-13*"},
		{24, 12, "aide: 23:18-22* 24:10-14"},
		{7, 5, ""},  // a mnemonic
		{7, 11, ""}, // an operator
		{9, 11, ""}, // a register
		{7, 36, ""}, // a remark
		{11, 20, ""},
		{99, 1, ""},
	}
	for _, c := range cases {
		got := ""
		if u := NameAt(namesText, c.line, c.col, isTestRegister); u != nil {
			got = u.Name + ":"
			for _, p := range u.Places {
				got += fmt.Sprintf(" %d:%d-%d", p.Line, p.Col, p.End)
				if p.Defines {
					got += "*"
				}
			}
		}
		if got != c.want {
			t.Errorf("%d:%d is\n%q, want\n%q", c.line, c.col, got, c.want)
		}
	}
}

func TestRename(t *testing.T) {
	cases := []struct {
		line, col uint32
		to, says  string
	}{
		{7, 14, "assistant", ""},
		{7, 14, "größer ist \"das\"", ""},
		{8, 5, ".again", ""},
		{3, 8, "b.Hue", ""},
		{11, 31, "plain", ""},
		{7, 14, "rax", "register"},
		{7, 14, "main", "in use"},
		{7, 14, "odd name", "in use"},
		{7, 14, "", "at least one"},
		{8, 5, "again", "not a label"},
		{8, 5, ".a-b", "not a label"},
		{9, 11, "x", "no name"},
	}
	for _, c := range cases {
		renamed, err := Rename(namesText, c.line, c.col, c.to, isTestRegister)
		if c.says != "" {
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%d:%d to %q: %v, want %q", c.line, c.col, c.to, err, c.says)
			}
			continue
		}
		if err != nil {
			t.Errorf("%d:%d to %q: %v", c.line, c.col, c.to, err)
			continue
		}
		old := NameAt(namesText, c.line, c.col, isTestRegister)
		place := old.Places[0]
		now := NameAt(renamed, place.Line, place.Col, isTestRegister)
		if now == nil || now.Name != c.to || len(now.Places) != len(old.Places) {
			t.Errorf("%s to %q: %v in\n%s", old.Name, c.to, now, renamed)
			continue
		}
		if back, err := Rename(renamed, place.Line, place.Col, old.Name, isTestRegister); err != nil || back != namesText {
			t.Errorf("%s to %q and back: %v\n%s", old.Name, c.to, err, back)
		}
	}
	if marked, err := Rename(byteOrderMark+"func a\n    call a\n", 1, 6, "b", isTestRegister); err != nil || marked != byteOrderMark+"func b\n    call b\n" {
		t.Errorf("behind a byte order mark: %q, %v", marked, err)
	}
	if _, findings := Parse(namesText); len(findings) > 0 {
		t.Errorf("the text of this test has findings: %v", findings)
	}
}

// Every name of every example can be renamed and back without a trace, and the places never overlap.
func TestRenameExamples(t *testing.T) {
	files, _ := filepath.Glob("../../static/examples/*.atoms")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text := string(data)
		found := 0
		for n, line := range strings.Split(text, "\n") {
			for col := range len(line) {
				u := NameAt(text, uint32(n+1), uint32(col+1), isTestRegister)
				if u == nil || u.Places[0] != (Place{uint32(n + 1), uint32(col + 1), u.Places[0].End, u.Places[0].Defines}) {
					continue
				}
				found++
				to := "zz.quite_new"
				if u.Space == Labels {
					to = ".zz_quite_new"
				}
				renamed, err := Rename(text, uint32(n+1), uint32(col+1), to, isTestRegister)
				if err != nil {
					t.Errorf("%s:%d:%d %s: %v", filepath.Base(file), n+1, col+1, u.Name, err)
					continue
				}
				if back, err := Rename(renamed, uint32(n+1), uint32(col+1), u.Name, isTestRegister); err != nil || back != text {
					t.Errorf("%s: %s does not come back: %v", filepath.Base(file), u.Name, err)
				}
			}
		}
		if found == 0 {
			t.Errorf("%s has no name", file)
		}
	}
	if len(files) == 0 {
		t.Error("there are no examples")
	}
}

func FuzzNames(f *testing.F) {
	f.Add(namesText, uint32(7), uint32(14), "other")
	f.Add("\ufefffunc a\n  .l:\n", uint32(1), uint32(9), "b")
	f.Fuzz(func(t *testing.T, text string, line, col uint32, to string) {
		if len(text) > 1<<16 {
			return
		}
		u := NameAt(text, line, col, isTestRegister)
		renamed, err := Rename(text, line, col, to, isTestRegister)
		if err != nil {
			return
		}
		_, before := Parse(text)
		if _, after := Parse(renamed); len(after) > len(before) {
			t.Errorf("%q, renamed %s to %q, has more findings: %v\n%q", text, u.Name, to, after, renamed)
		}
	})
}
