package picture

import (
	"fmt"
	"sort"

	"linkplay/linkcore/image"
)

// arrows draws the quiet arrows and then, over them, the path.
func (d *drawing) arrows() {
	if d.width >= 560 {
		d.group("arrows", 0, -1, "", func() {
			d.quietReads()
			d.quietHolds()
		})
	}
	if d.path.HasCell && d.path.Caller == 0 && d.cell.drawn && d.target.drawn {
		d.group("path", 0, -1, "", d.holds)
	}
	if !d.caller.drawn || !d.target.drawn {
		return
	}
	d.group("path", 0, -1, "", func() {
		switch {
		case d.path.HasCell && d.cell.drawn && d.narrow:
			d.arcs()
		case d.path.HasCell && d.cell.drawn:
			d.throughCell()
		case !d.path.HasCell:
			d.direct()
		}
	})
}

// quietReads draws, in grey, which cells and variables the other drawn code refers to.
func (d *drawing) quietReads() {
	if d.narrow {
		return
	}
	for _, ref := range d.refs {
		r := &d.img.Relocs[ref.reloc]
		to, drawn := d.rows[r.Target], true
		if i := cellOf(d.img, r); i >= 0 {
			to, drawn = d.cells[i]
		}
		if !drawn || !to.drawn || to.col == ref.from.col || ref.from.col != 0 {
			continue
		}
		x0, x1, mid := ref.from.x1, to.label, (ref.from.x1+to.label)/2
		d.path2("arrow", "M", x0, ref.from.y, "C", mid, ref.from.y, mid, to.y, x1-6, to.y)
		d.tip(x1, to.y, 1, false)
	}
}

// quietHolds draws, in grey, which cells hold addresses of things in the same column.
func (d *drawing) quietHolds() {
	type arc struct{ cell, from, to, x int }
	var arcs []arc
	for i, from := range d.cells {
		owner := d.img.Cells[i].Owner
		to, drawn := d.rows[owner]
		if owner != 0 && drawn && to.col == from.col && !(d.path.HasCell && int(d.path.Cell) == i) {
			arcs = append(arcs, arc{i, from.y, to.y, from.x1})
		}
	}
	// The shortest innermost, so that arcs nest.
	sort.Slice(arcs, func(a, b int) bool {
		la, lb := arcs[a].to-arcs[a].from, arcs[b].to-arcs[b].from
		if la != lb {
			return la < lb
		}
		return arcs[a].cell < arcs[b].cell
	})
	if len(arcs) > 4 {
		arcs = arcs[:4]
	}
	for n, a := range arcs {
		reach, r := 8+6*n, 4
		if a.x+reach > d.width-2 {
			return // a projector leaves no room beside the columns
		}
		if a.to < a.from {
			r = -4
		}
		d.path2("arrow", "M", a.x-6, a.from, "H", a.x+reach-4, "q", 4, 0, 4, r, "V", a.to-r, "q", 0, r, -4, r, "H", a.x+7)
		d.tip(a.x+1, a.to, -1, false)
	}
}

// tip draws the head of an arrow that points right (1) or left (-1) at x.
func (d *drawing) tip(x, y, direction int, lit bool) {
	length, half, class := 7*direction, 3, "tip"
	if lit {
		length, half, class = 11*direction, 5, "tip lit"
	}
	d.canvas.path(fmt.Sprintf("M%d %dl%d %dv%dz", x, y, -length, -half, 2*half), class)
}

// stroke draws a lit line with a halo of paper, so that it stays apart from what it crosses.
func (d *drawing) stroke(path string) {
	d.canvas.path(path, "arrow halo")
	d.canvas.path(path, "arrow lit")
}

// throughCell draws caller → cell → target between the columns.
func (d *drawing) throughCell() {
	from, cell := d.caller, d.cell
	x0, x1 := from.x1, cell.label
	mid := (x0 + x1) / 2
	d.stroke(fmt.Sprintf("M%d %dC%d %d %d %d %d %d", x0, from.y, mid, from.y, mid, cell.y, x1-9, cell.y))
	d.tip(x1, cell.y, 1, true)

	d.holds()
	d.pathLabels()
}

// holds draws the arrow from a cell to what it points at.
func (d *drawing) holds() {
	cell, target := d.cell, d.target
	leave := cell.y + 22 // from the second line of the cell, below its address
	if target.col == cell.col {
		right := cell.x1
		reach := min(34, (d.width-right-4)*4/3)
		d.stroke(fmt.Sprintf("M%d %dC%d %d %d %d %d %d", right-6, leave, right+reach, leave, right+reach, target.y, right+10, target.y))
		d.tip(right+1, target.y, -1, true)
		return
	}
	start := cell.label - 4
	left := target.x1
	bend := max((start-left)/2, 20)
	d.stroke(fmt.Sprintf("M%d %dH%dC%d %d %d %d %d %d", cell.x0+6, leave, start, start-bend, leave, left+bend, target.y, left+10, target.y))
	d.tip(left+1, target.y, -1, true)
}

// arcs draws the path at the right of a single column: two nested arcs.
func (d *drawing) arcs() {
	from, cell, target := d.caller, d.cell, d.target
	x := from.x1 + 6
	outer, inner := d.arcReach(x)
	d.stroke(fmt.Sprintf("M%d %dC%d %d %d %d %d %d", from.x1, from.y, x+outer, from.y, x+outer, cell.y+24, x+12, cell.y+24))
	d.tip(x+2, cell.y+24, -1, true)
	d.stroke(fmt.Sprintf("M%d %dC%d %d %d %d %d %d", cell.x1-6, cell.y+8, x+inner, cell.y+8, x+inner, target.y, x+12, target.y))
	d.tip(x+2, target.y, -1, true)
	room := d.width - x - 8
	if room < 44 {
		return
	}
	y := from.y - 12
	d.label(x+4, y-17, room, "reads", "cell "+thousands(uint64(d.path.Cell)))
}

// arcReach is how far the control points of the arcs may be, so that the curves stay inside the picture.
func (d *drawing) arcReach(x int) (outer, inner int) {
	outer = min((d.width-x-6)*4/3, 150)
	return outer, outer * 6 / 10
}

// direct draws a reference that needs no cell.
func (d *drawing) direct() {
	from, to := d.caller, d.target
	if to.col != from.col {
		x0, x1 := from.x1, to.label
		mid := (x0 + x1) / 2
		d.stroke(fmt.Sprintf("M%d %dC%d %d %d %d %d %d", x0, from.y, mid, from.y, mid, to.y, x1-9, to.y))
		d.tip(x1, to.y, 1, true)
		y := from.y - 14
		if to.y < from.y-16 {
			y = from.y + 22
		}
		d.label(x0+14, y, x1-x0-20, d.directWord()+" there")
		return
	}
	x := from.x1 + 8
	outer, _ := d.arcReach(x)
	d.stroke(fmt.Sprintf("M%d %dC%d %d %d %d %d %d", from.x1, from.y, x+outer, from.y, x+outer, to.y, x+10, to.y))
	d.tip(x, to.y, -1, true)
	if room := d.width - x - 10; d.narrow {
		y := from.y - 29
		if to.y < from.y {
			y = from.y + 22 // the arc goes up
		}
		d.label(x+4, y, room, d.directWord(), "there")
	}
}

func (d *drawing) directWord() string {
	if d.img.Owners[d.path.Target].Kind == image.OwnerCode {
		return "goes"
	}
	return "points"
}
