package symtab

import (
	"slices"
	"testing"
)

// Records begin at 1, 9, 17, and a word of one is nobody else's.
func TestExtras(t *testing.T) {
	var x Extras
	for i, want := range []uint32{1, 9, 17, 25} {
		if at := x.Add(); at != want {
			t.Errorf("record %d begins at %d, want %d", i, at, want)
		}
	}
	if x.Len() != 33 {
		t.Errorf("%d words, want 33", x.Len())
	}
	for field := range ExtraWords {
		x.Set(9, field, 100+uint32(field))
	}
	x.Set(9, ExtraDynamic, 7)
	for field := range ExtraWords {
		want := 100 + uint32(field)
		if field == ExtraDynamic {
			want = 7
		}
		if got := x.Get(9, field); got != want {
			t.Errorf("word %d of the record at 9 is %d, want %d", field, got, want)
		}
		if x.Get(1, field) != 0 || x.Get(17, field) != 0 {
			t.Errorf("word %d was set in a neighbour as well", field)
		}
		if x.Get(0, field) != 0 {
			t.Errorf("no record has word %d", field)
		}
	}
	x.GiveBack(9)
	x.GiveBack(0)
	if at := x.Add(); at != 9 || x.Get(9, ExtraDynamic) != 0 {
		t.Errorf("the record given back comes again at %d with %d", at, x.Get(9, ExtraDynamic))
	}
	if at := x.Add(); at != 33 {
		t.Errorf("the next one begins at %d, want 33", at)
	}
}

func TestExtraZeroPanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("setting a word of no record went unnoticed")
		}
	}()
	var x Extras
	x.Set(0, ExtraGOT, 1)
}

// The bits of the flags are those of the original: 13 of them, from bit 0.
func TestFlags(t *testing.T) {
	for flag, want := range map[Flags]uint16{Import: 0, Export: 1, Weak: 2, OutputSymtab: 3, HasGOT: 4, HasPLT: 5, IsCanonical: 6, CopyRel: 7,
		HasCopyRel: 8, HasDynamic: 9, HasTLSGD: 10, HasGotTP: 11, HasTLSDesc: 12} {
		if flag != 1<<want {
			t.Errorf("a flag has the value %#x, want bit %d", uint16(flag), want)
		}
	}
	if words := (Export | Weak | HasGotTP).Words(); !slices.Equal(words, []string{"export", "weak", "gottp"}) {
		t.Errorf("%v", words)
	}
	if !HasGOT.Local() || Export.Local() || Import.Local() {
		t.Error("local is what is neither imported nor exported")
	}
}

// Lower ranks win; equal ones do not take away.
func TestRanks(t *testing.T) {
	order := []Rank{RankOf(StrongDefined, 1), RankOf(StrongDefined, 2), RankOf(WeakDefined, 1), RankOf(StrongShared, 1), RankOf(WeakShared, 9),
		RankOf(Common, 1), RankOf(CommonInArchive, 1), Unclaimed}
	if !slices.IsSorted(order) {
		t.Errorf("ranks are not in order: %x", order)
	}
	if RankOf(WeakDefined, 3) != 2<<24+3 {
		t.Errorf("the rank of a weak symbol of file 3 is %#x", RankOf(WeakDefined, 3))
	}
	var r Resolver
	for _, step := range []struct {
		symbol uint32
		rank   Rank
		won    bool
	}{{5, RankOf(WeakDefined, 1), true}, {6, RankOf(WeakDefined, 1), false}, {7, RankOf(StrongDefined, 2), true}, {8, RankOf(Common, 1), false},
		{9, RankOf(StrongDefined, 2), false}, {10, RankOf(StrongDefined, 1), true}} {
		if _, _, won := r.Claim(40, step.symbol, step.rank); won != step.won {
			t.Errorf("symbol %d with rank %#x: won is %v", step.symbol, step.rank, won)
		}
	}
	r.Drop(40, 7)
	if symbol, _, ok := r.Find(40); symbol != 10 || !ok {
		t.Errorf("the name stands for symbol %d, %v", symbol, ok)
	}
	r.Drop(40, 10)
	if _, rank, ok := r.Find(40); ok || rank != Unclaimed {
		t.Error("a name that was taken away still stands for something")
	}
}
