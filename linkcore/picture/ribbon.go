package picture

import (
	"strconv"
	"strings"

	"linkplay/linkcore/image"
)

// piece is a stretch of the ribbon.
type piece struct {
	owner  uint32
	kind   image.OwnerKind
	off    uint64
	size   uint64
	folded int  // owners it stands for
	loaded bool // some segment maps it
	lit    bool // on the path
	short  bool // drawn shorter than its bytes deserve
	x, w   int
}

const (
	ribbonH = 34
	wedgeH  = 50
)

// wedge is how far the ribbon is from the columns.
func (d *drawing) wedge() int {
	if d.dense >= withoutScale {
		return 36
	}
	return wedgeH
}

// file draws the file as a ribbon below the columns, wedges that say what is loaded where, and a strip to scale.
func (d *drawing) file(y int) int {
	if len(d.img.File) == 0 {
		return y + 8
	}
	if d.narrow && d.width < 560 {
		return d.strip(y+18, true) + 10
	}
	if d.dense >= withoutRibbon {
		return max(y, d.lowest)
	}
	d.ribbonTop = max(y, d.lowest) + d.wedge()
	x0, x1 := d.ends()
	pieces := d.pieces()
	scale(pieces, x0, x1)
	d.wedges(pieces)
	top := d.ribbonTop
	d.textEnd(x0-8, top+14, "h2", "File")
	size := sayBytes(uint64(len(d.img.File)))
	if width("cap", size) > x0-10 {
		size = roughly(uint64(len(d.img.File)))
	}
	d.textEnd(x0-8, top+31, "cap", fit("cap", size, x0-10))
	for i := range pieces {
		d.piece(&pieces[i], top)
	}
	d.litPieces(pieces, top)
	d.rulers(pieces, top+ribbonH)
	if d.dense >= withoutScale {
		return top + ribbonH + 22
	}
	return d.strip(top+ribbonH+58, false) + 10
}

// ends are the left and right edge of the file's drawing: those of the columns.
func (d *drawing) ends() (x0, x1 int) {
	switch {
	case len(d.col[0].blocks) == 0:
		return 96, d.width - 26 // nothing is loaded: the ribbon is all there is
	case d.narrow:
		return d.col[0].x, d.width - 26
	default:
		return d.col[0].x, d.col[1].x + d.col[1].w
	}
}

// pieces cuts the file: every row that the columns show has its own piece, what lies between them is closed.
func (d *drawing) pieces() []piece {
	shown := func(owner uint32) bool { _, ok := d.rows[owner]; return ok }
	var out []piece
	for i := range d.img.Spans {
		s := &d.img.Spans[i]
		kind := d.img.Owners[s.Owner].Kind
		n := len(out)
		if n > 0 && out[n-1].owner == s.Owner && out[n-1].folded <= 1 {
			out[n-1].size += uint64(s.Len)
			continue
		}
		_, loaded := d.img.AddrOf(uint64(s.Off))
		if kind == image.OwnerPadding && n > 0 && (s.Len < 8 || out[n-1].folded > 0 || uint64(s.Len)*4 <= out[n-1].size) {
			out[n-1].size += uint64(s.Len) // too little to be told apart
			continue
		}
		lit := d.path.holds(s.Owner) || d.path.HasCell && kind == image.OwnerGOT
		atom := loaded && !shown(s.Owner) && kind != image.OwnerGOT && kind != image.OwnerHeader
		if n > 200 && !lit {
			atom = true // a foreign file with very many tables: no ribbon can show them all
		}
		if atom && n > 0 && out[n-1].folded > 0 && out[n-1].loaded == loaded {
			out[n-1].size += uint64(s.Len)
			if out[n-1].owner != s.Owner {
				out[n-1].folded++
				out[n-1].owner = s.Owner
			}
			continue
		}
		p := piece{owner: s.Owner, kind: kind, off: uint64(s.Off), size: uint64(s.Len), loaded: loaded, lit: lit}
		if atom {
			p.folded = 1
		}
		out = append(out, p)
	}
	return merge(out)
}

// merge closes pieces when a file of many tables has more of them than a ribbon can show.
func merge(pieces []piece) []piece {
	const most = 40
	for len(pieces) > most {
		best, least := -1, ^uint64(0)
		for i := 0; i+1 < len(pieces); i++ {
			a, b := &pieces[i], &pieces[i+1]
			if total := a.size + b.size; !a.lit && !b.lit && a.loaded == b.loaded && total < least {
				best, least = i, total
			}
		}
		if best < 0 {
			break
		}
		a, b := &pieces[best], &pieces[best+1]
		a.size += b.size
		a.folded = max(a.folded, 1) + max(b.folded, 1)
		pieces = append(pieces[:best+1], pieces[best+2:]...)
	}
	return pieces
}

// scale gives the pieces their places between x0 and x1: to scale where that can be seen, wider where a thing would
// vanish, shorter (with a break) where tables that are not loaded would take all the room.
func scale(pieces []piece, x0, x1 int) {
	room := float64(x1 - x0)
	total := uint64(0)
	for i := range pieces {
		total += pieces[i].size
	}
	least := make([]float64, len(pieces))
	limit := make([]float64, len(pieces))
	for i := range pieces {
		p := &pieces[i]
		least[i], limit[i] = 16, room
		switch {
		case p.kind == image.OwnerGOT && p.lit:
			least[i] = 120
		case p.lit:
			least[i] = 24
		case len(pieces) > 24:
			least[i] = 6
		}
		p.short = !p.lit && float64(p.size) > 0.3*float64(total) && (!p.loaded || p.folded > 1 || p.kind == image.OwnerPadding) && len(pieces) > 1
		if p.short {
			limit[i] = 0.26 * room
		}
	}
	widths := func(scale float64) (sum float64) {
		for i := range pieces {
			sum += min(max(least[i], float64(pieces[i].size)*scale), limit[i])
		}
		return sum
	}
	// The sum grows with the scale: halve the interval until it fits.
	lo, hi := 0.0, room
	for range 60 {
		if mid := (lo + hi) / 2; widths(mid) < room {
			lo = mid
		} else {
			hi = mid
		}
	}
	squash := min(1, room/max(widths(lo), 1))
	at := float64(x0)
	for i := range pieces {
		w := min(max(least[i], float64(pieces[i].size)*lo), limit[i]) * squash
		pieces[i].x = int(at + 0.5)
		at += w
		pieces[i].w = int(at+0.5) - pieces[i].x
	}
}

// piece draws one stretch of the ribbon with what fits of its name.
func (d *drawing) piece(p *piece, top int) {
	label := name(d.img, p.owner)
	if p.folded > 1 {
		label = counted(uint64(p.folded), "atom")
	}
	owner, class := p.owner, d.class(p.owner)
	if p.folded > 1 {
		owner = 0
	}
	d.group("filepiece", owner, int(p.off), label+", "+sayBytes(p.size)+" at file offset "+hexOff(p.off), func() {
		d.rect(p.x, top, p.w, ribbonH, classes("piece", class))
		if p.kind == image.OwnerLines || p.kind == image.OwnerPadding || p.kind == image.OwnerLazy && strings.Contains(d.img.Owners[p.owner].Name, "data") {
			d.canvas.path(hatch(p.x, top+1, p.w, ribbonH-2), classes("hatch", class))
		}
		switch {
		case p.kind == image.OwnerGOT && d.cellTicks(p, top):
		case p.folded > 1:
			d.textMiddle(p.x+p.w/2, top+22, "seg", fit("seg", "… "+thousands(uint64(p.folded)), p.w-6))
		case !p.loaded && width("seg", label) <= d.clear(p)-10:
			d.text(p.x+8, top+22, "seg", label) // room for the break and for a mark
		case width("seg", label) <= p.w-10:
			d.textMiddle(p.x+p.w/2, top+22, "seg", label)
		case p.w >= 15:
			d.textMiddle(p.x+p.w/2, top+22, "seg", d.img.Letter(p.owner))
		}
		if p.short {
			x := p.x + p.w*3/4
			d.path2("break", "M", x, top-3, "l", -4, 10, 8, 8, -8, 8, 4, 17)
		}
	})
}

// clear is how much of a table's piece its name may take: up to the break, or to the mark of a symbol on the path.
func (d *drawing) clear(p *piece) int {
	room := p.w * 3 / 4
	if s := d.symbolOf(d.path.Target); s != nil && uint64(s.Off) >= p.off && uint64(s.Off) < p.off+p.size {
		room = min(room, int(uint64(p.w)*(uint64(s.Off)-p.off)/p.size))
	}
	return room
}

// cellTicks divides the GOT's piece into cells, if they are few enough to be told apart.
func (d *drawing) cellTicks(p *piece, top int) bool {
	from, to := d.cellsIn(&item{off: int(p.off), size: p.size})
	n := to - from
	if n == 0 || p.w/n < 15 {
		return false
	}
	for i := range n {
		x := p.x + p.w*i/n
		if i > 0 {
			d.path2("tick", "M", x, top+1, "v", ribbonH-2)
		}
		d.textMiddle((x+p.x+p.w*(i+1)/n)/2, top+22, "seg", strconv.Itoa(from+i))
	}
	return true
}

// litPieces outlines the path in the file and puts the discs above it.
func (d *drawing) litPieces(pieces []piece, top int) {
	outline := func(p *piece, off, size uint64, role int) {
		x := p.x + int(uint64(p.w)*(off-p.off)/p.size)
		w := max(int(uint64(p.w)*size/p.size), 9)
		x = min(x, p.x+p.w-w)
		d.rect(x, top, w, ribbonH, "outline")
		d.disc(x+w/2, top-4, role)
	}
	d.group("lit", 0, -1, "", func() {
		for i := range pieces {
			p := &pieces[i]
			o := &d.img.Owners[p.owner]
			switch {
			case p.folded > 1:
			case p.kind == image.OwnerGOT && d.path.HasCell:
				if off := uint64(d.img.Cells[d.path.Cell].Off); off >= p.off && off < p.off+p.size {
					outline(p, off, uint64(d.cellBytes()), 2)
				}
			case p.kind == image.OwnerSymbols && p.off+p.size <= uint64(len(d.img.File)):
				if s := d.symbolOf(d.path.Target); s != nil && uint64(s.Off) >= p.off && uint64(s.Off) < p.off+p.size {
					outline(p, uint64(s.Off), uint64(max(s.Len, 1)), d.path.role(d.path.Target))
				}
			case d.path.role(p.owner) > 0 && (o.Size == 0 || p.size >= o.Size):
				outline(p, p.off, p.size, d.path.role(p.owner))
			}
		}
	})
}

// symbolOf is the main symbol of an owner on the path, or nil.
func (d *drawing) symbolOf(owner uint32) *image.Symbol {
	if owner == 0 || d.path.role(owner) == 0 {
		return nil
	}
	if n := d.img.Owners[owner].Symbol; n > 0 && int(n) <= len(d.img.Symbols) {
		return &d.img.Symbols[n-1]
	}
	return nil
}

// rulers writes file offsets and notes below the ribbon, as many as fit.
func (d *drawing) rulers(pieces []piece, y int) {
	last := &pieces[len(pieces)-1]
	end := hexOff(last.off + last.size)
	right := last.x + last.w
	endX := right - width("addr", end)
	free := 0
	for i := range pieces {
		p := &pieces[i]
		text := hexOff(p.off)
		boundary := i == 0 || p.kind != pieces[i-1].kind || p.lit || pieces[i-1].lit
		if x := p.x + 1; boundary && x >= free && x+width("addr", text)+8 < endX {
			d.text(x, y+16, "addr", text)
			free = x + width("addr", text) + 10
		}
	}
	d.textEnd(right, y+16, "addr", end)
	if d.dense >= withoutScale {
		return
	}
	free = 0
	for i := range pieces {
		p := &pieces[i]
		for _, says := range d.notes(p) {
			w := width("cap", says)
			x := max(min(p.x+p.w/2-w/2, right-w), d.col[0].x)
			if x < free {
				continue
			}
			d.text(x, y+33, "cap", says)
			free = x + w + 14
			break
		}
	}
}

// notes are the captions of a piece, the best first.
func (d *drawing) notes(p *piece) []string {
	switch {
	case p.kind == image.OwnerGOT:
		return []string{"GOT, " + sayBytes(p.size), "GOT"}
	case p.short && !p.loaded:
		return []string{sayBytes(p.size) + ", drawn shorter, not loaded", sayBytes(p.size) + ", drawn shorter", "drawn shorter"}
	case p.short:
		return []string{sayBytes(p.size) + ", drawn shorter", "drawn shorter"}
	case !p.loaded && p.w > 60:
		return []string{sayBytes(p.size) + ", not loaded", "not loaded"}
	default:
		return nil
	}
}
