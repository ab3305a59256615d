package atom

// Names interns texts: equal texts get equal Names, counted from 1 in the order in which they were first met.
// It is an open-addressing table over substrings, so that interning a name that is already known allocates nothing.
type Names struct {
	texts  []string // texts[n] is the text of Name n; texts[0] is ""
	hashes []uint32
	slots  []Name // 0 is empty; the length is a power of two
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
	if 2*len(t.texts) >= len(t.slots) {
		t.grow()
	}
	h := hash(text)
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
	h := hash(text)
	mask := uint32(len(t.slots) - 1)
	for i := h & mask; t.slots[i] != 0; i = (i + 1) & mask {
		if n := t.slots[i]; t.hashes[n] == h && t.texts[n] == text {
			return n
		}
	}
	return 0
}

func (t *Names) grow() {
	if len(t.texts) == 0 {
		t.texts = append(t.texts, "")
		t.hashes = append(t.hashes, 0)
	}
	t.slots = make([]Name, max(64, 2*len(t.slots)))
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
	size := 64
	for size < 2*n+2 {
		size *= 2
	}
	if size > len(t.slots) {
		t.slots = make([]Name, size/2)
		t.grow()
	}
}

// hash is 32-bit FNV-1a.
func hash(text string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(text); i++ {
		h = (h ^ uint32(text[i])) * 16777619
	}
	return h
}
