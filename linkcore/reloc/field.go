package reloc

import "encoding/binary"

// Order is a byte order. It is a value: whoever writes numbers passes it on and never asks which one it is.
type Order uint8

// The byte orders.
const (
	Little Order = iota
	Big
)

// Put writes the low bytes of v into the whole of dst.
func (o Order) Put(dst []byte, v uint64) {
	if o == Big {
		for i := len(dst) - 1; i >= 0; i-- {
			dst[i] = byte(v)
			v >>= 8
		}
		return
	}
	switch len(dst) {
	case 4:
		binary.LittleEndian.PutUint32(dst, uint32(v))
	case 8:
		binary.LittleEndian.PutUint64(dst, v)
	default:
		for i := range dst {
			dst[i] = byte(v)
			v >>= 8
		}
	}
}

// Uint reads the whole of src, of at most eight bytes.
func (o Order) Uint(src []byte) uint64 {
	v := uint64(0)
	for i := range src {
		at := i
		if o == Little {
			at = len(src) - 1 - i
		}
		v = v<<8 | uint64(src[at])
	}
	return v
}

// Field is the shape of the bits that a relocation fills: a row of the table in fields.go.
type Field uint8

// String is the psABI's name of the field.
func (f Field) String() string { return fields[f].name }

// Bytes is the width of the word that the field lies in.
func (f Field) Bytes() int { return int(fields[f].bytes) }

// Bits is the width of the value, dropped low bits included.
func (f Field) Bits() int { return int(fields[f].bits) }

// Step is what the value must be a multiple of.
func (f Field) Step() uint64 { return max(1, uint64(fields[f].step)) }

// Piece says which bits of a word hold which bits of a value: Width bits, in the value from bit From on, in the word from
// bit To on. Round is added to the value first.
type Piece struct {
	From, Width, To int
	Round           uint64
}

// Pieces are the parts of a field that is less than its bytes, in the order of the table; nil when the value fills them.
func (f Field) Pieces() []Piece {
	var all []Piece
	for _, p := range fields[f].pieces {
		one := Piece{From: int(p.from), Width: int(p.width), To: int(p.to)}
		if p.from > 0 {
			one.Round = uint64(fields[f].round)
		}
		all = append(all, one)
	}
	return all
}

// Put fills the field, which begins at dst[0]. Bits of the word that are not of the field stay.
func (f Field) Put(dst []byte, order Order, v uint64) {
	fields[f].put(dst, order, v)
}

// Mask is the word with a one at each bit of the field.
func (f Field) Mask() uint64 { return fields[f].mask() }

func (r *fieldRow) put(dst []byte, order Order, v uint64) {
	dst = dst[:r.bytes]
	if r.pieces != nil {
		v = order.Uint(dst)&^r.mask() | r.scatter(v)
	}
	order.Put(dst, v)
}

func (r *fieldRow) mask() uint64 {
	if r.pieces == nil {
		return 1<<r.bits - 1
	}
	word := uint64(0)
	for _, p := range r.pieces {
		word |= (1<<p.width - 1) << p.to
	}
	return word
}

// scatter moves the bits of a value to where they are in the word.
func (r *fieldRow) scatter(v uint64) uint64 {
	word := uint64(0)
	for _, p := range r.pieces {
		n := v
		if p.from > 0 {
			n += uint64(r.round)
		}
		word |= n >> p.from & (1<<p.width - 1) << p.to
	}
	return word
}
