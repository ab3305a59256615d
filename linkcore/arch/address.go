package arch

// Address is an operand of x86 that is a register or memory, as one number: which registers, and how many bytes the
// displacement takes. The displacement is a number of its own.
type Address uint32

// NoRegister and CounterRegister stand for a register in an Address.
const (
	NoRegister      = 16
	CounterRegister = 17
)

const (
	addressIndex    = 5  // bits 0 to 4 are the base, 5 to 9 the index
	addressWidth    = 10 // 10 to 12
	addressRegister = 1 << 13
	addressDirect   = 1 << 14 // a displacement alone has the form that in 64 bits is rip and a displacement
	addressSegment  = 16      // 16 to 23: the prefix byte
	stackPointer    = 4       // cannot be an index; as a base it needs a SIB byte
	framePointer    = 5       // as a base it needs a displacement
)

// RegisterAddress is a register in the place of memory.
func RegisterAddress(number uint8) Address {
	return addressRegister | NoRegister<<addressIndex | Address(number)
}

// MemoryAddress is memory at base + index + displacement. The displacement takes as few bytes as it can; four when wide
// is set, because a relocation needs them, or when there is no base. ok is false when the registers cannot be combined.
func MemoryAddress(base, index uint8, displacement int64, wide bool, segment byte) (a Address, ok bool) {
	if index == stackPointer {
		base, index = index, base
	}
	if index == stackPointer || index == CounterRegister || base == CounterRegister && index != NoRegister {
		return 0, false
	}
	width := 4
	switch {
	case wide || base >= NoRegister:
	case displacement == 0 && base&7 != framePointer:
		width = 0
	case displacement == int64(int8(displacement)):
		width = 1
	}
	return Address(segment)<<addressSegment | Address(width)<<addressWidth | Address(index)<<addressIndex | Address(base), true
}

// Base is the base register, NoRegister or CounterRegister; for a register operand it is the register.
func (a Address) Base() uint8 { return uint8(a & 31) }

// Index is the index register or NoRegister.
func (a Address) Index() uint8 { return uint8(a >> addressIndex & 31) }

// Width is how many bytes the displacement takes.
func (a Address) Width() int { return int(a >> addressWidth & 7) }

// IsRegister tells whether the operand is no memory but a register.
func (a Address) IsRegister() bool { return a&addressRegister != 0 }

// Segment is the prefix byte of a segment, or 0.
func (a Address) Segment() byte { return byte(a >> addressSegment) }

// mod and rm are the fields of ModRM; a SIB byte follows when rm is 4 and mod is not 3.
func (a Address) mod() byte {
	switch {
	case a.IsRegister():
		return 3
	case a.Base() >= NoRegister || a.Width() == 0:
		return 0
	case a.Width() == 1:
		return 1
	}
	return 2
}

func (a Address) rm() byte {
	switch base := a.Base(); {
	case a.IsRegister():
		return base & 7
	case base == CounterRegister || a&addressDirect != 0:
		return 5
	case base == NoRegister || a.Index() != NoRegister:
		return 4
	default:
		return base & 7
	}
}

// sib is the byte that names an index, and the only way to name rsp and r12, or no register at all.
func (a Address) sib() byte {
	base, index := a.Base(), a.Index()
	if base == NoRegister {
		base = framePointer // together with mod 0: no base, four bytes of displacement
	}
	if index == NoRegister {
		index = stackPointer // no index
	}
	return index&7<<3 | base&7
}

func (a Address) hasSIB() bool { return !a.IsRegister() && a.rm() == stackPointer }

// rex is the bits of REX that the registers need: X for the index, B for the base.
func (a Address) rex() byte {
	bits := byte(0)
	if base := a.Base(); base < NoRegister {
		bits |= base >> 3
	}
	if index := a.Index(); index < NoRegister {
		bits |= index >> 3 << 1
	}
	return bits
}
