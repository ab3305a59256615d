package picture

import (
	"sort"

	"linkplay/linkcore/image"
)

// litBytes writes the bytes of the lit instruction, or of a sequence that stands for one, with each relocated field in a
// box and what they say together behind it.
func (d *drawing) litBytes(x, y, room, off, length int) {
	relocs := d.relocsIn(off, length)
	if off+length > len(d.img.File) || len(relocs) == 0 {
		return
	}
	b := d.img.File[off : off+length]
	step := width("by", "00 ")
	boxes := 0
	for i := range relocs {
		boxes += step*d.img.RelocTypes[relocs[i].Type].Bytes() + step/3 + 9
	}
	plain := func(bytes []byte, room int) {
		if text := bytesText(bytes); text != "" {
			if width("by", text) > room {
				text = "…"
			}
			if width("by", text) > room {
				return
			}
			d.text(x, y, "by rel", text)
			x += width("by", text) + step/3
		}
	}
	start, at := x, 0
	for i := range relocs {
		from := int(relocs[i].Off) - off
		to := min(from+d.img.RelocTypes[relocs[i].Type].Bytes(), length)
		plain(b[at:from], room-(x-start)-boxes)
		field := bytesText(b[from:to])
		w := width("by", field)
		d.rect(x-1, y-12, w+4, 16, "ref")
		d.text(x+1, y, "by on", field)
		x += w + 9
		boxes -= w + step/3 + 9
		at = to
	}
	value := d.meaning(&relocs[0], len(relocs))
	if left := room - (x - start); len(relocs) > 1 {
		plain(b[at:], left-width("by", value)-step/3)
	} else {
		tail := bytesText(b[at:])
		if tail != "" && width("by", tail) <= left {
			d.text(x, y, "by rel", tail)
			x += width("by", tail) + 6
		}
	}
	if width("by", value) <= room-(x-start) {
		d.text(x, y, "by on", value)
	}
}

// relocsIn is the relocations whose fields lie in a stretch of the file.
func (d *drawing) relocsIn(off, length int) []image.Reloc {
	relocs := d.img.Relocs
	from := sort.Search(len(relocs), func(i int) bool { return int(relocs[i].Off) >= off })
	to := from
	for to < len(relocs) && int(relocs[to].Off)+d.img.RelocTypes[relocs[to].Type].Bytes() <= off+length {
		to++
	}
	return relocs[from:to]
}

// meaning is where the bytes of a relocated field, or of several that make one address, lead: the number itself, or the
// address that it is the distance to.
func (d *drawing) meaning(r *image.Reloc, fields int) string {
	if fields == 1 && !d.img.RelocTypes[r.Type].UsesPlace() {
		return "= " + keptText(d.img, r)
	}
	if i := cellOf(d.img, r); i >= 0 {
		addr, _ := d.img.AddrOf(uint64(d.img.Cells[i].Off))
		return "→ " + hexAddr(addr)
	}
	return "→ " + hexAddr(d.img.Owners[r.Target].Addr)
}

// keptText is the number in a relocated field, as people write it.
func keptText(img *image.Image, r *image.Reloc) string {
	n, negative := img.RelocTypes[r.Type].Kept(valueOf(img, r))
	if negative {
		return "-" + hexAddr(n)
	}
	return hexAddr(n)
}
