package plan9_test

import (
	"crypto/sha256"
	"fmt"
	"os"
	"strings"
	"testing"

	"linkplay/linkcore/trace"
)

// The published hashes of the worked examples.
func TestReferenceHashes(t *testing.T) {
	for _, row := range []struct{ file, upstream, hash string }{
		{"reference-plan9-x86_64.atoms", "upstream symbols", "43b1eb189fa8aae5c68e9494cf2567ae5fd8a1db22302940592c8bf04ffbff2c"},
		{"reference-plan9-x86_64.atoms", "upstream symbols lines", "672dce8f38d7ea24842c9c2118aed7c0687dec1c5fb77952ca60483044c6732e"},
		{"reference-plan9-mips.atoms", "upstream symbols", "16342bd26f7babf2b242c8254ab9f99676c8d1754b9f358f01b559436fc22338"},
	} {
		text, err := os.ReadFile("../../static/examples/" + row.file)
		if err != nil {
			t.Fatal(err)
		}
		r := linked(t, strings.Replace(string(text), "upstream symbols", row.upstream, 1))
		if got := fmt.Sprintf("%x", sha256.Sum256(r.Image.File)); got != row.hash {
			t.Errorf("%s with %s: SHA-256 %s", row.file, row.upstream, got)
		}
	}
}

// The order in which the worked example hands out atoms, symbol indices and cells, on both processors.
func TestReferenceIndices(t *testing.T) {
	want := map[string]string{ // atom, symbol, cell
		"a.start": "0 9 0", "a.helper": "1 10 1", `"hello"`: "- 4 2", "lazy code a.Color": "2 5 3", "lazy data a.Color": "3 6 4", "a.counter": "4 11 5",
		"a.start exported": "12", "a.counter exported": "13",
	}
	for _, file := range []string{"reference-plan9-x86_64.atoms", "reference-plan9-mips.atoms"} {
		text, err := os.ReadFile("../../static/examples/" + file)
		if err != nil {
			t.Fatal(err)
		}
		img := linked(t, string(text)).Image
		symbol, cell, atoms := map[string]uint64{}, map[string]uint64{}, []string{}
		got := map[string]string{}
		for i := range img.Trace.Events {
			e := &img.Trace.Events[i]
			name := img.OwnerName(e.Subject)
			switch e.Kind {
			case trace.GiveCell:
				cell[name] = e.A
				if !strings.HasPrefix(name, `"`) { // unnamed constants have no place among the atoms
					atoms = append(atoms, name)
				}
			case trace.GiveSymbol:
				symbol[name] = e.A
			case trace.GiveExport:
				got[name+" exported"] = fmt.Sprint(e.A)
			}
		}
		for name := range cell {
			atom := "-"
			for i := range atoms {
				if atoms[i] == name {
					atom = fmt.Sprint(i)
				}
			}
			got[name] = fmt.Sprintf("%s %d %d", atom, symbol[name], cell[name])
		}
		if a, b := fmt.Sprint(got), fmt.Sprint(want); a != b {
			t.Errorf("%s: %s\nwant %s", file, a, b)
		}
	}
}
