package describe

import (
	"fmt"
	"strings"
	"testing"

	"linkplay/linkcore/atom"
	"linkplay/linkcore/diag"
)

func TestLimits(t *testing.T) {
	long := func(n int) string { return strings.Repeat("a", n) }
	for _, c := range []struct {
		what, text string
		want       []diag.Code
	}{
		{"the longest line", "func f\n    text \"" + long(MaxLineBytes-11) + "\"   \t\r\n", nil},
		{"a line that is one byte longer", "func f\n    text \"" + long(MaxLineBytes-10) + "\"\n", []diag.Code{diag.LineTooLong}},
		{"a long comment", "#" + long(MaxLineBytes) + "\n", []diag.Code{diag.LineTooLong}},
		{"a long atom line, whose items are left out", "func f\nfunc g " + long(MaxLineBytes) + "\n  .a:\n  .a:\n", []diag.Code{diag.LineTooLong}},
		{"the longest name", "func " + long(MaxNameBytes) + "\n", nil},
		{"a name that is one byte longer", "func " + long(MaxNameBytes+1) + "\n", []diag.Code{diag.NameTooLong}},
		{"a quoted name that is too long", "func @\"" + long(MaxNameBytes+1) + "\"\n", []diag.Code{diag.NameTooLong}},
		{"a label that is too long", "func f\n  ." + long(MaxNameBytes) + ":\n", []diag.Code{diag.NameTooLong}},
		{"a mnemonic that is too long", "func f\n  " + long(MaxNameBytes+1) + "\n", []diag.Code{diag.NameTooLong}},
		{"a long unnamed constant", "func f\n    needs \"" + long(5000) + "\"\n", nil},
	} {
		text := "target elf/x86_64\n" + c.text
		_, found := Read(text)
		if got, want := fmt.Sprint(codes(found)), fmt.Sprint(c.want); got != want {
			t.Errorf("%s: findings %s, want %s", c.what, got, want)
		}
		sameAfterFormat(t, text)
	}
}

func TestTextTooLong(t *testing.T) {
	const text = "target elf/x86_64\nfunc main export _start\n"
	if _, found := ParseLimit(text, len(text)); len(found) != 0 {
		t.Errorf("a text of the largest size: %v", printed(found))
	}
	p, found := ParseLimit(text, len(text)-1)
	if len(found) != 1 || found[0].Code != diag.TextTooLong || len(p.Atoms) != 0 || len(Check(p)) != 0 {
		t.Errorf("a text that is too long: %v, then %v", printed(found), printed(Check(p)))
	}
	huge := strings.Repeat("#\n", MaxTextBytes/2+1)
	if _, found := ParseLimit(huge, 1<<40); len(found) != 1 || Format(huge) != huge {
		t.Error("no more than 64 MiB may be read, whatever the caller says")
	}
}

// After a thousand findings the rest are counted, and errors among them are not lost.
func TestTooManyFindings(t *testing.T) {
	text := "target elf/x86_64\n" + strings.Repeat("import x\n", 1) + strings.Repeat(")\n", 3*MaxFindings)
	_, found := Parse(text)
	if len(found) != MaxFindings+1 || found[MaxFindings].Code != diag.TooMany || found[MaxFindings].Severity != diag.Error {
		t.Fatalf("%d findings; the last is %s", len(found), found[len(found)-1].String())
	}
	if want := "L0113 2000 more findings are not shown\n     fix: mend the first ones; they often cause the others"; found[MaxFindings].String() != want {
		t.Errorf("the last finding is %q", found[MaxFindings].String())
	}
	var notes strings.Builder
	for i := range 2 * MaxFindings {
		fmt.Fprintf(&notes, "import x%d\n", i)
	}
	_, found = Read("target elf/x86_64\n" + notes.String())
	if found.HasErrors() || len(found) != MaxFindings+1 {
		t.Errorf("%d notes became errors: %v", len(found), found[len(found)-1].String())
	}
}

// A carriage return before the line end and a byte order mark before the text are as if they were not there.
func TestOtherSystems(t *testing.T) {
	for name, text := range examples(t) {
		p, _ := Read(text)
		other := "\ufeff" + strings.ReplaceAll(text, "\n", "\r\n")
		q, found := Read(other)
		if len(found) > 0 {
			t.Errorf("%s with CRLF: %s", name, printed(found))
		}
		samePrograms(t, p, q)
		if Format(other) != text || Format(strings.TrimSuffix(text, "\n")) != text {
			t.Errorf("%s: the line ends are not put right", name)
		}
	}
	if _, found := Parse("target elf/x86_64\rfunc f\n"); len(found) != 1 || found[0].Code != diag.BadCharacter {
		t.Errorf("a carriage return inside a line: %s", printed(found))
	}
	for _, text := range []string{"", "\n", "\n\n", "# only a comment\n"} {
		if Format(text) != text {
			t.Errorf("%q is printed as %q", text, Format(text))
		}
	}
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct {
		text string
		want uint64
	}{
		{"0", 0}, {"007", 7}, {"1_000_000", 1_000_000}, {"123456789012345678", 123456789012345678}, {"1234567890123456789", 1234567890123456789},
		{"18446744073709551615", 1<<64 - 1}, {"0x0", 0}, {"0xdead_BEEF", 0xdeadbeef}, {"0xffffffffffffffff", 1<<64 - 1}, {"0b0", 0}, {"0b1111_0000", 0xf0},
		{"'a'", 'a'}, {"' '", ' '}, {"'#'", '#'}, {"'\\n'", '\n'}, {"'\\t'", '\t'}, {"'\\r'", '\r'}, {"'\\0'", 0}, {"'\\''", '\''}, {"'\"'", '"'}, {"'\\\"'", '"'},
		{"'\\\\'", '\\'}, {"'\\xff'", 0xff}, {"'\\u{1F600}'", 0x1f600}, {"'é'", 'é'}, {"'漢'", '漢'},
	} {
		p, found := Parse("data d\n    u64 " + c.text + "\n")
		if len(found) > 0 || len(p.Terms) != 1 || p.Terms[0].Kind != atom.TermNumber || p.Terms[0].Value != c.want {
			t.Errorf("%s: %+v %s, want %d", c.text, p.Terms, printed(found), c.want)
		}
	}
}

func TestTexts(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`""`, ""}, {`"a"`, "a"}, {`"a # b"`, "a # b"}, {`"\n\t\r\0\"\\"`, "\n\t\r\x00\"\\"}, {`"\x41\xff\x00z"`, "A\xff\x00z"},
		{`"\u{e9}\u{1F600}\u{0}"`, "é😀\x00"}, {`"größe"`, "größe"}, {`"a\\"`, `a\`}, {"\"a\tb\"", "a\tb"},
	} {
		p, found := Parse("data d\n    text " + c.text + "\nfunc f\n    needs " + c.text + "\n")
		if len(found) > 0 || string(p.Bytes) != c.want || p.Texts.Text(1) != c.want {
			t.Errorf("%s: bytes %q, constant %q, %s, want %q", c.text, p.Bytes, p.Texts.Text(1), printed(found), c.want)
		}
		p, found = Parse("data d\n    text " + QuoteText(c.want) + "\n")
		if len(found) > 0 || string(p.Bytes) != c.want {
			t.Errorf("%q is quoted as %s, which is read as %q", c.want, QuoteText(c.want), p.Bytes)
		}
	}
	for name, want := range map[string]string{"a.Color": "a.Color", "_$x": "_$x", "": `@""`, "1a": `@"1a"`, "größe": `@"größe"`, `a"b`: `@"a\"b"`, ".a": `@".a"`} {
		if got := NameText(name); got != want {
			t.Errorf("NameText(%q) = %s, want %s", name, got, want)
		}
	}
}

func TestGenerate(t *testing.T) {
	for _, target := range []string{"plan9/x86_64", "elf/x86_64"} {
		for seed := range uint64(5) {
			text := Generate(target, 500, seed)
			p, found := Read(text)
			if len(found) > 0 || len(p.Atoms) != 500 {
				t.Fatalf("%d atoms, findings %s", len(p.Atoms), printed(found))
			}
			if text != Generate(target, 500, seed) || text == Generate(target, 500, seed+1) {
				t.Error("the text depends on the seed and on nothing else")
			}
			if Format(text) != text {
				t.Errorf("it is not in canonical form:\n%s", text)
			}
		}
	}
}
