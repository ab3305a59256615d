//go:build js && wasm

package bridge

import (
	"fmt"
	"syscall/js"
)

// Args are the arguments of a call, as JavaScript gave them.
type Args []js.Value

// A misfit is an argument that is not what the function reads.
type misfit struct {
	at        int
	want, got string
}

func (m misfit) Error() string {
	return fmt.Sprintf("argument %d is %s, want %s", m.at, m.got, m.want)
}

func (a Args) typed(i int, want js.Type) js.Value {
	if i >= len(a) {
		panic(misfit{i, want.String(), "missing"})
	}
	if got := a[i].Type(); got != want {
		panic(misfit{i, want.String(), got.String()})
	}
	return a[i]
}

// Text reads argument i, a string.
func (a Args) Text(i int) string { return a.typed(i, js.TypeString).String() }

// Int reads argument i, a whole number; what JavaScript has behind the point is cut off.
func (a Args) Int(i int) int { return a.typed(i, js.TypeNumber).Int() }

// Bytes reads argument i, a Uint8Array.
func (a Args) Bytes(i int) Bytes {
	value := a.typed(i, js.TypeObject)
	if !value.InstanceOf(uint8Array) {
		panic(misfit{i, "a Uint8Array", "another object"})
	}
	data := make(Bytes, value.Length())
	js.CopyBytesToGo(data, value)
	return data
}

// Bytes cross as one Uint8Array, copied in one piece: results on the way out, uploads on the way in.
type Bytes []byte

var uint8Array = js.Global().Get("Uint8Array")

// toJS makes the JavaScript value of what a Func returned.
func toJS(value any) any {
	switch value := value.(type) {
	case nil, string:
		return value
	case Bytes:
		array := uint8Array.New(len(value)) // the page may keep or transfer it
		js.CopyBytesToJS(array, value)
		return array
	case Object:
		object := make(map[string]any, len(value))
		for name, property := range value {
			object[name] = toJS(property)
		}
		return object
	}
	panic(fmt.Sprintf("bridge: a %T cannot cross to the page.", value))
}
