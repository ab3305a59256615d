package elf_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// quoted are the names in a column of the ledger.
var quoted = regexp.MustCompile("`([^`]+)`")

// functionsOf lists the tests of the packages that the ledger speaks of.
func functionsOf(t *testing.T) map[string]bool {
	t.Helper()
	functions := map[string]bool{}
	for _, folder := range []string{".", "..", "../got", "../symtab", "../asm"} {
		sources, _ := filepath.Glob(filepath.Join(folder, "*_test.go"))
		for _, path := range sources {
			source, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range regexp.MustCompile(`(?m)^func ((Test|Fuzz)\w+)`).FindAllStringSubmatch(string(source), -1) {
				functions[m[1]] = true
			}
		}
	}
	return functions
}

// The ledger, the goldens, the tests and the mutants name one another: nothing is there twice or for nothing.
func TestLedgerIsComplete(t *testing.T) {
	text, err := os.ReadFile("../testdata/README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, ledger, ok := strings.Cut(string(text), "\n# The behaviour ledger of the ELF linker\n")
	if !ok {
		t.Fatal("there is no ledger")
	}
	mutants, err := os.ReadFile("../testdata/mutants-elf.txt")
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^([a-z0-9-]+)\n\S+\.go `).FindAllStringSubmatch(string(mutants), -1) {
		known[m[1]] = true
	}
	functions, named, rows := functionsOf(t), map[string]bool{}, 0
	for line := range strings.Lines(ledger) {
		columns := strings.Split(line, "|")
		if len(columns) != 6 || !strings.Contains(columns[3], "`") {
			continue
		}
		rows++
		for _, m := range quoted.FindAllStringSubmatch(columns[3], -1) {
			if _, err := os.Stat(filepath.Join(testdata, m[1]+".txt")); err != nil && !functions[m[1]] {
				t.Errorf("the ledger speaks of a test %s", m[1])
			}
		}
		for _, m := range quoted.FindAllStringSubmatch(columns[4], -1) {
			if named[m[1]] || !known[m[1]] {
				t.Errorf("the ledger speaks of a mutant %s, which is not there or there twice", m[1])
			}
			named[m[1]] = true
		}
	}
	goldens, _ := filepath.Glob(filepath.Join(testdata, "*.txt"))
	for _, path := range goldens {
		if name := strings.TrimSuffix(filepath.Base(path), ".txt"); !strings.Contains(ledger, "`"+name+"`") {
			t.Errorf("the ledger does not speak of the golden %s", name)
		}
	}
	for name := range known {
		if !named[name] {
			t.Errorf("the ledger does not speak of the mutant %s", name)
		}
	}
	if rows < 60 || len(known) < 100 {
		t.Errorf("%d rows, %d mutants", rows, len(known))
	}
}
