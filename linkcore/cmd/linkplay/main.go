// Linkplay is the linker on the command line, over the same façade as the page.
//
// It exits with 0 when all is well, 1 when a finding is an error, and 2 when it was called wrongly or a file could not be
// read or written. Findings go to standard error as file:line:col: code sentence, results to standard output.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/urfave/cli/v3"
)

// The exit codes.
const (
	exitOK      = 0
	exitFinding = 1
	exitUsage   = 2
)

func main() {
	os.Exit(run(os.Args, os.Stdin, os.Stdout, os.Stderr))
}

// errFindings ends a command whose findings, already printed, hold an error.
var errFindings = errors.New("a finding is an error")

// run is main with its surroundings as values.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	out := &sink{Writer: stdout}
	err := root(&streams{stdin, out, stderr}).Run(context.Background(), args)
	if err == nil {
		err = out.err // a full disk, a closed pipe: what was asked for did not arrive
	}
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errFindings):
		return exitFinding
	default:
		fmt.Fprintf(stderr, "linkplay: %v\n", err)
		return exitUsage
	}
}

// sink remembers the first error of a writer, so that commands can print without asking each time.
type sink struct {
	io.Writer
	err error
}

func (s *sink) Write(p []byte) (int, error) {
	n, err := s.Writer.Write(p)
	if err != nil && s.err == nil {
		s.err = err
	}
	return n, err
}

type streams struct {
	in       io.Reader
	out, err io.Writer
}

const rootHelp = `linkplay COMMAND [OPTIONS] [FILE]

{{.Description}}

Commands:
{{range .VisibleCommands}}   {{.Name}}{{"\t"}}{{.Usage}}
{{end}}
"linkplay COMMAND --help" says more and gives an example. FILE may be - for standard input.
Options are written with one dash or two: -map and --map are the same.
`

const commandHelp = `{{.UsageText}}

{{.Description}}
{{if .VisibleFlags}}
Options:
{{range .VisibleFlags}}   {{.}}
{{end}}{{end}}`

// root is the table of commands.
func root(s *streams) *cli.Command {
	commands := []*cli.Command{s.link(), s.inspect(), s.story(), s.picture(), s.explain(), s.format(), s.encode(), s.decode(), s.targets(), s.serve()}
	for _, c := range commands {
		c.CustomHelpTemplate = commandHelp
		c.OnUsageError = usageError
		c.HideHelpCommand = true
	}
	return &cli.Command{
		Name:                          "linkplay",
		Description:                   "Links an atom description into a Plan 9 a.out or an ELF file, and explains every byte of it.",
		CustomRootCommandHelpTemplate: rootHelp,
		Commands:                      commands,
		HideHelpCommand:               true,
		Reader:                        s.in,
		Writer:                        s.out,
		ErrWriter:                     s.err,
		OnUsageError:                  usageError,
		// The library would end the process by itself.
		ExitErrHandler: func(context.Context, *cli.Command, error) {},
		Action: func(_ context.Context, c *cli.Command) error {
			if name := c.Args().First(); name != "" {
				return fmt.Errorf("there is no command %q%s; \"linkplay --help\" lists them", name, didYouMean(name, commands))
			}
			return errors.New(`which command? "linkplay --help" lists them`)
		},
	}
}

func usageError(_ context.Context, c *cli.Command, err error, _ bool) error {
	name := "linkplay"
	if c.Name != name {
		name += " " + c.Name
	}
	if option, unknown := strings.CutPrefix(err.Error(), "flag provided but not defined: -"); unknown {
		return fmt.Errorf("%s has no option -%s; \"%s --help\" lists them", name, strings.TrimLeft(option, "-"), name)
	}
	return fmt.Errorf("%w; \"%s --help\" says how", err, name)
}

// didYouMean finds a command that differs from a word by a letter or two.
func didYouMean(word string, commands []*cli.Command) string {
	for _, c := range commands {
		if strings.HasPrefix(c.Name, word) || distance(word, c.Name) <= 2 {
			return fmt.Sprintf(" (did you mean %q?)", c.Name)
		}
	}
	return ""
}

// distance is the number of letters to insert, delete or replace to make b of a.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		last := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := last
			if a[i] != b[j] {
				cost = 1 + min(last, row[j], row[j+1])
			}
			last, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}

// oneArg returns the only argument of a command.
func oneArg(c *cli.Command, what string) (string, error) {
	switch c.Args().Len() {
	case 1:
		return c.Args().First(), nil
	case 0:
		return "", fmt.Errorf("%s needs a %s; \"linkplay %s --help\" gives an example", c.Name, what, c.Name)
	default:
		return "", fmt.Errorf("%s takes one %s and was given %d: %s", c.Name, what, c.Args().Len(), strings.Join(c.Args().Slice(), " "))
	}
}
