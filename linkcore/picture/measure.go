package picture

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// style is how a text looks. Widths are estimated from it before anything is drawn, because there is no screen here.
type style struct {
	tenths int // of a pixel: font size
	mono   bool
	weight int
}

// styles by the first class of a text. No text is smaller than 12 px.
var styles = map[string]style{
	"head": {200, false, 650}, // the headline
	"h2":   {150, false, 650}, // a segment
	"cap":  {125, false, 400}, // captions and sizes
	"nm":   {135, false, 400}, // a name
	"lab":  {135, false, 600}, // what an arrow does
	"let":  {120, false, 650}, // the letter of an owner
	"num":  {120, false, 700}, // the number of a role
	"seg":  {120, false, 650}, // inside the ribbon
	"addr": {125, true, 400},
	"code": {130, true, 400},
	"by":   {120, true, 400}, // bytes
}

// width estimates a text in pixels, rather too wide than too narrow: the advance widths are those of DejaVu Sans, the
// widest of the fonts that the page may meet.
func width(class, text string) int {
	name, more, _ := strings.Cut(class, " ")
	s := styles[name]
	if more == "on" {
		s.weight = 700
	}
	thousandths := 0
	for _, r := range text {
		thousandths += advance(r, s.mono)
	}
	if s.weight >= 600 && !s.mono {
		thousandths += thousandths / 12
	}
	return (thousandths*s.tenths + 9999) / 10000
}

// advance is the width of a character in thousandths of the font size.
func advance(r rune, mono bool) int {
	switch {
	case r >= 0x1100 && (r <= 0x115f || r >= 0x2e80 && r <= 0xd7a3 || r >= 0xf900 && r <= 0xfaff || r >= 0xff00 && r <= 0xff60 || r >= 0x1f300):
		if mono {
			return 1204
		}
		return 1000
	case mono:
		return 602
	case strings.ContainsRune("iIjl.,:;'|! ", r):
		return 320
	case strings.ContainsRune("ftr()[]-\"/\\", r):
		return 410
	case strings.ContainsRune("mwMWO@%…→×", r):
		return 960
	case r >= 'A' && r <= 'Z':
		return 690
	case r >= '0' && r <= '9':
		return 636
	default:
		return 615
	}
}

// fit cuts a text so that it is at most max pixels wide, and ends it with "…" when something is missing.
func fit(class, text string, max int) string {
	if width(class, text) <= max {
		return text
	}
	for len(text) > 0 {
		_, n := utf8.DecodeLastRuneInString(text)
		text = text[:len(text)-n]
		if short := strings.TrimRight(text, " (,.") + "…"; width(class, short) <= max {
			if text == "" {
				return ""
			}
			return short
		}
	}
	return ""
}

// wrap breaks a text at blanks into at most so many lines, the last of which is cut.
func wrap(class, text string, max, lines int) []string {
	var out []string
	for len(out)+1 < lines && width(class, text) > max {
		at := strings.LastIndexByte(fit(class, text, max), ' ')
		if at <= 0 {
			break
		}
		out = append(out, text[:at])
		text = text[at+1:]
	}
	return append(out, fit(class, text, max))
}

// hexAddr is an address as the drawing shows it: digits in capitals, as in the hex view.
func hexAddr(v uint64) string { return "0x" + strings.ToUpper(strconv.FormatUint(v, 16)) }

// hexOff is a file offset.
func hexOff(v uint64) string { return fmt.Sprintf("0x%02X", v) }

// thousands is a number with commas.
func thousands(n uint64) string {
	s := strconv.FormatUint(n, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

func counted(n uint64, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return thousands(n) + " " + one + "s"
}

// roughly is a size for people: "2 MiB".
func roughly(n uint64) string {
	if n < 1024 {
		return counted(n, "byte")
	}
	units := []string{"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"}
	unit, size := 0, float64(n)/1024
	for size >= 1023.95 && unit+1 < len(units) {
		size /= 1024
		unit++
	}
	s := strconv.FormatFloat(size, 'f', 1, 64)
	return strings.TrimSuffix(s, ".0") + " " + units[unit]
}

// bytesText is bytes in hex with blanks between.
func bytesText(b []byte) string {
	var s strings.Builder
	for i, v := range b {
		if i > 0 {
			s.WriteByte(' ')
		}
		fmt.Fprintf(&s, "%02X", v)
	}
	return s.String()
}

// printable replaces what a label cannot show.
func printable(s string) string {
	clean := true
	for _, r := range s {
		clean = clean && r >= ' ' && r != utf8.RuneError && r != 0x7f
	}
	if clean {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == utf8.RuneError {
			return '·'
		}
		return r
	}, s)
}

func circle(x, y, r int) string {
	return fmt.Sprintf("M%d %da%d %d 0 1 0 %d 0a%d %d 0 1 0 %d 0z", x-r, y, r, r, 2*r, r, r, -2*r)
}
