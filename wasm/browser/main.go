//go:build js && wasm

// Browser is the linker core of the page. It runs in a Web Worker and holds one text; what the page may ask for
// is the list in main, which web/engine/protocol.ts repeats for TypeScript.
package main

import (
	"fmt"
	"syscall/js"

	"linkplay/linkcore"
	"linkplay/wasm/bridge"
)

func main() {
	engine := linkcore.NewEngine()
	bridge.Expose("setText", func(args bridge.Args) (any, error) {
		engine.SetText(args.Text(0))
		return nil, nil
	})
	bridge.Expose("edit", func(args bridge.Args) (any, error) {
		return nil, engine.Edit(args.Int(0), args.Int(1), args.Int(2), args.Int(3), args.Text(4))
	})
	bridge.Expose("link", func(bridge.Args) (any, error) { return output(engine.Link()), nil })
	bridge.Expose("picture", func(args bridge.Args) (any, error) {
		return bridge.Bytes(engine.Picture(args.Text(0), args.Int(1), args.Int(2), args.Int(3), args.Int(4))), nil
	})
	bridge.Expose("svg", func(args bridge.Args) (any, error) {
		svg, err := engine.SVG(args.Text(0))
		return bridge.Bytes(svg), err
	})
	bridge.Expose("lookAt", func(args bridge.Args) (any, error) { return bridge.Bytes(engine.LookAt(args.Int(0))), nil })
	bridge.Expose("lookLine", func(args bridge.Args) (any, error) { return bridge.Bytes(engine.LookLine(args.Int(0))), nil })
	bridge.Expose("lookOwner", func(args bridge.Args) (any, error) { return bridge.Bytes(engine.LookOwner(args.Int(0))), nil })
	bridge.Expose("view", func(args bridge.Args) (any, error) { return bridge.Bytes(engine.View(args.Text(0))), nil })
	bridge.Expose("words", func(args bridge.Args) (any, error) { return bridge.Bytes(linkcore.Words(args.Text(0))), nil })
	bridge.Expose("nameAt", func(args bridge.Args) (any, error) { return bridge.Bytes(engine.NameAt(args.Int(0), args.Int(1))), nil })
	bridge.Expose("rename", func(args bridge.Args) (any, error) { return engine.Rename(args.Int(0), args.Int(1), args.Text(2)) })
	bridge.Expose("show", func(args bridge.Args) (any, error) { return output(engine.Show(args.Int(0))), nil })
	bridge.Expose("changes", func(args bridge.Args) (any, error) { return bridge.Bytes(engine.Changes(args.Int(0))), nil })
	bridge.Expose("sentence", func(args bridge.Args) (any, error) { return engine.Sentence(args.Int(0)), nil })
	bridge.Expose("explain", func(args bridge.Args) (any, error) { return bridge.Bytes(linkcore.Explain(args.Text(0))), nil })
	bridge.Expose("format", func(bridge.Args) (any, error) { return engine.Format(), nil })
	bridge.Expose("export", func(args bridge.Args) (any, error) { return engine.Export(args.Text(0)), nil })
	bridge.Expose("targets", func(bridge.Args) (any, error) { return bridge.Bytes(linkcore.ListTargets()), nil })
	bridge.Expose("encode", func(args bridge.Args) (any, error) { return linkcore.Encode(args.Text(0)), nil })
	bridge.Expose("decode", func(args bridge.Args) (any, error) { return linkcore.Decode(args.Text(0)) })
	if js.Global().Get("linkplayTest").Truthy() { // the worker was started with ?test
		exposeMishaps()
	}
	bridge.Serve()
}

// output is a link on its way to the page.
func output(o linkcore.Output) bridge.Object {
	return bridge.Object{"json": bridge.Bytes(o.JSON), "tables": bridge.Bytes(o.Tables), "file": bridge.Bytes(o.File)}
}

// exposeMishaps gives tests three ways to lose the instance: a panic, a hang, and an end that no recover prevents.
func exposeMishaps() {
	bridge.Expose("testPanic", func(bridge.Args) (any, error) { panic("a test asked for this panic") })
	bridge.Expose("testHang", func(bridge.Args) (any, error) {
		for {
		}
	})
	bridge.Expose("testOverflow", func(bridge.Args) (any, error) { return fmt.Sprint(overflow(0)), nil })
}

func overflow(depth int) int {
	return overflow(depth+1) + depth
}
