package diag

import "strings"

// Original is an error of the linkers that this one learned from, and the code of the finding that says the same here.
type Original struct {
	Error string // its name or its text
	Code  Code
}

// Originals lists them. Those about memory, the host or another code generator have no counterpart: a description is
// linked by itself.
var Originals = []Original{
	{"ArchNotSupportedByPlan9", TargetArch},
	{"UnsupportedELFArchitecture", TargetArch},
	{"find default base address for", TargetLacks},
	{"TODOImplementPlan9Objs", TargetLacks},
	{"TODOImplementWritingLibFiles", TargetLacks},
	{"UnsupportedP9Architecture", OptionValue},
	{"plan9 does not support extra sections", ExportSection},
	{"Unimplemented: ExportOptions.section", ExportSection},
	{"Unimplemented: GlobalLinkage.LinkOnce", LinkOnce},
	{"LinkingWithoutZigSourceUnimplemented", NoEntry},
	{"TODO implement generateLazySymbol for", LazyUnknownType},
	{"CodegenFail", LazyNoGenerator},
	{"creating lazy symbol", LazyNoGenerator},
	{"FlushFailure", LazyAnyerror},
}

// OriginalsOf lists the original errors for which a code stands.
func OriginalsOf(code Code) []string {
	var names []string
	for i := range Originals {
		if Originals[i].Code == code {
			names = append(names, Originals[i].Error)
		}
	}
	return names
}

// Find returns the row of a code, whatever the case of its letters, or of the code that an original error has here; nil
// when there is none.
func Find(name string) *Row {
	for i := range Originals {
		if o := &Originals[i]; name != "" && strings.Contains(strings.ToLower(name), strings.ToLower(o.Error)) {
			return o.Code.Row()
		}
	}
	for i := range Rows {
		if strings.EqualFold(string(Rows[i].Code), name) {
			return &Rows[i]
		}
	}
	return nil
}
