package describe

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"linkplay/linkcore/arch"
	"linkplay/linkcore/atom"
	"linkplay/linkcore/diag"
	"linkplay/linkcore/spec"
)

// sameAfterFormat holds the properties of Format for any text: printing twice changes nothing, and the printed text is
// read as the same program with the same findings, apart from columns.
func sameAfterFormat(t testing.TB, text string) {
	t.Helper()
	printed := Format(text)
	if again := Format(printed); again != printed {
		t.Fatalf("printing twice changes\n%q to\n%q", printed, again)
	}
	p, found := Read(text)
	q, foundAfter := Read(printed)
	samePrograms(t, withoutColumns(p), withoutColumns(q))
	if a, b := codes(found), codes(foundAfter); !slices.Equal(a, b) {
		t.Fatalf("findings change from\n%v to\n%v", a, b)
	}
}

func codes(found diag.List) (list []string) {
	for i := range found {
		list = append(list, string(found[i].Code))
	}
	slices.Sort(list)
	return list
}

// samePrograms compares all rows and all names.
func samePrograms(t testing.TB, p, q *atom.Program) {
	t.Helper()
	for _, pair := range [][2]*atom.Names{{&p.Names, &q.Names}, {&p.Texts, &q.Texts}} {
		if pair[0].Len() != pair[1].Len() {
			t.Fatalf("%d names, then %d", pair[0].Len(), pair[1].Len())
		}
		for n := range atom.Name(pair[0].Len()) {
			if a, b := pair[0].Text(n), pair[1].Text(n); a != b {
				t.Fatalf("name %d is %q, then %q", n, a, b)
			}
		}
	}
	a, b := reflect.ValueOf(*p), reflect.ValueOf(*q)
	for i := range a.NumField() {
		name, x, y := a.Type().Field(i).Name, a.Field(i), b.Field(i)
		if name == "Names" || name == "Texts" || x.Kind() == reflect.Slice && x.Len() == 0 && y.Len() == 0 {
			continue
		}
		if !reflect.DeepEqual(x.Interface(), y.Interface()) {
			t.Fatalf("%s is\n%+v, then\n%+v", name, x.Interface(), y.Interface())
		}
	}
}

// withoutColumns returns a copy of the program with all columns zero.
func withoutColumns(p *atom.Program) *atom.Program {
	q := *p
	for _, pos := range []*atom.Pos{&q.Target.Pos, &q.Said.Output, &q.Said.Layout, &q.Said.Upstream, &q.Said.Fault} {
		pos.Col = 0
	}
	q.Options = mapped(p.Options, func(x *atom.Option) { x.Pos.Col = 0 })
	q.Files = mapped(p.Files, func(x *atom.File) { x.Pos.Col = 0 })
	q.Enums = mapped(p.Enums, func(x *atom.Enum) { x.Pos.Col = 0 })
	q.Imports = mapped(p.Imports, func(x *atom.Import) { x.Pos.Col = 0 })
	q.Absolutes = mapped(p.Absolutes, func(x *atom.Absolute) { x.Pos.Col = 0 })
	q.Exports = mapped(p.Exports, func(x *atom.Export) { x.Pos.Col = 0 })
	q.Atoms = mapped(p.Atoms, func(x *atom.Atom) { x.Pos.Col = 0 })
	q.Steps = mapped(p.Steps, func(x *atom.Step) { x.Pos.Col = 0 })
	q.Items = mapped(p.Items, func(x *atom.Item) { x.Col = 0 })
	q.Operands = mapped(p.Operands, func(x *atom.Operand) { x.Col, x.End = 0, 0 })
	q.Terms = mapped(p.Terms, func(x *atom.Term) { x.Col = 0 })
	return &q
}

func mapped[T any](rows []T, change func(*T)) []T {
	rows = slices.Clone(rows)
	for i := range rows {
		change(&rows[i])
	}
	return rows
}

// parseByLine is Parse without its short cut for the commonest lines.
func parseByLine(text string) (*atom.Program, diag.List) {
	r := newReader(text, MaxTextBytes)
	for r.nextLine() {
		r.readLine()
	}
	r.close()
	return r.p, r.found.close()
}

func sameWithoutShortcut(t testing.TB, text string) {
	t.Helper()
	p, found := Parse(text)
	q, foundByLine := parseByLine(text)
	samePrograms(t, p, q)
	if a, b := printed(found), printed(foundByLine); a != b {
		t.Fatalf("findings differ:\n%s\n%s", a, b)
	}
}

func TestShortcut(t *testing.T) {
	sameWithoutShortcut(t, Generate("elf/x86_64", 2000, 3))
	for _, text := range examples(t) {
		sameWithoutShortcut(t, text)
	}
	for _, line := range []string{
		"ret", "ret#", "ret  # x", "mov rax,1", "mov rax , 1", "mov rax,,1", "mov rax,", "mov rax,1,", "mov [rax],1", "mov [rax]!,1", "mov [rax+1+b],c",
		"mov [rax +1],c", "mov [got(x)],c", "mov a b", "mov -1", "mov 1-1", "mov a+1", "mov lazy", "mov lazy code x", "mov got(lazy)", "mov got(lazy data x)",
		"mov got(x)(y)", "mov got (x)", "mov got( x)", "mov .a", "mov .a.b", "mov .1", "mov .", "mov ..", "mov .a(x)", "mov 1a", "mov 1(x)", "mov 0x1", "mov '1'",
		"mov 123456789012345678", "mov 1234567890123456789", "mov 99999999999999999999", "u8 1,2", "u8", "u8 [a]", "u8 a(b)", "u8 .a", "u16 1 2", "word 1", "u64 a:",
		"mov a\x00b", "mov a\xffb", "mov aäb", "mov {a}", "mov [a,b]", "mov [", "mov ]", "code x", "mov \"x\"", "mov @\"x\"", "mov a\t,b", "mov#a", "mov,a", "mov(a)", "mov+a", "mov-a", "mov[a]", "mov]a", "u8#1", "u8,1", "u8-1", "mov a \r", "mov a\r", ".a:",
		"\tmov a", "mov dword [a]", "mov dword[a]", "mov " + strings.Repeat("a", 251), "mov " + strings.Repeat("a", 1025), "mov a" + strings.Repeat(" ", 70000),
	} {
		sameWithoutShortcut(t, "target elf/x86_64\nfunc f\n    "+line+"\n    ret\n")
		sameWithoutShortcut(t, "target elf/x86_64\nfunc f\n    "+line)
		sameWithoutShortcut(t, line+"\n")
	}
	for _, line := range []string{
		"func a", "func a line 4", "func a line 0", "func a line 4 x", "func a line 4#", "func  a  line  4", "func a line", "func a lines 4", "func a line 4x",
		"func a line 999999999", "func a line 9999999999", "func a line 0x4", "data a # x", "data a export b", "const a", "const a size 4", "tls a", "bss a",
		"func 1", "func a,", "func a(b)", "func a.b$_", "func lazy", "func func line 4", " func a", "func\ta", "func a\r", "func aä", "func", "func ", "func#x", "func,x", "func(x", "func  x",
	} {
		sameWithoutShortcut(t, "target elf/x86_64\nfunc f\n    ret\n"+line+"\n    nop\n")
		sameWithoutShortcut(t, "data d\n"+line)
	}
	for _, line := range []string{"mov a" + strings.Repeat(",a", 33000), "mov a # " + strings.Repeat("x", 66000)} {
		text := "target elf/x86_64\nfunc f\n    " + line + "\n"
		_, found := Parse(text) // the names of the line may have been interned before its length was seen
		if _, byLine := parseByLine(text); printed(found) != printed(byLine) || codes(found)[0] != string(diag.LineTooLong) {
			t.Errorf("findings of a long line: %v and %v", codes(found), codes(byLine))
		}
	}
}

// The places of the words in the table are the constants that the reader knows them by.
func TestWords(t *testing.T) {
	p, _ := Parse("")
	for name, text := range map[atom.Name]string{
		wordTarget: "target", wordImport: "import", wordFunc: "func", wordLazy: "lazy", wordLine: "line", wordU8: "u8", wordU64: "u64",
		wordWord: "word", wordReloc: "reloc", wordFlush: "flush", wordExport: "export", lastWord: "macro", wordCode: "code",
	} {
		if got := p.Names.Text(name); got != text {
			t.Errorf("word %d is %q, want %q", name, got, text)
		}
	}
	for i := range Words {
		w := &Words[i]
		if w.Group != KeptWord && strings.Fields(w.Form)[0] != w.Text {
			t.Errorf("the form of %s is %s", w.Text, w.Form)
		}
	}
	groups := map[Group][2]atom.Name{SetupWord: {wordTarget, wordImport}, AtomWord: {wordFunc, wordLazy}, ItemWord: {wordLine, wordReloc},
		StepWord: {wordFlush, wordExport}, KeptWord: {wordInclude, wordMacro}}
	for i := range Words {
		if g := groups[Words[i].Group]; atom.Name(i+1) < g[0] || atom.Name(i+1) > g[1] {
			t.Errorf("%s is not in its group", Words[i].Text)
		}
	}
}

// The example of a code gives that code. Codes of the assembler and the linkers are tested where they are given.
func TestExamplesOfCodes(t *testing.T) {
	ours := "01 02 03 05 06 07 08"
	theirs := []diag.Code{diag.NoEntry, diag.RelocOutOfRange, diag.Overlap, diag.NarrowCell, diag.NotConstant, diag.FieldTooNarrow, diag.ThreadLocal, diag.LazyNoGenerator}
	for i := range diag.Rows {
		row := &diag.Rows[i]
		if row.Example == "" || row.Code != diag.HashNumber && !strings.Contains(ours, string(row.Code[1:3])) || slices.Contains(theirs, row.Code) {
			continue
		}
		_, found := Read(row.Example)
		if !slices.Contains(codes(found), string(row.Code)) {
			t.Errorf("the example of %s gives %v", row.Code, codes(found))
		}
		sameAfterFormat(t, row.Example)
	}
}

// No instruction is spelled like a first word: the reader would never see it.
func TestMnemonicsAreNoWords(t *testing.T) {
	words := map[string]bool{}
	for i := range Words {
		words[Words[i].Text] = true
	}
	for _, row := range spec.CPUs {
		cpu := arch.Find(row.Name)
		if cpu == nil {
			continue
		}
		for i := range cpu.Rows {
			if mnemonic, _, _ := strings.Cut(cpu.Rows[i].Syntax, " "); words[mnemonic] {
				t.Errorf("%s has an instruction %s", row.Name, mnemonic)
			}
		}
	}
}
