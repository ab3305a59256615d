package site

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// buildCore compiles the Go core for the page and returns the name of its file. Linking wasm takes seconds even when
// nothing changed, so a stamp remembers the inputs of the last build and the file it gave.
func buildCore(root string) (name string, err error) {
	inputs, err := hashInputs(root, "./wasm/browser")
	if err != nil {
		return "", err
	}
	stamp := filepath.Join(root, ".cache", CoreFile+".stamp")
	if remembered, err := os.ReadFile(stamp); err == nil {
		before, hash, _ := strings.Cut(string(remembered), " ")
		name := nameOf(CoreFile, hash)
		if built, err := hashFile(filepath.Join(root, OutDir, name)); err == nil && before == inputs && built == hash {
			return name, nil
		}
	}
	fresh := filepath.Join(root, ".cache", CoreFile)
	if err := compile(root, "./wasm/browser", fresh); err != nil {
		return "", err
	}
	hash, err := hashFile(fresh)
	if err != nil {
		return "", err
	}
	name = nameOf(CoreFile, hash)
	if err := os.Rename(fresh, filepath.Join(root, OutDir, name)); err != nil {
		return "", err
	}
	return name, writeChanged(stamp, []byte(inputs+" "+hash))
}

// nameOf puts the beginning of a hash into a name.
func nameOf(plain, hash string) string {
	extension := filepath.Ext(plain)
	return strings.TrimSuffix(plain, extension) + "-" + hash[:min(8, len(hash))] + extension
}

// compile makes wasm of a command.
func compile(root, pkg, out string) error {
	if err := os.MkdirAll(filepath.Dir(out), 0o755); err != nil {
		return err
	}
	build := wasmGo(root, append(append([]string{"build", "-trimpath", "-ldflags=-s -w", "-o", out}, InlineFlags()...), pkg)...)
	build.Stdout, build.Stderr = os.Stderr, os.Stderr
	if err := build.Run(); err != nil {
		return fmt.Errorf("go build %s: %w", pkg, err)
	}
	return os.Chmod(out, 0o644)
}

// hot are the packages in which a link spends its time.
var hot = []string{
	"runtime", "internal/runtime/...", "internal/bytealg", "internal/strconv",
	"slices", "strings", "bytes", "strconv", "unicode/utf8",
	"linkplay/linkcore/...",
}

// cold are packages of the core that draw one screen, or read one file, at a time.
var cold = []string{"linkplay/linkcore", "linkplay/linkcore/picture", "linkplay/linkcore/inspect", "linkplay/linkcore/diag"}

// InlineFlags let the Go compiler put functions into their callers only where that makes a link faster. Elsewhere it
// makes the wasm larger: by a twentieth after brotli, and the same number of seconds for 100,000 atoms.
func InlineFlags() []string {
	flags := []string{"-gcflags=all=-l"}
	for _, pkg := range hot {
		flags = append(flags, "-gcflags="+pkg+"=")
	}
	for _, pkg := range cold {
		flags = append(flags, "-gcflags="+pkg+"=-l")
	}
	return flags
}

func wasmGo(root string, args ...string) *exec.Cmd {
	command := exec.Command("go", args...)
	command.Dir = root
	command.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	return command
}

// hashInputs names everything a build of the package depends on: the toolchain, and the files of each package
// outside the standard library.
func hashInputs(root, pkg string) (string, error) {
	list := wasmGo(root, "list", "-deps", "-json=Dir,Standard,GoFiles,EmbedFiles", pkg)
	list.Stderr = os.Stderr
	pipe, err := list.StdoutPipe()
	if err != nil {
		return "", err
	}
	if err := list.Start(); err != nil {
		return "", err
	}
	hash := sha256.New()
	fmt.Fprintln(hash, runtime.Version(), InlineFlags())
	for decoder := json.NewDecoder(pipe); ; {
		var found struct {
			Dir                 string
			Standard            bool
			GoFiles, EmbedFiles []string
		}
		if err := decoder.Decode(&found); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return "", err
		}
		if found.Standard {
			continue
		}
		for _, file := range append(found.GoFiles, found.EmbedFiles...) {
			sum, err := hashFile(filepath.Join(found.Dir, file))
			if err != nil {
				return "", err
			}
			fmt.Fprintln(hash, found.Dir, file, sum)
		}
	}
	if err := list.Wait(); err != nil {
		return "", fmt.Errorf("go list %s: %w", pkg, err)
	}
	return hex.EncodeToString(hash.Sum(nil)), nil
}

func hashFile(path string) (string, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:]), nil
}
