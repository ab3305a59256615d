package asm

import "linkplay/linkcore/atom"

// layout is where things are inside the atom at hand, and how jumps to its labels get their lengths.
//
// At first every jump is short. Then what does not reach is made long, which can push others out of reach, until
// nothing changes; what was made long stays long, so this ends. With the lengths known the atom is assembled again.
type layout struct {
	labels []label // by Name
	epoch  uint32  // of the atom at hand; labels of another epoch are those of another atom
	placed bool    // labels have their places
	marks  []place
	jumps  []jump
	jump   int    // how many jumps have been met
	inner  uint32 // the largest "align" inside the atom
}

type label struct{ epoch, offset uint32 }

// place is something whose offset matters when an earlier jump grows.
type place struct {
	offset uint32
	what   uint32 // the label, the power of two, the index of the jump
	kind   placeKind
}

type placeKind uint8

const (
	markLabel placeKind = iota
	markAlign
	markJump
)

// jump is a jump that has a short and a long form.
type jump struct {
	operand     uint32 // index of Program.Operands
	start, end  uint32
	short, grow uint8 // length of the short form, and how much longer the long one is
	long        bool
}

// maxRounds bounds the work for atoms in which each jump pushes the next one out of reach. After it all are long.
const maxRounds = 32

func (l *layout) startLayout() {
	l.epoch++
	l.jumps = l.jumps[:0]
}

func (l *layout) restartLayout() {
	l.placed, l.jump, l.inner = false, 0, 1
	l.marks = l.marks[:0]
}

func (a *Assembler) mark(kind placeKind, offset, what uint32) {
	a.marks = append(a.marks, place{offset, what, kind})
}

// label gives a label the offset of the next byte.
func (a *Assembler) label(n atom.Name) {
	if len(a.labels) < len(a.words) {
		a.labels = make([]label, len(a.words))
	}
	if int(n) >= len(a.labels) {
		return
	}
	a.labels[n] = label{a.epoch, a.here()}
	a.mark(markLabel, a.here(), uint32(n))
}

// labelAt returns the offset of a label. As long as labels have no places it is 0, and ok for all.
func (a *Assembler) labelAt(n atom.Name) (offset uint32, ok bool) {
	if !a.placed {
		return 0, true
	}
	if int(n) >= len(a.labels) || a.labels[n].epoch != a.epoch {
		return 0, false
	}
	return a.labels[n].offset, true
}

// isLong tells whether the jump that is met now must be long. In the first pass none is.
func (l *layout) isLong() bool { return l.jump < len(l.jumps) && l.jumps[l.jump].long }

// addJump notes a jump that was written in its short form, or in its long one because it must be.
func (a *Assembler) addJump(operand, start uint32, short, long int) {
	if a.jump == len(a.jumps) {
		a.mark(markJump, start, uint32(a.jump))
		a.jumps = append(a.jumps, jump{operand: operand, short: uint8(short), grow: uint8(long - short)})
	}
	a.jump++
}

// lengthen makes those jumps long that do not reach, and tells whether there are any.
func (a *Assembler) lengthen() bool {
	a.placed = true
	if len(a.jumps) == 0 {
		return false
	}
	any := false
	for round := 0; ; round++ {
		a.shift()
		grown := false
		for i := range a.jumps {
			j := &a.jumps[i]
			if !j.long && (round >= maxRounds || !a.reaches(j)) {
				j.long, grown = true, true
			}
		}
		if !grown {
			return any
		}
		any = true
	}
}

// shift moves labels and jumps behind the jumps that have become long.
func (a *Assembler) shift() {
	by := 0
	for i := range a.marks {
		m := &a.marks[i]
		at := uint32(int(m.offset) + by)
		switch m.kind {
		case markLabel:
			a.labels[m.what].offset = at
		case markAlign:
			by += int(-at&(m.what-1)) - int(-m.offset&(m.what-1))
		case markJump:
			j := &a.jumps[m.what]
			j.start, j.end = at, at+uint32(j.short)
			if j.long {
				by += int(j.grow)
				j.end += uint32(j.grow)
			}
		}
	}
}

// reaches tells whether the short form of a jump reaches its target.
func (a *Assembler) reaches(j *jump) bool {
	v := value{}
	if !a.evaluate(&v, a.p.Operands[j.operand].Terms, j.start, asOperand) {
		return true // it will have its finding
	}
	distance := v.n - int64(j.end)
	return distance == int64(int8(distance))
}
