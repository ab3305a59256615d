package describe

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"linkplay/linkcore/diag"
)

var update = flag.Bool("update", false, "write what came out into the goldens; read the difference before you commit it")

const testdata = "../testdata/describe"

// Every golden has a description, its findings as they are printed and its canonical form.
func TestGoldens(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(testdata, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatal("no goldens: ", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			text := string(archive.Files[0].Data)
			_, found := Read(text)
			got := &txtar.Archive{Comment: archive.Comment, Files: []txtar.File{
				archive.Files[0],
				{Name: "want.findings", Data: []byte(printed(found))},
				{Name: "want.fmt", Data: []byte(Format(text))},
			}}
			if *update {
				if err := os.WriteFile(file, txtar.Format(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			for i, f := range got.Files {
				if i >= len(archive.Files) || !bytes.Equal(f.Data, archive.Files[i].Data) {
					t.Errorf("%s differs (run with -update and read the difference):\n%s", f.Name, f.Data)
				}
			}
			sameAfterFormat(t, text)
		})
	}
}

func printed(found diag.List) string {
	var b strings.Builder
	for i := range found {
		b.WriteString(found[i].String())
		b.WriteByte('\n')
	}
	return b.String()
}

// examples are the descriptions that have no findings and are in canonical form.
func examples(t testing.TB) map[string]string {
	archive, err := txtar.ParseFile(filepath.Join(testdata, "examples.archive"))
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, f := range archive.Files {
		texts[f.Name] = string(f.Data)
	}
	return texts
}

func TestExamples(t *testing.T) {
	for name, text := range examples(t) {
		if _, found := Read(text); len(found) > 0 {
			t.Errorf("%s has findings:\n%s", name, printed(found))
		}
		if got := Format(text); got != text {
			t.Errorf("%s is printed as\n%s", name, got)
		}
		sameAfterFormat(t, text)
	}
}
