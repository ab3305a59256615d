package site

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// The names of the scripts in OutDir. The page and the worker learn them here, as constants, and nowhere else.
const (
	pageFile   = "main.js"
	workerFile = "worker.js"
)

// bundlePage bundles the worker (a classic script, which every browser with wasm can start) and the page (a
// module, which finds the worker beside itself wherever the site lies).
func bundlePage(root string) error {
	worker, err := workerOptions(root)
	if err != nil {
		return err
	}
	page := browserOptions(root)
	page.EntryPointsAdvanced = []api.EntryPoint{{InputPath: "web/main.tsx", OutputPath: strings.TrimSuffix(pageFile, ".js")}}
	page.Format = api.FormatESModule
	for _, options := range []api.BuildOptions{worker, page} {
		if err := bundle(options); err != nil {
			return err
		}
	}
	return nil
}

// browserOptions are common to all that runs in a browser.
func browserOptions(root string) api.BuildOptions {
	return api.BuildOptions{
		AbsWorkingDir:     root,
		Outdir:            OutDir,
		Bundle:            true,
		Platform:          api.PlatformBrowser,
		Target:            api.ES2022,
		Charset:           api.CharsetUTF8,
		MinifySyntax:      true,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		Sourcemap:         api.SourceMapLinked,
		JSX:               api.JSXAutomatic,
		JSXImportSource:   "preact",
		Define:            map[string]string{"WORKER_URL": strconv.Quote("./" + workerFile), "CORE_URL": strconv.Quote(CoreFile)},
	}
}

func workerOptions(root string) (api.BuildOptions, error) {
	wasmExec, err := wasmExecFile()
	if err != nil {
		return api.BuildOptions{}, err
	}
	options := browserOptions(root)
	options.EntryPointsAdvanced = []api.EntryPoint{{InputPath: "web/engine/worker.ts", OutputPath: strings.TrimSuffix(workerFile, ".js")}}
	options.Format = api.FormatIIFE
	options.Alias = map[string]string{"wasm_exec": wasmExec}
	return options, nil
}

// wasmExecFile is the toolchain's JavaScript for running Go; it must be of the version that compiled the core.
func wasmExecFile() (string, error) {
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return "", fmt.Errorf("go env GOROOT: %w", err)
	}
	return filepath.Join(strings.TrimSpace(string(out)), "lib", "wasm", "wasm_exec.js"), nil
}

// bundle runs esbuild and writes what has changed.
func bundle(options api.BuildOptions) error {
	result := api.Build(options)
	for _, message := range api.FormatMessages(append(result.Errors, result.Warnings...), api.FormatMessagesOptions{}) {
		fmt.Fprint(os.Stderr, message)
	}
	if len(result.Errors) > 0 {
		return fmt.Errorf("esbuild found %d errors", len(result.Errors))
	}
	for _, file := range result.OutputFiles {
		if err := writeChanged(file.Path, file.Contents); err != nil {
			return err
		}
	}
	return nil
}
