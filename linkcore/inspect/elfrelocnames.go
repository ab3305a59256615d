package inspect

import (
	"strconv"

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
	if name := arch.RelocName(e.img.CPU, typ); name != "" {
		return name
	}
	return "type " + strconv.FormatUint(typ, 10)
}
