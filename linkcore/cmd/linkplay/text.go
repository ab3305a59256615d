package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"unicode/utf8"

	"linkplay/linkcore"
	"linkplay/linkcore/describe"
	"linkplay/linkcore/diag"

	"github.com/urfave/cli/v3"
)

func (s *streams) explain() *cli.Command {
	return &cli.Command{
		Name:      "explain",
		Usage:     "say what a finding means and how to mend it",
		UsageText: "linkplay explain [CODE]",
		Description: `Says what CODE means, gives the smallest description that has it, and how to mend that. Without CODE: the list of all.
An error of the original linkers, such as FlushFailure, finds the code that stands for it here.

Example:
   linkplay explain L0302`,
		Action: func(_ context.Context, c *cli.Command) error {
			if c.Args().Len() == 0 {
				for i := range diag.Rows {
					r := &diag.Rows[i]
					fmt.Fprintf(s.out, "%s  %-7s  %s\n", r.Code, r.Severity, r.Title)
				}
				return nil
			}
			code, err := oneArg(c, "CODE")
			if err != nil {
				return err
			}
			r := diag.Find(code)
			if r == nil {
				return fmt.Errorf("there is no finding %q; \"linkplay explain\" lists all", code)
			}
			fmt.Fprintf(s.out, "%s  %s: %s\n\n%s\n", r.Code, r.Severity, r.Title, r.Meaning)
			if names := diag.OriginalsOf(r.Code); len(names) > 0 {
				fmt.Fprintf(s.out, "\nIn the original linkers: %s\n", strings.Join(names, "; "))
			}
			if r.Example != "" {
				fmt.Fprintf(s.out, "\nThe smallest description that gives it:\n\n%s\n", indented(r.Example))
			}
			if r.Mend != "" {
				fmt.Fprintf(s.out, "\nTo mend it: %s\n", strings.TrimRight(r.Mend, "\n"))
			}
			return nil
		},
	}
}

func indented(text string) string {
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	for i := range lines {
		if lines[i] != "" {
			lines[i] = "    " + lines[i]
		}
	}
	return strings.Join(lines, "\n")
}

func (s *streams) format() *cli.Command {
	return &cli.Command{
		Name:      "fmt",
		Usage:     "put a description into its canonical form",
		UsageText: "linkplay fmt [-w] FILE",
		Description: `Prints FILE in canonical form: the same meaning, comments and blank lines kept. A description with mistakes is left as it is.

Example:
   linkplay fmt -w hello-elf.atoms`,
		Flags: []cli.Flag{&cli.BoolFlag{Name: "w", Usage: "write the result back to FILE"}},
		Action: func(_ context.Context, c *cli.Command) error {
			name, err := oneArg(c, "FILE")
			if err != nil {
				return err
			}
			if c.Bool("w") && name == "-" {
				return errors.New("standard input cannot be written back: leave out -w")
			}
			text, err := s.read(name, linkcore.MaxText)
			if err != nil {
				return err
			}
			// What cannot be read cannot be printed without losing some of it.
			read := &linkcore.Result{Text: string(text)}
			if _, read.Findings = describe.Parse(read.Text); read.Findings.HasErrors() {
				return s.findings(name, read)
			}
			formatted := describe.Format(string(text))
			if !c.Bool("w") {
				fmt.Fprint(s.out, formatted)
				return nil
			}
			if formatted == string(text) {
				return nil
			}
			mode := os.FileMode(0o644)
			if info, err := os.Stat(name); err == nil {
				mode = info.Mode().Perm()
			}
			return s.write(name, []byte(formatted), mode)
		},
	}
}

// fileOrInput reads the only argument, or standard input when there is none.
func (s *streams) fileOrInput(c *cli.Command) (data []byte, name string, err error) {
	name = "-"
	if c.Args().Len() > 0 {
		if name, err = oneArg(c, "FILE"); err != nil {
			return nil, name, err
		}
	}
	data, err = s.read(name, linkcore.MaxText)
	return data, name, err
}

func (s *streams) encode() *cli.Command {
	return &cli.Command{
		Name:      "encode",
		Usage:     "pack a description into a permalink",
		UsageText: "linkplay encode [FILE]",
		Description: `Prints the payload of the permalink of FILE, or of standard input; behind #code/ it opens in the page.

Example:
   linkplay encode hello-elf.atoms`,
		Action: func(_ context.Context, c *cli.Command) error {
			data, name, err := s.fileOrInput(c)
			switch {
			case err != nil:
				return err
			case len(data) > linkcore.MaxText:
				return fmt.Errorf("%s has more than %d bytes, the most that a link may hold", shown(name), linkcore.MaxText)
			case !utf8.Valid(data):
				return fmt.Errorf("%s is not UTF-8 text", shown(name))
			}
			fmt.Fprintln(s.out, linkcore.Encode(string(data)))
			return nil
		},
	}
}

func (s *streams) decode() *cli.Command {
	return &cli.Command{
		Name:      "decode",
		Usage:     "unpack a permalink",
		UsageText: "linkplay decode [FILE]",
		Description: `Prints the description that a permalink holds. FILE, or standard input, is the payload or a whole address with #code/ in it.

Example:
   linkplay decode address.txt`,
		Action: func(_ context.Context, c *cli.Command) error {
			data, _, err := s.fileOrInput(c)
			if err != nil {
				return err
			}
			text, err := linkcore.Decode(payloadIn(string(data)))
			if err != nil {
				return err
			}
			fmt.Fprint(s.out, text)
			return nil
		},
	}
}

// payloadIn finds the payload in what people paste.
func payloadIn(pasted string) string {
	pasted = strings.TrimSpace(pasted)
	if at := strings.Index(pasted, "#code/"); at >= 0 {
		pasted = pasted[at+len("#code/"):]
	}
	payload, _, _ := strings.Cut(pasted, "&")
	return payload
}

func (s *streams) targets() *cli.Command {
	return &cli.Command{
		Name:      "targets",
		Usage:     "list the formats and processors",
		UsageText: "linkplay targets [-links]",
		Description: `Prints every pair of format and processor that a description may name, one a line.

Example:
   linkplay targets`,
		Flags: []cli.Flag{&cli.BoolFlag{Name: "links", Usage: "only those that this version can link, not only read"}},
		Action: func(_ context.Context, c *cli.Command) error {
			if c.Args().Len() > 0 {
				return fmt.Errorf("targets takes no argument and was given %q", c.Args().First())
			}
			for _, t := range linkcore.Targets() {
				if t.Links || !c.Bool("links") {
					fmt.Fprintln(s.out, t.Name)
				}
			}
			return nil
		},
	}
}
