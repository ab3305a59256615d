module linkplay

go 1.26.0

require (
	github.com/andybalholm/brotli v1.2.8
	github.com/evanw/esbuild v0.28.2
	github.com/syumai/workers v0.32.0
	github.com/teamortix/golang-wasm/wasm v0.0.0-20230719150929-5d000994c833
	github.com/urfave/cli/v3 v3.14.0
	golang.org/x/tools v0.52.0
)

require (
	golang.org/x/sys v0.49.0 // indirect
)
