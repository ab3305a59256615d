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
