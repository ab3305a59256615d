package report

// Target is one output format for one processor.
type Target struct {
	Format string `json:"format"`
	CPU    string `json:"cpu"`
	Name   string `json:"name"`  // "plan9/x86_64", as the description says it
	Says   string `json:"says"`  // what comes out
	Links  bool   `json:"links"` // this version can link it
}

// Explanation tells what the code of a finding means.
type Explanation struct {
	Code     string `json:"code"`
	Severity string `json:"severity"`
	Title    string `json:"title"`
	Meaning  string `json:"meaning"`
	Example  string `json:"example"` // the smallest description that gives it
	Mend     string `json:"mend"`
}

// Word is a word that can be written in a description, for completion.
type Word struct {
	Text string   `json:"text"`
	Kind string   `json:"kind"` // setup, atom, item, step, mnemonic, register, operator, size, relocation
	Form string   `json:"form"` // the line in the notation of the grammar; of a mnemonic its first form
	Says string   `json:"says"`
	More []string `json:"more"` // of a mnemonic all its forms, of a first word what can follow it
}

// NamePlaces is where a name of a description stands.
type NamePlaces struct {
	Name    string      `json:"name"`
	Places  []NamePlace `json:"places"`
	Defines int         `json:"defines"` // index of the first place that defines the name, or -1
}

// NamePlace is one of them: a line from 1, columns in characters from 1.
type NamePlace struct {
	Line   uint32 `json:"line"`
	Col    uint32 `json:"col"`
	EndCol uint32 `json:"endCol"`
}
