package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// The worker builds for the edge and stays small enough for it; web/test/edge.workerd.ts runs it there.
func TestBuildsForTheEdge(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles the worker")
	}
	out := filepath.Join(t.TempDir(), "app.wasm")
	build := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", out, ".")
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if text, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	info, err := os.Stat(out)
	if err != nil {
		t.Fatal(err)
	}
	// Cloudflare takes 10 MiB compressed from those who pay and 3 from those who do not; wasm packs to less than a third.
	if info.Size() > 12<<20 {
		t.Errorf("the worker has %d bytes", info.Size())
	}
}
