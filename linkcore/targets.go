package linkcore

import (
	"linkplay/linkcore/arch"
	"linkplay/linkcore/report"
	"linkplay/linkcore/spec"
)

// Target is one output format for one processor.
type Target = report.Target

// Targets lists every pair that a description may name. Menus, tests and documents are made from it.
func Targets() []Target {
	var all []Target
	for _, f := range spec.FormatCPUs {
		for _, cpu := range f.CPUs {
			all = append(all, Target{Format: f.Format, CPU: cpu, Name: f.Format + "/" + cpu, Says: formatSays[f.Format], Links: arch.Has(cpu)})
		}
	}
	return all
}

var formatSays = map[string]string{
	"plan9": "Plan 9 a.out executable",
	"elf":   "ELF file for Linux",
}
