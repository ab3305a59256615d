package unit

import (
	"linkplay/linkcore/atom"
	"linkplay/linkcore/trace"
)

// The edits of a running link. What makes no sense (an update of something unknown, say) was reported by
// describe.Check; here it changes nothing.

// Update gives a live atom a new body. Its kind, exports and alignment stay unless the line says them again; it keeps
// its place in the order, its cell and its symbol, and gives back its unnamed constants before the new ones are asked for.
func (t *Table) Update(index uint32) {
	a := &t.P.Atoms[index]
	id := t.unitOf[a.Name]
	if id == 0 || !t.Units[id].Live || t.Units[id].Kind == Linker || t.Units[id].Kind == Absolute {
		return
	}
	t.releaseConsts(id)
	u := &t.Units[id]
	t.Before = *u
	u.Line = a.Pos.Line
	if a.Exports.Len() > 0 {
		t.dropExports(id)
		t.export(id, a.Exports)
	}
	if a.Align != 0 {
		u.said = uint32(a.Align)
	}
	t.assemble(id, a)
	t.Rec.Event(trace.Update, id.OwnerNumber(), a.Pos.Line, t.Units[id].Size, 0)
	t.hooks.Updated(id)
}

// Free takes an atom out of the link: its cell and its symbol can be handed out again.
func (t *Table) Free(name atom.Name, pos atom.Pos) {
	id := t.unitOf[name]
	if id == 0 || !t.Units[id].Live || t.Units[id].Kind == Linker {
		return
	}
	u := &t.Units[id]
	t.Rec.Event(trace.Release, id.OwnerNumber(), pos.Line, 0, 0)
	t.hooks.Release(id)
	t.dropExports(id)
	u.Live, u.Freed = false, true
	t.releaseConsts(id)
}

func (t *Table) releaseConsts(owner ID) {
	consts := t.Consts(owner)
	for _, id := range consts {
		t.Rec.Event(trace.Release, id.OwnerNumber(), t.Units[id].Line, 0, 0)
		t.hooks.Release(id)
		t.Units[id].Live, t.Units[id].Freed = false, true
	}
	if len(consts) > 0 {
		t.more(owner).consts = nil
	}
}

func (t *Table) dropExports(id ID) {
	exports := t.Exports(id)
	for i := range exports {
		t.hooks.Unexport(&exports[i])
	}
	if len(exports) > 0 {
		t.more(id).exports = nil
	}
}

// AddExport makes a live unit known by a further name and returns it.
func (t *Table) AddExport(index uint32) ID {
	row := &t.P.Exports[index]
	if id := t.unitOf[row.Of]; id != 0 && t.Units[id].Live {
		x := t.more(id)
		x.exports = append(x.exports, Export{Row: row})
		t.names[row.Name].exporter = id
		return id
	}
	return 0
}

// RemoveExport takes a further name away.
func (t *Table) RemoveExport(name atom.Name) {
	id := t.names[name].exporter
	exports := t.Exports(id)
	for i := range exports {
		if exports[i].Row.Name == name {
			t.hooks.Unexport(&exports[i])
			t.more(id).exports = append(exports[:i], exports[i+1:]...)
			return
		}
	}
}

// Append puts a unit at the end of a list of the format.
func (t *Table) Append(list []ID, id ID) []ID {
	t.Units[id].Index = uint32(len(list))
	return append(list, id)
}

// Remove takes a unit out of the list that it is in; the last one takes its place.
func (t *Table) Remove(list []ID, id ID) []ID {
	at, last := t.Units[id].Index, list[len(list)-1]
	list[at] = last
	t.Units[last].Index = at
	return list[:len(list)-1]
}
