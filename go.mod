module linkplay

go 1.26

require (
	github.com/andybalholm/brotli v1.2.8 // indirect
	github.com/evanw/esbuild v0.28.2 // indirect
	github.com/teamortix/golang-wasm/wasm v0.0.0-20230719150929-5d000994c833 // indirect
)
