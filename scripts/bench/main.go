// Bench prints what linking costs, natively and in Chromium, beside yardsticks of the same run: copying the
// output once (memcpy), and ld.bfd on as many functions where it is installed.
//
// Both columns come from the same Go benchmarks (linkcore/bench_test.go); the test binary runs here and, compiled
// to wasm, in a page. The last rows are what somebody who types sees: from an edit to its result in the page. Lines that
// begin with "page:" are of the whole page (web/test/page.bench.ts): from a key to the repainted bytes, and visits.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"linkplay/linkcore/describe"
	"linkplay/scripts/internal/site"
)

func main() {
	pattern := flag.String("bench", "^BenchmarkLink$", "which benchmarks of linkcore to run")
	time := flag.String("time", "10x", "how long or how often to run each, as -benchtime of go test")
	flag.Parse()
	if err := bench([]string{"-test.run=^$", "-test.bench=" + *pattern, "-test.benchtime=" + *time, "-test.benchmem"}); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func bench(args []string) error {
	root, err := site.Root()
	if err != nil {
		return err
	}
	native, nativeErr := benchNative(root, args)
	chromium, chromiumErr := benchChromium(root, args)
	printTable(os.Stdout, native, chromium)
	ldErr := printLd(os.Stdout)
	return errors.Join(nativeErr, chromiumErr, ldErr)
}

func benchNative(root string, args []string) ([]row, error) {
	fmt.Fprintln(os.Stderr, "native …")
	test := exec.Command("go", append(append([]string{"test"}, args...), "./linkcore")...)
	test.Dir = root
	return run(test)
}

// benchChromium needs the built site, for the page's engine, and the npm packages, for playwright.
func benchChromium(root string, args []string) ([]row, error) {
	fmt.Fprintln(os.Stderr, "Chromium …")
	fixtures, err := site.BundleFixtures(root)
	if err != nil {
		return nil, err
	}
	compile := exec.Command("go", append(append([]string{"test", "-c", "-o", filepath.Join(fixtures, "bench.wasm")}, site.InlineFlags()...), "./linkcore")...)
	compile.Dir = root
	compile.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if out, err := compile.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("go test -c: %w\n%s", err, out)
	}
	for _, atoms := range []int{10_000, 100_000} {
		text := describe.Generate("plan9/x86_64", atoms, 1)
		if err := os.WriteFile(filepath.Join(fixtures, fmt.Sprintf("atoms-%d.atoms", atoms)), []byte(text), 0o644); err != nil {
			return nil, err
		}
	}
	script, err := site.BundleTests(root, ".bench.ts")
	if err != nil {
		return nil, err
	}
	encoded, err := json.Marshal(args)
	if err != nil {
		return nil, err
	}
	node := exec.Command("node", "--enable-source-maps", script)
	node.Env = append(os.Environ(),
		"LINKPLAY_STATIC="+filepath.Join(root, "static"),
		"LINKPLAY_FIXTURES="+fixtures,
		"LINKPLAY_BENCH_ARGS="+string(encoded),
	)
	return run(node)
}

// run returns the benchmark lines of a program's output, and the whole output when it fails.
func run(command *exec.Cmd) ([]row, error) {
	var out bytes.Buffer
	command.Stdout, command.Stderr = &out, &out
	if err := command.Run(); err != nil {
		return nil, fmt.Errorf("%s: %w\n%s", strings.Join(command.Args[:2], " "), err, out.String())
	}
	for line := range strings.Lines(out.String()) {
		if strings.HasPrefix(line, "page: ") {
			fmt.Print(line)
		}
	}
	rows := parse(out.String())
	if len(rows) == 0 {
		return nil, fmt.Errorf("%s printed no benchmark\n%s", strings.Join(command.Args[:2], " "), out.String())
	}
	return rows, nil
}

// printLd times the system's linker on a program of the same shape.
func printLd(out io.Writer) error {
	if _, err := exec.LookPath("ld.bfd"); err != nil {
		fmt.Fprintln(out, "ld.bfd is not installed: no yardstick from it")
		return nil
	}
	for _, atoms := range []int{10_000, 100_000} {
		took, err := timeLd(atoms)
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "ld.bfd, %d functions with 4 calls each, reading and writing files: %.0f ms\n", atoms, took.Seconds()*1000)
	}
	return nil
}
