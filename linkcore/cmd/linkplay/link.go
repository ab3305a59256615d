package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"linkplay/linkcore"
	"linkplay/linkcore/picture"
	"linkplay/linkcore/report"

	"github.com/urfave/cli/v3"
)

func (s *streams) link() *cli.Command {
	return &cli.Command{
		Name:      "link",
		Usage:     "link a description into a file",
		UsageText: "linkplay link [-o OUT] [-map MAP] [-dump] [-json] FILE",
		Description: `Links FILE and writes OUT, executable. Nothing is written when a finding is an error.

Example:
   linkplay link -o hello -map hello.map hello-elf.atoms && ./hello`,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "o", Value: "a.out", Usage: "write the linked file to `OUT`"},
			&cli.StringFlag{Name: "map", Usage: "write what lies where to `MAP`"},
			&cli.BoolFlag{Name: "dump", Usage: "print the symbols and the GOT as the linker leaves them"},
			&cli.BoolFlag{Name: "json", Usage: "print a summary of the link as JSON"},
		},
		Action: func(_ context.Context, c *cli.Command) error {
			name, err := oneArg(c, "FILE")
			if err != nil {
				return err
			}
			out, mapTo, dump, asJSON := c.String("o"), c.String("map"), c.Bool("dump"), c.Bool("json")
			if err := apart(name, out, mapTo); err != nil {
				return err
			}
			if users := count(out == "-", mapTo == "-", dump || asJSON); users > 1 || dump && asJSON {
				return errors.New("only one of -o -, -map -, -dump and -json can have standard output")
			}
			r, err := s.linkFile(name, mapTo != "" || dump || asJSON)
			if asJSON && r != nil {
				if printed := s.json(r.Summary()); printed != nil {
					return printed
				}
			}
			if err != nil {
				return err
			}
			return s.deliver(r, out, mapTo, dump)
		},
	}
}

// deliver writes what a good link gave.
func (s *streams) deliver(r *linkcore.Result, out, mapTo string, dump bool) error {
	if r.Image == nil {
		return errors.New("the link gave no file and no reason; this is a mistake of linkplay's")
	}
	if err := s.write(out, r.Image.File, 0o755); err != nil {
		return err
	}
	if mapTo != "" {
		if err := s.write(mapTo, []byte(report.Map(r.Image)), 0o644); err != nil {
			return err
		}
	}
	if dump {
		fmt.Fprint(s.out, report.Dump(r.Image))
	}
	return nil
}

// apart keeps a slip of the keyboard from overwriting the description.
func apart(in string, outs ...string) error {
	for i, out := range outs {
		for _, other := range append([]string{in}, outs[:i]...) {
			if out != "" && out != "-" && out == other {
				return fmt.Errorf("%s would be overwritten: choose another name", out)
			}
		}
	}
	return nil
}

func count(each ...bool) (n int) {
	for _, yes := range each {
		if yes {
			n++
		}
	}
	return n
}

func (s *streams) json(v any) error {
	data, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "%s\n", data)
	return nil
}

func (s *streams) inspect() *cli.Command {
	return &cli.Command{
		Name:      "inspect",
		Usage:     "label every byte of a Plan 9 a.out or an ELF file",
		UsageText: "linkplay inspect [-json] FILE",
		Description: `Prints the tables of FILE and its bytes with what they mean, whoever made it. Of a damaged file it shows what it can.

Example:
   linkplay inspect a.out | less`,
		Flags: []cli.Flag{&cli.BoolFlag{Name: "json", Usage: "print a summary as JSON, with the file's own tables"}},
		Action: func(_ context.Context, c *cli.Command) error {
			name, err := oneArg(c, "FILE")
			if err != nil {
				return err
			}
			data, err := s.read(name, maxFile)
			if err != nil {
				return err
			}
			r := linkcore.Inspect(data)
			switch {
			case c.Bool("json"):
				summary := r.Summary()
				if r.Image != nil {
					summary.Listings = report.ListingsOf(r.Image, len(data)).Listings
				}
				err = s.json(summary)
			case r.Image != nil:
				fmt.Fprint(s.out, report.Inspection(r.Image))
			}
			if err != nil {
				return err
			}
			return s.findings(name, r)
		},
	}
}

func (s *streams) story() *cli.Command {
	return &cli.Command{
		Name:      "story",
		Usage:     "tell the link step by step",
		UsageText: "linkplay story FILE",
		Description: `Prints what the linker does with FILE as numbered sentences, pass by pass.

Example:
   linkplay story hello-elf.atoms`,
		Action: func(_ context.Context, c *cli.Command) error {
			name, err := oneArg(c, "FILE")
			if err != nil {
				return err
			}
			r, err := s.linkFile(name, true)
			if r != nil && r.Image != nil {
				fmt.Fprint(s.out, report.Story(r.Image))
			}
			return err
		},
	}
}

func (s *streams) picture() *cli.Command {
	return &cli.Command{
		Name:      "picture",
		Usage:     "draw the linked file as SVG",
		UsageText: "linkplay picture [-view layout|got|symbols|hex] [-o OUT.svg] FILE",
		Description: `Draws FILE, linked, as an SVG file that stands alone.

Example:
   linkplay picture -view got -o got.svg reference.atoms`,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "view", Value: "layout", Usage: "draw `VIEW`: layout, got, symbols or hex"},
			&cli.StringFlag{Name: "o", Value: "-", Usage: "write the picture to `OUT`"},
			&cli.IntFlag{Name: "width", Value: picture.DefaultWidth, Usage: "lay out for so many `PIXELS`"},
			&cli.StringFlag{Name: "theme", Value: "auto", Usage: "`THEME` is auto (the reader's), light or dark"},
		},
		Action: func(_ context.Context, c *cli.Command) error {
			name, err := oneArg(c, "FILE")
			if err != nil {
				return err
			}
			theme, err := picture.ParseTheme(c.String("theme"))
			if err != nil {
				return err
			}
			if err := apart(name, c.String("o")); err != nil {
				return err
			}
			if err := picture.CheckView(c.String("view")); err != nil {
				return err
			}
			r, err := s.linkFile(name, true)
			if err != nil {
				return err
			}
			p, err := picture.Of(c.String("view"), r.Image, picture.Options{Width: int(c.Int("width")), Headline: true, Line: r.Line})
			if err != nil {
				return err
			}
			return s.write(c.String("o"), picture.SVG(p, theme), 0o644)
		},
	}
}
