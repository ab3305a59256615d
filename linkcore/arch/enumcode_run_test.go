//go:build linux && amd64

package arch_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"linkplay/linkcore"
	"linkplay/linkcore/arch"
)

// TestEnumCodeRuns asks the generated code for the name of every tag, in a program that writes what it gets.
func TestEnumCodeRuns(t *testing.T) {
	tags := []string{"red", "green", "a", "a_long_name_for_a_tag", "blue"}
	for i := range 300 { // so that tags and offsets need 32 bits in their instructions
		tags = append(tags, fmt.Sprintf("tag%d", i))
	}
	for _, test := range []struct {
		tag  int
		want string
	}{{0, "red"}, {1, "green"}, {2, "a"}, {3, "a_long_name_for_a_tag"}, {4, "blue"}, {5, "tag0"}, {127, "tag122"}, {128, "tag123"}, {304, "tag299"}, {305, ""}, {-1, ""}} {
		for _, anywhere := range []bool{false, true} {
			name := fmt.Sprintf("%d (anywhere: %v)", test.tag, anywhere)
			got, err := runEnum(t, anywhere, tags, test.tag)
			if got != test.want {
				t.Errorf("the name of %s is %q, want %q", name, got, test.want)
			}
			if trapped := err != nil && strings.Contains(err.Error(), "illegal instruction"); trapped != (test.want == "") || !trapped && err != nil {
				t.Errorf("the name of %s: %v", name, err)
			}
		}
	}
}

// runEnum links and runs a program that writes the name of a tag.
func runEnum(t *testing.T, anywhere bool, tags []string, tag int) (string, error) {
	t.Helper()
	text := fmt.Sprintf(`target elf/x86_64
enum a.Color %s
func main export _start
    sub  rsp, 24
    lea  rdi, [rsp+8]
    mov  esi, %d
    call [rip+got(lazy code a.Color)]
    lea  rcx, [rsp+8]
    mov  edi, 2                     # the exit code if rax is not what rdi was
    cmp  rax, rcx
    jne  .exit
    mov  edi, 1                     # standard output
    mov  rsi, [rax]
    mov  rdx, [rax+8]
    mov  eax, 1                     # write
    syscall
    mov  edi, 0
  .exit:
    mov  eax, 60                    # exit
    syscall
lazy code a.Color
%s`, strings.Join(tags, " "), tag, arch.Find("x86_64").EnumCode("a.Color", tags, anywhere))
	r := linkcore.Link(text, linkcore.Options{})
	if !r.OK() {
		t.Fatal(r.Print("enum.atoms", &r.Findings[0]))
	}
	file := filepath.Join(t.TempDir(), "enum")
	if err := os.WriteFile(file, r.Image.File, 0o755); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(file).Output()
	return string(out), err
}
