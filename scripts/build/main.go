// Build makes the site in static: the Go core as wasm, the bundled scripts and styles, and index.html.
//
//	go run ./scripts/build          what a browser needs
//	go run ./scripts/build -pack    and brotli and gzip versions beside the files, for hosts that send them
//	go run ./scripts/build -edge    the worker for Cloudflare instead, into wasm/worker/build
package main

import (
	"flag"
	"fmt"
	"os"

	"linkplay/scripts/internal/site"
)

func main() {
	pack := flag.Bool("pack", false, "put brotli and gzip versions beside the files")
	edge := flag.Bool("edge", false, "build the worker for Cloudflare instead")
	flag.Parse()
	root, err := site.Root()
	switch {
	case err != nil:
	case *edge:
		err = site.BuildEdge(root)
	default:
		err = site.Build(root, *pack)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(1)
	}
}
