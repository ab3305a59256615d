// Size prints how large the built page is on the wire, and fails when something is over its budget.
//
// What a visitor waits for is brotli of level 11, as `make build` puts it beside the files; hosts that compress by
// themselves do much the same.
package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"text/tabwriter"

	"linkplay/scripts/internal/site"
)

// Budgets in bytes after brotli; a file without one is only shown.
var budgets = map[string]int{
	site.CoreFile:   1_100_000,
	site.ReaderFile: 900_000,
	firstVisit:      1_350_000,
}

// absent are names that a module's table of functions must not hold: what the Go linker was meant to leave out.
var absent = map[string][]string{
	site.CoreFile:   {"linkplay/linkcore/inspect.Inspect", "encoding/json.Marshal", "time.Time.GoString"},
	site.ReaderFile: {"linkplay/linkcore/plan9.New", "linkplay/linkcore/elf.New", "linkplay/linkcore/describe.Read", "time.Time.GoString"},
}

// firstVisit is all that somebody loads who opens the page for the first time, without the headers. The reader comes with
// the first file that is inspected.
const firstVisit = "first visit"

func main() {
	root, err := site.Root()
	if err == nil {
		err = report(root)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "size:", err)
		os.Exit(1)
	}
}

func report(root string) error {
	paths, err := filepath.Glob(filepath.Join(root, site.OutDir, "*.br"))
	if err != nil {
		return err
	}
	paths = append([]string{filepath.Join(root, "static", "index.html.br")}, paths...)
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "file\tbytes\tbrotli-11\tbudget\t")
	var over []string
	found := map[string]bool{}
	show := func(name string, sizeBytes, packedBytes int64) {
		found[name] = true
		budget, limited := budgets[name]
		allowed := ""
		if limited {
			allowed = strconv.Itoa(budget)
		}
		fmt.Fprintf(table, "%s\t%d\t%d\t%s\t\n", name, sizeBytes, packedBytes, allowed)
		if limited && packedBytes > int64(budget) {
			over = append(over, fmt.Sprintf("%s is %d bytes over its budget", name, packedBytes-int64(budget)))
		}
	}
	var sum, packedSum int64
	for _, path := range paths {
		packed, err := os.Stat(path)
		if err != nil {
			return fmt.Errorf("%w (run `make build` first)", err)
		}
		file, err := os.Stat(strings.TrimSuffix(path, ".br"))
		if err != nil {
			return err
		}
		show(site.Plain(file.Name()), file.Size(), packed.Size())
		content, err := os.ReadFile(strings.TrimSuffix(path, ".br"))
		if err != nil {
			return err
		}
		for _, name := range absent[site.Plain(file.Name())] {
			if bytes.Contains(content, []byte(name)) {
				over = append(over, fmt.Sprintf("%s holds %s, which it does not need", site.Plain(file.Name()), name))
			}
		}
		if site.Plain(file.Name()) != site.ReaderFile {
			sum, packedSum = sum+file.Size(), packedSum+packed.Size()
		}
	}
	show(firstVisit, sum, packedSum)
	table.Flush()
	for name := range budgets {
		if !found[name] {
			over = append(over, name+" has a budget but was not built")
		}
	}
	if len(over) > 0 {
		return fmt.Errorf("%s", strings.Join(over, "; "))
	}
	return nil
}
