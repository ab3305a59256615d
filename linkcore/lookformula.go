package linkcore

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"linkplay/linkcore/image"
	"linkplay/linkcore/reloc"
	"linkplay/linkcore/report"
)

// Formulas: how a relocation's number comes about, what of it the field keeps, and which bits of the bytes hold it.

// theseBytes shows a number as it lies in the file.
func (w *why) theseBytes(off uint64, n int, order reloc.Order) {
	if off+uint64(n) > uint64(len(w.img.File)) {
		return
	}
	how := "lowest byte first"
	if order == reloc.Big {
		how = "highest byte first"
	}
	w.add("these bytes", fmt.Sprintf("% X: the value in %d bytes, %s", w.img.File[off:off+uint64(n)], n, how), int(off), 0, 0)
}

// fieldBits says how the number of a relocation got into its bytes: which of its bits were taken, and in which bits of the
// word they stand.
func (w *why) fieldBits(r *image.Reloc, row *reloc.Row) {
	pieces := row.Field.Pieces()
	operands := w.img.Operands(r)
	v := row.Value(&operands)
	if pieces == nil {
		if unused := 64 - row.Field.Bits(); v<<unused>>unused != v && int64(v<<unused)>>unused != int64(v) {
			w.taken(row, v, []reloc.Piece{{Width: row.Field.Bits()}})
		}
		w.theseBytes(uint64(r.Off), row.Bytes(), w.img.Order)
		return
	}
	from, bytes := uint64(r.Off), uint64(row.Bytes())
	for len(pieces) > 0 {
		group := together(pieces)
		w.taken(row, v, pieces[:group])
		pieces = pieces[group:]
	}
	how := "lowest byte first"
	if w.img.Order == reloc.Big {
		how = "highest byte first"
	}
	word := w.img.Order.Uint(w.img.File[from : from+bytes])
	w.add("these bytes", fmt.Sprintf("% X: %d bytes, %s, of which %s", w.img.File[from:from+bytes], bytes, how, heldBy(row.Field.Pieces(), word)), int(from), 0, 0)
}

// together is how many of the first pieces are the parts of one number: all of them, unless a part of the value is rounded
// and the rest is not.
func together(pieces []reloc.Piece) int {
	n := 1
	for n < len(pieces) && pieces[n].Round == pieces[0].Round {
		n++
	}
	return n
}

// taken shows the shift and the mask by which bits of a value are taken.
func (w *why) taken(row *reloc.Row, v uint64, pieces []reloc.Piece) {
	low, top, round := 64, 0, pieces[0].Round
	for _, p := range pieces {
		low, top = min(low, p.From), max(top, p.From+p.Width)
	}
	mask := uint64(1)<<(top-low) - 1
	kept := (v + round) >> low & mask
	if kept == v {
		return // nothing is taken away
	}
	terms := []report.Term{result(address(kept)), {Sign: "=", Text: signedAddress(v, row), Off: -1}}
	if round > 0 {
		terms[1].Text = "(" + terms[1].Text + " + " + address(round) + ")"
	}
	if low > 0 {
		terms = append(terms, report.Term{Sign: ">>", Text: strconv.Itoa(low), Off: -1})
	}
	if int64(v+round)>>low != int64(kept) {
		terms = append(terms, report.Term{Sign: "&", Text: address(mask), Off: -1})
	}
	w.sum("these bits", terms)
}

// heldBy says which bits of a word hold what: "bits 21-10 hold 0x120".
func heldBy(pieces []reloc.Piece, word uint64) string {
	says := make([]string, len(pieces))
	for i, p := range pieces {
		says[i] = fmt.Sprintf("bits %d-%d hold %s", p.To+p.Width-1, p.To, address(word>>p.To&(1<<p.Width-1)))
		if p.Width == 1 {
			says[i] = fmt.Sprintf("bit %d holds %d", p.To, word>>p.To&1)
		}
	}
	if n := len(says); n > 1 {
		return strings.Join(says[:n-1], ", ") + " and " + says[n-1]
	}
	return says[0]
}

// signedAddress is a relocation's value as people write it.
func signedAddress(v uint64, row *reloc.Row) string {
	if row.Check != reloc.Unsigned && int64(v) < 0 {
		return "-" + address(-v)
	}
	return address(v)
}

// formula is a relocation's formula with the numbers filled in, each with where it comes from.
func (w *why) formula(r *image.Reloc) []report.Term {
	img := w.img
	row := &img.RelocTypes[r.Type]
	operands := img.Operands(r)
	value := row.Value(&operands)
	terms := []report.Term{result(signedAddress(value, row))}
	words := strings.Fields(row.Formula)
	plain := len(words)%2 == 1
	for i, word := range words {
		plain = plain && (i%2 == 0) == (word != "+" && word != "-") && !strings.ContainsAny(word, "()&>|0123456789")
	}
	sign := "="
	if !plain {
		terms = append(terms, report.Term{Sign: "=", Text: row.Formula, Off: -1})
		words = letters(row.Formula)
	}
	for _, word := range words {
		if word == "+" || word == "-" {
			sign = word
			continue
		}
		if !plain {
			sign = "where"
		}
		if t, ok := w.letter(word, r, &operands); ok {
			t.Sign = sign
			terms = append(terms, t)
		}
	}
	return terms
}

// letters are the different words of a formula, in its order; numbers are none.
func letters(formula string) (words []string) {
	for _, word := range strings.FieldsFunc(formula, func(c rune) bool { return (c|' ' < 'a' || c|' ' > 'z') && (c < '0' || c > '9') }) {
		if word[0] > '9' && !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	return words
}

// letter is one letter of a formula: its number and what it stands for.
func (w *why) letter(letter string, r *image.Reloc, o *reloc.Operands) (report.Term, bool) {
	img := w.img
	target := img.OwnerName(r.Target)
	to := report.Term{Off: -1, Owner: r.Target}
	if int(r.Target) < len(img.Owners) && img.Owners[r.Target].Off < uint64(len(img.File)) && img.Owners[r.Target].Kind != image.OwnerBSS {
		to.Off = int(img.Owners[r.Target].Off)
	}
	say := func(label string, text string) (report.Term, bool) {
		to.Label, to.Text = letter+", "+label, text
		return to, true
	}
	switch letter {
	case "S":
		return say(target, address(o.S))
	case "L":
		return say(target, address(o.L))
	case "T":
		return report.Term{Label: "T, for Thumb code, of which there is none", Text: "0", Off: -1}, true
	case "Page":
		return report.Term{Label: "Page:", Text: "the address without its low 12 bits", Off: -1}, true
	case "Z":
		return say("size of "+target, strconv.FormatUint(o.Z, 10))
	case "A":
		to = report.Term{Off: -1, Line: r.Line}
		return say("addend", strconv.FormatInt(o.A, 10))
	case "P":
		to = report.Term{Off: int(r.Off), Owner: r.Owner}
		return say("this field", address(o.P))
	case "GOT":
		to = report.Term{Off: -1}
		if len(img.Cells) > 0 {
			to.Off = int(img.Cells[0].Off)
		}
		to.Label, to.Text = "GOT", address(o.GOT)
		return to, true
	case "G":
		to = report.Term{Off: -1}
		if r.Cell == 0 {
			return say("no cell", address(o.G))
		}
		to.Off = int(img.Cells[r.Cell-1].Off)
		return say("cell", fmt.Sprintf("%d × %d", r.Cell-1, img.CellWidth()))
	case "B":
		return say("where the file is loaded", address(o.B))
	case "TP":
		return say("thread pointer", address(o.TP))
	case "DTP":
		return say("thread-local block", address(o.DTP))
	}
	return to, false
}
