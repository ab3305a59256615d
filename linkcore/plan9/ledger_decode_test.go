package plan9_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"

	"linkplay/linkcore/image"
)

// An a.out reader that shares nothing with the linker: written from a.out(6) and the decoder of its line table alone.

// machine is what a.out(6) and a.out.h say of a processor. The list is typed in again on purpose.
type machine struct {
	cpu     string // as a description names it; "" for those that no description can name
	magic   uint32
	word    int
	quantum uint64
	big     bool
	text    uint64 // text base
	page    uint64 // rounding of the data base
}

var machines = []machine{
	{"", 0x00000107, 4, 2, true, 0, 0},
	{"x86", 0x000001EB, 4, 1, false, 0x1020, 0x1000},
	{"", 0x00000247, 4, 0, false, 0, 0},
	{"sparc", 0x000002AB, 4, 4, true, 0x1020, 0x1000},
	{"mips", 0x00000407, 4, 4, true, 0x4020, 0x4000},
	{"", 0x0000048B, 4, 0, false, 0, 0},
	{"", 0x00000517, 4, 4, true, 0, 0},
	{"", 0x000005AB, 4, 0, false, 0, 0},
	{"arm", 0x00000647, 4, 4, false, 0x1020, 0x1000},
	{"powerpc", 0x000006EB, 4, 4, true, 0x100020, 0x100000},
	{"", 0x00000797, 4, 4, false, 0, 0},
	{"", 0x0000084B, 4, 4, false, 0, 0},
	{"", 0x00000907, 4, 4, false, 0, 0},
	{"", 0x000009CB, 4, 4, true, 0, 0},
	{"x86_64", 0x00008A97, 8, 1, false, 0x200028, 0x200000},
	{"powerpc64", 0x00008B6B, 8, 4, true, 0x100028, 0x100000},
	{"aarch64", 0x00008C47, 8, 4, false, 0x10028, 0x10000},
}

// aout is a decoded file.
type aout struct {
	*machine
	words   [8]uint32 // of the header
	entry64 uint64    // of a fat header
	text    []byte
	data    []byte
	syms    []byte
	pcs     []byte
	symbols []aoutSymbol

	components map[uint16]string // by number, once asked for
}

type aoutSymbol struct {
	off   int // in the symbol table
	value uint64
	kind  byte
	name  string
	path  []uint16 // components of z
}

const (
	hdrMagic = iota
	hdrText
	hdrData
	hdrBSS
	hdrSyms
	hdrEntry
	hdrSpsz
	hdrPcsz
)

func (a *aout) thin() bool { return a.magic&0x8000 == 0 }

func (a *aout) headerBytes() int {
	if a.thin() {
		return 32
	}
	return 40
}

func (a *aout) order() binary.ByteOrder {
	if a.big {
		return binary.BigEndian
	}
	return binary.LittleEndian
}

// word reads a pointer of the target.
func (a *aout) readWord(b []byte) uint64 {
	if a.word == 8 {
		return a.order().Uint64(b)
	}
	return uint64(a.order().Uint32(b))
}

func decode(file []byte) (*aout, error) {
	a := &aout{}
	if len(file) < 32 {
		return nil, fmt.Errorf("%d bytes are no header", len(file))
	}
	for i := range a.words {
		a.words[i] = binary.BigEndian.Uint32(file[4*i:])
	}
	for i := range machines {
		if machines[i].magic == a.words[hdrMagic] {
			a.machine = &machines[i]
		}
	}
	if a.machine == nil {
		return nil, fmt.Errorf("magic %#x", a.words[hdrMagic])
	}
	a.entry64 = uint64(a.words[hdrEntry])
	if !a.thin() {
		a.entry64 = binary.BigEndian.Uint64(file[32:])
	}
	rest := file[a.headerBytes():]
	for _, piece := range []struct {
		into *[]byte
		size uint32
	}{{&a.text, a.words[hdrText]}, {&a.data, a.words[hdrData]}, {&a.syms, a.words[hdrSyms]},
		{new([]byte), a.words[hdrSpsz]}, {&a.pcs, a.words[hdrPcsz]}} {
		if uint64(len(rest)) < uint64(piece.size) {
			return nil, fmt.Errorf("the file ends %d bytes early", uint64(piece.size)-uint64(len(rest)))
		}
		*piece.into, rest = rest[:piece.size], rest[piece.size:]
	}
	if len(rest) > 0 {
		return nil, fmt.Errorf("%d bytes behind the line table", len(rest))
	}
	return a, a.decodeSymbols()
}

func (a *aout) decodeSymbols() error {
	valueBytes := 4
	if !a.thin() {
		valueBytes = 8
	}
	for at := 0; at < len(a.syms); {
		s := aoutSymbol{off: at}
		b := a.syms[at:]
		if len(b) < valueBytes+2 {
			return fmt.Errorf("symbol at %d is cut off", at)
		}
		if valueBytes == 8 {
			s.value = binary.BigEndian.Uint64(b)
		} else {
			s.value = uint64(binary.BigEndian.Uint32(b))
		}
		kind := b[valueBytes]
		if kind < 0x80 || !strings.ContainsRune("TtLlDdBbapfzZm", rune(kind&0x7f)) {
			return fmt.Errorf("symbol at %d has type byte %#x", at, kind)
		}
		s.kind = kind & 0x7f
		at += valueBytes + 1
		b = b[valueBytes+1:]
		if s.kind == 'z' || s.kind == 'Z' {
			if b[0] != 0 {
				return fmt.Errorf("history at %d does not begin with 0", s.off)
			}
			n := 1
			for {
				if len(b) < n+2 {
					return fmt.Errorf("history at %d is cut off", s.off)
				}
				c := binary.BigEndian.Uint16(b[n:])
				n += 2
				if c == 0 {
					break
				}
				s.path = append(s.path, c)
			}
			at += n
		} else {
			n := bytes.IndexByte(b, 0)
			if n < 0 {
				return fmt.Errorf("name at %d is not closed", s.off)
			}
			s.name = string(b[:n])
			at += n + 1
		}
		a.symbols = append(a.symbols, s)
	}
	return nil
}

// find returns the values of all symbols of a name and type.
func (a *aout) find(kind byte, name string) []uint64 {
	var values []uint64
	for _, s := range a.symbols {
		if s.kind == kind && s.name == name {
			values = append(values, s.value)
		}
	}
	return values
}

// one is the value of a symbol that is there once.
func (a *aout) one(t testing.TB, kind byte, name string) uint64 {
	t.Helper()
	values := a.find(kind, name)
	if len(values) != 1 {
		t.Fatalf("there are %d symbols %c %s", len(values), kind, name)
	}
	return values[0]
}

// component is the text of a path component. The last f symbol of a number wins, as in readers.
func (a *aout) component(n uint16) (string, bool) {
	if a.components == nil {
		a.components = map[uint16]string{}
		for i := range a.symbols {
			if s := &a.symbols[i]; s.kind == 'f' {
				a.components[uint16(s.value)] = s.name
			}
		}
	}
	text, ok := a.components[n]
	return text, ok
}

// path joins the components of a z symbol: the first is followed by a slash only when it is none itself.
func (a *aout) path(s *aoutSymbol) string {
	var b strings.Builder
	for _, c := range s.path {
		text, ok := a.component(c)
		if !ok {
			text = fmt.Sprintf("?%d", c)
		}
		if b.Len() > 0 && !strings.HasSuffix(b.String(), "/") {
			b.WriteByte('/')
		}
		b.WriteString(text)
	}
	return b.String()
}

// textBase follows from etext, which is the address behind the text.
func (a *aout) textBase() uint64 { return a.find('T', "etext")[0] - uint64(a.words[hdrText]) }

// lineRow is an address from which on another line is in force.
type lineRow struct {
	addr uint64
	line int64
}

// lines decodes the pc/line table: the state advances one quantum behind every opcode, and the line of an address is the
// line when the state first reaches it.
func (a *aout) lines() ([]lineRow, error) {
	pc, line := a.textBase()-a.quantum, int64(0)
	var rows []lineRow
	for i := 0; i < len(a.pcs); i++ {
		from := pc + a.quantum
		switch op := a.pcs[i]; {
		case op == 0:
			if i+4 >= len(a.pcs) {
				return nil, fmt.Errorf("escape at %d is cut off", i)
			}
			line += int64(int32(binary.BigEndian.Uint32(a.pcs[i+1:])))
			i += 4
		case op <= 64:
			line += int64(op)
		case op <= 128:
			line -= int64(op) - 64
		default:
			pc += uint64(op-129) * a.quantum
		}
		pc += a.quantum
		if n := len(rows); n == 0 || rows[n-1].line != line {
			rows = append(rows, lineRow{from, line})
		}
	}
	return rows, nil
}

// check is what a.out(6) wants of every file, and what the reference wants of this linker's.
func (a *aout) check(t testing.TB, img *image.Image) {
	t.Helper()
	edata, end, etext, got := a.one(t, 'B', "edata"), a.one(t, 'B', "end"), a.one(t, 'T', "etext"), a.one(t, 'd', "__GOT")
	base := a.textBase()
	if edata != got+uint64(a.words[hdrData]) {
		t.Errorf("edata is %#x; the data segment ends at %#x", edata, got+uint64(a.words[hdrData]))
	}
	if end != edata+uint64(a.words[hdrBSS]) {
		t.Errorf("end is %#x; bss ends at %#x", end, edata+uint64(a.words[hdrBSS]))
	}
	if a.words[hdrSpsz] != 0 || len(a.pcs)%2 != 0 {
		t.Errorf("pc/sp table %d bytes, pc/line table %d", a.words[hdrSpsz], len(a.pcs))
	}
	if uint32(a.entry64) != a.words[hdrEntry] {
		t.Errorf("entry %#x and %#x", a.entry64, a.words[hdrEntry])
	}
	if a.entry64 < base || a.entry64 >= etext {
		t.Errorf("entry %#x is outside the text %#x-%#x", a.entry64, base, etext)
	}
	if etext > got {
		t.Errorf("text up to %#x overlaps data from %#x on", etext, got)
	}
	for i := range a.symbols {
		s := &a.symbols[i]
		in := func(from, to uint64) {
			if s.value < from || s.value > to {
				t.Errorf("%c %s at %#x is outside %#x-%#x", s.kind, s.name, s.value, from, to)
			}
		}
		switch s.kind {
		case 'T', 't':
			in(base, etext)
		case 'D', 'd':
			in(got, edata)
		case 'B', 'b':
			in(edata, end)
		case 'z':
			if strings.Contains(a.path(s), "?") || (len(s.path) == 0) != (s.value == 0x7fffffff) {
				t.Errorf("history path %q", a.path(s))
			}
		}
	}
	if _, err := a.lines(); err != nil {
		t.Error(err)
	}
	if img == nil {
		return
	}
	a.checkCells(t, img)
}

// checkCells reads the GOT from the data segment and wants each cell to hold the address of a symbol, or zero.
func (a *aout) checkCells(t testing.TB, img *image.Image) {
	t.Helper()
	for i := range img.Cells {
		value := a.readWord(a.data[i*a.word:])
		owner := img.Cells[i].Owner
		if owner == 0 {
			if value != 0 {
				t.Errorf("free cell %d holds %#x", i, value)
			}
			continue
		}
		if o := &img.Owners[owner]; value != o.Addr {
			t.Errorf("cell %d holds %#x; %s is at %#x", i, value, o.Name, o.Addr)
		}
	}
}
