package linkcore_test

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"encoding/binary"

	"linkplay/linkcore"
	"linkplay/linkcore/image"
	"linkplay/linkcore/report"
)

func TestExports(t *testing.T) {
	for _, e := range examples(t) {
		r := link(t, e.text)
		if r.Export("map") != report.Map(r.Image) || !strings.Contains(r.Export("hex"), r.Image.Owners[1].Name) || r.Export("else") != "" {
			t.Errorf("%s: map or hex dump", e.ID)
		}
		rows, err := csv.NewReader(strings.NewReader(r.Export("symbols"))).ReadAll()
		if err != nil || len(rows) != len(r.Image.Symbols)+1 {
			t.Fatalf("%s: %d rows, %v", e.ID, len(rows), err)
		}
		for i, row := range rows[1:] {
			s := &r.Image.Symbols[i]
			if v, err := strconv.ParseUint(row[0], 0, 64); err != nil || v != s.Value || row[7] != s.Name {
				t.Errorf("%s: symbol %d is written as %q", e.ID, i, row)
			}
		}
		for d := xml.NewDecoder(strings.NewReader(r.Export("picture"))); ; {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s: the picture: %v", e.ID, err)
			}
		}
	}
	if (&linkcore.Result{}).Export("map") != "" {
		t.Error("nothing is linked")
	}
}

// TestSymbolsSayWhoSeesThem holds the table of symbols against what readelf -sW says of the same file.
func TestSymbolsSayWhoSeesThem(t *testing.T) {
	r := looked(t, "names")
	text := r.Export("symbols")
	for _, want := range []string{",FUNC,weak,default,.text,", ",FUNC,global,hidden,.text,", ",FUNC,local,default,.text,", ",NOTYPE,global,default,ABS,"} {
		if !strings.Contains(text, want) {
			t.Errorf("no row has %q:\n%s", want, text)
		}
	}
	file := filepath.Join(t.TempDir(), "names")
	if err := os.WriteFile(file, r.Image.File, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("readelf", "-sW", file).Output()
	if err != nil {
		t.Skip("readelf is not here")
	}
	for i, line := range strings.Split(strings.TrimSpace(string(out)), "\n")[2:] { // a heading and the names of the columns
		f, s := strings.Fields(line), &r.Image.Symbols[i]
		if got := []string{s.Type, strings.ToUpper(s.Binding), strings.ToUpper(s.Visibility.String())}; !slices.Equal(got, f[3:6]) || s.Name != strings.Join(f[7:], "") {
			t.Errorf("symbol %d is %q %v; readelf: %s", i, s.Name, got, line)
		}
	}
}

// The page's inspector is tested against numbers that encoding/binary reads. -update writes them anew.
func TestNumbersForTheInspector(t *testing.T) {
	var rows []map[string]any
	patterns := [][]byte{{0x3f, 0, 0x20, 0, 0, 0, 0, 0}, {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}, {0, 0, 0x80, 0x3f, 0, 0, 0xf0, 0x3f},
		{0x3f, 0xf0, 0, 0, 0, 0, 0, 0}, {0x80, 1, 2, 3, 4, 5, 6, 0x87}, {0, 0, 0xc0, 0x7f, 0, 0, 0xf8, 0x7f}, {0, 0, 0, 0, 0, 0, 0xf0, 0xff}, {0xdb, 0x0f, 0x49, 0x40, 0xfb, 0x21, 9, 0x40}}
	float := func(v float64, bits int) string { return strconv.FormatFloat(v, 'g', -1, bits) }
	for _, b := range patterns {
		row := map[string]any{"bytes": fmt.Sprintf("% x", b)}
		for name, order := range map[string]binary.ByteOrder{"little": binary.LittleEndian, "big": binary.BigEndian} {
			u16, u32, u64 := order.Uint16(b), order.Uint32(b), order.Uint64(b)
			row[name] = []string{strconv.Itoa(int(b[0])), strconv.Itoa(int(int8(b[0]))), fmt.Sprint(u16), fmt.Sprint(int16(u16)), fmt.Sprint(u32), fmt.Sprint(int32(u32)),
				fmt.Sprint(u64), fmt.Sprint(int64(u64)), float(float64(math.Float32frombits(u32)), 32), float(math.Float64frombits(u64), 64)}
		}
		rows = append(rows, row)
	}
	want, err := json.MarshalIndent(rows, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	const name = "testdata/numbers.json"
	if *update {
		if err := os.WriteFile(name, append(want, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if have, err := os.ReadFile(name); err != nil || strings.TrimSpace(string(have)) != string(want) {
		t.Errorf("%s is not what encoding/binary reads: %v", name, err)
	}
}

// TestDrawingsSayWhatIsThere: a gap between two segments names what the other column shows in it, and things that are
// drawn have letters of their own as long as the alphabet lasts.
func TestDrawingsSayWhatIsThere(t *testing.T) {
	for name, want := range map[string]string{"hello-elf": "nothing but text for 8 KiB", "hello-sparc64": "nothing but text for 16.1 KiB"} {
		if svg := looked(t, name).Export("picture"); !strings.Contains(svg, want) || strings.Contains(svg, "nothing for") {
			t.Errorf("%s does not say %q", name, want)
		}
	}
	// The strip to scale marks the record of a number that has no bytes of its own, and not the start of the file.
	strip := regexp.MustCompile(`<rect class="piece [a-z-]+" x="(\d+)" y="\d+" width="\d+" height="8"|<rect class="outline" x="(\d+)" y="\d+" width="\d+" height="12"`)
	from := ""
	for _, m := range strip.FindAllStringSubmatch(looked(t, "names").Export("picture"), -1) {
		if m[1] != "" && from == "" {
			from = m[1]
		}
		if m[2] != "" && m[2] == from {
			t.Errorf("names: the strip marks the start of the file")
		}
	}
	for _, e := range examples(t) {
		img := link(t, e.text).Image
		owners := map[string]string{}
		for i := range img.Owners {
			o, letter := &img.Owners[i], img.Letter(uint32(i))
			switch o.Kind {
			case image.OwnerNone, image.OwnerPadding, image.OwnerUnknown, image.OwnerLinker:
				continue
			}
			if other, taken := owners[letter]; taken && len(owners) < 26 {
				t.Errorf("%s: %s and %s are both %s", e.ID, other, o.Name, letter)
			}
			owners[letter] = o.Name
		}
		if owners["G"] != "GOT" {
			t.Errorf("%s: G is %s", e.ID, owners["G"])
		}
	}
}
