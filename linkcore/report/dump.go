package report

import (
	"fmt"
	"sort"
	"strconv"
	"strings"

	"linkplay/linkcore/image"
	"linkplay/linkcore/trace"
)

// Dump is the state of the linker after the last flush, as text: the symbols and the GOT. For ELF it is Zig's state
// dump, so that the two can be compared.
func Dump(img *image.Image) string {
	var b strings.Builder
	if img.States != nil {
		dumpStates(&b, img)
	} else {
		b.WriteString("SYMBOLS\n")
		for i := range img.Symbols {
			s := &img.Symbols[i]
			fmt.Fprintf(&b, "  %%%d : %s : @%x : %s : %s\n", i, or(s.Name, "-"), s.Value, or(s.Section, "-"), or(s.Type, "-"))
		}
		b.WriteString("\n")
	}
	b.WriteString("GOT\n")
	symbols := symbolNumbers(img)
	for i := range img.Cells {
		c := &img.Cells[i]
		addr, _ := img.AddrOf(uint64(c.Off))
		if c.Owner == 0 {
			fmt.Fprintf(&b, "  %d@0x%x => (%s)\n", i, addr, or(c.Tag, "free"))
			continue
		}
		o := &img.Owners[c.Owner]
		fmt.Fprintf(&b, "  %d@0x%x => %d@0x%x (%s)\n", i, addr, symbols(c.Owner), o.Addr, symbolName(img, c.Owner))
	}
	if img.States != nil {
		b.WriteString("\n")
	}
	return b.String()
}

// dumpStates lists the symbols by the file that they come from.
func dumpStates(b *strings.Builder, img *image.Image) {
	for file, head := range [...]string{1: "zig_module(1) : (zig module)\n  locals\n", 2: "linker_defined(2) : (linker defined)\n"} {
		if head == "" {
			continue
		}
		b.WriteString(head)
		for _, global := range [...]bool{false, true} {
			if global {
				b.WriteString("  globals\n")
			}
			for i := range img.States {
				if s := &img.States[i]; s.Used && int(s.File) == file && (s.Export || s.Import) == global {
					dumpState(b, img, i, s)
				}
			}
		}
		b.WriteString("\n")
	}
}

func dumpState(b *strings.Builder, img *image.Image, index int, s *image.State) {
	fmt.Fprintf(b, "    %%%d : %s : @%x", index, s.Name, s.Value)
	switch {
	case s.Absolute:
		b.WriteString(" : absolute")
	case s.Section != 0:
		fmt.Fprintf(b, " : sect(%d)", s.Section)
	}
	flags := [2]byte{'_', '_'}
	if s.Export {
		flags[0] = 'E'
	}
	if s.Import {
		flags[1] = 'I'
	}
	fmt.Fprintf(b, " : atom(%d) : %s", s.Atom, flags[:])
	if s.Weak {
		b.WriteString(" : weak")
	}
	fmt.Fprintf(b, " : %s(%d)\n", [...]string{1: "zig_module", 2: "linker_defined"}[s.File], s.File)
}

// symbolNumbers returns the number that the linker gave an owner's symbol: the one it recorded, which a format may
// write in another order, else the row of the table.
func symbolNumbers(img *image.Image) func(owner uint32) int {
	given := map[uint32]int{}
	if img.Trace != nil {
		for i := range img.Trace.Events {
			// The first is the symbol itself, those that follow are its exports.
			switch e := &img.Trace.Events[i]; e.Kind {
			case trace.GiveSymbol:
				if _, has := given[e.Subject]; !has {
					given[e.Subject] = int(e.A)
				}
			case trace.Release:
				delete(given, e.Subject)
			}
		}
	}
	return func(owner uint32) int {
		if n, ok := given[owner]; ok {
			return n
		}
		return max(0, int(img.Owners[owner].Symbol)-1)
	}
}

// symbolName is what the symbol table calls an owner.
func symbolName(img *image.Image, owner uint32) string {
	o := &img.Owners[owner]
	if o.Symbol > 0 && int(o.Symbol) <= len(img.Symbols) && img.Symbols[o.Symbol-1].Name != "" {
		return img.Symbols[o.Symbol-1].Name
	}
	return o.Name
}

func or(s, instead string) string {
	if s == "" {
		return instead
	}
	return s
}

// Map is the linker map: what lies at which address, in the order of memory, then what is in the file only.
func Map(img *image.Image) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %s\n", or(img.Kind, "file"), count(len(img.File), "byte"))
	if img.HasEntry {
		fmt.Fprintf(&b, "entry 0x%x\n", img.Entry)
	}
	for i := range img.Segments {
		s := &img.Segments[i]
		fmt.Fprintf(&b, "segment %s %s at 0x%x, %d bytes in memory, %d in the file from 0x%x\n", s.Name, s.Flags, s.Addr, s.MemSize, s.FileSize, s.Off)
	}
	t := newText("address", "in file", "size", "align", "kind", "name")
	for _, owner := range byAddress(img) {
		o := &img.Owners[owner]
		off := hexOff(o.Off)
		if o.Kind == image.OwnerBSS {
			off = "-"
		}
		t.row(fmt.Sprintf("0x%x", o.Addr), off, fmt.Sprint(o.Size), fmt.Sprint(max(1, o.Align)), o.Kind.String(), o.Name)
	}
	for i := range img.Extents {
		if e := &img.Extents[i]; !e.Loaded {
			t.row("-", hexOff(e.Off), fmt.Sprint(e.FileSize), "-", "not loaded", e.Name)
		}
	}
	b.WriteString("\n")
	t.write(&b)
	return b.String()
}

// byAddress is the placed owners in the order of memory; symbols that the linker defines own no bytes and come after
// what starts at the same address.
func byAddress(img *image.Image) []uint32 {
	var order []uint32
	for i := range img.Owners {
		if o := &img.Owners[i]; o.Placed && (o.Size > 0 || o.Kind == image.OwnerLinker) {
			order = append(order, uint32(i))
		}
	}
	sort.SliceStable(order, func(a, b int) bool {
		x, y := &img.Owners[order[a]], &img.Owners[order[b]]
		if x.Addr != y.Addr {
			return x.Addr < y.Addr
		}
		return x.Size > y.Size
	})
	return order
}

func hexOff(off uint64) string { return fmt.Sprintf("0x%02x", off) }

func count(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + one + "s"
}

// text is a table with aligned columns.
type text struct{ rows [][]string }

func newText(heads ...string) *text { return &text{[][]string{heads}} }

func (t *text) row(cells ...string) { t.rows = append(t.rows, cells) }

func (t *text) write(b *strings.Builder) {
	widths := make([]int, len(t.rows[0]))
	for _, r := range t.rows {
		for i, c := range r {
			widths[i] = max(widths[i], min(len([]rune(c)), 40))
		}
	}
	for _, r := range t.rows {
		line := ""
		for i, c := range r {
			line += c
			if i+1 < len(r) {
				line += strings.Repeat(" ", max(0, widths[i]-len([]rune(c)))+2)
			}
		}
		b.WriteString(strings.TrimRight(line, " "))
		b.WriteByte('\n')
	}
}
