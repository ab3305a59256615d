package inspect

import (
	"bytes"
	"cmp"
	"slices"
	"sort"
	"strings"

	"linkplay/linkcore/image"
	"linkplay/linkcore/reloc"
	"linkplay/linkcore/shape"
	"linkplay/linkcore/spec"
)

// A symbol record is a value, a type byte and a name with its NUL. The name of a source history record (z, Z) is a zero
// byte and a list of two-byte numbers of path components (f) that a zero number ends.

// letters holds the one-letter strings, so that naming the type of a symbol allocates nothing.
var letters = func() (all [128]string) {
	for i := range all {
		all[i] = string(rune(i))
	}
	return all
}()

// component is a part of a source path; its symbol's value is its number.
type component struct{ number, symbol uint32 }

const componentBytes = 8

func isHistory(letter byte) bool { return letter|0x20 == 'z' }

// symbolEnd returns where the record at a file offset ends, or 0 when end cuts it off.
func (a *aout) symbolEnd(at, end uint64) uint64 {
	at += a.symbolBytes
	if at >= end {
		return 0
	}
	letter := a.data[at] &^ spec.SymbolSet
	at++
	if !isHistory(letter) {
		n := bytes.IndexByte(a.data[at:end], 0)
		if n < 0 {
			return 0
		}
		return at + uint64(n) + 1
	}
	for at++; at+2 <= end; at += 2 {
		if a.data[at] == 0 && a.data[at+1] == 0 {
			return at + 2
		}
	}
	return 0
}

// fixedForm tells whether a record has the fixed length of the first edition, which says nothing about its end.
func (a *aout) fixedForm(at uint64) bool { return a.data[at+a.symbolBytes]&spec.SymbolSet == 0 }

// countSymbols walks the table up to the first record that cannot be read, and says why it cannot.
func (a *aout) countSymbols(from, end uint64, whole bool) (rows, components int) {
	for at := from; at < end; rows++ {
		next := a.symbolEnd(at, end)
		switch {
		case next == 0:
			if whole {
				a.odd("the symbol at byte %#x does not end within the symbol table, which ends at byte %#x", at, end)
			}
			return rows, components
		case a.fixedForm(at):
			a.odd("the type of the symbol at byte %#x is %#02x; without 0x80 its name has a fixed length, as in the first edition, and the rest of the table is not read",
				at, a.data[at+a.symbolBytes])
			return rows, components
		case a.data[at+a.symbolBytes] == 'f'|spec.SymbolSet:
			components++
		}
		at = next
	}
	return rows, components
}

func (a *aout) readSymbols() {
	from := a.offs[wordSyms]
	promised := from + a.words[wordSyms]
	end := min(promised, a.size())
	if from >= end {
		return
	}
	rows, components := a.countSymbols(from, end, end == promised)
	n := a.afford(rows, cost{spans: 2, args: 5, strings: 1, owners: 1, other: symbolBytes + atomBytes})
	a.parts = make([]component, 0, a.afford(components, cost{other: componentBytes}))
	a.crowded("the symbol table", from, rows, n)
	a.img.Symbols = make([]image.Symbol, 0, n)
	texts := a.texts()
	for at := from; len(a.img.Symbols) < n; {
		next := a.symbolEnd(at, end)
		name := at + a.symbolBytes + 1
		letter := a.data[name-1] &^ spec.SymbolSet
		value := reloc.Big.Uint(a.data[at : at+a.symbolBytes])
		s := image.Symbol{Name: texts[name : next-1], Value: value, Off: uint32(at), Len: uint32(next - at), Type: letters[letter], Binding: binding(letter)}
		s.Section = a.sectionOf(at, letter)
		a.img.Symbols = append(a.img.Symbols, s)
		a.notice(&s, letter)
		at = next
	}
	slices.SortStableFunc(a.parts, func(x, y component) int { return cmp.Compare(x.number, y.number) })
	for i := range a.img.Symbols {
		if s := &a.img.Symbols[i]; isHistory(s.Type[0]) {
			s.Name = a.path(s)
		}
	}
	if t := &a.unknownTypes; t.n > 0 {
		a.odd("the type of the symbol at byte %#x is %#02x, which is no letter of a.out(6)%s", t.at, a.data[t.at+a.symbolBytes], t.more())
	}
	if t := &a.lostComponents; t.n > 0 {
		a.odd("the path of the symbol at byte %#x has a component without an f symbol%s", t.at, t.more())
	}
}

// notice keeps what later steps look for.
func (a *aout) notice(s *image.Symbol, letter byte) {
	number := uint32(len(a.img.Symbols))
	switch {
	case letter == 'f' && s.Value <= 0xffff && len(a.parts) < cap(a.parts):
		a.parts = append(a.parts, component{uint32(s.Value), number - 1})
	case s.Name == "etext" && letter == 'T' && a.etext == 0:
		a.etext = number
	case s.Name == "edata" && letter == 'B' && a.edata == 0:
		a.edata = number
	case s.Name == "end" && letter == 'B' && a.end == 0:
		a.end = number
	case s.Name == "__GOT" && letter == 'd' && a.got == 0:
		a.got = number
	}
}

func binding(letter byte) string {
	switch {
	case strings.IndexByte("tldb", letter|0x20) < 0:
		return ""
	case letter < 'a':
		return "global"
	default:
		return "local"
	}
}

// sectionOf says where a symbol's value points.
func (a *aout) sectionOf(at uint64, letter byte) string {
	switch letter {
	case 't', 'T', 'l', 'L':
		return "text"
	case 'd', 'D':
		return "data"
	case 'b', 'B':
		return "bss"
	case 'f', 'z', 'Z':
		return "file"
	case 'a', 'p', 'm':
		return "frame"
	}
	a.unknownTypes.add(at)
	return "?"
}

// path spells the path of a history symbol.
func (a *aout) path(s *image.Symbol) string {
	record := a.data[s.Off : s.Off+s.Len]
	numbers := record[a.symbolBytes+2 : len(record)-2]
	if len(numbers) == 0 {
		return "(end of file)"
	}
	parts := make([]string, 0, min(len(numbers)/2, 64))
	for i := 0; i+1 < len(numbers); i += 2 {
		part, ok := a.component(uint32(numbers[i])<<8 | uint32(numbers[i+1]))
		if !ok {
			a.lostComponents.add(uint64(s.Off))
			part = "?"
		}
		if a.spellRoom -= 2*len(part) + 18; a.spellRoom < 0 {
			return "(a path that is too long to show)"
		}
		parts = append(parts, part)
	}
	return strings.Replace(strings.Join(parts, "/"), "//", "/", 1)
}

func (a *aout) component(number uint32) (string, bool) {
	i := sort.Search(len(a.parts), func(i int) bool { return a.parts[i].number >= number })
	if i == len(a.parts) || a.parts[i].number != number {
		return "", false
	}
	return a.img.Symbols[a.parts[i].symbol].Name, true
}

// makeAtoms lets the symbols of text, data and bss divide the segments. In a.out a symbol has no size: it goes on to
// the next one.
func (a *aout) makeAtoms() {
	header, text, data := a.row.HeaderBytes(), a.words[wordText], a.words[wordData]
	a.places = []place{
		placeText: {addr: a.textBase, off: header, size: text, loaded: a.textIsPlaced, inFile: true, kind: image.OwnerCode},
		placeData: {addr: a.dataBase, off: a.offs[wordData], size: data, loaded: a.dataIsPlaced, inFile: true, kind: image.OwnerData},
		placeBSS:  {addr: a.dataBase + data, size: a.words[wordBSS], loaded: a.dataIsPlaced, kind: image.OwnerBSS},
	}
	a.atoms = make([]atom, 0, len(a.img.Symbols))
	for i := range a.img.Symbols {
		s := &a.img.Symbols[i]
		// What linkers define marks an end and names nothing.
		if n := uint32(i) + 1; s.Binding == "" || n == a.etext || n == a.edata || n == a.end || n == a.got {
			continue
		}
		for n := range a.places {
			if p := &a.places[n]; p.loaded && s.Value-p.addr < p.size {
				a.atoms = append(a.atoms, atom{from: s.Value - p.addr, to: s.Value - p.addr, place: int32(n), symbol: uint32(i)})
				break
			}
		}
	}
	a.findGOT()
	a.settle()
}

// aoutSymbols labels the symbol table.
type aoutSymbols struct{ *aout }

// plan does nothing: readSymbols took the room.
func (t aoutSymbols) plan(*file, *region) {}

func (t aoutSymbols) label(f *file, g *region) {
	symbol, history := shape.AoutSymbol, shape.AoutHistory
	if t.row.Fat {
		symbol, history = shape.AoutFatSymbol, shape.AoutFatHistory
	}
	plain, z := f.img.Rule(symbol), f.img.Rule(history)
	at := g.from
	for i := range f.img.Symbols {
		s := &f.img.Symbols[i]
		rule := plain
		if isHistory(s.Type[0]) {
			rule = z
		}
		f.record(rule, g.owner, at, at+uint64(s.Len))
		at += uint64(s.Len)
	}
	f.foreign(g.owner, at, g.to)
}
