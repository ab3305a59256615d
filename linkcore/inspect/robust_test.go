package inspect

import (
	"bytes"
	"encoding/binary"
	"maps"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"linkplay/linkcore/diag"
	"linkplay/linkcore/reloc"
	"linkplay/linkcore/spec"
)

// slow tells that the tests run as wasm in node, where a part of the cases has to do.
const slow = runtime.GOOS == "js"

var bases = []string{"aout.hex", "elf64.hex", "elf32.hex", "elf-loaded.hex"}

// TestCutAnywhere ends small files at every byte: each gives a proven image, and a finding when something is missing.
func TestCutAnywhere(t *testing.T) {
	for _, name := range bases {
		whole := base(t, name)
		for n := range len(whole) {
			img, findings := Inspect(whole[:n])
			prove(t, whole[:n], img, findings)
			if len(findings) == 0 {
				t.Errorf("%s cut at %#x: nothing is said", name, n)
			}
			for i := range findings {
				if !strings.Contains(findings[i].Message, "at byte 0x") {
					t.Errorf("%s cut at %#x: %q names no byte", name, n, findings[i].Message)
				}
			}
		}
		if img, findings := Inspect(whole); len(findings) > 0 || len(img.Symbols) == 0 {
			t.Errorf("%s as a whole: %v", name, findings)
		}
	}
}

// TestChangedAnywhere changes each byte of small files in a few ways.
func TestChangedAnywhere(t *testing.T) {
	for _, name := range bases {
		data := base(t, name)
		for at, was := range data {
			values := []byte{0xff, was + 1, 0, 1, 0x7f, 0x80, was - 1, was ^ 0x20}
			if slow {
				values = values[:2]
			}
			for _, to := range values {
				data[at] = to
				img, findings := Inspect(data)
				prove(t, data, img, findings)
			}
			data[at] = was
		}
	}
}

// elfOf makes a 32-bit file of one string section and further sections with contents. A section without contents
// covers the whole file.
func elfOf(sections []elfPart, programs []byte) []byte {
	le := binary.LittleEndian
	file := append([]byte("\x7fELF\x01\x01\x01"), make([]byte, 45)...)
	le.PutUint16(file[16:], 2)
	le.PutUint16(file[18:], 3)
	if len(programs) > 0 {
		le.PutUint32(file[28:], uint32(len(file)))
		le.PutUint16(file[42:], 32)
		le.PutUint16(file[44:], pnXNUM)
		file = append(file, programs...)
	}
	heads := make([]byte, 40*(len(sections)+1))
	for i, s := range sections {
		h := heads[40*(i+1):]
		le.PutUint32(h[0:], s.name)
		le.PutUint32(h[4:], s.typ)
		le.PutUint32(h[8:], 2)
		le.PutUint32(h[12:], 0x1000)
		le.PutUint32(h[16:], uint32(len(file)))
		le.PutUint32(h[20:], uint32(len(s.contents)))
		le.PutUint32(h[24:], 1)
		le.PutUint32(h[36:], 16)
		if s.flags > 0 {
			le.PutUint32(h[8:], s.flags)
		}
		if s.link > 0 {
			le.PutUint32(h[24:], s.link)
		}
		if s.contents == nil {
			le.PutUint32(h[16:], s.at)
			le.PutUint32(h[20:], s.size)
		}
		file = append(file, s.contents...)
	}
	le.PutUint32(heads[20:], uint32(len(sections)+1))
	le.PutUint32(heads[24:], 1)
	le.PutUint32(heads[28:], uint32(len(programs)/32))
	le.PutUint32(file[32:], uint32(len(file)))
	le.PutUint16(file[46:], 40)
	le.PutUint16(file[50:], shnXINDEX)
	return append(file, heads...)
}

type elfPart struct {
	name, typ uint32
	contents  []byte
	at, size  uint32
	flags     uint32 // 0: in memory
	link      uint32 // 0: the first section
}

// repeated fills n bytes with records.
func repeated(n, size int, record func(i int, r []byte)) []byte {
	b := make([]byte, n/size*size)
	for i := range len(b) / size {
		record(i, b[i*size:(i+1)*size])
	}
	return b
}

// greedy are files whose labels want as much room and time as they can.
func greedy(n int) map[string][]byte {
	le, be := binary.LittleEndian, binary.BigEndian
	aout := func(text, syms, lines int, body []byte) []byte {
		file := make([]byte, 32)
		for i, v := range []int{0x1eb, text, 0, 0, syms, 0x1020, 0, lines} {
			be.PutUint32(file[4*i:], uint32(v))
		}
		return append(append(file, make([]byte, text)...), body...)
	}
	names := append(bytes.Repeat([]byte{'n'}, n/4), 0)
	symbols := repeated(n, 16, func(i int, r []byte) { le.PutUint32(r[4:], uint32(i)); r[12] = 2; r[14] = 3 })
	many := make([]elfPart, n/40)
	for i := range many {
		many[i] = elfPart{typ: []uint32{1, 2, 3, 8, 11}[i%5], at: uint32(i), size: uint32(n)}
	}
	many[0] = elfPart{typ: 3, contents: append(bytes.Repeat([]byte{'n'}, 100), 0)}
	disjoint := make([]elfPart, n/60)
	for i := range disjoint {
		disjoint[i] = elfPart{typ: 1, contents: make([]byte, 20)}
	}
	disjoint[0] = many[0]
	history := []byte("\x00\x00\x00\x01\xe6" + strings.Repeat("n", n/4) + "\x00")
	history = append(history, bytes.Repeat([]byte("\x00\x00\x00\x01\xfa\x00\x00\x01\x00\x01\x00\x00"), n/24)...)
	components := repeated(n, 6, func(i int, r []byte) { be.PutUint32(r, uint32(i&0xffff)); r[4] = 0xe6 })
	return map[string][]byte{
		"symbols without names": aout(n/6, n/6*6, 0, repeated(n, 6, func(i int, r []byte) { be.PutUint32(r, uint32(0x1020+n/6-i)); r[4] = 0xf4 })),
		"components":            aout(0, len(components), 0, components),
		"long paths":            aout(0, len(history), 0, history),
		"opcodes":               aout(0, 0, n, bytes.Repeat([]byte{1}, n)),
		"ELF symbols":           elfOf([]elfPart{{typ: 3, contents: []byte{0}}, {typ: 2, contents: symbols}, {typ: 8, size: uint32(n)}}, nil),
		"ELF symbols in each other": elfOf([]elfPart{{typ: 3, contents: []byte{0}}, {typ: 2, contents: repeated(n, 16, func(i int, r []byte) {
			le.PutUint32(r[4:], uint32(i))
			le.PutUint32(r[8:], uint32(n-2*i))
			r[12], r[14] = 2, 3
		})}, {typ: 1, contents: make([]byte, n/4)}}, nil),
		"one long name": elfOf([]elfPart{{typ: 3, contents: names}, {typ: 2, contents: repeated(n, 16, func(i int, r []byte) {
			le.PutUint32(r, uint32(i%(n/4)))
			le.PutUint32(r[4:], uint32(i))
			r[12], r[14] = 2, 3
		})}, {typ: 8, size: uint32(n)}}, nil),
		"empty texts":       elfOf([]elfPart{{typ: 3, contents: make([]byte, n)}}, nil),
		"sections over all": elfOf(many, nil),
		"sections":          elfOf(disjoint, nil),
		"cells":             elfOf([]elfPart{{typ: 3, contents: []byte(".got\x00")}, {typ: 1, contents: make([]byte, n)}}, nil),
		"segments": elfOf([]elfPart{{typ: 3, contents: []byte{0}}}, repeated(n, 32, func(i int, r []byte) {
			r[0] = 1
			le.PutUint32(r[4:], uint32(i))
			le.PutUint32(r[16:], uint32(n))
			le.PutUint32(r[20:], uint32(n))
		})),
		"zeros": make([]byte, n),
	}
}

// spent inspects a file and says how many bytes were allocated in all, and how long it took.
func spent(data []byte) (allocated uint64, took time.Duration) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	start := time.Now()
	img, _ := Inspect(data)
	took = time.Since(start)
	runtime.ReadMemStats(&after)
	runtime.KeepAlive(img)
	return after.TotalAlloc - before.TotalAlloc, took
}

// TestGreedy holds files that are all labels to the room and the time that they may take.
func TestGreedy(t *testing.T) {
	n := 2 << 20
	if slow {
		n = 512 << 10
	}
	for name, data := range all(n) {
		t.Run(name, func(t *testing.T) {
			img, findings := Inspect(data)
			prove(t, data, img, findings)
			allocated, took := spent(data)
			t.Logf("%.1f times the file, %v, %d spans, %d findings", float64(allocated)/float64(len(data)), took, len(img.Spans), len(findings))
			if limit := uint64(16 * len(data)); allocated > limit {
				t.Errorf("%d bytes were allocated for a file of %d", allocated, len(data))
			}
			if took > 2*time.Second {
				t.Errorf("it took %v", took)
			}
		})
	}
}

// TestCrowded holds that a table which is too long to be read row by row says so, and is read as far as it goes.
func TestCrowded(t *testing.T) {
	data := greedy(1 << 20)["opcodes"]
	img, findings := Inspect(data)
	if len(findings) == 0 || findings[len(findings)-1].Code != diag.FileTooLarge || findings[len(findings)-1].Severity != diag.Note {
		t.Fatal(findings)
	}
	if last := &img.Spans[len(img.Spans)-1]; last.Len < 1000 || img.Owners[last.Owner].Name != "pc/line table" {
		t.Errorf("the rest of the table is %d bytes of %s", last.Len, img.Owners[last.Owner].Name)
	}
}

// TestManyFindings holds that the list of findings ends.
func TestManyFindings(t *testing.T) {
	_, findings := Inspect(greedy(1 << 16)["sections over all"])
	if len(findings) != mostFindings+1 || !strings.Contains(findings[mostFindings].Message, "more findings") {
		t.Errorf("%d findings, the last is %v", len(findings), findings[len(findings)-1])
	}
}

func TestTooLarge(t *testing.T) {
	img, findings := inspectWithin(make([]byte, 11), 10)
	if img != nil || len(findings) != 1 || findings[0].Code != diag.FileTooLarge || !strings.Contains(findings[0].Message, "at byte 0xa") {
		t.Errorf("%v %v", img, findings)
	}
}

// FuzzInspect gives any bytes: nothing panics, and every image is proven.
func FuzzInspect(f *testing.F) {
	for _, name := range bases {
		f.Add(base(f, name))
	}
	for _, data := range all(400) {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<16 {
			t.Skip()
		}
		img, findings := Inspect(data)
		prove(t, data, img, findings)
	})
}

// FuzzInspectPlan9 gives any bytes behind the magic numbers of a.out: every image is proven, and costs in proportion to
// the file: 16 bytes of memory for each of its bytes, beside what the smallest file may take, and a second at most.
func FuzzInspectPlan9(f *testing.F) {
	f.Add(byte(0), base(f, "aout.hex"))
	for cpu := range spec.AoutCPUs {
		f.Add(byte(cpu), make([]byte, 40))
		f.Add(byte(cpu), bytes.Repeat([]byte{0, 0, 0, 1, 0xfa}, 300))
	}
	for name, data := range greedy(3000) {
		if binary.BigEndian.Uint32(data) == 0x1eb {
			f.Add(byte(len(name)), data)
		}
	}
	f.Fuzz(func(t *testing.T, cpu byte, data []byte) {
		if len(data) < 4 || len(data) > 1<<16 {
			t.Skip()
		}
		binary.BigEndian.PutUint32(data, spec.AoutCPUs[int(cpu)%len(spec.AoutCPUs)].Magic())
		img, findings := Inspect(data)
		prove(t, data, img, findings)
		allocated, took := spent(data)
		if allocated > uint64(16*len(data)+2*roomAtLeast) || took > time.Second {
			t.Errorf("%d bytes were allocated for a file of %d, in %v", allocated, len(data), took)
		}
	})
}

// TestChangedTogether changes several words of small files at once: offsets, counts and sizes that a damaged file could
// have, so that structures overlap in all ways.
func TestChangedTogether(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	small := all(400)
	files := [][]byte{}
	for _, name := range bases {
		files = append(files, base(t, name))
	}
	for _, name := range slices.Sorted(maps.Keys(small)) {
		files = append(files, small[name])
	}
	rounds := 300
	if testing.Short() || slow {
		rounds = 30
	}
	for _, whole := range files {
		for range rounds {
			data := slices.Clone(whole)
			for range 1 + random.IntN(6) {
				value := []uint64{0, 1, uint64(random.IntN(len(data) + 8)), uint64(random.IntN(8)), ^uint64(0), 1 << random.IntN(64)}[random.IntN(6)]
				field := []int{1, 2, 4, 8}[random.IntN(4)]
				at := random.IntN(len(data)-field+1) / min(field, 4) * min(field, 4)
				[]reloc.Order{reloc.Little, reloc.Big}[random.IntN(2)].Put(data[at:at+field], value)
			}
			img, findings := Inspect(data)
			prove(t, data, img, findings)
		}
	}
}
