package spec

// ELF gABI constants, spelled as in the specification.
const (
	EI_CLASS   = 4
	EI_DATA    = 5
	EI_VERSION = 6

	ELFCLASS32  = 1
	ELFCLASS64  = 2
	ELFDATA2LSB = 1
	ELFDATA2MSB = 2
	EV_CURRENT  = 1

	ET_REL  = 1
	ET_EXEC = 2
	ET_DYN  = 3

	EM_SPARC   = 2
	EM_386     = 3
	EM_MIPS    = 8
	EM_PPC     = 20
	EM_PPC64   = 21
	EM_ARM     = 40
	EM_SPARCV9 = 43
	EM_X86_64  = 62
	EM_AARCH64 = 183
	EM_RISCV   = 243

	PT_LOAD      = 1
	PT_TLS       = 7
	PT_PHDR      = 6
	PT_GNU_STACK = 0x6474e551

	PF_X = 1
	PF_W = 2
	PF_R = 4

	SHT_NULL     = 0
	SHT_PROGBITS = 1
	SHT_SYMTAB   = 2
	SHT_STRTAB   = 3
	SHT_NOBITS   = 8

	SHT_INIT_ARRAY    = 14
	SHT_FINI_ARRAY    = 15
	SHT_PREINIT_ARRAY = 16

	SHF_WRITE     = 1
	SHF_ALLOC     = 2
	SHF_EXECINSTR = 4
	SHF_TLS       = 0x400

	SHN_UNDEF = 0
	SHN_ABS   = 0xfff1

	STB_LOCAL  = 0
	STB_GLOBAL = 1
	STB_WEAK   = 2

	STT_NOTYPE  = 0
	STT_OBJECT  = 1
	STT_FUNC    = 2
	STT_SECTION = 3
	STT_FILE    = 4
	STT_TLS     = 6

	STV_DEFAULT = 0
	STV_HIDDEN  = 2
)

// ElfCPU is what an ELF file says and needs of a processor.
type ElfCPU struct {
	CPU       string // the psABI's name
	Machine   uint64 // e_machine
	Flags     uint64 // e_flags
	PageBytes uint64 // the largest page that a kernel for it uses, as its psABI says
	Base      uint64 // where the file begins in memory, as other linkers choose it
	Thread    ThreadModel
}

// ThreadModel says where a thread's copy of the thread-local variables lies (ELF Handling For Thread-Local Storage, §3,
// and the psABIs).
type ThreadModel struct {
	Before       bool   // variant II: the block ends at the thread pointer; variant I: it begins behind it
	ControlBytes uint64 // variant I: what lies between the thread pointer and the block, before rounding to its alignment
	Bias         uint64 // how far behind the start of the block the offsets of DTPREL count from
}

// Pointer is where the thread pointer points, as if the block were where the PT_TLS segment is.
func (m *ThreadModel) Pointer(addr, size, align uint64) uint64 {
	if m.Before {
		return (addr + size + align - 1) &^ (align - 1)
	}
	return addr - (m.ControlBytes+align-1)&^(align-1)
}

// ElfCPUs lists the processors that ELF files are linked for.
var ElfCPUs = []ElfCPU{
	{"x86_64", EM_X86_64, 0, 0x1000, 0x400000, ThreadModel{Before: true}},
	{"aarch64", EM_AARCH64, 0, 0x10000, 0x400000, ThreadModel{ControlBytes: 16}},
	{"arm", EM_ARM, 0x05000000, 0x10000, 0x10000, ThreadModel{ControlBytes: 8}}, // EF_ARM_EABI_VER5
	{"riscv64", EM_RISCV, 0, 0x1000, 0x10000, ThreadModel{Bias: 0x800}},
	{"sparc64", EM_SPARCV9, 0, 0x2000, 0x100000, ThreadModel{Before: true}},
}

// FindElfCPU returns the row of a processor, or nil.
func FindElfCPU(cpu string) *ElfCPU {
	for i := range ElfCPUs {
		if ElfCPUs[i].CPU == cpu {
			return &ElfCPUs[i]
		}
	}
	return nil
}
