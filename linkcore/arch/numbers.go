package arch

import "math/bits"

// Map is how a number becomes the bits of an instruction.
type Map uint8

// The maps. Number is the number itself.
const (
	Number       Map = iota
	Rotated          // Arm: 8 bits, rotated to the right by an even number
	RotatedNot       // the same of the number with all bits turned
	RotatedMinus     // the same of the number with the other sign
	Mask32           // A64: a pattern of ones that repeats itself, in 32 bits
	Mask64           // the same in 64 bits
)

// bits is how many bits come out.
func (m Map) bits() int {
	if m >= Mask32 {
		return 13
	}
	return 12
}

// Says says which numbers of a range have such a form, for the end of a sentence.
func (m Map) Says() string {
	switch m {
	case Rotated, RotatedNot, RotatedMinus:
		return ", of which only 8 bits next to each other are not 0 and the first of them is at an even place"
	case Mask32, Mask64:
		return ", whose bits are a run of ones that repeats itself"
	}
	return ""
}

// encode is the bits of a number that suits.
func (m Map) encode(n int64) uint64 {
	v, _ := m.try(n)
	return v
}

// try is the bits of a number; ok is false when it has no such form.
func (m Map) try(n int64) (v uint64, ok bool) {
	switch m {
	case Rotated:
		return rotated(uint32(n))
	case RotatedNot:
		return rotated(^uint32(n))
	case RotatedMinus:
		return rotated(-uint32(n))
	case Mask32:
		return bitmask(uint64(uint32(n))<<32|uint64(uint32(n)), 32)
	case Mask64:
		return bitmask(uint64(n), 64)
	}
	return uint64(n), true
}

// rotated finds the smallest rotation that brings a number out of its low 8 bits (Arm ARM, A5.2.4).
func rotated(n uint32) (v uint64, ok bool) {
	for r := range 16 {
		if low := bits.RotateLeft32(n, 2*r); low < 1<<8 {
			return uint64(r)<<8 | uint64(low), true
		}
	}
	return 0, false
}

// bitmask finds N, immr and imms for a pattern: elements of 2 to 64 bits, all the same, each a run of ones that was
// rotated (Arm ARM, DecodeBitMasks).
func bitmask(n uint64, width int) (v uint64, ok bool) {
	if n == 0 || n == 1<<64-1 {
		return 0, false
	}
	size := 64
	for size > 2 && bits.RotateLeft64(n, size/2) == n {
		size /= 2
	}
	if size > width {
		return 0, false
	}
	element := n & (1<<size - 1)
	ones := bits.OnesCount64(element)
	for r := range size {
		if element == rotateRight(1<<ones-1, r, size) {
			imms := uint64(-2*size)&0x3f | uint64(ones-1)
			return uint64(size>>6)<<12 | uint64(r)<<6 | imms, true
		}
	}
	return 0, false
}

func rotateRight(n uint64, by, size int) uint64 {
	return (n>>by | n<<(size-by)) & (1<<size - 1)
}

// suits tells whether a number in the range is one of those that the instruction has.
func (m *Immediate) suits(n int64) bool {
	if m.Step > 1 && (n-m.Rest)%m.Step != 0 {
		return false
	}
	_, ok := m.Map.try(n)
	return ok
}
