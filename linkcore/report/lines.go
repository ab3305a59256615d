package report

import (
	"encoding/binary"
	"sort"

	"linkplay/linkcore/image"
	"linkplay/linkcore/spec"
)

// LinesOf walks the pc/line table of a Plan 9 file. The walk is the definition of a.out(6) and knows nothing of the
// encoder: the address starts one quantum before the text, the line at 0; every opcode does what it says and then moves
// the address on by one quantum.
func LinesOf(img *image.Image) Lines {
	out := Lines{Ops: []LineOp{}}
	if img.Format != "plan9" {
		out.Why = "Only Plan 9 files have a table of this kind."
		return out
	}
	cpu := spec.FindCPU(img.CPU)
	if cpu == nil {
		out.Why = "By how many bytes " + img.CPU + " counts is not known here."
		return out
	}
	var table, text *image.Extent
	for i := range img.Extents {
		switch e := &img.Extents[i]; e.Name {
		case "lines":
			table = e
		case "text":
			text = e
		}
	}
	if table == nil || table.FileSize == 0 || text == nil {
		out.Why = "The file says of no address which line it comes from."
		return out
	}
	out.Quantum, out.Start = cpu.Quantum, Hex(text.Addr)
	out.Says = "A row is one step of a walk through the code (an opcode of a.out(6), one byte or five): it moves the line, and the address by at least " +
		count(out.Quantum, "byte") + ". So that the first step can land on the first byte of the text, the walk begins that much before it, at line 0."
	out.walk(img, table.Off, table.Off+table.FileSize)
	return out
}

func (out *Lines) walk(img *image.Image, at, end uint64) {
	quantum := uint64(out.Quantum)
	pc, line := uint64(out.Start)-quantum, 0
	sources := sourcesOf(img)
	for at < end {
		op := LineOp{Off: uint32(at), Len: 1, Steps: 1, From: Hex(pc + quantum)}
		switch b := img.File[at]; {
		case b == 0 && end-at < 5:
			op.Len = uint32(end - at) // cut off: it changes nothing
		case b == 0:
			op.Len, op.Delta = 5, int(int32(binary.BigEndian.Uint32(img.File[at+1:])))
		case b <= 64:
			op.Delta = int(b)
		case b <= 128:
			op.Delta = 64 - int(b)
		default:
			op.Steps = int(b) - 128
		}
		pc += uint64(op.Steps) * quantum
		line += op.Delta
		at += uint64(op.Len)
		if out.Total++; len(out.Ops) == MostRows {
			continue
		}
		op.PC, op.Line = Hex(pc), line
		op.Owner = ownerAt(img, pc)
		if op.Note = noteOf(img, at-uint64(op.Len), op.Owner); op.Note == "" {
			op.File, op.FileLine = sources.of(img, op.Owner, line)
		}
		out.Ops = append(out.Ops, op)
	}
}

// noteOf says of an opcode whose address comes from no line why it is there.
func noteOf(img *image.Image, off uint64, owner uint32) string {
	if img.Owners[owner].Kind == image.OwnerCode {
		return ""
	}
	if at := img.SpanAt(off); at >= 0 && img.Rules[img.Spans[at].Rule].Name == "pc/line padding" {
		return "made by the linker, so that the table has an even length"
	}
	if img.Owners[owner].Kind == image.OwnerLazy {
		return "code made by the linker"
	}
	return ""
}

// ownerAt is whose code lies at an address, or 0.
func ownerAt(img *image.Image, addr uint64) uint32 {
	if off, in := img.OffsetOf(addr); in {
		if at := img.SpanAt(off); at >= 0 {
			return img.Spans[at].Owner
		}
	}
	return 0
}

// sources are the rows of symbols that are source history records, in order. Behind the records of a file stand the
// symbols of its functions.
type sources []uint32

func sourcesOf(img *image.Image) (all sources) {
	for i := range img.Symbols {
		if img.Symbols[i].Type == "z" {
			all = append(all, uint32(i))
		}
	}
	return all
}

// of says which file a line of a function is from, and its number there. A record opens a file at its line, one without
// a path closes the file that was opened last; the records before a function go back to the one that opens at line 1.
func (s sources) of(img *image.Image, owner uint32, line int) (file string, fileLine int) {
	if owner == 0 || img.Owners[owner].Symbol == 0 {
		return "", 0
	}
	end := sort.Search(len(s), func(i int) bool { return s[i] >= img.Owners[owner].Symbol-1 })
	begin := end
	for begin > 0 {
		begin--
		if z := &img.Symbols[s[begin]]; z.Value == 1 && !closes(img, z) {
			break
		}
	}
	type open struct {
		file           string
		start, skipped int
	}
	var files []open
	for _, row := range s[begin:end] {
		z := &img.Symbols[row]
		at := int(uint32(z.Value))
		if at > line {
			break
		}
		if !closes(img, z) {
			files = append(files, open{z.Name, at, 0})
			continue
		}
		if n := len(files) - 1; n >= 0 {
			closed := files[n]
			if files = files[:n]; n > 0 {
				files[n-1].skipped += at - closed.start
			}
		}
	}
	if len(files) == 0 {
		return "", 0
	}
	top := files[len(files)-1]
	return top.file, line - top.start - top.skipped + 1
}

// closes tells whether a history record has no path: the value, the type, a zero and the closing two.
func closes(img *image.Image, z *image.Symbol) bool { return int(z.Len) == img.WordBytes+4 }
