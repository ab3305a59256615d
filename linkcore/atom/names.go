package atom

import (
	"hash/maphash"
	"slices"
)

// Names interns texts: equal texts get equal Names, counted from 1 in the order in which they were first met.
// It is an open-addressing table that holds short texts itself, so that a look-up of a known name, of which there are
// as many as references, touches one place in memory and allocates nothing.
type Names struct {
	texts []string // texts[n] is the text of Name n; texts[0] is ""
	slots []slot   // the length is a power of two
	seed  uint64   // differs from run to run, so that no text can be made whose names all collide; no result depends on it
}

// slot holds a text of up to 23 bytes and, on top of c, its length; of a longer one the first bytes and 255.
type slot struct {
	hash    uint32
	name    Name // 0 is empty
	a, b, c uint64
}

const slotBytes = 23

// load64 and load32 read bytes as a number; the compiler makes one load of them.
func load64(s string, i int) uint64 { return load32(s, i) | load32(s, i+4)<<32 }

func load32(s string, i int) uint64 {
	return uint64(s[i]) | uint64(s[i+1])<<8 | uint64(s[i+2])<<16 | uint64(s[i+3])<<24
}

// look returns the name of a text; a new one is added, or 0. It is one function because it is called for every name
// that is read, and calls are dear in wasm.
func (t *Names) look(text string, add bool) Name {
	const odd = 0x9e3779b97f4a7c15
	var a, b, c uint64
	n := len(text)
	switch {
	case n >= 16:
		a, b = load64(text, 0), load64(text, 8)
		if n <= slotBytes {
			c = load64(text, n-8)>>(8*(24-n)) | uint64(n)<<56
		} else {
			c = load64(text, 16) | 255<<56
		}
	case n >= 8:
		a, b, c = load64(text, 0), load64(text, n-8)>>(8*(16-n)), uint64(n)<<56
	case n >= 4:
		a, c = load32(text, 0)|load32(text, n-4)<<(8*(n-4)), uint64(n)<<56
	case n > 0:
		a, c = uint64(text[0])|uint64(text[n/2])<<(n/2*8)|uint64(text[n-1])<<((n-1)*8), uint64(n)<<56
	}
	h := (t.seed ^ c ^ a) * odd
	h = (h ^ h>>32 ^ b) * odd
	if n > slotBytes {
		h = hashRest(text, h)
	}
	mask := uint32(len(t.slots) - 1)
	for i := uint32(h>>32) & mask; ; i = (i + 1) & mask {
		s := &t.slots[i]
		if s.a == a && s.b == b && s.c == c && s.name != 0 && (n <= slotBytes || t.texts[s.name] == text) {
			return s.name
		}
		if s.name != 0 {
			continue
		}
		if add {
			if 8*len(t.texts) >= 7*len(t.slots) {
				t.grow(2 * len(t.slots))
				return t.look(text, true)
			}
			*s = slot{uint32(h >> 32), Name(len(t.texts)), a, b, c}
			t.texts = append(t.texts, text)
		}
		return s.name
	}
}

// hashRest mixes in what a slot does not hold of a text.
func hashRest(text string, h uint64) uint64 {
	const odd = 0x9e3779b97f4a7c15
	for i := 16; i < len(text)-8; i += 8 {
		h = (h ^ h>>32 ^ load64(text, i)) * odd
	}
	return (h ^ h>>32 ^ load64(text, len(text)-8) + uint64(len(text))) * odd
}

// Len is one more than the largest Name.
func (t *Names) Len() int { return max(1, len(t.texts)) }

// Text returns the text of a name.
func (t *Names) Text(n Name) string {
	if n == 0 {
		return ""
	}
	return t.texts[n]
}

// Intern returns the name of a text, which must not change afterwards.
func (t *Names) Intern(text string) Name {
	if len(t.slots) == 0 {
		t.grow(64)
	}
	return t.look(text, true)
}

// Find returns the name of a text, or 0 when it was never interned.
func (t *Names) Find(text string) Name {
	if len(t.slots) == 0 {
		return 0
	}
	return t.look(text, false)
}

// grow makes a table of so many slots, a power of two, and puts every name into it.
func (t *Names) grow(size int) {
	if len(t.texts) == 0 {
		t.texts = append(t.texts, "")
		t.seed = maphash.String(maphash.MakeSeed(), "")
	}
	old := t.slots
	t.slots = make([]slot, size)
	mask := uint32(size - 1)
	for k := range old {
		s := &old[k]
		if s.name == 0 {
			continue
		}
		i := s.hash & mask
		for t.slots[i].name != 0 {
			i = (i + 1) & mask
		}
		t.slots[i] = *s
	}
}

// Reserve makes room for n names.
func (t *Names) Reserve(n int) {
	t.texts = slices.Grow(t.texts, max(0, n+1-len(t.texts)))
	size := 64
	for 7*size <= 8*n+8 {
		size *= 2
	}
	if size > len(t.slots) {
		t.grow(size)
	}
}
