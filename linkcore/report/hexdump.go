package report

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"linkplay/linkcore/image"
	"linkplay/linkcore/reloc"
)

// Inspection is everything there is to say about a file as plain text: its tables, then every byte with its label.
func Inspection(img *image.Image) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s", or(img.Kind, "unknown file"))
	if img.CPU != "" {
		fmt.Fprintf(&b, " for %s", img.CPU)
	}
	fmt.Fprintf(&b, ", %s", count(len(img.File), "byte"))
	if img.HasEntry {
		fmt.Fprintf(&b, ", entry 0x%x", img.Entry)
	}
	b.WriteString("\n")
	segmentTable(&b, img)
	sectionTable(&b, img)
	symbolTable(&b, img)
	cellTable(&b, img)
	relocTable(&b, img)
	listingTables(&b, img)
	b.WriteString("\nBytes\n")
	hexdump(&b, img)
	return b.String()
}

func section(b *strings.Builder, title string, n int) bool {
	if n > 0 {
		fmt.Fprintf(b, "\n%s (%d)\n", title, n)
	}
	return n > 0
}

func segmentTable(b *strings.Builder, img *image.Image) {
	if !section(b, "Segments", len(img.Segments)) {
		return
	}
	t := newText("name", "flags", "address", "in memory", "offset", "in file", "align")
	for i := range img.Segments {
		s := &img.Segments[i]
		t.row(s.Name, s.Flags, hexOff(s.Addr), fmt.Sprint(s.MemSize), hexOff(s.Off), fmt.Sprint(s.FileSize), hexOff(s.Align))
	}
	t.write(b)
}

func sectionTable(b *strings.Builder, img *image.Image) {
	if !section(b, "Sections", len(img.Sections)) {
		return
	}
	t := newText("", "name", "type", "flags", "address", "offset", "size", "align", "link", "info")
	for i := range img.Sections {
		s := &img.Sections[i]
		t.row(strconv.Itoa(i), or(s.Name, "-"), s.Type, or(s.Flags, "-"), hexOff(s.Addr), hexOff(s.Off), fmt.Sprint(s.Size), fmt.Sprint(s.Align), fmt.Sprint(s.Link), fmt.Sprint(s.Info))
	}
	t.write(b)
}

func symbolTable(b *strings.Builder, img *image.Image) {
	if !section(b, "Symbols", len(img.Symbols)) {
		return
	}
	t := newText("", "value", "size", "type", "binding", "visibility", "section", "name")
	for i := range img.Symbols {
		s := &img.Symbols[i]
		t.row(strconv.Itoa(i), hexOff(s.Value), fmt.Sprint(s.Size), or(s.Type, "-"), or(s.Binding, "-"), or(s.Visibility.String(), "-"), or(s.Section, "-"), printable(symbolShown(img, s)))
	}
	t.write(b)
}

func cellTable(b *strings.Builder, img *image.Image) {
	if !section(b, "GOT", len(img.Cells)) {
		return
	}
	t := newText("cell", "address", "offset", "holds", "of")
	for i := range img.Cells {
		c := &img.Cells[i]
		addr, _ := img.AddrOf(uint64(c.Off))
		whose := c.Tag
		if c.Owner != 0 {
			whose = printable(img.Owners[c.Owner].Name)
		}
		t.row(strconv.Itoa(i), hexOff(addr), hexOff(uint64(c.Off)), hexOff(c.Value), whose)
	}
	t.write(b)
}

func relocTable(b *strings.Builder, img *image.Image) {
	if !section(b, "Relocations", len(img.Relocs)) {
		return
	}
	t := newText("offset", "type", "formula", "value", "in", "of")
	for i := range img.Relocs {
		r := &img.Relocs[i]
		row, operands := &img.RelocTypes[r.Type], img.Operands(r)
		t.row(hexOff(uint64(r.Off)), row.Name, row.Formula, keptText(row, row.Value(&operands)), printable(img.Owners[r.Owner].Name), printable(img.Owners[r.Target].Name))
	}
	t.write(b)
}

// keptText is what a field keeps of a value, as people write it.
func keptText(row *reloc.Row, v uint64) string {
	n, negative := row.Kept(v)
	if negative {
		return "-" + hexOff(n)
	}
	return hexOff(n)
}

// hexdump labels every byte: one row for each field of a record and each instruction or value of an atom, with the
// owner where it changes.
func hexdump(b *strings.Builder, img *image.Image) {
	d := dumper{b: b, img: img}
	for i := range img.Spans {
		s := &img.Spans[i]
		rule := img.Rules[s.Rule]
		if s.Owner != d.owner {
			d.owner = s.Owner
			fmt.Fprintf(b, "%s\n", or(printable(img.Owners[s.Owner].Name), "nobody"))
		}
		switch {
		case rule.Kind == image.Body && img.Code != nil && img.Owners[s.Owner].NParts > 0:
			d.parts(s)
		case len(rule.Fields) > 0 && rule.Kind == image.Record:
			d.fields(s, rule)
		case rule.Kind == image.Array:
			d.array(s, rule)
		default:
			d.run(uint64(s.Off), uint64(s.Off)+uint64(s.Len), rule.Name)
		}
	}
}

type dumper struct {
	b     *strings.Builder
	img   *image.Image
	owner uint32
}

// row writes up to 16 bytes with offset, address and a label.
func (d *dumper) row(from, to uint64, label string) {
	to = min(to, uint64(len(d.img.File)))
	if from >= to {
		return
	}
	addr := ""
	if a, loaded := d.img.AddrOf(from); loaded {
		addr = fmt.Sprintf("0x%x", a)
	}
	line := fmt.Sprintf("  %08x  %-12s  % -47x  %s", from, addr, d.img.File[from:to], label)
	d.b.WriteString(strings.TrimRight(line, " "))
	d.b.WriteByte('\n')
}

// run writes bytes without fields, 16 in a row. A long run of zeros is one row.
func (d *dumper) run(from, to uint64, label string) {
	to = min(to, uint64(len(d.img.File)))
	for from < to {
		zeros := from
		for zeros < to && d.img.File[zeros] == 0 {
			zeros++
		}
		if zeros-from > 32 {
			d.row(from, from+1, fmt.Sprintf("%s, and %d more zeros", label, zeros-from-1))
			from, label = zeros, ""
			continue
		}
		next := min(from+16, to)
		shown := label
		if label == "contents" || label == "bytes" || label == "unknown" || label == "" {
			shown = strings.TrimSpace(label + "  " + ascii(d.img.File[from:next]))
		}
		d.row(from, next, shown)
		from, label = next, ""
	}
}

func (d *dumper) parts(s *image.Span) {
	o := &d.img.Owners[s.Owner]
	at, end := uint64(s.Off), uint64(s.Off)+uint64(s.Len)
	for i := range int(o.NParts) {
		p := d.img.Code.Part(int(o.Parts) + i)
		from := uint64(s.Off) + uint64(p.Off)
		if p.Len == 0 || from < at || from >= end {
			continue
		}
		to := min(from+uint64(p.Len), end)
		label := strings.Join(strings.Fields(p.Text), " ")
		if p.Line > 0 {
			label += fmt.Sprintf("  (line %d)", p.Line)
		}
		if to-from <= 16 {
			d.row(from, to, label)
		} else {
			d.row(from, from+16, label)
			d.run(from+16, to, "")
		}
		at = to
	}
	d.run(at, end, "")
}

func (d *dumper) fields(s *image.Span, rule *image.Rule) {
	at := uint64(s.Off)
	end := min(at+uint64(s.Len), uint64(len(d.img.File)))
	for i := range rule.Fields {
		f := &rule.Fields[i]
		size := uint64(f.Bytes)
		if size == 0 {
			size = uint64(s.Len) - min(uint64(s.Len), uint64(rule.Size))
		}
		to := min(at+size, end)
		if at >= to {
			continue
		}
		label := rule.Name + "." + f.Name
		switch {
		case f.Bytes == 0:
			label += " = " + strconv.Quote(strings.TrimRight(string(d.img.File[at:to]), "\x00"))
		case to-at == size:
			label += " = " + numberText(d.img.File[at:to], f.Order)
		}
		if to-at > 16 {
			d.row(at, at+16, label)
			d.run(at+16, to, "")
		} else {
			d.row(at, to, label)
		}
		at = to
	}
	d.run(at, end, rule.Name)
}

// numberText is the number in a field: small ones decimal, others hexadecimal.
func numberText(b []byte, order reloc.Order) string {
	v := uint64(0)
	for i := range b {
		c := b[i]
		if order == reloc.Little {
			c = b[len(b)-1-i]
		}
		v = v<<8 | uint64(c)
	}
	if v < 10 {
		return strconv.FormatUint(v, 10)
	}
	return "0x" + strconv.FormatUint(v, 16)
}

func ascii(b []byte) string {
	out := make([]byte, len(b))
	for i, c := range b {
		if c < ' ' || c > '~' {
			c = '.'
		}
		out[i] = c
	}
	return string(out)
}

// printable keeps control characters of foreign files from the terminal.
func printable(s string) string {
	for _, r := range s {
		if r < ' ' || r == 0x7f || r == utf8.RuneError {
			return strconv.Quote(s)
		}
	}
	return s
}
