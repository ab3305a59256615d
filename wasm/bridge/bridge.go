//go:build js && wasm

// Package bridge is where Go meets the page: it gives JavaScript a handful of plain functions, once, and
// keeps a Go panic from ending the instance.
//
// It is the only importer of golang-wasm. What that library does badly stays on this side of the table:
// a []byte is converted element by element (64 KiB took 292 ms, so bytes cross as Bytes), a uint64 becomes a
// float (so addresses cross as hex strings), functions made from methods of structs are never released (so
// replies are structs without methods) and a panic kills the instance (so every function is guarded).
package bridge

import (
	"fmt"
	"reflect"
	"runtime/debug"

	"github.com/teamortix/golang-wasm/wasm"
)

// A Failure tells the page why there is no value.
type Failure struct {
	// Kind is "refused" when the function returned an error: nothing is broken. It is "panic" when the
	// function did not return: what the instance holds can no longer be trusted and the page starts a new one.
	Kind    string `wasm:"kind"`
	Message string `wasm:"message"`
	Stack   string `wasm:"stack"` // of the goroutine that panicked, for a report
}

// A reply is what every function gives the page: a value or a failure, never a thrown exception.
type reply struct {
	Value   any      `wasm:"value"`
	Failure *Failure `wasm:"failure"`
}

// Expose gives the page fn under a name. Parameters are strings, numbers, booleans or Bytes. fn returns
// nothing, a value, an error, or a value and an error.
func Expose(name string, fn any) {
	wasm.Expose(name, guard(reflect.ValueOf(fn)))
}

// Serve says that every function is exposed and then lives as long as the worker does.
func Serve() {
	wasm.Ready()
	select {}
}

// guard makes of fn a function with the same parameters that always returns, and returns a reply.
func guard(fn reflect.Value) any {
	params := make([]reflect.Type, fn.Type().NumIn())
	for i := range params {
		params[i] = fn.Type().In(i)
	}
	guarded := reflect.FuncOf(params, []reflect.Type{reflect.TypeFor[reply]()}, false)
	return reflect.MakeFunc(guarded, func(args []reflect.Value) (out []reflect.Value) {
		defer func() {
			if cause := recover(); cause != nil {
				out = asResult(reply{Failure: &Failure{Kind: "panic", Message: fmt.Sprint(cause), Stack: string(debug.Stack())}})
			}
		}()
		return asResult(replyOf(fn.Call(args)))
	}).Interface()
}

// replyOf reads what fn returned: at most one value, then at most one error.
func replyOf(results []reflect.Value) reply {
	var r reply
	for _, result := range results {
		if result.Type() != reflect.TypeFor[error]() {
			r.Value = result.Interface()
		} else if err, failed := result.Interface().(error); failed {
			return reply{Failure: &Failure{Kind: "refused", Message: err.Error()}}
		}
	}
	return r
}

func asResult(r reply) []reflect.Value {
	return []reflect.Value{reflect.ValueOf(r)}
}
