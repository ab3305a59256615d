package elf

import (
	"bytes"

	"linkplay/linkcore/image"
	"linkplay/linkcore/trace"
)

// tellChanges takes back what a recorded flush says of bytes that were there before. A recording makes every byte again,
// to have a reason for it; but in a slack file that was flushed before, most of them stay as they are, and their reason
// is the event that wrote them first. first is the first event of the passes that write.
func (s *Session) tellChanges(img *image.Image, first uint32) {
	before := s.shown
	if s.shown = img; s.rec == nil || before == nil {
		return
	}
	used := make([]bool, len(s.rec.Events)-int(first))
	note := func(event uint32) {
		if event >= first {
			used[event-first] = true
		}
	}
	at := 0
	for i := range img.Spans {
		span := &img.Spans[i]
		for at < len(before.Spans) && before.Spans[at].Off < span.Off {
			at++
		}
		if at < len(before.Spans) && sameSpan(before, &before.Spans[at], img, span) {
			span.Event = before.Spans[at].Event
		}
		note(span.Event)
	}
	at = 0
	for i := range img.Relocs {
		r := &img.Relocs[i]
		for at < len(before.Relocs) && before.Relocs[at].Off < r.Off {
			at++
		}
		end := int(r.Off) + img.RelocTypes[r.Type].Bytes()
		if at < len(before.Relocs) && before.Relocs[at].Off == r.Off && before.Relocs[at].Target == r.Target && end <= len(before.File) &&
			bytes.Equal(before.File[r.Off:end], img.File[r.Off:end]) {
			r.Event = before.Relocs[at].Event
		}
		note(r.Event)
	}
	for i := range used {
		switch s.rec.Events[int(first)+i].Kind {
		case trace.FinishFile:
			used[i] = true
		case trace.FindEntry:
			used[i] = img.Entry != before.Entry
		}
	}
	renumbered := s.rec.Keep(first, used)
	for i := range img.Spans {
		if e := &img.Spans[i].Event; *e >= first {
			*e = renumbered[*e-first]
		}
	}
	for i := range img.Relocs {
		if e := &img.Relocs[i].Event; *e >= first {
			*e = renumbered[*e-first]
		}
	}
}

// sameSpan tells whether a record is the one that was there before.
func sameSpan(before *image.Image, was *image.Span, img *image.Image, is *image.Span) bool {
	end := is.Off + is.Len
	return was.Off == is.Off && was.Len == is.Len && was.Owner == is.Owner && int(end) <= len(before.File) &&
		bytes.Equal(before.File[was.Off:end], img.File[is.Off:end])
}
