package atom

import (
	"hash/maphash"
	"slices"
)

// Names interns texts: equal texts get equal Names, counted from 1 in the order in which they were first met.
// It is an open-addressing table over substrings, so that interning a name that is already known allocates nothing.
type Names struct {
	texts  []string // texts[n] is the text of Name n; texts[0] is ""
	hashes []uint32
	slots  []Name // 0 is empty; the length is a power of two
	seed   uint32 // differs from run to run, so that no text can be made whose names all collide; no result depends on it
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
	return t.InternHash(text, hash(t.HashStart(), text))
}

// InternHash is Intern for a reader that has hashed the text on its way: h starts as HashStart, and becomes
// (h ^ byte) * HashPrime with each byte.
func (t *Names) InternHash(text string, h uint32) Name {
	if 2*len(t.texts) >= len(t.slots) {
		t.grow(max(64, 2*len(t.slots)))
	}
	mask := uint32(len(t.slots) - 1)
	for i := h & mask; ; i = (i + 1) & mask {
		n := t.slots[i]
		if n == 0 {
			n = Name(len(t.texts))
			t.slots[i] = n
			t.texts = append(t.texts, text)
			t.hashes = append(t.hashes, h)
			return n
		}
		if t.hashes[n] == h && t.texts[n] == text {
			return n
		}
	}
}

// Find returns the name of a text, or 0 when it was never interned.
func (t *Names) Find(text string) Name {
	if len(t.slots) == 0 {
		return 0
	}
	h := hash(t.seed, text)
	mask := uint32(len(t.slots) - 1)
	for i := h & mask; t.slots[i] != 0; i = (i + 1) & mask {
		if n := t.slots[i]; t.hashes[n] == h && t.texts[n] == text {
			return n
		}
	}
	return 0
}

// grow makes a table of so many slots, a power of two, and puts every name into it.
func (t *Names) grow(size int) {
	if len(t.texts) == 0 {
		t.texts = append(t.texts, "")
		t.hashes = append(t.hashes, 0)
		t.seed = uint32(maphash.String(maphash.MakeSeed(), ""))
	}
	t.slots = make([]Name, size)
	mask := uint32(len(t.slots) - 1)
	for n := 1; n < len(t.texts); n++ {
		i := t.hashes[n] & mask
		for t.slots[i] != 0 {
			i = (i + 1) & mask
		}
		t.slots[i] = Name(n)
	}
}

// Reserve makes room for n names.
func (t *Names) Reserve(n int) {
	t.texts = slices.Grow(t.texts, max(0, n+1-len(t.texts)))
	t.hashes = slices.Grow(t.hashes, max(0, n+1-len(t.hashes)))
	size := 64
	for size < 2*n+2 {
		size *= 2
	}
	if size > len(t.slots) {
		t.grow(size)
	}
}

// HashStart is the hash of the empty text.
func (t *Names) HashStart() uint32 {
	if len(t.slots) == 0 {
		t.grow(max(64, 2*len(t.slots)))
	}
	return t.seed
}

// HashPrime is the multiplier of 32-bit FNV-1a.
const HashPrime = uint32(16777619)

func hash(h uint32, text string) uint32 {
	for i := 0; i < len(text); i++ {
		h = (h ^ uint32(text[i])) * HashPrime
	}
	return h
}
