package linkcore

import (
	"linkplay/linkcore/arch"
	"linkplay/linkcore/spec"
)

// Target is one output format for one processor.
type Target struct {
	Format string `json:"format"`
	CPU    string `json:"cpu"`
	Name   string `json:"name"`  // "plan9/x86_64", as the description says it
	Says   string `json:"says"`  // what comes out
	Links  bool   `json:"links"` // this version can link it
}

// Targets lists every pair that a description may name. Menus, tests and documents are made from it.
func Targets() []Target {
	var all []Target
	for _, f := range spec.FormatCPUs {
		for _, cpu := range f.CPUs {
			all = append(all, Target{f.Format, cpu, f.Format + "/" + cpu, formatSays[f.Format], arch.Has(cpu)})
		}
	}
	return all
}

var formatSays = map[string]string{
	"plan9": "Plan 9 a.out executable",
	"elf":   "ELF file for Linux",
}
