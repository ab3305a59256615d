package unit

import (
	"strconv"

	"linkplay/linkcore/arch"
	"linkplay/linkcore/asm"
	"linkplay/linkcore/atom"
	"linkplay/linkcore/diag"
	"linkplay/linkcore/image"
	"linkplay/linkcore/trace"
)

// Structures is the first owner number of a unit: the numbers below it are the file's own structures (header, GOT,
// tables), the same in every image of a format.
const Structures = 16

// Owner is the number of the unit among the owners of the image.
func (id ID) OwnerNumber() uint32 { return Structures - 1 + uint32(id) }

// Hooks is what a format does at the moments at which the original hands out indices.
type Hooks interface {
	// Seen is told of a unit at its first sight, by a reference of by or, when by is 0, by its own line.
	Seen(id, by ID, line uint32)
	// Uses is told of every reference, in the order of the description, after Seen.
	Uses(id, by ID, ref *asm.Ref)
	// Put is told when the unit has its body and its references have been seen.
	Put(id ID)
}

// Table is the units of a running link.
type Table struct {
	P        *atom.Program
	CPU      *arch.CPU
	Asm      *asm.Assembler
	Code     asm.Code
	Units    []Unit // Units[0] is no unit
	Targets  []ID   // of Code.Refs, by index; 0 where a name means nothing
	Findings diag.List
	Rec      *trace.Recorder
	Lazy     []ID // lazy symbols in the order in which they were first asked for

	// ConstOwners are the units that have unnamed constants, in the order of their first one.
	ConstOwners []ID

	hooks     Hooks
	meaning   []meaning   // by Name
	alias     []atom.Name // by Name: the atom that exports it
	byName    []ID        // by Name: the unit, once seen
	constOf   []ID        // by Text: the latest constant with that text
	lazyBody  map[atom.Name]uint32
	lazyUnits map[lazyKey]ID
	errors    []atom.Name
	notYet    bool // said once that something cannot be linked yet
}

// meaning is what a name stands for anywhere in the description.
type meaning uint8

const (
	nothing meaning = iota
	anAtom
	aNumber
	ofLinker
)

// New prepares a table. linkerNames are the symbols that the format defines itself.
func New(p *atom.Program, cpu *arch.CPU, rec *trace.Recorder, hooks Hooks, linkerNames []string) *Table {
	t := &Table{P: p, CPU: cpu, Rec: rec, hooks: hooks, Units: make([]Unit, 1, len(p.Atoms)+16),
		meaning: make([]meaning, p.Names.Len()), alias: make([]atom.Name, p.Names.Len()), byName: make([]ID, p.Names.Len()),
		constOf: make([]ID, p.Texts.Len()), lazyBody: map[atom.Name]uint32{}, lazyUnits: map[lazyKey]ID{}}
	t.Asm = asm.New(p, cpu, rec != nil)
	t.Asm.Define(linkerNames...)
	for _, text := range linkerNames {
		if n := p.Names.Find(text); n != 0 {
			t.meaning[n] = ofLinker
		}
	}
	for i := range p.Absolutes {
		t.meaning[p.Absolutes[i].Name] = aNumber
		t.aliases(p.Absolutes[i].Name, p.Absolutes[i].Exports)
	}
	for i := range p.Atoms {
		a := &p.Atoms[i]
		switch a.Kind {
		case atom.LazyCode:
			t.lazyBody[a.Name] = uint32(i)
		case atom.Update:
		default:
			t.meaning[a.Name] = anAtom
			t.aliases(a.Name, a.Exports)
		}
	}
	return t
}

func (t *Table) aliases(of atom.Name, exports atom.Range) {
	for i := exports.From; i < exports.To; i++ {
		if n := t.P.Exports[i].Name; t.alias[n] == 0 {
			t.alias[n] = of
		}
	}
}

// Defined tells whether a name stands for something that can be referred to.
func (t *Table) Defined(n atom.Name) bool { return t.meaning[n] != nothing || t.alias[n] != 0 }

// add appends a unit and tells the format.
func (t *Table) add(u Unit, by ID) ID {
	t.Units = append(t.Units, u)
	id := ID(len(t.Units) - 1)
	if by != 0 {
		t.Rec.Event(trace.Refer, id.OwnerNumber(), u.Line, uint64(by.OwnerNumber()), 0)
	}
	t.hooks.Seen(id, by, u.Line)
	return id
}

// see returns the unit of a name, which by refers to; by is 0 when the unit's own line is read.
func (t *Table) see(n atom.Name, by ID, line uint32) ID {
	if t.meaning[n] == nothing {
		n = t.alias[n]
		if n == 0 {
			return 0
		}
	}
	if id := t.byName[n]; id != 0 {
		return id
	}
	// The number is known before Seen runs, so that the format may look the name up.
	t.byName[n] = ID(len(t.Units))
	kind := Named
	switch t.meaning[n] {
	case ofLinker:
		kind = Linker
	case aNumber:
		kind = Absolute
	}
	return t.add(Unit{Name: n, Label: t.P.Names.Text(n), Kind: kind, Line: line}, by)
}

// Put takes in an atom of the description.
func (t *Table) Put(index uint32) {
	a := &t.P.Atoms[index]
	kind := Function
	switch a.Kind {
	case atom.LazyCode, atom.Update:
		return // the body of a lazy symbol is taken when somebody asks for the symbol
	case atom.Func:
	case atom.Data:
		kind = Data
	case atom.Const:
		kind = Const
	case atom.BSS:
		kind = BSS
	default:
		t.NotYet(a.Pos, a.Kind.String()+" atoms")
		return
	}
	id := t.see(a.Name, 0, a.Pos.Line)
	if t.Units[id].Live {
		return // defined twice: said by describe.Check, the first one counts
	}
	u := &t.Units[id]
	u.Kind, u.File, u.Line = kind, a.File, a.Pos.Line
	for i := a.Exports.From; i < a.Exports.To; i++ {
		u.Exports = append(u.Exports, Export{Row: &t.P.Exports[i]})
	}
	t.assemble(id, a)
	t.Units[id].Live = true
	t.hooks.Put(id)
}

// DeclareAbsolute takes in a symbol that is a number.
func (t *Table) DeclareAbsolute(index uint32) {
	a := &t.P.Absolutes[index]
	id := t.see(a.Name, 0, a.Pos.Line)
	u := &t.Units[id]
	if u.Live || u.Kind != Absolute {
		return
	}
	u.Live, u.Addr, u.Line = true, a.Value, a.Pos.Line
	for i := a.Exports.From; i < a.Exports.To; i++ {
		u.Exports = append(u.Exports, Export{Row: &t.P.Exports[i]})
	}
	t.hooks.Put(id)
}

// assemble gives a unit its bytes and follows its references.
func (t *Table) assemble(id ID, a *atom.Atom) {
	body := t.Asm.Assemble(a, &t.Code, &t.Findings)
	u := &t.Units[id]
	u.Body, u.Size, u.Align = body, body.Size, max(1, uint64(body.Align))
	u.Put = t.Rec.Event(trace.Read, id.OwnerNumber(), u.Line, u.Size, uint64(body.Refs.Len()))
	for len(t.Targets) < len(t.Code.Refs) {
		t.Targets = append(t.Targets, 0)
	}
	for i := body.Refs.From; i < body.Refs.To; i++ {
		target := t.refer(id, &t.Code.Refs[i])
		t.Targets[i] = target
		if target != 0 {
			t.hooks.Uses(target, id, &t.Code.Refs[i])
		}
	}
}

// refer returns the unit that a reference means.
func (t *Table) refer(by ID, ref *asm.Ref) ID {
	line := t.P.Items[ref.Item].Line
	switch ref.Kind {
	case atom.TermName:
		return t.see(ref.Name, by, line)
	case atom.TermText:
		return t.constant(by, ref.Name, line)
	case atom.TermLazyCode:
		return t.lazy(lazyKey{true, ref.Name}, by, line)
	case atom.TermLazyData:
		return t.lazy(lazyKey{false, ref.Name}, by, line)
	default:
		panic("unit: a reference that is not to a symbol came out of the assembler.")
	}
}

// constant returns the unnamed constant of an owner that holds a text; equal texts of one owner are one constant.
func (t *Table) constant(owner ID, text atom.Name, line uint32) ID {
	if id := t.constOf[text]; id != 0 && t.Units[id].Owner == owner && t.Units[id].Live {
		return id
	}
	number := uint32(len(t.Units[owner].Consts))
	content := t.P.Texts.Text(text)
	u := Unit{Name: text, Kind: Unnamed, Live: true, Line: line, Owner: owner, Number: number, Made: content, Size: uint64(len(content)), Align: 1}
	u.Label = "__unnamed_" + t.Units[owner].Label + "_" + strconv.Itoa(int(number))
	id := ID(len(t.Units))
	t.constOf[text] = id
	if number == 0 {
		t.ConstOwners = append(t.ConstOwners, owner)
	}
	t.Units[owner].Consts = append(t.Units[owner].Consts, id)
	t.add(u, owner)
	t.Units[id].Put = t.Rec.Event(trace.Read, id.OwnerNumber(), line, u.Size, 0)
	return id
}

// NotYet says once per link that a part of the language cannot be linked by this version.
func (t *Table) NotYet(pos atom.Pos, what string) {
	if !t.notYet {
		t.notYet = true
		t.Findings.Add(diag.NotYet, diag.Pos{Line: pos.Line, Col: uint32(pos.Col)}, "this version cannot link %s yet", what)
	}
}

// Owners makes the owners of an image: the format's structures first, then the units by number.
func (t *Table) Owners(structures []image.Owner) []image.Owner {
	owners := make([]image.Owner, Structures+len(t.Units)-1)
	copy(owners, structures)
	for i := 1; i < len(t.Units); i++ {
		u := &t.Units[i]
		owners[ID(i).OwnerNumber()] = image.Owner{Name: t.title(u), Addr: u.Addr, Off: u.Off, Size: u.Size, Align: uint32(u.Align), Line: u.Line,
			Cell: u.Cell, Kind: u.OwnerKind(), Placed: u.Live, Parts: u.Body.Parts.From, NParts: uint32(u.Body.Parts.Len())}
	}
	return owners
}

// title is how people know a unit: an unnamed constant by its text, a lazy symbol by its type.
func (t *Table) title(u *Unit) string {
	switch u.Kind {
	case Unnamed:
		return strconv.Quote(t.P.Texts.Text(u.Name))
	case LazyCode:
		return "lazy code " + t.P.Names.Text(u.Name)
	case LazyData:
		return "lazy data " + t.P.Names.Text(u.Name)
	default:
		return u.Label
	}
}
