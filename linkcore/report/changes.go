package report

import "linkplay/linkcore/image"

// Changes is what one flush did to the file of the flush before. Lists hold the first ChangesShown rows; the totals
// count all.
type Changes struct {
	FileBytes    int     `json:"fileBytes"`
	BytesWritten int     `json:"bytesWritten"` // bytes that differ from the file before, or are new
	Ranges       []Range `json:"ranges"`       // where they are, ascending
	RangesTotal  int     `json:"rangesTotal"`
	Atoms        []Moved `json:"atoms"` // atoms that came, went or moved
	AtomsTotal   int     `json:"atomsTotal"`
	Cells        []Moved `json:"cells"` // cells that hold something else
	CellsTotal   int     `json:"cellsTotal"`
}

// ChangesShown is how many rows each list of a Changes carries.
const ChangesShown = 100

// Range is a stretch of the file.
type Range struct {
	Off uint32 `json:"off"`
	Len uint32 `json:"len"`
}

// Moved is an atom or a cell before and after. What was not there before has no From, what is gone has no To.
type Moved struct {
	Name  string `json:"name"` // of the atom, or of the atom whose address the cell holds
	Owner uint32 `json:"owner"`
	Cell  int    `json:"cell"` // of cells, else -1
	How   string `json:"how"`  // came, went, moved; of cells: given, freed, reused, refilled
	From  Hex    `json:"from"`
	To    Hex    `json:"to"`
}

// ChangesOf compares the images of two flushes of one session; before is nil for the first. Owner numbers mean the same
// in both.
func ChangesOf(before, after *image.Image) *Changes {
	c := &Changes{Ranges: []Range{}, Atoms: []Moved{}, Cells: []Moved{}}
	if after == nil {
		return c
	}
	if before == nil {
		before = &image.Image{}
	}
	c.FileBytes = len(after.File)
	c.bytes(before.File, after.File)
	c.atoms(before, after)
	c.cells(before, after)
	return c
}

// bytes finds the runs of bytes that differ. Bytes that stay the same are in none of them, however few they are: the
// lengths of all ranges add up to BytesWritten.
func (c *Changes) bytes(before, after []byte) {
	for i := 0; i < len(after); i++ {
		if i < len(before) && before[i] == after[i] {
			continue
		}
		start := i
		for i < len(after) && (i >= len(before) || before[i] != after[i]) {
			i++
		}
		c.BytesWritten += i - start
		c.RangesTotal++
		if len(c.Ranges) < ChangesShown {
			c.Ranges = append(c.Ranges, Range{uint32(start), uint32(i - start)})
		}
	}
}

func (c *Changes) atoms(before, after *image.Image) {
	for i := 1; i < max(len(after.Owners), len(before.Owners)); i++ {
		var old, now image.Owner
		if i < len(before.Owners) {
			old = before.Owners[i]
		}
		if i < len(after.Owners) {
			now = after.Owners[i]
		}
		if now.Line == 0 && old.Line == 0 {
			continue // a structure of the file
		}
		m := Moved{Name: now.Name, Owner: uint32(i), Cell: -1, From: Hex(old.Addr), To: Hex(now.Addr)}
		switch {
		case now.Placed && !old.Placed:
			m.How = "came"
		case !now.Placed && old.Placed:
			m.How, m.Name, m.To = "went", old.Name, 0
		case now.Placed && now.Addr != old.Addr:
			m.How = "moved"
		default:
			continue
		}
		if c.AtomsTotal++; len(c.Atoms) < ChangesShown {
			c.Atoms = append(c.Atoms, m)
		}
	}
}

func (c *Changes) cells(before, after *image.Image) {
	for i := range after.Cells {
		var old image.Cell
		if i < len(before.Cells) {
			old = before.Cells[i]
		}
		now := after.Cells[i]
		m := Moved{Name: after.OwnerName(now.Owner), Owner: now.Owner, Cell: i, From: Hex(old.Value), To: Hex(now.Value)}
		switch {
		case i >= len(before.Cells):
			m.How = "given"
		case now.Owner == 0 && old.Owner != 0:
			m.How, m.Name = "freed", before.OwnerName(old.Owner)
		case now.Owner != old.Owner:
			m.How = "reused"
		case now.Value != old.Value:
			m.How = "refilled"
		default:
			continue
		}
		if c.CellsTotal++; len(c.Cells) < ChangesShown {
			c.Cells = append(c.Cells, m)
		}
	}
}
