//go:build !js

package linkcore_test

import (
	"bytes"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// layers is the design: a package may import what stands in a row above its own, and nothing of its own row.
var layers = [][]string{
	{"diag", "spec", "reloc", "trace", "jsontext"}, // words
	{"atom", "got", "symtab", "arch", "image"},     // model
	{"asm", "shape"}, // bodies and records
	{"unit"},         // what a running link holds
	{"describe", "plan9", "elf", "inspect", "disasm"}, // work
	{"report", "picture"},                             // contract
	{""},                                              // the façade
	{"cmd/linkplay"},                                  // above the table
}

// lateral are the imports inside a row that are meant: reloc is the numbers' order for everyone above it.
var lateral = map[string]bool{}

// outside says which packages beside the standard library a package of ours may import.
var outside = []struct{ from, prefix string }{
	{"linkcore/disasm", "golang.org/x/arch/"},
	{"linkcore/cmd/linkplay", "linkplay/wasm/httpapi"},
	{"linkcore/cmd/linkplay", "github.com/spf13/"},
	{"linkcore/cmd/linkplay", "github.com/urfave/"},
	{"linkcore/cmd/linkplay", "golang.org/x/sys/unix"},
	{"wasm/bridge", "github.com/teamortix/golang-wasm/wasm"},
	{"wasm/worker", "github.com/syumai/workers"},
	{"wasm/worker", "linkplay/"},
	{"wasm/httpapi", "linkplay/linkcore"},
	{"wasm/browser", "linkplay/"},
	{"wasm/reader", "linkplay/"},
	{"wasm/reader", "golang.org/x/arch/"},
}

const module = "linkplay/"

// goFiles calls visit with every Go file of the project, its folder relative to the root.
func goFiles(t *testing.T, visit func(folder, path string)) {
	t.Helper()
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || d.Name() == ".git" || d.Name() == "build") {
			return filepath.SkipDir
		}
		if strings.HasSuffix(path, ".go") {
			folder, _ := filepath.Rel("..", filepath.Dir(path))
			visit(filepath.ToSlash(folder), path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func rowOf(folder string) (int, bool) {
	name := strings.TrimPrefix(strings.TrimPrefix(folder, "linkcore"), "/")
	for i, row := range layers {
		for _, p := range row {
			if p == name {
				return i, true
			}
		}
	}
	return 0, false
}

func TestImportsPointDown(t *testing.T) {
	seen := 0
	goFiles(t, func(folder, path string) {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			t.Error(err)
			return
		}
		isTest := strings.HasSuffix(path, "_test.go")
		for _, spec := range file.Imports {
			to, _ := strconv.Unquote(spec.Path.Value)
			seen++
			if why := mayImport(folder, to, isTest); why != "" {
				t.Errorf("%s imports %s: %s", path, to, why)
			}
		}
	})
	if seen < 50 {
		t.Errorf("only %d imports were looked at; the test does not see the project", seen)
	}
}

// mayImport says what is wrong with an import, or "".
func mayImport(folder, to string, isTest bool) string {
	if !strings.Contains(strings.Split(to, "/")[0], ".") && !strings.HasPrefix(to, module) {
		if strings.HasPrefix(to, "debug/") && strings.HasPrefix(folder, "linkcore") && folder != "linkcore/cmd/linkplay" && to != "debug/buildinfo" && !isTest {
			return "the page's wasm has no room for the standard library's readers"
		}
		if to == "syscall/js" && strings.HasPrefix(folder, "linkcore") {
			return "the core knows no JavaScript"
		}
		return ""
	}
	if isTest && (strings.HasPrefix(to, "golang.org/x/") || strings.HasPrefix(to, module)) {
		return ""
	}
	for _, o := range outside {
		if folder == o.from && strings.HasPrefix(to, o.prefix) {
			return ""
		}
	}
	if strings.HasPrefix(folder, "scripts/") {
		return "" // tools of the workshop, not of the product
	}
	if !strings.HasPrefix(to, module+"linkcore") {
		return "not in the list of what may be imported from outside"
	}
	from, known := rowOf(folder)
	down, knownTo := rowOf(strings.TrimPrefix(to, module))
	switch {
	case !known || !knownTo:
		return "one of the two is not in the table of layers"
	case down >= from && !lateral[folder+" "+to]:
		return "it points sideways or up"
	}
	return ""
}

// goosSuffix finds names that Go reads as "compile only there".
var goosSuffix = regexp.MustCompile(`_(aix|android|darwin|dragonfly|freebsd|illumos|ios|js|linux|netbsd|openbsd|plan9|solaris|wasip1|windows|386|amd64|arm|arm64|loong64|mips|mips64|mips64le|mipsle|ppc64|ppc64le|riscv64|s390x|sparc|sparc64|wasm)(_test)?\.go$`)

func TestFilesGoWouldIgnore(t *testing.T) {
	goFiles(t, func(folder, path string) {
		if goosSuffix.MatchString(path) {
			t.Errorf("%s: Go reads the end of the name as a build constraint and ignores the file elsewhere", path)
		}
	})
}

func TestFilesAreShort(t *testing.T) {
	goFiles(t, func(folder, path string) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Error(err)
		}
		if n := bytes.Count(data, []byte("\n")); n > 500 && !strings.HasSuffix(path, ".gen.go") {
			t.Errorf("%s has %d lines; more than 500 are not one idea", path, n)
		}
	})
}
