package arch_test

import (
	"testing"

	"linkplay/linkcore/arch"
	"linkplay/linkcore/atom"
	"linkplay/linkcore/describe"
)

func TestEnumCodeText(t *testing.T) {
	const want = `    mov  rax, rdi
    mov  rdx, got(lazy data a.Color)
    cmp  esi, 0
    jne  .tag1
    mov  [rdi], rdx
    mov  qword [rdi+8], 3
    ret
  .tag1:
    cmp  esi, 1
    jne  .none
    add  rdx, 4
    mov  [rdi], rdx
    mov  qword [rdi+8], 5
    ret
  .none:
    ud2
`
	if got := arch.Find("x86_64").EnumCode("a.Color", []string{"red", "green"}, false); got != want {
		t.Errorf("the code is\n%s", got)
	}
	if got := arch.Find("x86").EnumCode("a.Color", []string{"red"}, false); got != "" {
		t.Errorf("x86 has no generator, but it wrote\n%s", got)
	}
}

// TestEnumCodeIsCanonical reads the code back for all sorts of names: fmt leaves it alone, it has no findings but those
// of a program without an entry, and the type that it speaks of is the one that was given.
func TestEnumCodeIsCanonical(t *testing.T) {
	for _, name := range []string{"T", "_", "$a.b$9", "9a", ".a", "a b", "größe", `say "no"`, `C:\x`, "tab\there", "line\nend", "rax", "lazy", "data", "\x7f", "# no comment", "a-b"} {
		for _, anywhere := range []bool{false, true} {
			body := arch.Find("x86_64").EnumCode(name, []string{"one", "two"}, anywhere)
			text := "target elf/x86_64\nenum " + describe.NameText(name) + " one two\nfunc main export _start\n    needs lazy code " + describe.NameText(name) +
				"\nlazy code " + describe.NameText(name) + "\n" + body
			p, found := describe.Read(text)
			if len(found) > 0 {
				t.Errorf("%q: %s in\n%s", name, found[0].String(), text)
			}
			for i := range p.Terms {
				if x := &p.Terms[i]; x.Kind == atom.TermLazyData && p.Names.Text(x.Name) != name {
					t.Errorf("%q is called %q in\n%s", name, p.Names.Text(x.Name), body)
				}
			}
			if name != "tab\there" && name != "line\nend" && describe.Format(text) != text {
				t.Errorf("fmt changes\n%s\ninto\n%s", text, describe.Format(text))
			}
		}
	}
}
