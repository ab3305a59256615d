package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
)

// The worker builds for the edge, and its configuration names the files that the build makes.
func TestBuildsForTheEdge(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles the worker")
	}
	out := filepath.Join(t.TempDir(), "app.wasm")
	build := exec.Command("go", "build", "-trimpath", "-ldflags=-s", "-o", out, ".")
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if text, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	info, err := os.Stat(out)
	if err != nil {
		t.Fatal(err)
	}
	// Cloudflare takes 10 MiB compressed from those who pay and 3 from those who do not; wasm packs to a quarter.
	if info.Size() > 12<<20 {
		t.Errorf("the worker has %d bytes", info.Size())
	}
	assets := filepath.Join(t.TempDir(), "build")
	glue := exec.Command("go", "run", "github.com/syumai/workers/cmd/workers-assets-gen", "-mode=go", "-o", assets)
	if text, err := glue.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	config, err := os.ReadFile("wrangler.jsonc")
	if err != nil {
		t.Fatal(err)
	}
	entry := regexp.MustCompile(`"main": "\./build/([^"]+)"`).FindSubmatch(config)
	if entry == nil {
		t.Fatal("wrangler.jsonc names no entry below build")
	}
	if _, err := os.Stat(filepath.Join(assets, string(entry[1]))); err != nil {
		t.Errorf("the glue has no %s: %v", entry[1], err)
	}
}
