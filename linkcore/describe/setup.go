package describe

import (
	"strconv"
	"strings"

	"linkplay/linkcore/atom"
	"linkplay/linkcore/diag"
)

// setupLine reads the lines that describe everything around the atoms.
func (r *reader) setupLine(word atom.Name, start int) {
	switch word {
	case wordFile:
		r.fileLine(start)
		return
	case wordEnum:
		r.enumLine(start)
		return
	case wordErrors:
		r.errorsLine(start)
		return
	case wordAbsolute:
		r.absoluteLine(start)
		return
	case wordImport:
		r.importLine(start)
		return
	}
	if r.begun {
		text := Words[word-1].Text
		r.fail(diag.SetupAfterAtom, start, r.pos, "`%s` comes too late: atoms or steps have begun", text).Mend("move the line above them")
		if word == wordTarget && r.p.Target.Pos.Line == 0 {
			r.p.Target.Pos = r.posAt(start) // not missing, only late
		}
		return
	}
	switch word {
	case wordTarget:
		r.targetLine(start)
	case wordOutput:
		if i, ok := r.choice("output", OutputWords, &r.p.Said.Output, start); ok {
			r.p.Output = atom.Output(i)
		}
	case wordLayout:
		if i, ok := r.choice("layout", LayoutWords, &r.p.Said.Layout, start); ok {
			r.p.Layout = atom.Layout(i)
		}
	case wordOption:
		r.optionLine(start)
	case wordUpstream:
		if set, ok := r.set(UpstreamWords, &r.p.Said.Upstream, start); ok {
			if set&(1<<(len(UpstreamWords)-1)) != 0 {
				set = uint8(atom.UpstreamAll)
			}
			r.p.Upstream |= atom.Upstream(set)
		}
	case wordFault:
		if set, ok := r.set(FaultWords, &r.p.Said.Fault, start); ok {
			r.p.Fault |= atom.Fault(set)
		}
	}
}

func (r *reader) posAt(offset int) atom.Pos { return atom.Pos{Line: r.line, Col: r.col(offset)} }

// targetLine reads "target FORMAT/CPU". Whether there is such a target is for Check.
func (r *reader) targetLine(start int) {
	t := &r.p.Target
	if t.Pos.Line != 0 {
		r.fail(diag.TargetTwice, start, r.pos, "the target was given before, and there is one for a description").
			Also(place(t.Pos), "the first one is here").Mend("remove one of the two lines")
		return
	}
	t.Pos = r.posAt(start)
	r.skip()
	at := r.pos
	format := r.word()
	if format == "" {
		r.failExpected("a format such as elf")
		return
	}
	if r.pos < r.end && r.text[r.pos] == '/' {
		r.pos++
	} else if r.skip() == '/' {
		r.fail(diag.LeftOver, r.pos, r.pos+1, "there is a blank before /").Mend("write target %s/x86_64", short(format))
		return
	}
	cpu := ""
	if r.skip() != 0 {
		cpu = r.word()
	}
	if cpu == "" {
		r.failExpected("a processor such as x86_64")
		return
	}
	if r.endOfLine() {
		t.Pos = r.posAt(at)
		t.Format, t.CPU = format, cpu
	}
}

// choice reads one of a few words, which can be said once.
func (r *reader) choice(what string, words []string, said *atom.Pos, start int) (index int, ok bool) {
	if said.Line != 0 {
		r.fail(diag.SetupTwice, start, r.pos, "the %s was given before", what).Also(place(*said), "the first one is here").
			Mend("remove one of the two lines")
		return 0, false
	}
	if index, ok = r.oneOf(words); !ok || !r.endOfLine() {
		return 0, false
	}
	*said = r.posAt(start)
	return index, true
}

// oneOf reads one of the words.
func (r *reader) oneOf(words []string) (index int, ok bool) {
	r.skip()
	start := r.pos
	word := r.word()
	for i := range words {
		if words[i] == word {
			return i, true
		}
	}
	if word == "" {
		r.failExpected("one of " + strings.Join(words, ", "))
		return 0, false
	}
	f := r.fail(diag.OptionUnknown, start, r.pos, "%s is none of %s", cite(word), strings.Join(words, ", "))
	switch isOutput := words[0] == OutputWords[0]; {
	case !isOutput:
	case word == "obj" || word == "object":
		f.Also(diag.Pos{}, "nor does the original write objects for Plan 9: TODOImplementPlan9Objs")
	case word == "lib" || word == "library":
		f.Also(diag.Pos{}, "nor does the original write libraries: TODOImplementWritingLibFiles")
	}
	if near := diag.NearestOf(word, words...); near != "" {
		f.Mend("did you mean `%s`?", near)
	}
	return 0, false
}

// set reads one or more of the words, as bits.
func (r *reader) set(words []string, said *atom.Pos, start int) (bits uint8, ok bool) {
	for first := true; first || r.skip() != 0; first = false {
		i, ok := r.oneOf(words)
		if !ok {
			return 0, false
		}
		bits |= 1 << i
	}
	if !r.endOfLine() {
		return 0, false
	}
	if said.Line == 0 {
		*said = r.posAt(start)
	}
	return bits, true
}

func (r *reader) fileLine(start int) {
	path := r.raw("the path of a source file")
	if path == "" && !r.failed {
		r.fail(diag.Expected, r.pos, r.pos, "the path of a source file has at least one character").Mend("write `file main.zig`, for example")
	}
	if !r.endOfLine() {
		return
	}
	n := r.paths.Intern(path)
	if int(n) == len(r.p.Files) {
		r.p.Files = append(r.p.Files, atom.File{Path: path, Pos: r.posAt(start)})
	}
	r.fileIndex = uint32(n)
}

func (r *reader) optionLine(start int) {
	r.skip()
	at := r.pos
	word := r.word()
	if word == "" {
		r.failExpected("the name of an option")
		return
	}
	option := findOption(word)
	if option == nil {
		names := make([]string, len(OptionWords))
		for i := range OptionWords {
			names[i] = OptionWords[i].Text
		}
		f := r.fail(diag.OptionUnknown, at, r.pos, "there is no option %s", cite(word)).Mend("the options are %s", strings.Join(names, ", "))
		if near := diag.NearestOf(word, names...); near != "" {
			f.Mend("did you mean `%s`?", near)
		}
		return
	}
	for i := range r.p.Options {
		if first := &r.p.Options[i]; first.Word == word {
			r.fail(diag.SetupTwice, start, r.pos, "the option %s was given before", word).Also(place(first.Pos), "the first one is here").
				Mend("remove one of the two lines")
			return
		}
	}
	row := atom.Option{Word: option.Text, Pos: r.posAt(start)}
	r.skip()
	at = r.pos
	row.Value = r.raw("a value for " + word)
	if r.endOfLine() && r.checkOption(option, &row, at) {
		r.p.Options = append(r.p.Options, row)
	}
}

// checkOption makes sure that a value is of the right kind.
func (r *reader) checkOption(option *OptionWord, row *atom.Option, at int) bool {
	end := r.pos
	bad := func(wants string) bool {
		value := strconv.Quote(short(row.Value))
		f := r.fail(diag.OptionValue, at, max(at, end), "option %s cannot be %s", row.Word, value).Mend("its value is %s", wants)
		if option.Kind == PointerValue && r.p.Target.Format == "plan9" {
			f.Also(diag.Pos{}, "the processor decides how wide pointers are, and 64 bits are the most (UnsupportedP9Architecture)")
		}
		return false
	}
	switch option.Kind {
	case SwitchValue:
		if row.Value != "on" && row.Value != "off" {
			return bad("on or off")
		}
	case NumberValue, PointerValue:
		n, ok := parseNumber(row.Value)
		if !ok {
			return bad("a number")
		}
		if option.Kind == PointerValue && n != 2 && n != 4 && n != 8 {
			return bad("2, 4 or 8")
		}
		row.Number = n
	case TextValue:
		if row.Value == "" || strings.IndexByte(row.Value, 0) >= 0 {
			return bad("a text without NUL")
		}
	}
	return true
}

// parseNumber reads a whole text as a number.
func parseNumber(text string) (uint64, bool) {
	if text == "" || class[text[0]]&digit == 0 && text[0] != '\'' {
		return 0, false
	}
	r := reader{text: text, end: len(text)}
	n := r.number()
	return n, !r.failed && r.pos == len(text)
}
