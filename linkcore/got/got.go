// Package got is the global offset table as a data structure: which cell belongs to whom. It serves every format and
// knows none. An entry is what the table is asked for; it occupies one or two cells, and the address of a cell is the
// table's address plus its index times the width of a word. Cells of live entries never move, because their addresses
// are inside instructions; freed cells go on a free list per entry size and are handed out again last in, first out.
package got

// Tag says what an entry's cells hold.
type Tag uint8

// The tags, in the order of the reference table.
const (
	Got     Tag = iota // the address of a symbol
	GotTP              // its offset from the thread pointer
	TLSLD              // module, 0: for all thread-local symbols of this file
	TLSGD              // module, offset
	TLSDesc            // descriptor
	Freed
	Lost // given back, and on no free list: nobody can have it again
)

var tags = [...]struct {
	word  string
	cells uint32
}{{"got", 1}, {"gottp", 1}, {"tlsld", 2}, {"tlsgd", 2}, {"tlsdesc", 2}, {"free", 0}, {"lost", 0}}

// String is the word for the tag.
func (t Tag) String() string { return tags[t].word }

// Cells is how many cells an entry of this tag occupies.
func (t Tag) Cells() uint32 { return tags[t].cells }

// Entry is one entry. Of a freed entry Cell stays and Size says how many cells it keeps for the next of its size.
type Entry struct {
	Tag    Tag
	Size   uint8
	Symbol uint32 // what the format calls the symbol by
	Cell   uint32
}

// Table is a GOT.
type Table struct {
	Entries []Entry
	Leaks   bool // what is freed goes on no free list: a mistake to be made on purpose
	Wide    bool // some entry has, or had, two cells
	cells   uint32
	free    [3][]uint32 // entries by their size in cells
	lost    int
}

// Reserve makes room for n entries.
func (t *Table) Reserve(n int) { t.Entries = make([]Entry, 0, n) }

// Add gives an entry to a symbol. reused tells that a free entry was taken.
func (t *Table) Add(tag Tag, symbol uint32) (entry uint32, reused bool) {
	size := tag.Cells()
	if list := t.free[size]; len(list) > 0 {
		entry = list[len(list)-1]
		t.free[size] = list[:len(list)-1]
		t.Entries[entry].Tag, t.Entries[entry].Symbol = tag, symbol
		return entry, true
	}
	t.Entries = append(t.Entries, Entry{Tag: tag, Size: uint8(size), Symbol: symbol, Cell: t.cells})
	t.cells += size
	t.Wide = t.Wide || size > 1
	return uint32(len(t.Entries) - 1), false
}

// Free takes an entry back.
func (t *Table) Free(entry uint32) {
	e := &t.Entries[entry]
	if e.Tag >= Freed {
		panic("got: an entry was freed twice.")
	}
	e.Tag, e.Symbol = Freed, 0
	if t.Leaks {
		e.Tag = Lost
		t.lost++
		return
	}
	t.free[e.Size] = append(t.free[e.Size], entry)
}

// Cells is the number of cells, free ones included.
func (t *Table) Cells() uint32 { return t.cells }

// Freed is the number of entries on the free lists.
func (t *Table) Freed() int { return len(t.free[1]) + len(t.free[2]) }

// Lost is the number of entries that nobody has and nobody can get.
func (t *Table) Lost() int { return t.lost }

// Addr is the address of an entry's first cell in a table at base with words of the given width.
func (t *Table) Addr(entry uint32, base uint64, wordBytes int) uint64 {
	return base + uint64(t.Entries[entry].Cell)*uint64(wordBytes)
}
