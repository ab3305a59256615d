package report

// MostRows is how many rows a view of the page gets at once; the rest is counted.
const MostRows = 5000

// Headers are the fields of all headers of a file, in its order; they tile the headers.
type Headers struct {
	Total  int           `json:"total"`
	Fields []HeaderField `json:"fields"`
}

// HeaderField is one field of the exec header, or of an ELF file, program or section header.
type HeaderField struct {
	Record string `json:"record"` // "program header 1, code"
	Name   string `json:"name"`   // "p_vaddr"
	Off    uint32 `json:"off"`
	Len    uint32 `json:"len"`
	Value  string `json:"value"` // "0x200028"; of fields longer than 8 bytes their bytes
	Says   string `json:"says"`  // what such a field is for
	Means  string `json:"means"` // what this value says, or ""
	To     int    `json:"to"`    // the file offset to which it leads, or -1
	Owner  uint32 `json:"owner"` // whose that is, or 0
}

// Lines is the pc/line table of a Plan 9 file, opcode by opcode.
type Lines struct {
	Why     string   `json:"why"`  // why there are no rows, or ""
	Says    string   `json:"says"` // how to read them
	Quantum int      `json:"quantum"`
	Start   Hex      `json:"start"` // the first address of the text
	Total   int      `json:"total"`
	Ops     []LineOp `json:"ops"`
}

// LineOp is one opcode and where the walk is behind it. Addresses From to PC have the line Line.
type LineOp struct {
	Off      uint32 `json:"off"`
	Len      uint32 `json:"len"`
	Steps    int    `json:"steps"` // quanta, with the one that every opcode moves
	Delta    int    `json:"delta"` // of the line
	From     Hex    `json:"from"`
	PC       Hex    `json:"pc"`
	Line     int    `json:"line"`
	File     string `json:"file"`     // "" when no source history speaks of the address
	FileLine int    `json:"fileLine"` // the line counted from where File begins
	Note     string `json:"note"`     // why there is no File, when that needs a word
	Owner    uint32 `json:"owner"`    // whose code is at PC
}

// Strings are the texts of a file that its tables point at: string tables of ELF, names and paths of Plan 9 symbols.
type Strings struct {
	Total int          `json:"total"`
	Rows  []StringText `json:"rows"`
}

// StringText is one text.
type StringText struct {
	Off   uint32       `json:"off"`
	Len   uint32       `json:"len"`
	Table string       `json:"table"`
	At    uint32       `json:"at"` // counted from the start of the table
	Text  string       `json:"text"`
	Kind  string       `json:"kind"`  // "name of a section", "name", "component 2 of paths (f)", "path 1 2 (z)"
	Users []StringUser `json:"users"` // the first UsersShown
	Total int          `json:"total"` // users
}

// UsersShown is how many users of one text are named.
const UsersShown = 3

// StringUser is a record that points at a text.
type StringUser struct {
	Says  string `json:"says"` // "symbol main", "section 3"
	Off   uint32 `json:"off"`  // of the record
	Owner uint32 `json:"owner"`
}

// StepsShown is how many steps and passes the page tells of a story.
const StepsShown = 300

// Told is the story of a link in pieces: what Story says as text.
type Told struct {
	Passes []ToldPass `json:"passes"`
	More   int        `json:"more"` // events behind the last one told
}

// ToldPass is a chapter.
type ToldPass struct {
	Title string     `json:"title"` // "Read, flush 2"
	Says  string     `json:"says"`  // what is true when it is done
	Steps []ToldStep `json:"steps"`
}

// ToldStep is a sentence, or a run of events that are only counted.
type ToldStep struct {
	Event uint32 `json:"event"` // its row of events; of a run the first
	More  int    `json:"more"`  // events of the run, or 0
	Says  string `json:"says"`
	Line  uint32 `json:"line"`
	Off   int    `json:"off"` // where that is in the file, or -1
	Owner uint32 `json:"owner"`
}
