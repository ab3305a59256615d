package describe

import (
	"linkplay/linkcore/atom"
	"linkplay/linkcore/diag"
	"linkplay/linkcore/spec"
)

// known is what a name stands for at one moment of the replay, as far as every reference needs it; story is the rest.
// There is one of each for every Name, found by index, so that a hundred thousand references cost as many loads.
type known struct {
	row     uint32 // of what is defined; see defined
	refs    uint32 // references from atoms that are there
	label   uint32 // index of the last atom with this label, plus one
	defined definition
	flags   nameFlags
}

type story struct {
	body    uint32 // index of the atom whose items are the body now; known.row stays the atom that was put first
	exports uint32 // index of the atom whose exports are in force
	export  uint32 // index of the export of this name, plus one
	added   uint32 // the last export step of this atom, plus one; the others follow in nextExport
	freed   uint32 // index of the step that freed or unexported it last, plus one
	enum    uint32 // index of the type, plus one
	lazy    uint32 // index of the atom that is the body of its code, plus one
	finding uint32 // index of the finding that says that it is not defined, plus one
	others  uint32 // how many more refer to it
}

type definition uint8

const (
	nothing definition = iota
	byAtom
	byImport
	byAbsolute
)

type nameFlags uint8

const (
	elfOperator   nameFlags = 1 << iota // "plt" and its kin
	linkerDefined                       // by the linker of this format
	exported                            // story.export is an export
	lazyCodeUsed                        // somebody refers to the lazy code of this type
	tlsCaller                           // "tls.gd" and its kin
)

// prepare fills in what does not depend on the order of the steps.
func (c *checker) prepare() {
	p := c.p
	c.known = make([]known, p.Names.Len())
	c.story = make([]story, p.Names.Len())
	c.state = make([]atomState, len(p.Atoms))
	for _, name := range spec.LinkerDefined(p.Target.Format) {
		c.known[p.Names.Find(name)].flags |= linkerDefined
	}
	for _, name := range spec.ELFOperators {
		c.known[p.Names.Find(name)].flags |= elfOperator
	}
	for _, name := range spec.TLSCallers {
		c.known[p.Names.Find(name)].flags |= tlsCaller
	}
	c.known[0] = known{} // what was not found
	c.anyerror = p.Names.Find("anyerror")
	for i := range p.Enums {
		e := &p.Enums[i]
		k := &c.story[e.Name]
		switch {
		case e.Name == c.anyerror:
			c.found.add(diag.DefinedTwice, place(e.Pos), "anyerror is the set of errors and no enum").Mend("choose another name, or write `errors` and names")
		case k.enum != 0:
			c.found.add(diag.DefinedTwice, place(e.Pos), "the type %s is defined twice", c.text(e.Name)).
				Also(place(p.Enums[k.enum-1].Pos), "the first one is here").Mend("rename one of the two")
		default:
			k.enum = uint32(i + 1)
			c.checkTags(e, uint32(i+1))
		}
	}
	for i := range p.Atoms {
		if a := &p.Atoms[i]; a.Kind == atom.LazyCode && c.story[a.Name].lazy == 0 {
			c.story[a.Name].lazy = uint32(i + 1)
		}
	}
}

// checkTags makes sure that the tags of a type differ. The field for labels serves as the mark: labels begin
// with a dot, tags do not.
func (c *checker) checkTags(e *atom.Enum, mark uint32) {
	for _, tag := range c.p.Words[e.Tags.From:e.Tags.To] {
		if c.known[tag].label == mark {
			c.found.add(diag.DefinedTwice, place(e.Pos), "the type %s has the tag %s twice", c.text(e.Name), c.text(tag)).Mend("remove one of the two")
			return
		}
		c.known[tag].label = mark
	}
}

// text is a name as the user writes it.
func (c *checker) text(n atom.Name) string { return NameText(c.p.Names.Text(n)) }

// where says where the current meaning of a name comes from.
func (c *checker) where(n atom.Name) diag.Pos {
	p, k := c.p, &c.known[n]
	switch k.defined {
	case byAtom:
		return place(p.Atoms[k.row].Pos)
	case byImport:
		return place(p.Imports[k.row].Pos)
	case byAbsolute:
		return place(p.Absolutes[k.row].Pos)
	}
	if k.flags&exported != 0 {
		return place(p.Exports[c.story[n].export-1].Pos)
	}
	return diag.Pos{}
}

// isThere tells whether a reference to the name finds something now.
func (k *known) isThere() bool {
	return k.defined != nothing || k.flags&(exported|linkerDefined) != 0
}

// nearest is a defined name that may have been meant, in a sentence, or "". All calls of one Check share a budget.
func (c *checker) nearest(n atom.Name, fits func(*known, *story) bool) string {
	if c.budget <= 0 {
		return ""
	}
	best := diag.NearestTo(c.p.Names.Text(n))
	for i := range c.known {
		if fits(&c.known[i], &c.story[i]) {
			best.Try(c.p.Names.Text(atom.Name(i)))
		}
	}
	c.budget -= len(c.known)
	if best.Best() == "" {
		return ""
	}
	if best.Best()[0] == '.' {
		return "did you mean `" + best.Best() + "`?" // a label
	}
	return "did you mean `" + NameText(best.Best()) + "`?"
}
