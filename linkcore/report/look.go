package report

// Look is the answer to "what is here?": everything that lights up when somebody points at a byte, a line, a cell, a
// symbol or an atom. Offsets and lengths speak of the file; -1 and 0 mean absent.
type Look struct {
	Found   bool     `json:"found"`
	Path    string   `json:"path"` // "got/helper": how a permalink names the span
	Owner   uint32   `json:"owner"`
	Off     int      `json:"off"` // of the byte pointed at, or of the record's first
	SpanOff int      `json:"spanOff"`
	SpanLen int      `json:"spanLen"`
	PartOff int      `json:"partOff"` // the instruction, value or field inside the record
	PartLen int      `json:"partLen"`
	Addr    string   `json:"addr"` // "" when not loaded
	Line    uint32   `json:"line"`
	Cell    int      `json:"cell"`   // cell concerned, or -1
	Symbol  int      `json:"symbol"` // row of symbols concerned, or -1
	Reloc   int      `json:"reloc"`  // row of relocs that changed this byte, or -1
	Title   string   `json:"title"`  // "Byte 3F, first of 8 in GOT cell 1"
	Why     []Reason `json:"why"`
}

// Reason is one row of the chain field → structure → atom or rule → event → line.
type Reason struct {
	Word  string `json:"word"`  // this address, this value, field, filled in, written, asked by
	Says  string `json:"says"`  // "0x400008 = data base 0x400000 + cell 1 × 8": the whole row as text
	Off   int    `json:"off"`   // where that leads in the file, or -1
	Line  uint32 `json:"line"`  // where that leads in the description, or 0
	Owner uint32 `json:"owner"` // whose it is, or 0
	Terms []Term `json:"terms"` // the parts of a sum or a formula; none where Says is a sentence
}

// Term is one part of a sum, with where it comes from. The first has no sign and is what comes out; the others, added
// up, give it. The letters of a formula that is no plain sum stand behind it, with the sign "where".
type Term struct {
	Sign  string `json:"sign"`  // "", "=", "+", "-", "where"
	Label string `json:"label"` // what the number is: "data base"; may be ""
	Text  string `json:"text"`  // the number: "0x400000", "23", "1 × 8"
	Off   int    `json:"off"`   // where it leads in the file, or -1
	Line  uint32 `json:"line"`  // where it leads in the description, or 0
	Owner uint32 `json:"owner"` // what it leads to, or 0
}
