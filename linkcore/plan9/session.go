// Package plan9 links a description into a Plan 9 a.out executable.
//
// Sources: Plan 9 a.out(6) for the file; the behaviour of Zig's Plan 9 linker with lazy symbols for the order in which
// cells and symbols are handed out and written. The file is header, text, data (which opens with the GOT), symbol
// table, pc/line table; nothing is compressed and there are no sections. Left out: pc/sp tables, which only the 68020
// had, and modules that are loaded at run time.
package plan9

import (
	"strings"

	"linkplay/linkcore/arch"
	"linkplay/linkcore/atom"
	"linkplay/linkcore/diag"
	"linkplay/linkcore/got"
	"linkplay/linkcore/image"
	"linkplay/linkcore/reloc"
	"linkplay/linkcore/spec"
	"linkplay/linkcore/symtab"
	"linkplay/linkcore/trace"
	"linkplay/linkcore/unit"
)

// Owner numbers of the file's own structures, below unit.Structures.
const (
	ownerHeader = 1 + iota
	ownerGOT
	ownerSymbols
	ownerLines
)

// structures are the owners of everything that no atom owns.
var structures = []image.Owner{
	ownerHeader:       {Name: "exec header", Kind: image.OwnerHeader},
	ownerGOT:          {Name: "GOT", Kind: image.OwnerGOT},
	ownerSymbols:      {Name: "symbols", Kind: image.OwnerSymbols},
	ownerLines:        {Name: "pc/line table", Kind: image.OwnerLines},
	unit.PaddingOwner: {Name: "padding", Kind: image.OwnerPadding},
}

// The symbols that the linker defines, in the order in which they open the symbol table.
var fixedSymbols = [...]string{"edata", "end", "etext", "__GOT"}

// Session is a running link.
type Session struct {
	p     *atom.Program
	cpu   *arch.CPU
	aout  *spec.AoutCPU
	table *unit.Table
	rec   *trace.Recorder

	got     got.Table
	symbols symtab.Indices
	files   []sourceFile // in the order of their first function
	fileOf  []uint32     // by atom.Program.Files: 1 + index of files
	data    []unit.ID
	bss     []unit.ID
	parts   components
	entry   string // the name that the function exports with which the program starts
	changed bool   // since the last flush
	flushed bool   // at least once

	textBase, textSize uint64 // without the header; bytes
	dataBase, dataSize uint64
	bssSize            uint64
	start              unit.ID
	startLine          uint32 // of that export
	functionsEnd       uint64 // where lazy code begins, without the padding before it

	last       *image.Image // of the last flush, while its bytes are right everywhere but in updated; see patch.go
	updated    []unit.ID
	otherLines bool // some of updated have other lines
	fixedData  bool // dataBase was chosen, not derived from the end of the text
}

// sourceFile is a file that functions come from, with the indices of its two history symbols.
type sourceFile struct {
	file       uint32 // index of atom.Program.Files; 0 when no "file" line came before
	path       string // the numbers of its components, as a history symbol holds them
	functions  []unit.ID
	start, end uint32 // symbol indices
}

// New prepares a link of a program for a CPU. rec may be nil.
func New(p *atom.Program, cpu *arch.CPU, rec *trace.Recorder) *Session {
	s := &Session{p: p, cpu: cpu, rec: rec, aout: spec.FindAoutCPU(cpu.Name), entry: "_start", fileOf: make([]uint32, len(p.Files))}
	if s.aout == nil {
		panic("plan9: a session was asked for a CPU that a.out does not know.")
	}
	for range fixedSymbols {
		s.symbols.Append()
	}
	s.parts.number("/")
	s.textBase = s.aout.TextBase
	upstreamBases := p.Upstream&atom.UpstreamBases != 0 && s.aout.UpstreamText != 0
	if upstreamBases {
		s.textBase, s.dataBase = s.aout.UpstreamText, s.aout.UpstreamData
	}
	for i := range p.Options {
		switch o := &p.Options[i]; o.Word {
		case "entry":
			s.entry = o.Value
		case "base-text":
			s.textBase = o.Number
		case "base-data":
			s.dataBase = o.Number
		}
	}
	s.table = unit.New(p, cpu, rec, s, spec.LinkerDefined("plan9"))
	s.fixedData = upstreamBases || p.HasOption("base-data")
	s.got.Reserve(len(p.Atoms) + len(p.Atoms)/4)
	s.got.Leaks = p.Fault&atom.FaultSlotLost != 0
	if p.Upstream&atom.UpstreamBases != 0 && !upstreamBases {
		s.table.Findings.Add(diag.TargetLacks, diag.Pos{Line: p.Target.Pos.Line, Col: uint32(p.Target.Pos.Col)},
			"the original gives up on %s: find default base address for %s", cpu.Name, cpu.Name).Mend("leave out upstream bases")
	}
	return s
}

// Apply carries out one step of the description. A flush is the caller's to do with Flush.
func (s *Session) Apply(step *atom.Step) {
	if !s.changed {
		s.rec.Begin(s.reading())
	}
	s.changed = true
	if step.Kind != atom.PutUpdate || s.p.Atoms[step.Index].Exports.Len() > 0 {
		s.forget()
	}
	switch step.Kind {
	case atom.Put:
		s.put(step.Index)
	case atom.AddErrors:
		s.table.AddErrors(step.Words)
	case atom.DeclareImport, atom.DeclareAbsolute:
		// describe.Check says that a.out has neither.
	case atom.PutUpdate:
		s.table.Update(step.Index)
	case atom.Free:
		s.table.Free(step.Name, step.Pos)
	case atom.AddExport:
		s.table.AddExport(step.Index)
	case atom.RemoveExport:
		s.table.RemoveExport(step.Name)
	}
}

// put takes in an atom, if it is one that a.out has; describe.Check says so of the others.
func (s *Session) put(index uint32) {
	switch s.p.Atoms[index].Kind {
	case atom.IFunc, atom.TLS:
	default:
		s.table.Put(index)
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

// Seen gives a unit what it owns from its first sight on: a cell; of constants and lazy symbols a symbol before that.
func (s *Session) Seen(id, by unit.ID, line uint32) {
	s.forget()
	u := &s.table.Units[id]
	switch u.Kind {
	case unit.Linker:
		return // an address only; a cell is taken by a reference that goes through one
	case unit.Unnamed, unit.LazyCode, unit.LazyData:
		s.giveSymbol(id)
	}
	s.giveCell(id, line)
}

// NeedsCell gives the linker's own symbols a cell when somebody goes through one; all others have theirs.
func (s *Session) NeedsCell(id unit.ID, _ reloc.Entry, line uint32) {
	s.forget()
	s.giveCell(id, line)
}

// Put files a unit that has its body. The first function of a source file brings the file's two history symbols.
func (s *Session) Put(id unit.ID) {
	u := &s.table.Units[id]
	switch u.Kind {
	case unit.Function:
		f := s.fileFor(u.File)
		f.functions = s.table.Append(f.functions, id)
	case unit.BSS:
		s.bss = s.table.Append(s.bss, id)
	default:
		s.data = s.table.Append(s.data, id)
	}
	s.giveSymbol(id)
}

// fileFor returns the source file of functions. Its first function brings its two history symbols, which are new slots
// whatever the free list holds.
func (s *Session) fileFor(file uint32) *sourceFile {
	if s.fileOf[file] == 0 {
		f := sourceFile{file: file}
		if file != 0 {
			f.path = s.numberPath(&s.p.Files[file])
			f.start, f.end = s.symbols.Append(), s.symbols.Append()
		}
		s.files = append(s.files, f)
		s.fileOf[file] = uint32(len(s.files))
	}
	return &s.files[s.fileOf[file]-1]
}

// numberPath gives the components of a path their numbers.
func (s *Session) numberPath(file *atom.File) string {
	before := len(s.parts.texts)
	path := s.parts.path(file.Path)
	pos := diag.Pos{Line: file.Pos.Line, Col: uint32(file.Pos.Col)}
	if before <= maxComponents && len(s.parts.texts) > maxComponents {
		s.table.Findings.Add(diag.TooLarge, pos, "the source paths have more than %d different components, and the table can number no more", maxComponents).
			Mend("leave out file lines")
	}
	if strings.IndexByte(file.Path, 0) >= 0 {
		s.table.Findings.Add(diag.BadCharacter, pos, "a path cannot contain NUL, which ends names in symbol tables").Mend("remove the \\0")
	}
	return path
}

// Release takes a unit out of the program: the place in its list, the history symbols of a file whose last function it
// was, then its cell and its symbol.
func (s *Session) Release(id unit.ID) {
	s.forget()
	u := &s.table.Units[id]
	switch u.Kind {
	case unit.Function:
		f := &s.files[s.fileOf[u.File]-1]
		if f.functions = s.table.Remove(f.functions, id); len(f.functions) == 0 {
			s.dropFile(u.File)
		}
	case unit.BSS:
		s.bss = s.table.Remove(s.bss, id)
	case unit.Data, unit.Const:
		s.data = s.table.Remove(s.data, id)
	case unit.Unnamed: // in the list of its owner: symbol first
		s.symbols.GiveBack(u.Symbol - 1)
		u.Symbol = 0
	}
	if entry := s.table.Cells[id]; entry != 0 {
		s.got.Free(entry - 1)
		s.table.Cells[id] = 0
	}
	if u.Symbol != 0 {
		s.symbols.GiveBack(u.Symbol - 1)
		u.Symbol = 0
	}
}

// dropFile removes a source file that has no functions any more: the last file takes its place, and both its history
// symbols are free again.
func (s *Session) dropFile(file uint32) {
	at := s.fileOf[file] - 1
	if f := &s.files[at]; f.file != 0 {
		s.symbols.GiveBack(f.start)
		s.symbols.GiveBack(f.end)
	}
	last := len(s.files) - 1
	s.files[at] = s.files[last]
	s.fileOf[s.files[at].file] = at + 1
	s.files = s.files[:last]
	s.fileOf[file] = 0
}

// Unexport takes back the symbol of an export.
func (s *Session) Unexport(e *unit.Export) {
	if e.Symbol != 0 {
		s.symbols.GiveBack(e.Symbol - 1)
		e.Symbol = 0
	}
}

// Generated has little to do: a lazy symbol owns all it needs from its first sight on, and its place comes at the flush.
func (s *Session) Generated(id unit.ID) { s.forget() }

func (s *Session) giveCell(id unit.ID, line uint32) {
	entry, reused := s.got.Add(got.Got, uint32(id))
	s.table.Cells[id] = entry + 1
	kind := trace.GiveCell
	if reused {
		kind = trace.TakeAgain
	}
	s.rec.Event(kind, id.OwnerNumber(), line, uint64(s.got.Entries[entry].Cell), 0)
}

func (s *Session) giveSymbol(id unit.ID) {
	u := &s.table.Units[id]
	if u.Symbol == 0 {
		u.Symbol = s.symbols.Take() + 1
		s.rec.Event(trace.GiveSymbol, id.OwnerNumber(), u.Line, uint64(u.Symbol-1), 0)
	}
}
