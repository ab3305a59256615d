package spec

// Plan 9 a.out(6): the exec header opens with a magic number that says the processor.

// AoutFat is set in the magic of 64-bit processors: eight more bytes, the whole entry address, follow the header.
const AoutFat = 0x8000

// AoutMagic makes a magic number of a processor's number b: f | (4·b·b + 7).
func AoutMagic(f, b uint32) uint32 { return f | (4*b*b + 7) }

// AoutCPU is what Plan 9 needs to know of a processor.
type AoutCPU struct {
	CPU       string // the psABI's name, "" for processors that no description can name
	Native    string // what Plan 9 calls it
	Number    uint32 // b of AoutMagic
	Fat       bool
	PageBytes uint64 // the data segment starts at a multiple of it; 0 when not linked here
	TextBase  uint64 // address of the first byte behind the header

	// What the original chooses for text and data, whatever the size of the text; 0 where it gives up.
	UpstreamText, UpstreamData uint64
}

// Magic is the first word of the file.
func (c *AoutCPU) Magic() uint32 {
	if c.Fat {
		return AoutMagic(AoutFat, c.Number)
	}
	return AoutMagic(0, c.Number)
}

// HeaderBytes is the length of the exec header.
func (c *AoutCPU) HeaderBytes() uint64 {
	if c.Fat {
		return 40
	}
	return 32
}

// AoutCPUs lists the processors of a.out.h. Bases are those of the native linkers; arm64 has no native linker in the
// fourth edition, its row keeps the address that its kernel's user programs have.
var AoutCPUs = []AoutCPU{
	{"", "68020", 8, false, 0, 0, 0, 0},
	{"x86", "386", 11, false, 0x1000, 0x1020, 0x200020, 0x400000},
	{"", "i960", 12, false, 0, 0, 0, 0},
	{"sparc", "sparc", 13, false, 0x1000, 0x1020, 0, 0},
	{"mips", "mips 3000 BE", 16, false, 0x4000, 0x4020, 0, 0},
	{"", "dsp3210", 17, false, 0, 0, 0, 0},
	{"", "mips 4000 BE", 18, false, 0, 0, 0, 0},
	{"", "am29000", 19, false, 0, 0, 0, 0},
	{"arm", "arm", 20, false, 0x1000, 0x1020, 0, 0},
	{"powerpc", "powerpc", 21, false, 0x100000, 0x100020, 0, 0},
	{"", "mips 4000 LE", 22, false, 0, 0, 0, 0},
	{"", "alpha", 23, false, 0, 0, 0, 0},
	{"", "mips 3000 LE", 24, false, 0, 0, 0, 0},
	{"", "sparc64", 25, false, 0, 0, 0, 0},
	{"x86_64", "amd64", 26, true, 0x200000, 0x200028, 0x200028, 0x400000},
	{"powerpc64", "powerpc64", 27, true, 0x100000, 0x100028, 0, 0},
	{"aarch64", "arm64", 28, true, 0x10000, 0x10028, 0x10028, 0x20000},
}

// FindAoutCPU returns the row of a processor by its psABI name, or nil.
func FindAoutCPU(cpu string) *AoutCPU {
	for i := range AoutCPUs {
		if AoutCPUs[i].CPU == cpu && cpu != "" {
			return &AoutCPUs[i]
		}
	}
	return nil
}

// FindAoutMagic returns the row of a magic number, or nil.
func FindAoutMagic(magic uint32) *AoutCPU {
	for i := range AoutCPUs {
		if AoutCPUs[i].Magic() == magic {
			return &AoutCPUs[i]
		}
	}
	return nil
}

// SymbolSet is or-ed into the type letter of every symbol record; without it the record would be the fixed-length form
// of the first edition.
const SymbolSet = 0x80
