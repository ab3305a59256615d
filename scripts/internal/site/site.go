// Package site builds what static/build holds: the Go core as wasm, and the page's and the worker's scripts.
//
// Each step writes only what has changed, so that building an unchanged tree takes a fraction of a second.
package site

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// OutDir is where the outputs go, relative to the root of the repository.
const OutDir = "static/build"

// CoreFile is the page's linker inside OutDir; `make size` holds it to its budget.
const CoreFile = "core.wasm"

// Root is the directory of go.mod, above the working directory.
func Root() (string, error) {
	out, err := exec.Command("go", "env", "GOMOD").Output()
	if err != nil {
		return "", err
	}
	file := strings.TrimSpace(string(out))
	if file == "" || file == os.DevNull {
		return "", errors.New("there is no go.mod above the working directory")
	}
	return filepath.Dir(file), nil
}

// Build brings static/build up to date.
func Build(root string) error {
	if err := os.MkdirAll(filepath.Join(root, OutDir), 0o755); err != nil {
		return err
	}
	if err := buildCore(root); err != nil {
		return err
	}
	return bundlePage(root)
}

// writeChanged writes a file unless it already has these bytes.
func writeChanged(path string, data []byte) error {
	if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, data) {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o644)
}
