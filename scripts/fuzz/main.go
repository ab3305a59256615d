// Fuzz runs every fuzz target of the repository, one after the other, each for the same time.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"
)

func main() {
	each := flag.Duration("time", 20*time.Second, "how long to run each target")
	flag.Parse()
	targets, err := listTargets()
	if err != nil {
		fmt.Fprintln(os.Stderr, "fuzz:", err)
		os.Exit(1)
	}
	failed := 0
	for _, target := range targets {
		fmt.Printf("%s in %s\n", target.name, target.pkg)
		fuzz := exec.Command("go", "test", "-run=^$", "-fuzz=^"+target.name+"$", "-fuzztime="+each.String(), target.pkg)
		fuzz.Stdout, fuzz.Stderr = os.Stdout, os.Stderr
		if fuzz.Run() != nil {
			failed++
		}
	}
	fmt.Printf("%d fuzz targets, %d failed\n", len(targets), failed)
	if failed > 0 || len(targets) == 0 {
		os.Exit(1)
	}
}

type target struct{ pkg, name string }

// listTargets asks the test binaries; `go test -list` prints a package's targets and then its name.
func listTargets() ([]target, error) {
	list := exec.Command("go", "test", "-list=^Fuzz", "./...")
	list.Stderr = os.Stderr
	out, err := list.Output()
	if err != nil {
		return nil, fmt.Errorf("go test -list: %w\n%s", err, out)
	}
	var targets []target
	var names []string
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		switch {
		case len(fields) == 1 && strings.HasPrefix(fields[0], "Fuzz"):
			names = append(names, fields[0])
		case len(fields) > 1 && fields[0] == "ok":
			for _, name := range names {
				targets = append(targets, target{fields[1], name})
			}
			names = nil
		}
	}
	return targets, nil
}
