package picture

import (
	"slices"
	"sort"
	"strings"

	"linkplay/linkcore/image"
)

// item is one row of a segment: an owner, a run of folded owners, or a mark such as etext.
type item struct {
	owner  uint32
	kind   image.OwnerKind
	addr   uint64
	off    int // file offset, or -1: in memory only
	size   uint64
	folded int    // how many owners a closed row stands for
	middle uint32 // of a closed row: the owner half-way, at whose neighbourhood it opens
	mark   string // names of the symbols that stand here, for a row of no bytes
}

// block is a segment with its rows.
type block struct {
	title, says, short string
	addr, end          uint64 // in memory
	off, fileEnd       uint64
	code               bool
	items              []item
}

// blocksOf cuts memory into segments with rows in the order of their addresses.
func blocksOf(img *image.Image) []block {
	segments := mapped(img)
	blocks := make([]block, len(segments))
	for i, s := range segments {
		blocks[i] = block{addr: s.Addr, end: s.Addr + s.MemSize, off: s.Off, fileEnd: s.Off + s.FileSize}
	}
	fillFromFile(img, blocks)
	fillFromMemory(img, segments, blocks)
	for i := range blocks {
		addMarks(img, &blocks[i])
		entitle(&segments[i], &blocks[i])
	}
	return blocks
}

// mapped returns the segments that stand on their own, by address: program headers that only point into another
// segment (PHDR, DYNAMIC, RELRO) are left out. A file without segments is shown by its loaded extents.
func mapped(img *image.Image) []image.Segment {
	all := append([]image.Segment(nil), img.Segments...)
	if len(all) == 0 {
		for _, e := range img.Extents {
			if e.Loaded {
				all = append(all, image.Segment{Name: e.Name, Off: e.Off, FileSize: e.FileSize, Addr: e.Addr, MemSize: e.MemSize})
			}
		}
	}
	// By address, the longer first: then whatever contains a segment comes before it.
	sort.SliceStable(all, func(i, j int) bool {
		return all[i].Addr < all[j].Addr || all[i].Addr == all[j].Addr && all[i].MemSize > all[j].MemSize
	})
	kept := all[:0]
	end := uint64(0)
	for _, s := range all {
		if s.MemSize == 0 || len(kept) > 0 && s.Addr+s.MemSize <= end {
			continue
		}
		kept = append(kept, s)
		end = max(end, s.Addr+s.MemSize)
	}
	return kept
}

// fillFromFile makes rows of the spans, neighbours of one owner being one row.
func fillFromFile(img *image.Image, blocks []block) {
	at := 0
	for i := range img.Spans {
		s := &img.Spans[i]
		off := uint64(s.Off)
		if len(blocks) == 0 {
			return
		}
		if off < blocks[at].off || off >= blocks[at].fileEnd {
			found := -1
			for b := range blocks {
				if off >= blocks[b].off && off < blocks[b].fileEnd {
					found = b
					break
				}
			}
			if found < 0 {
				continue
			}
			at = found
		}
		b := &blocks[at]
		if n := len(b.items); n > 0 && b.items[n-1].owner == s.Owner {
			b.items[n-1].size += uint64(s.Len)
			continue
		}
		b.items = append(b.items, item{owner: s.Owner, kind: img.Owners[s.Owner].Kind, addr: b.addr + off - b.off, off: int(s.Off), size: uint64(s.Len)})
	}
}

// fillFromMemory adds what has addresses and no bytes in the file: bss.
func fillFromMemory(img *image.Image, segments []image.Segment, blocks []block) {
	for b := range blocks {
		s := &segments[b]
		if s.MemSize <= s.FileSize {
			continue
		}
		from, before := s.Addr+s.FileSize, len(blocks[b].items)
		for i := range img.Owners {
			o := &img.Owners[i]
			if o.Kind == image.OwnerBSS && o.Placed && o.Size > 0 && o.Addr >= from && o.Addr < s.Addr+s.MemSize {
				blocks[b].items = append(blocks[b].items, item{owner: uint32(i), kind: o.Kind, addr: o.Addr, off: -1, size: o.Size})
			}
		}
		added := blocks[b].items[before:]
		sort.SliceStable(added, func(i, j int) bool { return added[i].addr < added[j].addr })
		if len(added) > 0 {
			continue
		}
		for i := range img.Extents {
			e := &img.Extents[i]
			if e.Loaded && e.FileSize == 0 && e.MemSize > 0 && e.Addr >= from && e.Addr < s.Addr+s.MemSize {
				blocks[b].items = append(blocks[b].items, item{owner: e.Owner, kind: image.OwnerBSS, addr: e.Addr, off: -1, size: e.MemSize})
			}
		}
	}
}

// addMarks puts the symbols that name ends of segments where they stand.
func addMarks(img *image.Image, b *block) {
	type mark struct {
		addr  uint64
		names []string
	}
	var marks []mark
	for i := range img.Symbols {
		s := &img.Symbols[i]
		if len(s.Name) > 6 || s.Value <= b.addr || s.Value > b.end || !isEnd(s.Name) {
			continue
		}
		at := sort.Search(len(marks), func(k int) bool { return marks[k].addr >= s.Value })
		if at == len(marks) || marks[at].addr != s.Value {
			marks = append(marks, mark{})
			copy(marks[at+1:], marks[at:])
			marks[at] = mark{addr: s.Value}
		}
		marks[at].names = append(marks[at].names, s.Name)
	}
	for _, m := range marks {
		at := len(b.items)
		for at > 0 && b.items[at-1].addr >= m.addr {
			at--
		}
		if len(m.names) > 3 {
			m.names = append(m.names[:3], "…")
		}
		b.items = append(b.items, item{})
		copy(b.items[at+1:], b.items[at:])
		b.items[at] = item{addr: m.addr, off: -1, mark: strings.Join(m.names, " = ")}
	}
}

func isEnd(name string) bool {
	switch name {
	case "etext", "edata", "end", "_etext", "_edata", "_end":
		return true
	}
	return false
}

// entitle finds the words for a segment.
func entitle(s *image.Segment, b *block) {
	var holds [16]bool
	first, rows := image.OwnerNone, 0
	for i := range b.items {
		k := b.items[i].kind
		holds[k] = true
		if k == image.OwnerPadding || b.items[i].mark != "" {
			continue
		}
		rows++
		if first == image.OwnerNone {
			first = k
		}
	}
	b.code = strings.Contains(s.Flags, "x") || s.Flags == "" && (holds[image.OwnerCode] || s.Name == "text")
	switch {
	case b.code:
		b.title, b.short, b.says = "Text segment", "text", "the code that runs"
	case strings.Contains(s.Flags, "w") || s.Flags == "":
		b.title, b.short, b.says = "Data segment", "data", "read and write"
	case holds[image.OwnerConst] || holds[image.OwnerLazy] || holds[image.OwnerData]:
		b.title, b.short, b.says = "Read-only segment", "read-only", "constants"
	case !holds[image.OwnerHeader] && !holds[image.OwnerSymbols]:
		b.title, b.short, b.says = "Read-only segment", "read-only", "room, and nothing in it"
	default:
		b.title, b.short, b.says = "Header segment", "headers", "for the loader"
	}
	switch {
	case first == image.OwnerGOT && rows == 1:
		b.title, b.short, b.says = "GOT segment", "GOT", "nothing but the GOT"
	case first == image.OwnerGOT:
		b.says = "opens with the GOT"
	case holds[image.OwnerGOT]:
		b.says = "holds the GOT"
	}
	if len(b.items) > 0 && b.items[0].kind == image.OwnerPadding {
		b.says = "padding, then " + b.says // the address of the segment is that of the padding
	}
	if first == image.OwnerHeader && b.short != "headers" {
		b.short = "header and " + b.short
		if b.says == "constants" {
			b.says = "headers and constants"
		}
	}
}

// fold closes rows that keep does not name. A run of one row is not worth closing.
func fold(items []item, keep func(i int) bool) []item {
	out := make([]item, 0, 16)
	for i := 0; i < len(items); {
		if keep(i) {
			out = append(out, items[i])
			i++
			continue
		}
		j, atoms := i, 0
		run := item{owner: 0, kind: items[i].kind, addr: items[i].addr, off: items[i].off}
		for ; j < len(items) && !keep(j); j++ {
			if items[j].kind != image.OwnerPadding && items[j].mark == "" {
				atoms++
			}
			run.size = items[j].addr + items[j].size - run.addr
		}
		if atoms <= 1 {
			out = append(out, items[i:j]...)
		} else {
			run.folded = atoms
			run.middle, run.off = halfWay(items[i:j])
			out = append(out, run)
		}
		i = j
	}
	return out
}

// halfWay is the owner in the middle of a run, and where it is in the file.
func halfWay(run []item) (owner uint32, off int) {
	for i := len(run) / 2; i < len(run); i++ {
		if it := &run[i]; it.owner != 0 && it.kind != image.OwnerPadding {
			return it.owner, it.off
		}
	}
	return run[0].owner, run[0].off
}

// foldBlock leaves at most about limit rows open: the ends, the path, what the reader asked for, and their neighbours.
func (d *drawing) foldBlock(b *block, limit int) {
	rows := 0
	for i := range b.items {
		if b.items[i].kind != image.OwnerPadding {
			rows++
		}
	}
	if rows <= limit {
		return
	}
	keep := map[int]bool{0: true, len(b.items) - 1: true}
	around := func(i, reach int) {
		// Padding does not count as a neighbour: step over it.
		for step := -1; step <= 1; step += 2 {
			for at, left := i, reach; at >= 0 && at < len(b.items) && left >= 0; at += step {
				keep[at] = true
				if b.items[at].kind != image.OwnerPadding {
					left--
				}
			}
		}
	}
	for i := range b.items {
		it := &b.items[i]
		switch {
		case it.owner == 0 && it.mark == "":
		case it.owner == d.opt.Focus && it.owner != 0:
			around(i, 2)
		case d.path.holds(it.owner):
			around(i, 1)
		case slices.Contains(d.opt.Trail, it.owner):
			keep[i] = true
		case it.kind == image.OwnerGOT || it.mark != "":
			keep[i] = true
		}
	}
	b.items = fold(b.items, func(i int) bool { return keep[i] })
}
