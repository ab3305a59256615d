package diag

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
	"testing"
)

// Every constant in codes.go has one row, in the same order, with everything said.
func TestEveryCodeHasARow(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "codes.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var codes []Code
	ast.Inspect(file, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok {
			text, _ := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			codes = append(codes, Code(text))
		}
		return true
	})
	if len(codes) != len(Rows) {
		t.Errorf("%d codes, %d rows", len(codes), len(Rows))
	}
	for i, c := range codes {
		row := c.Row()
		if i < len(Rows) && Rows[i].Code != c {
			t.Errorf("row %d is of %s, want %s", i, Rows[i].Code, c)
		}
		if row.Title == "" || row.Meaning == "" || row.Mend == "" {
			t.Errorf("%s: something is not said: %+v", c, *row)
		}
		if !strings.HasSuffix(row.Meaning, ".") && !strings.HasSuffix(row.Meaning, "…") || !strings.HasSuffix(row.Mend, ".") {
			t.Errorf("%s: meaning and mend are sentences: %q %q", c, row.Meaning, row.Mend)
		}
		if row.Example != "" && !strings.HasSuffix(row.Example, "\n") {
			t.Errorf("%s: the example does not end its last line", c)
		}
	}
}

func TestFindingString(t *testing.T) {
	var l List
	l.Add(DefinedTwice, Pos{3, 6}, "%s is defined twice", "a").Until(7).Also(Pos{2, 6}, "the first one is here").Mend("rename one")
	l.Add(NothingToFlush, Pos{9, 1}, "nothing has changed")
	l.Add(TargetMissing, Pos{}, "there is no target")
	want := []string{
		"3:6: L0301 a is defined twice\n     note: the first one is here (line 2)\n     fix: rename one",
		"9:1: L0704 note: nothing has changed",
		"L0201 there is no target",
	}
	for i := range l {
		if got := l[i].String(); got != want[i] {
			t.Errorf("got %q, want %q", got, want[i])
		}
	}
	if !l.HasErrors() || l[1:2].HasErrors() {
		t.Error("HasErrors must count errors and no notes")
	}
}

func TestNearest(t *testing.T) {
	words := []string{"func", "file", "free", "flush", "target", "upstream", "__tls_get_addr"}
	for _, c := range []struct{ text, want string }{
		{"funk", "func"}, {"fucn", "func"}, {"func", ""}, {"tagret", "target"}, {"upstram", "upstream"}, {"xyz", ""}, {"f", ""},
		{"", ""}, {"fre", "free"}, {"__tls_get_adr", "__tls_get_addr"}, {strings.Repeat("a", 2000), ""},
	} {
		if got := NearestOf(c.text, words...); got != c.want {
			t.Errorf("NearestOf(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

// Who knows an error of the original linkers finds the code that stands for it.
func TestOriginalsAreFound(t *testing.T) {
	for name, want := range map[string]Code{
		"ArchNotSupportedByPlan9": TargetArch, "UnsupportedP9Architecture": OptionValue, "TODOImplementPlan9Objs": TargetLacks,
		"TODOImplementWritingLibFiles": TargetLacks, "LinkingWithoutZigSourceUnimplemented": NoEntry, "FlushFailure": LazyAnyerror,
		"CodegenFail": LazyNoGenerator, "flushfailure": LazyAnyerror, "plan9 does not support extra sections": ExportSection,
		"Unimplemented: GlobalLinkage.LinkOnce": LinkOnce, "find default base address for sparc": TargetLacks,
		"TODO implement generateLazySymbol for const_data u8": LazyUnknownType, "OutOfMemory creating lazy symbol": LazyNoGenerator,
		"l0301": DefinedTwice,
	} {
		if row := Find(name); row == nil || row.Code != want {
			t.Errorf("%s finds %v, want %s", name, row, want)
		}
	}
	if row := Find(""); row != nil {
		t.Errorf("nothing finds %s", row.Code)
	}
	for _, o := range Originals {
		if names := strings.Join(OriginalsOf(o.Code), "\n"); !strings.Contains(names, o.Error) || o.Code.Row() == nil {
			t.Errorf("%s does not say %s", o.Code, o.Error)
		}
	}
}
