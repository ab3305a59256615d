package describe

import (
	"linkplay/linkcore/atom"
	"linkplay/linkcore/diag"
)

// replayState is where the replay of the steps stands.
type replayState struct {
	state      []atomState // by atom
	nextExport []uint32    // by export: the export step of the same atom before it, plus one
	freed      []gone      // since the last flush
	lastFlush  uint32      // index of the step, plus one
	step       uint32
	flushes    int
	changed    bool // since the last flush
	searches   int  // how many more rows may be searched for who refers to something freed
}

type atomState struct {
	bytes uint32
	there bool
}

// gone is a name that was freed or unexported by a step.
type gone struct {
	name atom.Name
	step uint32
}

const searchBudget = 20_000_000

// replay goes through the steps in order, over names alone.
func (c *checker) replay() {
	c.searches = searchBudget
	for i := range c.p.Steps {
		s := &c.p.Steps[i]
		c.step = uint32(i)
		switch s.Kind {
		case atom.Put:
			c.put(s.Index)
		case atom.PutUpdate:
			c.update(s.Index)
		case atom.DeclareImport:
			c.declareImport(s.Index)
		case atom.DeclareAbsolute:
			c.declareAbsolute(s.Index)
		case atom.Free:
			c.free(s)
		case atom.AddExport:
			c.addExport(s)
		case atom.RemoveExport:
			c.removeExport(s)
		case atom.Flush:
			if !c.changed {
				c.found.add(diag.NothingToFlush, place(s.Pos), "nothing has changed, so there is nothing to flush").Mend("remove the line")
			}
			c.flush()
			c.flushes++
			continue
		}
		c.changed = true
	}
	if c.changed {
		c.flush()
	}
}

// define gives a name its meaning, or says what it means already.
func (c *checker) define(name atom.Name, by definition, row uint32, pos atom.Pos) bool {
	k := &c.known[name]
	imported := by == byImport || k.defined == byImport
	if c.plan9 && k.flags&linkerDefined != 0 && by != byImport {
		c.found.add(diag.DefinedTwice, place(pos), "%s is defined twice: the linker defines it as well", c.text(name)).
			Mend("choose another name; %s can be referred to without being defined", c.text(name))
	}
	switch {
	case k.defined == nothing && by == byImport && k.flags&exported != 0, k.defined != nothing && imported && by != k.defined:
		c.found.add(diag.ImportDefined, place(pos), "%s is imported and defined here as well", c.text(name)).
			Also(c.where(name), "the other one is here").Mend("remove the import, or rename the one here")
		return false
	case k.defined != nothing:
		f := c.found.add(diag.DefinedTwice, place(pos), "%s is defined twice", c.text(name)).Also(c.where(name), "the first one is here")
		f.Mend("rename one of the two")
		if c.flushes > 0 && by == byAtom && k.defined == byAtom {
			f.Mend("for a new body write `update %s`", c.text(name))
		}
		return false
	}
	k.defined, k.row = by, row
	c.story[name].body, c.story[name].exports = row, row
	return true
}

// put adds an atom.
func (c *checker) put(index uint32) {
	a := &c.p.Atoms[index]
	c.state[index].there = true
	switch {
	case a.Kind == atom.LazyCode:
		c.putLazy(index, a)
		return
	case c.plan9 && a.Kind == atom.TLS:
		c.lacks(a.Pos, "tls", "it has no variables of which every thread has a copy")
	case c.plan9 && a.Kind == atom.IFunc:
		c.lacks(a.Pos, "ifunc", "nobody would call the function that chooses")
	}
	c.define(a.Name, byAtom, index, a.Pos)
	c.exports(a.Name, a.Exports)
	c.body(index)
}

// putLazy adds the body of a lazy symbol.
func (c *checker) putLazy(index uint32, a *atom.Atom) {
	k := &c.story[a.Name]
	if k.enum == 0 && a.Name != c.anyerror {
		c.unknownType(a.Name, place(a.Pos))
	}
	if k.lazy != index+1 {
		c.found.add(diag.DefinedTwice, place(a.Pos), "the code of %s is given twice", c.text(a.Name)).
			Also(place(c.p.Atoms[k.lazy-1].Pos), "the first one is here").Mend("remove one of the two")
	}
	c.body(index)
}

// update replaces the body of an atom, and its exports if it names any.
func (c *checker) update(index uint32) {
	a := &c.p.Atoms[index]
	c.state[index].there = true
	k := &c.known[a.Name]
	switch {
	case k.defined != byAtom:
		c.unknownStep(a.Name, place(a.Pos), "update")
	case c.flushes == 0:
		c.found.add(diag.UpdateTooEarly, place(a.Pos), "%s is updated before anything was flushed", c.text(a.Name)).
			Also(c.where(a.Name), "it is defined here").Mend("put `flush` above, or change the body itself")
	}
	if s := &c.story[a.Name]; k.defined == byAtom {
		c.dropBody(s.body)
		s.body = index
		if a.Exports.Len() > 0 {
			c.dropExports(s)
			s.exports = index
		}
	}
	c.exports(a.Name, a.Exports)
	c.body(index)
}

// dropBody takes back what a body refers to.
func (c *checker) dropBody(index uint32) {
	p := c.p
	st := &c.state[index]
	if !st.there {
		return
	}
	st.there = false
	c.fileBytes -= uint64(st.bytes)
	a := &p.Atoms[index]
	for i := a.Items.From; i < a.Items.To; i++ {
		it := &p.Items[i]
		for o := it.Args.From; o < it.Args.To && it.Kind >= atom.ItemValues; o++ {
			op := &p.Operands[o]
			for t := op.Terms.From; t < op.Terms.To && op.Kind != atom.OperandList; t++ {
				if p.Terms[t].Kind == atom.TermName {
					c.known[p.Terms[t].Name].refs--
				}
			}
		}
	}
}

func (c *checker) declareImport(index uint32) {
	row := &c.p.Imports[index]
	if c.plan9 {
		c.found.add(diag.ImportInPlan9, place(row.Pos), "%s cannot be imported: a Plan 9 file has no other files", c.text(row.Name)).
			Mend("write the function here, or choose an ELF target")
	}
	if c.define(row.Name, byImport, index, row.Pos) && !c.plan9 && row.From == "" {
		c.found.add(diag.ImportNoFrom, place(row.Pos), "no library is named for %s; the loader will look in what is loaded anyway", c.text(row.Name)).
			Mend("add `from` and the name of a library")
	}
}

func (c *checker) declareAbsolute(index uint32) {
	row := &c.p.Absolutes[index]
	if c.plan9 {
		c.lacks(row.Pos, "absolute", "its symbols are places in the program")
	}
	c.define(row.Name, byAbsolute, index, row.Pos)
	c.exports(row.Name, row.Exports)
}

// free takes an atom away.
func (c *checker) free(s *atom.Step) {
	k := &c.known[s.Name]
	if k.defined != byAtom {
		c.unknownStep(s.Name, place(s.Pos), "free")
		return
	}
	c.dropExports(&c.story[s.Name])
	c.dropBody(c.story[s.Name].body)
	k.defined = nothing
	c.goes(s.Name)
}

// goes remembers that a name went away in this step.
func (c *checker) goes(name atom.Name) {
	c.story[name].freed = c.step + 1
	c.freed = append(c.freed, gone{name, c.step})
}

// unknownStep says that a step speaks of something that is no atom.
func (c *checker) unknownStep(name atom.Name, pos diag.Pos, what string) {
	k, freed := &c.known[name], c.story[name].freed
	text := c.text(name)
	f := c.found.add(diag.StepUnknownName, pos, "there is no atom %s to %s", text, what).Mend("write the name of an atom that is defined above")
	switch {
	case k.defined == byImport:
		f.Also(c.where(name), "%s is an import", text)
	case k.defined == byAbsolute:
		f.Also(c.where(name), "%s is an absolute", text)
	case k.flags&exported != 0:
		f.Also(c.where(name), "%s is an exported name", text).Mend("write the name of the atom; `unexport %s` removes the export", text)
	case freed != 0:
		f.Also(place(c.p.Steps[freed-1].Pos), "it was freed here")
	default:
		if near := c.nearest(name, func(k *known, _ *story) bool { return k.defined == byAtom }); near != "" {
			f.Mend("%s", near)
		}
	}
}
