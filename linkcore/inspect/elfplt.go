package inspect

import (
	"bytes"
	"strings"

	"linkplay/linkcore/image"
	"linkplay/linkcore/shape"
	"linkplay/linkcore/spec"
)

// A PLT is a row of stubs, each of which jumps to the address in a cell of the GOT. Nothing in the file names a stub: it
// is called after what fills its cell. Which cell that is, its instructions say; where they are not read, the order does,
// which is that of the relocations for it.

// pltTable labels a PLT stub by stub.
type pltTable struct {
	*elf
	name  string
	entry uint64 // bytes of a stub, as the section header has it
}

// pltForm is how the stubs of a processor look.
type pltForm struct{ head, entry uint64 }

// pltForms are the usual forms, as binutils and lld write them.
var pltForms = map[uint64]pltForm{
	spec.EM_X86_64: {16, 16}, spec.EM_386: {16, 16}, spec.EM_AARCH64: {32, 16}, spec.EM_ARM: {20, 12}, spec.EM_RISCV: {32, 16},
	spec.EM_SPARCV9: {128, 32}, spec.EM_SPARC: {48, 12}, spec.EM_MIPS: {32, 16},
}

var endbr = []byte{0xf3, 0x0f, 0x1e} // endbr64 or endbr32, with one more byte

const (
	btiC    = 0xd503245f // bti c
	pushTwo = 0xa9bf7bf0 // stp x16, x30, [sp, #-16]!
)

// form finds out where the stubs of a section begin and how long they are; entry is 0 when that is not known.
func (t *pltTable) form(g *region) pltForm {
	form := pltForms[t.machine]
	b := t.data[g.from:g.to]
	switch t.machine {
	case spec.EM_X86_64, spec.EM_386:
		if len(b) < 2 || b[0] != 0xff || b[1]&^0x80 != 0x35 { // push of the GOT's second cell
			form.head = 0
		}
		if t.name == ".plt.got" && !bytes.HasPrefix(b, endbr) {
			form.entry = 8 // jmp and two bytes of nop
		}
	case spec.EM_AARCH64:
		if len(b) < 8 || t.code(b) != pushTwo && t.code(b[4:]) != pushTwo {
			form.head = 0
		}
		if head := b[min(uint64(len(b)), form.head):]; len(head) >= 4 && t.code(head) == btiC || t.entry == 24 {
			form.entry = 24
		}
	case spec.EM_ARM, spec.EM_RISCV, spec.EM_MIPS, spec.EM_SPARC, spec.EM_SPARCV9:
		if t.name != ".plt" || t.typ == spec.ET_EXEC && !t.isDynamic() {
			form.head = 0
		}
	}
	if form.entry > 0 && (g.to-g.from-min(g.to-g.from, form.head))%form.entry != 0 && t.machine == spec.EM_ARM {
		return pltForm{} // stubs with a change to Thumb code have other lengths
	}
	return form
}

// code reads an instruction of four bytes, which on all these processors but two has the lowest first.
func (t *pltTable) code(b []byte) uint64 { return t.img.Order.Uint(b[:4]) }

func (t *pltTable) plan(f *file, g *region) {
	form := t.form(g)
	g.rows = asArray
	if form.entry == 0 || g.to-g.from < form.head {
		f.afford(1, cost{spans: 1})
		return
	}
	rows := int((g.to - g.from - form.head) / form.entry)
	f.afford(1, cost{spans: 2})
	if rows = f.afford(rows, cost{spans: 1, owners: 1}); rows > 0 {
		g.rows = rows
		f.stubs += rows
	}
}

func (t *pltTable) label(f *file, g *region) {
	at := g.from
	if g.rows > 0 {
		form := t.form(g)
		if form.head > 0 {
			f.span(f.img.Rule(shape.PLTHead), g.owner, at, at+form.head)
			at += form.head
		}
		rule := f.img.Rule(shape.PLTEntry)
		for i := range g.rows {
			o := image.Owner{Name: t.called(g, i, at, form.entry), Kind: g.kind, Off: at, Size: form.entry, Addr: g.addr + at - g.from, Placed: g.loaded}
			f.span(rule, f.img.NewOwner(o), at, at+form.entry)
			at += form.entry
		}
	}
	f.foreign(g.owner, at, g.to)
}

// called names a stub, as other tools do: "puts@plt".
func (t *pltTable) called(g *region, i int, at, size uint64) string {
	name := ""
	if cell, ok := t.cellOf(t.data[at:at+size], g.addr+at-g.from); ok {
		if c := t.cellAt(cell); c != nil {
			if filled, ok := strings.CutPrefix(c.Tag, byLoader); ok {
				name = filled
			} else if c.Owner != 0 {
				name = t.img.Owners[c.Owner].Name
			}
		}
	} else if n, ok := t.pushed(t.data[at : at+size]); ok {
		name = t.pltTarget(n)
	} else {
		name = t.pltTarget(i)
	}
	name, _, _ = strings.Cut(name, "@")
	if t.spellRoom -= len(name) + 8; name == "" || t.spellRoom < 0 {
		return "PLT entry"
	}
	return name + "@plt"
}

// cellOf reads from the instructions of a stub at addr which cell it jumps through.
func (t *pltTable) cellOf(b []byte, addr uint64) (cell uint64, ok bool) {
	order := t.img.Order
	switch t.machine {
	case spec.EM_X86_64, spec.EM_386:
		if bytes.HasPrefix(b, endbr) {
			b, addr = b[4:], addr+4
		}
		if len(b) > 0 && b[0] == 0xf2 { // bnd
			b, addr = b[1:], addr+1
		}
		if len(b) < 6 || b[0] != 0xff {
			return 0, false
		}
		switch v := order.Uint(b[2:6]); {
		case b[1] == 0x25 && t.machine == spec.EM_X86_64: // jmp *disp(%rip)
			return addr + 6 + uint64(int64(int32(v))), true
		case b[1] == 0x25: // jmp *address
			return v, true
		case b[1] == 0xa3: // jmp *disp(%ebx), which holds the address of the GOT
			return uint64(uint32(t.gotBase() + v)), true
		}
	case spec.EM_AARCH64:
		if t.code(b) == btiC {
			b, addr = b[4:], addr+4
		}
		page, load := t.code(b), t.code(b[4:])
		if page&0x9f00001f != 0x90000010 || load&0xffc003ff != 0xf9400211 { // adrp x16; ldr x17, [x16, #n]
			return 0, false
		}
		pages := int64(page>>3&0x1ffffc|page>>29&3) << 43 >> 31
		return addr&^0xfff + uint64(pages) + load>>10&0xfff*8, true
	case spec.EM_RISCV:
		high, load := t.code(b), t.code(b[4:])
		if high&0xfff != 0xe17 || load&0x7f != 0x03 { // auipc t3; ld t3
			return 0, false
		}
		return addr + uint64(int64(int32(high&0xfffff000))+int64(int32(load))>>20), true
	case spec.EM_ARM:
		first, second, load := t.code(b), t.code(b[4:]), t.code(b[8:])
		if first&0xfffff000 != 0xe28fc000 || second&0xfffff000 != 0xe28cc000 || load&0xfffff000 != 0xe5bcf000 {
			return 0, false
		}
		return uint64(uint32(addr + 8 + rotated(first) + rotated(second) + load&0xfff)), true
	}
	return 0, false
}

// rotated is an immediate operand of Arm: eight bits, rotated right by twice four others.
func rotated(code uint64) uint64 {
	n, by := uint32(code&0xff), uint32(code>>8&15)*2
	return uint64(n>>by | n<<(32-by))
}

// gotBase is what stubs of position-independent files for x86 find in a register: the start of .got.plt or .got.
func (t *pltTable) gotBase() uint64 {
	base := t.dyn.of(spec.DT_PLTGOT)
	for i := range t.img.Sections {
		if t.img.Sections[i].Name == ".got.plt" {
			base = t.img.Sections[i].Addr
		}
	}
	return base
}

// pushed is the number of its relocation that a lazy stub of x86 pushes.
func (t *pltTable) pushed(b []byte) (n int, ok bool) {
	if t.machine != spec.EM_X86_64 && t.machine != spec.EM_386 {
		return 0, false
	}
	if bytes.HasPrefix(b, endbr) {
		b = b[4:]
	}
	if len(b) < 5 || b[0] != 0x68 { // push imm32
		return 0, false
	}
	n = int(t.img.Order.Uint(b[1:5]))
	if t.machine == spec.EM_386 {
		n /= int(t.tables.Rel.Size) // there it is an offset
	}
	return n, true
}

// pltTarget names what relocation n of those for the PLT puts.
func (t *pltTable) pltTarget(n int) string {
	table := t.pltRelocs()
	if table == nil || n < 0 || n >= table.rows {
		return ""
	}
	r := t.relocAt(table, n)
	return t.target(table, &r)
}

// pltRelocs is the table of relocations for the PLT, or nil.
func (t *pltTable) pltRelocs() *relocTable {
	for i := range t.relocTables[:min(len(t.relocTables), 64)] {
		table := &t.relocTables[i]
		s := &t.sections[table.section]
		if at := t.dyn.of(spec.DT_JMPREL); at != 0 && s.Addr == at || at == 0 && strings.HasSuffix(s.Name, ".plt") {
			return table
		}
	}
	return nil
}
