package plan9_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"linkplay/linkcore"
	"linkplay/linkcore/image"
	"linkplay/linkcore/trace"
)

// A session is written from a run of choices: atoms of all kinds, references among them, exports, lazy symbols, and
// after a flush updates, frees and new exports. The writer keeps what must be in the file in the end, so that nothing
// of the linker is needed to know it.
type session struct {
	b       strings.Builder
	choices []byte
	flushed bool
	number  int
	files   map[string]bool

	live    []string        // names of atoms, any order
	kind    map[string]byte // t, d or b
	refs    map[string][]string
	consts  map[string]map[string]bool // texts by atom
	exports map[string]string          // name to atom
	lazy    map[string]bool            // names in the symbol table
}

// choose takes the next choice, below n; 0 when they are used up.
func (s *session) choose(n int) int {
	if len(s.choices) == 0 {
		return 0
	}
	c := int(s.choices[0]) % n
	s.choices = s.choices[1:]
	return c
}

func newSession(cpu string, choices []byte) *session {
	s := &session{choices: choices, kind: map[string]byte{}, refs: map[string][]string{}, consts: map[string]map[string]bool{},
		exports: map[string]string{}, lazy: map[string]bool{}, files: map[string]bool{}}
	fmt.Fprintf(&s.b, "target plan9/%s\nenum m.T red green\nenum n.U blue\nlazy code m.T\n    word lazy data m.T\nfile /src/main.s\n", cpu)
	s.b.WriteString("func start export _start line 1\n    u32 0\n")
	s.add("start", 't')
	s.exports["_start"] = "start"
	for len(s.choices) > 0 {
		s.step()
	}
	return s
}

func (s *session) add(name string, kind byte) {
	s.live = append(s.live, name)
	s.kind[name] = kind
	s.refs[name], s.consts[name] = nil, map[string]bool{}
}

func (s *session) step() {
	switch c := s.choose(12); {
	case c < 5:
		s.put()
	case c == 5:
		path := []string{"/src/a.s", "/src/b/c.s", "/src/main.s", "/lib/a.s"}[s.choose(4)]
		fmt.Fprintf(&s.b, "file %s\n", path)
	case c == 6:
		s.b.WriteString("flush\n")
		s.flushed = true
	case c == 7 && s.flushed:
		s.update()
	case c == 8 || c == 9:
		s.free()
	case c == 10 && s.flushed:
		s.export()
	case c == 11:
		fmt.Fprintf(&s.b, "errors E%d\n", s.choose(5))
	}
}

func (s *session) put() {
	s.number++
	kind := s.choose(5)
	name := fmt.Sprintf("%s.%d", []string{"f", "d", "b", "c", "g"}[kind], s.number)
	word := []string{"func", "data", "bss", "const", "func"}[kind]
	fmt.Fprintf(&s.b, "%s %s", word, name)
	s.add(name, []byte("tdbdt")[kind])
	if s.choose(3) == 0 {
		export := fmt.Sprintf("x%d", s.number)
		fmt.Fprintf(&s.b, " export %s", export)
		s.exports[export] = name
	}
	if s.choose(4) == 0 {
		fmt.Fprintf(&s.b, " align %d", 1<<s.choose(7))
	}
	if word == "bss" {
		fmt.Fprintf(&s.b, " size %d\n", s.choose(40))
		return
	}
	if word == "func" && s.choose(2) == 0 {
		fmt.Fprintf(&s.b, " line %d", 1+s.choose(256)*s.choose(256))
	}
	s.b.WriteByte('\n')
	s.body(name)
}

func (s *session) body(name string) {
	for range s.choose(4) {
		switch s.choose(7) {
		case 0:
			s.b.WriteString("    u32 1, 2\n")
		case 1:
			target := s.live[s.choose(len(s.live))]
			fmt.Fprintf(&s.b, "    word %s + %d\n", target, s.choose(100))
			s.refs[name] = append(s.refs[name], target)
		case 2:
			text := []string{"one", "two", "three"}[s.choose(3)]
			fmt.Fprintf(&s.b, "    needs %q\n", text)
			s.consts[name][text] = true
		case 3:
			s.b.WriteString("    needs lazy code m.T\n")
			s.lazy["__lazy_code_m.T"], s.lazy["__lazy_const_data_m.T"] = true, true
		case 4:
			s.b.WriteString("    needs lazy data n.U\n")
			s.lazy["__lazy_const_data_n.U"] = true
		case 5:
			s.b.WriteString("    needs lazy data anyerror\n")
			s.lazy["__lazy_const_data_anyerror"] = true
		case 6:
			if s.kind[name] == 't' {
				fmt.Fprintf(&s.b, "  line %d\n    u32 %d\n", 1+s.choose(256), s.choose(256))
			}
		}
	}
}

func (s *session) update() {
	name := s.live[s.choose(len(s.live))]
	if s.kind[name] == 'b' {
		return
	}
	fmt.Fprintf(&s.b, "update %s\n", name)
	s.refs[name], s.consts[name] = nil, map[string]bool{}
	if name == "start" {
		s.b.WriteString("    u32 7\n")
	}
	s.body(name)
}

// free frees an atom that no other refers to.
func (s *session) free() {
	name := s.live[s.choose(len(s.live))]
	if name == "start" {
		return
	}
	for _, other := range s.live {
		if other != name && slices.Contains(s.refs[other], name) {
			return
		}
	}
	fmt.Fprintf(&s.b, "free %s\n", name)
	s.live = slices.DeleteFunc(s.live, func(n string) bool { return n == name })
	for export, of := range s.exports {
		if of == name {
			delete(s.exports, export)
		}
	}
}

func (s *session) export() {
	s.number++
	name, export := s.live[s.choose(len(s.live))], fmt.Sprintf("y%d", s.number)
	fmt.Fprintf(&s.b, "export %s as %s\n", name, export)
	s.exports[export] = name
	if s.choose(2) == 0 {
		fmt.Fprintf(&s.b, "unexport %s\n", export)
		delete(s.exports, export)
	}
}

// check links the session and wants exactly what the writer kept, then what every file must have.
func (s *session) check(t *testing.T) {
	t.Helper()
	r := linkcore.Link(s.b.String(), linkcore.Options{Record: true})
	if r.Findings.HasErrors() || r.Image == nil {
		t.Fatalf("%s\n%s", s.b.String(), findings(r))
	}
	var a *aout
	for _, img := range r.Flushes {
		a = checked(t, img)
		roundTrip(t, img, a)
	}
	var want, got []string
	cells := 0
	for _, name := range s.live {
		want = append(want, fmt.Sprintf("%c %s", s.kind[name], name))
		cells += 1 + len(s.consts[name])
		for n := range len(s.consts[name]) {
			want = append(want, fmt.Sprintf("d __unnamed_%s_%d", name, n))
		}
	}
	for export, name := range s.exports {
		want = append(want, fmt.Sprintf("%c %s", s.kind[name]-'a'+'A', export))
	}
	for name := range s.lazy {
		cells++
		kind := 'd'
		if strings.HasPrefix(name, "__lazy_code") {
			kind = 't'
		}
		want = append(want, fmt.Sprintf("%c %s", kind, name))
	}
	for i := range a.symbols[4:] {
		if e := &a.symbols[4+i]; e.kind != 'f' && e.kind != 'z' {
			got = append(got, fmt.Sprintf("%c %s", e.kind, e.name))
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(want, got) {
		t.Errorf("symbols\n%s\nwant\n%s\nof\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"), s.b.String())
	}
	taken := 0
	for i := range r.Image.Cells {
		if r.Image.Cells[i].Owner != 0 {
			taken++
		}
	}
	if taken != cells {
		t.Errorf("%d cells are taken, %d atoms are live\n%s", taken, cells, s.b.String())
	}
	distinctIndices(t, r.Image)
	if t.Failed() {
		t.Log(s.b.String())
	}
}

// distinctIndices wants no two symbols of the last flush to have one index, and none that of a fixed symbol.
func distinctIndices(t *testing.T, img *image.Image) {
	t.Helper()
	last := uint32(0)
	for i := range img.Trace.Passes {
		if p := &img.Trace.Passes[i]; p.Name == "Write" {
			last = p.First
		}
	}
	taken := map[uint64]bool{0: true, 1: true, 2: true, 3: true}
	for i := range img.Trace.Events[last:] {
		if e := &img.Trace.Events[int(last)+i]; e.Kind == trace.SetSymbol {
			if taken[e.A] {
				t.Errorf("symbol index %d of %s is another's as well", e.A, img.OwnerName(e.Subject))
			}
			taken[e.A] = true
		}
	}
	if len(taken) == 4 {
		t.Error("no symbol was set")
	}
}

// roundTrip inspects the file and compares what is found with what was meant.
func roundTrip(t *testing.T, img *image.Image, a *aout) {
	t.Helper()
	r := linkcore.Inspect(img.File)
	if r.Image == nil || len(r.Findings) > 0 {
		t.Fatalf("inspect: %s", findings(r))
	}
	back := r.Image
	if err := back.Check(); err != nil {
		t.Error(err)
	}
	if back.Entry != img.Entry || back.CPU != img.CPU || len(back.Symbols) != len(img.Symbols) || len(a.symbols) != len(img.Symbols) {
		t.Fatalf("inspect: entry %#x, %s, %d symbols; meant %#x, %s, %d; read %d", back.Entry, back.CPU, len(back.Symbols),
			img.Entry, img.CPU, len(img.Symbols), len(a.symbols))
	}
	for i := range img.Symbols {
		x, y, z := &img.Symbols[i], &back.Symbols[i], &a.symbols[i]
		if x.Type != "z" && x.Name != y.Name || x.Value != y.Value || x.Type != y.Type || x.Value != z.value || x.Type != string(rune(z.kind)) {
			t.Errorf("symbol %d: meant %s %#x %q, inspect finds %s %#x %q", i, x.Type, x.Value, x.Name, y.Type, y.Value, y.Name)
		}
	}
	for i := range img.Extents {
		x := &img.Extents[i]
		if x.FileSize == 0 || x.Name == "got" || x.Name == "data" {
			continue // inspect may not know where the GOT ends
		}
		found := false
		for j := range back.Extents {
			y := &back.Extents[j]
			found = found || x.Name == y.Name && x.Off == y.Off && x.FileSize == y.FileSize
		}
		if !found {
			t.Errorf("inspect finds no extent %s at %#x of %d bytes", x.Name, x.Off, x.FileSize)
		}
	}
}

// Three hundred sessions by chance, on every processor in turn.
func TestGeneratedSessions(t *testing.T) {
	cpus := linkable()
	for seed := range uint64(300) {
		random := rand.New(rand.NewPCG(seed, 9))
		choices := make([]byte, random.IntN(400))
		for i := range choices {
			choices[i] = byte(random.Uint32())
		}
		newSession(cpus[int(seed)%len(cpus)].cpu, choices).check(t)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

func FuzzPlan9RoundTrip(f *testing.F) {
	cpus := linkable()
	f.Add(byte(0), []byte("a session of any kind"))
	f.Add(byte(1), []byte{0, 0, 1, 1, 1, 1, 6, 8, 1, 0, 1, 2, 3, 6, 7, 0, 3, 2, 2})
	f.Fuzz(func(t *testing.T, cpu byte, choices []byte) {
		if len(choices) > 1000 {
			return
		}
		newSession(cpus[int(cpu)%len(cpus)].cpu, choices).check(t)
	})
}
