package image

import (
	"fmt"

	"linkplay/linkcore/reloc"
)

// RuleKind says how a rule's numbers become bytes.
type RuleKind uint8

// The kinds of rules.
const (
	Record   RuleKind = iota // one number per field of the shape, in order
	Fill                     // no number; the bytes are zero
	Raw                      // the numbers are an offset in and a length of Image.Strings' text: bytes as given
	Body                     // the parts of an atom, which Image.Code knows
	Computed                 // Eval makes the bytes of Numbers numbers
	Foreign                  // bytes of a foreign file; there is nothing to evaluate
	Array                    // records of a foreign file, one behind the other, that are too many for spans of their own
)

// Rule is how a record is made. Rules are package variables of the formats; a span refers to one by its index.
type Rule struct {
	Name   string
	Source string // specification and section
	Says   string // what such a record is for, one sentence
	Kind   RuleKind
	Fields []Field
	Size   uint32 // of a record without text; derived by NewRule
	Texts  bool   // derived: some field is a text
	// Eval is of Computed rules, whose records have no fixed shape.
	Eval func(dst []byte, a, b uint64) []byte
}

// Field is one field of a record's shape.
type Field struct {
	Name  string
	Bytes int // 1, 2, 4 or 8; 0 for a text with its NUL, whose number is an index of Image.Strings
	Order reloc.Order
	Says  string
}

// NewRecord makes a record rule and derives its size.
func NewRecord(name, source, says string, fields ...Field) *Rule {
	r := &Rule{Name: name, Source: source, Says: says, Kind: Record, Fields: fields}
	for i := range fields {
		r.Size += uint32(fields[i].Bytes)
		r.Texts = r.Texts || fields[i].Bytes == 0
	}
	return r
}

// NewArray makes the rule of many records without texts: those of one, or of a table of numbers.
func NewArray(of *Rule, name string) *Rule {
	return &Rule{Name: name, Source: of.Source, Says: of.Says, Kind: Array, Fields: of.Fields, Size: of.Size}
}

// FieldAt returns the field of a record that holds byte at (counted from the start of the record), and where that
// field starts and ends. length is the length of the whole record. Of an array the offsets count from its start.
func (r *Rule) FieldAt(at, length uint32) (field *Field, start, end uint32) {
	fixed := r.Size
	if r.Kind == Array {
		start = at / r.Size * r.Size
	}
	for i := range r.Fields {
		n := uint32(r.Fields[i].Bytes)
		if n == 0 {
			n = length - fixed // a shape has at most one text
		}
		if at < start+n {
			return &r.Fields[i], start, start + n
		}
		start += n
	}
	return nil, start, length
}

// Evaluate makes the bytes of a span again from its rule and numbers; relocations are not applied. known is false for
// rules that cannot be evaluated: foreign bytes.
func (img *Image) Evaluate(s *Span, dst []byte) (out []byte, known bool) {
	rule := img.Rules[s.Rule]
	switch rule.Kind {
	case Record:
		return img.appendRecord(dst, rule, img.Args[s.Args:int(s.Args)+len(rule.Fields)]), true
	case Fill:
		for range s.Len {
			dst = append(dst, 0)
		}
		return dst, true
	case Raw:
		return append(dst, img.Strings[img.Args[s.Args]]...), true
	case Computed:
		return rule.Eval(dst, img.Args[s.Args], img.Args[s.Args+1]), true
	case Body:
		o := &img.Owners[s.Owner]
		for i := range int(o.NParts) {
			dst = img.Code.AppendPart(dst, int(o.Parts)+i)
		}
		return dst, true
	default:
		return dst, false
	}
}

func (img *Image) appendRecord(dst []byte, rule *Rule, args []uint64) []byte {
	for i := range rule.Fields {
		f := &rule.Fields[i]
		if f.Bytes == 0 {
			dst = append(append(dst, img.Strings[args[i]]...), 0)
			continue
		}
		var field [8]byte
		f.Order.Put(field[:f.Bytes], args[i])
		dst = append(dst, field[:f.Bytes]...)
	}
	return dst
}

// Check proves what must be true of every image: extents and spans tile the file, and rules give the bytes. It returns
// the first thing that is not, or nil. Relocated fields are compared after the recorded relocations are applied again.
func (img *Image) Check() error {
	if err := img.checkTiling(); err != nil {
		return err
	}
	again := make([]byte, 0, len(img.File))
	for i := range img.Spans {
		s := &img.Spans[i]
		out, known := img.Evaluate(s, again)
		if !known {
			out = append(again, img.File[s.Off:s.Off+s.Len]...)
		}
		if len(out)-len(again) != int(s.Len) {
			return fmt.Errorf("span %d at %#x has %d bytes and its rule %q gives %d", i, s.Off, s.Len, img.Rules[s.Rule].Name, len(out)-len(again))
		}
		again = out
	}
	for i := range img.Relocs {
		r := &img.Relocs[i]
		row := &img.RelocTypes[r.Type]
		operands := img.Operands(r)
		row.Put(again[r.Off:], img.Order, row.Value(&operands))
	}
	for i := range again {
		if again[i] != img.File[i] {
			s := &img.Spans[img.SpanAt(uint64(i))]
			return fmt.Errorf("byte %#x is %02x and its rule %q (%s) gives %02x", i, img.File[i], img.Rules[s.Rule].Name, img.Owners[s.Owner].Name, again[i])
		}
	}
	return nil
}

func (img *Image) checkTiling() error {
	at := uint64(0)
	for i := range img.Extents {
		e := &img.Extents[i]
		if e.FileSize == 0 {
			continue
		}
		if e.Off != at {
			return fmt.Errorf("extent %q starts at %#x and the one before it ends at %#x", e.Name, e.Off, at)
		}
		at += e.FileSize
	}
	if at != uint64(len(img.File)) {
		return fmt.Errorf("the extents end at %#x and the file at %#x", at, len(img.File))
	}
	at = 0
	for i := range img.Spans {
		s := &img.Spans[i]
		if uint64(s.Off) != at || s.Len == 0 {
			return fmt.Errorf("span %d starts at %#x, has %d bytes, and the one before it ends at %#x", i, s.Off, s.Len, at)
		}
		if s.Owner == 0 || int(s.Owner) >= len(img.Owners) || int(s.Rule) >= len(img.Rules) {
			return fmt.Errorf("span %d at %#x has no owner or no rule", i, s.Off)
		}
		if img.Trace != nil && (s.Event == 0 || int(s.Event) >= len(img.Trace.Events)) {
			return fmt.Errorf("span %d at %#x (%s) has no event", i, s.Off, img.Owners[s.Owner].Name)
		}
		at += uint64(s.Len)
	}
	if at != uint64(len(img.File)) {
		return fmt.Errorf("the spans end at %#x and the file at %#x", at, len(img.File))
	}
	return nil
}
