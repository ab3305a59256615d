// Build makes static/build: the Go core as wasm, and the bundled scripts of the page and its worker.
package main

import (
	"fmt"
	"os"

	"linkplay/scripts/internal/site"
)

func main() {
	root, err := site.Root()
	if err == nil {
		err = site.Build(root)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(1)
	}
}
