package site

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// inlined are the packages whose functions are compiled into their callers. Everywhere else that only makes the wasm
// larger: with these the link of 100,000 atoms takes as long as with all, and the page's wasm is a tenth smaller.
var inlined = []string{
	"runtime", "internal/runtime/...", "internal/abi", "sync/atomic",
	"linkplay/linkcore/asm", "linkplay/linkcore/atom", "linkplay/linkcore/image",
	"linkplay/linkcore/plan9", "linkplay/linkcore/trace", "linkplay/linkcore/unit",
}

// InlineFlags are the flags of the Go compiler that say so; a benchmark that speaks of the page is built with them, too.
func InlineFlags() []string {
	flags := []string{"-gcflags=all=-l"}
	for _, pkg := range inlined {
		flags = append(flags, "-gcflags="+pkg+"=")
	}
	return flags
}

// compile makes wasm of a command, as small as it gets.
func compile(root, pkg, out string) error {
	if err := os.MkdirAll(filepath.Dir(out), 0o755); err != nil {
		return err
	}
	build := wasmGo(root, append(append([]string{"build", "-trimpath", "-ldflags=-s -w", "-o", out}, InlineFlags()...), pkg)...)
	build.Stdout, build.Stderr = os.Stderr, os.Stderr
	if err := build.Run(); err != nil {
		return fmt.Errorf("go build %s: %w", pkg, err)
	}
	built, err := os.ReadFile(out)
	if err != nil {
		return err
	}
	small, err := shrink(built)
	if err != nil {
		return fmt.Errorf("%s: %w", pkg, err)
	}
	return os.WriteFile(out, small, 0o644)
}

func wasmGo(root string, args ...string) *exec.Cmd {
	command := exec.Command("go", args...)
	command.Dir = root
	command.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	return command
}
