package atom

import (
	"fmt"
	"strings"
	"testing"
)

// Texts of all lengths around the limits of the table's keys stay apart, also when they differ in one place or in NULs.
func TestNames(t *testing.T) {
	var names Names
	byText := map[string]Name{}
	add := func(text string) {
		n := names.Intern(text)
		if old, ok := byText[text]; ok && old != n || !ok && int(n) != len(byText)+1 {
			t.Fatalf("Intern(%q) = %d, before it was %d of %d", text, n, old, len(byText))
		}
		byText[text] = n
	}
	for range 2 {
		for length := range 70 {
			text := strings.Repeat("x", length)
			add(text)
			add(strings.Repeat("\x00", length))
			for i := range length {
				add(text[:i] + "y" + text[i+1:])
				add(text[:i] + "\x00" + text[i+1:])
			}
		}
		for i := range 5000 {
			add(fmt.Sprintf("module.function%d", i))
			add(fmt.Sprintf("a much longer module.function%d.with more behind it", i))
		}
	}
	for text, n := range byText {
		if names.Text(n) != text || names.Find(text) != n {
			t.Fatalf("%q: Text %q, Find %d, want %d", text, names.Text(n), names.Find(text), n)
		}
	}
	if names.Find("never") != 0 || names.Len() != len(byText)+1 {
		t.Errorf("Find of an unknown text: %d; Len %d, want %d", names.Find("never"), names.Len(), len(byText)+1)
	}
	names.Reserve(100_000)
	if names.Find("module.function7") != byText["module.function7"] {
		t.Error("Reserve lost a name")
	}
}
