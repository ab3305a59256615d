package linkcore_test

import (
	"encoding/json"
	"testing"
	"testing/quick"

	"linkplay/linkcore"
	"linkplay/linkcore/diag"
	"linkplay/linkcore/picture"
	"linkplay/linkcore/report"
)

// appender is what scripts/gentypes gives every type that crosses as JSON.
type appender interface{ AppendJSON(dst []byte) []byte }

// sameJSON holds a generated writer against encoding/json.
func sameJSON(t testing.TB, v appender) bool {
	t.Helper()
	want, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	got := v.AppendJSON([]byte("before "))
	if string(got) != "before "+string(want) {
		t.Errorf("the writer of %T gives\n%s\nencoding/json gives\n%s", v, got, want)
	}
	return !t.Failed()
}

// Of the examples, all that the page may ask for.
func TestJSONOfExamples(t *testing.T) {
	for _, e := range examples(t) {
		r := link(t, e.text)
		sameJSON(t, r.Summary())
		for off := 0; off < len(r.Image.File); off += 1 + len(r.Image.File)/100 {
			look := r.LookAt(uint64(off))
			sameJSON(t, &look)
		}
		for _, view := range picture.Views {
			p, err := picture.Of(view, r.Image, picture.Options{Width: 800, Line: r.Line})
			if err != nil {
				t.Fatal(err)
			}
			sameJSON(t, p)
		}
	}
	for i := range linkcore.Targets() {
		sameJSON(t, &linkcore.Targets()[i])
	}
}

// Values that no link gives: any text, any number, lists that are nil.
func TestJSONOfAnyValue(t *testing.T) {
	check := &quick.Config{MaxCount: 50}
	for _, property := range []any{
		func(v report.Summary) bool { return sameJSON(t, &v) },
		func(v report.Look) bool { return sameJSON(t, &v) },
		func(v report.Explanation) bool { return sameJSON(t, &v) },
		func(v picture.Node) bool {
			v.Kids = nil
			return sameJSON(t, &picture.Picture{Nodes: []picture.Node{{}, v}})
		},
	} {
		if err := quick.Check(property, check); err != nil {
			t.Error(err)
		}
	}
}

// What the page is given as JSON is what the same functions of the core return.
func TestEngineJSON(t *testing.T) {
	var targets []linkcore.Target
	if err := json.Unmarshal(linkcore.ListTargets(), &targets); err != nil || len(targets) != len(linkcore.Targets()) {
		t.Errorf("%d targets: %v", len(targets), err)
	}
	var explained report.Explanation
	row := &diag.Rows[0]
	if err := json.Unmarshal(linkcore.Explain(string(row.Code)), &explained); err != nil || explained.Title != row.Title || explained.Mend != row.Mend {
		t.Errorf("%s is explained as %+v: %v", row.Code, explained, err)
	}
	if got := linkcore.Explain("L9999"); string(got) != "null" {
		t.Errorf("a code that does not exist is explained as %s", got)
	}
}
