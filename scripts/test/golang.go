package main

import (
	"bytes"
	"errors"
	"fmt"
	"go/format"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"linkplay/scripts/internal/site"
)

// command runs a program in the root of the repository with the stage's output.
func (r *runner) command(env []string, name string, args ...string) error {
	command := exec.CommandContext(r.ctx, name, args...)
	command.Dir = r.root
	command.Env = env // nil is our own environment
	command.Stdout, command.Stderr = r.out, r.out
	if err := command.Run(); err != nil {
		return fmt.Errorf("%s %s: %w", name, args[0], err)
	}
	return nil
}

func (r *runner) golang(args ...string) error {
	return r.command(nil, "go", args...)
}

func (r *runner) checkFormat() error {
	unformatted := 0
	err := r.eachFile(func(path string) error {
		if filepath.Ext(path) != ".go" {
			return nil
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if formatted, err := format.Source(source); err != nil || !bytes.Equal(source, formatted) {
			fmt.Fprintln(r.out, path)
			unformatted++
		}
		return nil
	})
	if err == nil && unformatted > 0 {
		err = fmt.Errorf("%d files are not as gofmt writes them", unformatted)
	}
	return err
}

// eachFile visits the project's own files.
func (r *runner) eachFile(visit func(path string) error) error {
	return filepath.WalkDir(r.root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if name := entry.Name(); name == "node_modules" || name == ".git" || name == ".cache" {
				return fs.SkipDir
			}
			return nil
		}
		return visit(path)
	})
}

func (r *runner) vet() error {
	return errors.Join(
		r.golang("vet", "./..."),
		r.command(append(os.Environ(), "GOOS=js", "GOARCH=wasm"), "go", "vet", "./wasm/..."),
	)
}

// Programs that write a file of the repository; with -check they compare instead.
var generators = []string{"./scripts/gentypes"}

func (r *runner) checkGenerated() error {
	var stale []error
	for _, generator := range generators {
		stale = append(stale, r.golang("run", generator, "-check"))
	}
	return errors.Join(stale...)
}

const layeringTest = "linkcore/layering_test.go"

var testFunction = regexp.MustCompile(`(?m)^func (Test\w+)`)

// testLayering runs the tests of one file, by name: who may import whom, and which files Go would ignore.
func (r *runner) testLayering() error {
	source, err := os.ReadFile(filepath.Join(r.root, layeringTest))
	if err != nil {
		return err
	}
	var names []string
	for _, match := range testFunction.FindAllSubmatch(source, -1) {
		names = append(names, string(match[1]))
	}
	if len(names) == 0 {
		return fmt.Errorf("%s has no test", layeringTest)
	}
	return r.golang("test", "-run=^("+strings.Join(names, "|")+")$", "./"+filepath.Dir(layeringTest))
}

func (r *runner) testGo() error {
	return r.golang("test", "./...")
}

// tryMutants changes the linker in ten ways, others every day, and wants the tests to notice.
func (r *runner) tryMutants() error {
	return r.golang("run", "./scripts/mutate", "-n", "10")
}

// testGoInNode runs the tests of the linker and of the bridge as the wasm that a browser runs.
func (r *runner) testGoInNode() error {
	bridge, err := site.BundleNodeBridge(r.root)
	if err != nil {
		return err
	}
	goroot, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return err
	}
	packages, err := r.packages("./linkcore/...")
	if err != nil {
		return err
	}
	packages = slices.DeleteFunc(packages, func(name string) bool { return strings.HasPrefix(name, "linkplay/linkcore/cmd/") })
	wasmExec := filepath.Join(strings.TrimSpace(string(goroot)), "lib", "wasm", "wasm_exec_node.js")
	// The stack is as large as the toolchain's own go_js_wasm_exec makes it.
	exec := fmt.Sprintf("node --stack-size=8192 --require '%s' '%s'", bridge, wasmExec)
	return r.command(wasmEnvironment(), "go", append([]string{"test", "-exec", exec, "./wasm/bridge"}, packages...)...)
}

// wasmEnvironment is small: Go refuses to start in JavaScript when arguments and environment exceed 8 KiB.
func wasmEnvironment() []string {
	needed := []string{"PATH=", "HOME=", "TMPDIR=", "XDG_CACHE_HOME=", "GO"}
	return append(slices.DeleteFunc(os.Environ(), func(variable string) bool {
		return !slices.ContainsFunc(needed, func(prefix string) bool { return strings.HasPrefix(variable, prefix) })
	}), "GOOS=js", "GOARCH=wasm")
}

func (r *runner) packages(pattern string) ([]string, error) {
	list := exec.CommandContext(r.ctx, "go", "list", pattern)
	list.Dir = r.root
	list.Stderr = r.out
	out, err := list.Output()
	if err != nil {
		return nil, fmt.Errorf("go list %s: %w", pattern, err)
	}
	return strings.Fields(string(out)), nil
}
