package picture

// Labels of the path: what its two arrows do, said beside them and never under them.

// curve is a cubic Bézier curve.
type curve [4][2]int

// at is a point of a curve, n/64 along it.
func (c *curve) at(n int) (x, y int) {
	t, s := n, 64-n
	a, b, e, f := s*s*s, 3*s*s*t, 3*s*t*t, t*t*t
	return (a*c[0][0] + b*c[1][0] + e*c[2][0] + f*c[3][0]) >> 18, (a*c[0][1] + b*c[1][1] + e*c[2][1] + f*c[3][1]) >> 18
}

// box is where a label is: its left and right edge, and its top and bottom.
type box struct{ x0, x1, y0, y1 int }

// crosses tells whether a curve passes through a box, or so near that it seems to.
func (c *curve) crosses(b box) bool {
	for n := range 65 {
		if x, y := c.at(n); x > b.x0-5 && x < b.x1+5 && y > b.y0-4 && y < b.y1+4 {
			return true
		}
	}
	return false
}

// pathCurves are the two arrows of the path.
func (d *drawing) pathCurves() []curve {
	from, cell, target := d.caller, d.cell, d.target
	mid := (from.x1 + cell.label) / 2
	curves := []curve{{{from.x1, from.y}, {mid, from.y}, {mid, cell.y}, {cell.label, cell.y}}}
	if target.col != cell.col {
		start, left, leave := cell.label-4, target.x1, cell.y+22
		bend := max((start-left)/2, 20)
		curves = append(curves, curve{{start, leave}, {start - bend, leave}, {left + bend, target.y}, {left, target.y}})
	}
	return curves
}

// pathLabels says what the two arrows do, away from the lines and from each other.
func (d *drawing) pathLabels() {
	from, cell, target := d.caller, d.cell, d.target
	curves := d.pathCurves()
	x := from.x1 + 14
	number := "cell " + thousands(uint64(d.path.Cell))
	y := from.y - 14 // above a line that goes down or straight on
	if cell.y < from.y-16 {
		y = from.y + 22
	}
	var placed []box
	if b, ok := d.beside(curves, nil, x, y, cell.label-x-6, []string{"reads " + number}, []string{"reads", number}); ok {
		placed = append(placed, b)
	}
	if target.col == cell.col {
		return
	}
	room := cell.label - x - 6
	if d.dense >= withoutRibbon {
		room = d.col[1].x - x - 8 // the rows below the cells have no addresses
	}
	y = target.y + 24 // below a line that comes from above
	if cell.y+22 > target.y+16 {
		y = target.y - 12
	}
	d.beside(curves, placed, x+2, y, room, []string{"goes where it points"}, []string{"goes where", "it points"}, []string{"goes", "there"})
}

// beside writes a label in the first of several wordings that fits, as near to y as the arrows and the other labels allow,
// and not at all where there is no room.
func (d *drawing) beside(curves []curve, placed []box, x, y, room int, wordings ...[]string) (box, bool) {
	const far = 96
	highest := min(d.caller.y, d.cell.y, d.target.y) - 40
	for _, lines := range wordings {
		wide, high := 0, 17*(len(lines)-1)
		for _, line := range lines {
			wide = max(wide, width("lab", line))
		}
		if wide > room {
			continue
		}
		for step := 0; step <= far; step += 3 {
			for _, top := range [...]int{y - step, y + step} {
				b := box{x, x + wide, top - 12, top + high + 4}
				if b.y0 > highest && !crossed(curves, b) && !overlaps(placed, b) {
					d.label(x, top, room, lines...)
					return b, true
				}
			}
		}
	}
	return box{}, false
}

func crossed(curves []curve, b box) bool {
	for i := range curves {
		if curves[i].crosses(b) {
			return true
		}
	}
	return false
}

func overlaps(boxes []box, b box) bool {
	for _, a := range boxes {
		if a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1 {
			return true
		}
	}
	return false
}

// label writes what an arrow does.
func (d *drawing) label(x, y, room int, lines ...string) {
	for i, line := range lines {
		d.text(x, y+17*i, "lab", fit("lab", line, room))
		d.lowest = max(d.lowest, y+17*i+8)
	}
}
