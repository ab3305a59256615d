// Package elf links a description into an ELF file.
//
// Sources: ELF gABI for the file, the processor's psABI for relocations; the behaviour of Zig's incremental ELF linker
// with its GOT section for the order in which cells and symbols are handed out. What is made so far is a static
// executable. Packed, every flush places all atoms afresh (sections.go); slack, atoms get their place when they come and
// keep it (space.go, chain.go, slack.go). Segments lie in ascending order and none is both writable and executable, but
// under upstream layout. Thread-local storage is that of static files: local-exec and initial-exec. Left out so far:
// shared objects, position-independent executables, imports and indirect functions.
package elf

import (
	"linkplay/linkcore/arch"
	"linkplay/linkcore/atom"
	"linkplay/linkcore/diag"
	"linkplay/linkcore/got"
	"linkplay/linkcore/image"
	"linkplay/linkcore/reloc"
	"linkplay/linkcore/shape"
	"linkplay/linkcore/spec"
	"linkplay/linkcore/symtab"
	"linkplay/linkcore/trace"
	"linkplay/linkcore/unit"
)

// Owner numbers of the file's own structures, below unit.Structures.
const (
	ownerHeader = 1 + iota
	ownerProgram
	ownerGOT
	ownerSymtab
	ownerStrtab
	ownerShstrtab
	ownerSections
	ownerFree
)

// structures are the owners of everything that no atom owns.
var structures = []image.Owner{
	ownerHeader:       {Name: "ELF header", Kind: image.OwnerHeader},
	ownerProgram:      {Name: "program headers", Kind: image.OwnerHeader},
	ownerGOT:          {Name: "GOT", Kind: image.OwnerGOT},
	ownerSymtab:       {Name: "symbols", Kind: image.OwnerSymbols},
	ownerStrtab:       {Name: "symbol names", Kind: image.OwnerSymbols},
	ownerShstrtab:     {Name: "section names", Kind: image.OwnerSymbols},
	ownerSections:     {Name: "section headers", Kind: image.OwnerHeader},
	ownerFree:         {Name: "free", Kind: image.OwnerPadding},
	unit.PaddingOwner: {Name: "padding", Kind: image.OwnerPadding},
}

// Session is a running link.
type Session struct {
	p     *atom.Program
	cpu   *arch.CPU
	elf   *spec.ElfCPU
	shape *shape.ELF
	table *unit.Table
	rec   *trace.Recorder

	got     got.Table
	symbols symtab.Indices
	state   state
	kinds   [numContents][]unit.ID // what goes into the sections with contents
	entry   string
	cell    int // bytes of a cell: those of an address, or what option pointer says
	base    uint64
	data    uint64 // of option base-data
	changed bool   // since the last flush
	flushed bool   // at least once

	sections []section
	segments []segment
	threads  threads
	linkers  []unit.ID      // symbols that the linker defines
	names    symtab.Strings // .shstrtab

	// Of layout slack only.
	space   *space
	patch   patch
	shown   *image.Image // the last one, when somebody records
	InPlace bool         // a flush may change the file of the image that the one before it returned
	links   []link       // by unit
	strings namedStrings // .strtab
	labelAt []uint32     // by unit: where the label of what has no name of its own is in the strings
}

// New prepares a link of a program for a CPU. rec may be nil.
func New(p *atom.Program, cpu *arch.CPU, rec *trace.Recorder) *Session {
	s := &Session{p: p, cpu: cpu, rec: rec, shape: shape.NewELF(cpu.WordBytes, cpu.Order), entry: "_start", cell: cpu.WordBytes, elf: spec.FindElfCPU(cpu.Name)}
	s.base = s.elf.Base
	s.symbols.Append() // symbol 0 is nobody's
	for i := range p.Options {
		switch o := &p.Options[i]; o.Word {
		case "entry":
			s.entry = o.Value
		case "base-text":
			s.base = o.Number
		case "pointer":
			s.cell = int(o.Number)
		case "base-data":
			s.data = o.Number
		}
	}
	s.table = unit.New(p, cpu, rec, s, spec.LinkerDefined("elf"))
	s.got.Reserve(len(p.Atoms) + len(p.Atoms)/4)
	s.got.Leaks = p.Fault&atom.FaultSlotLost != 0
	order := cpu.Order
	if p.Fault&atom.FaultWrongByteOrder != 0 {
		order = reloc.Big - order
	}
	s.shape.SetCells(s.cell, order)
	if p.Layout == atom.Slack {
		s.space, s.strings = newSpace(s), namedStrings{offsets: make([]uint32, p.Names.Len())}
		s.table.Options([]string{"entry", "pointer"}, atom.UpstreamAll)
	} else {
		s.table.Options([]string{"entry", "pointer", "base-text", "base-data"}, atom.UpstreamSymbols|atom.UpstreamLines)
	}
	if p.Output != atom.Executable {
		s.table.NotYet(p.Said.Output, "this kind of output")
	} else if len(p.Imports) > 0 {
		s.table.NotYet(p.Imports[0].Pos, "imports")
	}
	return s
}

// Apply carries out one step of the description. A flush is the caller's to do with Flush.
func (s *Session) Apply(step *atom.Step) {
	if !s.changed {
		s.rec.Begin(s.reading())
	}
	s.changed = true
	switch step.Kind {
	case atom.Put:
		s.table.Put(step.Index)
	case atom.AddErrors:
		s.table.AddErrors(step.Words)
	case atom.DeclareAbsolute:
		s.table.DeclareAbsolute(step.Index)
	case atom.DeclareImport:
		// New has said that imports cannot be linked yet.
	case atom.PutUpdate:
		s.table.Update(step.Index)
	case atom.Free:
		s.table.Free(step.Name, step.Pos)
	case atom.AddExport:
		if id := s.table.AddExport(step.Index); id != 0 {
			s.giveExports(id)
		}
	case atom.RemoveExport:
		s.table.RemoveExport(step.Name)
	}
}

// reading names the pass in which steps are taken in, before the first flush and after it.
func (s *Session) reading() (name, says string) {
	if s.flushed {
		return "Edit", "The edits have been taken in; what was given back can be handed out again."
	}
	return "Read", "Every atom has been read; cells and symbols were given out in the order of first mention."
}

// Changed tells whether something was applied since the last flush.
func (s *Session) Changed() bool { return s.changed }

// Findings returns what was found wrong so far.
func (s *Session) Findings() diag.List { return s.table.Findings }

// Seen gives a unit its symbol.
func (s *Session) Seen(id, by unit.ID, line uint32) {
	u := &s.table.Units[id]
	s.patch.structural = true
	if u.Kind == unit.Linker {
		s.linkers = append(s.linkers, id)
	}
	u.Symbol = s.symbols.Take() + 1
	s.state.reset(u.Symbol - 1)
	s.rec.Event(trace.GiveSymbol, id.OwnerNumber(), line, uint64(u.Symbol-1), 0)
	if u.Kind == unit.Unnamed { // complete at first sight
		s.intern(id)
		s.file(id)
	}
}

// NeedsCell gives a unit an entry when somebody goes through one for the first time.
func (s *Session) NeedsCell(id unit.ID, purpose reloc.Entry, line uint32) {
	s.giveEntry(id, purpose, line)
}

// Put files a unit that has its body. Every atom owns a cell from then on; a number does not.
func (s *Session) Put(id unit.ID) {
	u := &s.table.Units[id]
	if u.Kind == unit.Absolute {
		s.intern(id)
		s.giveExports(id)
		return
	}
	s.take(id)
	s.giveExports(id)
}

// Generated files a lazy symbol that has its bytes; it owns a cell from then on.
func (s *Session) Generated(id unit.ID) {
	if s.table.Cells[id] == 0 || !s.filed(id) {
		s.take(id)
	} else {
		s.placeNow(id)
	}
}

// Updated gives an atom with a new body a place.
func (s *Session) Updated(id unit.ID) {
	s.placeNow(id)
	s.giveExports(id)
}

// take puts a unit that is complete into its section and gives it a cell.
func (s *Session) take(id unit.ID) {
	u := &s.table.Units[id]
	s.intern(id)
	if !u.ThreadLocal() { // what every thread has a copy of has no one address
		s.giveEntry(id, reloc.EntryAddress, u.Line)
	}
	s.file(id)
}

// filed tells whether a unit is in the list of its section.
func (s *Session) filed(id unit.ID) bool {
	list := s.kinds[s.table.Units[id].Home]
	at := s.table.Units[id].Index
	return int(at) < len(list) && list[at] == id
}

// giveExports gives symbols to exports that have none.
func (s *Session) giveExports(id unit.ID) {
	exports := s.table.Exports(id)
	for i := range exports {
		e := &exports[i]
		if e.Symbol == 0 && exportable(e.Row) {
			s.patch.structural = true
			e.Symbol = s.symbols.Take() + 1
			s.claim(e.Row, e.Symbol-1)
			s.rec.Event(trace.GiveExport, id.OwnerNumber(), e.Row.Pos.Line, uint64(e.Symbol-1), 0)
			if s.space != nil {
				s.strings.name(e.Row.Name, s.p.Names.Text(e.Row.Name))
			}
		}
	}
}

// exportable tells whether an export becomes a symbol; describe.Check has said why one does not.
func exportable(e *atom.Export) bool {
	return e.Linkage&atom.LinkOnce == 0 && (e.Section == "" || e.Section == ".text" || e.Section == ".data" || arrayOf(e.Section) != 0)
}

// file puts a unit into the section for its kind; in a slack link it gets its place there.
func (s *Session) file(id unit.ID) {
	home := s.homeOf(id)
	s.table.Units[id].Home = uint8(home)
	s.placeNow(id)
	s.kinds[home] = s.table.Append(s.kinds[home], id)
}

// Release takes a unit out of its section and takes back its cell and its symbol.
func (s *Session) Release(id unit.ID) {
	s.patch.structural = true
	u := &s.table.Units[id]
	if u.Kind != unit.Absolute {
		s.kinds[u.Home] = s.table.Remove(s.kinds[u.Home], id)
		if s.space != nil {
			s.unchain(id)
		}
	}
	for purpose := reloc.EntryAddress; purpose < reloc.NumEntries; purpose++ {
		if purpose == reloc.EntryTLSLD {
			continue // it belongs to the file
		}
		if entry := s.table.EntryOf(id, purpose); entry != 0 {
			s.got.Free(entry - 1)
			s.table.SetEntry(id, purpose, 0)
		}
	}
	if u.Symbol != 0 {
		s.state.reset(u.Symbol - 1)
		s.symbols.GiveBack(u.Symbol - 1)
		u.Symbol = 0
	}
}

// Unexport takes back the symbol of an export.
func (s *Session) Unexport(e *unit.Export) {
	s.patch.structural = true
	if e.Symbol != 0 {
		s.state.names.Drop(uint32(e.Row.Name), e.Symbol-1)
		s.state.reset(e.Symbol - 1)
		s.symbols.GiveBack(e.Symbol - 1)
		e.Symbol = 0
	}
}

// giveEntry makes sure that a unit has an entry of the GOT for a purpose.
func (s *Session) giveEntry(id unit.ID, purpose reloc.Entry, line uint32) {
	if s.table.EntryOf(id, purpose) != 0 {
		return
	}
	if purpose == reloc.EntryTLSDESC {
		s.table.Findings.Add(diag.TargetLacks, diag.Pos{Line: line, Col: 1}, "a static file has no loader that could fill the descriptor of %s", s.table.Title(id)).
			Mend("use its distance from the thread pointer, tpoff(%s)", s.table.Title(id))
		return
	}
	tag := tagOf[purpose]
	symbol := uint32(id)
	if tag == got.TLSLD {
		symbol = 0 // all thread-local variables of the file go through it
	}
	s.patch.structural = true
	entry, reused := s.got.Add(tag, symbol)
	s.table.SetEntry(id, purpose, entry+1)
	if tag != got.TLSLD {
		s.state.setEntry(s.table.Units[id].Symbol-1, tag, entry)
	}
	kind := trace.GiveCell
	if reused {
		kind = trace.TakeAgain
	}
	s.rec.Event(kind, id.OwnerNumber(), line, uint64(s.got.Entries[entry].Cell), 0)
}
