package inspect

import (
	"cmp"
	"slices"
	"strconv"

	"linkplay/linkcore/image"
	"linkplay/linkcore/spec"
)

// Versions of symbols: .gnu.version has a number for each dynamic symbol; .gnu.version_r says which library wants to give
// the versions of which numbers, .gnu.version_d which ones this file defines. Their records are two linked lists, one in
// the other, that lead on by offsets.

// version is what a number of .gnu.version stands for. The texts of image.Versions that name it are made when needed.
type version struct {
	name          string
	ours          bool   // this file defines it
	plain, chosen uint32 // 1 + index of Image.Versions: "@NAME", "@@NAME"
}

// versionRecord is one record of the lists.
type versionRecord struct {
	off, owner uint32 // owner: of an inner record, the outer one
	inner      bool
}

// versionCost is what a record takes; the list of them grows, so that its bytes are taken three times.
var versionCost = cost{spans: 1, args: 7, other: 3 * 12}

// versionTable labels .gnu.version_r or .gnu.version_d.
type versionTable struct {
	*elf
	defines bool
	records []versionRecord // in the order of the file
}

func (t *versionTable) rules() (outer, inner *image.Rule) {
	if t.defines {
		return t.tables.Verdef, t.tables.Verdaux
	}
	return t.tables.Verneed, t.tables.Vernaux
}

// walk finds the records, without those that would overlap others, and returns how far it came. No list is followed for
// longer than the bytes allow, however its offsets lead.
func (t *versionTable) walk(from, to uint64) (end uint64) {
	outer, inner := t.rules()
	word := "vn"
	if t.defines {
		word = "vd"
	}
	count, aux, next, innerNext := slotOf(outer, word+"_cnt"), slotOf(outer, word+"_aux"), slotOf(outer, word+"_next"), slotOf(inner, word+"a_next")
	most := t.afford(int((to-from)/uint64(inner.Size)), versionCost)
	end = from
	for at := from; to-at >= uint64(outer.Size) && len(t.records) < most; {
		t.records = append(t.records, versionRecord{off: uint32(at)})
		end = max(end, at+uint64(outer.Size))
		in := at + t.read(aux, at)
		for n := t.read(count, at); n > 0 && in >= at && in <= to && to-in >= uint64(inner.Size) && len(t.records) < most; n-- {
			t.records = append(t.records, versionRecord{off: uint32(in), owner: uint32(at), inner: true})
			end = max(end, in+uint64(inner.Size))
			step := t.read(innerNext, in)
			if step == 0 {
				break
			}
			in += step
		}
		step := t.read(next, at)
		if step == 0 || step > to-at {
			break
		}
		at += step
	}
	t.refund(most-len(t.records), versionCost)
	slices.SortStableFunc(t.records, func(a, b versionRecord) int { return cmp.Compare(a.off, b.off) })
	kept, free := t.records[:0], uint32(0)
	for _, r := range t.records {
		if r.off >= free {
			kept = append(kept, r)
			free = r.off + t.bytesOf(r)
		}
	}
	t.records = kept
	return end
}

func (t *versionTable) read(s slot, at uint64) uint64 { return t.file.read(s, at) }

func (t *versionTable) bytesOf(r versionRecord) uint32 {
	outer, inner := t.rules()
	if r.inner {
		return inner.Size
	}
	return outer.Size
}

func (t *versionTable) plan(f *file, g *region) {
	t.walk(g.from, g.to)
	g.rows = max(1, len(t.records))
}

func (t *versionTable) label(f *file, g *region) {
	outer, inner := t.rules()
	outerRule, innerRule := f.img.Rule(outer), f.img.Rule(inner)
	at := g.from
	for _, r := range t.records {
		f.foreign(g.owner, at, uint64(r.off))
		at = uint64(r.off) + uint64(t.bytesOf(r))
		rule := outerRule
		if r.inner {
			rule = innerRule
		}
		f.record(rule, g.owner, uint64(r.off), at)
	}
	f.foreign(g.owner, at, g.to)
}

// number is the number in .gnu.version for which a record stands, and the offset of the name; named is false of records
// that only open a list.
func (t *versionTable) number(r versionRecord) (number, name uint64, named bool) {
	_, inner := t.rules()
	switch {
	case !r.inner:
		return 0, 0, false
	case t.defines:
		return t.read(slotOf(t.tables.Verdef, "vd_ndx"), uint64(r.owner)), t.read(slotOf(inner, "vda_name"), uint64(r.off)), true
	default:
		return t.read(slotOf(inner, "vna_other"), uint64(r.off)), t.read(slotOf(inner, "vna_name"), uint64(r.off)), true
	}
}

// readVersions finds out what the numbers of versions stand for. Numbers have 15 bits.
func (e *elf) readVersions() {
	for i := range e.regions {
		g := &e.regions[i]
		t, ok := g.as.(*versionTable)
		if !ok || !g.whole || g.rows > 0 {
			continue
		}
		t.plan(e.file, g)
		names := e.stringsOf(g.place)
		if names == nil {
			continue
		}
		for _, r := range t.records {
			number, at, named := t.number(r)
			number &^= spec.VERSYM_HIDDEN
			if !named || number <= spec.VER_NDX_GLOBAL {
				continue
			}
			if n := int(number) + 1 - len(e.versions); n > 0 {
				if e.afford(n, cost{other: 2 * 32}) < n {
					return
				}
				e.versions = append(e.versions, make([]version, n)...)
			}
			// The first name of a version is its own; those behind it are of the versions that it builds on.
			if name, ok := e.nameAt(names, at); ok && e.versions[number].name == "" {
				e.versions[number].name, e.versions[number].ours = name, t.defines
			}
		}
	}
}

// stringsOf is the section with the texts of a table, or nil.
func (e *elf) stringsOf(place int32) *image.Section {
	link := int(e.sections[place].Link)
	if link < len(e.sections) && e.sections[link].TypeNumber == spec.SHT_DYNSYM {
		link = int(e.sections[link].Link) // of the parts that the dynamic section names
	}
	if link >= len(e.sections) || e.sections[link].TypeNumber != spec.SHT_STRTAB {
		return nil
	}
	return &e.sections[link]
}

// versionOfSymbol returns the version of a dynamic symbol, as an index of Image.Versions.
func (e *elf) versionOfSymbol(n int, defined bool) uint32 {
	if e.versym == nil {
		for i := range e.regions {
			if g := &e.regions[i]; g.whole && g.place >= 0 && e.sections[g.place].TypeNumber == spec.SHT_GNU_VERSYM {
				e.versym = e.data[g.from:g.to]
				break
			}
		}
		if e.versym == nil {
			e.versym = []byte{}
		}
	}
	if 2*n+2 > len(e.versym) {
		return 0
	}
	number := e.img.Order.Uint(e.versym[2*n : 2*n+2])
	hidden := number&spec.VERSYM_HIDDEN != 0
	if number &^= spec.VERSYM_HIDDEN; number >= uint64(len(e.versions)) || e.versions[number].name == "" {
		return 0
	}
	v := &e.versions[number]
	made, sign := &v.plain, "@"
	if defined && v.ours && !hidden {
		made, sign = &v.chosen, "@@"
	}
	if *made == 0 {
		if e.spellRoom -= len(v.name) + 32; e.spellRoom < 0 {
			return 0
		}
		if len(e.img.Versions) == 0 {
			e.img.Versions = append(e.img.Versions, "")
		}
		e.img.Versions = append(e.img.Versions, sign+v.name)
		*made = uint32(len(e.img.Versions))
	}
	return *made - 1
}

// versionSize is how many bytes the records at an address take.
func (e *elf) versionSize(addr uint64, defines bool) uint64 {
	off, ok := e.offsetOf(addr)
	if !ok || addr == 0 {
		return 0
	}
	t := versionTable{elf: e, defines: defines}
	end := t.walk(off, e.size())
	t.refund(len(t.records), versionCost)
	return end - off
}

func (t *versionTable) list(g *region) {
	called := "needed versions"
	if t.defines {
		called = "defined versions"
	}
	outer, _ := t.rules()
	t.addListing(g.name, called, outer.Says, len(t.records), versionRows{t, t.namesOfVersions(g.place)}, "number", "name", "says")
}

// namesOfVersions is stringsOf for rows; a table without texts has an empty one.
func (e *elf) namesOfVersions(place int32) image.Section {
	if s := e.stringsOf(place); s != nil {
		return *s
	}
	return image.Section{}
}

type versionRows struct {
	*versionTable
	names image.Section
}

func (r versionRows) Row(i int) (cells []string, off, length uint64) {
	record := r.records[i]
	off, length = uint64(record.off), uint64(r.bytesOf(record))
	outer, inner := r.rules()
	of := func(rule *image.Rule, name string, at uint64) uint64 { return r.read(slotOf(rule, name), at) }
	number, name, named := r.number(record)
	switch {
	case named && r.defines:
		return []string{strconv.FormatUint(number, 10), r.textAt(&r.names, name), versionFlags(of(outer, "vd_flags", uint64(record.owner)))}, off, length
	case named:
		says := "of " + r.textAt(&r.names, of(outer, "vn_file", uint64(record.owner)))
		if flags := versionFlags(of(inner, "vna_flags", off)); flags != "" {
			says += ", " + flags
		}
		return []string{strconv.FormatUint(number, 10), r.textAt(&r.names, name), says}, off, length
	case r.defines:
		return []string{strconv.FormatUint(of(outer, "vd_ndx", off), 10), "", strconv.FormatUint(of(outer, "vd_cnt", off), 10) + " names"}, off, length
	default:
		return []string{"", "", strconv.FormatUint(of(outer, "vn_cnt", off), 10) + " of " + r.textAt(&r.names, of(outer, "vn_file", off))}, off, length
	}
}

func versionFlags(flags uint64) string {
	return bitWords(flags, []string{"VER_FLG_BASE", "VER_FLG_WEAK", "VER_FLG_INFO"})
}
