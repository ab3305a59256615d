package inspect

import (
	"slices"

	"linkplay/linkcore/image"
	"linkplay/linkcore/reloc"
	"linkplay/linkcore/shape"
	"linkplay/linkcore/spec"
)

// A Plan 9 executable is an exec header and the pieces whose lengths it gives, one behind the other: text, data,
// symbols, the pc/sp table of the 68020, the pc/line table. The addresses of the segments are not in the file; see
// findBases.

// loadable is set in the magic of a dynamically loadable module.
const loadable = 0x80000000

// The words of the exec header.
const (
	wordMagic = iota
	wordText
	wordData
	wordBSS
	wordSyms
	wordEntry
	wordSP
	wordPC
	wordEntry64
	numWords
)

// The places of a.out.
const (
	placeText = iota
	placeData
	placeBSS
)

// aout is the inspection of a Plan 9 executable.
type aout struct {
	*file
	row   *spec.AoutCPU
	shape *image.Rule
	words [numWords]uint64
	offs  [numWords]uint64 // where the piece of a length word begins

	textBase, dataBase           uint64
	textIsPlaced, dataIsPlaced   bool
	symbols                      uint32 // owner
	symbolBytes                  uint64 // width of a symbol's value
	etext, edata, end, got       uint32 // 1 + symbols that linkers define, or 0
	gotCells                     int
	parts                        []component // by number
	unknownTypes, lostComponents tally
}

func isAout(data []byte) bool {
	return len(data) >= 4 && spec.FindAoutMagic(uint32(reloc.Big.Uint(data[:4]))&^loadable) != nil
}

// littleUnnamed lists those of the processors that no description can name which keep the lowest byte first.
var littleUnnamed = []string{"i960", "mips 4000 LE", "mips 3000 LE", "alpha"}

func readAout(f *file) {
	a := &aout{file: f, row: spec.FindAoutMagic(uint32(reloc.Big.Uint(f.data[:4])) &^ loadable), shape: shape.AoutHeader, symbolBytes: 4}
	img := f.img
	img.Format, img.CPU, img.Kind, img.WordBytes, img.Order = "plan9", a.row.CPU, "Plan 9 executable", 4, reloc.Big
	if a.row.Fat {
		img.WordBytes, a.symbolBytes, a.shape = 8, 8, shape.AoutFatHeader
	}
	if cpu := spec.FindCPU(a.row.CPU); cpu != nil && !cpu.BigEndian || slices.Contains(littleUnnamed, a.row.Native) {
		img.Order = reloc.Little
	}
	if img.CPU == "" {
		img.CPU = a.row.Native
	}
	a.read()
}

func (a *aout) read() {
	header := a.row.HeaderBytes()
	if a.size() < header {
		a.short("the file ends at byte %#x, inside the exec header, which has %d bytes", a.size(), header)
		a.claim(region{name: "header", called: "exec header", to: header, place: -1, kind: image.OwnerHeader})
		return
	}
	a.readHeader(header)
	a.readSymbols()
	a.findBases()
	a.findEntry()
	a.makeAtoms()
	a.claimAll(header)
}

// readHeader reads the lengths and says which piece the file cuts off.
func (a *aout) readHeader(header uint64) {
	at := uint64(0)
	for i := range a.shape.Fields {
		n := uint64(a.shape.Fields[i].Bytes)
		a.words[i] = reloc.Big.Uint(a.data[at : at+n])
		at += n
	}
	if a.words[wordMagic]&loadable != 0 {
		a.img.Kind = "Plan 9 loadable module"
	}
	end, cut := header, false
	for _, piece := range []struct {
		word int
		name string
	}{{wordText, "text"}, {wordData, "data"}, {wordSyms, "symbol table"}, {wordSP, "pc/sp table"}, {wordPC, "pc/line table"}} {
		a.offs[piece.word] = end
		end += a.words[piece.word]
		if end > a.size() && !cut {
			cut = true
			a.short("the file ends at byte %#x; its header promises %d bytes of %s from byte %#x on", a.size(), a.words[piece.word], piece.name, a.offs[piece.word])
		}
	}
	if end < a.size() {
		a.odd("the header speaks of %d bytes and does not say what the other %d are, at byte %#x", end, a.size()-end, end)
	}
	if a.words[wordSP] != 0 && a.row.Native != "68020" {
		a.odd("spsz at byte 0x18 is %d, and %s has no pc/sp table: only the 68020 did", a.words[wordSP], a.row.Native)
	}
}

// findBases finds the addresses of the segments, which the file does not hold. Symbols that the linker defines say it
// best: text ends at etext, and data at edata. Without them there are the addresses at which Plan 9 loads programs of
// this processor: text behind the header on a fixed page, data on the next page behind the text.
func (a *aout) findBases() {
	text, data := a.words[wordText], a.words[wordData]
	a.textBase, a.textIsPlaced = a.row.TextBase, a.row.TextBase != 0
	if a.etext > 0 {
		if end := a.img.Symbols[a.etext-1].Value; end >= text+a.row.HeaderBytes() {
			a.textBase, a.textIsPlaced = end-text, true
		}
	}
	if page := a.row.PageBytes; page != 0 && a.textIsPlaced {
		a.dataBase, a.dataIsPlaced = (a.textBase+text+page-1)/page*page, true
	}
	switch {
	case a.edata > 0 && a.img.Symbols[a.edata-1].Value >= data:
		a.dataBase, a.dataIsPlaced = a.img.Symbols[a.edata-1].Value-data, true
	case a.got > 0:
		a.dataBase, a.dataIsPlaced = a.img.Symbols[a.got-1].Value, true
	}
}

// findEntry reads the entry address. The word of 32 bits has the low ones: native linkers for processors of 64 bits
// keep only 28.
func (a *aout) findEntry() {
	entry, at := a.words[wordEntry], 0x14
	if a.row.Fat {
		if low := entry; (low^a.words[wordEntry64])&0x0fffffff != 0 {
			a.odd("entry at byte 0x14 is %#x, which is not the low half of entry64 at byte 0x20, %#x", low, a.words[wordEntry64])
		}
		entry, at = a.words[wordEntry64], 0x20
	}
	a.img.Entry, a.img.HasEntry = entry, entry != 0
	if a.textIsPlaced && entry-a.textBase >= a.words[wordText] {
		a.odd("the entry address at byte %#x is %#x, and the text goes from %#x to %#x", at, entry, a.textBase, a.textBase+a.words[wordText])
	}
}

// claimAll claims the pieces and describes the segments.
func (a *aout) claimAll(header uint64) {
	text, data, bss := a.words[wordText], a.words[wordData], a.words[wordBSS]
	dataOff, base := a.offs[wordData], a.textBase-header
	got := uint64(a.gotCells) * uint64(a.img.WordBytes)
	a.claim(region{name: "header", called: "exec header", to: header, addr: base, loaded: a.textIsPlaced, place: -1, kind: image.OwnerHeader, as: headTable{a.shape}})
	a.claim(region{name: "text", from: header, to: header + text, addr: a.textBase, loaded: a.textIsPlaced, place: placeText, kind: image.OwnerCode})
	if a.gotCells > 0 {
		a.claimGOT(dataOff, got)
	}
	a.claim(region{name: "data", from: dataOff + got, to: dataOff + data, addr: a.dataBase + got, loaded: a.dataIsPlaced, place: placeData, kind: image.OwnerData})
	if bss > 0 {
		a.memory = append(a.memory, image.Extent{Name: "bss", Off: dataOff + data, Addr: a.dataBase + data, MemSize: bss, Loaded: a.dataIsPlaced, Owner: a.bssOwner()})
	}
	a.claim(region{name: "symbols", from: a.offs[wordSyms], to: a.offs[wordSyms] + a.words[wordSyms], place: -1, kind: image.OwnerSymbols, as: aoutSymbols{a}, rows: len(a.img.Symbols)})
	a.claim(region{name: "pc/sp", called: "pc/sp table", from: a.offs[wordSP], to: a.offs[wordSP] + a.words[wordSP], place: -1, kind: image.OwnerLines})
	a.claim(region{name: "lines", called: "pc/line table", from: a.offs[wordPC], to: a.offs[wordPC] + a.words[wordPC], place: -1, kind: image.OwnerLines, as: lineTable{}})
	inFile := func(off, n uint64) uint64 { return min(off+n, max(off, a.size())) - off }
	if a.textIsPlaced {
		a.img.Segments = append(a.img.Segments, image.Segment{Name: "text", Flags: "r-x", FileSize: inFile(0, header+text), Addr: base, MemSize: header + text,
			Align: a.row.PageBytes, HoldsFileHeaders: true})
	}
	if a.dataIsPlaced {
		a.img.Segments = append(a.img.Segments, image.Segment{Name: "data", Flags: "rw-", Off: dataOff, FileSize: inFile(dataOff, data), Addr: a.dataBase, MemSize: data + bss,
			Align: a.row.PageBytes})
	}
	a.img.Sections = []image.Section{
		{Name: "text", Addr: a.textBase, Off: header, Size: text}, {Name: "data", Addr: a.dataBase, Off: dataOff, Size: data},
		{Name: "syms", Off: a.offs[wordSyms], Size: a.words[wordSyms]}, {Name: "spsz", Off: a.offs[wordSP], Size: a.words[wordSP]},
		{Name: "pcsz", Off: a.offs[wordPC], Size: a.words[wordPC]},
	}
}

// bssOwner is the owner of bss when no symbol divides it, else 0.
func (a *aout) bssOwner() uint32 {
	p := &a.places[placeBSS]
	if len(a.atomsOf(placeBSS, 0)) > 0 {
		return 0
	}
	return a.img.NewOwner(image.Owner{Name: "bss", Kind: image.OwnerBSS, Addr: p.addr, Size: p.size, Placed: p.loaded})
}
