//go:build js && wasm

package bridge

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"syscall/js"
	"testing"
)

// The page's own lines (web/engine/gobridge.ts) must be loaded before Go starts; `go run ./scripts/test`
// does so with node's --require.
var page = js.Global().Get("__go_wasm__")

func TestReplies(t *testing.T) {
	Expose("text", func(args Args) (any, error) { return strings.Repeat(args.Text(1), args.Int(0)), nil })
	Expose("nothing", func(Args) (any, error) { return nil, nil })
	Expose("refused", func(args Args) (any, error) { return "unused", errors.New("no line " + args.Text(0)) })
	Expose("file", func(Args) (any, error) { return Object{"data": Bytes{0x1e, 0x2b}}, nil })

	for _, test := range []struct {
		call string
		args []any
		want string
	}{
		{"text", []any{2, "ab"}, `{"value":"abab"}`},
		{"nothing", nil, `{"value":null}`},
		{"refused", []any{"9"}, `{"value":null,"failure":{"kind":"refused","message":"no line 9","stack":""}}`},
		{"file", nil, `{"value":{"data":{"0":30,"1":43}}}`},
	} {
		got := js.Global().Get("JSON").Call("stringify", page.Call(test.call, test.args...)).String()
		if !reflect.DeepEqual(parsed(t, got), parsed(t, test.want)) {
			t.Errorf("%s%v = %s, want %s", test.call, test.args, got, test.want)
		}
	}
}

// parsed makes JSON comparable, whose properties come in any order.
func parsed(t *testing.T, text string) (value any) {
	if err := json.Unmarshal([]byte(text), &value); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return value
}

// After a panic the same instance still answers, which is how the failure can be told at all.
func TestPanics(t *testing.T) {
	Expose("panics", func(Args) (any, error) { panic("got: 3 cells, 2 atoms") })
	Expose("bounds", func(args Args) (any, error) { return string("ab"[args.Int(0)]), nil })
	Expose("foreign", func(Args) (any, error) { return 1.5, nil })
	for _, test := range []struct{ call, message string }{
		{"panics", "got: 3 cells, 2 atoms"},
		{"bounds", "runtime error: index out of range [5] with length 2"},
		{"foreign", "bridge: a float64 cannot cross to the page."},
	} {
		failure := page.Call(test.call, 5).Get("failure")
		if kind, message := failure.Get("kind").String(), failure.Get("message").String(); kind != "panic" || message != test.message {
			t.Errorf("%s failed as %s %q, want panic %q", test.call, kind, message, test.message)
		}
		if stack := failure.Get("stack").String(); !strings.Contains(stack, "bridge.") {
			t.Errorf("%s: the stack does not say where it panicked:\n%s", test.call, stack)
		}
	}
}

// A call that does not fit the function is a mistake of the page and is thrown there.
func TestWrongArguments(t *testing.T) {
	Expose("takesText", func(args Args) (any, error) { return args.Text(0), nil })
	Expose("takesInt", func(args Args) (any, error) { args.Int(0); return nil, nil })
	Expose("takesBytes", func(args Args) (any, error) { return args.Bytes(0), nil })
	for _, test := range []struct {
		call string
		args []any
		want string
	}{
		{"takesText", nil, "takesText: argument 0 is missing, want string"},
		{"takesText", []any{1}, "takesText: argument 0 is number, want string"},
		{"takesInt", []any{"1"}, "takesInt: argument 0 is string, want number"},
		{"takesBytes", []any{"text"}, "takesBytes: argument 0 is string, want object"},
		{"takesBytes", []any{[]any{1, 2}}, "takesBytes: argument 0 is another object, want a Uint8Array"},
	} {
		if got := thrown(func() { page.Call(test.call, test.args...) }); got != test.want {
			t.Errorf("%s%v threw %q, want %q", test.call, test.args, got, test.want)
		}
	}
}

func thrown(call func()) (message string) {
	defer func() {
		if err, isError := recover().(js.Error); isError {
			message = err.Get("message").String()
		}
	}()
	call()
	return ""
}

func TestBytesCrossUnchanged(t *testing.T) {
	Expose("reverse", func(args Args) (any, error) {
		in := args.Bytes(0)
		out := make(Bytes, len(in))
		for i := range in {
			out[len(in)-1-i] = in[i]
		}
		return out, nil
	})
	for _, sizeBytes := range []int{0, 1, 256, 1 << 20} {
		in := make(Bytes, sizeBytes)
		for i := range in {
			in[i] = byte(i * 7)
		}
		there := page.Call("reverse", toJS(in)).Get("value")
		back := page.Call("reverse", there).Get("value")
		if out := (Args{back}).Bytes(0); !bytes.Equal(in, out) {
			t.Errorf("%d bytes went there and back and came out changed", sizeBytes)
		}
		if sizeBytes > 0 && there.Index(0).Int() != int(in[sizeBytes-1]) {
			t.Errorf("the first of %d bytes is %d, want %d", sizeBytes, there.Index(0).Int(), in[sizeBytes-1])
		}
	}
}

// Text is counted in UTF-16 units by the page, so it must arrive whole, astral characters and NUL included.
func TestTextCrossesUnchanged(t *testing.T) {
	Expose("same", func(args Args) (any, error) { return args.Text(0), nil })
	for _, text := range []string{"", "call got(helper)\n", "naïve 漢字 🔗\x00 end"} {
		if got := page.Call("same", text).Get("value").String(); got != text {
			t.Errorf("%q came back as %q", text, got)
		}
	}
}
