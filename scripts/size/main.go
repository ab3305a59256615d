// Size prints how large the built page is on the wire, and fails when a file is over its budget.
//
// A static host compresses with brotli, so that is what a visitor waits for; level 11 is what hosts use for
// files that do not change.
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/andybalholm/brotli"

	"linkplay/scripts/internal/site"
)

// Budgets in bytes after brotli; a file without one is only shown.
var budgets = map[string]int{
	site.CoreFile: 1_100_000,
}

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
	files, err := os.ReadDir(filepath.Join(root, site.OutDir))
	if err != nil {
		return fmt.Errorf("%w (run `make build` first)", err)
	}
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "file\tbytes\tbrotli-11\tbudget\t")
	var over []string
	found := map[string]bool{}
	for _, file := range files {
		name := file.Name()
		if file.IsDir() || strings.HasSuffix(name, ".map") { // only a developer's tools load source maps
			continue
		}
		data, err := os.ReadFile(filepath.Join(root, site.OutDir, name))
		if err != nil {
			return err
		}
		compressedBytes, err := compressedSize(root, data)
		if err != nil {
			return err
		}
		found[name] = true
		budget, limited := budgets[name]
		allowed := ""
		if limited {
			allowed = strconv.Itoa(budget)
		}
		fmt.Fprintf(table, "%s\t%d\t%d\t%s\t\n", name, len(data), compressedBytes, allowed)
		if limited && compressedBytes > budget {
			over = append(over, fmt.Sprintf("%s is %d bytes over its budget", name, compressedBytes-budget))
		}
	}
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

// compressedSize remembers its answers by content: level 11 takes seconds for the core.
func compressedSize(root string, data []byte) (int, error) {
	sum := sha256.Sum256(data)
	remembered := filepath.Join(root, ".cache", "brotli", hex.EncodeToString(sum[:]))
	if text, err := os.ReadFile(remembered); err == nil {
		return strconv.Atoi(string(text))
	}
	var out bytes.Buffer
	writer := brotli.NewWriterLevel(&out, brotli.BestCompression)
	if _, err := writer.Write(data); err != nil {
		return 0, err
	}
	if err := writer.Close(); err != nil {
		return 0, err
	}
	if err := os.MkdirAll(filepath.Dir(remembered), 0o755); err != nil {
		return 0, err
	}
	return out.Len(), os.WriteFile(remembered, []byte(strconv.Itoa(out.Len())), 0o644)
}
