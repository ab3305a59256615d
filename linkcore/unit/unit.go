// Package unit is the table of what a running link holds: atoms that were put, atoms that were only named so far,
// unnamed constants, lazy symbols and symbols of the linker's own. Both formats replay a description through it; what
// differs between them, when cells and symbol indices are handed out, they say by implementing Hooks. It knows neither
// format. Units are never removed from the table, so that a unit's number can stand for it everywhere.
package unit

import (
	"linkplay/linkcore/asm"
	"linkplay/linkcore/atom"
	"linkplay/linkcore/image"
	"linkplay/linkcore/reloc"
)

// Kind is what a unit is.
type Kind uint8

// The kinds of units.
const (
	Named      Kind = iota // referred to, not put yet
	Function               // func
	Data                   // data
	Const                  // const
	BSS                    // bss
	Unnamed                // a text constant without a name
	LazyCode               // code that the linker wants for a type
	LazyData               // data that the linker makes for a type
	Linker                 // etext, edata, end and the like: an address, no bytes
	Absolute               // a number
	ThreadData             // tls: the bytes that every thread begins with
	ThreadBSS              // tls with a size: zeros for every thread
)

// ID is the number of a unit. 0 is no unit.
type ID uint32

// State is where a lazy symbol stands.
type State uint8

// The states of lazy symbols.
const (
	Unused State = iota
	PendingFlush
	Flushed
)

// Unit is one thing that has, or will have, an address.
type Unit struct {
	Addr   uint64
	Off    uint64
	Size   uint64
	Body   asm.Body
	Name   atom.Name // of Program.Names; of an unnamed constant: of Program.Texts; of a lazy symbol: the type
	File   uint32
	Line   uint32 // of the description
	Owner  ID     // of an unnamed constant: who it belongs to
	Number uint32 // of an unnamed constant: its number among those of its owner
	Index  uint32 // its place in the list of the format that it is in; see Table.Append
	Symbol uint32 // 1 + index, or 0
	Put    uint32 // event that took it in
	Place  uint32 // event that placed it
	Align  uint32
	said   uint32 // alignment that the description asked for, or 0
	extra  uint32 // index of Table.extras, or 0
	Kind   Kind
	State  State // of lazy symbols
	Home   uint8 // which list of the format it is in, for the format to say
	Live   bool  // put, and not freed
	Freed  bool  // was live once, and gave everything back
	listed bool  // in Table.ConstOwners
}

// extra is what few units have.
type extra struct {
	made    string // bytes that the linker makes itself; Body is empty then
	consts  []ID   // unnamed constants of the unit
	exports []Export
	entries [reloc.NumEntries]uint32 // 1 + entry of the GOT, or 0, by what it is for; those with the address are in Table.Cells
}

// Export is a further name of a unit.
type Export struct {
	Row    *atom.Export
	Symbol uint32 // 1 + index, or 0
}

// OwnerKind is the unit's kind in the words of the image.
func (u *Unit) OwnerKind() image.OwnerKind {
	switch u.Kind {
	case Function:
		return image.OwnerCode
	case Data, ThreadData:
		return image.OwnerData
	case Const, Unnamed:
		return image.OwnerConst
	case BSS, ThreadBSS:
		return image.OwnerBSS
	case LazyCode, LazyData:
		return image.OwnerLazy
	default:
		return image.OwnerLinker
	}
}

// more returns what few units have, made when it is first asked for.
func (t *Table) more(id ID) *extra {
	u := &t.Units[id]
	if u.extra == 0 {
		t.extras = append(t.extras, extra{})
		u.extra = uint32(len(t.extras) - 1)
	}
	return &t.extras[u.extra]
}

// Exports are the further names of a unit.
func (t *Table) Exports(id ID) []Export { return t.extras[t.Units[id].extra].exports }

// ThreadLocal tells whether every thread has a copy of its own of the unit.
func (u *Unit) ThreadLocal() bool { return u.Kind == ThreadData || u.Kind == ThreadBSS }

// EntryOf is 1 + the entry of the GOT that a unit has for a purpose, or 0. All thread-local variables of a file share
// the one that says which file it is.
func (t *Table) EntryOf(id ID, purpose reloc.Entry) uint32 {
	switch purpose {
	case reloc.EntryAddress:
		return t.Cells[id]
	case reloc.EntryTLSLD:
		return t.extras[0].entries[purpose]
	}
	return t.extras[t.Units[id].extra].entries[purpose]
}

// SetEntry notes, or with 0 forgets, which entry of the GOT a unit has for a purpose.
func (t *Table) SetEntry(id ID, purpose reloc.Entry, entry uint32) {
	switch purpose {
	case reloc.EntryAddress:
		t.Cells[id] = entry
	case reloc.EntryTLSLD:
		t.extras[0].entries[purpose] = entry
	default:
		t.more(id).entries[purpose] = entry
	}
}

// Consts are the unnamed constants of a unit.
func (t *Table) Consts(id ID) []ID { return t.extras[t.Units[id].extra].consts }

// Made is the bytes of a unit that the linker makes itself; "" when its Body has them.
func (t *Table) Made(id ID) string {
	u := &t.Units[id]
	if u.Kind == Unnamed {
		return t.P.Texts.Text(u.Name)
	}
	return t.extras[u.extra].made
}
