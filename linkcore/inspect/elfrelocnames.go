package inspect

import (
	"strconv"
	"strings"

	"linkplay/linkcore/arch"
	"linkplay/linkcore/spec"
)

// relocName names a relocation type; one that has no row is a number.
func (e *elf) relocName(typ uint64) string {
	if further := spec.FurtherRelocs[e.machine]; further != nil {
		if name := further.NameOf(typ); name != "" {
			return name
		}
	}
	if e.cpu == nil && !e.noCPU {
		e.cpu = arch.Find(e.img.CPU)
		e.noCPU = e.cpu == nil
	}
	if e.cpu != nil {
		for i := range e.cpu.Relocs {
			if row := &e.cpu.Relocs[i]; uint64(row.Number) == typ {
				if rest, ok := strings.CutPrefix(row.Name, "R_PPC_"); ok && e.machine == spec.EM_PPC64 {
					return "R_PPC64_" + rest // the rows serve both
				}
				return row.Name
			}
		}
	}
	return "type " + strconv.FormatUint(typ, 10)
}
