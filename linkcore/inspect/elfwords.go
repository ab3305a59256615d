package inspect

import (
	"strconv"

	"linkplay/linkcore/spec"
)

// machineWords names processors that are no target here, by e_machine of the gABI.
var machineWords = map[uint64]string{
	spec.EM_386: "x86", spec.EM_SPARC: "sparc", spec.EM_MIPS: "mips", spec.EM_PPC: "powerpc", spec.EM_PPC64: "powerpc64",
	4: "68000", 15: "parisc", 18: "sparc32plus", 22: "s390x", 42: "superh", 50: "ia64", 83: "avr", 94: "xtensa", 247: "bpf", 258: "loongarch",
}

func machineName(machine uint64) string {
	for i := range spec.ElfCPUs {
		if spec.ElfCPUs[i].Machine == machine {
			return spec.ElfCPUs[i].CPU
		}
	}
	if name := machineWords[machine]; name != "" {
		return name
	}
	return "machine " + strconv.FormatUint(machine, 10)
}

// sectionTypes are the words of sh_type, as readelf writes them.
var sectionTypes = map[uint64]string{
	spec.SHT_NULL: "NULL", spec.SHT_PROGBITS: "PROGBITS", spec.SHT_SYMTAB: "SYMTAB", spec.SHT_STRTAB: "STRTAB", 4: "RELA", 5: "HASH", 6: "DYNAMIC", 7: "NOTE",
	spec.SHT_NOBITS: "NOBITS", 9: "REL", 10: "SHLIB", spec.SHT_DYNSYM: "DYNSYM", 14: "INIT_ARRAY", 15: "FINI_ARRAY", 16: "PREINIT_ARRAY", 17: "GROUP",
	18: "SYMTAB_SHNDX", 19: "RELR", 0x6ffffff5: "GNU_ATTRIBUTES", 0x6ffffff6: "GNU_HASH", 0x6ffffffd: "VERDEF", 0x6ffffffe: "VERNEED", 0x6fffffff: "VERSYM",
}

func sectionType(typ uint64) string {
	if word := sectionTypes[typ]; word != "" {
		return word
	}
	return "0x" + strconv.FormatUint(typ, 16)
}

// flagLetters are the letters of sh_flags, as readelf writes them, from the lowest bit on.
const flagLetters = "WAX.MSILOGTC"

// sectionFlags spells sh_flags. The words are kept: a file has few different ones, unless it wants to be difficult.
func (e *elf) sectionFlags(flags uint64) string {
	flags &= 1<<len(flagLetters) - 1
	if e.flagWords == nil {
		e.flagWords = map[uint64]string{}
	}
	word, known := e.flagWords[flags]
	if !known {
		for i := range len(flagLetters) {
			if flags&(1<<i) != 0 && flagLetters[i] != '.' {
				word += flagLetters[i : i+1]
			}
		}
		e.flagWords[flags] = word
	}
	return word
}

// sectionWord says in which section a symbol is.
func (e *elf) sectionWord(shndx uint64) string {
	switch {
	case shndx == spec.SHN_UNDEF:
		return "UND"
	case shndx == spec.SHN_ABS:
		return "ABS"
	case shndx == shnCOMMON:
		return "COM"
	case shndx < uint64(len(e.img.Sections)):
		return e.img.Sections[shndx].Name
	}
	return ""
}
