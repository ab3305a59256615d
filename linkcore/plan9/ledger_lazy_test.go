package plan9_test

import (
	"testing"

	"linkplay/linkcore/trace"
)

// The nine transitions of a lazy symbol: three states, and in each a request for data of an enum, a request for
// anyerror, and a flush. Counted are how often bytes were made and indices handed out.
func TestLazyTransitions(t *testing.T) {
	const head = "target plan9/x86_64\nenum m.T x y\nerrors Oops\nfunc start export _start\n    ret\n"
	const enum, anyerror = "    needs lazy data m.T\n", "    needs lazy data anyerror\n"
	const flush, again = "flush\n", "data d\n    u8 1\n"
	for _, row := range []struct {
		name           string
		text           string
		makes, indices int
	}{
		{"unused, asked", "data a\n" + enum, 1, 2},
		{"unused, anyerror asked: made by the flush", "data a\n" + anyerror, 1, 2},
		{"unused, flushed", "", 0, 0},
		{"pending, asked", "data a\n" + enum + enum + "data b\n" + enum, 1, 2},
		{"pending, anyerror asked", "data a\n" + anyerror + anyerror, 1, 2},
		{"pending, flushed", "data a\n" + enum + flush + again, 1, 2},
		{"flushed, asked: made again, nothing handed out", "data a\n" + enum + flush + "data b\n" + enum, 2, 2},
		{"flushed, anyerror asked: made by both flushes", "data a\n" + anyerror + flush + "data b\n" + anyerror, 2, 2},
		{"flushed, flushed: only anyerror is made again", "data a\n" + enum + anyerror + flush + again, 3, 4},
	} {
		r := linked(t, head+row.text)
		makes, indices := 0, 0
		for i := range r.Image.Trace.Events {
			e := &r.Image.Trace.Events[i]
			if e.Subject == 0 || r.Image.Owners[e.Subject].Kind.String() != "lazy" {
				continue
			}
			switch e.Kind {
			case trace.Make:
				makes++
			case trace.GiveCell, trace.GiveSymbol, trace.TakeAgain:
				indices++
			}
		}
		if makes != row.makes || indices != row.indices {
			t.Errorf("%s: made %d times with %d indices, want %d and %d", row.name, makes, indices, row.makes, row.indices)
		}
	}
}

// Lazy code goes through the same states: its request makes its bytes and asks for its data, and after a flush a request
// makes both again in their places.
func TestLazyCodeIsMadeAgain(t *testing.T) {
	const text = `target plan9/x86_64
enum m.T x y
lazy code m.T
    mov  rax, got(lazy data m.T)
    ret
func start export _start
    call got(lazy code m.T)
    ret
flush
func other
    call got(lazy code m.T)
    ret
`
	r := linked(t, text)
	first, second := checked(t, r.Flushes[0]), checked(t, r.Flushes[1])
	if a, b := len(first.find('t', "__lazy_code_m.T")), len(second.find('t', "__lazy_code_m.T")); a != 1 || b != 1 {
		t.Errorf("lazy code is there %d times, then %d times", a, b)
	}
	if len(r.Flushes[1].Cells) != len(r.Flushes[0].Cells)+1 {
		t.Errorf("%d cells, then %d", len(r.Flushes[0].Cells), len(r.Flushes[1].Cells))
	}
}

// A last flush is implied when something changed since; one that is written happens in any case.
func TestImpliedFlush(t *testing.T) {
	const head = "target plan9/x86_64\nfunc start export _start\n    ret\n"
	for text, want := range map[string]int{
		head: 1, head + "flush\n": 1, head + "flush\nflush\n": 2,
		head + "flush\ndata d\n": 2, head + "flush\ndata d\nflush\n": 2, head + "flush\nfree start\nfunc start export _start\n    ret\n": 2,
	} {
		if got := len(linked(t, text).Flushes); got != want {
			t.Errorf("%d flushes, want %d:\n%s", got, want, text)
		}
	}
}
