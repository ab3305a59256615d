package picture

import (
	"fmt"
	"strings"

	"linkplay/linkcore/image"
	"linkplay/linkcore/reloc"
)

// The tests draw images made by hand, so that picture stands on the model alone.

var testRelocs = []reloc.Row{
	{Name: "cell32", Formula: "G + GOT + A", Field: reloc.Word32, Check: reloc.Signed},
	{Name: "pc32", Formula: "S + A - P", Field: reloc.Word32, Check: reloc.Signed},
}

func init() { reloc.Compile(testRelocs) }

// listing is a Code of texts.
type listing []image.Part

func (l listing) Part(i int) image.Part              { return l[i] }
func (listing) Fields(int, []byte) []image.PartField { return nil }

func (l listing) AppendPart(dst []byte, i int) []byte { return append(dst, make([]byte, l[i].Len)...) }

// builder puts an image together in file order.
type builder struct {
	img  *image.Image
	code listing
}

func build(format string) *builder {
	img := &image.Image{Format: format, CPU: "x86_64", Kind: "Plan 9 executable", WordBytes: 8, Owners: make([]image.Owner, 1),
		Rules: []*image.Rule{{Name: "body"}}, RelocTypes: testRelocs}
	return &builder{img: img}
}

// add appends an owner with bytes at an address; parts are "text|bytes in hex".
func (b *builder) add(kind image.OwnerKind, name string, addr uint64, size int, parts ...string) uint32 {
	o := image.Owner{Name: name, Kind: kind, Addr: addr, Off: uint64(len(b.img.File)), Size: uint64(size), Placed: addr != 0, Parts: uint32(len(b.code))}
	at := uint32(0)
	bytes := make([]byte, 0, size)
	for _, p := range parts {
		text, hex, _ := strings.Cut(p, "|")
		n := 0
		for _, pair := range strings.Fields(hex) {
			var v byte
			fmt.Sscanf(pair, "%02x", &v)
			bytes = append(bytes, v)
			n++
		}
		b.code = append(b.code, image.Part{Off: at, Len: uint32(n), Kind: "instruction", Text: text})
		at += uint32(n)
	}
	o.NParts = uint32(len(b.code)) - o.Parts
	for len(bytes) < size {
		bytes = append(bytes, byte(len(bytes)))
	}
	n := uint32(len(b.img.Owners))
	b.img.Owners = append(b.img.Owners, o)
	if size > 0 && kind != image.OwnerBSS {
		b.img.Spans = append(b.img.Spans, image.Span{Off: uint32(len(b.img.File)), Len: uint32(size), Owner: n})
		b.img.File = append(b.img.File, bytes...)
	}
	return n
}

func (b *builder) extent(name string, from, size, addr uint64, loaded bool) {
	b.img.Extents = append(b.img.Extents, image.Extent{Name: name, Off: from, FileSize: size, Addr: addr, MemSize: size, Loaded: loaded})
}

// cells makes the GOT at an address; holds are owners.
func (b *builder) cells(addr uint64, holds ...uint32) {
	b.img.GOTAddr = addr
	got := b.add(image.OwnerGOT, "GOT", addr, 8*len(holds))
	for i, h := range holds {
		off := b.img.Owners[got].Off + uint64(8*i)
		b.img.Cells = append(b.img.Cells, image.Cell{Off: uint32(off), Owner: h, Tag: "got"})
		b.img.Owners[h].Cell = uint32(i + 1)
	}
}

// fill gives cells the addresses of their owners, once all are placed.
func (b *builder) fill() {
	for i := range b.img.Cells {
		c := &b.img.Cells[i]
		c.Value = b.img.Owners[c.Owner].Addr
		reloc.Little.Put(b.img.File[c.Off:c.Off+8], c.Value)
	}
}

func (b *builder) reads(caller uint32, at int, cell int, target uint32) {
	o := &b.img.Owners[caller]
	r := image.Reloc{S: b.img.Owners[target].Addr, P: o.Addr + uint64(at), Off: uint32(o.Off) + uint32(at), Owner: caller, Target: target, Cell: uint32(cell + 1)}
	if cell < 0 {
		r.Type, r.Cell = 1, 0
	}
	b.img.Relocs = append(b.img.Relocs, r)
}

// reference is the Plan 9 reference example.
func reference9() *image.Image {
	b := build("plan9")
	b.add(image.OwnerHeader, "exec header", 0, 40)
	start := b.add(image.OwnerCode, "a.start", 0x200028, 23, "call got(a.helper)|ff 14 25 08 00 40 00", `mov  rsi, got("hello")|48 8b 34 25 10 00 40 00`,
		"call got(lazy code a.Color)|ff 14 25 18 00 40 00", "ret|c3")
	helper := b.add(image.OwnerCode, "a.helper", 0x20003f, 6, "mov  eax, 42|b8 2a 00 00 00", "ret|c3")
	lazy := b.add(image.OwnerLazy, "lazy code a.Color", 0x200045, 9, "mov  rax, got(lazy data a.Color)|48 8b 04 25 20 00 40 00", "ret|c3")
	const counter, hello, data = 6, 7, 8 // behind the GOT
	b.add(image.OwnerGOT, "GOT", 0x400000, 48)
	b.add(image.OwnerData, "a.counter", 0x400030, 8, "u64 7|07 00 00 00 00 00 00 00")
	b.add(image.OwnerConst, `"hello"`, 0x400038, 5, `text "hello"|68 65 6c 6c 6f`)
	b.add(image.OwnerLazy, "lazy data a.Color", 0x40003d, 10, `text "red\0green\0"|72 65 64 00 67 72 65 65 6e 00`)
	b.img.GOTAddr = 0x400000
	for i, h := range []uint32{start, helper, hello, lazy, data, counter} {
		b.img.Cells = append(b.img.Cells, image.Cell{Off: uint32(0x4e + 8*i), Owner: h, Tag: "got"})
		b.img.Owners[h].Cell = uint32(i + 1)
	}
	symbols := b.add(image.OwnerSymbols, "symbols", 0, 272)
	lines := b.add(image.OwnerLines, "lines", 0, 10)
	_, _ = symbols, lines
	b.fill()
	b.reads(start, 3, 1, helper)
	b.reads(start, 11, 2, hello)
	b.reads(start, 18, 3, lazy)
	b.reads(lazy, 4, 4, data)
	b.img.Code = b.code
	b.extent("header", 0, 40, 0x200000, true)
	b.extent("text", 40, 38, 0x200028, true)
	b.extent("data", 0x4e, 71, 0x400000, true)
	b.extent("symbols", 0x95, 272, 0, false)
	b.extent("lines", 0x1a5, 10, 0, false)
	b.img.Segments = []image.Segment{
		{Name: "text", Flags: "r-x", Off: 0, FileSize: 0x4e, Addr: 0x200000, MemSize: 0x4e, HoldsFileHeaders: true},
		{Name: "data", Flags: "rw-", Off: 0x4e, FileSize: 71, Addr: 0x400000, MemSize: 71},
	}
	b.img.Entry, b.img.HasEntry = 0x200028, true
	b.img.Symbols = []image.Symbol{{Name: "edata", Value: 0x400047, Off: 0x95, Len: 15}, {Name: "end", Value: 0x400047, Off: 0xa4, Len: 13},
		{Name: "etext", Value: 0x20004e, Off: 0xb1, Len: 15}, {Name: "helper", Value: 0x20003f, Off: 0x178, Len: 16, Owner: helper, Type: "t"}}
	b.img.Owners[helper].Symbol = 4
	return b.img
}
