package describe

import (
	"slices"

	"linkplay/linkcore/atom"
	"linkplay/linkcore/diag"
	"linkplay/linkcore/spec"
)

// exports makes atoms and absolutes known by further names.
func (c *checker) exports(of atom.Name, list atom.Range) {
	for i := list.From; i < list.To; i++ {
		c.export(i, of)
	}
}

// export makes an atom known by a further name. of is the atom whose line says so, and 0 in a step of its own: by then
// the atom has its place.
func (c *checker) export(index uint32, of atom.Name) {
	e := &c.p.Exports[index]
	k := &c.known[e.Name]
	pos := place(e.Pos)
	if e.Linkage&atom.LinkOnce != 0 {
		c.found.add(diag.LinkOnce, pos, "%s cannot be link-once: no format here has that for one symbol (Unimplemented: GlobalLinkage.LinkOnce)", c.text(e.Name)).
			Mend("write `weak`, or leave the word out")
	}
	if e.Section != "" && e.Section != ".text" && e.Section != ".data" && !c.isArray(e, of) {
		why := "there are no extra sections (Unimplemented: ExportOptions.section)"
		if c.plan9 {
			why = "plan9 does not support extra sections"
		}
		f := c.found.add(diag.ExportSection, pos, "%s cannot go to section %s: %s", c.text(e.Name), QuoteText(short(e.Section)), why).
			Mend("leave `section` out, or write \".text\" or \".data\"")
		if !c.plan9 {
			f.Mend("a data atom can also go to .preinit_array, .init_array or .fini_array")
		}
	}
	if c.plan9 && k.flags&linkerDefined != 0 {
		c.found.add(diag.ExportedTwice, pos, "%s is exported twice: the linker writes a symbol of that name as well", c.text(e.Name)).
			Mend("choose another name for the export")
	}
	switch {
	case k.flags&exported != 0:
		c.found.add(diag.ExportedTwice, pos, "%s is exported twice", c.text(e.Name)).
			Also(place(c.p.Exports[c.story[e.Name].export-1].Pos), "the first one is here").Mend("rename one of the two")
	case k.defined == byImport:
		c.found.add(diag.ImportDefined, pos, "%s is imported and exported here as well", c.text(e.Name)).
			Also(c.where(e.Name), "the import is here").Mend("remove the import, or rename the export")
	default:
		k.flags |= exported
		c.story[e.Name].export = index + 1
	}
}

// isArray tells whether an export puts a data atom into an array of functions, which only ELF has.
func (c *checker) isArray(e *atom.Export, of atom.Name) bool {
	k := &c.known[of]
	return !c.plan9 && k.defined == byAtom && c.p.Atoms[k.row].Kind == atom.Data && slices.Contains(spec.ArraySections[:], e.Section)
}

// addExport is the step that makes an atom known by a further name.
func (c *checker) addExport(s *atom.Step) {
	e := &c.p.Exports[s.Index]
	k := &c.known[e.Of]
	switch {
	case k.defined == byImport:
		c.found.add(diag.NoExportOfType, place(s.Pos), "%s is an import and cannot be exported", c.text(e.Of)).
			Also(c.where(e.Of), "it is imported here").Mend("export an atom that uses it")
		return
	case k.defined == nothing:
		c.unknownStep(e.Of, place(s.Pos), "export")
		return
	}
	c.export(s.Index, 0)
	if c.nextExport == nil {
		c.nextExport = make([]uint32, len(c.p.Exports))
	}
	of := &c.story[e.Of]
	c.nextExport[s.Index], of.added = of.added, s.Index+1
}

// removeExport is the step that removes an exported name.
func (c *checker) removeExport(s *atom.Step) {
	k := &c.story[s.Name]
	if c.known[s.Name].flags&exported != 0 {
		c.known[s.Name].flags &^= exported
		k.export = 0
		c.goes(s.Name)
		return
	}
	f := c.found.add(diag.StepUnknownName, place(s.Pos), "nothing is exported as %s", c.text(s.Name)).Mend("write a name that is exported above")
	if k.freed != 0 {
		f.Also(place(c.p.Steps[k.freed-1].Pos), "it was removed here")
	} else if near := c.nearest(s.Name, func(k *known, _ *story) bool { return k.flags&exported != 0 }); near != "" {
		f.Mend("%s", near)
	}
}

// dropExports removes all exported names of an atom.
func (c *checker) dropExports(k *story) {
	list := c.p.Atoms[k.exports].Exports
	for i := list.From; i < list.To; i++ {
		c.dropExport(i)
	}
	for k.added != 0 {
		c.dropExport(k.added - 1)
		k.added = c.nextExport[k.added-1]
	}
}

func (c *checker) dropExport(index uint32) {
	name := c.p.Exports[index].Name
	if c.story[name].export == index+1 {
		c.story[name].export = 0
		c.known[name].flags &^= exported
		c.goes(name)
	}
}

// flush looks up what could not be found before, and what went away since the last one.
func (c *checker) flush() {
	for _, g := range c.freed {
		k := &c.known[g.name]
		if c.story[g.name].freed == g.step+1 && !k.isThere() && k.refs > 0 {
			c.freedInUse(g)
		}
	}
	for _, u := range c.unresolved {
		k := &c.known[u.name]
		if c.state[u.atom].there && !k.isThere() && c.story[u.name].freed <= c.lastFlush {
			c.undefined(u, &c.story[u.name])
		}
	}
	c.freed, c.unresolved = c.freed[:0], c.unresolved[:0]
	c.lastFlush, c.changed = c.step+1, false
}

func (c *checker) freedInUse(g gone) {
	s := &c.p.Steps[g.step]
	f := c.found.add(diag.FreedInUse, place(s.Pos), "%s goes away, and something still refers to it", c.text(g.name)).
		Mend("update what refers to it before the flush, or keep it")
	if u, ok := c.whoRefers(g.name); ok {
		f.Message = c.text(g.name) + " goes away, and " + c.whose(u.atom) + " still refers to it"
		f.Also(c.pos(u), "the reference is here")
	}
}

// whoRefers searches the first reference to a name from an atom that is there.
func (c *checker) whoRefers(name atom.Name) (use, bool) {
	p := c.p
	for a := range p.Atoms {
		if !c.state[a].there {
			continue
		}
		for i := p.Atoms[a].Items.From; i < p.Atoms[a].Items.To; i++ {
			it := &p.Items[i]
			for o := it.Args.From; o < it.Args.To && it.Kind >= atom.ItemValues; o++ {
				terms := p.Operands[o].Terms
				c.searches -= terms.Len()
				for t := terms.From; t < terms.To; t++ {
					if p.Terms[t].Kind == atom.TermName && p.Terms[t].Name == name {
						return use{name, uint32(a), i, t}, true
					}
				}
			}
		}
		if c.searches--; c.searches <= 0 {
			break
		}
	}
	return use{}, false
}

// undefined says that a name is missing: once for each name, with the first few others that refer to it.
func (c *checker) undefined(u use, k *story) {
	if k.finding != 0 {
		if k.others++; k.others <= 3 {
			c.found.list[k.finding-1].Also(c.pos(u), "%s refers to it as well", c.whose(u.atom))
		}
		return
	}
	name, pos := c.text(u.name), c.pos(u)
	file := ""
	if path := c.p.Files[c.p.Atoms[u.atom].File].Path; path != "" {
		file = " (" + short(path) + ")"
	}
	f := c.found.add(diag.Undefined, pos, "%s%s refers to %s, which nothing defines", c.whose(u.atom), file, name).Until(pos.Col + uint32(len(name)))
	if len(c.found.list) > 0 && f == &c.found.list[len(c.found.list)-1] {
		k.finding = uint32(len(c.found.list))
	}
	if k.freed != 0 {
		f.Also(place(c.p.Steps[k.freed-1].Pos), "it was removed here")
	}
	f.Mend("define it, for example with `func %s`, or mend the spelling", name)
	if near := c.nearest(u.name, func(k *known, _ *story) bool { return k.isThere() }); near != "" {
		f.Mend("%s", near)
	}
}

// atTheEnd finds what only the whole text can tell.
func (c *checker) atTheEnd() {
	p := c.p
	for i := range p.Atoms {
		a := &p.Atoms[i]
		if a.Kind != atom.LazyCode || c.known[a.Name].flags&lazyCodeUsed != 0 {
			continue
		}
		if k := &c.story[a.Name]; k.lazy == uint32(i+1) && (k.enum != 0 || a.Name == c.anyerror) {
			c.found.add(diag.LazyUnused, place(a.Pos), "nothing refers to the code of %s, so this body is left out", c.text(a.Name)).
				Mend("refer to it with `lazy code %s`, or remove it", c.text(a.Name))
		}
	}
	if get := p.Names.Find(spec.TLSGetAddr); c.tlsCall.Line != 0 && !c.known[get].isThere() {
		c.found.add(diag.ImportTLSGetAddr, place(c.tlsCall), "this calls __tls_get_addr, which nothing defines").
			Mend("add `import __tls_get_addr from ld-linux-x86-64.so.2`, or the loader of your processor")
	}
}
