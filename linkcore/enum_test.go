package linkcore_test

import (
	"strings"
	"testing"
)

// The lazy code of an enum that nobody wrote is generated, asks for the names of the tags, and is labelled like the rest.
func TestEnumCodeIsGenerated(t *testing.T) {
	r := link(t, "target plan9/x86_64\nenum a.Color red green\nfunc start export _start\n    call got(lazy code a.Color)\n    ret\n")
	img := r.Image
	if err := img.Check(); err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, c := range img.Cells {
		names = append(names, img.OwnerName(c.Owner))
	}
	if got, want := strings.Join(names, ", "), "start, lazy code a.Color, lazy data a.Color"; got != want {
		t.Errorf("cells belong to %s, want %s", got, want)
	}
	for i := range img.Owners {
		o := &img.Owners[i]
		if o.Name != "lazy code a.Color" {
			continue
		}
		if o.Size < 40 || o.Line != 2 || o.NParts < 10 {
			t.Errorf("the generated code is %+v", o)
		}
		if look := r.LookAt(o.Off + 3); look.Line != 2 {
			t.Errorf("a byte of it leads to line %d", look.Line)
		}
	}
}
