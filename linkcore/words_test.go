package linkcore

import (
	"encoding/json"
	"strings"
	"testing"

	"linkplay/linkcore/report"
)

func TestWordsOfTargets(t *testing.T) {
	for _, target := range append([]string{"", "elf/none"}, "elf/x86_64", "plan9/x86_64") {
		var words []report.Word
		if err := json.Unmarshal(Words(target), &words); err != nil {
			t.Fatal(err)
		}
		kinds := map[string]int{}
		for _, w := range words {
			kinds[w.Kind]++
			if w.Text == "" || w.Kind == "" || w.More == nil {
				t.Errorf("%s: %+v", target, w)
			}
		}
		if kinds["setup"] < 10 || kinds["atom"] < 7 || kinds["item"] < 10 || kinds["step"] != 4 {
			t.Errorf("%s: %v", target, kinds)
		}
		if known := strings.HasSuffix(target, "x86_64"); known != (kinds["mnemonic"] > 20) || known != (kinds["register"] > 20) || known != (kinds["operator"] > 1) {
			t.Errorf("%s: %v", target, kinds)
		}
	}
}

const threeFlushes = `target elf/x86_64
func main export _start
    call got(answer)
    ret
func answer
    mov  eax, 41
    ret
data spare
    u64 7
flush
update answer
    mov  eax, 42
    ret
flush
free spare
`

func TestShowFlush(t *testing.T) {
	e := NewEngine()
	e.SetText(threeFlushes)
	last := e.Link()
	type summary struct {
		OK             bool
		Flushes, Flush int
	}
	read := func(o Output) (s summary) {
		if err := json.Unmarshal(o.JSON, &s); err != nil {
			t.Fatal(err)
		}
		return s
	}
	if s := read(last); s != (summary{true, 3, 2}) {
		t.Errorf("after the link: %+v", s)
	}
	first, second := e.Show(0), e.Show(1)
	if s := read(first); s != (summary{true, 3, 0}) {
		t.Errorf("the first flush: %+v", s)
	}
	if len(first.File) != len(second.File) {
		t.Fatalf("%d and %d bytes", len(first.File), len(second.File))
	}
	differ := 0
	for i := range first.File {
		if first.File[i] != second.File[i] {
			differ++
		}
	}
	var changes struct{ BytesWritten, CellsTotal int }
	if err := json.Unmarshal(e.Changes(1), &changes); err != nil || changes.BytesWritten != differ || differ != 1 {
		t.Errorf("the second flush wrote %+v, and %d bytes differ: %v", changes, differ, err)
	}
	if err := json.Unmarshal(e.Changes(2), &changes); err != nil || changes.CellsTotal == 0 {
		t.Errorf("the third flush freed a cell: %+v, %v", changes, err)
	}
	if again := e.Show(2); string(again.File) != string(last.File) || string(e.Show(99).File) != string(last.File) {
		t.Error("the last flush is another one when it is shown again")
	}
	if e.Sentence(1) == "" || e.Sentence(0) != "" || e.Sentence(1<<30) != "" || NewEngine().Sentence(1) != "" {
		t.Error("sentences")
	}
	if len(NewEngine().Show(0).JSON) == 0 || len(NewEngine().Changes(0)) == 0 {
		t.Error("an engine without a link has something to say")
	}
}

func TestNamesInCharacters(t *testing.T) {
	e := NewEngine()
	e.SetText("target elf/x86_64\nfunc main export _start\n    needs \"größer 🔗\", helper\n    ret\nfunc helper\n    ret\n")
	var places report.NamePlaces
	if err := json.Unmarshal(e.NameAt(5, 7), &places); err != nil {
		t.Fatal(err)
	}
	if places.Name != "helper" || len(places.Places) != 2 || places.Defines != 1 || places.Places[0] != (report.NamePlace{Line: 3, Col: 23, EndCol: 29}) {
		t.Errorf("%+v", places)
	}
	if got := string(e.NameAt(1, 1)); got != "null" {
		t.Error(got)
	}
	renamed, err := e.Rename(3, 24, "aide")
	if err != nil || !strings.Contains(renamed, "\"größer 🔗\", aide\n") || !strings.Contains(renamed, "func aide\n") {
		t.Errorf("%q, %v", renamed, err)
	}
	if _, err := e.Rename(5, 7, "rax"); err == nil {
		t.Error("a function became a register")
	}
}
