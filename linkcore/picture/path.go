package picture

import (
	"sort"
	"strconv"

	"linkplay/linkcore/image"
	"linkplay/linkcore/reloc"
)

// Path is what a picture is about: a caller that reaches a target, through a cell of the GOT where there is one. Caller
// and Target are 0 when the thing in focus has no such story; then only Target is lit, or nothing.
type Path struct {
	Caller  uint32
	Target  uint32
	Reloc   int // row of Relocs, or -1
	Cell    uint32
	HasCell bool
}

// PathOf finds the path to show for a focused owner: its own first call through the GOT, else the first that reaches it.
// With nothing focused it is the first call of the entry; where no code uses the GOT, the first direct reference. at is a
// file offset: when it lies in a field that a relocation filled, or in a cell, that is what is meant.
func PathOf(img *image.Image, focus uint32, at uint64) Path {
	if at > 0 {
		if p, found := pathAt(img, at); found {
			return p
		}
	}
	if focus == 0 {
		return firstPath(img)
	}
	if focus >= uint32(len(img.Owners)) {
		return Path{Reloc: -1}
	}
	// Of the relocations that speak of the focus, the best is its own through a cell; see rank.
	best, bestRank := -1, 5
	for i := range img.Relocs {
		r := &img.Relocs[i]
		if r.Owner != focus && r.Target != focus || !leads(img, r) {
			continue
		}
		rank := 0
		if !throughCell(img, r) {
			rank += 2
		}
		if r.Owner != focus {
			rank++
		}
		if rank < bestRank {
			best, bestRank = i, rank
		}
	}
	if best < 0 {
		return Path{Target: focus, Reloc: -1}
	}
	return pathThrough(img, best)
}

// pathAt is the path of the relocation or the cell at a file offset.
func pathAt(img *image.Image, at uint64) (Path, bool) {
	i := sort.Search(len(img.Relocs), func(i int) bool {
		r := &img.Relocs[i]
		return uint64(r.Off)+uint64(img.RelocTypes[r.Type].Bytes()) > at
	})
	if i < len(img.Relocs) && uint64(img.Relocs[i].Off) <= at && leads(img, &img.Relocs[i]) {
		return pathThrough(img, i), true
	}
	for i := range img.Cells {
		c := &img.Cells[i]
		if off := uint64(c.Off); at >= off && at < off+uint64(max(img.CellWidth(), 1)) {
			return Path{Target: c.Owner, Reloc: -1, Cell: uint32(i), HasCell: true}, true
		}
	}
	return Path{}, false
}

func firstPath(img *image.Image) Path {
	if p, ok := img.FirstPath(); ok {
		return pathThrough(img, int(p.Reloc))
	}
	for i := range img.Relocs {
		if r := &img.Relocs[i]; leads(img, r) && r.Target != r.Owner && img.Owners[r.Owner].Kind == image.OwnerCode {
			return pathThrough(img, i)
		}
	}
	return Path{Reloc: -1}
}

// leads tells whether a relocation says where its target is: the size of something does not.
func leads(img *image.Image, r *image.Reloc) bool {
	const where = reloc.UseS | reloc.UseG | reloc.UseL
	return r.Target != 0 && int(r.Target) < len(img.Owners) && img.RelocTypes[r.Type].Uses()&where != 0
}

func throughCell(img *image.Image, r *image.Reloc) bool { return r.Target != 0 && cellOf(img, r) >= 0 }

// cellOf returns the row of Cells that a relocation reads, or -1.
func cellOf(img *image.Image, r *image.Reloc) int {
	if int(r.Cell) > len(img.Cells) {
		return -1
	}
	return int(r.Cell) - 1
}

// valueOf is what a relocation wrote.
func valueOf(img *image.Image, r *image.Reloc) uint64 {
	operands := img.Operands(r)
	return img.RelocTypes[r.Type].Value(&operands)
}

func pathThrough(img *image.Image, i int) Path {
	r := &img.Relocs[i]
	p := Path{Caller: r.Owner, Target: r.Target, Reloc: i}
	if throughCell(img, r) {
		p.Cell, p.HasCell = uint32(cellOf(img, r)), true
	}
	return p
}

// role is the number of an owner's disc, or 0.
func (p *Path) role(owner uint32) int {
	switch {
	case owner == 0:
		return 0
	case owner == p.Caller:
		return 1
	case owner == p.Target && p.HasCell:
		return 3
	case owner == p.Target && p.Caller != 0:
		return 2
	default:
		return 0
	}
}

func (p *Path) holds(owner uint32) bool {
	return owner != 0 && (owner == p.Caller || owner == p.Target)
}

// headline says what the picture shows.
func headline(img *image.Image, p *Path) string {
	switch {
	case p.HasCell && p.Caller == 0 && p.Target == 0:
		return "Cell " + strconv.Itoa(int(p.Cell)) + " is free"
	case p.HasCell && p.Caller == 0:
		return "Cell " + strconv.Itoa(int(p.Cell)) + " holds the address of " + name(img, p.Target)
	case p.HasCell:
		return name(img, p.Caller) + " finds " + name(img, p.Target) + " through cell " + strconv.Itoa(int(p.Cell))
	case p.Caller != 0:
		return name(img, p.Caller) + " reaches " + name(img, p.Target) + " without the GOT"
	case p.Target != 0:
		return "Where " + name(img, p.Target) + " is"
	default:
		kind := img.Kind
		if kind == "" {
			kind = "File"
		}
		return kind + ", " + counted(uint64(len(img.File)), "byte")
	}
}

func name(img *image.Image, owner uint32) string {
	if int(owner) >= len(img.Owners) {
		return ""
	}
	return printable(img.Owners[owner].Name)
}
