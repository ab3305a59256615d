package plan9_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The ledger, the goldens, the tests and the mutants name one another: nothing is there twice or for nothing.
func TestLedgerIsComplete(t *testing.T) {
	ledger, err := os.ReadFile("../testdata/README.md")
	if err != nil {
		t.Fatal(err)
	}
	ledger, _, _ = bytes.Cut(ledger, []byte("\n# The behaviour ledger of the ELF linker\n")) // linkcore/elf looks at that one
	mutants, err := os.ReadFile("../testdata/mutants.txt")
	if err != nil {
		t.Fatal(err)
	}
	functions := map[string]bool{}
	sources, _ := filepath.Glob("*_test.go")
	for _, path := range sources {
		source, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`(?m)^func ((Test|Fuzz)\w+)`).FindAllStringSubmatch(string(source), -1) {
			functions[m[1]] = true
		}
	}
	known := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^([a-z0-9-]+)\n\S+\.go `).FindAllStringSubmatch(string(mutants), -1) {
		known[m[1]] = true
	}
	named := map[string]bool{}
	rows := 0
	for line := range strings.Lines(string(ledger)) {
		columns := strings.Split(line, "|")
		if len(columns) != 6 || !strings.Contains(columns[3], "`") {
			continue
		}
		rows++
		for _, m := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(columns[3], -1) {
			named["test "+m[1]] = true
			if _, err := os.Stat(filepath.Join(testdata, m[1]+".txt")); err != nil && !functions[m[1]] {
				t.Errorf("the ledger speaks of a test %s", m[1])
			}
		}
		for _, m := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(columns[4], -1) {
			if named["mutant "+m[1]] || !known[m[1]] {
				t.Errorf("the ledger speaks of a mutant %s, which is not there or there twice", m[1])
			}
			named["mutant "+m[1]] = true
		}
	}
	goldens, _ := filepath.Glob(filepath.Join(testdata, "*.txt"))
	for _, path := range goldens {
		if name := strings.TrimSuffix(filepath.Base(path), ".txt"); !strings.Contains(string(ledger), "`"+name+"`") {
			t.Errorf("the ledger does not speak of the golden %s", name)
		}
	}
	for name := range known {
		if !named["mutant "+name] {
			t.Errorf("the ledger does not speak of the mutant %s", name)
		}
	}
	if rows < 60 || len(known) < 100 {
		t.Errorf("%d rows, %d mutants", rows, len(known))
	}
}
