package symtab

// What a linker keeps of a symbol beside its row in the file: flags, a record of eight words that few symbols need, and
// who may claim a name. Sources: Zig's ELF linker (its Symbol and its resolver) and zld, from which they came.

// Flags are what is known of a symbol, one bit each, in the order of the original.
type Flags uint16

// The flags.
const (
	Import       Flags = 1 << iota // another file has it
	Export                         // other files may use it
	Weak                           // it gives way to one that is not
	OutputSymtab                   // it has a row in the file's symbol table
	HasGOT                         // it has a GOT entry with its address
	HasPLT
	IsCanonical // its PLT entry is its address
	CopyRel     // a copy of it is to be made here
	HasCopyRel
	HasDynamic // it has a row in .dynsym
	HasTLSGD
	HasGotTP
	HasTLSDesc
)

var flagWords = [...]string{"import", "export", "weak", "output_symtab", "got", "plt", "is_canonical", "copy_rel", "has_copy_rel", "has_dynamic", "tlsgd", "gottp", "tlsdesc"}

// Words are the names of the flags that are set, in their order.
func (f Flags) Words() []string {
	var words []string
	for i, word := range flagWords {
		if f&(1<<i) != 0 {
			words = append(words, word)
		}
	}
	return words
}

// Local tells whether nobody outside knows the symbol.
func (f Flags) Local() bool { return f&(Import|Export) == 0 }

// ExtraField is a word of a record.
type ExtraField uint8

// The words of a record, in their order. Those about the GOT hold entries, not cells; entry 0 is one like any other, and
// only the flag tells whether there is one.
const (
	ExtraGOT ExtraField = iota
	ExtraPLT
	ExtraPLTGOT
	ExtraDynamic
	ExtraCopyRel
	ExtraTLSGD
	ExtraGotTP
	ExtraTLSDesc
	ExtraWords
)

// Extras is the array of all records: one dummy word, because index 0 means that there is none, then eight words for
// each. Records that are given back are handed out again last in, first out.
type Extras struct {
	words []uint32
	free  []uint32
}

// Add returns the index of the first word of a record of zeros: 1, 9, 17, …
func (x *Extras) Add() uint32 {
	if n := len(x.free); n > 0 {
		at := x.free[n-1]
		x.free = x.free[:n-1]
		clear(x.words[at : at+uint32(ExtraWords)])
		return at
	}
	if len(x.words) == 0 {
		x.words = append(x.words, 0)
	}
	at := uint32(len(x.words))
	x.words = append(x.words, 0, 0, 0, 0, 0, 0, 0, 0)
	return at
}

// Get returns a word of a record; of no record it is 0.
func (x *Extras) Get(at uint32, field ExtraField) uint32 {
	if at == 0 {
		return 0
	}
	return x.words[at+uint32(field)]
}

// Set changes one word of a record and leaves the others as they are.
func (x *Extras) Set(at uint32, field ExtraField, v uint32) {
	if at == 0 {
		panic("symtab: a word of the record 0 was set, which is no record.")
	}
	x.words[at+uint32(field)] = v
}

// GiveBack takes a record back.
func (x *Extras) GiveBack(at uint32) {
	if at != 0 {
		x.free = append(x.free, at)
	}
}

// Len is the length of the array in words.
func (x *Extras) Len() int { return len(x.words) }

// Strength is how good a claim to a name is, before the order of files is asked.
type Strength uint8

// The strengths, the best first.
const (
	StrongDefined Strength = 1 + iota
	WeakDefined
	StrongShared // in a shared object, or in an archive that nobody has opened yet
	WeakShared
	Common
	CommonInArchive
)

// Rank orders all claims to a name: the lowest wins.
type Rank uint32

// Unclaimed is the rank of a name that nobody has claimed.
const Unclaimed = ^Rank(0)

// RankOf is the rank of a claim by a file.
func RankOf(s Strength, file uint32) Rank { return Rank(s)<<24 + Rank(file) }

// Resolver says which symbol a name stands for.
type Resolver struct{ claims map[uint32]claim }

type claim struct {
	symbol uint32
	rank   Rank
}

// Claim lets a symbol have a name if its rank is lower than that of whoever has it. It returns who had it and whether
// the new one has it now.
func (r *Resolver) Claim(name, symbol uint32, rank Rank) (before uint32, had, won bool) {
	if r.claims == nil {
		r.claims = map[uint32]claim{}
	}
	c, had := r.claims[name]
	if had && rank >= c.rank {
		return c.symbol, had, false
	}
	r.claims[name] = claim{symbol, rank}
	return c.symbol, had, true
}

// Find returns the symbol that has a name.
func (r *Resolver) Find(name uint32) (symbol uint32, rank Rank, ok bool) {
	c, ok := r.claims[name]
	if !ok {
		return 0, Unclaimed, false
	}
	return c.symbol, c.rank, true
}

// Drop takes a name away from a symbol; of another one's name nothing changes.
func (r *Resolver) Drop(name, symbol uint32) {
	if c, ok := r.claims[name]; ok && c.symbol == symbol {
		delete(r.claims, name)
	}
}
