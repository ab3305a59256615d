package site

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// Bundled tests lie inside node_modules, where they find the packages they import.
const testDir = "web/node_modules/.cache/linkplay"

// BundleTests makes one script of all test files in web/ whose name ends so, for instance in ".test.ts", and
// returns its path. One process for all of them starts faster than one for each, and can share one browser.
func BundleTests(root, suffix string) (string, error) {
	files, err := webFiles(root, suffix)
	if err != nil {
		return "", err
	}
	if len(files) == 0 {
		return "", fmt.Errorf("there is no file web/**/*%s", suffix)
	}
	var imports strings.Builder
	for _, file := range files {
		fmt.Fprintf(&imports, "import %q;\n", "./"+file)
	}
	out := filepath.Join(root, testDir, strings.Trim(suffix, ".")+".mjs")
	return out, bundle(api.BuildOptions{
		AbsWorkingDir:   root,
		Stdin:           &api.StdinOptions{Contents: imports.String(), ResolveDir: root, Sourcefile: "all" + suffix, Loader: api.LoaderTS},
		Outfile:         out,
		Bundle:          true,
		Platform:        api.PlatformNode,
		Format:          api.FormatESModule,
		Packages:        api.PackagesExternal,
		Target:          api.ES2022,
		Charset:         api.CharsetUTF8,
		Sourcemap:       api.SourceMapInline,
		JSX:             api.JSXAutomatic,
		JSXImportSource: "preact",
		Loader:          map[string]api.Loader{".css": api.LoaderEmpty},
	})
}

// BundleFixtures makes the scripts of web/test/fixtures/*.ts, which browser tests load into an empty page, and
// returns their directory.
func BundleFixtures(root string) (string, error) {
	files, err := webFiles(root, ".fixture.ts")
	if err != nil {
		return "", err
	}
	wasmExec, err := wasmExecFile()
	if err != nil {
		return "", err
	}
	options := browserOptions(root)
	options.Alias = map[string]string{"wasm_exec": wasmExec}
	options.EntryPoints = files
	options.Outdir = filepath.Join(root, testDir, "fixtures")
	options.EntryNames = "[name]"
	options.Format = api.FormatESModule
	worker, err := built(root, "worker.js")
	if err != nil {
		return "", err
	}
	options.Define["WORKER_URL"] = `"../build/` + worker + `?test"`
	return options.Outdir, bundle(options)
}

// BundleNodeBridge makes the page's half of the Go bridge loadable by node's --require, for the Go tests that run there.
func BundleNodeBridge(root string) (string, error) {
	out := filepath.Join(root, ".cache", "gobridge.cjs")
	return out, bundle(api.BuildOptions{
		AbsWorkingDir: root,
		Stdin:         &api.StdinOptions{Contents: `import { installBridge } from "./web/engine/gobridge"; installBridge();`, ResolveDir: root, Loader: api.LoaderTS},
		Outfile:       out,
		Bundle:        true,
		Platform:      api.PlatformNode,
		Format:        api.FormatCommonJS,
		Target:        api.ES2022,
	})
}

// webFiles lists the files of web/ whose name ends so, relative to the root.
func webFiles(root, suffix string) ([]string, error) {
	var found []string
	err := fs.WalkDir(os.DirFS(root), "web", func(path string, entry fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return err
		case entry.IsDir() && entry.Name() == "node_modules":
			return fs.SkipDir
		case !entry.IsDir() && strings.HasSuffix(path, suffix):
			found = append(found, path)
		}
		return nil
	})
	return found, err
}
