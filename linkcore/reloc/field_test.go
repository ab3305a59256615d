package reloc

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"testing"
)

func TestFits(t *testing.T) {
	for _, test := range []struct {
		field  Field
		check  Check
		inside []int64
		beyond []int64
	}{
		{Word8, Signed, []int64{-128, -1, 0, 127}, []int64{-129, 128, 255, 1 << 40, -1 << 63}},
		{Word8, Unsigned, []int64{0, 127, 255}, []int64{-1, 256, 1 << 40}},
		{Word8, Either, []int64{-128, -1, 0, 255}, []int64{-129, 256}},
		{Word16, Either, []int64{-32768, 65535}, []int64{-32769, 65536}},
		{Word32, Signed, []int64{-1 << 31, 1<<31 - 1}, []int64{-1<<31 - 1, 1 << 31, 1<<32 - 1}},
		{Word32, Unsigned, []int64{0, 1<<32 - 1}, []int64{-1, 1 << 32}},
		{Word32, Unchecked, []int64{-1 << 63, 1<<63 - 1}, nil},
		{Word64, Signed, []int64{-1 << 63, 1<<63 - 1}, nil},
		{Word64, Unsigned, []int64{-1, 0}, nil},
	} {
		row := Row{Field: test.field, Check: test.check}
		for i, list := range [][]int64{test.inside, test.beyond} {
			for _, v := range list {
				if got := row.Fits(uint64(v)); got != (i == 0) {
					t.Errorf("%s, check %d: %d fits: %v", test.field, test.check, v, got)
				}
			}
		}
		if lo, hi := row.Range(); test.check != Unchecked && (!row.Fits(hi) || test.check != Unsigned && !row.Fits(uint64(lo))) {
			t.Errorf("%s, check %d: the range %d to %d does not fit itself", test.field, test.check, lo, hi)
		}
	}
}

func TestPutAndUint(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 1000 {
		v := random.Uint64()
		for _, field := range []Field{Word8, Word16, Word32, Word64} {
			for _, order := range []Order{Little, Big} {
				got := make([]byte, 10)
				field.Put(got, order, v)
				want := make([]byte, 10)
				var std binary.ByteOrder = binary.LittleEndian
				if order == Big {
					std = binary.BigEndian
				}
				switch field {
				case Word8:
					want[0] = byte(v)
				case Word16:
					std.PutUint16(want, uint16(v))
				case Word32:
					std.PutUint32(want, uint32(v))
				case Word64:
					std.PutUint64(want, v)
				}
				if !bytes.Equal(got, want) {
					t.Fatalf("%s %d: % x, want % x", field, order, got, want)
				}
				if n := order.Uint(got[:field.Bytes()]); n != v&field.Mask() {
					t.Fatalf("%s %d: read back %#x of %#x", field, order, n, v)
				}
			}
		}
	}
}

// TestPieces fills fields that lie in pieces among the bits of an instruction, as other processors have them.
func TestPieces(t *testing.T) {
	for _, test := range []struct {
		name  string
		row   fieldRow
		order Order
		value int64
		word  uint32 // before
		want  uint32
	}{
		{"AArch64 bl", fieldRow{bytes: 4, bits: 28, step: 4, pieces: []piece{{2, 26, 0}}}, Little, -8, 0x94000000, 0x97fffffe},
		{"AArch64 movz", fieldRow{bytes: 4, bits: 16, pieces: []piece{{0, 16, 5}}}, Little, 8, 0xd280001e, 0xd280011e},
		{"RISC-V jal", fieldRow{bytes: 4, bits: 21, step: 2, pieces: []piece{{20, 1, 31}, {1, 10, 21}, {11, 1, 20}, {12, 8, 12}}}, Little, -2, 0x000000ef, 0xfffff0ef},
		{"Arm movw", fieldRow{bytes: 4, bits: 16, pieces: []piece{{0, 12, 0}, {12, 4, 16}}}, Little, 0x1234, 0xe300e000, 0xe301e234},
		{"SPARC sethi", fieldRow{bytes: 4, bits: 22, pieces: []piece{{0, 22, 0}}}, Big, 0x4000008 >> 10, 0x1f000000, 0x1f010000},
	} {
		var b [4]byte
		test.order.Put(b[:], uint64(test.word))
		test.row.put(b[:], test.order, uint64(test.value))
		if got := uint32(test.order.Uint(b[:])); got != test.want {
			t.Errorf("%s: %08x, want %08x", test.name, got, test.want)
		}
	}
}

func TestKept(t *testing.T) {
	for _, test := range []struct {
		field    Field
		check    Check
		v        int64
		n        uint64
		negative bool
	}{
		{Word32, Signed, -0x103d, 0x103d, true},
		{Word32, Unsigned, 0x80000000, 0x80000000, false},
		{Word32, Either, -4, 4, true},
		{Word64, Either, -4, 0xfffffffffffffffc, false},
		{A64Imm12, Unchecked, 0x400120, 0x120, false},
		{RISCVLowI, Unchecked, -0x1014, 0xfec, false},
		{Word64, Unchecked, -1, 1<<64 - 1, false},
	} {
		row := Row{Field: test.field, Check: test.check}
		if n, negative := row.Kept(uint64(test.v)); n != test.n || negative != test.negative {
			t.Errorf("%s, check %d keeps %#x, %v of %#x", test.field, test.check, n, negative, test.v)
		}
	}
}

// The pieces that are told are those that Put fills.
func TestPiecesAreWhatPutFills(t *testing.T) {
	for f := range Field(len(fields)) {
		mask := uint64(0)
		for _, p := range f.Pieces() {
			mask |= (1<<p.Width - 1) << p.To
			row := make([]byte, 8)
			f.Put(row, Little, 1<<p.From)
			if p.Round == 0 && binary.LittleEndian.Uint64(row) != 1<<p.To {
				t.Errorf("%s: bit %d goes to %x", f, p.From, row)
			}
		}
		if f.Pieces() != nil && mask != f.Mask() {
			t.Errorf("%s: the pieces are %#x", f, mask)
		}
	}
}
