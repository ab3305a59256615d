package plan9

import (
	"bytes"

	"linkplay/linkcore/image"
	"linkplay/linkcore/unit"
)

// A flush behind updates that moved nothing begins with the bytes of the flush before it: it costs a copy of the file and
// what was updated. Everything else that happens to the session forgets the old file, and so does a recorder, which wants
// to see every step.

// forget tells that more has changed than bodies at their places.
func (s *Session) forget() { s.last = nil }

// Updated is told of a new body. A place changes only at the flush, and not when size and alignment are as they were.
func (s *Session) Updated(id unit.ID) {
	if s.last == nil {
		return
	}
	u, before := &s.table.Units[id], &s.table.Before
	if u.Size != before.Size || u.Align != before.Align {
		s.forget()
		return
	}
	s.updated = append(s.updated, id)
	if u.Kind == unit.Function && !s.sameLines(u, before) {
		s.otherLines = true
	}
}

func (s *Session) sameLines(u, before *unit.Unit) bool {
	rows := s.table.Code.Lines
	now, old := rows[u.Body.Lines.From:u.Body.Lines.To], rows[before.Body.Lines.From:before.Body.Lines.To]
	if len(now) != len(old) {
		return false
	}
	for i := range now {
		if now[i] != old[i] {
			return false
		}
	}
	return true
}

// remember keeps an image for the next flush.
func (s *Session) remember(img *image.Image) {
	s.updated, s.otherLines, s.last = s.updated[:0], false, nil
	if s.rec == nil && len(s.table.Findings) == 0 {
		s.last = img
	}
}

// patch makes the file of the last flush into that of this one.
func (s *Session) patch() *image.Image {
	img := s.patchLines()
	for _, id := range s.updated {
		if u := &s.table.Units[id]; u.Kind != unit.BSS {
			place := img.File[u.Off : u.Off+u.Size]
			clear(place[copy(place, s.table.Code.Bytes[u.Body.Bytes.From:u.Body.Bytes.To]):])
		}
	}
	s.table.RelocateAgain(img, s.updated)
	s.remember(img)
	return img
}

// patchLines copies the last file. Only the pc/line table, which closes it, is made afresh where lines have changed: each
// of its rows counts from the one before.
func (s *Session) patchLines() *image.Image {
	if !s.otherLines {
		img := *s.last
		img.File = bytes.Clone(s.last.File)
		return &img
	}
	lines := s.collectLines()
	table := s.last.Extents[len(s.last.Extents)-1]
	symbolBytes := s.last.Extents[len(s.last.Extents)-2].FileSize
	img := s.newImage(symbolBytes, lines.bytes)
	w := image.NewWriter(img, table.Off+lines.bytes)
	copy(img.File, s.last.File[:table.Off])
	s.writeHeader(w, img, symbolBytes, lines.bytes)
	s.writeLines(w, img, lines)
	w.Close()
	return img
}
