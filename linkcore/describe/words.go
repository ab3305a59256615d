package describe

import (
	"linkplay/linkcore/atom"
	"linkplay/linkcore/diag"
)

// Group says what kind of line a first word begins.
type Group uint8

// The groups of first words.
const (
	SetupWord Group = iota
	AtomWord
	ItemWord
	StepWord
	KeptWord // means nothing yet, and no instruction may take it
)

// Word is a first word of the language, as help, completion and colouring need it.
type Word struct {
	Text  string
	Group Group
	Form  string // the line in the notation of the grammar
	Says  string // what the line means, in one sentence
}

// Words lists the first words. The reader interns them before anything else, so that the Name of a first word is its
// place in this list plus one, and a larger Name is a mnemonic.
var Words = [...]Word{
	{"target", SetupWord, "target FORMAT/CPU", "what the file is to be: its format and processor"},
	{"output", SetupWord, "output exe|pie|shared", "ELF: a program, a program that can be loaded anywhere, or a library"},
	{"layout", SetupWord, "layout packed|slack", "ELF: place everything afresh at each flush, or leave room and patch in place"},
	{"option", SetupWord, "option WORD VALUE", "one of a few numbers and choices that have a default"},
	{"upstream", SetupWord, "upstream WORD…", "do these things as the original linker did"},
	{"fault", SetupWord, "fault WORD…", "repeat a mistake on purpose, to see its effect"},
	{"file", SetupWord, "file PATH", "the source file of the functions below"},
	{"enum", SetupWord, "enum TYPE TAG…", "a type and its tags; lazy symbols are made from it"},
	{"errors", SetupWord, "errors NAME…", "adds names to the set of errors, anyerror"},
	{"absolute", SetupWord, "absolute NAME = NUMBER [export NAME…]", "ELF: a symbol that is a number"},
	{"import", SetupWord, "import NAME [func|data|tls] [from LIBRARY] [weak]", "ELF: a symbol of another file"},
	{"func", AtomWord, "func NAME [export NAME…] [align N] [line N]", "code"},
	{"ifunc", AtomWord, "ifunc NAME [export NAME…]", "ELF: code that returns the address to use"},
	{"data", AtomWord, "data NAME [export NAME…] [align N]", "a variable"},
	{"const", AtomWord, "const NAME [export NAME…] [align N]", "read-only data"},
	{"bss", AtomWord, "bss NAME size N [align N]", "zeros that take no room in the file"},
	{"tls", AtomWord, "tls NAME [size N] [align N]", "ELF: a variable of which every thread has a copy"},
	{"update", AtomWord, "update NAME [export NAME…] [align N]", "a new body for an atom that was linked before"},
	{"lazy", AtomWord, "lazy code TYPE", "the body of a lazy symbol in place of the generated one"},
	{"line", ItemWord, "line N", "the source line of what follows"},
	{"align", ItemWord, "align N", "padding up to a multiple of N, a power of two"},
	{"zero", ItemWord, "zero N", "N zero bytes"},
	{"bytes", ItemWord, "bytes HEX…", "bytes as pairs of hex digits"},
	{"text", ItemWord, "text \"…\"", "the bytes of a text in UTF-8, without a NUL of its own"},
	{"u8", ItemWord, "u8 VALUE, …", "values of one byte"},
	{"u16", ItemWord, "u16 VALUE, …", "values of two bytes, in the order of the target"},
	{"u32", ItemWord, "u32 VALUE, …", "values of four bytes, in the order of the target"},
	{"u64", ItemWord, "u64 VALUE, …", "values of eight bytes, in the order of the target"},
	{"word", ItemWord, "word VALUE, …", "values as wide as a pointer"},
	{"needs", ItemWord, "needs NAME, …", "counts as a reference and writes nothing"},
	{"reloc", ItemWord, "reloc TYPE NAME+N [over HEX…]", "the field of that relocation type, over these bytes"},
	{"flush", StepWord, "flush", "finish the file: addresses, relocations, tables"},
	{"free", StepWord, "free NAME", "give back an atom, its symbol and its cell"},
	{"unexport", StepWord, "unexport NAME", "remove an exported name"},
	{"export", StepWord, "export NAME as NAME", "make an atom known by a further name"},
	{"include", KeptWord, "", "kept free"},
	{"repeat", KeptWord, "", "kept free"},
	{"end", KeptWord, "", "kept free"},
	{"when", KeptWord, "", "kept free"},
	{"macro", KeptWord, "", "kept free"},
}

// The Names of the words, in the order of Words, and of one word that only follows "lazy".
const (
	_ atom.Name = iota
	wordTarget
	wordOutput
	wordLayout
	wordOption
	wordUpstream
	wordFault
	wordFile
	wordEnum
	wordErrors
	wordAbsolute
	wordImport
	wordFunc
	wordIFunc
	wordData
	wordConst
	wordBSS
	wordTLS
	wordUpdate
	wordLazy
	wordLine
	wordAlign
	wordZero
	wordBytes
	wordText
	wordU8
	wordU16
	wordU32
	wordU64
	wordWord
	wordNeeds
	wordReloc
	wordFlush
	wordFree
	wordUnexport
	wordExport
	wordInclude
	wordRepeat
	wordEnd
	wordWhen
	wordMacro
	wordCode

	lastWord = wordMacro
)

// The words inside lines, for completion and "did you mean".
var (
	OutputWords   = []string{"exe", "pie", "shared"}
	LayoutWords   = []string{"packed", "slack"}
	ImportKinds   = []string{"func", "data", "tls"}
	AttrWords     = []string{"export", "align", "size", "line"}
	LinkageWords  = []string{"weak", "internal", "link-once", "hidden", "section"}
	UpstreamWords = []string{"symbols", "lines", "bases", "layout", "free-list", "all"}
	FaultWords    = []string{"lazy-not-counted", "slot-lost", "etext-early", "no-get-or-create", "wrong-byte-order"}
	SwitchWords   = []string{"off", "on"}
)

// OptionKind is what the value of an option has to be.
type OptionKind uint8

// The kinds of option values.
const (
	NumberValue  OptionKind = iota
	PointerValue            // 2, 4 or 8
	TextValue
	SwitchValue // on or off
)

// OptionWord is what there is to know about an option.
type OptionWord struct {
	Text    string
	Kind    OptionKind
	ELFOnly bool
	Says    string
}

// OptionWords lists the options.
var OptionWords = []OptionWord{
	{"base-text", NumberValue, false, "the address at which code begins"},
	{"base-data", NumberValue, false, "the address at which data begins"},
	{"entry", TextValue, false, "the exported name at which the program starts, in place of _start"},
	{"interp", TextValue, true, "the program that loads this one"},
	{"soname", TextValue, true, "the name of a shared object"},
	{"relax", SwitchValue, true, "whether sequences for threads' variables may become shorter ones"},
	{"apply-dynamic-relocs", SwitchValue, true, "whether cells hold what the loader will write into them anyway"},
	{"pointer", PointerValue, true, "bytes of a pointer, where they are fewer than the format's"},
	{"reserve", NumberValue, true, "how many GOT cells to leave room for"},
}

func findOption(word string) *OptionWord {
	for i := range OptionWords {
		if OptionWords[i].Text == word {
			return &OptionWords[i]
		}
	}
	return nil
}

// NearestWord is the first word that was probably meant, or "".
func NearestWord(text string) string {
	best := diag.NearestTo(text)
	for i := range Words {
		if Words[i].Group != KeptWord {
			best.Try(Words[i].Text)
		}
	}
	return best.Best()
}
