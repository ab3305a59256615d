package inspect_test

import (
	"testing"

	"linkplay/linkcore"
)

// TestShown asks everything that a page asks about an inspected file: a look at every byte and owner, the tables and
// the pictures.
func TestShown(t *testing.T) {
	files := map[string][]byte{"unknown": []byte("no file that is known"), "empty": nil}
	for name, r := range ours(t) {
		files[name] = r.Image.File
		files[name+", cut"] = r.Image.File[:len(r.Image.File)*2/3]
	}
	for name, data := range files {
		t.Run(name, func(t *testing.T) {
			e := linkcore.NewEngine()
			out := e.Inspect(data)
			if len(out.JSON) == 0 || len(out.Tables) == 0 {
				t.Error("nothing is shown")
			}
			r := linkcore.Inspect(data)
			for off := range data {
				if look := r.LookAt(uint64(off)); !look.Found || look.Title == "" || look.Owner == 0 {
					t.Fatalf("a look at byte %#x finds %+v", off, look)
				}
			}
			for n := 1; n < len(r.Image.Owners); n++ {
				r.LookOwner(uint32(n))
			}
			for _, view := range []string{"layout", "got", "symbols", "hex"} {
				e.Picture(view, 900, 0, 0, 0)
			}
		})
	}
}
