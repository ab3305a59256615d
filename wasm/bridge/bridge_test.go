//go:build js && wasm

package bridge

import (
	"errors"
	"strings"
	"syscall/js"
	"testing"

	"github.com/teamortix/golang-wasm/wasm"
)

// The page's own lines (web/engine/gobridge.ts) must be loaded before Go starts; `go run ./scripts/test`
// does so with node's --require.
var page = js.Global().Get("__go_wasm__")

func TestReplies(t *testing.T) {
	type file struct {
		Name string `wasm:"name"`
		Data Bytes  `wasm:"data"`
	}
	Expose("value", func(n int, s string) string { return strings.Repeat(s, n) })
	Expose("nothing", func() {})
	Expose("accepted", func(string) error { return nil })
	Expose("refused", func(string) (int, error) { return 7, errors.New("no such line") })
	Expose("panics", func() int { panic("got: 3 cells, 2 atoms") })
	Expose("runtime", func(i int) int { return []int{1}[i] })
	Expose("struct", func() file { return file{"a.out", Bytes{0x1e, 0x2b}} })

	for _, test := range []struct {
		call string
		args []any
		want string
	}{
		{"value", []any{2, "ab"}, `{"value":"abab"}`},
		{"nothing", nil, `{"value":null}`},
		{"accepted", []any{"x"}, `{"value":null}`},
		{"refused", []any{"x"}, `{"value":null,"failure":{"kind":"refused","message":"no such line","stack":""}}`},
		{"struct", nil, `{"value":{"name":"a.out","data":{"0":30,"1":43}}}`},
	} {
		got := js.Global().Get("JSON").Call("stringify", page.Call(test.call, test.args...)).String()
		if got != test.want {
			t.Errorf("%s%v = %s, want %s", test.call, test.args, got, test.want)
		}
	}

	// After a panic the same instance still answers.
	for _, test := range []struct{ call, message string }{
		{"panics", "got: 3 cells, 2 atoms"},
		{"runtime", "runtime error: index out of range [5] with length 1"},
	} {
		args := []any{5}
		if test.call == "panics" {
			args = nil
		}
		failure := page.Call(test.call, args...).Get("failure")
		if kind, message := failure.Get("kind").String(), failure.Get("message").String(); kind != "panic" || message != test.message {
			t.Errorf("%s failed as %s %q, want panic %q", test.call, kind, message, test.message)
		}
		if stack := failure.Get("stack").String(); !strings.Contains(stack, "TestReplies") {
			t.Errorf("%s: the stack does not name where it panicked:\n%s", test.call, stack)
		}
	}
}

// A call that does not fit the Go function is a mistake of the page and is thrown there.
func TestWrongArguments(t *testing.T) {
	Expose("takesString", func(string) {})
	Expose("takesBytes", func(Bytes) {})
	for _, test := range []struct {
		call string
		args []any
	}{
		{"takesString", nil},
		{"takesString", []any{1}},
		{"takesBytes", []any{"text"}},
	} {
		if !throws(func() { page.Call(test.call, test.args...) }) {
			t.Errorf("%s%v was accepted", test.call, test.args)
		}
	}
}

func throws(call func()) (thrown bool) {
	defer func() {
		if _, isError := recover().(js.Error); isError {
			thrown = true
		}
	}()
	call()
	return false
}

func TestBytesCrossUnchanged(t *testing.T) {
	Expose("reverse", func(b Bytes) Bytes {
		out := make(Bytes, len(b))
		for i := range b {
			out[len(b)-1-i] = b[i]
		}
		return out
	})
	for _, sizeBytes := range []int{0, 1, 256, 1 << 20} {
		in := make(Bytes, sizeBytes)
		for i := range in {
			in[i] = byte(i * 7)
		}
		var out Bytes
		if err := wasm.FromJSValue(page.Call("reverse", in.JSValue()).Get("value"), &out); err != nil {
			t.Fatal(err)
		}
		if len(out) != len(in) {
			t.Fatalf("%d bytes went in, %d came out", len(in), len(out))
		}
		for i := range in {
			if in[i] != out[len(in)-1-i] {
				t.Fatalf("byte %d of %d is %#x, want %#x", i, sizeBytes, out[len(in)-1-i], in[i])
			}
		}
	}
}

// Text is counted in UTF-16 units by the page, so it must arrive whole, astral characters and NUL included.
func TestTextCrossesUnchanged(t *testing.T) {
	Expose("same", func(s string) string { return s })
	for _, text := range []string{"", "call got(helper)\n", "naïve 漢字 🔗\x00 end"} {
		if got := page.Call("same", text).Get("value").String(); got != text {
			t.Errorf("%q came back as %q", text, got)
		}
	}
}
