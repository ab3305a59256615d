package main

import (
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"text/tabwriter"
)

// A row is one line of benchmark output.
type row struct {
	name       string // "plan9/x86_64/100000/recorded=true"
	atoms      int
	ms         float64
	allocBytes float64 // for one run; 0 when not measured
}

var (
	benchmarkLine = regexp.MustCompile(`(?m)^Benchmark\w+/(\S+?)(?:-\d+)?\s+\d+\s+([\d.]+) ns/op(.*)$`)
	allocated     = regexp.MustCompile(`([\d.]+) B/op`)
	atomCount     = regexp.MustCompile(`/?(\d{3,})/`)
)

func parse(output string) []row {
	var rows []row
	for _, match := range benchmarkLine.FindAllStringSubmatch(output, -1) {
		r := row{name: match[1], ms: number(match[2]) / 1e6}
		if bytes := allocated.FindStringSubmatch(match[3]); bytes != nil {
			r.allocBytes = number(bytes[1])
		}
		if atoms := atomCount.FindStringSubmatch(r.name); atoms != nil {
			r.atoms = int(number(atoms[1]))
		}
		rows = append(rows, r)
	}
	return rows
}

// number reads what the expressions above let through.
func number(digits string) float64 {
	value, err := strconv.ParseFloat(digits, 64)
	if err != nil {
		panic(fmt.Sprintf("bench: %q looked like a number: %v.", digits, err))
	}
	return value
}

// What we aim for at 100,000 atoms, by the last word of the name: in Chromium, and natively.
var (
	aimsMs       = map[string]float64{"recorded=false": 50, "recorded=true": 100, "parse": 200}
	nativeAimsMs = map[string]float64{"link": 50, "update": 1}
)

func printTable(out io.Writer, native, chromium []row) {
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "what\tnative ms\tcopies\tB/atom\tChromium ms\tB/atom\taim ms\t")
	for _, name := range names(native, chromium) {
		here, there := find(native, name), find(chromium, name)
		folder, last := name[:strings.LastIndex(name, "/")+1], name[strings.LastIndex(name, "/")+1:]
		aim := ""
		if limit, has := aimsMs[last]; has && there.atoms == 100_000 {
			aim = against(limit, there)
		} else if limit, has := nativeAimsMs[last]; has && here.atoms == 100_000 {
			aim = against(limit, here) + ", native"
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t\n", name, here.time(), here.copies(find(native, folder+"memcpy")), here.perAtom(),
			there.time(), there.perAtom(), aim)
	}
	table.Flush()
}

func against(limitMs float64, r row) string {
	aim := fmt.Sprintf("%.0f", limitMs)
	if r.ms > limitMs {
		aim += " missed"
	}
	return aim
}

// copies is how often the output could have been copied in that time.
func (r row) copies(memcpy row) string {
	if r.ms == 0 || memcpy.ms == 0 {
		return ""
	}
	return fmt.Sprintf("%.1f", r.ms/memcpy.ms)
}

func (r row) time() string {
	if r.ms == 0 {
		return ""
	}
	return fmt.Sprintf("%.2f", r.ms)
}

func (r row) perAtom() string {
	if r.allocBytes == 0 || r.atoms == 0 {
		return ""
	}
	return fmt.Sprintf("%.0f", r.allocBytes/float64(r.atoms))
}

// names lists the rows of both in the order they came.
func names(lists ...[]row) []string {
	var all []string
	seen := map[string]bool{}
	for _, list := range lists {
		for _, r := range list {
			if !seen[r.name] {
				seen[r.name] = true
				all = append(all, r.name)
			}
		}
	}
	return all
}

func find(rows []row, name string) row {
	for _, r := range rows {
		if r.name == name {
			return r
		}
	}
	return row{name: name}
}
