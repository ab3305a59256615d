package inspect

import (
	"cmp"
	"slices"
	"sort"
	"strconv"

	"linkplay/linkcore/image"
	"linkplay/linkcore/shape"
)

// region is a stretch of the file that some structure claims.
type region struct {
	name     string // of its extent
	called   string // of its owner, when that differs
	from, to uint64
	addr     uint64
	loaded   bool
	quiet    bool  // may overlap what was claimed before it: a segment holds whole structures
	cut      bool  // the file ends within it; set by claim
	whole    bool  // nothing of it was claimed before; set by resolve
	place    int32 // whose atoms own its bytes, or -1
	kind     image.OwnerKind
	owner    uint32 // 0 until something belongs to it
	rows     int    // records to label one by one
	as       table  // nil: contents
}

// table is how the records of a region are labelled.
type table interface {
	// plan takes room for the records.
	plan(f *file, g *region)
	// label makes the spans of all bytes of the region.
	label(f *file, g *region)
}

// claim adds a region, cut at the end of the file. Claims that come earlier win.
func (f *file) claim(g region) {
	g.cut = g.to > f.size()
	g.to = min(g.to, f.size())
	if g.from < g.to {
		f.regions = append(f.regions, g)
	}
}

// piece is a stretch that belongs to one region, or to none.
type piece struct {
	from, to uint64
	region   int32 // -1: a gap
}

// resolve cuts the file into pieces. The ends of all regions divide it into slots; each region in turn fills the slots
// that are still free. next leads from a slot to the first free one at or behind it, so that no slot is passed twice.
func (f *file) resolve() {
	bounds := make([]uint64, 0, 2*len(f.regions)+2)
	bounds = append(bounds, 0, f.size())
	for i := range f.regions {
		bounds = append(bounds, f.regions[i].from, f.regions[i].to)
	}
	slices.Sort(bounds)
	bounds = slices.Compact(bounds)
	winner := make([]int32, len(bounds))
	next := make([]int32, len(bounds))
	for i := range next {
		winner[i], next[i] = -1, int32(i)
	}
	free := func(s int32) int32 {
		for next[s] != s {
			next[s] = next[next[s]]
			s = next[s]
		}
		return s
	}
	for i := range f.regions {
		g := &f.regions[i]
		first, _ := slices.BinarySearch(bounds, g.from)
		last, _ := slices.BinarySearch(bounds, g.to)
		taken := int32(-1)
		s := int32(first)
		for int(s) < last {
			if winner[s] >= 0 {
				if taken < 0 {
					taken = s
				}
				s = free(s)
				continue
			}
			winner[s], next[s] = int32(i), s+1
			s++
		}
		g.whole = taken < 0
		if !g.whole && !g.quiet {
			other := &f.regions[winner[taken]]
			f.odd("%s, which has %#x to %#x, overlaps %s at byte %#x", shown(g.name), g.from, g.to, shown(other.name), bounds[taken])
		}
	}
	for s := 0; s+1 < len(bounds); s++ {
		if n := len(f.pieces); n > 0 && f.pieces[n-1].region == winner[s] {
			f.pieces[n-1].to = bounds[s+1]
			continue
		}
		if f.pieces == nil {
			f.pieces = make([]piece, 0, len(bounds))
		}
		f.pieces = append(f.pieces, piece{bounds[s], bounds[s+1], winner[s]})
	}
}

// emit labels the file. Everything that is known was claimed before.
func (f *file) emit() {
	if f.pieces == nil {
		f.resolve()
	}
	for i := range f.regions {
		if g := &f.regions[i]; g.whole && g.as != nil && g.rows == 0 {
			g.as.plan(f, g)
		}
	}
	img := f.img
	// One allocation each: a slice that grows would take twice the room for a moment. Headers are labelled even when
	// there is no more room; few records have that privilege.
	const privileged = 64
	img.Spans = make([]image.Span, 0, f.want.spans+2*len(f.pieces)+len(f.regions)+privileged)
	img.Args = make([]uint64, 0, f.want.args+privileged)
	img.Strings = make([]string, 0, f.want.strings)
	img.Owners = slices.Grow(img.Owners, len(f.regions)+f.stubs+2)
	img.Extents = make([]image.Extent, 0, len(f.pieces)+len(f.memory))
	sort.SliceStable(f.memory, func(i, j int) bool { return f.memory[i].Off < f.memory[j].Off })
	for _, p := range f.pieces {
		if p.region < 0 {
			f.gap(p)
			continue
		}
		f.piece(p, &f.regions[p.region])
	}
	f.memoryUpTo(^uint64(0))
}

// memoryUpTo puts stretches without file bytes where a reader of the extents expects them.
func (f *file) memoryUpTo(off uint64) {
	for len(f.memory) > 0 && f.memory[0].Off <= off {
		f.memory[0].Name = f.unique(f.memory[0].Name)
		f.img.Extents = append(f.img.Extents, f.memory[0])
		f.memory = f.memory[1:]
	}
}

func (f *file) extent(name string, owner uint32, p piece, addr uint64, loaded bool) {
	f.memoryUpTo(p.from)
	e := image.Extent{Name: f.unique(name), Off: p.from, FileSize: p.to - p.from, Owner: owner, Loaded: loaded}
	if loaded {
		e.Addr, e.MemSize = addr, e.FileSize
	}
	f.img.Extents = append(f.img.Extents, e)
}

// unique numbers a name that is taken.
func (f *file) unique(name string) string {
	for {
		n := f.used[name]
		f.used[name]++
		if n == 0 {
			return name
		}
		if f.spellRoom -= len(name) + 8; f.spellRoom < 0 {
			name = "region"
		}
		name += " (" + strconv.Itoa(n+1) + ")"
	}
}

// piece labels what is left of a region. A table of which something is missing cannot be told record by record.
func (f *file) piece(p piece, g *region) {
	switch {
	case g.as == nil:
		f.extent(g.name, 0, p, g.addr+p.from-g.from, g.loaded)
		if f.contents(g, p.from, p.to) {
			f.img.Extents[len(f.img.Extents)-1].Owner = g.owner
		}
	case g.whole:
		f.extent(g.name, f.ownerOf(g, g.from, g.to), p, g.addr, g.loaded)
		g.as.label(f, g)
	default:
		f.unknownBytes(p, g.addr+p.from-g.from, g.loaded)
	}
}

// gap labels bytes that nobody claims.
func (f *file) gap(p piece) {
	addr, loaded := f.mapped(p.from)
	if p.to-p.from >= f.slack || !zero(f.data[p.from:p.to]) {
		f.unknownBytes(p, addr, loaded)
		return
	}
	f.extent("padding", f.paddingOwner(), p, addr, loaded)
	f.span(f.img.Rule(shape.Padding), f.paddingOwner(), p.from, p.to)
}

func (f *file) unknownBytes(p piece, addr uint64, loaded bool) {
	if f.unknown == 0 {
		f.unknown = f.img.NewOwner(image.Owner{Name: "unknown", Kind: image.OwnerUnknown, Off: p.from, Size: p.to - p.from})
	}
	f.extent("unknown", f.unknown, p, addr, loaded)
	f.span(f.img.Rule(shape.Unknown), f.unknown, p.from, p.to)
}

func (f *file) paddingOwner() uint32 {
	if f.padding == 0 {
		f.padding = f.img.NewOwner(image.Owner{Name: "padding", Kind: image.OwnerPadding})
	}
	return f.padding
}

// ownerOf returns the owner of a region's own bytes, made when the first of them turns up.
func (f *file) ownerOf(g *region, from, to uint64) uint32 {
	if g.owner == 0 {
		name := g.called
		if name == "" {
			name = g.name
		}
		o := image.Owner{Name: name, Kind: g.kind, Off: from, Size: to - from, Placed: g.loaded}
		if g.loaded {
			o.Addr = g.addr + from - g.from
		}
		g.owner = f.img.NewOwner(o)
	}
	return g.owner
}

// mapped is the address that a segment gives a file offset. Of segments that overlap, a few are tried: a file may have
// a hundred thousand of them.
func (f *file) mapped(off uint64) (addr uint64, loaded bool) {
	segments := f.img.Segments
	if f.loads == nil {
		f.loads = make([]int32, len(segments))
		for i := range f.loads {
			f.loads[i] = int32(i)
		}
		slices.SortStableFunc(f.loads, func(a, b int32) int { return cmp.Compare(segments[a].Off, segments[b].Off) })
	}
	last := sort.Search(len(f.loads), func(i int) bool { return segments[f.loads[i]].Off > off })
	for i := last - 1; i >= max(0, last-8); i-- {
		if s := &segments[f.loads[i]]; off-s.Off < s.FileSize {
			return s.Addr + off - s.Off, true
		}
	}
	return 0, false
}

func zero(b []byte) bool {
	for _, c := range b {
		if c != 0 {
			return false
		}
	}
	return true
}
