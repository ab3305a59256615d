package inspect

import (
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"linkplay/linkcore/diag"
	"linkplay/linkcore/image"
)

var update = flag.Bool("update", false, "write the expected results anew")

const testdata = "../testdata/inspect/"

// base reads a file that is kept as commented hex.
func base(t testing.TB, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(testdata + name)
	if err != nil {
		t.Fatal(err)
	}
	var digits strings.Builder
	for _, line := range strings.Split(string(text), "\n") {
		code, _, _ := strings.Cut(line, "#")
		digits.WriteString(strings.Join(strings.Fields(code), ""))
	}
	data, err := hex.DecodeString(digits.String())
	if err != nil {
		t.Fatal(name, err)
	}
	return data
}

// damaged makes the input of a golden: "base FILE" takes a file, "at OFFSET: BYTES" overwrites some of its bytes,
// "cut OFFSET" ends it there, "append BYTES" makes it longer.
func damaged(t testing.TB, script string) (data []byte) {
	t.Helper()
	for _, line := range strings.Split(strings.TrimSpace(script), "\n") {
		word, rest, _ := strings.Cut(line, " ")
		if word == "base" {
			data = base(t, rest)
			continue
		}
		where, digits, _ := strings.Cut(rest, ": ")
		if word == "append" {
			digits = rest
		}
		bytes, err := hex.DecodeString(strings.ReplaceAll(digits, " ", ""))
		if err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		if word == "append" {
			data = append(data, bytes...)
			continue
		}
		off, err := strconv.ParseInt(where, 0, 32)
		if err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		if word == "cut" {
			data = data[:off]
		} else if copy(data[off:], bytes) < len(bytes) {
			t.Fatalf("%q is beyond the end of the file", line)
		}
	}
	return data
}

// TestGoldens inspects one damaged file per finding.
func TestGoldens(t *testing.T) {
	paths, _ := filepath.Glob(testdata + "*.txtar")
	if len(paths) == 0 {
		t.Fatal("there are no goldens")
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			data := damaged(t, string(archive.Files[0].Data))
			img, findings := Inspect(data)
			prove(t, data, img, findings)
			for i := 1; i < len(archive.Files); i++ {
				f := &archive.Files[i]
				got := printers[f.Name](img, findings)
				if *update {
					f.Data = []byte(got)
				} else if got != string(f.Data) {
					t.Errorf("%s: got\n%swant\n%s", f.Name, got, f.Data)
				}
			}
			if *update {
				if err := os.WriteFile(path, txtar.Format(archive), 0o666); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// printers make the parts of goldens.
var printers = map[string]func(*image.Image, diag.List) string{
	"findings": func(_ *image.Image, findings diag.List) string {
		var b strings.Builder
		for i := range findings {
			fmt.Fprintln(&b, findings[i].String())
		}
		return b.String()
	},
	"extents": func(img *image.Image, _ diag.List) string {
		var b strings.Builder
		for _, e := range img.Extents {
			fmt.Fprintf(&b, "%#x+%d %s", e.Off, e.FileSize, e.Name)
			if e.Loaded {
				fmt.Fprintf(&b, " at %#x", e.Addr)
			}
			fmt.Fprintln(&b)
		}
		return b.String()
	},
	"listings": func(img *image.Image, _ diag.List) string {
		var b strings.Builder
		for i := range img.Listings {
			l := &img.Listings[i]
			fmt.Fprintf(&b, "%s: %s\n", l.Name, strings.Join(l.Columns, " | "))
			for n := range l.Rows {
				cells, off, length := l.Of.Row(n)
				fmt.Fprintf(&b, "%#x+%d %s\n", off, length, strings.Join(cells, " | "))
			}
		}
		return b.String()
	},
	"labels": func(img *image.Image, _ diag.List) string {
		var b strings.Builder
		fmt.Fprintf(&b, "%s, %s/%s, entry %#x\n", img.Kind, img.Format, img.CPU, img.Entry)
		for i := range img.Spans {
			s := &img.Spans[i]
			rule := img.Rules[s.Rule]
			fmt.Fprintf(&b, "%#x+%d %s: %s", s.Off, s.Len, img.Owners[s.Owner].Name, rule.Name)
			if rule.Kind == image.Array {
				for at := s.Off; at < s.Off+s.Len; {
					field, from, to := rule.FieldAt(at-s.Off, s.Len)
					fmt.Fprintf(&b, " %s=%#x", field.Name, field.Order.Uint(img.File[s.Off+from:s.Off+to]))
					at = s.Off + to
				}
				fmt.Fprintln(&b)
				continue
			}
			for n := range rule.Fields {
				v := img.Args[int(s.Args)+n]
				if rule.Fields[n].Bytes == 0 {
					fmt.Fprintf(&b, " %s=%q", rule.Fields[n].Name, img.Strings[v])
				} else if v != 0 {
					fmt.Fprintf(&b, " %s=%#x", rule.Fields[n].Name, v)
				}
			}
			fmt.Fprintln(&b)
		}
		return b.String()
	},
	"tables": func(img *image.Image, _ diag.List) string {
		var b strings.Builder
		name := func(owner uint32) string {
			if owner == 0 {
				return "nobody"
			}
			return img.Owners[owner].Name
		}
		for _, s := range img.Segments {
			fmt.Fprintf(&b, "segment %s %s %#x+%d at %#x+%d\n", s.Name, s.Flags, s.Off, s.FileSize, s.Addr, s.MemSize)
		}
		for _, s := range img.Sections {
			fmt.Fprintf(&b, "section %s %s %s %#x+%d at %#x\n", s.Name, s.Type, s.Flags, s.Off, s.Size, s.Addr)
		}
		for _, s := range img.Symbols {
			fmt.Fprintf(&b, "symbol %s %#x+%d %s %s %s of %s\n", s.Name+img.VersionOf(&s), s.Value, s.Size, s.Type, s.Binding, s.Section, name(s.Owner))
		}
		for i, c := range img.Cells {
			fmt.Fprintf(&b, "cell %d %s %#x of %s\n", i, c.Tag, c.Value, name(c.Owner))
		}
		return b.String()
	},
}
