//go:build js && wasm

package bridge

import (
	"fmt"
	"syscall/js"
)

// Bytes cross as one Uint8Array, copied in one piece: results on the way out, uploads on the way in.
type Bytes []byte

var uint8Array = js.Global().Get("Uint8Array")

// JSValue copies the bytes to a new Uint8Array, which the page may keep or transfer.
func (b Bytes) JSValue() js.Value {
	array := uint8Array.New(len(b))
	js.CopyBytesToJS(array, b)
	return array
}

// FromJSValue copies a Uint8Array that the page has given.
func (b *Bytes) FromJSValue(value js.Value) error {
	if !value.InstanceOf(uint8Array) {
		return fmt.Errorf("expected a Uint8Array, got %s", value.Type())
	}
	*b = make(Bytes, value.Length())
	js.CopyBytesToGo(*b, value)
	return nil
}
