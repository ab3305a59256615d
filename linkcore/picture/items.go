package picture

import (
	"fmt"
	"sort"
	"strings"

	"linkplay/linkcore/image"
)

// path2 makes a path of words and numbers.
func (d *drawing) path2(class string, words ...any) {
	d.canvas.path(strings.TrimSuffix(strings.ReplaceAll(strings.ReplaceAll(fmt.Sprintln(words...), "\n", ""), " -", "-"), " "), class)
}

// item draws one row of column c at y and returns the y below it.
func (d *drawing) item(c, y int, it *item) int {
	switch {
	case it.mark != "" && d.dense >= lowRows:
		return y
	case it.mark != "":
		col := &d.col[c]
		d.textEnd(col.labels, y+13, "addr", hexAddr(it.addr))
		d.text(col.x+2, y+13, "cap", fit("cap", it.mark, col.w))
		return y + 22
	case it.folded > 0:
		return d.foldedRow(c, y, it)
	case it.kind == image.OwnerPadding:
		return d.padding(c, y, it)
	case it.kind == image.OwnerGOT && len(d.img.Cells) > 0:
		return d.got(c, y, it)
	case d.path.holds(it.owner) && it.off >= 0 || it.owner == d.opt.Focus && d.img.Owners[it.owner].NParts > 0 || d.isEntry(it):
		return d.open(c, y, it)
	default:
		return d.closed(c, y, it)
	}
}

// isEntry tells whether an atom is where the program starts, in a picture that has no path to open.
func (d *drawing) isEntry(it *item) bool {
	o := &d.img.Owners[it.owner]
	return d.path.Target == 0 && d.path.Caller == 0 && d.img.HasEntry && it.addr == d.img.Entry && o.NParts > 0
}

func (d *drawing) spotAt(c, y, addr int) spot {
	col := &d.col[c]
	return spot{drawn: true, col: c, y: y, x0: col.x, x1: col.x + col.w, label: col.labels - addr - 6}
}

// addr writes an address beside a column and returns its width.
func (d *drawing) addr(c, y int, addr uint64, class string) int {
	text := hexAddr(addr)
	d.textEnd(d.col[c].labels, y, classes("addr", class), text)
	return width("addr", text)
}

// closed draws a row that only says whose it is and how large.
func (d *drawing) closed(c, y int, it *item) int {
	col, o := &d.col[c], &d.img.Owners[it.owner]
	says := d.sizeText(it)
	label := name(d.img, it.owner) + ", " + sayBytes(it.size) + " at " + hexAddr(it.addr)
	if it.off < 0 {
		label += ", not in the file"
	}
	h := rowH
	low := d.dense >= lowRows && it.owner != d.opt.Focus && !d.path.holds(it.owner)
	if low {
		h = lowH
	}
	lit := ""
	if it.owner == d.opt.Focus || d.path.holds(it.owner) {
		lit = "sel"
	}
	d.group("atom", it.owner, it.off, label, func() {
		d.rect(col.x, y, col.w, h, classes("blk", d.class(it.owner), lit))
		w := 0
		if !low || d.dense < withoutRibbon {
			w = d.addr(c, y+h/2+4, it.addr, on(lit))
		}
		d.letter(col.x+8, y+h/2-8, d.class(it.owner), d.img.Letter(it.owner))
		right := col.x + col.w - 10
		if role := d.path.role(it.owner); role > 0 {
			right -= 20
		}
		room := right - col.x - 32
		for _, shorter := range []string{d.shortSize(it), roughly(it.size), ""} {
			if width(classes("nm", on(lit)), o.Name)+12+width("cap", says) > room {
				says = shorter // the name says more
			}
		}
		shown := fit(classes("nm", on(lit)), printable(o.Name), room)
		d.text(col.x+32, y+h/2+4, classes("nm", on(lit)), shown)
		d.textEnd(right, y+h/2+4, "cap", fit("cap", says, room-width("nm", shown)-8))
		if role := d.path.role(it.owner); role > 0 {
			d.disc(col.x+col.w-16, y+h/2, role)
		}
		d.rows[it.owner] = d.spotAt(c, y+h/2, w)
	})
	if s := d.rows[it.owner]; it.owner == d.path.Target {
		d.target = s
	} else if it.owner == d.path.Caller {
		d.caller = s
	}
	if it.off >= 0 {
		d.refer(it, d.rows[it.owner], 2)
	}
	return y + h + rowG
}

func on(lit string) string {
	if lit == "" {
		return ""
	}
	return "on"
}

func sayBytes(n uint64) string { return counted(n, "byte") }

func (d *drawing) shortSize(it *item) string {
	if it.off < 0 {
		return roughly(it.size) + ", not in the file"
	}
	return sayBytes(it.size)
}

// sizeText is what a closed row says on its right: the value of a variable, or the size.
func (d *drawing) sizeText(it *item) string {
	o := &d.img.Owners[it.owner]
	switch {
	case it.off < 0:
		return sayBytes(it.size) + ", not in the file"
	case o.NParts == 1 && d.img.Code != nil && o.Kind != image.OwnerCode:
		p := d.img.Code.Part(int(o.Parts))
		if text := d.partText(&p, 0, 0); text != "" {
			return text
		}
	}
	return sayBytes(it.size)
}

// foldedRow stands for many atoms. Who points at it points at the one in the middle, around which the run opens: a few
// steps lead to any of them.
func (d *drawing) foldedRow(c, y int, it *item) int {
	col := &d.col[c]
	says := "… " + counted(uint64(it.folded), "atom")
	d.group("fold", it.middle, it.off, says+", "+roughly(it.size)+", from "+hexAddr(it.addr), func() {
		d.rect(col.x, y, col.w, rowH, "blk fold")
		d.addr(c, y+17, it.addr, "")
		d.text(col.x+10, y+17, "nm", fit("nm", says, col.w-80))
		d.textEnd(col.x+col.w-10, y+17, "cap", fit("cap", roughly(it.size), col.w-width("nm", says)-30))
	})
	return y + rowH + rowG
}

// padding draws bytes that are there for the sake of the next address: a thin hatched strip.
func (d *drawing) padding(c, y int, it *item) int {
	col := &d.col[c]
	d.group("pad", it.owner, it.off, sayBytes(it.size)+" of padding at "+hexAddr(it.addr), func() {
		d.rect(col.x, y-rowG+1, col.w, padH-2, "blk own-padding")
		d.canvas.path(hatch(col.x, y-rowG+1, col.w, padH-2), "hatch own-padding")
	})
	return y - rowG + padH + 1
}

// hatch is slanted lines inside a rectangle, 12 px apart.
func hatch(x, y, w, h int) string {
	var s strings.Builder
	for at := x + 6; at+h <= x+w; at += 12 {
		fmt.Fprintf(&s, "M%d %dl%d -%d", at, y+h, h, h)
	}
	return s.String()
}

// open draws an atom on the path with its instructions.
func (d *drawing) open(c, y int, it *item) int {
	col, o := &d.col[c], &d.img.Owners[it.owner]
	role := d.path.role(it.owner)
	top := y
	outer := d.nodes
	d.nodes = nil
	w := d.addr(c, y+17, it.addr, "on")
	d.letter(col.x+8, y+5, d.class(it.owner), d.img.Letter(it.owner))
	right := col.x + col.w - 10
	if role > 1 {
		d.disc(right-8, y+13, role)
		right -= 26
	}
	size := sayBytes(it.size)
	room := right - col.x - 40
	if width("nm on", o.Name)+12+width("cap", size) <= room {
		d.textEnd(right, y+17, "cap", size)
	}
	d.text(col.x+32, y+17, "nm on", fit("nm on", printable(o.Name), room))
	here := d.spotAt(c, y+13, w)
	d.rows[it.owner] = here
	switch it.owner {
	case d.path.Target:
		d.target = here
	case d.path.Caller:
		d.caller = here // unless an instruction of it is drawn
	}
	y = d.parts(c, y+rowH, it)
	d.nodes, outer = outer, d.nodes
	d.group("atom lit", it.owner, it.off, name(d.img, it.owner)+", "+size+" at "+hexAddr(it.addr), func() {
		lit := "lit"
		if it.owner == d.opt.Focus {
			lit = "lit sel"
		}
		d.rect(col.x, top, col.w, y-top, classes("blk", d.class(it.owner), lit))
		d.nodes = append(d.nodes, outer...)
	})
	return y + rowG + 2
}

// parts draws the instructions of an open atom around the one that makes the reference.
func (d *drawing) parts(c, y int, it *item) int {
	o := &d.img.Owners[it.owner]
	if d.img.Code == nil || o.NParts == 0 {
		return y + 2
	}
	lit := -1
	if it.owner == d.path.Caller && d.path.Reloc >= 0 {
		lit = d.partAt(o, it.off, int(d.img.Relocs[d.path.Reloc].Off))
	}
	// Of the caller six rows, of the target three; on a phone the call alone, the target as one line.
	n, before, after := int(o.NParts), 2, 3
	switch {
	case lit < 0 && d.path.Caller == 0:
		before, after = 0, 9 // alone in the picture: there is room
	case lit < 0:
		before, after = 0, 2
	}
	if d.narrow && d.width < 560 || d.dense >= pathOnly && (lit >= 0 || d.path.Caller != 0) {
		before, after = 0, 0
		if lit < 0 {
			return d.oneLine(c, y, it)
		}
	}
	first := max(0, min(lit-before, n-1-before-after))
	last := min(n-1, max(first+before+after, lit))
	if lit < 0 {
		first, last = 0, min(n-1, after)
	}
	if before == 0 && after == 0 && lit >= 0 {
		first, last = lit, lit
	}
	if first > 0 {
		y = d.more(c, y, 0, first, "earlier", it)
	}
	for i := first; i <= last; i++ {
		y = d.part(c, y, it, i, i == lit)
	}
	if last < n-1 {
		y = d.more(c, y, last+1, n, "more", it)
	}
	return y + 4
}

// partAt finds the part of an atom that holds a file offset.
func (d *drawing) partAt(o *image.Owner, atomOff, off int) int {
	if off < atomOff {
		return -1
	}
	at := uint32(off - atomOff)
	i := sort.Search(int(o.NParts), func(i int) bool { return d.img.Code.Part(int(o.Parts)+i).Off > at }) - 1
	// Labels and line marks have no bytes: step over those that start at the same place.
	for ; i >= 0; i-- {
		if p := d.img.Code.Part(int(o.Parts) + i); p.Len > 0 {
			if at < p.Off+p.Len {
				return i
			}
			return -1
		}
	}
	return -1
}

// more says how many parts, from one to another, are not shown.
func (d *drawing) more(c, y, from, to int, word string, it *item) int {
	one, o := "instruction", &d.img.Owners[it.owner]
	if o.Kind != image.OwnerCode && it.kind != image.OwnerLazy {
		one = "value"
	}
	for i := from; i < to && one == "instruction"; i++ {
		if kind := d.img.Code.Part(int(o.Parts) + i).Kind; kind != "instruction" {
			one = "part" // among them zeros, or bytes as they are
		}
	}
	d.text(d.col[c].x+14, y+15, "cap", strings.Replace(counted(uint64(to-from), one), " ", " "+word+" ", 1))
	return y + 22
}

// oneLine draws the whole of a small target in one line.
func (d *drawing) oneLine(c, y int, it *item) int {
	o := &d.img.Owners[it.owner]
	var texts []string
	for i := range min(int(o.NParts), 6) {
		p := d.img.Code.Part(int(o.Parts) + i)
		texts = append(texts, d.partText(&p, it.off+int(p.Off), 8))
	}
	if o.NParts > 6 {
		texts = append(texts, "…")
	}
	d.text(d.col[c].x+14, y+16, "code on", fit("code", strings.Join(texts, "; "), d.col[c].w-24))
	return y + 26
}

// partText is how the description says a part, or up to most of its bytes when no line says it.
func (d *drawing) partText(p *image.Part, off, most int) string {
	text := p.Text
	if text == "" && d.opt.Line != nil && p.Line > 0 {
		text = d.opt.Line(p.Line)
	}
	if text = squeeze(text); text != "" || most == 0 {
		return text
	}
	n := min(int(p.Len), most)
	if off < 0 || off+n > len(d.img.File) {
		return ""
	}
	if text = bytesText(d.img.File[off : off+n]); n < int(p.Len) {
		text += " …"
	}
	return text
}

// squeeze takes a comment off a line of the description, and the blanks that align operands out of it.
func squeeze(line string) string {
	var b strings.Builder
	quoted := false
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case quoted:
			b.WriteByte(c)
			if c == '\\' && i+1 < len(line) {
				i++
				b.WriteByte(line[i])
			}
			quoted = c != '"'
		case c == '\'' && i+2 < len(line) && line[i+2] == '\'': // '#' is a number
			b.WriteString(line[i : i+3])
			i += 2
		case c == '#':
			return printable(strings.TrimSpace(b.String()))
		case c == ' ' || c == '\t' || c == '\r':
			if n := b.Len(); n > 0 && b.String()[n-1] != ' ' {
				b.WriteByte(' ')
			}
		default:
			quoted = c == '"'
			b.WriteByte(c)
		}
	}
	return printable(strings.TrimSpace(b.String()))
}

// part draws an instruction or a value; the lit one with its bytes.
func (d *drawing) part(c, y int, it *item, i int, lit bool) int {
	col, o := &d.col[c], &d.img.Owners[it.owner]
	p := d.img.Code.Part(int(o.Parts) + i)
	off, addr := it.off+int(p.Off), it.addr+uint64(p.Off)
	text := d.partText(&p, off, 10)
	class := "code"
	if it.owner == d.path.Target && it.owner != d.path.Caller {
		class = "code on"
	}
	if !lit {
		d.group("part", it.owner, off, text+" at "+hexAddr(addr), func() {
			if p.Off > 0 {
				d.addr(c, y+17, addr, "")
			}
			d.text(col.x+14, y+17, class, fit("code", text, col.w-24))
		})
		at := d.spotAt(c, y+13, 0)
		d.refer(&item{owner: it.owner, off: off, size: uint64(p.Len)}, at, 1)
		return y + rowH
	}
	d.group("part lit", it.owner, off, text+" at "+hexAddr(addr), func() {
		if p.Off > 0 {
			d.addr(c, y+19, addr, "on")
		}
		d.rect(col.x+6, y, col.w-12, litH-4, classes("hot", d.class(it.owner)))
		d.text(col.x+14, y+19, "code on", fit("code", text, col.w-48))
		d.disc(col.x+col.w-20, y+15, 1)
		d.litBytes(col.x+14, y+38, col.w-28, off, int(p.Len))
	})
	d.caller = spot{drawn: true, col: c, y: y + 21, x0: col.x + 6, x1: col.x + col.w - 6, label: col.x + 6}
	return y + litH
}

// refer remembers up to most relocations inside a drawn row, for the quiet arrows.
func (d *drawing) refer(it *item, from spot, most int) {
	const enough = 48
	relocs := d.img.Relocs
	i := sort.Search(len(relocs), func(i int) bool { return int(relocs[i].Off) >= it.off })
	for ; i < len(relocs) && uint64(relocs[i].Off) < uint64(it.off)+it.size && most > 0 && len(d.refs) < enough; i++ {
		if i != d.path.Reloc && leads(d.img, &relocs[i]) {
			d.refs = append(d.refs, reference{from, i})
			most--
		}
	}
}
