package picture

import (
	"strconv"

	"linkplay/linkcore/image"
)

// got draws the GOT as a box with a row for each cell.
func (d *drawing) got(c, y int, it *item) int {
	col := &d.col[c]
	from, to := d.cellsIn(it)
	says := counted(uint64(to-from), "cell")
	if to > from && it.size%uint64(to-from) == 0 {
		says += " × " + counted(it.size/uint64(to-from), "byte")
	}
	top := y
	outer := d.nodes
	d.nodes = nil
	lit := d.path.HasCell || d.opt.Focus == it.owner
	d.letter(col.x+8, y+5, d.class(it.owner), d.img.Letter(it.owner))
	d.text(col.x+32, y+17, "nm on", "GOT")
	short := says
	if width("cap", says) > col.w-82 {
		short = counted(uint64(to-from), "cell")
	}
	d.textEnd(col.x+col.w-10, y+17, "cap", fit("cap", short, col.w-80))
	d.rows[it.owner] = d.spotAt(c, y+13, 0)
	y += rowH + 1
	keep := d.cellsToShow(from, to)
	for i := from; i < to; {
		if keep(i) {
			y = d.cellRow(c, y, i)
			i++
			continue
		}
		j := i
		for j < to && !keep(j) {
			j++
		}
		y = d.foldedCells(c, y, i, j)
		i = j
	}
	y += 3
	d.nodes, outer = outer, d.nodes
	d.group("got", it.owner, it.off, "GOT, "+says+" at "+hexAddr(it.addr), func() {
		class := "blk own-got"
		if lit {
			class += " lit"
		}
		if d.opt.Focus == it.owner {
			class += " sel"
		}
		d.rect(col.x, top, col.w, y-top, class)
		d.nodes = append(d.nodes, outer...)
	})
	return y + rowG + 2
}

// cellsIn returns the cells that lie in a row of memory.
func (d *drawing) cellsIn(it *item) (from, to int) {
	cells := d.img.Cells
	from = len(cells)
	for i := range cells {
		if off := int(cells[i].Off); off >= it.off && off < it.off+int(it.size) {
			from, to = min(from, i), i+1
		}
	}
	return min(from, to), to
}

// cellsToShow tells which cells of a large GOT stay open: the first, the last, the lit one and its neighbours, and those
// that the caller reads as well.
func (d *drawing) cellsToShow(from, to int) func(int) bool {
	few := 12
	if d.dense >= fewCells {
		few = 4
	}
	if to-from <= few {
		return func(int) bool { return true }
	}
	keep := map[int]bool{from: true, from + 1: true, to - 1: true}
	if few == 4 && d.path.HasCell {
		clear(keep)
	}
	if d.path.HasCell {
		for i := -1; i <= 1; i++ {
			keep[int(d.path.Cell)+i] = true
		}
	}
	if focus := d.opt.Focus; focus != 0 && d.img.Owners[focus].Cell != 0 {
		keep[int(d.img.Owners[focus].Cell)-1] = true
	}
	for _, ref := range d.refs {
		if len(keep) < few && few == 12 {
			if i := cellOf(d.img, &d.img.Relocs[ref.reloc]); i >= 0 {
				keep[i] = true
			}
		}
	}
	return func(i int) bool { return keep[i] }
}

func (d *drawing) foldedCells(c, y, from, to int) int {
	col := &d.col[c]
	says := "… " + counted(uint64(to-from), "cell")
	middle := &d.img.Cells[(from+to)/2]
	table := uint32(0)
	if at := d.img.SpanAt(uint64(middle.Off)); at >= 0 { // a fault can leave a cell without room
		table = d.img.Spans[at].Owner
	}
	d.group("fold", table, int(middle.Off), says, func() {
		d.rect(col.x+6, y, col.w-12, cellH, "blk fold")
		d.text(col.x+14, y+16, "cap", says)
	})
	return y + cellH + 3
}

// cellLabel says what a cell holds.
func cellLabel(img *image.Image, i int, addr uint64) string {
	cell := &img.Cells[i]
	label := "cell " + strconv.Itoa(i) + " at " + hexAddr(addr)
	switch {
	case img.Misleads(i):
		return label + " holds " + hexAddr(cell.Value) + ", not the address of " + name(img, cell.Owner)
	case cell.Owner != 0 && (cell.Tag == "" || cell.Tag == "got"):
		return label + " holds " + hexAddr(cell.Value) + ", the address of " + name(img, cell.Owner)
	case cell.Owner != 0:
		return label + " holds " + hexAddr(cell.Value) + ", " + cell.Tag + " of " + name(img, cell.Owner)
	case cell.Tag == "" || cell.Tag == "free":
		return label + " is free"
	default:
		return label + ", " + cell.Tag
	}
}

// cellWhose is the name that stands in a cell's row.
func cellWhose(img *image.Image, i int) string {
	cell := &img.Cells[i]
	switch {
	case cell.Owner == 0:
		return cell.Tag
	case cell.Tag == "" || cell.Tag == "got":
		return name(img, cell.Owner)
	default:
		return cell.Tag + " " + name(img, cell.Owner)
	}
}

// cellRow draws one cell: number, what it holds, whose address that is; the lit one with its bytes.
func (d *drawing) cellRow(c, y, i int) int {
	col, cell := &d.col[c], &d.img.Cells[i]
	addr, _ := d.img.AddrOf(uint64(cell.Off))
	lit := d.path.HasCell && int(d.path.Cell) == i
	h, class, strong := cellH, "cellbox", ""
	if lit {
		h, class, strong = 47, "hot own-got", "on"
	}
	w := 0
	d.group("cell", cell.Owner, int(cell.Off), cellLabel(d.img, i, addr), func() {
		x, right := col.x+6, col.x+col.w-14
		d.rect(x, y, col.w-12, h, class)
		d.rect(x, y, 5, h, classes("mark", d.class(cell.Owner)))
		w = d.addr(c, y+16, addr, strong)
		number := strconv.Itoa(i)
		after := x + 12 + max(width("code", number), 10)
		d.textEnd(after, y+16, classes("code", strong), number)
		value := hexAddr(cell.Value)
		if cell.Owner == 0 {
			value = ""
		}
		after += 9
		room := right - after
		if lit {
			d.disc(right-4, y+13, 2)
			right -= 20
			room -= 20
		}
		whose := cellWhose(d.img, i)
		if width("code", value)+50 > room {
			value = "" // a narrow column and a long address: whose it is says more, and the bytes are below
		}
		d.text(after, y+16, classes("code", strong), value)
		if value != "" {
			room -= width("code", value) + 7
		}
		d.textEnd(right, y+16, classes("nm", strong), fit(classes("nm", strong), whose, room))
		if end := int(cell.Off) + d.cellBytes(); lit && end <= len(d.img.File) {
			bytes := bytesText(d.img.File[cell.Off:end])
			from := after
			if width("by", bytes) > col.x+col.w-12-from {
				from = x + 11
			}
			d.text(from, y+38, "by on", fit("by", bytes, col.x+col.w-8-from))
		}
	})
	d.cells[i] = d.spotAt(c, y+13, w)
	if lit {
		d.cell = d.cells[i]
	}
	return y + h + 3
}

// cellBytes is the width of a cell.
func (d *drawing) cellBytes() int {
	if width := d.img.CellWidth(); width > 0 {
		return width
	}
	return 8
}
