//go:build !js

package linkcore_test

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// lintExceptions are what eu-elflint says of files that are as they should be, by the end of the sentence.
//
//   - upstream all keeps the access rights of the original: its GOT has no SHF_WRITE and its read-only data and code lie
//     in writable segments. The gABI (Section Attribute Flags) wants the flag; the bytes are those of the reference.
//   - A segment that is all zeros has p_filesz 0, which the gABI (Program Header, p_filesz) allows. eu-elflint looks for
//     the sections of a segment by their place in the file, where such a segment has none.
func lintExceptions(text string) []string {
	const noSections = "is writable but contains no writable sections"
	if strings.Contains(text, "upstream all") || strings.Contains(text, "\nbss ") && strings.Contains(text, "layout slack") {
		return []string{noSections}
	}
	return nil
}

// Two more readers that share nothing with us find nothing to complain about: eu-elflint checks what the gABI and the
// psABIs ask, llvm-readobj prints every table.
func TestLintersAgree(t *testing.T) {
	lint, readobj := needs(t, "eu-elflint", "elfutils"), needs(t, "llvm-readobj", "llvm")
	for _, e := range examples(t) {
		if !strings.HasPrefix(e.Target, "elf/") {
			continue
		}
		texts := []string{e.text}
		if !strings.Contains(e.text, "\nlayout ") {
			texts = append(texts, strings.Replace(e.text, e.Target+"\n", e.Target+"\nlayout slack\n", 1))
		}
		for _, text := range texts {
			path := write(t, e.ID, link(t, text).Image.File)
			out, _ := exec.Command(lint, "--gnu-ld", path).CombinedOutput()
			for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
				if line != "No errors" && !slices.ContainsFunc(lintExceptions(text), func(end string) bool { return strings.HasSuffix(line, end) }) {
					t.Errorf("%s: eu-elflint says %s\n%s", e.ID, line, text)
				}
			}
			var warnings strings.Builder
			cmd := exec.Command(readobj, "--all", path)
			cmd.Stderr = &warnings
			if err := cmd.Run(); err != nil || warnings.Len() > 0 {
				t.Errorf("%s: llvm-readobj: %v %s", e.ID, err, warnings.String())
			}
		}
	}
}
