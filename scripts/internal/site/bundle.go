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

// bundleSite bundles the worker, the page and the styles. Each names the one before, as a constant, and nothing else
// knows the names. All scripts are classic ones: a host that sends no content type spoils modules, not these.
func bundleSite(root string, names *Names) error {
	worker, err := workerOptions(root)
	if err != nil {
		return err
	}
	worker.Define["CORE_URL"] = strconv.Quote(names.Core)
	worker.Define["READER_URL"] = strconv.Quote(names.Reader)
	if names.Worker, err = bundleOne(worker); err != nil {
		return err
	}
	page := browserOptions(root)
	page.EntryPointsAdvanced = []api.EntryPoint{{InputPath: "web/main.tsx", OutputPath: "main"}}
	page.Format = api.FormatIIFE
	page.Define["WORKER_URL"] = strconv.Quote("./" + names.Worker)
	page.Define["import.meta.url"] = "document.currentScript.src" // the same, said by a classic script
	if names.Page, err = bundleOne(page); err != nil {
		return err
	}
	style := browserOptions(root)
	style.EntryPointsAdvanced = []api.EntryPoint{{InputPath: "web/style.css", OutputPath: "style"}}
	style.Target = api.DefaultTarget // colours and nesting stay as they are written
	style.Sourcemap = api.SourceMapNone
	names.Style, err = bundleOne(style)
	return err
}

// browserOptions are common to all that runs in a browser.
func browserOptions(root string) api.BuildOptions {
	return api.BuildOptions{
		AbsWorkingDir:     root,
		Outdir:            OutDir,
		EntryNames:        "[dir]/[name]-[hash]",
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
		Define:            map[string]string{},
	}
}

func workerOptions(root string) (api.BuildOptions, error) {
	wasmExec, err := wasmExecFile()
	if err != nil {
		return api.BuildOptions{}, err
	}
	options := browserOptions(root)
	options.EntryPointsAdvanced = []api.EntryPoint{{InputPath: "web/engine/worker.ts", OutputPath: "worker"}}
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
	_, err := bundleFiles(options)
	return err
}

// bundleOne bundles one entry and returns the name of its file.
func bundleOne(options api.BuildOptions) (string, error) {
	files, err := bundleFiles(options)
	if err != nil {
		return "", err
	}
	for _, file := range files {
		if !strings.HasSuffix(file, ".map") {
			return filepath.Base(file), nil
		}
	}
	return "", fmt.Errorf("esbuild made nothing of %s", options.EntryPointsAdvanced[0].InputPath)
}

func bundleFiles(options api.BuildOptions) (paths []string, err error) {
	result := api.Build(options)
	for _, message := range api.FormatMessages(append(result.Errors, result.Warnings...), api.FormatMessagesOptions{}) {
		fmt.Fprint(os.Stderr, message)
	}
	if len(result.Errors) > 0 {
		return nil, fmt.Errorf("esbuild found %d errors", len(result.Errors))
	}
	for _, file := range result.OutputFiles {
		if err := writeChanged(file.Path, file.Contents); err != nil {
			return nil, err
		}
		paths = append(paths, file.Path)
	}
	return paths, nil
}
