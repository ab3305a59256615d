package spec

// Constants of the tables for dynamic linking, of notes and of symbol versions: ELF gABI, LSB Core, and the headers of
// GNU binutils for what those two leave out.
const (
	ET_CORE = 4

	SHT_RELA         = 4
	SHT_HASH         = 5
	SHT_DYNAMIC      = 6
	SHT_NOTE         = 7
	SHT_REL          = 9
	SHT_DYNSYM       = 11
	SHT_GROUP        = 17
	SHT_SYMTAB_SHNDX = 18
	SHT_RELR         = 19
	SHT_GNU_HASH     = 0x6ffffff6
	SHT_GNU_VERDEF   = 0x6ffffffd
	SHT_GNU_VERNEED  = 0x6ffffffe
	SHT_GNU_VERSYM   = 0x6fffffff

	PT_DYNAMIC      = 2
	PT_INTERP       = 3
	PT_NOTE         = 4
	PT_GNU_EH_FRAME = 0x6474e550

	DT_NULL            = 0
	DT_NEEDED          = 1
	DT_PLTRELSZ        = 2
	DT_PLTGOT          = 3
	DT_HASH            = 4
	DT_STRTAB          = 5
	DT_SYMTAB          = 6
	DT_RELA            = 7
	DT_RELASZ          = 8
	DT_STRSZ           = 10
	DT_SONAME          = 14
	DT_RPATH           = 15
	DT_REL             = 17
	DT_RELSZ           = 18
	DT_PLTREL          = 20
	DT_JMPREL          = 23
	DT_INIT_ARRAY      = 25
	DT_FINI_ARRAY      = 26
	DT_INIT_ARRAYSZ    = 27
	DT_FINI_ARRAYSZ    = 28
	DT_RUNPATH         = 29
	DT_FLAGS           = 30
	DT_PREINIT_ARRAY   = 32
	DT_PREINIT_ARRAYSZ = 33
	DT_RELRSZ          = 35
	DT_RELR            = 36
	DT_GNU_HASH        = 0x6ffffef5
	DT_VERSYM          = 0x6ffffff0
	DT_FLAGS_1         = 0x6ffffffb
	DT_VERDEF          = 0x6ffffffc
	DT_VERDEFNUM       = 0x6ffffffd
	DT_VERNEED         = 0x6ffffffe
	DT_VERNEEDNUM      = 0x6fffffff
	DT_AUXILIARY       = 0x7ffffffd
	DT_FILTER          = 0x7fffffff

	VER_FLG_BASE   = 1
	VER_FLG_WEAK   = 2
	VERSYM_HIDDEN  = 0x8000
	VER_NDX_GLOBAL = 1

	NT_GNU_ABI_TAG         = 1
	NT_GNU_BUILD_ID        = 3
	NT_GNU_PROPERTY_TYPE_0 = 5
)

// Word is the name of a number.
type Word struct {
	Number uint64
	Name   string
}

// NameOf returns the name of a number, or "".
func NameOf(words []Word, number uint64) string {
	for i := range words {
		if words[i].Number == number {
			return words[i].Name
		}
	}
	return ""
}

// DynamicTags are the names of d_tag.
var DynamicTags = []Word{
	{0, "DT_NULL"}, {1, "DT_NEEDED"}, {2, "DT_PLTRELSZ"}, {3, "DT_PLTGOT"}, {4, "DT_HASH"}, {5, "DT_STRTAB"}, {6, "DT_SYMTAB"}, {7, "DT_RELA"},
	{8, "DT_RELASZ"}, {9, "DT_RELAENT"}, {10, "DT_STRSZ"}, {11, "DT_SYMENT"}, {12, "DT_INIT"}, {13, "DT_FINI"}, {14, "DT_SONAME"}, {15, "DT_RPATH"},
	{16, "DT_SYMBOLIC"}, {17, "DT_REL"}, {18, "DT_RELSZ"}, {19, "DT_RELENT"}, {20, "DT_PLTREL"}, {21, "DT_DEBUG"}, {22, "DT_TEXTREL"}, {23, "DT_JMPREL"},
	{24, "DT_BIND_NOW"}, {25, "DT_INIT_ARRAY"}, {26, "DT_FINI_ARRAY"}, {27, "DT_INIT_ARRAYSZ"}, {28, "DT_FINI_ARRAYSZ"}, {29, "DT_RUNPATH"}, {30, "DT_FLAGS"},
	{32, "DT_PREINIT_ARRAY"}, {33, "DT_PREINIT_ARRAYSZ"}, {34, "DT_SYMTAB_SHNDX"}, {35, "DT_RELRSZ"}, {36, "DT_RELR"}, {37, "DT_RELRENT"},
	{0x6ffffdf5, "DT_GNU_PRELINKED"}, {0x6ffffdf6, "DT_GNU_CONFLICTSZ"}, {0x6ffffdf7, "DT_GNU_LIBLISTSZ"}, {0x6ffffdf8, "DT_CHECKSUM"},
	{0x6ffffdf9, "DT_PLTPADSZ"}, {0x6ffffdfa, "DT_MOVEENT"}, {0x6ffffdfb, "DT_MOVESZ"}, {0x6ffffdfc, "DT_FEATURE_1"}, {0x6ffffdfd, "DT_POSFLAG_1"},
	{0x6ffffdfe, "DT_SYMINSZ"}, {0x6ffffdff, "DT_SYMINENT"}, {0x6ffffef5, "DT_GNU_HASH"}, {0x6ffffef6, "DT_TLSDESC_PLT"}, {0x6ffffef7, "DT_TLSDESC_GOT"},
	{0x6ffffef8, "DT_GNU_CONFLICT"}, {0x6ffffef9, "DT_GNU_LIBLIST"}, {0x6ffffefa, "DT_CONFIG"}, {0x6ffffefb, "DT_DEPAUDIT"}, {0x6ffffefc, "DT_AUDIT"},
	{0x6ffffefd, "DT_PLTPAD"}, {0x6ffffefe, "DT_MOVETAB"}, {0x6ffffeff, "DT_SYMINFO"}, {0x6ffffff0, "DT_VERSYM"}, {0x6ffffff9, "DT_RELACOUNT"},
	{0x6ffffffa, "DT_RELCOUNT"}, {0x6ffffffb, "DT_FLAGS_1"}, {0x6ffffffc, "DT_VERDEF"}, {0x6ffffffd, "DT_VERDEFNUM"}, {0x6ffffffe, "DT_VERNEED"},
	{0x6fffffff, "DT_VERNEEDNUM"}, {0x7ffffffd, "DT_AUXILIARY"}, {0x7ffffffe, "DT_USED"}, {0x7fffffff, "DT_FILTER"},
}

// CPUDynamicTags are the names of d_tag that one processor has.
var CPUDynamicTags = map[uint64][]Word{
	EM_MIPS: {{0x70000001, "DT_MIPS_RLD_VERSION"}, {0x70000005, "DT_MIPS_FLAGS"}, {0x70000006, "DT_MIPS_BASE_ADDRESS"}, {0x7000000a, "DT_MIPS_LOCAL_GOTNO"},
		{0x70000011, "DT_MIPS_SYMTABNO"}, {0x70000012, "DT_MIPS_UNREFEXTNO"}, {0x70000013, "DT_MIPS_GOTSYM"}, {0x70000016, "DT_MIPS_RLD_MAP"},
		{0x70000032, "DT_MIPS_PLTGOT"}, {0x70000034, "DT_MIPS_RWPLT"}, {0x70000035, "DT_MIPS_RLD_MAP_REL"}},
	EM_PPC:     {{0x70000000, "DT_PPC_GOT"}, {0x70000001, "DT_PPC_OPT"}},
	EM_PPC64:   {{0x70000000, "DT_PPC64_GLINK"}, {0x70000001, "DT_PPC64_OPD"}, {0x70000002, "DT_PPC64_OPDSZ"}, {0x70000003, "DT_PPC64_OPT"}},
	EM_SPARC:   {{0x70000001, "DT_SPARC_REGISTER"}},
	EM_SPARCV9: {{0x70000001, "DT_SPARC_REGISTER"}},
	EM_AARCH64: {{0x70000001, "DT_AARCH64_BTI_PLT"}, {0x70000003, "DT_AARCH64_PAC_PLT"}, {0x70000005, "DT_AARCH64_VARIANT_PCS"}},
	EM_RISCV:   {{0x70000001, "DT_RISCV_VARIANT_CC"}},
	EM_X86_64:  {{0x70000000, "DT_X86_64_PLT"}, {0x70000001, "DT_X86_64_PLTSZ"}, {0x70000003, "DT_X86_64_PLTENT"}},
}

// DynamicFlags and DynamicFlags1 are the bits of DT_FLAGS and DT_FLAGS_1, from the lowest on.
var (
	DynamicFlags  = []string{"DF_ORIGIN", "DF_SYMBOLIC", "DF_TEXTREL", "DF_BIND_NOW", "DF_STATIC_TLS"}
	DynamicFlags1 = []string{"DF_1_NOW", "DF_1_GLOBAL", "DF_1_GROUP", "DF_1_NODELETE", "DF_1_LOADFLTR", "DF_1_INITFIRST", "DF_1_NOOPEN", "DF_1_ORIGIN",
		"DF_1_DIRECT", "DF_1_TRANS", "DF_1_INTERPOSE", "DF_1_NODEFLIB", "DF_1_NODUMP", "DF_1_CONFALT", "DF_1_ENDFILTEE", "DF_1_DISPRELDNE", "DF_1_DISPRELPND",
		"DF_1_NODIRECT", "DF_1_IGNMULDEF", "DF_1_NOKSYMS", "DF_1_NOHDR", "DF_1_EDITED", "DF_1_NORELOC", "DF_1_SYMINTPOSE", "DF_1_GLOBAUDIT",
		"DF_1_SINGLETON", "DF_1_STUB", "DF_1_PIE"}
)

// SegmentTypes are the names of p_type.
var SegmentTypes = []Word{
	{0, "PT_NULL"}, {1, "PT_LOAD"}, {2, "PT_DYNAMIC"}, {3, "PT_INTERP"}, {4, "PT_NOTE"}, {5, "PT_SHLIB"}, {6, "PT_PHDR"}, {7, "PT_TLS"},
	{0x6474e550, "PT_GNU_EH_FRAME"}, {0x6474e551, "PT_GNU_STACK"}, {0x6474e552, "PT_GNU_RELRO"}, {0x6474e553, "PT_GNU_PROPERTY"}, {0x6474e554, "PT_GNU_SFRAME"},
	{0x65041580, "PT_PAX_FLAGS"}, {0x65a3dbe6, "PT_OPENBSD_RANDOMIZE"}, {0x65a3dbe7, "PT_OPENBSD_WXNEEDED"}, {0x65a41be6, "PT_OPENBSD_BOOTDATA"},
}

// CPUSegmentTypes are the names of p_type that one processor has.
var CPUSegmentTypes = map[uint64][]Word{
	EM_ARM:     {{0x70000000, "PT_ARM_ARCHEXT"}, {0x70000001, "PT_ARM_EXIDX"}},
	EM_AARCH64: {{0x70000000, "PT_AARCH64_ARCHEXT"}, {0x70000001, "PT_AARCH64_UNWIND"}, {0x70000002, "PT_AARCH64_MEMTAG_MTE"}},
	EM_MIPS:    {{0x70000000, "PT_MIPS_REGINFO"}, {0x70000001, "PT_MIPS_RTPROC"}, {0x70000002, "PT_MIPS_OPTIONS"}, {0x70000003, "PT_MIPS_ABIFLAGS"}},
	EM_RISCV:   {{0x70000003, "PT_RISCV_ATTRIBUTES"}},
}

// NoteTypes are the names of n_type, by the name of the note.
var NoteTypes = map[string][]Word{
	"GNU":     {{1, "NT_GNU_ABI_TAG"}, {2, "NT_GNU_HWCAP"}, {3, "NT_GNU_BUILD_ID"}, {4, "NT_GNU_GOLD_VERSION"}, {5, "NT_GNU_PROPERTY_TYPE_0"}},
	"Go":      {{1, "Go package list"}, {2, "Go ABI hash"}, {3, "Go dependencies"}, {4, "Go build ID"}},
	"FDO":     {{0xcafe1a7e, "packaging metadata"}},
	"stapsdt": {{3, "probe"}},
	"CORE": {{1, "NT_PRSTATUS"}, {2, "NT_FPREGSET"}, {3, "NT_PRPSINFO"}, {4, "NT_TASKSTRUCT"}, {6, "NT_AUXV"}, {0x46494c45, "NT_FILE"},
		{0x46e62b7f, "NT_PRXFPREG"}, {0x53494749, "NT_SIGINFO"}},
	"LINUX": {{0x100, "NT_PPC_VMX"}, {0x200, "NT_386_TLS"}, {0x202, "NT_X86_XSTATE"}, {0x204, "NT_X86_SHSTK"}, {0x400, "NT_ARM_VFP"}, {0x401, "NT_ARM_TLS"},
		{0x402, "NT_ARM_HW_BREAK"}, {0x403, "NT_ARM_HW_WATCH"}, {0x404, "NT_ARM_SYSTEM_CALL"}, {0x405, "NT_ARM_SVE"}, {0x406, "NT_ARM_PAC_MASK"}},
}

// PropertyTypes are the names of pr_type of GNU properties.
var PropertyTypes = []Word{
	{1, "GNU_PROPERTY_STACK_SIZE"}, {2, "GNU_PROPERTY_NO_COPY_ON_PROTECTED"}, {0xb0008000, "GNU_PROPERTY_1_NEEDED"},
	{0xc0000000, "GNU_PROPERTY_AARCH64_FEATURE_1_AND"}, {0xc0000002, "GNU_PROPERTY_X86_FEATURE_1_AND"}, {0xc0008000, "GNU_PROPERTY_X86_FEATURE_2_NEEDED"},
	{0xc0008002, "GNU_PROPERTY_X86_ISA_1_NEEDED"}, {0xc0010001, "GNU_PROPERTY_X86_FEATURE_2_USED"}, {0xc0010002, "GNU_PROPERTY_X86_ISA_1_USED"},
}
