package unit

import (
	"fmt"

	"linkplay/linkcore/asm"
	"linkplay/linkcore/image"
)

// parts lets an image ask what the bytes of a body are.
type parts struct{ t *Table }

// Parts is the table as an image sees it.
func (t *Table) Parts() image.Code { return parts{t} }

var partWords = [...]string{
	asm.PartInstr: "instruction", asm.PartValue: "value", asm.PartBytes: "bytes", asm.PartText: "text", asm.PartZero: "zero", asm.PartAlign: "padding",
}

// Part describes part i; its Text is the reader's to fill from the line.
func (p parts) Part(i int) image.Part {
	t := p.t
	part := &t.Code.Parts[i]
	out := image.Part{Off: part.Offset, Len: part.Len, Line: t.P.Items[part.Item].Line, Kind: partWords[part.Kind]}
	switch part.Kind {
	case asm.PartInstr:
		row := &t.CPU.Rows[part.Row]
		out.Rule, out.Says = row.Syntax+"  =  "+row.Encoding, row.Says
	case asm.PartValue:
		args := t.args(part)
		out.Rule = fmt.Sprintf("%d in %d bytes", args[0], args[1])
		out.Says = "A number, in the byte order of the processor."
	case asm.PartBytes:
		out.Says = "Bytes as the description gives them."
	case asm.PartText:
		out.Says = "Text in UTF-8, without a NUL of its own."
	case asm.PartZero:
		out.Says = "Zeros."
	case asm.PartAlign:
		out.Says = "Nothing: what follows wants to start at a multiple of its alignment."
	}
	return out
}

// Fields tells the bytes of an instruction apart.
func (p parts) Fields(i int, bytes []byte) (fields []image.PartField) {
	part := &p.t.Code.Parts[i]
	if part.Kind != asm.PartInstr {
		return nil
	}
	for _, piece := range p.t.CPU.Describe(int(part.Row), p.t.args(part), bytes) {
		fields = append(fields, image.PartField{Off: uint32(piece.Offset), Len: uint32(piece.Len), Name: piece.Name, Says: piece.Says})
	}
	return fields
}

func (t *Table) args(part *asm.Part) []int64 {
	return t.Code.Args[part.Args : part.Args+uint32(part.Count)]
}

// AppendPart makes the bytes of part i again.
func (p parts) AppendPart(dst []byte, i int) []byte {
	return p.t.Asm.Eval(&p.t.Code, &p.t.Code.Parts[i], dst)
}
