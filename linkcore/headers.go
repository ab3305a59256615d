package linkcore

import (
	"fmt"
	"strconv"
	"strings"

	"linkplay/linkcore/image"
	"linkplay/linkcore/report"
	"linkplay/linkcore/spec"
)

// Headers lists the fields of the headers: the exec header of Plan 9; the file header, the program headers and the
// section headers of ELF. What a value leads to is told as Why tells it.
func (r *Result) Headers() report.Headers {
	out := report.Headers{Fields: []report.HeaderField{}}
	img := r.Image
	if img == nil {
		return out
	}
	counts := map[string]int{}
	for i := range img.Spans {
		s := &img.Spans[i]
		rule := img.Rules[s.Rule]
		if img.Owners[s.Owner].Kind != image.OwnerHeader {
			continue
		}
		record := r.recordName(rule.Name, counts[rule.Name])
		counts[rule.Name]++
		if rule.Kind != image.Record {
			out.Total++
			if len(out.Fields) < report.MostRows {
				out.Fields = append(out.Fields, report.HeaderField{Record: record, Name: rule.Name, Off: s.Off, Len: s.Len, Value: spelled(img.File[s.Off : s.Off+s.Len]), Says: rule.Says, To: -1})
			}
			continue
		}
		out.Total += len(rule.Fields)
		if len(out.Fields)+len(rule.Fields) <= report.MostRows {
			out.Fields = r.appendFields(out.Fields, s, rule, record)
		}
	}
	return out
}

// recordName says which record it is of those that a file has several of.
func (r *Result) recordName(rule string, n int) string {
	switch rule {
	case "program header":
		return fmt.Sprintf("program header %d", n)
	case "section header":
		name := "section header " + strconv.Itoa(n)
		if n < len(r.Image.Sections) && r.Image.Sections[n].Name != "" {
			name += ", " + r.Image.Sections[n].Name
		}
		return name
	default:
		return rule
	}
}

func (r *Result) appendFields(rows []report.HeaderField, s *image.Span, rule *image.Rule, record string) []report.HeaderField {
	at := s.Off
	for i := range rule.Fields {
		f := &rule.Fields[i]
		bytes := r.Image.File[at : at+uint32(f.Bytes)]
		row := report.HeaderField{Record: record, Name: f.Name, Off: at, Len: uint32(f.Bytes), Value: spelled(bytes), Says: f.Says, To: -1}
		if f.Bytes <= 8 && f.Name != "padding" {
			v := f.Order.Uint(bytes)
			row.Value, row.Means = address(v), r.valueInWords(f.Name, v)
			r.lead(&row, s, rule, f, v)
		}
		rows = append(rows, row)
		at += uint32(f.Bytes)
	}
	return rows
}

// lead adds where a value leads, in the words of Why.
func (r *Result) lead(row *report.HeaderField, s *image.Span, rule *image.Rule, f *image.Field, v uint64) {
	look := absent()
	w := why{r: r, img: r.Image, look: &look, span: s, at: uint64(row.Off)}
	w.value(rule, f, v)
	if len(look.Why) == 0 {
		return
	}
	// The last reason is what the value leads to; the first, if there are two, what it is the sum of.
	last := &look.Why[len(look.Why)-1]
	if row.Means == "" {
		row.Means = last.Says
	}
	row.To, row.Owner = last.Off, last.Owner
	for i := 0; i < len(last.Terms) && row.To < 0; i++ {
		row.To, row.Owner = last.Terms[i].Off, last.Terms[i].Owner
	}
}

// spelled shows bytes as they stand.
func spelled(bytes []byte) string {
	const most = 16
	var b strings.Builder
	for i, c := range bytes[:min(len(bytes), most)] {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteByte("0123456789ABCDEF"[c>>4])
		b.WriteByte("0123456789ABCDEF"[c&15])
	}
	if len(bytes) > most {
		b.WriteString(" …")
	}
	return b.String()
}

// valueInWords says what a number of a header stands for, where it is no address, offset or size.
func (r *Result) valueInWords(field string, v uint64) string {
	switch field {
	case "magic":
		if v == 0x7f454c46 {
			return "an ELF file"
		}
		if row := spec.FindAoutMagic(uint32(v) &^ 0x80000000); row != nil {
			return fmt.Sprintf("Plan 9 calls it %s: processor %d, 4 × %[2]d × %[2]d + 7", row.Native, row.Number)
		}
	case "EI_CLASS":
		return word(v, "", "32-bit", "64-bit")
	case "EI_DATA":
		return word(v, "", "lowest byte first", "highest byte first")
	case "e_type":
		return word(v, "", "object file", "executable", "shared object")
	case "e_machine":
		return r.Image.CPU
	case "p_type":
		return segmentWord(v)
	case "p_flags":
		return accessWords(v)
	case "e_flags":
		return r.processorFlags(v)
	case "st_info":
		return fmt.Sprintf("%d × 16 + %d: %s, %s", v>>4, v&15, strings.ToUpper(spec.ElfSymbolBindings[v>>4&15]), spec.ElfSymbolTypes[v&15])
	case "st_other":
		return strings.ToUpper(image.ELFVisibility(v).String())
	case "st_shndx":
		switch v {
		case spec.SHN_UNDEF:
			return "UND: it is in no section of this file"
		case spec.SHN_ABS:
			return "ABS: the value is a number and belongs to no section"
		}
	case "sh_type":
		return word(v, "nothing", "bytes", "symbols", "strings", "relocations", "", "", "", "zeros that take no room")
	case "sh_flags":
		return flagWords(v, "writable", "in memory", "code")
	}
	return ""
}

func word(v uint64, words ...string) string {
	if v < uint64(len(words)) {
		return words[v]
	}
	return ""
}

func segmentWord(v uint64) string {
	switch v {
	case spec.PT_LOAD:
		return "load this"
	case spec.PT_PHDR:
		return "these headers"
	case spec.PT_GNU_STACK:
		return "what the stack may do"
	default:
		return ""
	}
}

// accessWords spells p_flags as readelf does, with the words behind.
func accessWords(v uint64) string {
	words := flagWords(v>>2&1|v&2|v&1<<2, "read", "write", "execute")
	letters := ""
	for i, bit := range [...]uint64{spec.PF_R, spec.PF_W, spec.PF_X} {
		if v&bit != 0 {
			letters += "RWE"[i : i+1]
		}
	}
	if words == "" {
		return ""
	}
	return letters + ": " + words
}

// processorFlags says what the flags of a processor mean, where its psABI has words for them.
func (r *Result) processorFlags(v uint64) string {
	switch r.Image.CPU {
	case "arm":
		if v>>24 == 5 {
			return "EABI version 5"
		}
	case "riscv64":
		return word(v>>1&3, "calls use no registers of floating point", "", "calls pass doubles in registers of floating point")
	case "sparc64":
		return word(v&3, "memory in the order of the program (TSO)", "memory in partial order (PSO)", "memory in relaxed order (RMO)")
	}
	return ""
}

func flagWords(v uint64, words ...string) string {
	var set []string
	for i, w := range words {
		if v&(1<<i) != 0 {
			set = append(set, w)
		}
	}
	return strings.Join(set, ", ")
}
