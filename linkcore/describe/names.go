package describe

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"linkplay/linkcore/atom"
)

// Space says which names can mean the same.
type Space uint8

// The spaces of names.
const (
	Symbols Space = iota + 1 // atoms, imports, absolutes, exports
	Types                    // enums and the lazy symbols made of them
	Labels                   // of one atom
)

// Place is where a name stands: byte columns from 1, End behind the last one.
type Place struct {
	Line, Col, End uint32
	Defines        bool
}

// Uses is a name and every place where it stands, in the order of the text.
type Uses struct {
	Name   string // of a label with its dot
	Space  Space
	Places []Place
}

// Definition is the first place that defines the name.
func (u *Uses) Definition() (p Place, ok bool) {
	i := slices.IndexFunc(u.Places, func(p Place) bool { return p.Defines })
	if i < 0 {
		return Place{}, false
	}
	return u.Places[i], true
}

// NameAt finds the name at a place of a text, with all its uses, or nil. isRegister knows the names that are registers
// in an instruction's operands.
func NameAt(text string, line, col uint32, isRegister func(string) bool) *Uses {
	w := findNames(text, isRegister)
	key, ok := w.at(line, col)
	if !ok {
		return nil
	}
	return w.usesOf(key)
}

func findNames(text string, isRegister func(string) bool) *nameWalk {
	w := &nameWalk{isRegister: isRegister, lines: strings.Split(text, "\n")}
	w.p, _ = Parse(text)
	w.lines[0], w.marked = strings.CutPrefix(w.lines[0], byteOrderMark)
	w.walk()
	return w
}

func (w *nameWalk) at(line, col uint32) (nameKey, bool) {
	for _, one := range w.found {
		if one.place.Line == line && one.place.Col <= col && col <= one.place.End {
			return one.key, true
		}
	}
	return nameKey{}, false
}

// nameKey tells names apart: a label belongs to its atom.
type nameKey struct {
	space Space
	name  atom.Name
	atom  int
}

type foundName struct {
	key   nameKey
	place Place
}

// nameWalk finds where the names of a program stand. The rows keep the columns of terms and exports; the names of lines
// that begin with a word are the word behind it.
type nameWalk struct {
	p          *atom.Program
	lines      []string
	marked     bool // the text begins with a byte order mark, which columns do not count
	isRegister func(string) bool
	found      []foundName
}

func (w *nameWalk) usesOf(key nameKey) *Uses {
	u := &Uses{Name: w.p.Names.Text(key.name), Space: key.space}
	for _, one := range w.found {
		if one.key == key {
			u.Places = append(u.Places, one.place)
		}
	}
	slices.SortFunc(u.Places, func(a, b Place) int { return (int(a.Line)-int(b.Line))<<16 + int(a.Col) - int(b.Col) })
	return u
}

// add notes the name that stands behind some words at a place.
func (w *nameWalk) add(key nameKey, line, col uint32, words int, defines bool) {
	if key.name == 0 || line == 0 || int(line) > len(w.lines) || col == 0 || int(col) > len(w.lines[line-1])+1 {
		return
	}
	text := w.lines[line-1]
	from := int(col) - 1
	for range words {
		from = skipBlanks(text, skipName(text, from))
	}
	if end := skipName(text, from); end > from {
		w.found = append(w.found, foundName{key, Place{line, uint32(from) + 1, uint32(end) + 1, defines}})
	}
}

func skipBlanks(text string, at int) int {
	for at < len(text) && isBlank(text[at]) {
		at++
	}
	return at
}

// skipName moves over a plain name, a label or a quoted name.
func skipName(text string, at int) int {
	if strings.HasPrefix(text[at:], `@"`) {
		for i := at + 2; i < len(text); i++ {
			switch text[i] {
			case '\\':
				i++
			case '"':
				return i + 1
			}
		}
		return len(text)
	}
	for at < len(text) && class[text[at]]&nameByte != 0 {
		at++
	}
	return at
}

func symbol(name atom.Name) nameKey { return nameKey{space: Symbols, name: name} }

func (w *nameWalk) walk() {
	p := w.p
	for i := range p.Enums {
		w.first(nameKey{space: Types, name: p.Enums[i].Name}, p.Enums[i].Pos, true)
	}
	for i := range p.Imports {
		w.first(symbol(p.Imports[i].Name), p.Imports[i].Pos, true)
	}
	for i := range p.Absolutes {
		w.first(symbol(p.Absolutes[i].Name), p.Absolutes[i].Pos, true)
	}
	for i := range p.Exports {
		w.add(symbol(p.Exports[i].Name), p.Exports[i].Pos.Line, uint32(p.Exports[i].Pos.Col), 0, true)
	}
	for i := range p.Options {
		if o := &p.Options[i]; o.Word == "entry" {
			w.add(symbol(p.Names.Find(o.Value)), o.Pos.Line, uint32(o.Pos.Col), 2, false)
		}
	}
	for i := range p.Steps {
		switch s := &p.Steps[i]; s.Kind {
		case atom.Free, atom.RemoveExport:
			w.first(symbol(s.Name), s.Pos, false)
		case atom.AddExport:
			w.first(symbol(p.Exports[s.Index].Of), s.Pos, false)
		}
	}
	for i := range p.Atoms {
		a := &p.Atoms[i]
		switch {
		case a.Kind == atom.LazyCode:
			w.add(nameKey{space: Types, name: a.Name}, a.Pos.Line, uint32(a.Pos.Col), 2, false)
		default:
			w.first(symbol(a.Name), a.Pos, a.Kind != atom.Update)
		}
		for n := a.Items.From; n < a.Items.To; n++ {
			w.item(i, &p.Items[n])
		}
	}
}

// first notes the name behind the first word of a line.
func (w *nameWalk) first(key nameKey, pos atom.Pos, defines bool) {
	w.add(key, pos.Line, uint32(pos.Col), 1, defines)
}

func (w *nameWalk) item(index int, it *atom.Item) {
	if it.Kind == atom.ItemLabel {
		w.add(nameKey{Labels, it.Name, index}, it.Line, uint32(it.Col), 0, true)
		return
	}
	if it.Kind < atom.ItemValues {
		return
	}
	for o := it.Args.From; o < it.Args.To; o++ {
		op := &w.p.Operands[o]
		if op.Kind != atom.OperandList {
			w.terms(index, it, op)
		}
	}
}

func (w *nameWalk) terms(index int, it *atom.Item, op *atom.Operand) {
	inside := uint32(0) // terms before this one are inside "word( )", where no register can stand
	for n := op.Terms.From; n < op.Terms.To; n++ {
		t := &w.p.Terms[n]
		switch t.Kind {
		case atom.TermName:
			if it.Kind == atom.ItemInstr && n >= inside && w.isRegister(w.p.Names.Text(t.Name)) {
				continue
			}
			w.add(symbol(t.Name), it.Line, uint32(t.Col), 0, false)
		case atom.TermLocal:
			w.add(nameKey{Labels, t.Name, index}, it.Line, uint32(t.Col), 0, false)
		case atom.TermLazyCode, atom.TermLazyData:
			w.add(nameKey{space: Types, name: t.Name}, it.Line, uint32(t.Col), 2, false)
		case atom.TermApply:
			inside = max(inside, n+1+uint32(t.Size))
		}
	}
}

// Rename gives a name another one everywhere and returns the new text. What would change the meaning is refused, with a
// sentence.
func Rename(text string, line, col uint32, to string, isRegister func(string) bool) (string, error) {
	w := findNames(text, isRegister)
	key, ok := w.at(line, col)
	if !ok {
		return "", errors.New("there is no name here that could be changed")
	}
	if err := w.mayBecome(key, to); err != nil {
		return "", err
	}
	written := to
	if key.space != Labels {
		written = NameText(to)
	}
	for _, p := range slices.Backward(w.usesOf(key).Places) {
		l := w.lines[p.Line-1]
		w.lines[p.Line-1] = l[:p.Col-1] + written + l[p.End-1:]
	}
	renamed := strings.Join(w.lines, "\n")
	if w.marked {
		renamed = byteOrderMark + renamed
	}
	return renamed, nil
}

func (w *nameWalk) mayBecome(key nameKey, to string) error {
	switch {
	case key.space == Labels && !isLabel(to):
		return fmt.Errorf("%s is not a label: labels are a dot and a word, such as .loop", cite(to))
	case to == "":
		return errors.New("a name has at least one character")
	case len(to) > MaxNameBytes:
		return fmt.Errorf("the name has %d bytes and may have %d", len(to), MaxNameBytes)
	case !utf8.ValidString(to) || strings.ContainsRune(to, 0):
		return errors.New("a name is UTF-8 text without NUL")
	case key.space == Symbols && w.isRegister(to):
		return fmt.Errorf("%s is a register of this processor: instructions would mean that", to)
	case to == w.p.Names.Text(key.name):
		return nil
	}
	for _, one := range w.found {
		if one.key.space == key.space && one.key.atom == key.atom && w.p.Names.Text(one.key.name) == to {
			return fmt.Errorf("%s is in use already, on line %d", to, one.place.Line)
		}
	}
	return nil
}

func isLabel(text string) bool {
	r := reader{text: text, end: len(text), p: &atom.Program{}}
	return strings.HasPrefix(text, ".") && r.local() != 0 && r.pos == len(text)
}
