package describe

import "linkplay/linkcore/diag"

// Fault is what there is to know about a deliberate mistake. Its number is that of its word in FaultWords, and its bit in
// atom.Fault.
type Fault struct {
	Breaks string // what the linker then does
	Shows  string // where to look for it
	NotELF string // why ELF cannot have it, or ""
}

// Faults has a row for each of FaultWords.
var Faults = [...]Fault{
	{"the GOT is made without room for the cells of lazy symbols, so that the last cells that were handed out lie in the data behind it",
		"compare the number of the highest cell with the length of the GOT, and what code reads through that cell with the data there",
		"its GOT grows with every cell that is handed out, and nothing is counted"},
	{"a cell that is given back goes on no free list",
		"free an atom or update one that has unnamed constants, add another and flush: it gets a new cell, and an old one is nobody's for ever", ""},
	{"etext is taken before the lazy code is placed",
		"compare etext with the end of the text segment in a program that refers to lazy code",
		"its lazy code stands among the functions, and nothing comes behind them"},
	{"every request for a lazy symbol makes another one",
		"refer twice to the same lazy symbol: its bytes, its symbol and its cell are there twice", ""},
	{"the cells of the GOT have the other order of bytes",
		"compare the bytes of a cell with the address that it should hold; a call through it goes astray", ""},
}

// faults says which faults are in force, and which of them the format cannot have.
func (c *checker) faults() {
	p := c.p
	for i := range Faults {
		f, word := &Faults[i], FaultWords[i]
		switch {
		case p.Fault&(1<<i) == 0:
		case !c.plan9 && f.NotELF != "":
			c.found.add(diag.TargetLacks, place(p.Said.Fault), "%s has no `fault %s`: %s", c.targetName(), word, f.NotELF).
				Mend("remove it, or choose a Plan 9 target such as plan9/x86_64")
		default:
			c.found.add(diag.FaultInForce, place(p.Said.Fault), "fault %s is in force: %s", word, f.Breaks).
				Also(diag.Pos{}, "to see it, %s", f.Shows).Mend("remove the line to link as it should be")
		}
	}
}
