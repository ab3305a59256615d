package linkcore

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"linkplay/linkcore/describe"
)

// The dictionary is part of every link of version 1 that is out there.
func TestPermalinkDictionaryIsFrozen(t *testing.T) {
	const want = "244095e9cb941cefb37e38a151097317a0cbeb532398d2084abfbb55762793fb"
	sum := sha256.Sum256(permalinkDict)
	if got := hex.EncodeToString(sum[:]); got != want {
		t.Fatalf("permalink_v1.dict was changed (%s): links of version 1 no longer open. Put it back; a better dictionary is version 2 beside it.", got)
	}
	if len(permalinkDict) > 32<<10 {
		t.Errorf("deflate looks back 32 KiB; the dictionary has %d bytes", len(permalinkDict))
	}
}

// Every released form opens for ever. Add lines, never change one.
func TestPermalinkCorpus(t *testing.T) {
	data, err := os.ReadFile("testdata/permalinks.txt")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	for i := 0; i+1 < len(lines); i += 2 {
		payload, want := lines[i], strings.TrimPrefix(lines[i+1], "sha256 ")
		text, err := Decode(payload)
		if err != nil {
			t.Errorf("%.30s…: %v", payload, err)
			continue
		}
		sum := sha256.Sum256([]byte(text))
		if got := hex.EncodeToString(sum[:]); got != want {
			t.Errorf("%.30s… gives a text with sum %s, want %s:\n%s", payload, got, want, text)
		}
	}
	if len(lines) < 10 {
		t.Errorf("the corpus has %d lines", len(lines))
	}
}

func TestPermalinkRoundTrip(t *testing.T) {
	texts := []string{"", "\n", "x", "target plan9/x86_64\n", "täglich 日本 \U0001F600\r\n\x00", strings.Repeat("data d\n  u8 0\n", 200_000)}
	for n := range 300 {
		texts = append(texts, string(permalinkDict[:n]), string(permalinkDict[len(permalinkDict)-7*n:]))
	}
	examples, _ := filepath.Glob("../static/examples/*.atoms")
	for _, name := range examples {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		payload := Encode(string(data))
		t.Logf("%-40s %5d bytes, link of %4d characters", filepath.Base(name), len(data), len(payload))
		texts = append(texts, string(data))
	}
	for _, text := range texts {
		payload := Encode(text)
		back, err := Decode(payload)
		if err != nil || back != text {
			t.Errorf("%.40q… (%d bytes) comes back as %.40q…: %v", text, len(text), back, err)
		}
		if strings.ContainsAny(payload, "+/=&#?% ") {
			t.Errorf("%q needs escaping in a URL", payload)
		}
	}
}

func TestPermalinkDamage(t *testing.T) {
	whole := Encode("target elf/x86_64\nfunc main export _start\n    xor edi, edi\n    frobnicate 0x12345\n")
	cases := []struct{ name, payload, says string }{
		{"empty", "", "does not start"},
		{"no version", strings.TrimPrefix(whole, "1."), "does not start"},
		{"a later version", "2." + whole[2:], `version "2"`},
		{"cut off", whole[:len(whole)-8], "cut off"},
		{"only a version", "1.", "cut off"},
		{"another alphabet", "1.ab+/ab", "damaged"},
		{"one letter too many", "1.a", "damaged"},
		{"no deflate", "1._____w", "damaged"},
		{"more behind the end", whole + "AAAA", "damaged"},
		{"not UTF-8", Encode("\xff\xfe"), "UTF-8"},
	}
	for _, c := range cases {
		text, err := Decode(c.payload)
		if err == nil || text != "" || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %q gives %q and %v; want an error with %q", c.name, c.payload, text, err, c.says)
		}
	}
	for _, tail := range []string{".", "\n", "=", "==\r\n"} {
		if _, err := Decode(whole + tail); err != nil {
			t.Errorf("a link followed by %q: %v", tail, err)
		}
	}
}

func TestPermalinkLimit(t *testing.T) {
	bomb := Encode(strings.Repeat("0", 8<<20))
	if _, err := DecodeLimit(bomb, MaxTextEdge); !errors.Is(err, ErrPermalinkTooLong) {
		t.Errorf("8 MiB in %d characters: %v", len(bomb), err)
	}
	if _, err := DecodeLimit(Encode(strings.Repeat("0", MaxTextEdge)), MaxTextEdge); err != nil {
		t.Errorf("exactly the limit: %v", err)
	}
}

// Aims, not promises: a link fits where links have to fit.
func TestPermalinkSizes(t *testing.T) {
	for _, c := range []struct{ atoms, most int }{{3, 250}, {10, 600}, {30, 1450}} {
		for _, target := range []string{"plan9/x86_64", "elf/x86_64"} {
			text := describe.Generate(target, c.atoms, 1)
			n := len(Encode(text))
			t.Logf("%-12s %2d atoms, %4d bytes: a link of %4d characters", target, c.atoms, len(text), n)
			if n > c.most {
				t.Errorf("%d atoms for %s take %d characters, more than %d", c.atoms, target, n, c.most)
			}
		}
	}
}

func FuzzPermalink(f *testing.F) {
	f.Add("1.", "")
	f.Add(Encode("target plan9/x86_64\n"), "target plan9/x86_64\n")
	f.Add("1.AAAA", "func a\n")
	f.Fuzz(func(t *testing.T, payload, text string) {
		if unpacked, err := DecodeLimit(payload, 1<<20); err == nil {
			if again, err := Decode(Encode(unpacked)); err != nil || again != unpacked {
				t.Errorf("%q unpacks to %q, which comes back as %q: %v", payload, unpacked, again, err)
			}
		}
		if back, err := Decode(Encode(strings.ToValidUTF8(text, "?"))); err != nil || back != strings.ToValidUTF8(text, "?") {
			t.Errorf("%q comes back as %q: %v", text, back, err)
		}
	})
}
