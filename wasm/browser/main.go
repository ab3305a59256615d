//go:build js && wasm

// Browser is the linker core of the page. It runs in a Web Worker and holds one text; what the page may ask for
// is the list in main, which web/engine/protocol.ts repeats for TypeScript.
package main

import (
	"syscall/js"

	"linkplay/linkcore"
	"linkplay/wasm/bridge"
)

func main() {
	engine := linkcore.NewEngine()
	bridge.Expose("setText", engine.SetText)
	bridge.Expose("edit", engine.Edit)
	bridge.Expose("link", func() output { return outputOf(engine.Link()) })
	bridge.Expose("picture", func(view string, width, height, focus, at int) bridge.Bytes {
		return engine.Picture(view, width, height, focus, at)
	})
	bridge.Expose("svg", func(view string) (bridge.Bytes, error) { return engine.SVG(view) })
	bridge.Expose("lookAt", func(off int) bridge.Bytes { return engine.LookAt(off) })
	bridge.Expose("lookLine", func(line int) bridge.Bytes { return engine.LookLine(line) })
	bridge.Expose("lookOwner", func(owner int) bridge.Bytes { return engine.LookOwner(owner) })
	bridge.Expose("view", func(name string) bridge.Bytes { return engine.View(name) })
	bridge.Expose("explain", func(code string) bridge.Bytes { return linkcore.Explain(code) })
	bridge.Expose("format", engine.Format)
	bridge.Expose("words", func(target string) bridge.Bytes { return linkcore.Words(target) })
	bridge.Expose("nameAt", func(line, col int) bridge.Bytes { return engine.NameAt(line, col) })
	bridge.Expose("rename", engine.Rename)
	bridge.Expose("show", func(flush int) output { return outputOf(engine.Show(flush)) })
	bridge.Expose("changes", func(flush int) bridge.Bytes { return engine.Changes(flush) })
	bridge.Expose("sentence", engine.Sentence)
	bridge.Expose("export", engine.Export)
	bridge.Expose("inspect", func(file bridge.Bytes) output { return outputOf(engine.Inspect(file)) })
	bridge.Expose("targets", func() bridge.Bytes { return linkcore.ListTargets() })
	bridge.Expose("encode", linkcore.Encode)
	bridge.Expose("decode", linkcore.Decode)
	if js.Global().Get("linkplayTest").Truthy() { // the worker was started with ?test
		bridge.Expose("testPanic", func() { panic("a test asked for this panic") })
		bridge.Expose("testHang", func() {
			for {
			}
		})
		bridge.Expose("testOverflow", func() int { return overflow(0) })
	}
	bridge.Serve()
}

// An output is a link or an inspection on its way to the page.
type output struct {
	JSON   bridge.Bytes `wasm:"json"`
	Tables bridge.Bytes `wasm:"tables"`
	File   bridge.Bytes `wasm:"file"`
}

func outputOf(o linkcore.Output) output {
	return output{o.JSON, o.Tables, o.File}
}

// overflow ends the instance as no recover can prevent.
func overflow(depth int) int {
	return overflow(depth+1) + depth
}
