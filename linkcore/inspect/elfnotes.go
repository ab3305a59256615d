package inspect

import (
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"linkplay/linkcore/shape"
	"linkplay/linkcore/spec"
)

// A note is three words, a name and contents, both filled up: the name to four bytes, contents to the alignment of the
// section, which is four or eight.

type noteTable struct {
	*elf
	align uint64
	at    []uint32 // where notes begin
}

// note is where the parts of a note are.
type note struct {
	from, name, desc, end uint64
	nameSize, descSize    uint64
	typ                   uint64
}

// noteAt reads a note; ok is false when its parts do not lie within the table.
func (t *noteTable) noteAt(at, to uint64) (n note, ok bool) {
	rule := t.tables.Note
	if to-at < uint64(rule.Size) {
		return n, false
	}
	n = note{from: at, nameSize: t.read(slotOf(rule, "n_namesz"), at), descSize: t.read(slotOf(rule, "n_descsz"), at), typ: t.read(slotOf(rule, "n_type"), at)}
	align := uint64(4)
	if t.align == 8 {
		align = 8
	}
	up := func(v, to uint64) uint64 { return (v + to - 1) / to * to }
	n.name = at + uint64(rule.Size)
	// Names are filled up so that the contents are aligned, counted from the note.
	n.desc = at + up(uint64(rule.Size)+n.nameSize, align)
	n.end = min(n.desc+up(n.descSize, align), to)
	return n, n.nameSize <= to && n.descSize <= to && n.desc <= to && n.desc+n.descSize <= to
}

func (t *noteTable) read(s slot, at uint64) uint64 { return t.file.read(s, at) }

func (t *noteTable) nameOf(n *note) string {
	return strings.TrimRight(string(t.data[n.name:n.name+min(n.nameSize, 64)]), "\x00")
}

func (t *noteTable) isGNU(n *note, typ uint64) bool {
	return n.typ == typ && n.nameSize == 4 && string(t.data[n.name:n.name+4]) == "GNU\x00"
}

// property is where a property of a note is.
type property struct{ from, value, end uint64 }

func (t *noteTable) propertyAt(at uint64, n *note) (p property, ok bool) {
	rule, end := t.tables.Property, n.desc+n.descSize
	if end-at < uint64(rule.Size) {
		return p, false
	}
	word := uint64(t.img.WordBytes)
	size := t.read(slotOf(rule, "pr_datasz"), at)
	p = property{at, at + uint64(rule.Size), 0}
	if size > end-p.value {
		return p, false
	}
	p.end = min(p.value+(size+word-1)/word*word, end)
	return p, true
}

func (t *noteTable) plan(f *file, g *region) {
	t.at = nil
	crowded := false
	for at := g.from; at < g.to; {
		n, ok := t.noteAt(at, g.to)
		if !ok {
			if !g.cut && !zero(f.data[at:g.to]) {
				f.odd("the note at byte %#x does not end within the notes, which end at byte %#x", at, g.to)
			}
			break
		}
		properties := 0
		if t.isGNU(&n, spec.NT_GNU_PROPERTY_TYPE_0) {
			for p, ok := t.propertyAt(n.desc, &n); ok; p, ok = t.propertyAt(p.end, &n) {
				properties++
			}
		}
		if f.afford(1, cost{spans: 4 + 2*properties, args: 7 + 2*properties, other: 12}) == 0 {
			crowded = true
			break
		}
		t.at = append(t.at, uint32(at))
		at = n.end
	}
	if crowded {
		f.crowded(g.name, g.from, len(t.at)+1, len(t.at))
	}
	g.rows = max(1, len(t.at))
}

func (t *noteTable) label(f *file, g *region) {
	at := g.from
	for _, from := range t.at {
		n, _ := t.noteAt(uint64(from), g.to)
		f.record(f.img.Rule(t.tables.Note), g.owner, n.from, n.name)
		f.span(f.img.Rule(shape.NoteName), g.owner, n.name, n.desc)
		t.contents(f, g, &n)
		at = n.end
	}
	f.foreign(g.owner, at, g.to)
}

// contents labels what a note says.
func (t *noteTable) contents(f *file, g *region, n *note) {
	at := n.desc
	rule := shape.NoteDesc
	switch abi := uint64(t.tables.ABITag.Size); {
	case t.isGNU(n, spec.NT_GNU_ABI_TAG) && n.descSize >= abi:
		f.record(f.img.Rule(t.tables.ABITag), g.owner, at, at+abi)
		at += abi
	case t.isGNU(n, spec.NT_GNU_BUILD_ID):
		rule = shape.BuildID
	case t.isGNU(n, spec.NT_GNU_PROPERTY_TYPE_0):
		for p, ok := t.propertyAt(at, n); ok; p, ok = t.propertyAt(at, n) {
			f.record(f.img.Rule(t.tables.Property), g.owner, p.from, p.value)
			f.span(f.img.Rule(shape.PropValue), g.owner, p.value, p.end)
			at = p.end
		}
	}
	f.span(f.img.Rule(rule), g.owner, at, n.end)
}

func (t *noteTable) list(g *region) {
	if g.rows == 0 {
		t.plan(t.file, g)
	}
	t.addListing(g.name, "notes", "Notes for the kernel, the loader and people.", len(t.at), noteRows{t, g.to}, "of", "type", "says")
}

type noteRows struct {
	*noteTable
	to uint64
}

func (r noteRows) Row(i int) (cells []string, off, length uint64) {
	n, _ := r.noteAt(uint64(r.at[i]), r.to)
	name := r.nameOf(&n)
	typ := spec.NameOf(spec.NoteTypes[name], n.typ)
	if typ == "" {
		typ = hexWord(n.typ)
	}
	return []string{name, typ, r.says(name, &n)}, n.from, n.end - n.from
}

// says puts the contents of a note into words.
func (t *noteTable) says(name string, n *note) string {
	const most = 64
	desc := t.data[n.desc : n.desc+n.descSize]
	word := func(i int) uint64 { return t.img.Order.Uint(desc[4*i : 4*i+4]) }
	switch {
	case t.isGNU(n, spec.NT_GNU_ABI_TAG) && len(desc) >= 16:
		system := [...]string{"Linux", "Hurd", "Solaris", "FreeBSD"}
		who := fmt.Sprintf("system %d", word(0))
		if word(0) < uint64(len(system)) {
			who = system[word(0)]
		}
		return fmt.Sprintf("%s %d.%d.%d or later", who, word(1), word(2), word(3))
	case t.isGNU(n, spec.NT_GNU_BUILD_ID):
		return hex.EncodeToString(desc[:min(len(desc), most)])
	case t.isGNU(n, spec.NT_GNU_PROPERTY_TYPE_0):
		return t.properties(n)
	case name == "Go" && n.typ == 4, name == "FDO":
		return strings.TrimRight(string(desc[:min(len(desc), 1000)]), "\x00")
	}
	return strconv.Itoa(len(desc)) + " bytes"
}

func (t *noteTable) properties(n *note) string {
	var out []string
	for p, ok := t.propertyAt(n.desc, n); ok && len(out) < 32; p, ok = t.propertyAt(p.end, n) {
		typ := t.read(slotOf(t.tables.Property, "pr_type"), p.from)
		name := spec.NameOf(spec.PropertyTypes, typ)
		if name == "" {
			name = hexWord(typ)
		}
		size := t.read(slotOf(t.tables.Property, "pr_datasz"), p.from)
		if size == 4 || size == 8 {
			name += " " + hexWord(t.word(p.value, size))
		}
		out = append(out, name)
	}
	return strings.Join(out, ", ")
}
