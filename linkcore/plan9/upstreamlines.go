package plan9

import "linkplay/linkcore/unit"

// The pc/line table as the original writes it, for comparison. Each function's opcodes are made while its code is made,
// at every change of line, for the bytes since the last one; the linker puts line changes between them. Every row is one
// marker early, a line that stays costs a quantum that is not counted, and where the quantum is 4 the subtraction below
// takes 4 steps instead of 1. The canonical encoder in lines.go has none of this.

// upstreamLines makes one row of ready opcodes per function.
func (s *Session) upstreamLines() lineTable {
	var t lineTable
	last := int64(-1) // lines count from 0 here
	for i := range s.files {
		for _, id := range s.files[i].functions {
			start, end, opcodes := s.upstreamFunction(id)
			if opcodes == nil {
				continue
			}
			glue := appendChange(nil, start-last)
			t.rows = append(t.rows, lineRow{ready: string(glue) + string(opcodes)})
			t.bytes += uint64(len(glue) + len(opcodes))
			last = end
		}
	}
	t.pad = t.bytes%2 == 1
	if t.pad {
		t.bytes++
	}
	return t
}

// upstreamFunction makes the opcodes of one function. There is a marker at each change of line and one at the end, which
// speaks of the line behind the last.
func (s *Session) upstreamFunction(id unit.ID) (start, end int64, opcodes []byte) {
	u := &s.table.Units[id]
	rows := s.table.Code.Lines[u.Body.Lines.From:u.Body.Lines.To]
	if len(rows) == 0 {
		return 0, 0, nil
	}
	quantum := int64(s.cpu.Quantum)
	start = int64(rows[0].Line) - 1
	at, line := int64(rows[0].Offset), start
	remembered := -1
	for i := 1; i <= len(rows); i++ {
		to, toLine := int64(u.Size), int64(rows[len(rows)-1].Line)
		if i < len(rows) {
			to, toLine = int64(rows[i].Offset), int64(rows[i].Line)-1
		}
		distance := to - at
		if distance == 0 {
			continue // not recorded: the next marker takes the line change over
		}
		opcodes = appendChange(opcodes, toLine-line)
		if distance > quantum {
			steps := (distance-quantum)/quantum - quantum
			for ; steps >= 64 && quantum == 1; steps -= 64 {
				opcodes = append(opcodes, 0xc0)
			}
			if steps > 0 || quantum > 1 {
				opcodes = append(opcodes, byte(128+steps))
			}
			if remembered >= 0 {
				opcodes[remembered]++
			}
			remembered = len(opcodes) - 1
		}
		at, line = to, toLine
	}
	return start, line, opcodes
}

// appendChange encodes a change of line; none for 0.
func appendChange(dst []byte, delta int64) []byte {
	if delta == 0 {
		return dst
	}
	return appendLineRow(dst, 0, delta)
}
