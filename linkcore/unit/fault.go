package unit

import (
	"linkplay/linkcore/atom"
	"linkplay/linkcore/diag"
)

// The deliberate mistakes that both formats make alike. What a fault is and how to see it, describe.FaultSays tells.

// mostCopied bounds how much is made by no-get-or-create: one lazy symbol can be large and asked for very often.
const mostCopied = 1 << 16

// makesAnother tells whether a request makes a new lazy symbol though the one it asks for is there: the fault
// no-get-or-create. Bodies of lazy symbols ask as they should, or two that ask for each other would never end.
func (t *Table) makesAnother(key lazyKey) bool {
	if t.P.Fault&atom.FaultNoGetOrCreate == 0 || t.nested > 0 || t.copied >= mostCopied {
		return false
	}
	rows := 1
	if at, ok := t.lazyBody[key.of]; ok && key.code {
		rows += t.P.Atoms[at].Items.Len()
	} else if e := t.enum(key.of); e != nil {
		rows += e.Tags.Len()
	}
	if t.copied += rows; t.copied >= mostCopied {
		t.Findings.Add(diag.FaultInForce, diag.Pos{Line: t.P.Said.Fault.Line, Col: uint32(t.P.Said.Fault.Col)},
			"no-get-or-create stops here: so many copies have been made that the ones there are used again").
			Mend("ask for lazy symbols less often")
	}
	return true
}

// LazyCount is how many lazy symbols there are.
func (t *Table) LazyCount() int {
	n := 0
	for _, r := range t.Lazy {
		for _, id := range [...]ID{r.Code, r.Data} {
			if id != 0 {
				n++
			}
		}
	}
	return n
}
