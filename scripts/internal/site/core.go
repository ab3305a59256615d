package site

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// buildModule compiles Go for the page and returns the name of its file. Linking wasm takes seconds even when nothing
// changed, so a stamp remembers the inputs of the last build and the file it gave.
func buildModule(root, pkg, plain string) (name string, err error) {
	inputs, err := hashInputs(root, pkg)
	if err != nil {
		return "", err
	}
	stamp := filepath.Join(root, ".cache", plain+".stamp")
	if remembered, err := os.ReadFile(stamp); err == nil {
		before, hash, _ := strings.Cut(string(remembered), " ")
		name := nameOf(plain, hash)
		if built, err := hashFile(filepath.Join(root, OutDir, name)); err == nil && before == inputs && built == hash {
			return name, nil
		}
	}
	fresh := filepath.Join(root, ".cache", plain)
	if err := compile(root, pkg, fresh); err != nil {
		return "", err
	}
	hash, err := hashFile(fresh)
	if err != nil {
		return "", err
	}
	name = nameOf(plain, hash)
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
	fmt.Fprintln(hash, runtime.Version(), InlineFlags(), shrinking)
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
