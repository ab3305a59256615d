package plan9

import (
	"strings"

	"linkplay/linkcore/atom"
	"linkplay/linkcore/image"
	"linkplay/linkcore/shape"
	"linkplay/linkcore/spec"
	"linkplay/linkcore/trace"
	"linkplay/linkcore/unit"
)

// maxComponents is the largest number of a component: it has 16 bits.
const maxComponents = 0xffff

// components numbers the parts of source paths, in the order of first use, from 1.
type components struct {
	texts   []string
	numbers map[string]uint64
}

func (c *components) number(text string) uint64 {
	if n, ok := c.numbers[text]; ok {
		return n
	}
	if c.numbers == nil {
		c.numbers = map[string]uint64{}
	}
	c.texts = append(c.texts, text)
	c.numbers[text] = uint64(len(c.texts))
	return uint64(len(c.texts))
}

// path is what the name of a history symbol holds behind its zero byte: the numbers of the components, big-endian.
func (c *components) path(path string) string {
	var name []byte
	add := func(text string) {
		n := min(c.number(text), maxComponents) // more than that was a finding
		name = append(name, byte(n>>8), byte(n))
	}
	if strings.HasPrefix(path, "/") {
		add("/")
	}
	for _, part := range strings.Split(path, "/") {
		if part != "" {
			add(part)
		}
	}
	return string(name)
}

// symbolRow is one record of the symbol table.
type symbolRow struct {
	name    string
	value   uint64
	owner   uint32
	index   uint32 // the linker's number for it
	letter  byte
	history bool // name holds the path of a history symbol
}

type symbolTable struct {
	rows  []symbolRow
	bytes uint64
}

func (t *symbolTable) add(r symbolRow, word int) {
	t.rows = append(t.rows, r)
	t.bytes += uint64(word) + 1 + uint64(len(r.name)) + 1
	if r.history {
		t.bytes += 2
	}
}

// collectSymbols lists the records in the order of the file: the four fixed ones, path components, data, lazy data,
// unnamed constants, then each source file between its two history symbols, then lazy code.
func (s *Session) collectSymbols() symbolTable {
	word := s.wordOfSymbols()
	t := symbolTable{rows: make([]symbolRow, 0, int(s.symbols.Len())+len(s.parts.texts)+len(s.data))}
	for i, name := range fixedSymbols {
		letter := [...]byte{'B', 'B', 'T', 'd'}[i]
		t.add(symbolRow{name: name, value: s.fixedValue(name), index: uint32(i), letter: letter}, word)
	}
	for i, text := range s.parts.texts {
		t.add(symbolRow{name: text, value: uint64(i + 1), letter: 'f'}, word)
	}
	for _, id := range s.data {
		s.addUnit(&t, id, 'd', word)
	}
	for _, id := range s.bss {
		s.addUnit(&t, id, 'b', word)
	}
	s.addLazy(&t, unit.LazyData, 'd', word)
	if s.p.Upstream&atom.UpstreamSymbols == 0 {
		for _, owner := range s.table.ConstOwners {
			for _, id := range s.table.Consts(owner) {
				s.addUnit(&t, id, 'd', word)
			}
		}
	}
	for i := range s.files {
		f := &s.files[i]
		if f.file != 0 {
			t.add(symbolRow{name: f.path, value: 1, index: f.start, letter: 'z', history: true}, word)
			t.add(symbolRow{value: 0x7fffffff, index: f.end, letter: 'z', history: true}, word)
		}
		for _, id := range f.functions {
			s.addUnit(&t, id, 't', word)
		}
	}
	s.addLazy(&t, unit.LazyCode, 't', word)
	return t
}

func (s *Session) addLazy(t *symbolTable, kind unit.Kind, letter byte, word int) {
	for i := range s.table.Lazy {
		if id := s.table.Lazy[i].Of(kind); id != 0 {
			s.addUnit(t, id, letter, word)
		}
	}
}

// addUnit adds a unit's own symbol and its exports behind it. A capital letter is a global symbol.
func (s *Session) addUnit(t *symbolTable, id unit.ID, letter byte, word int) {
	u := &s.table.Units[id]
	name := s.table.Label(id)
	if s.p.Upstream&atom.UpstreamSymbols != 0 && (u.Kind == unit.Function || u.Kind == unit.Data || u.Kind == unit.Const || u.Kind == unit.BSS) {
		name = name[strings.LastIndexByte(name, '.')+1:]
	}
	row := symbolRow{name: name, value: u.Addr, owner: id.OwnerNumber(), index: u.Symbol - 1, letter: letter}
	t.add(row, word)
	exports := s.table.Exports(id)
	for i := range exports {
		e := &exports[i]
		if !s.exportable(e.Row) {
			continue
		}
		row.name, row.index, row.letter = s.p.Names.Text(e.Row.Name), e.Symbol-1, letter
		if e.Row.Linkage&atom.Internal == 0 {
			row.letter = letter - 'a' + 'A'
		}
		t.add(row, word)
	}
}

// giveExports gives every new export its symbol, a new index whatever the free list holds: the original meets exports
// while it places atoms, functions before data. The function that exports the name of the entry is where the program
// starts; the last one counts.
func (s *Session) giveExports(lists ...[]unit.ID) {
	s.start = 0
	for _, list := range lists {
		for _, id := range list {
			exports := s.table.Exports(id)
			for i := range exports {
				e := &exports[i]
				if s.table.Units[id].Kind == unit.Function && s.p.Names.Text(e.Row.Name) == s.entry {
					s.start, s.startLine = id, e.Row.Pos.Line
				}
				if e.Symbol == 0 && s.exportable(e.Row) {
					e.Symbol = s.symbols.Append() + 1
					s.rec.Event(trace.GiveExport, id.OwnerNumber(), e.Row.Pos.Line, uint64(e.Symbol-1), 0)
				}
			}
		}
	}
}

// exportable tells whether an export becomes a symbol; describe.Check has said why one does not.
func (s *Session) exportable(e *atom.Export) bool {
	return e.Linkage&atom.LinkOnce == 0 && (e.Section == "" || e.Section == ".text" || e.Section == ".data")
}

// wordOfSymbols is the width of a symbol's value.
func (s *Session) wordOfSymbols() int {
	if s.aout.Fat {
		return 8
	}
	return 4
}

func (s *Session) writeSymbols(w *image.Writer, img *image.Image, t symbolTable) {
	symbol, history := img.Rule(shape.AoutSymbol), img.Rule(shape.AoutHistory)
	if s.aout.Fat {
		symbol, history = img.Rule(shape.AoutFatSymbol), img.Rule(shape.AoutFatHistory)
	}
	event := s.rec.Event(trace.WriteTable, ownerSymbols, 0, uint64(len(t.rows)), t.bytes)
	if s.rec != nil {
		img.Symbols = make([]image.Symbol, len(t.rows))
	}
	w.Extent("symbols")
	for i := range t.rows {
		r := &t.rows[i]
		at := w.Offset()
		of, line := event, uint32(0)
		if s.rec != nil && r.owner != 0 {
			line = img.Owners[r.owner].Line
			of = s.rec.Event(trace.SetSymbol, r.owner, line, uint64(r.index), r.value)
		}
		if r.history {
			w.Record(history, ownerSymbols, of, line, r.value, 'z'|spec.SymbolSet, 0, w.String(r.name), 0)
		} else {
			w.Record(symbol, ownerSymbols, of, line, r.value, uint64(r.letter|spec.SymbolSet), w.String(r.name))
		}
		if s.rec == nil {
			continue
		}
		img.Symbols[i] = image.Symbol{Name: r.name, Value: r.value, Off: uint32(at), Len: uint32(w.Offset() - at), Owner: r.owner, Type: letters[r.letter-'A'],
			Binding: binding(r.letter), Section: sectionOf(r.letter)}
		if r.history {
			img.Symbols[i].Name = s.historyName(r.name)
		}
		if r.owner != 0 && img.Owners[r.owner].Symbol == 0 {
			img.Owners[r.owner].Symbol = uint32(i + 1)
		}
	}
}

// historyName shows the path that a history symbol's numbers spell.
func (s *Session) historyName(numbers string) string {
	if numbers == "" {
		return "(end of file)"
	}
	var parts []string
	for i := 0; i+1 < len(numbers); i += 2 {
		parts = append(parts, s.parts.texts[int(numbers[i])<<8+int(numbers[i+1])-1])
	}
	return strings.Replace(strings.Join(parts, "/"), "//", "/", 1)
}

// letters holds the one-letter strings, so that naming the type of a symbol allocates nothing.
var letters = func() (all [58]string) {
	for i := range all {
		all[i] = string(rune('A' + i))
	}
	return all
}()

func binding(letter byte) string {
	switch {
	case letter == 'f' || letter == 'z':
		return ""
	case letter < 'a':
		return "global"
	default:
		return "local"
	}
}

func sectionOf(letter byte) string {
	switch letter | 0x20 {
	case 't':
		return "text"
	case 'd':
		return "data"
	case 'b':
		return "bss"
	default:
		return "file"
	}
}
