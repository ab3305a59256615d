//go:build js && wasm

// Reader is the page's second module: it reads finished files, so that the linker, which everybody loads, need not. It
// is loaded with the first file that somebody drops, and holds the latest. What the page may ask for is the list in
// main, which web/engine/protocol.ts repeats for TypeScript.
package main

import (
	"linkplay/linkcore"
	"linkplay/wasm/bridge"
)

func main() {
	engine := linkcore.NewEngine()
	bridge.Expose("inspect", func(args bridge.Args) (any, error) {
		read := engine.Inspect(args.Bytes(0))
		return bridge.Object{"json": bridge.Bytes(read.JSON), "tables": bridge.Bytes(read.Tables), "file": bridge.Bytes(read.File)}, nil
	})
	bridge.Expose("picture", func(args bridge.Args) (any, error) {
		return bridge.Bytes(engine.Picture(args.Text(0), args.Int(1), args.Int(2), args.Int(3), args.Int(4))), nil
	})
	bridge.Expose("view", func(args bridge.Args) (any, error) { return bridge.Bytes(engine.View(args.Text(0))), nil })
	bridge.Expose("svg", func(args bridge.Args) (any, error) {
		svg, err := engine.SVG(args.Text(0))
		return bridge.Bytes(svg), err
	})
	bridge.Expose("lookAt", func(args bridge.Args) (any, error) { return bridge.Bytes(engine.LookAt(args.Int(0))), nil })
	bridge.Expose("lookOwner", func(args bridge.Args) (any, error) { return bridge.Bytes(engine.LookOwner(args.Int(0))), nil })
	bridge.Serve()
}
