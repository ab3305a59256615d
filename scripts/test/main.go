// Test runs every check of the project as a table of stages and says how long each took.
//
//	go run ./scripts/test                 everything, as continuous integration does
//	go run ./scripts/test -fast           what needs no browser and no system package
//	go run ./scripts/test -stage browser  one stage, or several with commas
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"linkplay/scripts/internal/site"
)

// A stage is one line of the report. What it writes is shown when it fails.
type stage struct {
	name string
	fast bool
	run  func(*runner) error
}

var stages = []stage{
	{"tools", false, (*runner).installTools},
	{"format", true, (*runner).checkFormat},
	{"vet", true, (*runner).vet},
	{"generated", true, (*runner).checkGenerated},
	{"layering", true, (*runner).testLayering},
	{"go", true, (*runner).testGo},
	{"mutate", false, (*runner).tryMutants},
	{"go-wasm", false, (*runner).testGoInNode},
	{"types", true, (*runner).checkTypes},
	{"web", true, (*runner).testWeb},
	{"build", false, (*runner).buildSite},
	{"size", false, (*runner).checkSize},
	{"edge", false, (*runner).testEdge},
	{"browser", false, (*runner).testBrowser},
}

// No stage comes near this; a test that hangs shall not hang the machine that runs it.
const stageTimeout = 15 * time.Minute

// A runner is what a stage works with.
type runner struct {
	root string
	ctx  context.Context
	out  io.Writer
}

func main() {
	fast := flag.Bool("fast", false, "only the stages that take seconds")
	verbose := flag.Bool("v", false, "show the output of stages that pass, too")
	only := flag.String("stage", "", "only these stages, separated by commas")
	flag.Parse()
	selected, err := selectStages(*fast, *only)
	if err != nil {
		fmt.Fprintln(os.Stderr, "test:", err)
		os.Exit(2)
	}
	root, err := site.Root()
	if err != nil {
		fmt.Fprintln(os.Stderr, "test:", err)
		os.Exit(1)
	}
	failed := 0
	for _, stage := range selected {
		if !runStage(root, stage, *verbose) {
			failed++
		}
	}
	fmt.Printf("%d passed, %d failed\n", len(selected)-failed, failed)
	if failed > 0 {
		os.Exit(1)
	}
}

func selectStages(fast bool, only string) ([]stage, error) {
	if only == "" {
		return slices.DeleteFunc(slices.Clone(stages), func(s stage) bool { return fast && !s.fast }), nil
	}
	var selected []stage
	for name := range strings.SplitSeq(only, ",") {
		at := slices.IndexFunc(stages, func(s stage) bool { return s.name == name })
		if at < 0 {
			return nil, fmt.Errorf("there is no stage %q", name)
		}
		selected = append(selected, stages[at])
	}
	return selected, nil
}

func runStage(root string, stage stage, verbose bool) bool {
	ctx, cancel := context.WithTimeout(context.Background(), stageTimeout)
	defer cancel()
	var out bytes.Buffer
	started := time.Now()
	err := stage.run(&runner{root, ctx, &out})
	if ctx.Err() != nil {
		err = fmt.Errorf("stopped after %v", stageTimeout)
	}
	verdict := "ok"
	if err != nil {
		verdict = "FAIL"
	}
	fmt.Printf("%-4s  %-9s %6.1f s\n", verdict, stage.name, time.Since(started).Seconds())
	if err != nil || verbose {
		os.Stdout.Write(out.Bytes())
	}
	if err != nil {
		fmt.Printf("%s: %v\n", stage.name, err)
	}
	return err == nil
}
