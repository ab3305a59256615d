// Worker is the HTTP API at Cloudflare's edge. Compiled for js/wasm it answers the fetch events of a worker; compiled for
// any other system it is an ordinary server on PORT (9900 when unset), which is how it is tried out.
//
// A worker starts a fresh instance for each request, so nothing is made ready before it is asked for.
package main

import (
	"linkplay/wasm/httpapi"

	"github.com/syumai/workers"
)

func main() {
	workers.Serve(httpapi.New())
}
