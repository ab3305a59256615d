package arch

import "linkplay/linkcore/reloc"

// RelocName names a relocation type of a CPU, or returns "". It asks the rows alone, so that a program that only reads
// files does not carry the instructions of all CPUs.
func RelocName(cpu string, number uint64) string {
	if cpu == "sparc64" {
		if name := relocName(sparc64Relocs, number); name != "" {
			return name
		}
	}
	return relocName(relocsOf(cpu), number)
}

func relocsOf(cpu string) []reloc.Row {
	switch cpu {
	case "x86_64":
		return x8664Relocs
	case "x86":
		return x86Relocs
	case "aarch64":
		return aarch64Relocs
	case "arm":
		return armRelocs
	case "riscv64":
		return riscv64Relocs
	case "mips":
		return mipsRelocs
	case "sparc", "sparc64":
		return sparcRelocs
	case "powerpc":
		return powerpcRelocs
	case "powerpc64":
		return powerpc64Relocs
	}
	return nil
}

func relocName(rows []reloc.Row, number uint64) string {
	for i := range rows {
		if number < reloc.Own && uint64(rows[i].Number) == number {
			return rows[i].Name
		}
	}
	return ""
}
