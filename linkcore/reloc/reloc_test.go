package reloc

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// rows are formulas of several psABIs.
func rows() []Row {
	rows := []Row{
		{Name: "address", Formula: "S + A", Field: Word32, Check: Unsigned},
		{Name: "address, the other way round", Formula: "A + S", Field: Word64},
		{Name: "relative", Formula: "S + A - P", Field: Word32, Check: Signed},
		{Name: "cell", Formula: "GOT + G + A", Field: Word32, Check: Signed},
		{Name: "cell, as the psABI writes it", Formula: "G + GOT + A", Field: Word64},
		{Name: "cell, relative", Formula: "G + GOT + A - P", Field: Word32, Check: Signed},
		{Name: "cell, relative, as GOTPCREL64", Formula: "G + GOT - P + A", Field: Word64},
		{Name: "plt", Formula: "L + A - P", Field: Word32, Check: Signed},
		{Name: "size", Formula: "Z + A", Field: Word32, Check: Unsigned},
		{Name: "offset in the GOT", Formula: "G + A", Field: Word32},
		{Name: "from the GOT", Formula: "S + A - GOT", Field: Word64},
		{Name: "thread", Formula: "S + A - TP", Field: Word32, Check: Signed},
		{Name: "block", Formula: "S+A-DTP", Field: Word16, Check: Either},
		{Name: "base", Formula: "B + A", Field: Word64},
		{Name: "page", Formula: "Page(S + A) - Page(P)", Field: Word32},
		{Name: "low half", Formula: "(S + A) & 0xffff", Field: Word16},
		{Name: "high half", Formula: "(S + A + 0x8000) >> 16 & 0xffff", Field: Word16},
		{Name: "Arm's", Formula: "((S + A) | T) - P", Field: ArmBranch24, Check: Signed},
		{Name: "negative", Formula: "-S + (A - P)", Field: Word64},
		{Name: "twice", Formula: "S + S - A", Field: Word64},
		{Name: "S twice, A missing", Formula: "S + A - P - P", Field: Word64},
	}
	Compile(rows)
	return rows
}

// meaning is the formulas again, written in Go.
var meaning = map[string]func(o *Operands) uint64{
	"address":                       func(o *Operands) uint64 { return o.S + uint64(o.A) },
	"address, the other way round":  func(o *Operands) uint64 { return o.S + uint64(o.A) },
	"relative":                      func(o *Operands) uint64 { return o.S + uint64(o.A) - o.P },
	"cell":                          func(o *Operands) uint64 { return o.GOT + o.G + uint64(o.A) },
	"cell, as the psABI writes it":  func(o *Operands) uint64 { return o.GOT + o.G + uint64(o.A) },
	"cell, relative":                func(o *Operands) uint64 { return o.GOT + o.G + uint64(o.A) - o.P },
	"cell, relative, as GOTPCREL64": func(o *Operands) uint64 { return o.GOT + o.G + uint64(o.A) - o.P },
	"plt":                           func(o *Operands) uint64 { return o.L + uint64(o.A) - o.P },
	"size":                          func(o *Operands) uint64 { return o.Z + uint64(o.A) },
	"offset in the GOT":             func(o *Operands) uint64 { return o.G + uint64(o.A) },
	"from the GOT":                  func(o *Operands) uint64 { return o.S + uint64(o.A) - o.GOT },
	"thread":                        func(o *Operands) uint64 { return o.S + uint64(o.A) - o.TP },
	"block":                         func(o *Operands) uint64 { return o.S + uint64(o.A) - o.DTP },
	"base":                          func(o *Operands) uint64 { return o.B + uint64(o.A) },
	"page":                          func(o *Operands) uint64 { return (o.S+uint64(o.A))&^0xfff - o.P&^0xfff },
	"low half":                      func(o *Operands) uint64 { return (o.S + uint64(o.A)) & 0xffff },
	"high half":                     func(o *Operands) uint64 { return uint64(int64(o.S+uint64(o.A)+0x8000)>>16) & 0xffff },
	"Arm's":                         func(o *Operands) uint64 { return o.S + uint64(o.A) - o.P },
	"negative":                      func(o *Operands) uint64 { return -o.S + (uint64(o.A) - o.P) },
	"twice":                         func(o *Operands) uint64 { return o.S + o.S - uint64(o.A) },
	"S twice, A missing":            func(o *Operands) uint64 { return o.S + uint64(o.A) - o.P - o.P },
}

func randomOperands(r *rand.Rand) *Operands {
	n := func() uint64 { return r.Uint64() >> r.IntN(64) }
	return &Operands{S: n(), A: int64(n()) - int64(n()), P: n(), G: n(), GOT: n(), Z: n(), L: n(), B: n(), TP: n(), DTP: n()}
}

// TestSwitchAgreesWithFormula tries the switch, the postfix and the same in Go on random numbers.
func TestSwitchAgreesWithFormula(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, row := range rows() {
		for range 10_000 {
			o := randomOperands(random)
			slow, fast, want := evaluate(row.code, o), row.Value(o), meaning[row.Name](o)
			if slow != want || fast != want {
				t.Fatalf("%s of %+v: switch %#x, postfix %#x, Go %#x", row.Formula, *o, fast, slow, want)
			}
		}
	}
}

func TestShapesAreRecognised(t *testing.T) {
	want := map[string]shape{
		"S + A": shapeAddress, "A + S": shapeAddress, "S + A - P": shapeRelative, "G + GOT + A": shapeCell, "GOT + G + A": shapeCell,
		"G + GOT - P + A": shapeCellRelative, "L + A - P": shapePLT, "Z + A": shapeOther, "S + A - P - P": shapeOther, "S - A": shapeOther,
		"-S + A": shapeOther, "S": shapeOther, "S + (A - P)": shapeOther,
	}
	for formula, shape := range want {
		if code, _ := compile("test", formula); shapeOf(code) != shape {
			t.Errorf("%s has the shape %d, want %d", formula, shapeOf(code), shape)
		}
	}
}

func TestUses(t *testing.T) {
	rows := []Row{{Formula: "S + A - P"}, {Formula: "GOT + G + A"}, {Formula: "Z + DTP"}}
	Compile(rows)
	for i, want := range []Letters{UseS | UseA | UseP, UseGOT | UseG | UseA, UseZ | UseDTP} {
		if rows[i].Uses() != want {
			t.Errorf("%s uses %b, want %b", rows[i].Formula, rows[i].Uses(), want)
		}
	}
	if rows[0].UsesCell() || !rows[0].UsesPlace() || !rows[1].UsesCell() || rows[1].UsesPlace() {
		t.Error("cell and place are confused")
	}
}

func TestFilled(t *testing.T) {
	o := &Operands{S: 0x20003f, A: -4, P: 0x20002b, G: 0x10, GOT: 0x400000}
	rows := []Row{
		{Formula: "S + A - P", Check: Signed},
		{Formula: "GOT + G + A", Check: Signed},
		{Formula: "P + A - S", Check: Signed},
		{Formula: "P + A - S", Check: Unsigned},
		{Formula: "Page(S + A) >> 12 & 0xff", Check: Unchecked},
	}
	Compile(rows)
	for i, want := range []string{
		"S + A - P = 0x20003f + -4 - 0x20002b = 0x10",
		"GOT + G + A = 0x400000 + 0x10 + -4 = 0x40000c",
		"P + A - S = 0x20002b + -4 - 0x20003f = -0x18",
		"P + A - S = 0x20002b + -4 - 0x20003f = 0xffffffffffffffe8",
		"Page(S + A) >> 12 & 0xff = Page(0x20003f + -4) >> 12 & 0xff = 0x0",
	} {
		if got := rows[i].Filled(o); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

func TestMistakesInFormulas(t *testing.T) {
	for formula, why := range map[string]string{
		"S + X": "no letter", "S +": "no letter", "(S + A": "not closed", "S A": "operator was expected", "S & A": "is no number",
		"S >> 0xzz": "is no number", "": "no letter", "S + (S + (S + (S + (S + (S + (S + (S + S)))))))": "nested too deeply",
	} {
		func() {
			defer func() {
				if r := recover(); r == nil || !strings.Contains(r.(string), why) || !strings.HasSuffix(r.(string), ".") {
					t.Errorf("%q: %v, want a sentence with %q", formula, r, why)
				}
			}()
			compile("test", formula)
		}()
	}
	defer func() {
		if recover() == nil {
			t.Error("a row that Compile has not seen can be used")
		}
	}()
	(&Row{Formula: "S"}).Value(&Operands{})
}

func BenchmarkValue(b *testing.B) {
	rows := rows()[:8]
	o := randomOperands(rand.New(rand.NewPCG(1, 2)))
	var field [8]byte
	b.ReportAllocs()
	sum := uint64(0)
	for i := 0; b.Loop(); i++ {
		r := &rows[i&7]
		o.P++
		v := r.Value(o)
		if r.Fits(v) {
			sum++
		}
		r.Put(field[:], Little, v)
	}
	_ = sum
}

func BenchmarkPostfix(b *testing.B) {
	rows := rows()[:8]
	o := randomOperands(rand.New(rand.NewPCG(1, 2)))
	for i := 0; b.Loop(); i++ {
		evaluate(rows[i&7].code, o)
	}
}
