package inspect

import (
	"fmt"
	"strconv"
	"unicode/utf8"

	"linkplay/linkcore/diag"
	"linkplay/linkcore/image"
	"linkplay/linkcore/reloc"
)

// file is one inspection.
type file struct {
	img      *image.Image
	data     []byte
	text     string // data as a string, of which all names are slices; see texts
	findings diag.List
	unlisted int // findings that are more than are listed

	room      int // bytes that labels may still take; see afford
	nameRoom  int // bytes that names which share their bytes may still have together
	spellRoom int // bytes that names which have to be spelled may still have together
	want      cost

	regions []region
	pieces  []piece
	memory  []image.Extent // stretches that are in memory only
	loads   []int32        // segments in the order of their file offsets; see mapped
	places  []place        // what atoms lie in; of ELF: by section
	atoms   []atom
	byAddr  []uint32 // owners of atoms in the order of their addresses
	stubs   int      // owners that regions make while they are labelled
	slack   uint64   // zeros between regions, fewer than this, are padding

	padding, unknown uint32 // owners, once there is one
	used             map[string]int
}

// The room for labels grows with the file, so that no small file makes a large image: with what cannot be counted
// beforehand it stays within 16 times the size of the file. A record costs up to 30 times its own bytes, but few files
// consist of nothing else.
const (
	roomPerByte = 13
	roomAtLeast = 256 << 10
	roomAtMost  = 192 << 20 // what a browser can hold, and what can be filled within a second
)

const mostFindings = 100

func newFile(data []byte) *file {
	return &file{
		img:       &image.Image{File: data, Owners: make([]image.Owner, 1, 16)},
		data:      data,
		room:      min(roomPerByte*len(data)+roomAtLeast, roomAtMost),
		nameRoom:  4*len(data) + roomAtLeast,
		spellRoom: len(data)/2 + roomAtLeast/4,
		used:      map[string]int{},
	}
}

// cost is how many rows of the image something takes.
type cost struct{ spans, args, strings, owners, other int }

// What the rows take, in bytes; a test holds them against the types.
const (
	spanBytes    = 28
	argBytes     = 8
	stringBytes  = 16
	ownerBytes   = 72
	symbolBytes  = 96
	cellBytes    = 40
	segmentBytes = 80
	sectionBytes = 112
	extentBytes  = 56
	atomBytes    = 40
	placeBytes   = 48
	regionBytes  = 96
	// A claim is a region, which may fall into two pieces, each with an extent that needs a name of its own; and the
	// tables with which resolve finds them.
	claimBytes = 2*regionBytes + 2*extentBytes + 100 + 300
)

func (c cost) bytes() int {
	return spanBytes*c.spans + argBytes*c.args + stringBytes*c.strings + ownerBytes*c.owners + c.other
}

// afford takes room for rows that cost so much each, and returns for how many of them there is any.
func (f *file) afford(rows int, each cost) int {
	n := min(rows, f.room/each.bytes())
	f.room -= n * each.bytes()
	f.want.spans += n * each.spans
	f.want.args += n * each.args
	f.want.strings += n * each.strings
	f.want.owners += n * each.owners
	return n
}

// refund gives back the room of rows that turned out not to be there.
func (f *file) refund(rows int, each cost) {
	f.room += rows * each.bytes()
	f.want.spans -= rows * each.spans
	f.want.args -= rows * each.args
	f.want.strings -= rows * each.strings
	f.want.owners -= rows * each.owners
}

// crowded says that a table has more records than are labelled.
func (f *file) crowded(what string, at uint64, rows, labelled int) {
	if labelled < rows {
		f.find(diag.FileTooLarge, "%s at byte %#x has %d records, and only the first %d are read one by one", shown(what), at, rows, labelled).
			Severity = diag.Note
	}
}

// texts is the file as a string. Names are slices of it: one copy for all of them.
func (f *file) texts() string {
	if f.text == "" {
		f.text = string(f.data)
	}
	return f.text
}

// find adds a finding; places in a file are named in the sentence, as "at byte 0x2c".
func (f *file) find(code diag.Code, format string, args ...any) *diag.Finding {
	if len(f.findings) == mostFindings {
		f.unlisted++
		return &diag.Finding{}
	}
	return f.findings.Add(code, diag.Pos{}, format, args...)
}

// shown makes a name fit for a sentence.
func shown(name string) string {
	const most = 80
	if len(name) > most {
		name = name[:most] + "…"
	}
	for _, r := range name {
		if !strconv.IsPrint(r) || r == utf8.RuneError {
			return strconv.Quote(name)
		}
	}
	return name
}

// short says that the file ends too early.
func (f *file) short(format string, args ...any) *diag.Finding {
	return f.find(diag.FileTruncated, format, args...)
}

// odd says that a field holds what it should not.
func (f *file) odd(format string, args ...any) *diag.Finding {
	return f.find(diag.FileField, format, args...)
}

// finish returns the findings.
func (f *file) finish() diag.List {
	if f.unlisted > 0 {
		f.findings.Add(diag.FileField, diag.Pos{}, "%d more findings are not listed; the last one that is listed says how far it came", f.unlisted)
	}
	return f.findings
}

// tally counts findings of one kind, of which only the first is told.
type tally struct {
	n  int
	at uint64
}

func (t *tally) add(at uint64) {
	if t.n == 0 {
		t.at = at
	}
	t.n++
}

// more says how many there are besides the first.
func (t *tally) more() string {
	switch {
	case t.n < 2:
		return ""
	case t.n == 2:
		return "; so it is with 1 more"
	default:
		return fmt.Sprintf("; so it is with %d more", t.n-1)
	}
}

// slot is where a field is in its record.
type slot struct {
	at, bytes uint64
	order     reloc.Order
}

// slotOf finds a field by the name that the specification gives it.
func slotOf(rule *image.Rule, name string) slot {
	at := uint64(0)
	for i := range rule.Fields {
		field := &rule.Fields[i]
		if field.Name == name {
			return slot{at, uint64(field.Bytes), field.Order}
		}
		at += uint64(field.Bytes)
	}
	panic("inspect: the shape " + rule.Name + " has no field " + name + ".")
}

// read reads the field of the record at a file offset.
func (f *file) read(s slot, record uint64) uint64 {
	return s.order.Uint(f.data[record+s.at : record+s.at+s.bytes])
}

// size is the size of the file.
func (f *file) size() uint64 { return uint64(len(f.data)) }
