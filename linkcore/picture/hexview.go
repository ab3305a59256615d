package picture

import (
	"strings"

	"linkplay/linkcore/image"
)

const (
	byteW   = 24 // a cell of the hex grid
	hexRowH = 24
)

// Hex draws the file as rows of bytes, coloured by owner: the head of the file, the rows of the path, and the end; what
// lies between is folded, with a count.
func Hex(img *image.Image, opt Options) *Picture {
	d := newDrawing(img, opt)
	per := 8
	for _, n := range []int{16, 32} {
		if 90+n*byteW+n/8*8+n*8 < d.width {
			per = n
		}
	}
	t := d.table("Hex", sayBytes(uint64(len(img.File)))+", coloured by owner", nil, nil)
	t.y -= 24
	rows := (len(img.File) + per - 1) / per
	next := 0
	for _, row := range rowsToShow(rows, max(6, 320/per), d.hexWanted(per)) {
		if row > next {
			t.foldedBytes(next*per, row*per)
		}
		next = row + 1
		d.hexRow(t.y, row*per, per)
		t.y += hexRowH
	}
	p := d.finish(t.y + 12)
	p.Desc = "The bytes of the file, " + sayBytes(uint64(len(img.File))) + ", coloured by who owns them."
	return p
}

// hexWanted is the rows that hold the path and the focus.
func (d *drawing) hexWanted(per int) []int {
	var rows []int
	if d.path.Reloc >= 0 {
		rows = append(rows, int(d.img.Relocs[d.path.Reloc].Off)/per)
	}
	if d.path.HasCell {
		rows = append(rows, int(d.img.Cells[d.path.Cell].Off)/per)
	}
	for _, o := range []uint32{d.path.Target, d.opt.Focus} {
		if o != 0 && d.img.Owners[o].Kind != image.OwnerBSS && d.img.Owners[o].Off < uint64(len(d.img.File)) {
			rows = append(rows, int(d.img.Owners[o].Off)/per)
		}
	}
	return rows
}

func (t *table) foldedBytes(from, to int) {
	says := "… " + sayBytes(uint64(to-from)) + " from " + hexOff(uint64(from))
	t.group("fold", 0, from, says, func() {
		t.path2("gap", "M", 16, t.y+12, "h", 60)
		t.text(86, t.y+17, "cap", says)
	})
	t.y += hexRowH
}

// hexRow draws one row: runs of one owner are one rectangle and one text per eight bytes.
func (d *drawing) hexRow(y, from, per int) {
	file := d.img.File
	to := min(from+per, len(file))
	d.textEnd(78, y+16, "addr", hexOff(uint64(from)))
	var outlines []Node // over all runs of the row
	for at := from; at < to; {
		owner, end := d.runAt(at, to)
		for end < to {
			next, stop := d.runAt(end, to)
			if next != owner {
				break
			}
			end = stop
		}
		d.group("bytes", owner, at, name(d.img, owner)+", "+sayBytes(uint64(end-at))+" at "+hexOff(uint64(at)), func() {
			for at < end {
				stop := min(end, (at/8+1)*8)
				outlines = append(outlines, d.byteRun(y, at, stop, from, owner)...)
				at = stop
			}
		})
	}
	d.nodes = append(d.nodes, outlines...)
	x := 90 + byteW*per + 8*(per/8)
	d.text(x, y+16, "by", fit("by", ascii(file[from:to]), d.width-x-4))
}

// runAt is who owns a byte and where that ends, at the latest at to.
func (d *drawing) runAt(at, to int) (owner uint32, end int) {
	i := d.img.SpanAt(uint64(at))
	if i < 0 {
		return 0, to
	}
	s := &d.img.Spans[i]
	return s.Owner, min(to, int(s.Off)+int(s.Len))
}

// byteRun draws up to eight bytes of one owner; those that the path speaks of are lit.
func (d *drawing) byteRun(y, at, stop, row int, owner uint32) (outlines []Node) {
	for at < stop {
		lit := d.litByte(at)
		end := at + 1
		for end < stop && d.litByte(end) == lit {
			end++
		}
		x := 90 + (at-row)*byteW + (at-row)/8*8
		class, text := "byte", "by"
		if lit {
			class, text = "byte lit", "by on"
		}
		d.rect(x, y+1, (end-at)*byteW, hexRowH-3, classes(class, d.class(owner)))
		d.path2("under "+d.class(owner), "M", x, y+hexRowH-1, "h", (end-at)*byteW)
		d.bytesAt(x+5, y+16, text, d.img.File[at:end])
		if lit {
			outlines = append(outlines, Node{K: "rect", X: x, Y: y + 1, W: (end - at) * byteW, H: hexRowH - 3, C: "outline", Off: -1})
		}
		at = end
	}
	return outlines
}

// bytesAt writes bytes in the grid: stretched to it, since fonts differ in width.
func (d *drawing) bytesAt(x, y int, class string, b []byte) {
	const pair = 14 // two digits
	d.nodes = append(d.nodes, Node{K: "text", X: x, Y: y, W: (len(b)-1)*byteW + pair, C: class, T: bytesText(b), Off: -1})
}

func (d *drawing) litByte(at int) bool {
	if d.path.Reloc >= 0 {
		r := &d.img.Relocs[d.path.Reloc]
		if off := int(r.Off); at >= off && at < off+d.img.RelocTypes[r.Type].Bytes() {
			return true
		}
	}
	if d.path.HasCell {
		if off := int(d.img.Cells[d.path.Cell].Off); at >= off && at < off+d.cellBytes() {
			return true
		}
	}
	o := d.path.Target
	if o == 0 || d.img.Owners[o].Kind == image.OwnerBSS {
		return false
	}
	off := int(d.img.Owners[o].Off)
	return at >= off && at < off+int(d.img.Owners[o].Size)
}

func ascii(b []byte) string {
	var s strings.Builder
	for _, c := range b {
		if c < ' ' || c > '~' {
			s.WriteRune('·')
		} else {
			s.WriteByte(c)
		}
	}
	return s.String()
}
