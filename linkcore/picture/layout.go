package picture

import (
	"strings"

	"linkplay/linkcore/image"
)

// Options say what to draw.
type Options struct {
	Width    int                   // pixels; at least 256
	Height   int                   // pixels that there are, or 0: as many as it takes. A layout that is higher closes more
	Focus    uint32                // owner in focus, or 0: the picture chooses
	Trail    []uint32              // owners that were in focus before: they stay open
	At       uint64                // file offset in focus: which reference or cell is meant; 0: the owner's first
	Line     func(n uint32) string // a line of the description, for the texts of instructions; nil when there is none
	Headline bool                  // draw the title; the page has it as a heading of its own
}

const (
	minWidth = 256
	maxWidth = 4096

	rowH  = 26 // a row
	lowH  = 20 // a row where there is little room
	litH  = 50 // a row on the path, with its bytes
	cellH = 23
	rowG  = 4 // between rows
	padH  = 8 // padding between atoms
)

// drawing is what is known while a picture is laid out.
type drawing struct {
	canvas
	img    *image.Image
	opt    Options
	path   Path
	second []bool // of code: every second atom has another colour, so that neighbours differ

	narrow bool
	dense  int // how much is closed for want of height; see the density of Layout
	width  int
	col    [2]column // text left, data right; narrow pictures use the first only

	caller    spot // the instruction that makes the reference
	cell      spot
	target    spot
	rows      map[uint32]spot // rows drawn, by owner
	cells     map[int]spot    // cells drawn
	refs      []reference     // of drawn rows
	ribbonTop int
	lowest    int // the last line of the labels of arrows
}

// column is where a column of memory stands.
type column struct {
	x, w   int
	labels int // right edge of the addresses
	bottom int
	blocks []block
}

// spot is a place where arrows can start and end.
type spot struct {
	drawn bool
	col   int
	y     int
	x0    int // left edge
	x1    int // right edge
	label int // left edge of the address beside it, or x0
}

// reference is a relocation of something drawn.
type reference struct {
	from  spot
	reloc int
}

// What a layout gives up, one after the other, when it is higher than the room there is.
const (
	withoutScale  = 1 + iota // the strip to scale and the notes below the ribbon
	pathOnly                 // instructions off the path
	shortTitles              // the second line of segments' titles
	fewCells                 // cells off the path
	lowRows                  // rows off the path are low
	withoutRibbon            // the file, and the addresses of rows off the path
)

// Layout draws memory beside the file: segments with their atoms, the GOT where it lies, the path that is in focus, and
// the file as a ribbon below.
func Layout(img *image.Image, opt Options) *Picture {
	for dense := 0; ; dense++ {
		p := layout(img, opt, dense)
		if opt.Height <= 0 || p.Height <= opt.Height || dense == withoutRibbon {
			return p
		}
	}
}

func layout(img *image.Image, opt Options, dense int) *Picture {
	d := newDrawing(img, opt)
	d.dense = dense
	y := d.headline()
	d.place()
	y = d.memory(y)
	d.arrows()
	y = d.file(y)
	return d.finish(y)
}

func newDrawing(img *image.Image, opt Options) *drawing {
	opt.Width = min(max(opt.Width, minWidth), maxWidth)
	if opt.Focus >= uint32(len(img.Owners)) {
		opt.Focus = 0
	}
	d := &drawing{img: img, opt: opt, width: opt.Width, rows: map[uint32]spot{}, cells: map[int]spot{}, path: PathOf(img, opt.Focus, opt.At)}
	d.second = make([]bool, len(img.Owners))
	second := false
	for i := range img.Owners {
		if img.Owners[i].Kind == image.OwnerCode {
			d.second[i] = second
			second = !second
		}
	}
	return d
}

func (d *drawing) headline() int {
	if !d.opt.Headline {
		return 4
	}
	y := 28
	for _, line := range wrap("head", headline(d.img, &d.path), d.width-32, 2) {
		d.text(16, y, "head", line)
		y += 26
	}
	return y - 2
}

func (d *drawing) finish(height int) *Picture {
	return &Picture{Width: d.width, Height: height, Title: headline(d.img, &d.path), Desc: d.describe(), Nodes: d.nodes}
}

// place decides on one column or two and how wide they are.
func (d *drawing) place() {
	limit := 12 // rows of a segment that stay open
	if d.dense >= fewCells {
		limit = 7
	}
	blocks := blocksOf(d.img)
	addr := 0
	for i := range blocks {
		d.foldBlock(&blocks[i], limit)
		for _, it := range blocks[i].items {
			addr = max(addr, width("addr", hexAddr(it.addr))+1)
		}
	}
	if len(d.img.Cells) > 0 {
		addr = max(addr, width("addr", hexAddr(d.img.GOTAddr)))
	}
	left, right := split(blocks)
	arcs, margin, arrows, least := 36, 16, 116, 212
	tight := d.width < 680 && d.width >= 560
	if tight {
		arcs, margin, arrows, least = 8, 2, 66, 184 // a projector: both segments beside each other come first
	}
	labels := margin + addr
	inner := d.width - labels - (addr + 8) - 8 - arcs
	d.narrow = len(left) == 0 || len(right) == 0 || (inner-arrows)/2 < least
	if d.narrow {
		d.col[0] = column{x: labels + 8, labels: labels, blocks: blocks}
		arcsBeside := 64
		if d.width < 300 {
			arcsBeside = 44
		}
		d.col[0].w = min(d.width-d.col[0].x-arcsBeside, 420)
		return
	}
	w := min((inner-arrows)/2, max(least, inner*2/5), 400)
	if tight {
		w = (inner - arrows) / 2
	}
	d.col[0] = column{x: labels + 8, w: w, labels: labels, blocks: left}
	x := min(d.width-arcs-w, labels+8+w+addr+8+320)
	d.col[1] = column{x: x, w: w, labels: x - 8, blocks: right}
}

// split puts code, and headers that come before it, into the left column and everything else into the right one.
func split(blocks []block) (left, right []block) {
	for _, b := range blocks {
		if b.code || b.short == "headers" {
			left = append(left, b)
		} else {
			right = append(right, b)
		}
	}
	return left, right
}

// memory draws the columns and returns the y below them.
func (d *drawing) memory(y int) int {
	if len(d.col[0].blocks) == 0 {
		return y
	}
	if d.narrow {
		c := &d.col[0]
		d.text(c.x, y+16, "h2", "Memory")
		d.textEnd(c.x+c.w, y+16, "cap", fit("cap", orderOf(c.blocks), c.w-width("h2", "Memory")-14))
		y += 26
	}
	top := y
	for i := range d.col {
		y = max(y, d.column(i, top))
	}
	if !d.narrow {
		d.apart(top)
	}
	return y
}

// orderOf says in which order one column shows the segments.
func orderOf(blocks []block) string {
	var words []string
	for i := range blocks {
		word := strings.TrimPrefix(blocks[i].short, "header and ")
		if len(words) == 0 || words[len(words)-1] != word {
			words = append(words, word)
		}
	}
	if len(words) > 3 {
		return counted(uint64(len(blocks)), "segment")
	}
	return strings.Join(words, ", then ")
}

// column draws the segments of one column.
func (d *drawing) column(i, y int) int {
	c := &d.col[i]
	for b := range c.blocks {
		blk := &c.blocks[b]
		if b > 0 && (d.narrow || d.dense < withoutRibbon) {
			y = d.gap(c, y, &c.blocks[b-1], blk)
		}
		if !d.narrow && d.dense >= withoutRibbon && blk.short == "headers" {
			d.text(c.x, y+15, "cap", fit("cap", blk.title+", "+sayBytes(blk.end-blk.addr), c.w)) // nobody on the path is in it
			y += 24
			continue
		}
		if !d.narrow {
			d.text(c.x, y+15, "h2", fit("h2", blk.title, c.w))
			y += 26
			if d.dense < shortTitles {
				d.text(c.x, y+8, "cap", fit("cap", hexAddr(blk.addr)+", "+blk.says, c.w))
				y += 20
			}
		}
		for k := range blk.items {
			y = d.item(i, y, &blk.items[k])
		}
	}
	c.bottom = y
	return y
}

// gap draws the nothing between two segments of one column.
func (d *drawing) gap(c *column, y int, before, after *block) int {
	const h = 30
	says := "right behind it"
	if after.addr > before.end {
		says = d.nothingBut(c, before.end, after.addr) + " for " + roughly(after.addr-before.end)
	} else if after.addr < before.end {
		says = "they overlap by " + roughly(before.end-after.addr)
	}
	x := c.x + 14
	d.path2("gap", "M", x, y+3, "V", y+h-7, "M", x-5, y+3, "h", 10, "M", x-5, y+h-7, "h", 10)
	if after.addr > before.end && width("cap", says) > c.w-30 {
		says = roughly(after.addr-before.end) + " further on"
	}
	d.text(x+14, y+h/2+2, "cap", fit("cap", says, c.w-30))
	return y + h
}

// nothingBut says what lies between two segments of one column: what the other column shows there.
func (d *drawing) nothingBut(c *column, from, to uint64) string {
	words := ""
	for i := range d.col {
		for b := range d.col[i].blocks {
			blk := &d.col[i].blocks[b]
			if &d.col[i] == c || blk.addr < from || blk.addr >= to || strings.Contains(words, blk.short) {
				continue
			}
			if words == "" {
				words = " but " + blk.short
			} else {
				words += " and " + blk.short
			}
		}
	}
	return "nothing" + words
}

// apart says how far text and data are from each other, in the room between the columns.
func (d *drawing) apart(y int) {
	left, right := &d.col[0], &d.col[1]
	a, b := left.blocks[len(left.blocks)-1], right.blocks[0]
	distance := b.addr - a.end
	if b.addr < a.end {
		last := right.blocks[len(right.blocks)-1]
		a, distance = last, left.blocks[0].addr-last.end
		if left.blocks[0].addr < last.end {
			return // they are interleaved: no one number is true
		}
	}
	if distance < 4096 {
		return
	}
	says := roughly(distance) + " apart"
	x0, x1 := left.x+left.w+10, right.x-10
	if x1-x0 < width("cap", says)+44 {
		says = roughly(distance)
	}
	w := width("cap", says)
	if x1-x0 < w+32 {
		return
	}
	mid := (x0 + x1) / 2
	d.path2("gap", "M", x0, y+6, "v", 10, "M", x1, y+6, "v", 10, "M", x0, y+11, "H", mid-w/2-6, "M", mid+w/2+6, y+11, "H", x1)
	d.textMiddle(mid, y+15, "cap", says)
}

// describe is the picture in words.
func (d *drawing) describe() string {
	var s strings.Builder
	for i := range d.col {
		for b := range d.col[i].blocks {
			blk := &d.col[i].blocks[b]
			s.WriteString(blk.title + " at " + hexAddr(blk.addr) + ": ")
			d.list(&s, blk.items)
			s.WriteString(". ")
		}
	}
	p := &d.path
	if p.Reloc >= 0 {
		r := &d.img.Relocs[p.Reloc]
		s.WriteString(name(d.img, p.Caller))
		if p.HasCell {
			c := &d.img.Cells[p.Cell]
			addr, _ := d.img.AddrOf(uint64(c.Off))
			s.WriteString(" reads cell " + thousands(uint64(p.Cell)) + " at " + hexAddr(addr) + ", which holds " + hexAddr(c.Value) + ", the address of ")
		} else {
			s.WriteString(" holds " + keptText(d.img, r) + ", which leads to ")
		}
		s.WriteString(name(d.img, p.Target) + ". ")
	} else if p.HasCell {
		c := &d.img.Cells[p.Cell]
		s.WriteString("Cell " + thousands(uint64(p.Cell)) + " holds " + hexAddr(c.Value) + ", the address of " + name(d.img, p.Target) + ". ")
	}
	s.WriteString("The file has " + counted(uint64(len(d.img.File)), "byte") + ".")
	return s.String()
}

func (d *drawing) list(s *strings.Builder, items []item) {
	const most = 8
	shown := 0
	for i := range items {
		it := &items[i]
		if it.kind == image.OwnerPadding || it.mark != "" {
			continue
		}
		if shown == most {
			s.WriteString(" and more")
			return
		}
		if shown > 0 {
			s.WriteString(", ")
		}
		if it.folded > 0 {
			s.WriteString(thousands(uint64(it.folded)) + " more")
		} else {
			s.WriteString(name(d.img, it.owner))
		}
		shown++
	}
}

// class is the colour of an owner.
func (d *drawing) class(owner uint32) string {
	if int(owner) >= len(d.img.Owners) {
		return "own-none"
	}
	o := &d.img.Owners[owner]
	switch {
	case d.second[owner]:
		return "own-code2"
	case o.Kind == image.OwnerLazy && strings.HasPrefix(o.Name, "lazy data"):
		return "own-lazydata"
	}
	return "own-" + o.Kind.String()
}
