package jsontext_test

import (
	"encoding/json"
	"math"
	"testing"

	"linkplay/linkcore/jsontext"
)

func FuzzString(f *testing.F) {
	for _, s := range []string{
		"", "call got(helper)", `"\/`, "<script>&", "naïve 漢字 🔗", "\x00\x1f\b\f\n\r\t\x7f", "\u2028\u2029\ufffd",
		"\xff", "a\xc3", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x80", "end\xf0\x9f\x94",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		want, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		if got := jsontext.String(nil, s); string(got) != string(want) {
			t.Errorf("%q becomes %s, want %s", s, got, want)
		}
	})
}

// Every byte and every character of the first plane, between others.
func TestEveryCharacter(t *testing.T) {
	check := func(s string) {
		want, _ := json.Marshal(s)
		if got := jsontext.String(nil, s); string(got) != string(want) {
			t.Errorf("%q becomes %s, want %s", s, got, want)
		}
	}
	for b := range 256 {
		check("a" + string([]byte{byte(b)}) + "b")
	}
	for c := range rune(0x10000) {
		check(string(c) + "x")
	}
}

func TestNumbersAndLists(t *testing.T) {
	for _, test := range []struct {
		got  []byte
		want string
	}{
		{jsontext.Int([]byte("at "), math.MinInt64), "at -9223372036854775808"},
		{jsontext.Bool(nil, true), "true"},
		{jsontext.Hex(nil, math.MaxUint64), `"0xffffffffffffffff"`},
		{jsontext.Hex(nil, 0), `"0x0"`},
		{jsontext.Strings(nil, nil), "null"},
		{jsontext.Strings(nil, []string{}), "[]"},
		{jsontext.Strings(nil, []string{"a", "<"}), `["a","\u003c"]`},
	} {
		if string(test.got) != test.want {
			t.Errorf("got %s, want %s", test.got, test.want)
		}
	}
}
