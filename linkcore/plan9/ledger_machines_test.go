package plan9_test

import (
	"encoding/hex"
	"fmt"
	"strings"
	"testing"

	"linkplay/linkcore"
	"linkplay/linkcore/arch"
	"linkplay/linkcore/spec"
)

// linkable are the rows of machines for the processors that can be linked for so far.
func linkable() []*machine {
	var found []*machine
	for i := range machines {
		if m := &machines[i]; m.cpu != "" && arch.Find(m.cpu) != nil {
			found = append(found, m)
		}
	}
	return found
}

// The eight processors that upstream accepts must all be there in the end.
func TestAllProcessorsAreThere(t *testing.T) {
	for i := range machines {
		if m := &machines[i]; m.cpu != "" && arch.Find(m.cpu) == nil {
			t.Errorf("plan9/%s cannot be linked for", m.cpu)
		}
	}
}

// The seventeen magic numbers: F | (4·b·b + 7).
func TestMagicNumbers(t *testing.T) {
	numbers := []uint32{8, 11, 12, 13, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28}
	if len(spec.AoutCPUs) != 17 || len(machines) != 17 {
		t.Fatalf("%d rows, want 17", len(spec.AoutCPUs))
	}
	for i := range machines {
		m, row := &machines[i], &spec.AoutCPUs[i]
		magic := 4*numbers[i]*numbers[i] + 7
		if numbers[i] >= 26 {
			magic |= 0x8000
		}
		if m.magic != magic || row.Magic() != magic || row.CPU != m.cpu {
			t.Errorf("row %d is %s %#x, want %s %#x", i, row.CPU, row.Magic(), m.cpu, magic)
		}
		if found := spec.FindAoutMagic(magic); found != row {
			t.Errorf("%#x is not found", magic)
		}
		if m.cpu == "" {
			continue
		}
		// A fat header goes with addresses of more than 32 bits.
		if cpu := spec.FindCPU(m.cpu); row.Fat != (cpu.WordBytes > 4) || cpu.WordBytes != m.word || cpu.BigEndian != m.big || uint64(cpu.Quantum) != m.quantum {
			t.Errorf("%s: %+v", m.cpu, cpu)
		}
	}
}

// What upstream accepts, and nothing else: the named error for the rest.
func TestAcceptedProcessors(t *testing.T) {
	accepted := "x86 sparc mips arm powerpc x86_64 powerpc64 aarch64 "
	for i := range machines {
		if machines[i].cpu != "" && !strings.Contains(accepted, machines[i].cpu+" ") {
			t.Errorf("%s is in the table", machines[i].cpu)
		}
	}
	for _, name := range strings.Fields(accepted) {
		if ok, _ := spec.Accepts("plan9", name); !ok {
			t.Errorf("%s is not accepted", name)
		}
	}
	for _, name := range []string{"riscv64", "sparc64", "mipsel", "sparcel", "thumb", "powerpc64le", "alpha", "68020"} {
		r := linkcore.Link("target plan9/"+name+"\nfunc start export _start\n", linkcore.Options{})
		if !r.Findings.HasErrors() || (name == "riscv64" || name == "sparc64") && !strings.Contains(findings(r), "ArchNotSupportedByPlan9") {
			t.Errorf("%s: %s", name, findings(r))
		}
	}
}

// Bases of the native linkers: text behind the header in the first page, data at the next page boundary.
func TestBases(t *testing.T) {
	for i := range machines {
		m := &machines[i]
		row := spec.FindAoutCPU(m.cpu)
		if row == nil {
			continue
		}
		if row.TextBase != m.text || row.PageBytes != m.page {
			t.Errorf("%s: text %#x, rounding %#x; want %#x, %#x", m.cpu, row.TextBase, row.PageBytes, m.text, m.page)
		}
	}
	upstream := map[string][2]uint64{"x86_64": {0x200028, 0x400000}, "x86": {0x200020, 0x400000}, "aarch64": {0x10028, 0x20000}}
	for i := range spec.AoutCPUs {
		row := &spec.AoutCPUs[i]
		if want := upstream[row.CPU]; row.UpstreamText != want[0] || row.UpstreamData != want[1] {
			t.Errorf("%s: upstream bases %#x %#x, want %#x", row.CPU, row.UpstreamText, row.UpstreamData, want)
		}
	}
	for _, m := range linkable() {
		text := "target plan9/" + m.cpu + "\nupstream bases\nfunc start export _start\n    u32 0\n"
		r := linkcore.Link(text, linkcore.Options{Record: true})
		want, known := upstream[m.cpu]
		if !known {
			if !strings.Contains(findings(r), "find default base address for "+m.cpu) {
				t.Errorf("%s: upstream has no bases, and that was not said: %s", m.cpu, findings(r))
			}
			continue
		}
		a := checked(t, r.Image)
		if got := a.one(t, 'd', "__GOT"); a.textBase() != want[0] || got != want[1] {
			t.Errorf("%s: upstream bases %#x %#x", m.cpu, a.textBase(), got)
		}
	}
}

// everywhere is a program of values only, so that it links for every processor.
func everywhere(cpu string) string {
	return "target plan9/" + cpu + `
file /src/a.s
errors OOM
func start export _start line 1
    u32 0
  line 2
    u32 0, 0
    needs lazy data anyerror, "text"
func next line 1000
    u32 0
data d export dd
    word next + 4
    u32 d
    u32 next - .
bss b size 12
`
}

// Header, GOT, symbols, lines and relocations of every processor, from the numbers of machines alone.
func TestEveryProcessor(t *testing.T) {
	for _, m := range linkable() {
		t.Run(m.cpu, func(t *testing.T) {
			a := checked(t, linked(t, everywhere(m.cpu)).Image)
			text := m.text
			data := (text + 16 + m.page - 1) / m.page * m.page
			word := uint64(m.word)
			d := data + 6*word // start, the table of errors, the text, next, d and b have cells
			constant := d + word + 8
			table := (constant + 4 + 3) / 4 * 4
			edata := table + 21
			for _, want := range []struct {
				kind  byte
				name  string
				value uint64
			}{{'T', "etext", text + 16}, {'d', "__GOT", data}, {'t', "start", text}, {'t', "next", text + 12}, {'T', "_start", text},
				{'d', "d", d}, {'D', "dd", d}, {'d', "__unnamed_start_0", constant}, {'d', "__lazy_const_data_anyerror", table}, {'B', "edata", edata}} {
				if got := a.one(t, want.kind, want.name); got != want.value {
					t.Errorf("%c %s is %#x, want %#x", want.kind, want.name, got, want.value)
				}
			}
			wantHeader := []uint32{m.magic, 16, uint32(edata - data), uint32(a.one(t, 'B', "end") - edata), uint32(len(a.syms)), uint32(text), 0, uint32(len(a.pcs))}
			for i, want := range wantHeader {
				if a.words[i] != want {
					t.Errorf("header word %d is %#x, want %#x", i, a.words[i], want)
				}
			}
			if a.entry64 != text {
				t.Errorf("entry %#x", a.entry64)
			}
			wantCells := []uint64{text, table, constant, text + 12, d, a.one(t, 'b', "b")}
			for i, want := range wantCells {
				if got := a.readWord(a.data[i*m.word:]); got != want {
					t.Errorf("cell %d is %#x, want %#x", i, got, want)
				}
			}
			a.checkValues(t, d, text+16, text+12)
			a.checkErrorTable(t, table)
			a.checkQuanta(t)
		})
	}
}

// checkValues reads the fields of the atom d: a pointer, 4 bytes, a distance, in the order of the target.
func (a *aout) checkValues(t *testing.T, d, pointer, next uint64) {
	t.Helper()
	at := a.data[d-a.find('d', "__GOT")[0]:]
	if got := a.readWord(at); got != pointer {
		t.Errorf("the pointer is %#x, want %#x", got, pointer)
	}
	if got := a.order().Uint32(at[a.word:]); uint64(got) != d {
		t.Errorf("the 4-byte address is %#x, want %#x", got, d)
	}
	if got := int32(a.order().Uint32(at[a.word+4:])); int64(got) != int64(next-(d+uint64(a.word)+4)) {
		t.Errorf("the distance is %d", got)
	}
}

// checkErrorTable wants the table of {"", "OOM"}: 2, 16, 17, 21 in target order, then the names.
func (a *aout) checkErrorTable(t *testing.T, table uint64) {
	t.Helper()
	at := a.data[table-a.find('d', "__GOT")[0]:]
	for i, want := range []uint32{2, 16, 17, 21} {
		if got := a.order().Uint32(at[4*i:]); got != want {
			t.Errorf("number %d of the error table is %d, want %d", i, got, want)
		}
	}
	if got := hex.EncodeToString(at[16:21]); got != "004f4f4d00" {
		t.Errorf("names of errors: %s", got)
	}
}

// checkQuanta wants the line table of rows (0,1) (4,2) (12,1000): steps of 4 are 4 quanta or 1.
func (a *aout) checkQuanta(t *testing.T) {
	t.Helper()
	want := map[uint64]string{1: "01" + "83" + "01" + "87" + "00000003e6" + "81", 4: "01" + "01" + "81" + "00000003e6"}[a.quantum]
	if got := hex.EncodeToString(a.pcs); got != want {
		t.Errorf("line table %s, want %s", got, want)
	}
	rows, _ := a.lines()
	base := a.textBase()
	if got, want := fmt.Sprint(rows), fmt.Sprint([]lineRow{{base, 1}, {base + 4, 2}, {base + 12, 1000}}); got != want {
		t.Errorf("lines %s, want %s", got, want)
	}
}

// Narrow headers have four bytes for an address: programs that reach beyond are refused, also when only end does.
func TestFieldsOf32Bits(t *testing.T) {
	for _, m := range linkable() {
		for _, row := range []struct {
			bss     int
			refused bool
		}{{0x100, m.word == 4}, {8, m.word == 4}, {7, false}} { // two cells; end is 2³² with 8 bytes of bss
			text := fmt.Sprintf("target plan9/%s\noption base-data 0xfffffff0\nfunc start export _start\n    u32 0\nbss b size %d align 1\n", m.cpu, row.bss)
			r := linkcore.Link(text, linkcore.Options{Record: true})
			if got := r.Findings.HasErrors(); got != row.refused {
				t.Errorf("%s: %d bytes of bss: %v %s", m.cpu, row.bss, got, findings(r))
			}
		}
	}
}

// The last byte below the data segment may be text; one more byte moves the data segment by a page.
func TestTextFillsItsPage(t *testing.T) {
	for _, m := range linkable() {
		header := uint64(32)
		if m.word == 8 {
			header = 40
		}
		room := (m.text+m.page-1)/m.page*m.page - m.text
		if m.text%m.page != header {
			t.Errorf("%s: the header is not at the start of a page", m.cpu)
		}
		for _, more := range []uint64{0, 4} {
			text := fmt.Sprintf("target plan9/%s\nfunc start export _start\n    zero %d\n", m.cpu, room+more)
			a := checked(t, linked(t, text).Image)
			want := m.text + room
			if more > 0 {
				want += m.page
			}
			if got := a.one(t, 'd', "__GOT"); got != want {
				t.Errorf("%s: with %d bytes of text the data start at %#x, want %#x", m.cpu, room+more, got, want)
			}
		}
	}
}
