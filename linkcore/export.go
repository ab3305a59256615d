package linkcore

import (
	"strconv"
	"strings"

	"linkplay/linkcore/image"
	"linkplay/linkcore/picture"
	"linkplay/linkcore/report"
)

// Exports are the texts that a link can be taken away as, beside the file itself.
var Exports = []string{"map", "symbols", "hex", "picture"}

// Export writes a link as a text: its map as `link -map` does, its symbols as comma-separated values, a labelled hex dump
// or the picture as SVG. It is "" for a name that Exports does not have, and when nothing is linked.
func (r *Result) Export(kind string) string {
	if r.Image == nil {
		return ""
	}
	switch kind {
	case "map":
		return report.Map(r.Image)
	case "symbols":
		return symbolsCSV(r.Image)
	case "hex":
		return report.Inspection(r.Image)
	case "picture":
		p := picture.Layout(r.Image, picture.Options{Width: picture.DefaultWidth, Headline: true, Line: r.Line})
		return string(picture.SVG(p, picture.Auto))
	}
	return ""
}

// symbolsCSV is the symbol table as RFC 4180 has it, in the order of the file.
func symbolsCSV(img *image.Image) string {
	var b strings.Builder
	b.WriteString("value,size,type,binding,visibility,section,offset,name\r\n")
	for i := range img.Symbols {
		s := &img.Symbols[i]
		row := []string{"0x" + strconv.FormatUint(s.Value, 16), strconv.FormatUint(s.Size, 10), s.Type, s.Binding, s.Visibility.String(), s.Section,
			"0x" + strconv.FormatUint(uint64(s.Off), 16), s.Name}
		for k, field := range row {
			if k > 0 {
				b.WriteByte(',')
			}
			if strings.ContainsAny(field, ",\"\r\n") {
				field = `"` + strings.ReplaceAll(field, `"`, `""`) + `"`
			}
			b.WriteString(field)
		}
		b.WriteString("\r\n")
	}
	return b.String()
}
