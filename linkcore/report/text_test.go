package report

import (
	"fmt"
	"strings"
	"testing"

	"linkplay/linkcore/image"
	"linkplay/linkcore/reloc"
	"linkplay/linkcore/trace"
)

// small is an image with one of each: a header, an atom with a relocation through the GOT, symbols, a long run of zeros.
func small() *image.Image {
	rows := []reloc.Row{{Name: "CELL32", Formula: "G + GOT + A", Field: reloc.Word32}}
	reloc.Compile(rows)
	header := image.NewRecord("header", "", "", image.Field{Name: "magic", Bytes: 2, Order: reloc.Big}, image.Field{Name: "entry", Bytes: 4, Order: reloc.Little})
	symbol := image.NewRecord("symbol", "", "", image.Field{Name: "value", Bytes: 1}, image.Field{Name: "name"})
	body := &image.Rule{Name: "body", Kind: image.Body}
	fill := &image.Rule{Name: "padding", Kind: image.Fill}
	img := &image.Image{
		Kind: "ELF executable", CPU: "x86_64", WordBytes: 8, Entry: 0x1006, HasEntry: true, GOTAddr: 0x4000000,
		File: append([]byte("\x12\x34\x06\x10\x00\x00\xff\x14\x25\x00\x00\x00\x04\xc3\x1e\x00\x00\x08\x00\x00\x00\x00\x07main\x00"), make([]byte, 40)...),
		Owners: []image.Owner{{}, {Name: "header", Kind: image.OwnerHeader, Size: 6}, {Name: "main.start", Kind: image.OwnerCode, Addr: 0x1006, Off: 6, Size: 8, Placed: true, NParts: 2},
			{Name: "main.helper", Kind: image.OwnerCode, Addr: 0x800001e, Size: 6, Placed: true, Cell: 1, Symbol: 1}, {Name: "GOT", Kind: image.OwnerGOT, Off: 14, Size: 8},
			{Name: "symbols", Kind: image.OwnerSymbols}, {Name: "padding", Kind: image.OwnerPadding}},
		Rules:      []*image.Rule{header, body, {Name: "GOT cell", Fields: []image.Field{{Name: "address", Bytes: 8}}, Size: 8}, symbol, fill},
		Spans:      []image.Span{span(0, 6, 1, 0), span(6, 8, 2, 1), span(14, 8, 4, 2), span(22, 6, 5, 3), span(28, 40, 6, 4)},
		Extents:    []image.Extent{{Name: "text", FileSize: 14, Addr: 0x1000, MemSize: 14, Loaded: true}, {Name: "got", Off: 14, FileSize: 8, Addr: 0x4000000, MemSize: 8, Loaded: true}, {Name: "rest", Off: 22, FileSize: 46}},
		Segments:   []image.Segment{{Name: "code", Flags: "r-x", FileSize: 14, Addr: 0x1000, MemSize: 14}},
		Sections:   []image.Section{{Name: ".text", Type: "PROGBITS", Flags: "AX", Addr: 0x1000, Size: 14}},
		Symbols:    []image.Symbol{{Name: "main.helper", Value: 0x800001e, Type: "FUNC", Section: ".text", Owner: 3}},
		Cells:      []image.Cell{{Value: 0x800001e, Off: 14, Owner: 3, Tag: "got"}},
		Relocs:     []image.Reloc{{Off: 9, Owner: 2, Target: 3, Cell: 1}},
		RelocTypes: rows,
		Code:       parts{{Off: 0, Len: 7, Line: 3, Text: "call  got(main.helper)"}, {Off: 7, Len: 1, Line: 4, Text: "ret"}},
		Trace:      trace.NewRecorder(8),
	}
	img.Trace.Begin("read", "Everything has been read.")
	img.Trace.Event(trace.GiveSymbol, 3, 3, 2, 0)
	img.Trace.Event(trace.GiveSymbol, 3, 3, 5, 0)
	img.Trace.Begin("write", "The file is complete.")
	img.Trace.Event(trace.FillCell, 3, 9, 0, 0x800001e)
	return img
}

func span(off, length, owner uint32, rule uint16) image.Span {
	return image.Span{Off: off, Len: length, Owner: owner, Event: 1, Rule: rule}
}

type parts []image.Part

func (p parts) Part(i int) image.Part              { return p[i] }
func (parts) Fields(int, []byte) []image.PartField { return nil }

func (p parts) AppendPart(dst []byte, _ int) []byte { return dst }

func TestDump(t *testing.T) {
	const want = "\nGOT\n  0@0x4000000 => 2@0x800001e (main.helper)\n"
	if got := Dump(small()); !strings.HasSuffix(got, want) {
		t.Errorf("got\n%s\nwant at the end\n%s", got, want)
	}
}

func TestInspection(t *testing.T) {
	got := Inspection(small())
	for _, want := range []string{
		"ELF executable for x86_64, 68 bytes, entry 0x1006\n",
		"  00000000  0x1000        12 34                                            header.magic = 0x1234\n",
		"  00000002  0x1002        06 10 00 00                                      header.entry = 0x1006\n",
		"main.start\n  00000006  0x1006        ff 14 25 00 00 00 04                             call got(main.helper)  (line 3)\n",
		"GOT cell.address = 0x800001e\n",
		"symbol.name = \"main\"\n",
		"padding, and 39 more zeros\n",
		"Relocations (1)\n", "CELL32  G + GOT + A  0x4000000  main.start  main.helper\n",
		".text  PROGBITS  AX",
		"0     0x4000000  0x0e    0x800001e  main.helper\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

// Every byte of a file has exactly one row, whatever the rules say.
func TestHexdumpShowsEveryByte(t *testing.T) {
	img := small()
	img.Rules[0] = image.NewRecord("short", "", "", image.Field{Name: "a", Bytes: 1}) // the span is longer than its shape
	img.Rules[3] = image.NewRecord("long", "", "", image.Field{Name: "a", Bytes: 8}, image.Field{Name: "b"})
	next := uint64(0)
	for _, line := range strings.Split(Inspection(img), "\n") {
		var off uint64
		if len(line) < 73 || !strings.HasPrefix(line, "  0000") {
			continue
		}
		fmt.Sscanf(line[2:10], "%x", &off)
		if off != next {
			t.Errorf("%q begins at %#x, want %#x", line, off, next)
		}
		next = off + uint64(len(strings.Fields(line[24:71])))
		var zeros uint64
		if at := strings.Index(line, ", and "); at > 0 {
			fmt.Sscanf(line[at:], ", and %d more zeros", &zeros)
		}
		next += zeros
	}
	if next != uint64(len(img.File)) {
		t.Errorf("the rows end at %#x, the file at %#x", next, len(img.File))
	}
}

func TestMap(t *testing.T) {
	got := Map(small())
	for _, want := range []string{"entry 0x1006\n", "0x1006     0x06     8     1      code        main.start\n", "not loaded  rest\n", "segment code r-x at 0x1000"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

func TestStory(t *testing.T) {
	const want = `Read
  1. main.helper gets symbol index 2 (line 3)
  2. main.helper gets symbol index 5 (line 3)
   => Everything has been read.

Write
  3. cell 0 is filled with 0x800001e, the address of main.helper (line 9)
   => The file is complete.
`
	if got := Story(small()); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := Story(&image.Image{}); got != "Nothing was recorded.\n" {
		t.Errorf("without a recording: %q", got)
	}
}

// The story of a large link can be read, and its numbers are those of the events.
func TestLongStory(t *testing.T) {
	for _, kinds := range [][]trace.Kind{{trace.Place}, {trace.Place, trace.GiveCell, trace.GiveSymbol}} {
		img := &image.Image{Owners: make([]image.Owner, 2), Trace: trace.NewRecorder(0)}
		img.Trace.Begin("place", "")
		for i := range 100_000 {
			img.Trace.Event(kinds[i%len(kinds)], 1, 0, uint64(i), 0)
		}
		got := Story(img)
		if lines := strings.Count(got, "\n"); lines > 2*storyPass {
			t.Errorf("%d lines", lines)
		}
		for _, want := range []string{"\n       1. ", "\n  100000. ", "… and "} {
			if !strings.Contains(got, want) {
				t.Errorf("no %q in\n%s", want, got)
			}
		}
	}
}
