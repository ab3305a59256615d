// Package site builds what is served: the Go core as wasm, the bundled scripts and styles in static/build, and
// static/index.html, which names them and shows the first example before any script runs.
//
// The names in static/build hold a hash of the content, so that a browser may keep them for ever. Each step writes only
// what has changed, so that building an unchanged tree takes a fraction of a second.
package site

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// OutDir is where the outputs go, relative to the root of the repository.
const OutDir = "static/build"

// The wasm of the page without the hash in its name: the linker, which everybody loads, and the reader of files, which
// is loaded with the first file. `make size` holds both to their budgets.
const (
	CoreFile   = "core.wasm"
	ReaderFile = "reader.wasm"
)

// Names are the files of one build, inside OutDir.
type Names struct{ Core, Reader, Worker, Page, Style string }

// all are the names of the files.
func (n Names) all() []string { return []string{n.Core, n.Reader, n.Worker, n.Page, n.Style} }

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

// Build brings the site up to date. With pack, each file gets a brotli and a gzip version beside it, which takes half a
// minute when the core has changed.
func Build(root string, pack bool) error {
	if err := os.MkdirAll(filepath.Join(root, OutDir), 0o755); err != nil {
		return err
	}
	var names Names
	var err error
	if names.Core, err = buildModule(root, "./wasm/browser", CoreFile); err != nil {
		return err
	}
	if names.Reader, err = buildModule(root, "./wasm/reader", ReaderFile); err != nil {
		return err
	}
	if err = bundleSite(root, &names); err != nil {
		return err
	}
	// From here on every file that the page names is there.
	if err = writePage(root, names); err != nil {
		return err
	}
	if err = writeHeaders(root); err != nil {
		return err
	}
	if err = removeOld(root, names); err != nil {
		return err
	}
	return packAll(root, names, pack)
}

var hashInName = regexp.MustCompile(`-[0-9A-Za-z]{8}(\.[a-z.]+)$`)

// Plain is a file's name without its hash: core.wasm for core-6dee2e0a.wasm.
func Plain(name string) string { return hashInName.ReplaceAllString(name, "$1") }

// built finds the file of the latest build that has this name without its hash.
func built(root, plain string) (string, error) {
	files, err := os.ReadDir(filepath.Join(root, OutDir))
	if err != nil {
		return "", fmt.Errorf("%w (run `make build` first)", err)
	}
	for _, file := range files {
		if Plain(file.Name()) == plain {
			return file.Name(), nil
		}
	}
	return "", fmt.Errorf("%s has no %s: run `make build` first", OutDir, plain)
}

// removeOld takes away what earlier builds left.
func removeOld(root string, names Names) error {
	dir := filepath.Join(root, OutDir)
	files, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, file := range files {
		name := file.Name()
		for _, suffix := range []string{".map", ".br", ".gz"} {
			name = strings.TrimSuffix(name, suffix)
		}
		if slices.Contains(names.all(), name) {
			continue
		}
		if err := os.RemoveAll(filepath.Join(dir, file.Name())); err != nil {
			return err
		}
	}
	return nil
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
