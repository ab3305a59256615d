package inspect

import (
	"bytes"
	"encoding/binary"
	"maps"
	"testing"
	"time"

	"linkplay/linkcore/spec"
)

// greedyTables are files that consist of one of the tables of dynamic linking, each made to want as much room and time
// as it can.
func greedyTables(n int) map[string][]byte {
	le := binary.LittleEndian
	none := elfPart{typ: spec.SHT_STRTAB, contents: []byte{0}}
	symbols := func(n int) []byte {
		return repeated(n, 16, func(i int, r []byte) { r[0] = 1; le.PutUint32(r[4:], 0x1000+uint32(i)); r[12], r[14] = 0x12, 3 })
	}
	names := elfPart{typ: spec.SHT_STRTAB, contents: append(append([]byte{0}, bytes.Repeat([]byte{'n'}, n/8)...), 0)}
	rels := func(at, symbols uint32) []byte {
		return repeated(n/2, 8, func(i int, r []byte) {
			le.PutUint32(r, at+4*uint32(i))
			le.PutUint32(r[4:], (1+uint32(i)%symbols)<<8|7)
		})
	}
	words := func(values ...uint32) []byte {
		var b []byte
		for _, v := range values {
			b = le.AppendUint32(b, v)
		}
		return b
	}
	needed := repeated(n, 16, func(i int, r []byte) {
		r[0], r[2], r[3] = 1, 0xff, 0xff
		le.PutUint32(r[8:], 16)
		le.PutUint32(r[12:], 16)
	})
	code := append([]byte(".plt\x00"), bytes.Repeat([]byte{'c'}, 60)...)
	return map[string][]byte{
		"relocations":       elfOf([]elfPart{none, {typ: spec.SHT_RELA, contents: make([]byte, n), link: 3}, {typ: spec.SHT_DYNSYM, contents: symbols(1600)}}, nil),
		"named cells":       elfOf([]elfPart{{typ: spec.SHT_STRTAB, contents: append([]byte(".got\x00"), names.contents...)}, {typ: spec.SHT_DYNSYM, contents: symbols(1600)}, {typ: spec.SHT_REL, contents: rels(0x1000, 99), link: 2}, {typ: 1, contents: make([]byte, n/4)}}, nil),
		"notes":             elfOf([]elfPart{none, {typ: spec.SHT_NOTE, contents: make([]byte, n)}}, nil),
		"properties":        elfOf([]elfPart{none, {typ: spec.SHT_NOTE, contents: append(words(4, uint32(n), 5, 0x554e47), make([]byte, n)...)}}, nil),
		"dynamic entries":   elfOf([]elfPart{none, {typ: spec.SHT_DYNAMIC, contents: bytes.Repeat([]byte{1}, n)}}, nil),
		"needed versions":   elfOf([]elfPart{none, {typ: spec.SHT_GNU_VERNEED, contents: needed}}, nil),
		"versions in rings": elfOf([]elfPart{none, {typ: spec.SHT_GNU_VERDEF, contents: repeated(n, 20, func(i int, r []byte) { r[6], r[7] = 0xff, 0xff; le.PutUint32(r[12:], 0); le.PutUint32(r[16:], 1) })}}, nil),
		"all versions": elfOf([]elfPart{names, {typ: spec.SHT_DYNSYM, contents: symbols(n / 2)}, {typ: spec.SHT_GNU_VERSYM, contents: repeated(n/16, 2, func(i int, r []byte) { le.PutUint16(r, uint16(i)) }), link: 2},
			{typ: spec.SHT_GNU_VERDEF, contents: repeated(n/4, 28, func(i int, r []byte) {
				le.PutUint16(r[4:], uint16(i))
				r[6] = 1
				le.PutUint32(r[12:], 20)
				le.PutUint32(r[16:], 28)
				r[20] = 1
			})}}, nil),
		"hash table":     elfOf([]elfPart{none, {typ: spec.SHT_HASH, contents: append(words(uint32(n/8), uint32(n/8)), bytes.Repeat([]byte{1, 0, 0, 0}, n/4)...)}}, nil),
		"GNU hash table": elfOf([]elfPart{none, {typ: spec.SHT_GNU_HASH, contents: append(words(uint32(n/16), 1, uint32(n/16), 5), bytes.Repeat([]byte{2, 0, 0, 0}, n/4)...)}}, nil),
		"stubs":          elfOf([]elfPart{{typ: spec.SHT_STRTAB, contents: code}, {typ: 1, flags: 6, contents: bytes.Repeat([]byte{0xff, 0x25, 1, 2, 3, 4, 5, 6}, n/8)}}, nil),
		"functions":      elfOf([]elfPart{none, {typ: spec.SHT_INIT_ARRAY, contents: make([]byte, n)}}, nil),
		"many tables": elfOf(func() []elfPart {
			parts := make([]elfPart, n/100)
			for i := range parts {
				parts[i] = elfPart{typ: []uint32{4, 5, 6, 7, 9, 14, 17, 19, spec.SHT_GNU_HASH, spec.SHT_GNU_VERDEF, spec.SHT_GNU_VERNEED, spec.SHT_GNU_VERSYM}[i%12], contents: bytes.Repeat([]byte{0, 0, 0, 1}, 12)}
			}
			parts[0] = none
			return parts
		}(), nil),
		"dynamic segment": dynamicOnly(n),
	}
}

// dynamicOnly is a file without section headers whose dynamic section leads to tables that all want the whole file.
func dynamicOnly(n int) []byte {
	le := binary.LittleEndian
	file := append([]byte("\x7fELF\x01\x01\x01"), make([]byte, 45)...)
	le.PutUint16(file[16:], 3)
	le.PutUint16(file[18:], 3)
	le.PutUint32(file[28:], 52)
	le.PutUint16(file[42:], 32)
	le.PutUint16(file[44:], 2)
	program := func(values ...uint32) {
		for _, v := range values {
			file = le.AppendUint32(file, v)
		}
	}
	size := uint32(max(n, 512))
	program(1, 0, 0, 0, size, size, 6, 0x1000)
	program(2, 116, 116, 116, 272, 272, 6, 4)
	for _, tag := range []uint32{spec.DT_HASH, spec.DT_STRTAB, spec.DT_SYMTAB, spec.DT_RELA, spec.DT_REL, spec.DT_JMPREL, spec.DT_INIT_ARRAY, spec.DT_FINI_ARRAY, spec.DT_RELR,
		spec.DT_GNU_HASH, spec.DT_VERSYM, spec.DT_VERDEF, spec.DT_VERNEED, spec.DT_PLTGOT} {
		file = le.AppendUint32(le.AppendUint32(file, tag), 400)
	}
	for _, tag := range []uint32{spec.DT_RELASZ, spec.DT_STRSZ, spec.DT_RELSZ, spec.DT_PLTRELSZ, spec.DT_INIT_ARRAYSZ, spec.DT_FINI_ARRAYSZ, spec.DT_RELRSZ} {
		file = le.AppendUint32(le.AppendUint32(file, tag), size)
	}
	for i := uint32(0); len(file) < int(size); i++ {
		file = le.AppendUint32(file, i%7*4+1)
	}
	return file
}

// all is greedy and greedyTables.
func all(n int) map[string][]byte {
	files := greedy(n)
	maps.Copy(files, greedyTables(n))
	return files
}

// large are files of one uniform table.
var large = []struct {
	name    string
	typ     uint32
	head    []uint32
	word    uint32
	spans   int // at most
	listing int // rows
}{
	{"relocations", spec.SHT_RELA, nil, 8, 12, 64 << 20 / 12},
	{"dynamic entries", spec.SHT_DYNAMIC, nil, 0x01010101, 12, 64 << 20 / 8},
	{"hash table", spec.SHT_HASH, []uint32{8 << 20, 8<<20 - 2}, 1, 12, 8 << 20},
	{"GNU hash table", spec.SHT_GNU_HASH, []uint32{4 << 20, 1, 4 << 20, 5}, 2, 14, 4 << 20},
	{"symbol versions", spec.SHT_GNU_VERSYM, nil, 0x00020002, 12, 0},
	{"relative relocations", spec.SHT_RELR, nil, 3, 12, 16 << 20},
}

// TestLarge inspects files of 64 MB. What is told one by one is bounded by the room, what is uniform is one span.
func TestLarge(t *testing.T) {
	if testing.Short() || slow {
		t.Skip("64 MB a file")
	}
	const n = 64 << 20
	contents := make([]byte, n)
	for i := range large {
		row := &large[i]
		t.Run(row.name, func(t *testing.T) {
			for at := 0; at < n; at += 4 {
				binary.LittleEndian.PutUint32(contents[at:], row.word)
			}
			for i, v := range row.head {
				binary.LittleEndian.PutUint32(contents[4*i:], v)
			}
			data := elfOf([]elfPart{{typ: spec.SHT_STRTAB, contents: []byte{0}}, {typ: row.typ, contents: contents}}, nil)
			img, findings := Inspect(data)
			proveListings(t, img)
			if len(findings) > 0 || len(img.Spans) > row.spans {
				t.Errorf("%d spans, %v", len(img.Spans), findings)
			}
			if row.listing > 0 {
				if l := &img.Listings[len(img.Listings)-1]; l.Rows != row.listing {
					t.Errorf("%s has %d rows, not %d", l.Name, l.Rows, row.listing)
				}
			}
			allocated, took := spent(data)
			t.Logf("%d MB: %.2f MB allocated, %v, %d spans", len(data)>>20, float64(allocated)/(1<<20), took, len(img.Spans))
			if allocated > 2*uint64(len(data)) || took > time.Second {
				t.Errorf("it took %v and %d bytes", took, allocated)
			}
		})
	}
}

// FuzzInspectELF gives ELF files of any kind: nothing panics, every image is proven, and memory and time stay bounded.
func FuzzInspectELF(f *testing.F) {
	for _, data := range all(300) {
		if isELF(data) {
			f.Add(data)
			// The same bytes as the other class and in the other order are other files.
			other := bytes.Clone(data)
			other[spec.EI_CLASS], other[spec.EI_DATA] = 3-other[spec.EI_CLASS], 3-other[spec.EI_DATA]
			f.Add(other)
		}
	}
	for _, name := range bases {
		f.Add(base(f, name))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) < 8 || len(data) > 1<<16 {
			t.Skip()
		}
		data = append([]byte(elfMagic), data[4:]...)
		allocated, took := spent(data)
		img, findings := Inspect(data)
		prove(t, data, img, findings)
		if limit := uint64(16*len(data) + 1<<20); allocated > limit || took > time.Second {
			t.Fatalf("%d bytes and %v for a file of %d", allocated, took, len(data))
		}
	})
}
