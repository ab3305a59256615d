package elf

import (
	"linkplay/linkcore/atom"
	"linkplay/linkcore/got"
	"linkplay/linkcore/image"
	"linkplay/linkcore/symtab"
	"linkplay/linkcore/unit"
)

// The files that symbols come from. There is one description; what the linker defines itself counts as another file.
const (
	fileProgram = 1 + iota
	fileLinker
)

// state is what the linker keeps of each symbol, by the index that it was given.
type state struct {
	flags  []symtab.Flags
	extra  []uint32 // of the symbol's record, or 0
	born   []uint32 // when the symbol came, counted from 1; an index that is handed out again is a new symbol
	births uint32
	extras symtab.Extras
	names  symtab.Resolver
}

// reset makes a slot of the table ready for a new symbol.
func (t *state) reset(index uint32) {
	for len(t.flags) <= int(index) {
		t.flags, t.extra, t.born = append(t.flags, 0), append(t.extra, 0), append(t.born, 0)
	}
	t.births++
	t.born[index] = t.births
	t.extras.GiveBack(t.extra[index])
	t.flags[index], t.extra[index] = 0, 0
}

// entryFields are the flag and the word for each kind of GOT entry.
var entryFields = [...]struct {
	flag  symtab.Flags
	field symtab.ExtraField
}{
	got.Got:     {symtab.HasGOT, symtab.ExtraGOT},
	got.GotTP:   {symtab.HasGotTP, symtab.ExtraGotTP},
	got.TLSGD:   {symtab.HasTLSGD, symtab.ExtraTLSGD},
	got.TLSDesc: {symtab.HasTLSDesc, symtab.ExtraTLSDesc},
}

// setEntry notes which entry of the GOT a symbol has.
func (t *state) setEntry(index uint32, tag got.Tag, entry uint32) {
	if t.extra[index] == 0 {
		t.extra[index] = t.extras.Add()
	}
	row := &entryFields[tag]
	t.extras.Set(t.extra[index], row.field, entry)
	t.flags[index] |= row.flag
}

// claim lets a symbol have a name that other files could ask for.
func (s *Session) claim(e *atom.Export, index uint32) {
	s.state.reset(index)
	flags, strength := symtab.Export, symtab.StrongDefined
	if e.Linkage&atom.Internal != 0 {
		flags = 0
	} else if e.Linkage&atom.Weak != 0 {
		flags, strength = flags|symtab.Weak, symtab.WeakDefined
	}
	s.state.flags[index] = flags
	if flags != 0 {
		s.state.names.Claim(uint32(e.Name), index, symtab.RankOf(strength, fileProgram))
	}
}

// states lists what the linker knows of its symbols, for people to look at.
func (s *Session) states() []image.State {
	rows := make([]image.State, s.symbols.Len())
	sections := s.sectionNumbers()
	for i := 1; i < len(s.table.Units); i++ {
		u := &s.table.Units[i]
		if !u.Live {
			continue
		}
		row := image.State{Name: s.table.Label(unit.ID(i)), Value: u.Addr, Atom: uint32(i), Section: uint32(sections[u.Home]), Owner: unit.ID(i).OwnerNumber(), File: fileProgram}
		switch u.Kind {
		case unit.Linker:
			row.Atom, row.Section, row.File = 0, 0, fileLinker
		case unit.Absolute:
			row.Atom, row.Section, row.Absolute = 0, 0, true
		}
		s.stateRow(rows, u.Symbol-1, row)
		exports := s.table.Exports(unit.ID(i))
		for j := range exports {
			if e := &exports[j]; e.Symbol != 0 {
				row.Name = s.p.Names.Text(e.Row.Name)
				s.stateRow(rows, e.Symbol-1, row)
			}
		}
	}
	return rows
}

func (s *Session) stateRow(rows []image.State, index uint32, row image.State) {
	flags := s.state.flags[index] | symtab.OutputSymtab
	row.Used, row.Export, row.Import, row.Weak = true, flags&symtab.Export != 0, flags&symtab.Import != 0, flags&symtab.Weak != 0
	if row.File == fileLinker {
		row.Export = true
	}
	row.Flags, row.Extra = flags.Words(), s.state.extra[index]
	if row.Extra != 0 {
		row.Words = make([]uint32, len(image.StateWords))
		for field := range symtab.ExtraWords {
			row.Words[field] = s.state.extras.Get(row.Extra, field)
		}
	}
	rows[index] = row
}
