// Package symtab holds what symbol tables of every format need and knows none of them: indices that are handed out and
// taken back, and string tables.
package symtab

// Indices hands out the indices of a growing table; those taken back are handed out again last in, first out.
type Indices struct {
	next uint32
	free []uint32
}

// Take returns a free index.
func (x *Indices) Take() uint32 {
	if n := len(x.free); n > 0 {
		index := x.free[n-1]
		x.free = x.free[:n-1]
		return index
	}
	return x.Append()
}

// Append returns the next index that was never handed out, whatever the free list holds.
func (x *Indices) Append() uint32 {
	x.next++
	return x.next - 1
}

// GiveBack takes an index back.
func (x *Indices) GiveBack(index uint32) { x.free = append(x.free, index) }

// Len is the length that the table has reached.
func (x *Indices) Len() uint32 { return x.next }

// Free is the number of indices that wait to be handed out again.
func (x *Indices) Free() int { return len(x.free) }

// Strings is a string table: texts, each with a NUL behind it, after one NUL that stands for the empty text. Equal texts
// share one place (gABI, String Table).
type Strings struct {
	Texts   []string // in the order of the table
	Offsets []uint32 // of Texts
	size    uint32
	known   map[string]uint32
}

// Add returns the offset of a text.
func (s *Strings) Add(text string) uint32 {
	if text == "" {
		return 0
	}
	if at, ok := s.known[text]; ok {
		return at
	}
	if s.known == nil {
		s.known = map[string]uint32{}
	}
	at := s.Append(text)
	s.known[text] = at
	return at
}

// Append puts a text at the end without looking for an equal one; the caller knows that it is new.
func (s *Strings) Append(text string) uint32 {
	if s.size == 0 {
		s.size = 1
	}
	at := s.size
	s.Texts = append(s.Texts, text)
	s.Offsets = append(s.Offsets, at)
	s.size += uint32(len(text)) + 1
	return at
}

// Size is the number of bytes of the table.
func (s *Strings) Size() uint32 { return max(1, s.size) }
