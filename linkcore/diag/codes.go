package diag

// Code is the stable name of a finding. Codes are added, never reused.
//
// The hundreds follow the list of findings in the language: 01 text, 02 target, 03 names, 04 instructions, 05 values,
// 06 lazy symbols, 07 steps, 08 imports, 09 foreign files; 00 is for what this version cannot do yet.
type Code string

// Row is what there is to know about a code.
type Row struct {
	Code     Code
	Severity Severity
	Title    string // a few words
	Meaning  string // what it means and why it matters, one to three sentences
	Example  string // the smallest description that gives it; "" only for codes about files and sizes
	Mend     string // how to mend the example
}

// Row returns the row of a code. A code without a row is a mistake of ours.
func (c Code) Row() *Row {
	for i := range Rows {
		if Rows[i].Code == c {
			return &Rows[i]
		}
	}
	panic("diag: code " + string(c) + " has no row in rowsreading.go or rowslinking.go.")
}

// The codes.
const (
	NotYet Code = "L0001"

	NotUTF8       Code = "L0101"
	TextTooLong   Code = "L0102"
	LineTooLong   Code = "L0103"
	NameTooLong   Code = "L0104"
	UnknownWord   Code = "L0105"
	ItemOutside   Code = "L0106"
	UnclosedQuote Code = "L0107"
	BadEscape     Code = "L0108"
	BadNumber     Code = "L0109"
	LeftOver      Code = "L0110"
	Expected      Code = "L0111"
	BadCharacter  Code = "L0112"
	TooMany       Code = "L0113"
	TooDeep       Code = "L0114"
	OtherLanguage Code = "L0115"

	TargetMissing  Code = "L0201"
	TargetUnknown  Code = "L0202"
	TargetArch     Code = "L0203"
	TargetTwice    Code = "L0204"
	SetupAfterAtom Code = "L0205"
	TargetLacks    Code = "L0206"
	OptionUnknown  Code = "L0207"
	OptionValue    Code = "L0208"
	SetupTwice     Code = "L0209"

	DefinedTwice   Code = "L0301"
	Undefined      Code = "L0302"
	ExportedTwice  Code = "L0303"
	LinkOnce       Code = "L0304"
	ExportSection  Code = "L0305"
	NoEntry        Code = "L0306"
	UnknownLabel   Code = "L0307"
	LabelTwice     Code = "L0308"
	NoExportOfType Code = "L0309"

	UnknownInstruction Code = "L0401"
	WrongOperands      Code = "L0402"
	UnknownRegister    Code = "L0403"
	HashNumber         Code = "L0404"
	AbsoluteCell       Code = "L0405"
	JumpOutOfReach     Code = "L0406"
	UnknownOperator    Code = "L0407"
	UnknownReloc       Code = "L0408"

	DoesNotFit      Code = "L0501"
	RelocOutOfRange Code = "L0502"
	NotPowerOfTwo   Code = "L0503"
	BytesInBSS      Code = "L0504"
	TooLarge        Code = "L0505"
	Overlap         Code = "L0506"
	NarrowCell      Code = "L0507"
	NotConstant     Code = "L0508"
	FieldTooNarrow  Code = "L0509"
	ThreadLocal     Code = "L0510"

	LazyUnknownType Code = "L0601"
	LazyNoGenerator Code = "L0602"
	LazyAnyerror    Code = "L0603"
	LazyUnused      Code = "L0604"

	StepUnknownName Code = "L0701"
	UpdateTooEarly  Code = "L0702"
	FreedInUse      Code = "L0703"
	NothingToFlush  Code = "L0704"
	FaultInForce    Code = "L0705"

	ImportInPlan9    Code = "L0801"
	ImportDefined    Code = "L0802"
	ImportNoFrom     Code = "L0803"
	ImportTLSGetAddr Code = "L0804"

	FileUnknown   Code = "L0901"
	FileTruncated Code = "L0902"
	FileField     Code = "L0903"
	FileTooLarge  Code = "L0904"
)
