package asm_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"linkplay/linkcore/asm"
)

var update = flag.Bool("update", false, "write what came out into the goldens; read the difference before you commit it")

const testdata = "../testdata/asm"

// Every golden has a description, its findings as they are printed, and a listing of what was assembled.
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
			r := assemble(text, true)
			checkParts(t, r)
			checkRefs(t, r)
			got := &txtar.Archive{Comment: archive.Comment, Files: []txtar.File{
				archive.Files[0],
				{Name: "want.findings", Data: []byte(printed(r))},
				{Name: "want.listing", Data: []byte(listing(r, strings.Split(text, "\n")))},
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
		})
	}
}

func printed(r *assembled) string {
	var b strings.Builder
	for i := range r.found {
		b.WriteString(r.found[i].String())
		b.WriteByte('\n')
	}
	return b.String()
}

// listing shows each part beside its line of the text, and the references behind it.
func listing(r *assembled, text []string) string {
	var b strings.Builder
	for i := range r.bodies {
		body := &r.bodies[i]
		fmt.Fprintf(&b, "%s %s: %d bytes, align %d\n", r.p.Atoms[i].Kind, r.p.Names.Text(r.p.Atoms[i].Name), body.Size, body.Align)
		refs := r.refs(i)
		for k := body.Parts.From; k < body.Parts.To; k++ {
			p := &r.code.Parts[k]
			line := text[r.p.Items[p.Item].Line-1]
			said, _, _ := strings.Cut(line, "#")
			row := ""
			if p.Kind == asm.PartInstr {
				row = "   (" + r.cpu.Rows[p.Row].Syntax + " = " + r.cpu.Rows[p.Row].Encoding + ")"
			}
			fmt.Fprintf(&b, "%4x  %-24s  %s%s\n", p.Offset, hexOf(r.bytes(i)[p.Offset:p.Offset+p.Len]), strings.Join(strings.Fields(said), " "), row)
			for len(refs) > 0 && refs[0].Item <= p.Item && (refs[0].Offset < p.Offset+p.Len || refs[0].Item < p.Item) {
				fmt.Fprintf(&b, "      %s\n", r.refText(&refs[0]))
				refs = refs[1:]
			}
		}
		for _, ref := range refs {
			fmt.Fprintf(&b, "      %s\n", r.refText(&ref))
		}
		for _, line := range r.code.Lines[body.Lines.From:body.Lines.To] {
			fmt.Fprintf(&b, "      line %d from %x\n", line.Line, line.Offset)
		}
	}
	return b.String()
}

func hexOf(code []byte) string {
	if len(code) > 16 {
		return fmt.Sprintf("% x … (%d)", code[:8], len(code))
	}
	return fmt.Sprintf("% x", code)
}
