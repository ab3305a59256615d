package linkcore

import (
	"fmt"
	"strings"

	"linkplay/linkcore/image"
)

// listed says what a byte of a foreign file's table means, in the words of its listing. Rows are in the order of the
// file, so that halving finds the one.
func (w *why) listed() {
	for i := range w.img.Listings {
		l := &w.img.Listings[i]
		n := first(l.Rows, func(n int) bool {
			_, off, length := l.Of.Row(n)
			return off+length > w.at
		})
		if n == l.Rows {
			continue
		}
		cells, off, _ := l.Of.Row(n)
		if off > w.at {
			continue
		}
		w.add("row", fmt.Sprintf("%d of %s: %s", n, l.Name, rowText(l, cells)), int(off), 0, 0)
		return
	}
}

func rowText(l *image.Listing, cells []string) string {
	var parts []string
	for i, cell := range cells {
		if cell != "" {
			parts = append(parts, l.Columns[i]+" "+cell)
		}
	}
	return strings.Join(parts, ", ")
}
