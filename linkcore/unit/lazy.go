package unit

import (
	"linkplay/linkcore/atom"
	"linkplay/linkcore/diag"
	"linkplay/linkcore/trace"
)

// lazyKey names a lazy symbol: code or data of a type. The global error set is the type of AnyError.
type lazyKey struct {
	code bool
	of   atom.Name
}

// LazyRecord is the lazy symbols of one type; 0 where nobody has asked.
type LazyRecord struct{ Code, Data ID }

// Of is the lazy symbol of a kind.
func (r *LazyRecord) Of(kind Kind) ID {
	if kind == LazyCode {
		return r.Code
	}
	return r.Data
}

// AnyError is the type whose data are the names of all errors; it belongs to the program, not to an atom.
const AnyError = "anyerror"

// lazy returns the lazy symbol of a key, made at the first request. A flushed one is generated again, because what it
// was made from may have changed.
func (t *Table) lazy(key lazyKey, by ID, line uint32) ID {
	id := t.lazyUnit(key)
	if id == 0 || t.makesAnother(key) {
		if !t.canMake(key, line) {
			return 0
		}
		u := Unit{Name: key.of, Kind: LazyData, Live: true, Line: line, Align: 1, State: PendingFlush}
		if key.code {
			u.Kind = LazyCode
		}
		id = ID(len(t.Units))
		t.record(key, id)
		t.add(u, by)
	} else if t.Units[id].State == PendingFlush {
		return id
	}
	t.Units[id].State = PendingFlush
	if t.P.Names.Text(key.of) != AnyError {
		t.generate(id)
	}
	return id
}

// lazyUnit is the lazy symbol of a key, or 0 while nobody has asked for it.
func (t *Table) lazyUnit(key lazyKey) ID {
	at := t.lazyOf[key.of]
	switch {
	case at == 0:
		return 0
	case key.code:
		return t.Lazy[at-1].Code
	default:
		return t.Lazy[at-1].Data
	}
}

// record keeps a new lazy symbol with the other one of its type.
func (t *Table) record(key lazyKey, id ID) {
	if t.lazyOf[key.of] == 0 || t.lazyUnit(key) != 0 {
		t.Lazy = append(t.Lazy, LazyRecord{})
		t.lazyOf[key.of] = uint32(len(t.Lazy))
	}
	if r := &t.Lazy[t.lazyOf[key.of]-1]; key.code {
		r.Code = id
	} else {
		r.Data = id
	}
}

// canMake tells whether there is anything to make a lazy symbol from, and says what is missing.
func (t *Table) canMake(key lazyKey, line uint32) bool {
	name := t.P.Names.Text(key.of)
	if key.code {
		if _, ok := t.lazyBody[key.of]; ok {
			return true
		}
		if name != AnyError && !t.saidJustNow(diag.LazyNoGenerator, line) {
			t.Findings.Add(diag.LazyNoGenerator, diag.Pos{Line: line, Col: 1}, "there is no generator for the lazy code of %s on %s (CodegenFail)", name, t.CPU.Name).
				Mend("write its body: lazy code %s, with the instructions below", name)
		}
		return false
	}
	return name == AnyError || t.enum(key.of) != nil
}

// saidJustNow tells whether the last finding is this one: a sequence refers to its symbol once for each of its fields.
func (t *Table) saidJustNow(code diag.Code, line uint32) bool {
	n := len(t.Findings)
	return n > 0 && t.Findings[n-1].Code == code && t.Findings[n-1].Pos.Line == line
}

func (t *Table) enum(name atom.Name) *atom.Enum {
	if at := t.enumOf[name]; at != 0 {
		return &t.P.Enums[at-1]
	}
	return nil
}

// generate makes the bytes of a lazy symbol.
func (t *Table) generate(id ID) {
	u := &t.Units[id]
	if u.Kind == LazyCode {
		a := &t.P.Atoms[t.lazyBody[u.Name]]
		u.Line = a.Pos.Line
		t.assembleNested(id, a)
		t.hooks.Generated(id)
		return
	}
	x := t.more(id)
	if t.P.Names.Text(u.Name) == AnyError {
		x.made, u.Align = t.errorTable(), 4
	} else {
		tags := t.enum(u.Name).Tags
		var made []byte
		for i := tags.From; i < tags.To; i++ {
			made = append(append(made, t.P.Names.Text(t.P.Words[i])...), 0)
		}
		x.made = string(made)
	}
	u.Size = uint64(len(x.made))
	u.Put = t.Rec.Event(trace.Make, id.OwnerNumber(), u.Line, u.Size, 0)
	t.hooks.Generated(id)
}

// assembleNested assembles the body of a lazy symbol while the atom that asks for it is being assembled: afterwards the
// texts of that atom mean its own constants again.
func (t *Table) assembleNested(id ID, a *atom.Atom) {
	t.releaseConsts(id)
	mark := len(t.shadowed)
	t.nested++
	t.assemble(id, a)
	t.nested--
	for i := len(t.shadowed) - 1; i >= mark; i-- {
		t.constOf[t.shadowed[i].text] = t.shadowed[i].id
	}
	t.shadowed = t.shadowed[:mark]
}

// errorTable is the data of the global error set: how many names, where each begins and where the last ends, then the
// names with a NUL each. The first name is empty: it stands for "no error". Numbers are in the target's order.
func (t *Table) errorTable() string {
	if t.errorBytes != "" {
		return t.errorBytes
	}
	names := make([]string, 1, len(t.errors)+1)
	for _, n := range t.errors {
		names = append(names, t.P.Names.Text(n))
	}
	table := make([]byte, 4*(len(names)+2))
	t.CPU.Order.Put(table[:4], uint64(len(names)))
	at := len(table)
	var texts []byte
	for i, name := range names {
		t.CPU.Order.Put(table[4+4*i:8+4*i], uint64(at+len(texts)))
		texts = append(append(texts, name...), 0)
	}
	t.CPU.Order.Put(table[4+4*len(names):], uint64(at+len(texts)))
	t.errorBytes = string(append(table, texts...))
	return t.errorBytes
}

// AddErrors puts names into the global error set; a name that is there already counts once.
func (t *Table) AddErrors(words atom.Range) {
	for i := words.From; i < words.To; i++ {
		if n := t.P.Words[i]; !t.hasError[n] {
			t.hasError[n] = true
			t.errors = append(t.errors, n)
			t.errorBytes = ""
		}
	}
}

// FinishLazy is the beginning of every flush: the table of errors, which waited for this moment, is made, also when it
// was made before, because the set may have grown; then every lazy symbol counts as flushed.
func (t *Table) FinishLazy() {
	anyerror := t.P.Names.Find(AnyError)
	for _, r := range t.Lazy { // one table, unless a fault makes more
		if id := r.Data; id != 0 && t.Units[id].Name == anyerror {
			t.generate(id)
		}
	}
	for _, r := range t.Lazy {
		for _, id := range [...]ID{r.Code, r.Data} {
			if id != 0 {
				t.Units[id].State = Flushed
			}
		}
	}
}
