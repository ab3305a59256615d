package report

import "linkplay/linkcore/image"

// States is what the linker keeps of each symbol beside its row in the file, by the linker's own numbers.
type States struct {
	Total int        `json:"total"` // numbers in use
	Words int        `json:"words"` // length of the array of extra records, the dummy word included
	Rows  []StateRow `json:"rows"`
}

// StateRow is one symbol.
type StateRow struct {
	Index uint32      `json:"index"`
	Name  string      `json:"name"`
	Value Hex         `json:"value"`
	Where string      `json:"where"` // ".text", "absolute", or "" for symbols of the linker itself
	Atom  uint32      `json:"atom"`  // or 0
	File  string      `json:"file"`  // "description" or "linker"
	Owner uint32      `json:"owner"`
	Flags []string    `json:"flags"`
	Extra uint32      `json:"extra"` // index of the first of the eight words, or 0
	Kept  []ExtraWord `json:"kept"`  // the words that a flag says are there
	Off   int         `json:"off"`   // of its row in the file's symbol table, or -1
}

// ExtraWord is one word of an extra record.
type ExtraWord struct {
	Name  string `json:"name"` // "got"
	At    uint32 `json:"at"`   // its index in the array
	Value uint32 `json:"value"`
}

// StatesOf lists what is kept of each symbol; a format that keeps nothing more has no rows.
func StatesOf(img *image.Image) States {
	out := States{Rows: []StateRow{}}
	for i := range img.States {
		s := &img.States[i]
		if s.Extra != 0 {
			out.Words = max(out.Words, int(s.Extra)+len(s.Words))
		}
		if !s.Used {
			continue
		}
		if out.Total++; len(out.Rows) == MostRows {
			continue
		}
		row := StateRow{Index: uint32(i), Name: s.Name, Value: Hex(s.Value), Atom: s.Atom, File: [...]string{1: "description", 2: "linker"}[s.File],
			Owner: s.Owner, Flags: s.Flags, Extra: s.Extra, Kept: []ExtraWord{}, Off: -1}
		switch {
		case s.Absolute:
			row.Where = "absolute"
		case s.Section != 0:
			row.Where = img.Sections[s.Section].Name
		}
		for _, flag := range s.Flags {
			for k := range s.Words {
				if image.StateWords[k] == flag {
					row.Kept = append(row.Kept, ExtraWord{flag, s.Extra + uint32(k), s.Words[k]})
				}
			}
		}
		out.Rows = append(out.Rows, row)
	}
	out.findRows(img)
	return out
}

// findRows says where in the file the symbols have their rows. A name can be there twice, for what knows it and for what
// exports it: the owner and the binding tell them apart.
func (out *States) findRows(img *image.Image) {
	type key struct {
		name   string
		owner  uint32
		global bool
	}
	rows := make(map[key]int, len(img.Symbols))
	for i := range img.Symbols {
		s := &img.Symbols[i]
		rows[key{s.Name, s.Owner, s.Binding != "local"}] = int(s.Off)
	}
	for i := range out.Rows {
		row := &out.Rows[i]
		global := false
		for _, flag := range row.Flags {
			global = global || flag == "export"
		}
		if off, ok := rows[key{row.Name, row.Owner, global || row.File == "linker"}]; ok {
			row.Off = off
		}
	}
}
