package image

// Path is a way through the GOT: a caller reads a cell, and the cell says where the target is.
type Path struct {
	Caller, Target uint32 // owners
	Cell           uint32 // index of Cells
	Reloc          uint32 // index of Relocs: where the caller names the cell
}

// FirstPath is the way to show to someone who has not pointed at anything: the entry's first reference through a cell,
// or else the first of all.
func (img *Image) FirstPath() (path Path, ok bool) {
	for i := range img.Relocs {
		r := &img.Relocs[i]
		if r.Cell == 0 || r.Target == 0 {
			continue
		}
		fromEntry := img.HasEntry && img.Owners[r.Owner].Placed && img.Owners[r.Owner].Addr == img.Entry
		if !ok || fromEntry {
			path, ok = Path{r.Owner, r.Target, r.Cell - 1, uint32(i)}, true
		}
		if fromEntry {
			break
		}
	}
	return path, ok
}
