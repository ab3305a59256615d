package describe

import (
	"slices"
	"strings"

	"linkplay/linkcore/diag"
)

// Texts in other languages. People paste a program in C or for an assembler to see what happens; it gets one sentence
// that says so, and not a finding for every line.

// otherLanguage is what the text was found to be written in, if it is no description.
type otherLanguage uint8

const (
	aDescription otherLanguage = iota
	inC
	forAssembler
)

// directives are those of the GNU assembler that people use, and what stands for them here.
var directives = map[string]string{
	".globl": "write `export NAME` behind the `func` or `data`", ".global": "write `export NAME` behind the `func` or `data`",
	".text": "functions are atoms: `func main`", ".data": "variables are atoms: `data counter`", ".bss": "variables without bytes are atoms: `bss buffer`",
	".section": "the word of an atom says where it goes: func, data, const, bss", ".type": "the word of an atom says what it is: func, data, const, bss",
	".size": "an atom is as large as what stands below it", ".weak": "write `export NAME weak` behind the `func` or `data`",
	".ascii": "write `text \"…\"`", ".asciz": "write `text \"…\\0\"`", ".string": "write `text \"…\\0\"`",
	".byte": "write `u8`", ".word": "write `u16` or `u32`", ".short": "write `u16`", ".long": "write `u32`", ".int": "write `u32`", ".quad": "write `u64`",
	".align": "write `align`", ".balign": "write `align`", ".p2align": "write `align`", ".zero": "write `zero`", ".skip": "write `zero`", ".space": "write `zero`",
	".intel_syntax": "leave it out: instructions are written like that anyway", ".file": "leave it out", ".extern": "leave it out",
}

// cWords begin lines of C; no processor has instructions of these names with such marks behind them.
var cWords = []string{"int", "void", "char", "short", "long", "unsigned", "signed", "float", "double", "struct", "typedef", "static", "extern", "return", "printf", "while", "for", "if"}

// isForeign tells of a line that makes no sense whether it is written in another language, and says so the first time.
func (r *reader) isForeign() bool {
	line := strings.Trim(r.text[r.start:r.end], " \t")
	if r.p == nil || line == "" {
		return false // a number by itself
	}
	start := r.start + strings.Index(r.text[r.start:r.end], line)
	word := r.text[start:min(r.bareEnd(start), r.end)]
	last := line[len(line)-1]
	instead, isDirective := directives[word]
	isC := !isDirective && slices.Contains(cWords, word) && strings.ContainsAny(line, "(;{=")
	switch r.other {
	case inC:
		return isC || last == ';' || last == '{' || last == '}'
	case forAssembler:
		return isDirective || last == ':' || strings.ContainsAny(line, "%$")
	}
	whole := r.p.Target.Pos.Line == 0 // of the text, and not a line in a description
	switch {
	case isDirective:
		r.say(start, word, "%s is a directive of the GNU assembler, and a description has none", cite(word)).Mend("%s", instead)
		if whole {
			r.other = forAssembler
		}
	case isC:
		r.say(start, word, "this looks like C, and no compiler is at work here").
			Mend("a description has what a compiler hands over: `func main export _start` and, below it, instructions")
		if whole {
			r.other = inC
		}
	}
	return isDirective || isC
}

func (r *reader) say(start int, word, format string, args ...any) *diag.Finding {
	return r.found.add(diag.OtherLanguage, r.at(start), format, args...).Until(uint32(start + len(word) - r.start + 1))
}
