package symtab

import "testing"

func TestIndicesAreReusedLastInFirstOut(t *testing.T) {
	var x Indices
	for want := range uint32(4) {
		if got := x.Take(); got != want {
			t.Errorf("got %d, want %d", got, want)
		}
	}
	x.GiveBack(1)
	x.GiveBack(3)
	if x.Free() != 2 {
		t.Errorf("%d free, want 2", x.Free())
	}
	if got := x.Append(); got != 4 {
		t.Errorf("Append looks at the free list: %d", got)
	}
	for _, want := range []uint32{3, 1, 5} {
		if got := x.Take(); got != want {
			t.Errorf("got %d, want %d", got, want)
		}
	}
	if x.Len() != 6 {
		t.Errorf("length %d, want 6", x.Len())
	}
}

func TestStringsShareEqualTexts(t *testing.T) {
	var s Strings
	if s.Size() != 1 || s.Add("") != 0 {
		t.Error("an empty table is one NUL, and the empty text is there")
	}
	for _, step := range []struct {
		text string
		want uint32
	}{{"main", 1}, {"helper", 6}, {"main", 1}, {"mai", 13}} {
		if got := s.Add(step.text); got != step.want {
			t.Errorf("%q is at %d, want %d", step.text, got, step.want)
		}
	}
	if s.Size() != 17 {
		t.Errorf("size %d, want 17", s.Size())
	}
}
