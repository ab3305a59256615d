package elf_test

import (
	"bytes"
	"debug/elf"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"linkplay/linkcore"
	"linkplay/linkcore/describe"
	"linkplay/linkcore/image"
)

// edits are a session written from a run of choices: atoms of all kinds, references among them, through the GOT too,
// exports, lazy symbols, and after a flush updates, frees and other exports. The writer keeps what must be in the file in
// the end, so that nothing of the linker is needed to know it.
type edits struct {
	b       strings.Builder
	cpu     string
	choices []byte
	flushed bool
	number  int
	live    []string // names of atoms, any order
	freed   []string // names that can be put again
	kind    map[string]string
	refs    map[string][]string
	consts  map[string]map[string]bool
	exports map[string]string // name to atom
	how     map[string]string // name to linkage
	lazy    map[string]bool   // names in the symbol table
}

// choose takes the next choice, below n; 0 when they are used up.
func (s *edits) choose(n int) int {
	if len(s.choices) == 0 {
		return 0
	}
	c := int(s.choices[0]) % n
	s.choices = s.choices[1:]
	return c
}

func newEdits(cpu, setup string, choices []byte) *edits {
	s := &edits{cpu: cpu, choices: choices, kind: map[string]string{}, refs: map[string][]string{}, consts: map[string]map[string]bool{},
		exports: map[string]string{"_start": "main"}, how: map[string]string{}, lazy: map[string]bool{}}
	fmt.Fprintf(&s.b, "target elf/%s\n%senum m.T red green\nenum n.U blue\nlazy code m.T\n    word lazy data m.T\nfunc main export _start\n    u32 0\n", cpu, setup)
	s.add("main", "func")
	for len(s.choices) > 0 {
		s.step()
	}
	return s
}

func (s *edits) add(name, kind string) {
	s.live = append(s.live, name)
	s.kind[name] = kind
	s.refs[name], s.consts[name] = nil, map[string]bool{}
}

func (s *edits) step() {
	switch c := s.choose(12); {
	case c < 5:
		s.put()
	case c == 5 || c == 6:
		s.b.WriteString("flush\n")
		s.flushed = true
	case c == 7 && s.flushed:
		s.update()
	case c == 8 || c == 9:
		s.free()
	case c == 10 && s.flushed:
		s.export()
	case c == 11:
		fmt.Fprintf(&s.b, "errors E%d\n", s.choose(9))
	}
}

var linkages = []string{"", " weak", " hidden", " internal"}

func (s *edits) put() {
	s.number++
	kind := []string{"func", "data", "bss", "const", "tls", "func"}[s.choose(6)]
	name := fmt.Sprintf("%s.%d", kind, s.number)
	if n := len(s.freed); n > 0 && s.choose(3) == 0 {
		name, s.freed = s.freed[n-1], s.freed[:n-1] // the name of something that was there, and maybe of another kind
	}
	fmt.Fprintf(&s.b, "%s %s", kind, name)
	s.add(name, kind)
	if s.choose(3) == 0 {
		s.exported(fmt.Sprintf(" export x%d", s.number), fmt.Sprintf("x%d", s.number), name)
		if kind == "data" && s.choose(3) == 0 {
			s.b.WriteString(" section " + []string{`".init_array"`, `".fini_array"`, `".preinit_array"`}[s.choose(3)])
		}
	}
	if s.choose(3) == 0 {
		fmt.Fprintf(&s.b, " align %d", 1<<s.choose(8))
	}
	if kind == "bss" || kind == "tls" && s.choose(2) == 0 {
		fmt.Fprintf(&s.b, " size %d\n", s.choose(200))
		s.kind[name] = strings.Replace(kind, "tls", "tbss", 1)
		return
	}
	s.b.WriteByte('\n')
	s.body(name)
}

// exported writes an export and keeps it.
func (s *edits) exported(text, export, of string) {
	how := linkages[s.choose(len(linkages))]
	s.b.WriteString(text + how)
	s.exports[export], s.how[export] = of, how
}

func (s *edits) body(name string) {
	for range s.choose(4) {
		target := s.live[s.choose(len(s.live))]
		code := strings.HasPrefix(s.kind[name], "f")
		threads := strings.HasPrefix(s.kind[target], "t")
		switch c := s.choose(9); {
		case c == 0:
			n := s.choose(256)
			if n%8 == 0 {
				n *= 200 // so that sections outgrow their places in the file
			}
			fmt.Fprintf(&s.b, "    zero %d\n", n)
		case c == 1 && !threads:
			fmt.Fprintf(&s.b, "    word %s + %d\n", target, s.choose(100))
			s.refs[name] = append(s.refs[name], target)
		case c == 2:
			text := []string{"one", "two", "three"}[s.choose(3)]
			fmt.Fprintf(&s.b, "    needs %q\n", text)
			s.consts[name][text] = true
		case c == 3:
			s.b.WriteString("    needs lazy code m.T\n")
			s.lazy["__lazy_code_m.T"], s.lazy["__lazy_const_data_m.T"] = true, true
		case c == 4:
			s.b.WriteString("    needs lazy data n.U\n")
			s.lazy["__lazy_const_data_n.U"] = true
		case c == 5:
			s.b.WriteString("    needs lazy data anyerror\n")
			s.lazy["__lazy_const_data_anyerror"] = true
		case c == 6 && code && !threads:
			fmt.Fprintf(&s.b, "    call got(%s)\n", target)
			s.refs[name] = append(s.refs[name], target)
		case c == 7 && code && threads && s.cpu == "x86_64":
			word := []string{"gottp", "tlsgd", "tlsld"}[s.choose(3)]
			fmt.Fprintf(&s.b, "    lea rdi, [rip+%s(%s)]\n", word, target)
			s.refs[name] = append(s.refs[name], target)
		}
	}
}

func (s *edits) update() {
	name := s.live[s.choose(len(s.live))]
	if strings.HasSuffix(s.kind[name], "bss") {
		return
	}
	fmt.Fprintf(&s.b, "update %s", name)
	if s.choose(4) == 0 {
		fmt.Fprintf(&s.b, " align %d", 1<<s.choose(8))
	}
	s.b.WriteByte('\n')
	s.refs[name], s.consts[name] = nil, map[string]bool{}
	s.body(name)
}

// free frees an atom that no other refers to.
func (s *edits) free() {
	name := s.live[s.choose(len(s.live))]
	if name == "main" {
		return
	}
	for _, other := range s.live {
		if other != name && slices.Contains(s.refs[other], name) {
			return
		}
	}
	fmt.Fprintf(&s.b, "free %s\n", name)
	s.freed = append(s.freed, name)
	s.live = slices.DeleteFunc(s.live, func(n string) bool { return n == name })
	for export, of := range s.exports {
		if of == name {
			delete(s.exports, export)
		}
	}
}

func (s *edits) export() {
	s.number++
	name, export := s.live[s.choose(len(s.live))], fmt.Sprintf("y%d", s.number)
	s.exported(fmt.Sprintf("export %s as %s", name, export), export, name)
	s.b.WriteByte('\n')
	if s.choose(2) == 0 {
		fmt.Fprintf(&s.b, "unexport %s\n", export)
		delete(s.exports, export)
	}
}

// wanted is the symbol table that the writer means, sorted: "binding type name".
func (s *edits) wanted() []string {
	types := map[string]string{"func": "FUNC", "tls": "TLS", "tbss": "TLS"}
	of := func(name string) string {
		if word, ok := types[s.kind[name]]; ok {
			return word
		}
		return "OBJECT"
	}
	var want []string
	for _, name := range s.live {
		want = append(want, "LOCAL "+of(name)+" "+name)
		for n := range len(s.consts[name]) {
			want = append(want, fmt.Sprintf("LOCAL OBJECT __unnamed_%s_%d", name, n))
		}
	}
	for export, name := range s.exports {
		bind := map[string]string{" weak": "WEAK", " internal": "LOCAL"}[s.how[export]]
		if bind == "" {
			bind = "GLOBAL"
		}
		want = append(want, bind+" "+of(name)+" "+export)
	}
	for name := range s.lazy {
		typ := "OBJECT"
		if strings.HasPrefix(name, "__lazy_code") {
			typ = "FUNC"
		}
		want = append(want, "LOCAL "+typ+" "+name)
	}
	slices.Sort(want)
	return want
}

// check links the session and wants exactly what the writer kept, then what every file must have.
func (s *edits) check(t *testing.T) {
	t.Helper()
	r := linkcore.Link(s.b.String()+"flush\nflush\n", linkcore.Options{Record: true})
	if r.Findings.HasErrors() || r.Image == nil {
		t.Fatalf("%s\n%s", s.b.String(), findings(r))
	}
	plain := linkcore.Link(s.b.String()+"flush\nflush\n", linkcore.Options{})
	var x *file
	for i, img := range r.Flushes {
		x = read(t, r, img)
		if !bytes.Equal(img.File, plain.Flushes[i].File) {
			t.Errorf("flush %d gives other bytes when nobody records", i+1)
		}
	}
	if err := r.Image.Check(); err != nil {
		t.Error(err)
	}
	var got []string
	for _, symbol := range x.symbols {
		if !strings.Contains(symbol.Name, "$") {
			got = append(got, strings.TrimPrefix(elf.ST_BIND(symbol.Info).String(), "STB_")+" "+strings.TrimPrefix(elf.ST_TYPE(symbol.Info).String(), "STT_")+" "+symbol.Name)
		}
	}
	slices.Sort(got)
	if want := s.wanted(); !slices.Equal(want, got) {
		t.Errorf("symbols\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	s.checkOwnCells(t, r.Image, x)
	flushes := r.Flushes
	if n := len(flushes); !bytes.Equal(flushes[n-1].File, flushes[n-2].File) {
		t.Error("a flush behind which nothing has changed gives another file")
	}
	if t.Failed() {
		t.Log(s.b.String())
	}
}

// checkOwnCells wants one cell for each atom that is there once for all threads, with its address, and no other.
func (s *edits) checkOwnCells(t *testing.T, img *image.Image, x *file) {
	t.Helper()
	held := map[string]uint64{}
	for i := range img.Cells {
		if c := &img.Cells[i]; c.Owner != 0 && c.Tag == "got" {
			name := labelOf(img.OwnerName(c.Owner))
			if _, twice := held[name]; twice {
				t.Errorf("%s has two cells", name)
			}
			held[name] = x.value(x.got[i*x.word : (i+1)*x.word])
		}
	}
	owners := len(s.lazy)
	for name := range s.lazy {
		if held[name] != x.one(t, name).Value {
			t.Errorf("the cell of %s holds %#x", name, held[name])
		}
	}
	for _, name := range s.live {
		if strings.HasPrefix(s.kind[name], "t") {
			continue
		}
		owners++
		if addr := x.one(t, name).Value; held[name] != addr {
			t.Errorf("the cell of %s holds %#x, and it is at %#x", name, held[name], addr)
		}
	}
	if owners != len(held) {
		t.Errorf("%d atoms have %d cells: %v", owners, len(held), held)
	}
}

var editCPUs = []string{"x86_64", "aarch64", "arm", "riscv64", "sparc64"}
var editSetups = []string{"layout slack\n", "", "layout slack\nupstream free-list\n", "layout slack\nupstream all\n"}

// Sessions by chance, on every processor and in each layout in turn.
func TestRandomEdits(t *testing.T) {
	for seed := range uint64(150) {
		random := rand.New(rand.NewPCG(seed, 4))
		choices := make([]byte, random.IntN(500))
		for i := range choices {
			choices[i] = byte(random.Uint32())
		}
		newEdits(editCPUs[int(seed)%len(editCPUs)], editSetups[int(seed/5)%len(editSetups)], choices).check(t)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// Programs as a compiler would make them, in each layout.
func TestGeneratedPrograms(t *testing.T) {
	for i, setup := range editSetups {
		for n := 10; n < 500; n *= 3 {
			linked(t, strings.Replace(describe.Generate("elf/x86_64", n, uint64(i)), "\ntarget elf/x86_64\n", "\ntarget elf/x86_64\n"+setup, 1))
		}
	}
}

func FuzzELFEdits(f *testing.F) {
	f.Add(byte(0), []byte("a session of any kind"))
	f.Add(byte(8), []byte{0, 0, 1, 1, 1, 1, 6, 8, 1, 0, 1, 2, 3, 6, 7, 0, 3, 2, 2})
	f.Fuzz(func(t *testing.T, which byte, choices []byte) {
		if len(choices) > 1000 {
			return
		}
		newEdits(editCPUs[int(which)%len(editCPUs)], editSetups[int(which/5)%len(editSetups)], choices).check(t)
	})
}
