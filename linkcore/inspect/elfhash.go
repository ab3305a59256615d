package inspect

import (
	"strconv"
	"strings"

	"linkplay/linkcore/image"
)

// Hash tables lead from a name to its symbol. That of the gABI has a chain of symbol numbers for each bucket. That of GNU
// keeps the symbols of a bucket together, has their hashes in place of chains and asks a filter first.

type hashTable struct{ *elf }

func (t hashTable) plan(f *file, g *region)  { g.rows = f.afford(1, cost{spans: 4, args: 2}) }
func (t hashTable) label(f *file, g *region) { t.pieces(g).label(f, g) }

// hashPieces are the parts of a hash table, as far as the bytes go.
type hashPieces struct {
	head                     *image.Rule
	bloom, buckets, chains   uint64 // where they begin
	blooms, nbuckets, chain  uint64 // how many there are
	first                    uint64 // the first symbol with a chain
	bloomRule, bucket, links *image.Rule
}

func (p *hashPieces) label(f *file, g *region) {
	at := g.from
	if g.rows > 0 && g.to-at >= uint64(p.head.Size) {
		at += uint64(p.head.Size)
		f.record(f.img.Rule(p.head), g.owner, g.from, at)
		if p.blooms > 0 {
			at = f.array(p.bloomRule, g.owner, at, p.blooms)
		}
		at = f.array(p.bucket, g.owner, at, p.nbuckets)
		at = f.array(p.links, g.owner, at, p.chain)
	}
	f.foreign(g.owner, at, g.to)
}

func (t hashTable) pieces(g *region) *hashPieces {
	p := &hashPieces{head: t.tables.Hash, bucket: t.tables.Buckets, links: t.tables.Chains}
	if g.to-g.from < uint64(p.head.Size) {
		return p
	}
	word := uint64(p.bucket.Size)
	words := (g.to-g.from)/word - 2
	p.nbuckets = t.file.read(slotOf(p.head, "nbucket"), g.from)
	p.chain = t.file.read(slotOf(p.head, "nchain"), g.from)
	if p.nbuckets > words || p.chain > words-p.nbuckets {
		if !g.cut {
			t.odd("the hash table at byte %#x wants %d buckets and %d chains, and has room for %d words", g.from, p.nbuckets, p.chain, words)
		}
		p.nbuckets = min(p.nbuckets, words)
		p.chain = min(p.chain, words-p.nbuckets)
	}
	p.buckets = g.from + uint64(p.head.Size)
	p.chains = p.buckets + p.nbuckets*word
	return p
}

// hashSize is the size of the hash table at an address.
func (e *elf) hashSize(addr uint64) uint64 {
	off, ok := e.offsetOf(addr)
	if !ok || addr == 0 || e.size()-off < uint64(e.tables.Hash.Size) {
		return 0
	}
	n := min(e.file.read(slotOf(e.tables.Hash, "nbucket"), off), e.size()) + min(e.file.read(slotOf(e.tables.Hash, "nchain"), off), e.size())
	return uint64(e.tables.Hash.Size) + n*uint64(e.tables.Buckets.Size)
}

func (t hashTable) list(g *region) {
	quiet := *g
	quiet.cut = true // what is odd was said, or will be
	p := t.pieces(&quiet)
	t.addListing(g.name, "hash table", p.head.Says, int(p.nbuckets), hashRows{t.elf, p, t.symbolsBehind(g.place)}, "bucket", "symbols")
}

// symbolsBehind is the symbol table that a section links to.
func (e *elf) symbolsBehind(place int32) symbolTable {
	for i := range e.symbolTables {
		if e.symbolTables[i].place == int32(e.sections[place].Link) {
			return e.symbolTables[i]
		}
	}
	return symbolTable{}
}

type hashRows struct {
	*elf
	p       *hashPieces
	symbols symbolTable
}

// mostChain is how many symbols of a bucket are named.
const mostChain = 16

func (r hashRows) Row(i int) (cells []string, off, length uint64) {
	length = uint64(r.p.bucket.Size)
	off = r.p.buckets + uint64(i)*length
	names := names{symbols: r.symbols, elf: r.elf}
	for n := r.word(off, length); n != 0 && n < r.p.chain && names.more(n); {
		n = r.word(r.p.chains+n*length, length)
	}
	return []string{strconv.Itoa(i), names.String()}, off, length
}

func (e *elf) word(off, bytes uint64) uint64 { return e.img.Order.Uint(e.data[off : off+bytes]) }

// names lists the symbols of a bucket.
type names struct {
	*elf
	symbols symbolTable
	list    []string
}

// more adds a symbol and tells whether there is room for another one.
func (l *names) more(n uint64) bool {
	if len(l.list) == mostChain {
		l.list = append(l.list, "…")
		return false
	}
	name := "symbol " + strconv.FormatUint(n, 10)
	if n < uint64(l.symbols.rows) {
		if s := &l.img.Symbols[l.symbols.first+int(n)]; s.Name != "" {
			name = s.Name + l.img.VersionOf(s)
		}
	}
	l.list = append(l.list, name)
	return true
}

func (l *names) String() string { return strings.Join(l.list, " ") }

type gnuHashTable struct{ *elf }

func (t gnuHashTable) plan(f *file, g *region)  { g.rows = f.afford(1, cost{spans: 5, args: 4}) }
func (t gnuHashTable) label(f *file, g *region) { t.pieces(g, !g.cut).label(f, g) }

func (e *elf) gnuPieces(from, to uint64) (p *hashPieces, fits bool) {
	t := e.tables
	p = &hashPieces{head: t.GNUHash, bloomRule: t.Bloom, bucket: t.GNUBuckets, links: t.GNUChains}
	room := to - from
	if room < uint64(p.head.Size) {
		return p, false
	}
	room -= uint64(p.head.Size)
	p.blooms = e.file.read(slotOf(p.head, "bloom_size"), from)
	p.nbuckets = e.file.read(slotOf(p.head, "nbuckets"), from)
	p.first = e.file.read(slotOf(p.head, "symoffset"), from)
	fits = p.blooms*uint64(t.Bloom.Size)+p.nbuckets*4 <= room
	p.blooms = min(p.blooms, room/uint64(t.Bloom.Size))
	p.bloom = from + uint64(p.head.Size)
	p.buckets = p.bloom + p.blooms*uint64(t.Bloom.Size)
	p.nbuckets = min(p.nbuckets, (to-p.buckets)/4)
	p.chains = p.buckets + 4*p.nbuckets
	p.chain = (to - p.chains) / 4
	return p, fits
}

func (t gnuHashTable) pieces(g *region, say bool) *hashPieces {
	p, fits := t.gnuPieces(g.from, g.to)
	if !fits && say {
		t.odd("the GNU hash table at byte %#x wants %d words of its filter and %d buckets or more, and ends at byte %#x", g.from, p.blooms, p.nbuckets, g.to)
	}
	return p
}

// gnuHashSymbols counts the symbols of the table at an address: up to the end of the chain of the last bucket.
func (e *elf) gnuHashSymbols(addr uint64) uint64 {
	off, ok := e.offsetOf(addr)
	if !ok || addr == 0 {
		return 0
	}
	p, fits := e.gnuPieces(off, e.size())
	if !fits {
		return 0
	}
	last := uint64(0)
	for i := range p.nbuckets {
		last = max(last, e.word(p.buckets+4*i, 4))
	}
	if last < p.first {
		return p.first
	}
	for last-p.first < p.chain && e.word(p.chains+4*(last-p.first), 4)&1 == 0 {
		last++
	}
	return last + 1
}

// gnuHashSize is the size of the table at an address. Symbols that nobody can find are not in it.
func (e *elf) gnuHashSize(addr uint64) uint64 {
	off, ok := e.offsetOf(addr)
	if !ok || addr == 0 {
		return 0
	}
	p, _ := e.gnuPieces(off, e.size())
	return p.chains - off + 4*(max(e.gnuHashSymbols(addr), p.first)-p.first)
}

func (t gnuHashTable) list(g *region) {
	p := t.pieces(g, false)
	t.addListing(g.name, "GNU hash table", p.head.Says, int(p.nbuckets), gnuHashRows{t.elf, p, t.symbolsBehind(g.place)}, "bucket", "symbols")
}

type gnuHashRows struct {
	*elf
	p       *hashPieces
	symbols symbolTable
}

func (r gnuHashRows) Row(i int) (cells []string, off, length uint64) {
	off = r.p.buckets + 4*uint64(i)
	names := names{symbols: r.symbols, elf: r.elf}
	for n := r.word(off, 4); n >= r.p.first && n-r.p.first < r.p.chain && names.more(n); n++ {
		if r.word(r.p.chains+4*(n-r.p.first), 4)&1 != 0 {
			break
		}
	}
	return []string{strconv.Itoa(i), names.String()}, off, 4
}
