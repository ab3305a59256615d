package describe

import (
	"linkplay/linkcore/atom"
	"linkplay/linkcore/diag"
)

// bodyState is what a walk over the items of an atom needs and leaves.
type bodyState struct {
	labels     []use // of labels that were not met yet
	unresolved []use // of names that were not there yet; looked up again at the flush
	anyerror   atom.Name
	tlsCall    atom.Pos // the first sequence that calls __tls_get_addr
}

// use is a term of an item of an atom.
type use struct {
	name             atom.Name
	atom, item, term uint32
}

// pos is the place of a use.
func (c *checker) pos(u use) diag.Pos {
	return diag.Pos{Line: c.p.Items[u.item].Line, Col: uint32(c.p.Terms[u.term].Col)}
}

// body walks over the items of an atom that has just been put: labels, values, references.
func (c *checker) body(index uint32) {
	p := c.p
	a := &p.Atoms[index]
	zeros := c.isZeros(a)
	size := uint64(0)
	if a.Kind == atom.TLS || a.Kind == atom.BSS {
		size = a.Size
	}
	at := place(a.Pos)
	for i := a.Items.From; i < a.Items.To; i++ {
		it := &p.Items[i]
		writes := true
		switch it.Kind {
		case atom.ItemLabel:
			c.label(index, i)
			continue
		case atom.ItemLine:
			continue
		case atom.ItemNeeds:
			writes = false
		case atom.ItemZero:
			size = saturate(size, it.Value)
		case atom.ItemBytes, atom.ItemText:
			size += uint64(it.Args.Len())
		case atom.ItemReloc:
			size += uint64(it.Over)
		case atom.ItemValues:
			size += c.values(it)
		case atom.ItemInstr:
			if c.known[it.Name].flags&tlsCaller != 0 {
				c.tlsSequence(it)
			}
		}
		if zeros && writes {
			c.found.add(diag.BytesInBSS, place(it.Pos()), "%s is zeros only, so it can hold no bytes", c.text(a.Name)).
				Mend("make it `data`, or give it a larger `size`")
			zeros = false // once for an atom
		}
		if size > MaxAtomBytes && at.Line != 0 {
			c.found.add(diag.TooLarge, place(it.Pos()), "%s has more than 256 MiB here", c.text(a.Name)).Mend("make it smaller")
			at = diag.Pos{}
		}
		for o := it.Args.From; o < it.Args.To && it.Kind >= atom.ItemValues; o++ {
			c.references(index, i, &p.Operands[o], it.Kind == atom.ItemInstr)
		}
	}
	c.resolveLabels(index)
	if size > MaxAtomBytes && at.Line != 0 {
		c.found.add(diag.TooLarge, at, "%s has more than 256 MiB", c.text(a.Name)).Mend("make it smaller")
	}
	c.account(index, a, min(size, MaxAtomBytes))
}

func saturate(a, b uint64) uint64 { return min(a, 1<<40) + min(b, 1<<40) }

// isZeros tells whether an atom is made of its size alone.
func (c *checker) isZeros(a *atom.Atom) bool {
	kind := a.Kind
	if k := &c.known[a.Name]; kind == atom.Update && k.defined == byAtom {
		kind = c.p.Atoms[k.row].Kind
	}
	return kind == atom.BSS || kind == atom.TLS && a.HasSize
}

// account adds what an atom writes into the file.
func (c *checker) account(index uint32, a *atom.Atom, size uint64) {
	if a.Kind == atom.BSS || a.HasSize {
		return
	}
	c.state[index].bytes = uint32(size)
	c.fileBytes += size
	if c.fileBytes > MaxAtomBytes && !c.tooLarge {
		c.tooLarge = true
		c.found.add(diag.TooLarge, place(a.Pos), "with %s the file has more than 256 MiB", c.text(a.Name)).Mend("use `bss` for zeros")
	}
}

// label remembers a label of the atom.
func (c *checker) label(index, item uint32) {
	it := &c.p.Items[item]
	k := &c.known[it.Name]
	if k.label != index+1 {
		k.label = index + 1
		return
	}
	f := c.found.add(diag.LabelTwice, place(it.Pos()), "the label %s is in this atom twice", c.p.Names.Text(it.Name)).Mend("rename one of the two")
	for i := c.p.Atoms[index].Items.From; i < item && c.searches > 0; i++ {
		c.searches--
		if first := &c.p.Items[i]; first.Kind == atom.ItemLabel && first.Name == it.Name {
			f.Also(place(first.Pos()), "the first one is here")
			return
		}
	}
}

// resolveLabels looks up the labels that were used before they came.
func (c *checker) resolveLabels(index uint32) {
	for _, u := range c.labels {
		if c.known[u.name].label == index+1 {
			continue
		}
		name := c.p.Names.Text(u.name)
		pos := c.pos(u)
		f := c.found.add(diag.UnknownLabel, pos, "%s has no label %s", c.whose(index), short(name)).Until(pos.Col+uint32(len(name))).
			Mend("add a line `%s:` to it", short(name))
		if near := c.nearest(u.name, func(k *known, _ *story) bool { return k.label == index+1 }); near != "" {
			f.Mend("%s", near)
		}
	}
	c.labels = c.labels[:0]
}

// whose is the atom in a sentence.
func (c *checker) whose(index uint32) string {
	a := &c.p.Atoms[index]
	if a.Kind == atom.LazyCode {
		return "lazy code " + c.text(a.Name)
	}
	return c.text(a.Name)
}

// references counts what an operand refers to. A plain name in an instruction may be a register, so only the assembler
// can miss it; it counts all the same, because an atom of that name may be freed.
func (c *checker) references(index, item uint32, op *atom.Operand, instruction bool) {
	terms := c.p.Terms
	inside := uint32(0) // terms before this one are inside "word( )"
	if op.Kind == atom.OperandList {
		return
	}
	for i := op.Terms.From; i < op.Terms.To; i++ {
		t := &terms[i]
		switch t.Kind {
		case atom.TermName:
			k := &c.known[t.Name]
			k.refs++
			if !k.isThere() && (!instruction || i < inside) {
				c.unresolved = append(c.unresolved, use{t.Name, index, item, i})
			}
		case atom.TermLocal:
			if c.known[t.Name].label != index+1 {
				c.labels = append(c.labels, use{t.Name, index, item, i})
			}
		case atom.TermApply:
			inside = max(inside, i+1+uint32(t.Size))
			if c.plan9 && c.known[t.Name].flags&elfOperator != 0 {
				word := c.p.Names.Text(t.Name)
				f := c.found.add(diag.TargetLacks, c.pos(use{t.Name, index, item, i}), "%s has no %s( )", c.targetName(), word)
				f.Mend("use got( ) or the name alone, or choose an ELF target")
			}
		case atom.TermLazyCode, atom.TermLazyData:
			c.lazy(t, c.pos(use{t.Name, index, item, i}))
		}
	}
}

// lazy checks a reference to a lazy symbol.
func (c *checker) lazy(t *atom.Term, pos diag.Pos) {
	k := &c.story[t.Name]
	if t.Kind == atom.TermLazyCode {
		c.known[t.Name].flags |= lazyCodeUsed
	}
	switch {
	case t.Name == c.anyerror:
		if t.Kind == atom.TermLazyCode && k.lazy == 0 {
			c.found.add(diag.LazyAnyerror, pos, "anyerror has a table and no code; the flush would fail (FlushFailure)").
				Mend("refer to `lazy data anyerror`")
		}
	case k.enum == 0:
		c.unknownType(t.Name, pos)
	}
}

func (c *checker) unknownType(name atom.Name, pos diag.Pos) {
	f := c.found.add(diag.LazyUnknownType, pos, "there is no type %s", c.text(name)).Mend("add `enum %s` and its tags", c.text(name))
	if near := c.nearest(name, func(_ *known, s *story) bool { return s.enum != 0 }); near != "" {
		f.Mend("%s", near)
	} else if diag.NearestOf(c.p.Names.Text(name), "anyerror") != "" {
		f.Mend("did you mean `anyerror`?")
	}
}

// tlsSequence remembers that __tls_get_addr is needed.
func (c *checker) tlsSequence(it *atom.Item) {
	if c.plan9 {
		c.found.add(diag.TargetLacks, place(it.Pos()), "%s has no `%s`: it has no variables of which every thread has a copy", c.targetName(), c.p.Names.Text(it.Name)).
			Mend("use `data`, or choose an ELF target")
		return
	}
	if c.tlsCall.Line == 0 {
		c.tlsCall = it.Pos()
	}
}
