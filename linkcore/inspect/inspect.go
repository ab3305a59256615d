// Package inspect reads a finished file, ours or anybody's, and labels it to the last byte, as if it had been linked
// here: records with the shapes that the linkers write, contents by the symbols that own them.
//
// Sources: Plan 9 a.out(6); ELF gABI; LSB Core for versions and notes of GNU.
//
// A file is read in four steps. Headers say which regions there are; regions claim bytes, and where two claim the same
// byte the earlier claim wins; symbols divide the contents into atoms; then every region is labelled in the order of the
// file. Nothing that a header says is believed before it is held against the
// size of the file, so a damaged file gives a partial result and findings that name the byte.
//
// A new kind of section is a case of tableOf; a new format is a row of formats. Tables of one uniform record become one
// span when they are long, and what they say is made row by row when somebody looks (image.Listing). A file without
// section headers is read by its dynamic section and its notes. Left out, and shown as contents: debugging and unwinding
// information, attributes, packed relocations, the PLT of files without section headers.
package inspect

import (
	"linkplay/linkcore/diag"
	"linkplay/linkcore/image"
)

// limitBytes is the largest file that is read.
const limitBytes = 256 << 20

// formats lists the files that are recognised by their first bytes.
var formats = []struct {
	is   func(data []byte) bool
	read func(f *file)
}{
	{isELF, readELF},
	{isAout, readAout},
}

// Inspect labels any file. It never fails: what is wrong is in the findings, and bytes that nothing speaks of belong to
// the owner "unknown". The image keeps data as its file.
func Inspect(data []byte) (*image.Image, diag.List) { return inspectWithin(data, limitBytes) }

func inspectWithin(data []byte, limit int) (*image.Image, diag.List) {
	if len(data) > limit {
		var findings diag.List
		findings.Add(diag.FileTooLarge, diag.Pos{}, "the file goes on at byte %#x, and no byte from there on is read", limit).
			Mend("give a file of at most %d bytes; strip may help", limit)
		return nil, findings
	}
	f := newFile(data)
	read := readUnknown
	for _, format := range formats {
		if format.is(data) {
			read = format.read
		}
	}
	read(f)
	f.emit()
	return f.img, f.finish()
}

// readUnknown claims nothing: the whole file is shown as unknown.
func readUnknown(f *file) {
	f.img.Kind = "unknown file"
	if len(f.data) == 0 {
		f.find(diag.FileUnknown, "the file is empty: it ends at byte 0x0")
		return
	}
	f.find(diag.FileUnknown, "the file is neither ELF nor a Plan 9 executable: at byte 0x0 it has % x", f.data[:min(4, len(f.data))]).
		Mend("an ELF file begins with 7f 45 4c 46, a Plan 9 executable with one of 17 numbers, such as 00 00 8a 97")
}
