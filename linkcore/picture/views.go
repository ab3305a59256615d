package picture

import (
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"

	"linkplay/linkcore/image"
)

// Views are the names that Of knows.
var Views = []string{"layout", "got", "symbols", "hex"}

// DefaultWidth is the width of a picture that nobody laid out for a screen.
const DefaultWidth = 960

// CheckView tells whether there is a view of that name.
func CheckView(view string) error {
	if !slices.Contains(Views, view) {
		return fmt.Errorf("there is no view %q: choose one of %s", view, strings.Join(Views, ", "))
	}
	return nil
}

// ParseTheme reads the name of a theme; "" is Auto.
func ParseTheme(name string) (Theme, error) {
	switch theme := Theme(name); theme {
	case "":
		return Auto, nil
	case Auto, Light, Dark:
		return theme, nil
	}
	return "", fmt.Errorf("there is no theme %q: choose one of %s, %s, %s", name, Auto, Light, Dark)
}

// Of draws a view by name.
func Of(view string, img *image.Image, opt Options) (*Picture, error) {
	switch view {
	case "layout":
		return Layout(img, opt), nil
	case "got":
		return GOT(img, opt), nil
	case "symbols":
		return Symbols(img, opt), nil
	case "hex":
		return Hex(img, opt), nil
	default:
		return nil, CheckView(view)
	}
}

// table is a drawn table: a heading, a row of column heads, rows of 26 px.
type table struct {
	*drawing
	x []int // where the columns begin; the last is the right edge
	w []int // 0: there is no room for this column
	y int
}

// share gives column rest what the others leave, and drops those of drop, in that order, until that is enough for a
// name.
func share(total int, widths []int, rest int, drop ...int) []int {
	left := func() int {
		n := total
		for i, w := range widths {
			if i != rest {
				n -= w
			}
		}
		return n
	}
	for _, i := range drop {
		if left() >= 110 {
			break
		}
		widths[i] = 0
	}
	widths[rest] = max(left(), 0)
	return widths
}

func (d *drawing) table(title, says string, heads []string, widths []int) *table {
	t := &table{drawing: d, w: widths, y: d.headline()}
	d.text(16, t.y+15, "h2", title)
	d.text(16+width("h2", title)+12, t.y+15, "cap", fit("cap", says, d.width-60-width("h2", title)))
	t.y += 30
	x := 16
	for i, w := range widths {
		t.x = append(t.x, x)
		d.text(x+8, t.y+15, "cap", fit("cap", heads[i], w-8))
		x += w
	}
	t.x = append(t.x, d.width-16)
	t.y += 24
	return t
}

// cell writes a text into a column of the current row.
func (t *table) cell(column int, class, text string) {
	if room := t.w[column] - 12; room > 0 {
		t.text(t.x[column]+8, t.y+17, class, fit(class, text, room))
	}
}

// row draws the ground of a row and what it holds.
func (t *table) row(owner uint32, off int, label string, lit bool, draw func()) {
	t.group(classes("tablerow", map[bool]string{true: "lit"}[lit]), owner, off, label, func() {
		t.path2("line", "M", 16, t.y, "H", t.width-16)
		if lit {
			t.rect(17, t.y+2, t.width-34, rowH-3, "row lit")
		}
		draw()
	})
	t.y += rowH
}

// folded draws the row that stands for n rows that are not shown.
func (t *table) folded(n int, one string) {
	t.row(0, -1, counted(uint64(n), one)+" more", false, func() {
		t.text(t.x[0]+8, t.y+17, "cap", "… "+counted(uint64(n), one)+" more")
	})
}

// rowsToShow chooses rows of a long table: the first, the last, and those around what is wanted.
func rowsToShow(n, most int, wanted []int) []int {
	if n <= most {
		all := make([]int, n)
		for i := range all {
			all[i] = i
		}
		return all
	}
	keep := map[int]bool{}
	add := func(i int) {
		if i >= 0 && i < n && len(keep) < most {
			keep[i] = true
		}
	}
	for i := range 4 {
		add(i)
	}
	add(n - 1)
	for reach := range 4 {
		for _, w := range wanted {
			add(w - reach)
			add(w + reach)
		}
	}
	for i := 0; len(keep) < most; i++ {
		add(i)
	}
	rows := make([]int, 0, len(keep))
	for i := range keep {
		rows = append(rows, i)
	}
	sort.Ints(rows)
	return rows
}

// GOT draws the cells as a table: number, address, what it holds, whose address that is, who asked first.
func GOT(img *image.Image, opt Options) *Picture {
	d := newDrawing(img, opt)
	addr := width("addr", hexAddr(max(img.GOTAddr, img.Entry))) + 24
	t := d.table("GOT", counted(uint64(len(img.Cells)), "cell")+" at "+hexAddr(img.GOTAddr), []string{"cell", "address", "holds", "whose address", ""},
		share(d.width-32, []int{56, addr, addr, 0, 78}, 3, 4, 1))
	var wanted []int
	if d.path.HasCell {
		wanted = append(wanted, int(d.path.Cell))
	}
	if c := img.Owners[opt.focus(img)].Cell; c > 0 {
		wanted = append(wanted, int(c)-1)
	}
	next := 0
	for _, i := range rowsToShow(len(img.Cells), 40, wanted) {
		if i > next {
			t.folded(i-next, "cell")
		}
		next = i + 1
		cell := &img.Cells[i]
		at, _ := img.AddrOf(uint64(cell.Off))
		lit := d.path.HasCell && int(d.path.Cell) == i
		strong := map[bool]string{true: "on"}[lit]
		t.row(cell.Owner, int(cell.Off), cellLabel(img, i, at), lit, func() {
			d.rect(16, t.y+1, 5, rowH-2, classes("mark", d.class(cell.Owner)))
			t.cell(0, classes("code", strong), strconv.Itoa(i))
			t.cell(1, classes("addr", strong), hexAddr(at))
			if cell.Owner != 0 {
				t.cell(2, classes("addr", strong), hexAddr(cell.Value))
			}
			t.cell(3, classes("nm", strong), cellWhose(img, i))
			if cell.Line > 0 {
				t.cell(4, "cap", "line "+strconv.Itoa(int(cell.Line)))
			}
			if lit {
				d.disc(t.x[1]-14, t.y+13, 2)
			}
		})
	}
	p := d.finish(t.y + 12)
	p.Desc = "The GOT, cell by cell: " + counted(uint64(len(img.Cells)), "cell") + "."
	return p
}

func (o *Options) focus(img *image.Image) uint32 {
	if int(o.Focus) < len(img.Owners) {
		return o.Focus
	}
	return 0
}

// Symbols draws the symbol table in the order of the file.
func Symbols(img *image.Image, opt Options) *Picture {
	d := newDrawing(img, opt)
	widest := uint64(0)
	for i := range img.Symbols {
		widest = max(widest, img.Symbols[i].Value)
	}
	addr := width("addr", hexAddr(widest)) + 34 // and a disc
	t := d.table("Symbols", counted(uint64(len(img.Symbols)), "symbol")+", in the order of the file", []string{"value", "type", "", "name", "in file"},
		share(d.width-32, []int{addr, 72, 28, 0, 84}, 3, 4, 1))
	var wanted []int
	for i := range img.Symbols {
		if o := img.Symbols[i].Owner; o != 0 && (d.path.holds(o) || o == opt.Focus) && len(wanted) < 8 {
			wanted = append(wanted, i)
		}
	}
	next := 0
	for _, i := range rowsToShow(len(img.Symbols), 40, wanted) {
		if i > next {
			t.folded(i-next, "symbol")
		}
		next = i + 1
		t.symbol(i)
	}
	p := d.finish(t.y + 12)
	p.Desc = "The symbol table: " + counted(uint64(len(img.Symbols)), "symbol") + "."
	return p
}

func (t *table) symbol(i int) {
	d, s := t.drawing, &t.img.Symbols[i]
	role := d.path.role(s.Owner)
	strong := map[bool]string{true: "on"}[role > 0]
	label := s.Name
	if label == "" {
		label = "symbol " + strconv.Itoa(i)
	}
	t.row(s.Owner, int(s.Off), printable(label)+", "+s.Type+", "+hexAddr(s.Value), false, func() {
		t.cell(0, classes("addr", strong), hexAddr(s.Value))
		t.cell(1, "cap", s.Type)
		if s.Owner != 0 {
			d.letter(t.x[2]+6, t.y+5, d.class(s.Owner), d.img.Letter(s.Owner))
		}
		t.cell(3, classes("nm", strong), printable(s.Name))
		t.cell(4, "addr", hexOff(uint64(s.Off)))
		if role > 0 {
			d.disc(t.x[1]-6, t.y+13, role)
		}
	})
}
