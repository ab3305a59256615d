package asm

import (
	"slices"

	"linkplay/linkcore/atom"
)

// stamp is an instruction that has been assembled, to be used again for others of its shape: same mnemonic, same
// registers, numbers and words, whatever symbol. Programs consist of a few hundred shapes, so nearly every instruction
// is a copy and one changed reference. A stamp holds what instruction made; it decides nothing itself.
type stamp struct {
	shape  shape
	bytes  [stampBytes]byte
	addend int64
	args   [stampArgs]int64
	row    uint16
	reloc  uint16
	length uint8 // of the bytes
	field  uint8 // offset of the reference's field
	count  uint8 // of args
	refs   uint8
}

const (
	stamps     = 1024
	stampBytes = 16 // no instruction is longer than 15
	stampArgs  = 5  // what two operands can have
)

// shape is an instruction without its symbol.
type shape struct {
	first, second uint64 // operands
	mnemonic      atom.Name
}

// An operand is written into 64 bits, byte by byte: its kind, the words before it, its terms. Only the first byte can be
// 0, so different operands differ.
const (
	shapeSymbol   = 0x01
	shapePlus     = 0x02 // 32 bits follow
	shapeMinus    = 0x03 // 32 bits follow
	shapeOperator = 0x40 // and the number of the word
	shapeRegister = 0x80 // and the number of the register

	shapeLongest = 8 // bytes
)

// shapeOf finds out the shape of an instruction and the index of the term that is its symbol, or -1. ok is false when
// the instruction depends on more than that.
func (a *Assembler) shapeOf(it *atom.Item) (s shape, symbol int, ok bool) {
	s.mnemonic, symbol = it.Name, -1
	operands := a.p.Operands[it.Args.From:it.Args.To]
	if len(operands) > 2 {
		return s, symbol, false
	}
	for k := range operands {
		bits, at := a.shapeOfOperand(&operands[k])
		if bits == 0 || at >= 0 && symbol >= 0 {
			return s, symbol, false
		}
		symbol = max(symbol, at)
		s.first, s.second = s.second, bits
	}
	return s, symbol, true
}

// shapeOfOperand is the shape of an operand, or 0 when it has none.
func (a *Assembler) shapeOfOperand(op *atom.Operand) (bits uint64, symbol int) {
	bits, symbol = uint64(op.Kind)+1, -1
	length := 1
	if op.Kind > atom.OperandMemory || op.Writeback {
		return 0, symbol
	}
	if op.Words.From != op.Words.To {
		for _, word := range a.p.Words[op.Words.From:op.Words.To] {
			bits = bits<<8 | uint64(a.wordOf(word).prefix)
			length++
		}
	}
	words, terms := a.words, a.p.Terms[op.Terms.From:op.Terms.To]
	inside := false
	for i := range terms {
		t := &terms[i]
		code := uint64(shapeSymbol)
		switch t.Kind {
		case atom.TermNumber:
			code = shapePlus<<32 | t.Value
			if t.Negative {
				code |= shapeMinus << 32
			}
			if t.Value>>32 != 0 {
				return 0, symbol
			}
			bits <<= 32
			length += 4
		case atom.TermName:
			if inside {
				break // whatever it means elsewhere; a load of a row of words for nothing would be felt
			}
			if int(t.Name) >= len(words) {
				return 0, symbol
			}
			if w := &words[t.Name]; w.register != 0 {
				code = shapeRegister | uint64(w.register)
			} else if !w.defined {
				return 0, symbol
			}
		case atom.TermApply:
			if inside || t.Size != 1 || int(t.Name) >= len(words) || words[t.Name].operator == 0 {
				return 0, symbol
			}
			code = shapeOperator | uint64(words[t.Name].operator)
			inside = true
		case atom.TermText, atom.TermLazyCode, atom.TermLazyData:
		default:
			return 0, symbol
		}
		if code == shapeSymbol {
			if symbol >= 0 {
				return 0, symbol
			}
			symbol, inside = int(op.Terms.From)+i, false
		}
		bits = bits<<8 | code
		if length++; length > shapeLongest || t.Negative && t.Kind != atom.TermNumber {
			return 0, symbol
		}
	}
	return bits, symbol
}

// slot is where the stamp of a shape is kept, if it is.
func (s *shape) slot() uint64 {
	return (uint64(s.mnemonic)*0x9e3779b97f4a7c15 ^ s.first*0xbf58476d1ce4e5b9 ^ s.second*0x94d049bb133111eb) >> 40 % stamps
}

// use writes the instruction that a stamp holds, with another symbol.
func (a *Assembler) use(s *stamp, item uint32, symbol int) {
	code := a.code
	n := len(code.Bytes)
	if cap(code.Bytes)-n < stampBytes {
		code.Bytes = slices.Grow(code.Bytes, stampBytes)
	}
	*(*[stampBytes]byte)(code.Bytes[n : n+stampBytes]) = s.bytes // all of them: a copy of known length is two moves
	code.Bytes = code.Bytes[:n+int(s.length)]
	from := uint32(n - a.start)
	if s.refs > 0 {
		t := &a.p.Terms[symbol]
		code.Refs = append(code.Refs, Ref{
			Addend: s.addend, Offset: from + uint32(s.field), Name: t.Name, Item: item, Reloc: s.reloc, Col: t.Col, Kind: t.Kind,
		})
	}
	if a.record {
		a.part(PartInstr, item, from, s.row, s.args[:s.count]...)
	}
}

// keep makes a stamp of what has been written since a mark, unless it has more than one reference.
func (a *Assembler) keep(s *stamp, shape shape, from arenas, row int, args []int64) {
	code := a.code
	length, refs := len(code.Bytes)-int(from.bytes), len(code.Refs)-int(from.refs)
	if length > stampBytes || refs > 1 || len(args) > stampArgs {
		return
	}
	*s = stamp{shape: shape, row: uint16(row), length: uint8(length), count: uint8(len(args)), refs: uint8(refs)}
	copy(s.bytes[:], code.Bytes[from.bytes:])
	copy(s.args[:], args)
	if refs > 0 {
		r := &code.Refs[from.refs]
		s.addend, s.reloc, s.field = r.Addend, r.Reloc, uint8(r.Offset-(from.bytes-uint32(a.start)))
	}
}
