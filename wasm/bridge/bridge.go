//go:build js && wasm

// Package bridge is where Go meets the page: it gives JavaScript a handful of plain functions, once, and
// keeps a Go panic from ending the instance.
//
// It is the only importer of golang-wasm and keeps that library's way of meeting: functions lie on
// globalThis.__go_wasm__, made callable by its __wrapper__, and __ready__ says that all are there. The library's
// converters stay unused. They convert by reflection, and a program that reaches methods by reflection keeps every
// exported method it has, which made the page's wasm 0.23 MB of brotli larger; []byte they convert element by element
// (64 KiB took 292 ms) and a uint64 they make a float. So a function here reads its own Args, bytes cross as Bytes
// in one piece, and addresses cross as hex strings.
package bridge

import (
	"fmt"
	"runtime/debug"
	"syscall/js"

	"github.com/teamortix/golang-wasm/wasm"
)

// A Func is what the page can call. It returns nil, a string, Bytes or an Object of these.
type Func func(args Args) (any, error)

// An Object crosses as a JavaScript object with these properties.
type Object map[string]any

// Expose gives the page a function under a name. What the page gets is never a thrown error but { value } or
// { failure: { kind, message, stack } }. The kind is "refused" when the function returned an error: nothing is broken.
// It is "panic" when the function did not return: what this instance holds can no longer be trusted and the page
// starts a new one. Only a call whose arguments are not what the function reads is thrown, as the page's mistake.
func Expose(name string, fn Func) {
	exposed := js.FuncOf(func(_ js.Value, args []js.Value) any { return guard(name, fn, args) })
	functions().Set(name, wrapper().Invoke(exposed))
}

// Serve says that every function is exposed and then lives as long as the worker does.
func Serve() {
	functions().Set("__ready__", true)
	select {}
}

func functions() js.Value { return expect(js.TypeObject, "__go_wasm__") }

func wrapper() js.Value { return expect(js.TypeFunction, "__go_wasm__", "__wrapper__") }

func expect(kind js.Type, path ...string) js.Value {
	value, err := wasm.Global().Expect(kind, path...)
	if err != nil {
		panic(fmt.Sprintf("bridge: %q is not what web/engine/gobridge.ts makes of it: %v.", path, err))
	}
	return value
}

// guard calls fn and always returns what __wrapper__ reads: a result, or an error to throw.
func guard(name string, fn Func, args []js.Value) (answer map[string]any) {
	defer func() {
		switch cause := recover().(type) {
		case nil:
		case misfit:
			answer = map[string]any{"error": wasm.NewError(fmt.Errorf("%s: %w", name, cause))}
		default:
			answer = failure("panic", fmt.Sprint(cause), string(debug.Stack()))
		}
	}()
	value, err := fn(args)
	if err != nil {
		return failure("refused", err.Error(), "")
	}
	return map[string]any{"result": map[string]any{"value": toJS(value)}}
}

func failure(kind, message, stack string) map[string]any {
	return map[string]any{"result": map[string]any{
		"value":   nil,
		"failure": map[string]any{"kind": kind, "message": message, "stack": stack},
	}}
}
