package inspect

import (
	"linkplay/linkcore/image"
	"linkplay/linkcore/reloc"
)

// The pc/line table (a.out(6)) is a walk: the address starts one quantum before the text, the line at 0, and every
// opcode moves the address one quantum besides what it says. The linkers write it row by row; a foreign table need not
// have been made of such rows, so it is told opcode by opcode.

func lineOpcode(name, says, values string, more ...image.Field) *image.Rule {
	opcode := image.Field{Name: "opcode", Bytes: 1, Order: reloc.Big, Says: values}
	return image.NewRecord(name, "Plan 9 a.out(6)", says, append([]image.Field{opcode}, more...)...)
}

var (
	lineFar = lineOpcode("pc/line: far line", "Adds a number with sign to the line; the address moves on by one quantum.", "0",
		image.Field{Name: "delta", Bytes: 4, Order: reloc.Big, Says: "what is added, most significant byte first on every processor"})
	lineForward = lineOpcode("pc/line: line forward", "Adds 1 to 64 to the line; the address moves on by one quantum.", "1 to 64: what is added")
	lineBack    = lineOpcode("pc/line: line back", "Takes 1 to 64 from the line; the address moves on by one quantum.", "65 to 128: 64 and what is taken away")
	lineMove    = lineOpcode("pc/line: address", "Moves the address on by 1 to 127 quanta, with the one that every opcode moves it.", "129 to 255: 128 and the number of quanta")
)

// lineTable labels a pc/line table.
type lineTable struct{}

func (lineTable) plan(f *file, g *region) {
	rows, at := 0, g.from
	for ; at < g.to; rows++ {
		n := lineBytes(f.data[at])
		if at+n > g.to {
			if !g.cut { // otherwise it was said before
				f.odd("the opcode 0 at byte %#x wants a number of 4 bytes, and the pc/line table ends at byte %#x", at, g.to)
			}
			break
		}
		at += n
	}
	g.rows = f.afford(rows, cost{spans: 1, args: 2})
	f.crowded("the pc/line table", g.from, rows, g.rows)
}

func (lineTable) label(f *file, g *region) {
	far, forward, back, move := f.img.Rule(lineFar), f.img.Rule(lineForward), f.img.Rule(lineBack), f.img.Rule(lineMove)
	at := g.from
	for n := 0; n < g.rows; n++ {
		rule := move
		switch b := f.data[at]; {
		case b == 0:
			rule = far
		case b <= 64:
			rule = forward
		case b <= 128:
			rule = back
		}
		next := at + lineBytes(f.data[at])
		f.record(rule, g.owner, at, next)
		at = next
	}
	f.foreign(g.owner, at, g.to)
}

// lineBytes is the length of an opcode and its number.
func lineBytes(opcode byte) uint64 {
	if opcode == 0 {
		return 5
	}
	return 1
}
