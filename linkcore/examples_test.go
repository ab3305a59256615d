package linkcore_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"linkplay/linkcore"
	"linkplay/linkcore/describe"
	"linkplay/linkcore/diag"
)

var update = flag.Bool("update", false, "write expected results anew")

// example is a row of static/examples/index.json.
type example struct {
	ID, File, Target, Title, Says string
	Try                           struct {
		Line     int
		From, To string
	}
	text string
}

func examples(t testing.TB) []example {
	t.Helper()
	data, err := os.ReadFile("../static/examples/index.json")
	if err != nil {
		t.Fatal(err)
	}
	var all []example
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	for i := range all {
		text, err := os.ReadFile("../static/examples/" + all[i].File)
		if err != nil {
			t.Fatal(err)
		}
		all[i].text = string(text)
	}
	return all
}

// link links a description that must be free of errors.
func link(t testing.TB, text string) *linkcore.Result {
	t.Helper()
	r := linkcore.Link(text, linkcore.Options{Record: true})
	for i := range r.Findings {
		if r.Findings[i].Severity == 0 {
			t.Errorf("%s", r.Print("description", &r.Findings[i]))
		}
	}
	if r.Image == nil {
		t.Fatal("there is no image")
	}
	return r
}

func TestExamples(t *testing.T) {
	all := examples(t)
	if len(all) < 6 {
		t.Errorf("there are %d examples", len(all))
	}
	seen := map[string]bool{}
	for _, e := range all {
		t.Run(e.ID, func(t *testing.T) {
			if seen[e.ID] || e.Title == "" || e.Says == "" {
				t.Error("the row is not complete, or its id is there twice")
			}
			seen[e.ID] = true
			r := link(t, e.text)
			for _, f := range r.Findings {
				if f.Code != diag.FaultInForce {
					t.Errorf("an example should be free of findings: %v", &f)
				}
			}
			if r.Target != e.Target {
				t.Errorf("the row says %s and the text %s", e.Target, r.Target)
			}
			if err := r.Image.Check(); err != nil {
				t.Error(err)
			}
			if again := describe.Format(e.text); again != e.text {
				t.Errorf("fmt changes the example:\n%s", again)
			}
		})
	}
}

// The one sentence that says what to try must be true: the change links, and it changes the file.
func TestTryThis(t *testing.T) {
	for _, e := range examples(t) {
		lines := strings.Split(e.text, "\n")
		if e.Try.Line < 1 || e.Try.Line > len(lines) || !strings.Contains(lines[e.Try.Line-1], e.Try.From) {
			t.Errorf("%s: line %d has no %q", e.ID, e.Try.Line, e.Try.From)
			continue
		}
		lines[e.Try.Line-1] = strings.Replace(lines[e.Try.Line-1], e.Try.From, e.Try.To, 1)
		before, after := link(t, e.text), link(t, strings.Join(lines, "\n"))
		if bytes.Equal(before.Image.File, after.Image.File) {
			t.Errorf("%s: the change does not change the file", e.ID)
		}
	}
}

// The same bytes come out twice, without labels, and, because this test runs under GOOS=js as well, in a browser.
func TestSameBytesEverywhere(t *testing.T) {
	var got strings.Builder
	for _, e := range examples(t) {
		first := link(t, e.text).Image.File
		if !bytes.Equal(first, link(t, e.text).Image.File) {
			t.Errorf("%s: linking twice gives other bytes", e.ID)
		}
		if plain := linkcore.Link(e.text, linkcore.Options{}); !bytes.Equal(first, plain.Image.File) {
			t.Errorf("%s: linking without labels gives other bytes", e.ID)
		}
		fmt.Fprintf(&got, "%x  %s\n", sha256.Sum256(first), e.ID)
	}
	for _, target := range []string{"plan9/x86_64", "elf/x86_64"} {
		r := linkcore.Link(describe.Generate(target, 3000, 1), linkcore.Options{})
		fmt.Fprintf(&got, "%x  3000 generated atoms for %s\n", sha256.Sum256(r.Image.File), target)
	}
	golden(t, "testdata/sha256.txt", got.String())
}

// golden compares with a file, or writes it.
func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s has changed; got:\n%s", path, got)
	}
}

// The files of the reference, byte for byte, by their published hashes.
func TestReferenceFiles(t *testing.T) {
	for _, want := range []struct{ file, replace, by, hash string }{
		{"reference-plan9-x86_64.atoms", "", "", "43b1eb189fa8aae5c68e9494cf2567ae5fd8a1db22302940592c8bf04ffbff2c"},
		{"reference-plan9-x86_64.atoms", "upstream symbols", "upstream symbols lines", "672dce8f38d7ea24842c9c2118aed7c0687dec1c5fb77952ca60483044c6732e"},
		{"reference-plan9-mips.atoms", "", "", "16342bd26f7babf2b242c8254ab9f99676c8d1754b9f358f01b559436fc22338"},
		{"reference-plan9-x86_64.atoms", "upstream symbols", "upstream all", "672dce8f38d7ea24842c9c2118aed7c0687dec1c5fb77952ca60483044c6732e"},
	} {
		text, err := os.ReadFile("../static/examples/" + want.file)
		if err != nil {
			t.Fatal(err)
		}
		r := link(t, strings.Replace(string(text), want.replace, want.by, 1))
		if got := fmt.Sprintf("%x", sha256.Sum256(r.Image.File)); got != want.hash {
			t.Errorf("%s with %q: SHA-256 %s, want %s", want.file, want.by, got, want.hash)
		}
	}
}
