package picture

import "linkplay/linkcore/image"

// wedges join the ribbon to the columns: what is loaded where. They stay below the columns until all columns have ended,
// so that they never lie over an arrow.
func (d *drawing) wedges(pieces []piece) {
	base := d.ribbonTop - d.wedge()
	for i := range d.col {
		c := &d.col[i]
		loads := d.loads(c, pieces)
		for n, l := range loads {
			// Each has its share of the column's foot.
			x0, x1 := c.x+c.w*n/len(loads), c.x+c.w*(n+1)/len(loads)
			d.path2("wedge", "M", l.x0, d.ribbonTop, "L", x0, base, "H", x1, "L", l.x1, d.ribbonTop)
			if c.bottom+4 < base {
				d.path2("line", "M", x0, c.bottom+2, "V", base, "M", x1, c.bottom+2, "V", base)
			}
		}
		for n, l := range loads {
			x0, x1 := c.x+c.w*n/len(loads), c.x+c.w*(n+1)/len(loads)
			mid := (3*(x0+x1) + l.x0 + l.x1) / 8
			d.textMiddle(mid, base+19, "cap", fit("cap", l.says, x1-x0-10))
		}
	}
}

// load is a stretch of the file that becomes a part of a column.
type load struct {
	x0, x1 int // on the ribbon
	says   string
}

// loads joins segments of a column that follow one another in the file as well.
func (d *drawing) loads(c *column, pieces []piece) []load {
	var out []load
	for b := 0; b < len(c.blocks); b++ {
		from, to, says := c.blocks[b].off, c.blocks[b].fileEnd, c.blocks[b].short
		for b+1 < len(c.blocks) && c.blocks[b+1].off >= from && !d.between(pieces, to, c.blocks[b+1].off) {
			b++
			to = max(to, c.blocks[b].fileEnd)
			says += " and " + c.blocks[b].short
		}
		if x0, x1, found := extent(pieces, from, to); found {
			out = append(out, load{x0, x1, says})
		}
	}
	return out
}

// between tells whether the file has something that another column shows between two offsets.
func (d *drawing) between(pieces []piece, from, to uint64) bool {
	for i := range pieces {
		p := &pieces[i]
		if p.off >= from && p.off < to && p.kind != image.OwnerPadding {
			return true
		}
	}
	return false
}

// extent is where a stretch of the file lies on the ribbon.
func extent(pieces []piece, from, to uint64) (x0, x1 int, found bool) {
	for i := range pieces {
		p := &pieces[i]
		if p.off+p.size <= from || p.off >= to {
			continue
		}
		if !found {
			x0 = p.x
		}
		x1, found = p.x+p.w, true
	}
	return x0, x1, found
}
