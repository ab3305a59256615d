// Mutate changes the linker, a line at a time, and wants the tests to notice.
//
//	go run ./scripts/mutate            every mutant of linkcore/testdata/mutants*.txt
//	go run ./scripts/mutate -n 10      ten at random of all; -seed repeats a choice, which is printed
//	go run ./scripts/mutate -run line  those with this in their names
//
// The sources stay as they are: the changed file is given to go test as an overlay.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"linkplay/scripts/internal/site"
)

// lists are the files of mutants, and the package whose tests they speak of unless they say another one.
var lists = []struct{ path, tests string }{
	{"linkcore/testdata/mutants.txt", "plan9"},
	{"linkcore/testdata/mutants-elf.txt", "elf"},
}

const perProgram = "120s" // a mutant that loops for ever counts as noticed

// mutant is a block of a list.
type mutant struct {
	list, name, file string
	tests, test      string // the package and the pattern of its tests
	from, to         string
	line             int
}

// where is the place of the block, for people.
func (m *mutant) where() string { return fmt.Sprintf("%s:%d: %s", m.list, m.line, m.name) }

func main() {
	n := flag.Int("n", 0, "how many, chosen at random; 0 is all")
	seed := flag.Uint64("seed", today(), "of the choice")
	only := flag.String("run", "", "only those with this in their names")
	flag.Parse()
	if err := run(*n, *seed, *only); err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(1)
	}
}

// today is the date as a number: continuous integration tries the same ones all day, and others tomorrow.
func today() uint64 {
	n, err := strconv.ParseUint(time.Now().UTC().Format("20060102"), 10, 64)
	if err != nil {
		panic("mutate: a date is not a number.")
	}
	return n
}

func run(n int, seed uint64, only string) error {
	root, err := site.Root()
	if err != nil {
		return err
	}
	var mutants []mutant
	for _, list := range lists {
		text, err := os.ReadFile(filepath.Join(root, list.path))
		if err != nil {
			return err
		}
		some, err := parse(list.path, list.tests, string(text))
		if err != nil {
			return err
		}
		mutants = append(mutants, some...)
	}
	if err := checkAll(root, mutants); err != nil {
		return err // also those that are not chosen: a row that fits nothing tests nothing
	}
	mutants = slices.DeleteFunc(mutants, func(m mutant) bool { return !strings.Contains(m.name, only) })
	if n > 0 {
		random := rand.New(rand.NewPCG(seed, 0))
		random.Shuffle(len(mutants), func(i, j int) { mutants[i], mutants[j] = mutants[j], mutants[i] })
		mutants = mutants[:min(n, len(mutants))]
		fmt.Printf("%d at random, -seed %d\n", len(mutants), seed)
	}
	return tryAll(root, mutants)
}

// parse reads the blocks of a list.
func parse(list, tests, text string) ([]mutant, error) {
	var all []mutant
	names := map[string]bool{}
	number := 0
	for block := range strings.SplitSeq(text, "\n\n") {
		first := number + 1
		number += strings.Count(block, "\n") + 2
		lines := strings.Split(strings.TrimSpace(block), "\n")
		if lines[0] == "" || strings.HasPrefix(lines[0], "#") {
			continue
		}
		bad := func() error { return fmt.Errorf("%s:%d: not a name, a file and a test, - and +", list, first) }
		if len(lines) != 4 || !strings.HasPrefix(lines[2], "- ") || !strings.HasPrefix(lines[3], "+ ") {
			return nil, bad()
		}
		where := strings.Fields(lines[1])
		if len(where) != 2 || names[lines[0]] {
			return nil, bad()
		}
		names[lines[0]] = true
		m := mutant{list: list, name: lines[0], file: "linkcore/" + where[0], tests: tests, test: where[1], from: lines[2][2:], to: lines[3][2:], line: first}
		if other, test, ok := strings.Cut(where[1], ":"); ok {
			m.tests, m.test = other, test
		}
		all = append(all, m)
	}
	return all, nil
}

// checkAll wants the text of every row to be in its file exactly once.
func checkAll(root string, mutants []mutant) error {
	var wrong []error
	for i := range mutants {
		if _, err := mutants[i].apply(root); err != nil {
			wrong = append(wrong, err)
		}
	}
	return errors.Join(wrong...)
}

// apply returns the changed file.
func (m *mutant) apply(root string) ([]byte, error) {
	source, err := os.ReadFile(filepath.Join(root, m.file))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", m.where(), err)
	}
	if n := bytes.Count(source, []byte(m.from)); n != 1 {
		return nil, fmt.Errorf("%s: the text is %d times in %s; bring the row up to date", m.where(), n, m.file)
	}
	return bytes.Replace(source, []byte(m.from), []byte(m.to), 1), nil
}

func tryAll(root string, mutants []mutant) error {
	if err := baseline(root, mutants); err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	var survivors []string
	for i := range mutants {
		m := &mutants[i]
		started := time.Now()
		noticed, err := try(root, folder, m)
		if err != nil {
			return err
		}
		verdict := "noticed"
		if !noticed {
			verdict = "SURVIVES"
			survivors = append(survivors, m.name)
		}
		fmt.Printf("%-8s  %-26s %5.1f s\n", verdict, m.name, time.Since(started).Seconds())
	}
	if len(survivors) > 0 {
		return fmt.Errorf("%d of %d mutants survive: %s", len(survivors), len(mutants), strings.Join(survivors, ", "))
	}
	fmt.Printf("all %d mutants were noticed\n", len(mutants))
	return nil
}

// baseline wants the named tests to exist, and to pass before anything is changed.
func baseline(root string, mutants []mutant) error {
	names := map[string][]string{} // by package
	for i := range mutants {
		m := &mutants[i]
		if name, _, _ := strings.Cut(m.test, "/"); !slices.Contains(names[m.tests], name) {
			names[m.tests] = append(names[m.tests], name)
		}
	}
	said := map[string]string{}
	for tests, list := range names {
		out, err := goTest(root, tests, "", "-v", "-run=^("+strings.Join(list, "|")+")$")
		if err != nil {
			return fmt.Errorf("the tests fail before anything is changed:\n%s", out)
		}
		said[tests] = out
	}
	for i := range mutants {
		// The first of several in parentheses stands for all.
		m := &mutants[i]
		name, _, _ := strings.Cut(strings.NewReplacer("(", "", ")", "", "$", "").Replace(m.test), "|")
		if !strings.Contains(said[m.tests], "--- PASS: "+name+" ") {
			return fmt.Errorf("%s: no test of %s is called %s", m.where(), m.tests, name)
		}
	}
	return nil
}

// try runs the test of a mutant.
func try(root, folder string, m *mutant) (noticed bool, err error) {
	changed, err := m.apply(root)
	if err != nil {
		return false, err
	}
	file, overlay := filepath.Join(folder, "changed.go"), filepath.Join(folder, "overlay.json")
	replace, err := json.Marshal(map[string]map[string]string{"Replace": {filepath.Join(root, m.file): file}})
	if err != nil {
		return false, err
	}
	if err := errors.Join(os.WriteFile(file, changed, 0o600), os.WriteFile(overlay, replace, 0o600)); err != nil {
		return false, err
	}
	out, err := goTest(root, m.tests, overlay, "-run=^"+strings.Replace(m.test, "/", "$/^", 1)+"$")
	if err == nil {
		return false, nil
	}
	if strings.Contains(out, "[build failed]") || strings.Contains(out, "[setup failed]") {
		return false, fmt.Errorf("%s does not compile:\n%s", m.where(), out)
	}
	return true, nil
}

func goTest(root, tests, overlay string, arguments ...string) (string, error) {
	command := append([]string{"test", "-vet=off", "-timeout=" + perProgram}, arguments...)
	if overlay != "" {
		command = append(command, "-overlay="+overlay)
	}
	test := exec.Command("go", append(command, "./linkcore/"+tests)...)
	test.Dir = root
	out, err := test.CombinedOutput()
	var failed *exec.ExitError
	if err != nil && !errors.As(err, &failed) {
		return "", err
	}
	return string(out), err
}
