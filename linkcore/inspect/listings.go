package inspect

import (
	"cmp"
	"slices"
	"sort"
	"strconv"

	"linkplay/linkcore/image"
	"linkplay/linkcore/spec"
)

// lister is a table that can be listed row by row, for people.
type lister interface {
	list(g *region)
}

// listingBytes is what a listing takes besides its rows, which are made when somebody looks.
const listingBytes = 320

// mostListings is how many tables are listed: object files have some for every function.
const mostListings = 4096

// listTables lists the program headers and the tables of the file, in its order.
func (e *elf) listTables() {
	if n := int(e.programs.rows); n > 0 && e.afford(1, cost{other: listingBytes}) > 0 {
		e.addListing("", "Program headers", "", n, programRows{e}, "type", "flags", "offset", "address", "in file", "in memory", "align")
	}
	var tables []*region
	for i := range e.regions {
		if len(tables) == mostListings {
			break
		}
		if _, ok := e.regions[i].as.(lister); ok && e.regions[i].whole && e.afford(1, cost{other: listingBytes}) > 0 {
			tables = append(tables, &e.regions[i])
		}
	}
	sortByOffset(tables)
	for _, g := range tables {
		g.as.(lister).list(g)
	}
}

func sortByOffset(regions []*region) {
	slices.SortStableFunc(regions, func(a, b *region) int { return cmp.Compare(a.from, b.from) })
}

// addListing keeps a listing; of several tables of a kind each is called by its section.
func (e *elf) addListing(section, called, says string, rows int, of image.Lister, columns ...string) {
	name := called
	if section != "" {
		name = shown(section)
		if called != name {
			name += ", " + called
		}
	}
	if rows > 0 {
		e.img.Listings = append(e.img.Listings, image.Listing{Name: name, Says: says, Columns: columns, Rows: rows, Of: of})
	}
}

// where says what is at an address: an atom, or a section or segment, and how far into it.
func (e *elf) where(addr uint64) string {
	owners := e.img.Owners
	i := sort.Search(len(e.byAddr), func(i int) bool { return owners[e.byAddr[i]].Addr > addr })
	if i > 0 {
		if o := &owners[e.byAddr[i-1]]; addr-o.Addr < max(o.Size, 1) {
			return placed(o.Name, addr-o.Addr)
		}
	}
	const most = 4096 // sections that are tried
	name, from := "", uint64(0)
	for i := range e.sections[:min(len(e.sections), most)] {
		s := &e.sections[i]
		if s.FlagsBits&spec.SHF_ALLOC == 0 || addr < s.Addr || addr-s.Addr >= max(s.Size, 1) {
			continue
		}
		if thread := s.FlagsBits&spec.SHF_TLS != 0; !thread && (name == "" || s.Addr > from) {
			name, from = s.Name, s.Addr
		}
	}
	if name != "" {
		return placed(name, addr-from)
	}
	return hexWord(addr)
}

func placed(name string, in uint64) string {
	if in > 0 {
		return name + "+" + hexWord(in)
	}
	return name
}

type programRows struct{ *elf }

func (r programRows) Row(i int) (cells []string, off, length uint64) {
	size := uint64(r.shape.Program.Size)
	off = r.programs.off + uint64(i)*size
	of := func(name string) uint64 { return r.file.read(r.program[name], off) }
	return []string{r.segmentTypeName(of("p_type")), flagWord(of("p_flags")), hexWord(of("p_offset")), hexWord(of("p_vaddr")),
		strconv.FormatUint(of("p_filesz"), 10), strconv.FormatUint(of("p_memsz"), 10), hexWord(of("p_align"))}, off, size
}

func (e *elf) segmentTypeName(typ uint64) string {
	if name := spec.NameOf(spec.SegmentTypes, typ); name != "" {
		return name
	}
	if name := spec.NameOf(spec.CPUSegmentTypes[e.machine], typ); name != "" {
		return name
	}
	return hexWord(typ)
}
