package inspect

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"linkplay/linkcore/image"
	"linkplay/linkcore/shape"
)

// place is what atoms lie in: a section of ELF, a segment of a.out.
type place struct {
	addr, off uint64
	size      uint64
	align     uint64
	loaded    bool
	inFile    bool
	kind      image.OwnerKind
	table     int32 // 1 + region whose records own its bytes, or 0: symbols do
}

// atom is a stretch of a place that a symbol names.
type atom struct {
	from, to uint64 // within the place; to is from when the symbol has no size
	place    int32
	symbol   uint32 // index of Image.Symbols
	owner    uint32
}

// settle makes owners of the atoms that symbols name. Symbols at one address are names of one atom, whose main symbol
// is the first that knows a size, else the first of the file. An atom without a size goes on to the next one.
func (f *file) settle() {
	order := func(a, b atom) int {
		return cmp.Or(cmp.Compare(a.place, b.place), cmp.Compare(a.from, b.from), -cmp.Compare(min(1, a.to-a.from), min(1, b.to-b.from)), cmp.Compare(a.symbol, b.symbol))
	}
	if !slices.IsSortedFunc(f.atoms, order) {
		slices.SortFunc(f.atoms, order)
	}
	f.img.Owners = slices.Grow(f.img.Owners, len(f.atoms)+4)
	kept := f.atoms[:0]
	for i := 0; i < len(f.atoms); {
		a := f.atoms[i]
		next := i + 1
		for next < len(f.atoms) && f.atoms[next].place == a.place && f.atoms[next].from == a.from {
			next++
		}
		p := &f.places[a.place]
		if a.to == a.from {
			a.to = p.size
			if next < len(f.atoms) && f.atoms[next].place == a.place {
				a.to = f.atoms[next].from
			}
		}
		a.to = min(a.to, p.size)
		a.owner = f.newAtom(&a, p)
		for _, alias := range f.atoms[i:next] {
			f.img.Symbols[alias.symbol].Owner = a.owner
		}
		kept = append(kept, a)
		i = next
	}
	f.atoms = kept
	f.indexByAddress()
}

func (f *file) newAtom(a *atom, p *place) uint32 {
	name := f.img.Symbols[a.symbol].Name
	o := image.Owner{Name: name, Addr: p.addr + a.from, Size: a.to - a.from, Symbol: a.symbol + 1, Kind: p.kind, Placed: p.loaded}
	if p.inFile {
		o.Off = p.off + a.from
		if o.Off < f.size() {
			o.Size = min(o.Size, f.size()-o.Off)
		}
	}
	switch {
	case name == "":
		o.Name = "(no name)"
	case p.kind == image.OwnerBSS:
	case strings.HasPrefix(name, "__lazy_"): // what our linkers call such atoms
		o.Kind = image.OwnerLazy
	case strings.HasPrefix(name, "__unnamed_"):
		o.Kind = image.OwnerConst
	}
	return f.img.NewOwner(o)
}

// atomsOf returns the atoms of a place from an offset on, and the one before them, which may reach into it.
func (f *file) atomsOf(place int32, off uint64) []atom {
	first := sort.Search(len(f.atoms), func(i int) bool {
		a := &f.atoms[i]
		return a.place > place || a.place == place && a.from >= off
	})
	if first > 0 && f.atoms[first-1].place == place {
		first--
	}
	last := sort.Search(len(f.atoms), func(i int) bool { return f.atoms[i].place > place })
	return f.atoms[first:last]
}

// contents labels bytes of a region by the atoms that own them; what no atom owns is the region's. It tells whether
// all of it was. An atom may lie within another one, which then goes on behind it.
func (f *file) contents(g *region, from, to uint64) (all bool) {
	if g.place < 0 {
		f.foreign(f.ownerOf(g, from, to), from, to)
		return true
	}
	p := &f.places[g.place]
	var inner, outer atom
	atoms := f.atomsOf(g.place, from-p.off)
	at, end := from-p.off, to-p.off
	until := func(stop uint64, owner uint32) {
		if stop = min(stop, end); at < stop {
			f.foreign(owner, p.off+at, p.off+stop)
			at = stop
		}
	}
	before := len(f.img.Spans)
	for i := 0; at < end; i++ {
		next := end
		if i < len(atoms) {
			next = min(end, atoms[i].from)
		}
		until(min(next, inner.to), inner.owner)
		until(min(next, outer.to), outer.owner)
		f.between(g, p, p.off+at, p.off+next)
		at = max(at, next)
		if i < len(atoms) {
			inner = atoms[i]
			if inner.to >= outer.to {
				outer = inner
			}
		}
	}
	return len(f.img.Spans) == before+1 && f.img.Spans[before].Owner == g.owner
}

// between labels bytes of a region that no atom owns: a few zeros keep an alignment, anything else is the region's.
func (f *file) between(g *region, p *place, from, to uint64) {
	if from >= to {
		return
	}
	if to-from < p.align && to-from < g.to-g.from && zero(f.data[from:to]) {
		f.span(f.img.Rule(shape.Padding), f.paddingOwner(), from, to)
		return
	}
	f.foreign(f.ownerOf(g, from, to), from, to)
}

// indexByAddress prepares ownerAt.
func (f *file) indexByAddress() {
	owners := f.img.Owners
	f.byAddr = make([]uint32, 0, len(f.atoms))
	for i := range f.atoms {
		if o := f.atoms[i].owner; owners[o].Placed {
			f.byAddr = append(f.byAddr, o)
		}
	}
	order := func(a, b uint32) int { return cmp.Compare(owners[a].Addr, owners[b].Addr) }
	if !slices.IsSortedFunc(f.byAddr, order) {
		slices.SortStableFunc(f.byAddr, order)
	}
}

// ownerAt returns the atom that begins at an address, or 0.
func (f *file) ownerAt(addr uint64) uint32 {
	owners := f.img.Owners
	i := sort.Search(len(f.byAddr), func(i int) bool { return owners[f.byAddr[i]].Addr >= addr })
	if i < len(f.byAddr) && owners[f.byAddr[i]].Addr == addr {
		return f.byAddr[i]
	}
	return 0
}

// cells reads cells of the GOT and ties them to the atoms whose addresses they hold. What a zero means, the
// caller knows: a cell that is free, or one that the loader fills.
func (f *file) cells(off uint64, n int, zeroTag string) {
	img := f.img
	word := uint64(img.WordBytes)
	for i := range n {
		at := off + uint64(i)*word
		c := image.Cell{Off: uint32(at), Value: img.Order.Uint(f.data[at : at+word]), Tag: "got"}
		if c.Value == 0 {
			c.Tag = zeroTag
		} else if c.Owner = f.ownerAt(c.Value); c.Owner != 0 && img.Owners[c.Owner].Cell == 0 {
			img.Owners[c.Owner].Cell = uint32(len(img.Cells) + 1)
		}
		img.Cells = append(img.Cells, c)
	}
}
