// Package spec holds the words and numbers that specifications give: CPU names (the psABIs'), Plan 9 a.out(6)
// constants and ELF gABI constants, spelled as there.
package spec

// CPU is what every format needs to know of a processor before any instruction is assembled.
type CPU struct {
	Name      string // the psABI's name
	WordBytes int    // size of a pointer
	BigEndian bool   // order of data
	Quantum   int    // smallest step of the program counter, in bytes
}

// CPUs lists every processor that some format has.
var CPUs = []CPU{
	{"x86_64", 8, false, 1},
	{"x86", 4, false, 1},
	{"aarch64", 8, false, 4},
	{"arm", 4, false, 4},
	{"riscv64", 8, false, 2},
	{"sparc64", 8, true, 4},
	{"sparc", 4, true, 4},
	{"mips", 4, true, 4},
	{"powerpc", 4, true, 4},
	{"powerpc64", 8, true, 4},
}

// FormatCPUs lists the processors of each output format, in the order in which they are offered.
var FormatCPUs = []struct {
	Format string
	CPUs   []string
}{
	{"plan9", []string{"x86_64", "x86", "aarch64", "arm", "sparc", "mips", "powerpc", "powerpc64"}},
	{"elf", []string{"x86_64", "aarch64", "arm", "riscv64", "sparc64"}},
}

// FindCPU returns the row of a processor, or nil.
func FindCPU(name string) *CPU {
	for i := range CPUs {
		if CPUs[i].Name == name {
			return &CPUs[i]
		}
	}
	return nil
}

// Accepts tells whether a format has a processor; known is false when there is no such format.
func Accepts(format, cpu string) (accepted, known bool) {
	for i := range FormatCPUs {
		if FormatCPUs[i].Format != format {
			continue
		}
		for _, name := range FormatCPUs[i].CPUs {
			if name == cpu {
				return true, true
			}
		}
		return false, true
	}
	return false, false
}
