package report

import (
	"encoding/binary"
	"sort"
	"strconv"
	"strings"

	"linkplay/linkcore/image"
)

// The records that make up string tables and those that point into them, by the names of their rules.
const (
	stringRule  = "string"
	sectionRule = "section header"
	headerRule  = "ELF header"
)

// StringsOf lists the texts of a file and who points at them.
func StringsOf(img *image.Image) Strings {
	out := Strings{Rows: []StringText{}}
	if img.Format == "plan9" {
		out.plan9(img)
		return out
	}
	extent := 0
	for i := range img.Spans {
		s := &img.Spans[i]
		if img.Rules[s.Rule].Name != stringRule {
			continue
		}
		if out.Total++; len(out.Rows) == MostRows {
			continue
		}
		for extent+1 < len(img.Extents) && (img.Extents[extent].FileSize == 0 || img.Extents[extent].Off+img.Extents[extent].FileSize <= uint64(s.Off)) {
			extent++
		}
		e := &img.Extents[extent]
		text := strings.TrimSuffix(string(img.File[s.Off:s.Off+s.Len]), "\x00")
		out.Rows = append(out.Rows, StringText{Off: s.Off, Len: s.Len, Table: e.Name, At: s.Off - uint32(e.Off), Text: text, Kind: textKind(text), Users: []StringUser{}})
	}
	out.useSections(img)
	out.useSymbols(img)
	return out
}

// textKind says what a text is of which nobody has been met yet who uses it.
func textKind(text string) string {
	if text == "" {
		return "no name" // opens a table
	}
	return "text"
}

// use notes that a record points at a file offset, which may lie within a text: its tail is a text as well.
func (out *Strings) use(off uint64, user StringUser) {
	i := sort.Search(len(out.Rows), func(i int) bool { return uint64(out.Rows[i].Off)+uint64(out.Rows[i].Len) > off })
	if i == len(out.Rows) || uint64(out.Rows[i].Off) > off {
		return
	}
	row := &out.Rows[i]
	if row.Total++; len(row.Users) == UsersShown {
		return
	}
	if skip := off - uint64(row.Off); skip > 0 {
		user.Says += ", from byte " + strconv.FormatUint(skip, 10) + " on"
	}
	row.Users = append(row.Users, user)
	what, _, _ := strings.Cut(user.Says, " ")
	if what != "section" {
		what = "symbol"
	}
	if row.Kind == "text" {
		row.Kind = "name of a " + what
	} else if row.Kind == "name of a symbol" && row.Total > 1 {
		row.Kind = "name of symbols"
	}
}

// useSections follows sh_name of every section header.
func (out *Strings) useSections(img *image.Image) {
	names, section := -1, 0
	for i := range img.Spans {
		s := &img.Spans[i]
		switch rule := img.Rules[s.Rule]; rule.Name {
		case headerRule:
			names = int(fieldOf(img, s, rule, "e_shstrndx"))
		case sectionRule:
			if names > 0 && names < len(img.Sections) {
				out.use(img.Sections[names].Off+fieldOf(img, s, rule, "sh_name"), StringUser{Says: "section " + strconv.Itoa(section), Off: s.Off})
			}
			section++
		}
	}
}

// useSymbols follows st_name, the first word of a symbol, into the table that its own table names.
func (out *Strings) useSymbols(img *image.Image) {
	order := binary.ByteOrder(binary.LittleEndian)
	if img.Order.Uint([]byte{0, 1}) == 1 {
		order = binary.BigEndian
	}
	var table *image.Section
	for i := range img.Symbols {
		s := &img.Symbols[i]
		if table == nil || uint64(s.Off)-table.Off >= table.Size {
			if table = symbolTableAt(img, uint64(s.Off)); table == nil {
				continue
			}
		}
		if int(table.Link) >= len(img.Sections) || s.Name == "" && s.Value == 0 {
			continue
		}
		user := StringUser{Says: strings.TrimRight(s.Type+" symbol "+s.Name, " "), Off: s.Off, Owner: s.Owner}
		out.use(img.Sections[table.Link].Off+uint64(order.Uint32(img.File[s.Off:])), user)
	}
}

func symbolTableAt(img *image.Image, off uint64) *image.Section {
	const symtab, dynsym = 2, 11
	for i := range img.Sections {
		s := &img.Sections[i]
		if (s.TypeNumber == symtab || s.TypeNumber == dynsym) && off >= s.Off && off-s.Off < s.Size {
			return s
		}
	}
	return nil
}

func fieldOf(img *image.Image, s *image.Span, rule *image.Rule, name string) uint64 {
	at := s.Off
	for i := range rule.Fields {
		f := &rule.Fields[i]
		if f.Name == name {
			return f.Order.Uint(img.File[at : at+uint32(f.Bytes)])
		}
		at += uint32(f.Bytes)
	}
	return 0
}

// plan9 lists the names in the symbol records. A path is a list of numbers, each of which names a component (f).
func (out *Strings) plan9(img *image.Image) {
	components := map[uint16]int{}
	if len(img.Symbols) == 0 {
		return
	}
	table := img.Symbols[0].Off
	out.Total = len(img.Symbols)
	name := uint32(img.WordBytes + 1) // behind value and type
	for i := range img.Symbols[:min(len(img.Symbols), MostRows)] {
		s := &img.Symbols[i]
		row := StringText{Off: s.Off + name, Len: s.Len - name, Table: "symbols", At: s.Off + name - table, Text: s.Name, Kind: "name", Users: []StringUser{}}
		switch s.Type {
		case "f":
			row.Kind = "component " + strconv.FormatUint(s.Value, 10) + " of paths (f)"
			if _, known := components[uint16(s.Value)]; !known {
				components[uint16(s.Value)] = i
			}
		case "z", "Z":
			row.Kind = "path (" + s.Type + ")"
		default:
			row.Users, row.Total = append(row.Users, StringUser{Says: plan9SymbolWord(s.Type) + " at " + address(s.Value), Off: s.Off, Owner: s.Owner}), 1
		}
		out.Rows = append(out.Rows, row)
	}
	for i := range img.Symbols {
		s := &img.Symbols[i]
		if s.Type != "z" && s.Type != "Z" {
			continue
		}
		numbers := img.File[s.Off+name+1 : s.Off+s.Len-2]
		spelled := ""
		for ; len(numbers) >= 2; numbers = numbers[2:] {
			n := binary.BigEndian.Uint16(numbers)
			spelled += " " + strconv.Itoa(int(n))
			if row, known := components[n]; known {
				out.use(uint64(out.Rows[row].Off), StringUser{Says: "path " + s.Name, Off: s.Off})
			}
		}
		if i < len(out.Rows) && spelled != "" {
			out.Rows[i].Kind = "path" + spelled + " (" + s.Type + ")"
		}
	}
}

// plan9SymbolWord says what the letter of a symbol's type means (a.out(6)). Small letters are names that only their own
// file knows.
func plan9SymbolWord(letter string) string {
	words := map[string]string{
		"T": "code", "t": "code of its file only", "L": "code without a frame", "l": "code of its file only, without a frame",
		"D": "data", "d": "data of its file only", "B": "zeros", "b": "zeros of its file only", "a": "a local variable", "p": "a parameter", "m": "a frame",
	}
	if word := words[letter]; word != "" {
		return letter + ", " + word + ","
	}
	return "symbol " + letter
}

func address(v uint64) string { return "0x" + strings.ToUpper(strconv.FormatUint(v, 16)) }
