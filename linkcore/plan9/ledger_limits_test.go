package plan9_test

import (
	"encoding/binary"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"linkplay/linkcore"
	"linkplay/linkcore/arch"
	"linkplay/linkcore/atom"
	"linkplay/linkcore/plan9"
)

// Path components have numbers of 16 bits: 65,535 of them link, one more is a finding.
func TestPathComponents(t *testing.T) {
	if testing.Short() || runtime.GOOS == "js" {
		t.Skip("65,536 source files")
	}
	var b strings.Builder
	b.WriteString("target plan9/x86_64\nfile /main\nfunc start export _start\n    ret\n")
	for i := 3; i <= 65535; i++ {
		fmt.Fprintf(&b, "file /%d\nfunc f%d\n    ret\n", i, i)
	}
	a := checked(t, linked(t, b.String()).Image)
	if got := a.one(t, 'f', "65535"); got != 65535 {
		t.Errorf("the last component has number %d", got)
	}
	r := linkcore.Link(b.String()+"file /more\nfunc more\n    ret\n", linkcore.Options{Record: true})
	if text := findings(r); !strings.Contains(text, "L0505") || !strings.Contains(text, "65535") {
		t.Errorf("one component more: %s", text)
	}
}

// A million atoms: every tenth a variable, every function with a line, a file per thousand.
func TestMillionAtoms(t *testing.T) {
	if testing.Short() || runtime.GOOS == "js" {
		t.Skip("a million atoms")
	}
	const n = 1_000_000
	var b strings.Builder
	b.Grow(48 * n)
	b.WriteString("target plan9/x86_64\nfunc start export _start\n    ret\n")
	for i := 1; i < n; i++ {
		switch {
		case i%1000 == 1:
			fmt.Fprintf(&b, "file /src/%d.s\n", i)
			fallthrough
		case i%10 != 0:
			fmt.Fprintf(&b, "func a%d line %d\nret\n", i, i%1000+1)
		default:
			fmt.Fprintf(&b, "data a%d\nu8 1\n", i)
		}
	}
	r := linkcore.Link(b.String(), linkcore.Options{})
	if r.Findings.HasErrors() {
		t.Fatal(findings(r))
	}
	a, err := decode(r.Image.File)
	if err != nil {
		t.Fatal(err)
	}
	a.check(t, nil)
	got := a.find('d', "__GOT")[0]
	functions := uint64(n - (n-1)/10)
	if a.words[hdrText] != uint32(functions) || uint64(a.words[hdrData]) != 8*n+(n-1)/10 {
		t.Errorf("text %d bytes, data %d", a.words[hdrText], a.words[hdrData])
	}
	// Cell i belongs to atom i: it holds the address of the symbol of that name.
	address := make(map[string]uint64, n)
	for i := range a.symbols {
		if s := &a.symbols[i]; s.kind == 't' || s.kind == 'd' {
			address[s.name] = s.value
		}
	}
	for i := 1; i < n; i += 997 {
		if cell := a.readWord(a.data[8*i:]); cell != address[fmt.Sprintf("a%d", i)] || cell == 0 {
			t.Fatalf("cell %d at %#x holds %#x", i, got+uint64(8*i), cell)
		}
	}
}

// A million atoms that no text ever was: rows of the model, as another compiler of descriptions would make them. Every
// function refers to the one before it, through its cell.
func TestMillionAtomsOfTheModel(t *testing.T) {
	if testing.Short() || runtime.GOOS == "js" {
		t.Skip("a million atoms")
	}
	const n = 1_000_000
	p := &atom.Program{Target: atom.Target{Format: "plan9", CPU: "x86_64", Pos: atom.Pos{Line: 1, Col: 8}}, Files: make([]atom.File, 1)}
	call, got := p.Names.Intern("call"), p.Names.Intern("got")
	before := p.Names.Intern("f0")
	p.Exports = []atom.Export{{Name: p.Names.Intern("_start")}}
	for i := range uint32(n) {
		name := p.Names.Intern(fmt.Sprintf("f%d", i))
		a := atom.Atom{Name: name, Items: atom.Range{From: i, To: i + 1}, Pos: atom.Pos{Line: i + 2, Col: 1}}
		if i == 0 {
			a.Exports = atom.Range{From: 0, To: 1}
		}
		p.Atoms = append(p.Atoms, a)
		p.Terms = append(p.Terms, atom.Term{Kind: atom.TermApply, Name: got, Size: 1}, atom.Term{Kind: atom.TermName, Name: before})
		p.Operands = append(p.Operands, atom.Operand{Terms: atom.Range{From: 2 * i, To: 2*i + 2}})
		p.Items = append(p.Items, atom.Item{Kind: atom.ItemInstr, Name: call, Args: atom.Range{From: i, To: i + 1}, Line: i + 2})
		p.Steps = append(p.Steps, atom.Step{Kind: atom.Put, Index: i})
		before = name
	}
	s := plan9.New(p, arch.Find("x86_64"), nil)
	for i := range p.Steps {
		s.Apply(&p.Steps[i])
	}
	img, found := s.Flush()
	if img == nil || found.HasErrors() {
		t.Fatal(found)
	}
	a, err := decode(img.File)
	if err != nil {
		t.Fatal(err)
	}
	a.check(t, nil)
	if len(a.text) != 7*n || len(a.data) != 8*n {
		t.Fatalf("text %d bytes, data %d", len(a.text), len(a.data))
	}
	base, cells := a.textBase(), a.find('d', "__GOT")[0]
	for i := uint64(1); i < n; i += 997 {
		// FF 14 25, then the address of the cell of the function before.
		cell := uint64(binary.LittleEndian.Uint32(a.text[7*i+3:]))
		if to := a.readWord(a.data[cell-cells:]); to != base+7*(i-1) {
			t.Fatalf("f%d calls %#x through the cell at %#x", i, to, cell)
		}
	}
}

// Freeing and adding in large numbers takes time in proportion.
func TestManySourceFilesFreed(t *testing.T) {
	if testing.Short() || runtime.GOOS == "js" {
		t.Skip("30,000 source files")
	}
	var b strings.Builder
	b.WriteString("target plan9/x86_64\nfunc start export _start\n    ret\n")
	for i := range 30_000 {
		fmt.Fprintf(&b, "file /%d\nfunc f%d\n    ret\n", i, i)
	}
	b.WriteString("flush\n")
	for i := range 30_000 {
		fmt.Fprintf(&b, "free f%d\n", i)
	}
	a := checked(t, linked(t, b.String()).Image)
	if n := len(a.find('z', "")); n != 0 {
		t.Errorf("%d history symbols are left", n)
	}
}
