package inspect

import (
	"fmt"
	"strconv"
	"strings"

	"linkplay/linkcore/image"
	"linkplay/linkcore/spec"
)

// The dynamic section is what the loader reads: pairs of a tag and a number, up to DT_NULL. In a file without section
// headers it says where the tables are.

// dynamic is what the dynamic section says; the first entry of a tag counts.
type dynamic struct {
	from, rows uint64
	known      uint64 // bits of the tags below 64 that are there
	low        [64]uint64
	high       map[uint64]uint64
	strings    image.Section // texts that its entries speak of; of size 0 when there are none
}

func (d *dynamic) of(tag uint64) uint64 {
	if tag < 64 {
		return d.low[tag]
	}
	return d.high[tag]
}

// findDynamic reads the dynamic section, which a section header or a program header names.
func (e *elf) findDynamic() {
	size := uint64(e.tables.Dyn.Size)
	from, to, link := uint64(0), uint64(0), -1
	for i := range e.img.Sections {
		if s := &e.img.Sections[i]; s.TypeNumber == spec.SHT_DYNAMIC && s.Off < e.size() {
			from, to, link = s.Off, s.Off+min(s.Size, e.size()-s.Off), int(s.Link)
			break
		}
	}
	for i := 0; i < len(e.segments) && to == 0; i++ {
		if s := &e.segments[i]; s.typ == spec.PT_DYNAMIC && s.off < e.size() {
			from, to = s.off, s.off+s.size
		}
	}
	e.dyn = dynamic{from: from, high: map[uint64]uint64{}}
	tag, val := slotOf(e.tables.Dyn, "d_tag"), slotOf(e.tables.Dyn, "d_val")
	for at := from; to-at >= size; at += size {
		e.dyn.rows++
		t, v := e.file.read(tag, at), e.file.read(val, at)
		if t == spec.DT_NULL {
			break
		}
		if t < 64 {
			if e.dyn.known&(1<<t) == 0 {
				e.dyn.known |= 1 << t
				e.dyn.low[t] = v
			}
		} else if _, has := e.dyn.high[t]; !has && spec.NameOf(spec.DynamicTags, t) != "" {
			e.dyn.high[t] = v
		}
	}
	if link > 0 && link < len(e.img.Sections) && e.img.Sections[link].TypeNumber == spec.SHT_STRTAB {
		e.dyn.strings = e.img.Sections[link]
	} else if off, ok := e.offsetOf(e.dyn.of(spec.DT_STRTAB)); ok {
		e.dyn.strings = image.Section{Off: off, Size: min(e.dyn.of(spec.DT_STRSZ), e.size()-off)}
	}
	e.checkNames()
}

// checkNames says when the name of a library lies behind the names.
func (e *elf) checkNames() {
	tag, val, size := slotOf(e.tables.Dyn, "d_tag"), slotOf(e.tables.Dyn, "d_val"), uint64(e.tables.Dyn.Size)
	var lost tally
	for i := range e.dyn.rows {
		at := e.dyn.from + i*size
		if t := e.file.read(tag, at); t == spec.DT_NEEDED && e.dyn.strings.Size > 0 && e.file.read(val, at) >= e.dyn.strings.Size {
			lost.add(at)
		}
	}
	if lost.n > 0 {
		e.odd("the library that the dynamic entry at byte %#x names lies behind the names%s", lost.at, lost.more())
	}
}

// dynamicParts lists the tables that the dynamic section leads to, as sections. Links count from the image's own.
func (e *elf) dynamicParts() []image.Section {
	d, w := &e.dyn, uint64(e.img.WordBytes)
	if d.rows == 0 {
		return nil
	}
	var parts []image.Section
	add := func(name string, typ, addr, size, entry uint64) {
		if off, ok := e.offsetOf(addr); ok && addr != 0 && size > 0 {
			parts = append(parts, image.Section{Name: name, TypeNumber: typ, Addr: addr, Off: off, Size: min(size, e.size()-off), EntSize: entry, FlagsBits: spec.SHF_ALLOC, Align: 4})
		}
	}
	symbol := uint64(e.shape.Symbol.Size)
	symbols := e.countDynamicSymbols()
	add("dynamic symbol names", spec.SHT_STRTAB, d.of(spec.DT_STRTAB), d.of(spec.DT_STRSZ), 0)
	add("dynamic symbols", spec.SHT_DYNSYM, d.of(spec.DT_SYMTAB), symbols*symbol, symbol)
	for i := range parts {
		parts[i].Link = uint32(len(e.img.Sections)) // of the symbols; the strings, if any, come first
	}
	add("hash table", spec.SHT_HASH, d.of(spec.DT_HASH), e.hashSize(d.of(spec.DT_HASH)), 4)
	add("GNU hash table", spec.SHT_GNU_HASH, d.of(spec.DT_GNU_HASH), e.gnuHashSize(d.of(spec.DT_GNU_HASH)), 0)
	add("symbol versions", spec.SHT_GNU_VERSYM, d.of(spec.DT_VERSYM), 2*symbols, 2)
	// The ends of version records are found by walking them.
	add("needed versions", spec.SHT_GNU_VERNEED, d.of(spec.DT_VERNEED), e.versionSize(d.of(spec.DT_VERNEED), false), 0)
	add("defined versions", spec.SHT_GNU_VERDEF, d.of(spec.DT_VERDEF), e.versionSize(d.of(spec.DT_VERDEF), true), 0)
	add("relocations with addends", spec.SHT_RELA, d.of(spec.DT_RELA), d.of(spec.DT_RELASZ), uint64(e.tables.Rela.Size))
	add("relocations", spec.SHT_REL, d.of(spec.DT_REL), d.of(spec.DT_RELSZ), uint64(e.tables.Rel.Size))
	add("relative relocations", spec.SHT_RELR, d.of(spec.DT_RELR), d.of(spec.DT_RELRSZ), w)
	plt, pltRecord := uint64(spec.SHT_REL), uint64(e.tables.Rel.Size)
	if d.of(spec.DT_PLTREL) == spec.DT_RELA {
		plt, pltRecord = spec.SHT_RELA, uint64(e.tables.Rela.Size)
	}
	add("PLT relocations", plt, d.of(spec.DT_JMPREL), d.of(spec.DT_PLTRELSZ), pltRecord)
	add("GOT", spec.SHT_PROGBITS, d.of(spec.DT_PLTGOT), e.pltGOTSize(pltRecord), w)
	add("preinit array", spec.SHT_PREINIT_ARRAY, d.of(spec.DT_PREINIT_ARRAY), d.of(spec.DT_PREINIT_ARRAYSZ), w)
	add("init array", spec.SHT_INIT_ARRAY, d.of(spec.DT_INIT_ARRAY), d.of(spec.DT_INIT_ARRAYSZ), w)
	add("fini array", spec.SHT_FINI_ARRAY, d.of(spec.DT_FINI_ARRAY), d.of(spec.DT_FINI_ARRAYSZ), w)
	for i := range parts {
		if parts[i].TypeNumber == spec.SHT_DYNSYM {
			continue
		}
		for k := range parts {
			if parts[k].TypeNumber == spec.SHT_DYNSYM {
				parts[i].Link = uint32(len(e.img.Sections) + k)
			}
		}
	}
	return parts
}

// countDynamicSymbols finds how many dynamic symbols there are, which no entry says: a hash table does, or what follows.
func (e *elf) countDynamicSymbols() uint64 {
	d := &e.dyn
	if off, ok := e.offsetOf(d.of(spec.DT_HASH)); ok && d.of(spec.DT_HASH) != 0 {
		if n := slotOf(e.tables.Hash, "nchain"); e.size()-off >= uint64(e.tables.Hash.Size) {
			return min(e.file.read(n, off), e.size()/uint64(e.shape.Symbol.Size))
		}
	}
	if n := e.gnuHashSymbols(d.of(spec.DT_GNU_HASH)); n > 0 {
		return n
	}
	if symbols, names := d.of(spec.DT_SYMTAB), d.of(spec.DT_STRTAB); symbols != 0 && names > symbols {
		return (names - symbols) / uint64(e.shape.Symbol.Size)
	}
	return 0
}

// pltGOTSize is how far the cells behind DT_PLTGOT go: to the last one that a PLT relocation fills.
func (e *elf) pltGOTSize(record uint64) uint64 {
	w, got := uint64(e.img.WordBytes), e.dyn.of(spec.DT_PLTGOT)
	off, ok := e.offsetOf(e.dyn.of(spec.DT_JMPREL))
	if !ok {
		return 0
	}
	rows := min(e.dyn.of(spec.DT_PLTRELSZ), e.size()-off) / record
	end := uint64(0)
	for i := range rows {
		at := off + i*record
		if cell := e.img.Order.Uint(e.data[at : at+w]); cell >= got && cell-got < (rows+16)*w {
			end = max(end, cell-got+w)
		}
	}
	return end
}

// dynamicTable labels the dynamic section.
type dynamicTable struct {
	recordTable
	*elf
}

func (t dynamicTable) plan(f *file, g *region)  { t.recordTable.plan(f, g) }
func (t dynamicTable) label(f *file, g *region) { t.recordTable.label(f, g) }

func (t dynamicTable) list(g *region) {
	rows := min(int(g.to-g.from)/int(t.rule.Size), int(t.dyn.rows))
	t.addListing(g.name, "dynamic section", t.rule.Says, rows, dynamicRows{t.elf, g.from}, "tag", "value", "says")
}

type dynamicRows struct {
	*elf
	from uint64
}

func (r dynamicRows) Row(i int) (cells []string, off, length uint64) {
	size := uint64(r.tables.Dyn.Size)
	off = r.from + uint64(i)*size
	tag, value := r.file.read(slotOf(r.tables.Dyn, "d_tag"), off), r.file.read(slotOf(r.tables.Dyn, "d_val"), off)
	return []string{r.tagName(tag), hexWord(value), r.dynamicValue(tag, value)}, off, size
}

func (e *elf) tagName(tag uint64) string {
	if name := spec.NameOf(spec.DynamicTags, tag); name != "" {
		return name
	}
	if name := spec.NameOf(spec.CPUDynamicTags[e.machine], tag); name != "" {
		return name
	}
	return hexWord(tag)
}

// dynamicValue says what the number of a dynamic entry stands for.
func (e *elf) dynamicValue(tag, v uint64) string {
	name := e.tagName(tag)
	switch tag {
	case spec.DT_NEEDED, spec.DT_SONAME, spec.DT_RPATH, spec.DT_RUNPATH, spec.DT_AUXILIARY, spec.DT_FILTER:
		return e.textAt(&e.dyn.strings, v)
	case spec.DT_FLAGS:
		return bitWords(v, spec.DynamicFlags)
	case spec.DT_FLAGS_1:
		return bitWords(v, spec.DynamicFlags1)
	case spec.DT_PLTREL:
		return e.tagName(v)
	case spec.DT_NULL, 21: // DT_DEBUG is for the loader to fill
		return ""
	}
	switch {
	case strings.HasSuffix(name, "SZ"), strings.HasSuffix(name, "ENT"):
		return strconv.FormatUint(v, 10) + " bytes"
	case strings.HasSuffix(name, "NUM"), strings.HasSuffix(name, "COUNT"):
		return strconv.FormatUint(v, 10)
	case v == 0:
		return ""
	}
	return e.where(v)
}

// bitWords names the bits of a number; bits without a name are shown together.
func bitWords(v uint64, words []string) string {
	var set []string
	for i, word := range words {
		if v&(1<<i) != 0 {
			set = append(set, word)
			v &^= 1 << i
		}
	}
	if v != 0 {
		set = append(set, hexWord(v))
	}
	return strings.Join(set, " ")
}

func hexWord(v uint64) string { return "0x" + strconv.FormatUint(v, 16) }

// textAt reads a text of a string table for a row that is shown. It is cut where nobody reads on.
func (e *elf) textAt(s *image.Section, at uint64) string {
	const most = 1000
	if at >= s.Size || s.Off >= e.size() || at >= e.size()-s.Off {
		return fmt.Sprintf("(no text at %#x)", at)
	}
	b := e.data[s.Off+at : min(s.Off+s.Size, e.size(), s.Off+at+most)]
	for i, c := range b {
		if c == 0 {
			return string(b[:i])
		}
	}
	return string(b) + "…"
}
