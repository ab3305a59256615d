package arch

import (
	"fmt"
	"strings"
)

// EnumCode is the body of the lazy code of an enum, as lines of the language: a function that finds the name of a tag.
// It is "" where the CPU has no generator. What it compares against is 0 for the first tag and one more for each that
// follows; where the names are, it learns from the lazy data of the type, in which they lie one behind the other, each
// with a NUL. anywhere says that the file is loaded at an address that only the loader knows, so that the GOT cell must
// be named by its distance.
func (c *CPU) EnumCode(typeName string, tags []string, anywhere bool) string {
	if c.enumCode == nil {
		return ""
	}
	return c.enumCode(nameInText(typeName), tags, anywhere)
}

// x8664EnumCode follows the System V calling convention (psABI x86-64 §3.2.3): rdi points to where the result goes, the
// address of the name and its length, and comes back in rax; esi is the tag. ud2 stops the program when there is no such
// tag: unlike int3, a debugger does not step over it into what comes next.
func x8664EnumCode(typeName string, tags []string, anywhere bool) string {
	var b strings.Builder
	names := "got(lazy data " + typeName + ")"
	if anywhere {
		names = "[rip+" + names + "]"
	}
	fmt.Fprintf(&b, "    mov  rax, rdi\n    mov  rdx, %s\n", names)
	at := 0
	for i, tag := range tags {
		next := ".none"
		if i+1 < len(tags) {
			next = fmt.Sprintf(".tag%d", i+1)
		}
		if i > 0 {
			fmt.Fprintf(&b, "  .tag%d:\n", i)
		}
		fmt.Fprintf(&b, "    cmp  esi, %d\n    jne  %s\n", i, next)
		if at > 0 {
			fmt.Fprintf(&b, "    add  rdx, %d\n", at)
		}
		fmt.Fprintf(&b, "    mov  [rdi], rdx\n    mov  qword [rdi+8], %d\n    ret\n", len(tag))
		at += len(tag) + 1
	}
	b.WriteString("  .none:\n    ud2\n")
	return b.String()
}

// nameInText writes a name as the language does: as it is when it is made of letters, digits and _ . $ and begins with
// none of the digits and no dot, else in quotes. describe has the same rule for what it shows, one layer above.
func nameInText(name string) string {
	plain := name != ""
	quoted := []byte(`@"`)
	for i := range len(name) {
		b := name[i]
		letter := b|0x20 >= 'a' && b|0x20 <= 'z' || b == '_' || b == '$'
		plain = plain && (letter || i > 0 && (b == '.' || b >= '0' && b <= '9'))
		switch {
		case b == '"' || b == '\\':
			quoted = append(quoted, '\\', b)
		case b < ' ' || b == 0x7f:
			quoted = fmt.Appendf(quoted, `\x%02x`, b)
		default:
			quoted = append(quoted, b)
		}
	}
	if plain {
		return name
	}
	return string(append(quoted, '"'))
}
