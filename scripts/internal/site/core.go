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
)

// buildCore compiles the Go core for the page. Linking wasm takes seconds even when nothing changed, so a
// stamp remembers the inputs of the last build and the file it gave.
func buildCore(root string) error {
	out := filepath.Join(root, OutDir, CoreFile)
	stamp := filepath.Join(root, ".cache", CoreFile+".stamp")
	inputs, err := hashInputs(root, "./wasm/browser")
	if err != nil {
		return err
	}
	if remembered, err := os.ReadFile(stamp); err == nil {
		if built, err := hashFile(out); err == nil && string(remembered) == inputs+" "+built {
			return nil
		}
	}
	build := wasmGo(root, "build", "-trimpath", "-ldflags=-s -w", "-o", out, "./wasm/browser")
	build.Stdout, build.Stderr = os.Stderr, os.Stderr
	if err := build.Run(); err != nil {
		return fmt.Errorf("go build ./wasm/browser: %w", err)
	}
	built, err := hashFile(out)
	if err != nil {
		return err
	}
	return writeChanged(stamp, []byte(inputs+" "+built))
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
	fmt.Fprintln(hash, runtime.Version())
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
