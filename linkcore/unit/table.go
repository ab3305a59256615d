package unit

import (
	"slices"
	"strconv"

	"linkplay/linkcore/arch"
	"linkplay/linkcore/asm"
	"linkplay/linkcore/atom"
	"linkplay/linkcore/diag"
	"linkplay/linkcore/image"
	"linkplay/linkcore/reloc"
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
	// NeedsCell is told of a unit without an entry of the GOT for a purpose when a reference goes through one, after Seen.
	NeedsCell(id ID, purpose reloc.Entry, line uint32)
	// Put is told when the unit has its body and its references have been seen.
	Put(id ID)
	// Generated is told when a lazy symbol has got its bytes, each time.
	Generated(id ID)
	// Updated is told when a unit has got another body.
	Updated(id ID)
	// Release is told to take back everything that a unit was given.
	Release(id ID)
	// Unexport is told to take back the symbol of an export.
	Unexport(e *Export)
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
	Lazy     []LazyRecord // by type, in the order in which one of the two was first asked for

	// ConstOwners are the units that have unnamed constants, in the order of their first one.
	ConstOwners []ID

	// Cells says by unit which cell it has: 1 + entry of the GOT, or 0. It is a table of its own because every reference
	// asks it, and four bytes per unit stay in the processor's cache.
	Cells []uint32

	// EntryCells says which cell an entry of the GOT begins at, where that is not its own number: some entries have two.
	EntryCells []uint32

	// Before is a unit as it was before the update that Hooks.Updated is told of.
	Before Unit

	finals     []final  // by unit, of the last flush; see Relocate
	finalCells []uint32 // by unit: 1 + cell with its address, or 0; absent when it does not exist
	hooks      Hooks
	extras     []extra              // extras[0] is that of all units that have none
	names      []named              // by Name
	unitOf     []ID                 // by Name, once seen; a table of its own as Cells is
	constOf    []ID                 // by Text: the latest constant with that text
	nested     int                  // bodies of lazy symbols that are being assembled inside one another
	shadowed   []shadow             // constants of the atoms around them
	enumOf     map[atom.Name]uint32 // 1 + index of Program.Enums
	lazyBody   map[atom.Name]uint32
	lazyOf     map[atom.Name]uint32 // 1 + index of Lazy
	errors     []atom.Name
	errorBytes string // the table of their names, until there is another one
	copied     int    // rows of lazy symbols made again although they were there; see fault.go
	hasError   map[atom.Name]bool
	notYet     bool // said once that something cannot be linked yet
	threads    bool // there are thread-local variables, now or earlier
}

// named is what the table knows of a name.
type named struct {
	exporter ID        // that took the name as a further one last, or 0 so far
	alias    atom.Name // the atom that exports it, anywhere in the description
	meaning  meaning
}

// shadow is what constOf held for a text before the body of a lazy symbol used the same text.
type shadow struct {
	text atom.Name
	id   ID
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
	atoms := len(p.Atoms) + len(p.Atoms)/4 + 16 // and some constants
	t := &Table{P: p, CPU: cpu, Rec: rec, hooks: hooks, Units: make([]Unit, 1, atoms), Cells: make([]uint32, 1, atoms),
		extras:  make([]extra, 1),
		names:   make([]named, p.Names.Len()),
		unitOf:  make([]ID, p.Names.Len()),
		constOf: make([]ID, p.Texts.Len()), lazyBody: map[atom.Name]uint32{}, lazyOf: map[atom.Name]uint32{},
		hasError: map[atom.Name]bool{}, enumOf: map[atom.Name]uint32{}}
	t.Code.Bytes = make([]byte, 0, 5*len(p.Items))
	t.Code.Refs = make([]asm.Ref, 0, len(p.Operands))
	t.Targets = make([]ID, 0, len(p.Operands))
	t.Code.Lines = make([]asm.Line, 0, len(p.Atoms))
	if rec != nil {
		t.Code.Parts = make([]asm.Part, 0, len(p.Items))
		t.Code.Args = make([]int64, 0, 2*len(p.Items))
	}
	t.Asm = asm.New(p, cpu, rec != nil)
	t.Asm.Define(linkerNames...)
	for _, text := range linkerNames {
		if n := p.Names.Find(text); n != 0 {
			t.names[n].meaning = ofLinker
		}
	}
	for i := len(p.Enums) - 1; i >= 0; i-- { // of two the first counts
		t.enumOf[p.Enums[i].Name] = uint32(i + 1)
	}
	for i := range p.Absolutes {
		t.names[p.Absolutes[i].Name].meaning = aNumber
		t.aliases(p.Absolutes[i].Name, p.Absolutes[i].Exports)
	}
	for i := range p.Atoms {
		a := &p.Atoms[i]
		switch a.Kind {
		case atom.LazyCode:
			t.lazyBody[a.Name] = uint32(i)
		case atom.Update:
			t.aliases(a.Name, a.Exports)
		default:
			t.names[a.Name].meaning = anAtom
			t.aliases(a.Name, a.Exports)
		}
	}
	for i := range p.Steps {
		if p.Steps[i].Kind == atom.AddExport {
			e := &p.Exports[p.Steps[i].Index]
			t.names[e.Name].also(e.Of)
		}
	}
	return t
}

func (t *Table) aliases(of atom.Name, exports atom.Range) {
	for i := exports.From; i < exports.To; i++ {
		t.names[t.P.Exports[i].Name].also(of)
	}
}

// also makes a name mean an atom that exports it. It then means none of the linker's symbols any more: those are for
// programs that do not define the name themselves.
func (n *named) also(of atom.Name) {
	if n.alias == 0 {
		n.alias = of
	}
	if n.meaning == ofLinker {
		n.meaning = nothing
	}
}

// add appends a unit and tells the format.
func (t *Table) add(u Unit, by ID) ID {
	t.Units = append(t.Units, u)
	t.Cells = append(t.Cells, 0)
	id := ID(len(t.Units) - 1)
	if by != 0 {
		t.Rec.Event(trace.Refer, id.OwnerNumber(), u.Line, uint64(by.OwnerNumber()), 0)
	}
	t.hooks.Seen(id, by, u.Line)
	return id
}

// see returns the unit of a name, which by refers to; by is 0 when the unit's own line is read.
func (t *Table) see(n atom.Name, by ID, line uint32) ID {
	if id := t.unitOf[n]; id != 0 {
		return id
	}
	row := &t.names[n]
	if row.meaning == nothing {
		if e := row.exporter; e != 0 && t.Units[e].Live {
			return e
		}
		if n = row.alias; n == 0 {
			return 0
		}
		if id := t.unitOf[n]; id != 0 {
			return id
		}
		row = &t.names[n]
	}
	// The number is known before Seen runs, so that the format may look the name up.
	t.unitOf[n] = ID(len(t.Units))
	kind := Named
	switch row.meaning {
	case ofLinker:
		kind = Linker
	case aNumber:
		kind = Absolute
	}
	return t.add(Unit{Name: n, Kind: kind, Line: line}, by)
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
	case atom.TLS:
		kind = ThreadData
		if a.HasSize {
			kind = ThreadBSS
		}
		t.threads = true
	default:
		t.NotYet(a.Pos, a.Kind.String()+" atoms")
		return
	}
	id := t.see(a.Name, 0, a.Pos.Line)
	if t.Units[id].Live {
		return // defined twice: said by describe.Check, the first one counts
	}
	if t.Units[id].Freed {
		// The name comes back as something new, which gets its cell and its symbol like any other.
		t.Units[id] = Unit{Name: a.Name, listed: t.Units[id].listed}
		t.hooks.Seen(id, 0, a.Pos.Line)
	}
	u := &t.Units[id]
	u.Kind, u.File, u.Line, u.said = kind, a.File, a.Pos.Line, uint32(a.Align)
	t.export(id, a.Exports)
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
	t.export(id, a.Exports)
	t.hooks.Put(id)
}

func (t *Table) export(id ID, exports atom.Range) {
	if exports.Len() == 0 {
		return
	}
	x := t.more(id)
	x.exports = make([]Export, 0, exports.Len())
	for i := exports.From; i < exports.To; i++ {
		x.exports = append(x.exports, Export{Row: &t.P.Exports[i]})
		t.names[t.P.Exports[i].Name].exporter = id
	}
}

// assemble gives a unit its bytes and follows its references.
func (t *Table) assemble(id ID, a *atom.Atom) {
	body := t.Asm.Assemble(a, &t.Code, &t.Findings)
	u := &t.Units[id]
	u.Body, u.Size, u.Align = body, body.Size, max(1, body.Align)
	switch {
	case t.P.Upstream&atom.UpstreamLayout != 0 && t.P.Target.Format == "plan9":
		u.Align = 1 // the original ignores every request
	case a.Align == 0 && u.said != 0:
		u.Align = u.said
	}
	u.Put = t.Rec.Event(trace.Read, id.OwnerNumber(), u.Line, u.Size, uint64(body.Refs.Len()))
	t.Targets = append(t.Targets, make([]ID, len(t.Code.Refs)-len(t.Targets))...)
	for i := body.Refs.From; i < body.Refs.To; i++ {
		target := t.refer(id, &t.Code.Refs[i])
		t.Targets[i] = target
		ref := &t.Code.Refs[i]
		if target == 0 || ref.Reloc == asm.NoReloc {
			continue
		}
		if row := &t.CPU.Relocs[ref.Reloc]; row.UsesCell() && t.EntryOf(target, row.Entry) == 0 {
			t.hooks.NeedsCell(target, row.Entry, t.P.Items[ref.Item].Line)
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
	number := uint32(len(t.Consts(owner)))
	u := Unit{Name: text, Kind: Unnamed, Live: true, Line: line, Owner: owner, Number: number, Size: uint64(len(t.P.Texts.Text(text))), Align: 1}
	id := ID(len(t.Units))
	if t.nested > 0 {
		t.shadowed = append(t.shadowed, shadow{text, t.constOf[text]})
	}
	t.constOf[text] = id
	if !t.Units[owner].listed {
		t.Units[owner].listed = true
		t.ConstOwners = append(t.ConstOwners, owner)
	}
	x := t.more(owner)
	x.consts = append(x.consts, id)
	t.add(u, owner)
	t.Units[id].Put = t.Rec.Event(trace.Read, id.OwnerNumber(), line, u.Size, 0)
	return id
}

// Options says what of the setup lines this version cannot do. options and upstream are what the format can do.
func (t *Table) Options(options []string, upstream atom.Upstream) {
	for i := range t.P.Options {
		if o := &t.P.Options[i]; !slices.Contains(options, o.Word) {
			t.NotYet(o.Pos, "with option "+o.Word)
		}
	}
	if t.P.Upstream&^upstream != 0 {
		t.NotYet(t.P.Said.Upstream, "everything in the way of the original; upstream symbols is there for Plan 9")
	}
}

// NotYet says once per link that a part of the language cannot be linked by this version.
func (t *Table) NotYet(pos atom.Pos, what string) {
	if !t.notYet {
		t.notYet = true
		t.Findings.Add(diag.NotYet, diag.Pos{Line: pos.Line, Col: uint32(pos.Col)}, "this version cannot link %s yet", what).
			Mend("leave it out; what is left can be linked")
	}
}

// Owners makes the owners of an image: the format's structures first, then the units by number.
func (t *Table) Owners(structures []image.Owner) []image.Owner {
	if t.Rec == nil {
		owners := make([]image.Owner, Structures)
		copy(owners, structures)
		return owners // nobody asks who owns what
	}
	owners := make([]image.Owner, Structures+len(t.Units)-1)
	copy(owners, structures)
	for i := 1; i < len(t.Units); i++ {
		u := &t.Units[i]
		owners[ID(i).OwnerNumber()] = image.Owner{Name: t.Title(ID(i)), Addr: u.Addr, Off: u.Off, Size: u.Size, Align: u.Align, Line: u.Line,
			Cell: t.Cells[i], Kind: u.OwnerKind(), Placed: u.Live, Parts: u.Body.Parts.From, NParts: uint32(u.Body.Parts.Len())}
	}
	return owners
}

// Title is how people know a unit: an unnamed constant by its text, a lazy symbol by its type.
func (t *Table) Title(id ID) string {
	u := &t.Units[id]
	switch u.Kind {
	case Unnamed:
		return strconv.Quote(t.P.Texts.Text(u.Name))
	case LazyCode:
		return "lazy code " + t.P.Names.Text(u.Name)
	case LazyData:
		return "lazy data " + t.P.Names.Text(u.Name)
	default:
		return t.P.Names.Text(u.Name)
	}
}

// Label is the name of a unit in a symbol table.
func (t *Table) Label(id ID) string {
	u := &t.Units[id]
	switch u.Kind {
	case Unnamed:
		return "__unnamed_" + t.Label(u.Owner) + "_" + strconv.Itoa(int(u.Number))
	case LazyCode:
		return "__lazy_code_" + t.P.Names.Text(u.Name)
	case LazyData:
		return "__lazy_const_data_" + t.P.Names.Text(u.Name)
	default:
		return t.P.Names.Text(u.Name)
	}
}
