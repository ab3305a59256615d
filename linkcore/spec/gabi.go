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
	PT_GNU_STACK = 0x6474e551

	PF_X = 1
	PF_W = 2
	PF_R = 4

	SHT_NULL     = 0
	SHT_PROGBITS = 1
	SHT_SYMTAB   = 2
	SHT_STRTAB   = 3
	SHT_NOBITS   = 8

	SHF_WRITE     = 1
	SHF_ALLOC     = 2
	SHF_EXECINSTR = 4

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

// ElfMachine is e_machine by the psABI's name of the processor.
var ElfMachine = map[string]uint64{
	"x86_64": EM_X86_64, "aarch64": EM_AARCH64, "arm": EM_ARM, "riscv64": EM_RISCV, "sparc64": EM_SPARCV9,
}
