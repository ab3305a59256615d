package linkcore

import (
	"strings"

	"linkplay/linkcore/arch"
	"linkplay/linkcore/describe"
	"linkplay/linkcore/jsontext"
	"linkplay/linkcore/report"
)

var groupWords = map[describe.Group]string{
	describe.SetupWord: "setup", describe.AtomWord: "atom", describe.ItemWord: "item", describe.StepWord: "step",
}

// following are the words that can stand behind a first word.
var following = map[string][]string{
	"output":   describe.OutputWords,
	"layout":   describe.LayoutWords,
	"upstream": describe.UpstreamWords,
	"fault":    describe.FaultWords,
	"import":   append(append([]string{}, describe.ImportKinds...), "from", "weak"),
	"lazy":     {"code"},
	"export":   append([]string{"as"}, describe.LinkageWords...),
	"absolute": append([]string{"export"}, describe.LinkageWords...),
	"reloc":    {"over"},
}

// Words lists what can be written in a description for a target such as "elf/x86_64", as JSON: the words of the language
// and, when the processor is known, its instructions, registers and operators.
func Words(target string) []byte {
	words := []report.Word{}
	for _, w := range describe.Words {
		if kind := groupWords[w.Group]; kind != "" {
			words = append(words, report.Word{Text: w.Text, Kind: kind, Form: w.Form, Says: w.Says, More: whatFollows(w)})
		}
	}
	if cpu := arch.Find(target[strings.IndexByte(target, '/')+1:]); cpu != nil {
		words = append(words, cpuWords(cpu)...)
	}
	return jsontext.List(nil, words, (*report.Word).AppendJSON)
}

func whatFollows(w describe.Word) []string {
	switch {
	case w.Text == "target":
		var names []string
		for _, t := range Targets() {
			if t.Links {
				names = append(names, t.Name)
			}
		}
		return names
	case w.Text == "option":
		var options []string
		for _, o := range describe.OptionWords {
			options = append(options, o.Text)
		}
		return options
	case w.Group == describe.AtomWord && w.Text != "lazy":
		return append(append([]string{}, describe.AttrWords...), describe.LinkageWords...)
	}
	return append([]string{}, following[w.Text]...)
}

func cpuWords(cpu *arch.CPU) (words []report.Word) {
	for _, m := range cpu.Mnemonics {
		rows := cpu.Rows[m.First : m.First+m.Count]
		w := report.Word{Text: m.Name, Kind: "mnemonic", Form: rows[0].Syntax, Says: rows[0].Says, More: []string{}}
		for i := range rows {
			if i == 0 || rows[i].Syntax != rows[i-1].Syntax {
				w.More = append(w.More, rows[i].Syntax)
			}
		}
		words = append(words, w)
	}
	for _, r := range cpu.Registers {
		words = append(words, report.Word{Text: r.Name, Kind: "register", More: []string{}})
	}
	operators := map[string]bool{}
	for _, o := range cpu.Operators {
		for _, word := range o.Words {
			if !operators[word] {
				operators[word] = true
				words = append(words, report.Word{Text: word, Kind: "operator", Form: word + "(NAME)", More: []string{}})
			}
		}
	}
	for _, size := range cpu.Sizes {
		if size != "" {
			words = append(words, report.Word{Text: size, Kind: "size", More: []string{}})
		}
	}
	for _, r := range cpu.Relocs {
		words = append(words, report.Word{Text: r.Name, Kind: "relocation", Form: r.Formula, Says: r.Meaning, More: []string{}})
	}
	return words
}

// registers tells of a name whether it is a register of the processor that the text is for.
func (e *Engine) registers() func(string) bool {
	names := map[string]bool{}
	p, _ := describe.Parse(string(e.text))
	if cpu := arch.Find(p.Target.CPU); cpu != nil {
		for i := range cpu.Registers {
			names[cpu.Registers[i].Name] = true
		}
	}
	return func(name string) bool { return names[name] }
}

// NameAt finds the name at a place of the text, given in characters from 1, and where else it stands; JSON null when
// there is none.
func (e *Engine) NameAt(line, col int) []byte {
	r := &Result{Text: string(e.text)}
	uses := describe.NameAt(r.Text, uint32(max(0, line)), r.byteColumn(line, col), e.registers())
	if uses == nil {
		return []byte("null")
	}
	out := report.NamePlaces{Name: uses.Name, Places: []report.NamePlace{}, Defines: -1}
	for i, p := range uses.Places {
		if p.Defines && out.Defines < 0 {
			out.Defines = i
		}
		out.Places = append(out.Places, report.NamePlace{Line: p.Line, Col: r.Column(p.Line, p.Col), EndCol: r.Column(p.Line, p.End)})
	}
	return out.AppendJSON(nil)
}

// Rename returns the text with another name in all places where the name at this place stands.
func (e *Engine) Rename(line, col int, to string) (string, error) {
	r := &Result{Text: string(e.text)}
	return describe.Rename(r.Text, uint32(max(0, line)), r.byteColumn(line, col), to, e.registers())
}

// byteColumn turns a column of characters into one of bytes, both from 1: what Column does, backwards.
func (r *Result) byteColumn(line, col int) uint32 {
	left := col - 1
	text := r.Line(uint32(max(0, line)))
	for i := range text {
		if left <= 0 {
			return uint32(i) + 1
		}
		left--
	}
	return uint32(len(text)) + 1
}
