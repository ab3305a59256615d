package plan9_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"linkplay/linkcore"
	"linkplay/linkcore/image"
)

// edits makes a session by chance: flush upon flush of updates that mostly keep sizes, and now and then something that
// moves, takes or gives back.
func edits(random *rand.Rand, upstream string) string {
	var b strings.Builder
	b.WriteString("target plan9/x86_64\n" + upstream + "enum T red green\nfile /a.s\n")
	const n = 8
	ref := func() string {
		return []string{"f0", "f3", "f7", "d1", "d2", "zeros", `"text"`, "lazy data T"}[random.IntN(8-2*min(1, random.IntN(4)))]
	}
	body := func() {
		if random.IntN(12) == 0 {
			fmt.Fprintf(&b, "  line %d\n", 1+random.IntN(9))
		}
		fmt.Fprintf(&b, "    mov  eax, %d\n", 1+random.IntN(9))
		if random.IntN(12) == 0 {
			fmt.Fprintf(&b, "  line %d\n", 1+random.IntN(200))
		}
		fmt.Fprintf(&b, "    call got(%s)\n    mov  rsi, %s\n", ref(), ref())
		for range min(1, random.IntN(6)) {
			b.WriteString("    ret\n")
		}
	}
	for i := range n {
		fmt.Fprintf(&b, "func f%d", i)
		if i == 0 {
			b.WriteString(" export _start")
		}
		b.WriteByte('\n')
		body()
	}
	b.WriteString("data d1\n    u64 f1\ndata d2\n    u64 d1\nbss zeros size 16\n")
	fresh := 0
	for range 12 {
		b.WriteString("flush\n")
		for range 1 + random.IntN(3) {
			switch random.IntN(14) {
			case 0:
				fmt.Fprintf(&b, "update d%d\n    u64 f%d+%d\n", 1+random.IntN(2), random.IntN(n), random.IntN(9))
			case 1:
				fmt.Fprintf(&b, "update zeros size %d\n", 16+8*random.IntN(2))
			case 2:
				fmt.Fprintf(&b, "func extra%d\n", fresh)
				body()
				fresh++
			case 3:
				fmt.Fprintf(&b, "update f%d align %d\n", 1+random.IntN(n-1), 1<<random.IntN(5))
				body()
			case 4:
				fmt.Fprintf(&b, "update f%d export name%d\n", 1+random.IntN(n-1), fresh)
				body()
				fresh++
			default:
				fmt.Fprintf(&b, "update f%d\n", random.IntN(n))
				body()
			}
		}
	}
	return b.String()
}

// A flush that patches the last file gives the bytes of one that writes them all, at every flush of any session. A
// recorded link never patches; what a patched image shares with the one before it shows that it was patched.
func TestPatchedFlushes(t *testing.T) {
	patched, withLines, full := 0, 0, 0
	for seed := range uint64(150) {
		random := rand.New(rand.NewPCG(seed, 4))
		text := edits(random, []string{"", "upstream lines\n", "fault slot-lost wrong-byte-order\n"}[seed%3])
		all, plain := linkcore.Link(text, linkcore.Options{Record: true}), linkcore.Link(text, linkcore.Options{})
		if plain.Findings.HasErrors() || len(all.Flushes) != len(plain.Flushes) {
			t.Fatalf("seed %d: %s\n%s", seed, findings(plain), text)
		}
		kept := make([][]byte, len(plain.Flushes))
		for i, img := range plain.Flushes {
			kept[i] = bytes.Clone(img.File)
			if !bytes.Equal(img.File, all.Flushes[i].File) {
				t.Fatalf("seed %d: flush %d gives other bytes when it patches\n%s", seed, i+1, text)
			}
			if i == 0 {
				continue
			}
			switch before := plain.Flushes[i-1]; {
			case &before.Extents[0] == &img.Extents[0]:
				patched++
			case lines(before) != lines(img):
				withLines++
			default:
				full++
			}
		}
		for i, img := range plain.Flushes {
			if !bytes.Equal(img.File, kept[i]) {
				t.Fatalf("seed %d: flush %d was changed by a later one", seed, i+1)
			}
		}
	}
	t.Logf("%d flushes took the last file over, %d have other lines, %d are new in other ways", patched, withLines, full)
	if patched < 50 || withLines < 50 || full < 50 {
		t.Error("the sessions are not mixed enough")
	}
}

func lines(img *image.Image) string {
	e := &img.Extents[len(img.Extents)-1]
	return string(img.File[e.Off : e.Off+e.FileSize])
}
