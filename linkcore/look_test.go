package linkcore_test

import (
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"linkplay/linkcore"
	"linkplay/linkcore/describe"
	"linkplay/linkcore/image"
	"linkplay/linkcore/report"
)

// number reads the number of a term: "0x20", "-4", "1 × 8".
func number(t *testing.T, text string) uint64 {
	t.Helper()
	product := uint64(1)
	for _, factor := range strings.Split(text, " × ") {
		v, err := strconv.ParseUint(strings.TrimPrefix(factor, "-"), 0, 64)
		if err != nil {
			t.Fatalf("%q is no number", text)
		}
		if strings.HasPrefix(factor, "-") {
			v = -v
		}
		product *= v
	}
	return product
}

// mustAddUp reads a sum as a person does and adds it up.
func mustAddUp(t *testing.T, r *report.Reason) {
	t.Helper()
	if len(r.Terms) < 2 || r.Terms[0].Sign != "" {
		t.Fatalf("%s: %q is no sum", r.Word, r.Says)
	}
	total := uint64(0)
	for _, term := range r.Terms[1:] {
		switch term.Sign {
		case "where":
			return // a formula that is no plain sum; reloc tests its value
		case "=", "+":
			if strings.ContainsAny(term.Text, "SAPGLZ") {
				continue
			}
			for _, part := range strings.Split(strings.Trim(term.Text, "()"), " + ") {
				total += number(t, part)
			}
		case "-":
			total -= number(t, term.Text)
		case ">>":
			total = uint64(int64(total) >> number(t, term.Text))
		case "&":
			total &= number(t, term.Text)
		default:
			t.Fatalf("%s: the sign %q in %q", r.Word, term.Sign, r.Says)
		}
	}
	if want := number(t, r.Terms[0].Text); total != want {
		t.Fatalf("%s: %q adds up to %#x", r.Word, r.Says, total)
	}
}

var holds = regexp.MustCompile(`bits? (\d+)(?:-(\d+))? holds? (0x[0-9a-f]+|\d)`)

// mustHoldBits reads "67 00 04 91: 4 bytes, lowest byte first, of which bits 21-10 hold 0x100" and looks into the bytes.
func mustHoldBits(t *testing.T, says string) {
	t.Helper()
	spelled, rest, _ := strings.Cut(says, ": ")
	word := new(big.Int)
	bytes := strings.Fields(spelled)
	if strings.Contains(rest, "lowest byte first") {
		slices.Reverse(bytes)
	}
	if _, ok := word.SetString(strings.Join(bytes, ""), 16); !ok {
		t.Fatalf("%q are no bytes", says)
	}
	found := holds.FindAllStringSubmatch(rest, -1)
	if strings.Contains(rest, "of which") != (len(found) > 0) {
		t.Fatalf("%q names no bits", says)
	}
	for _, m := range found {
		high, _ := strconv.Atoi(m[1])
		low := high
		if m[2] != "" {
			low, _ = strconv.Atoi(m[2])
		}
		want := uint64(0)
		for bit := high; bit >= low; bit-- {
			want = want<<1 | uint64(word.Bit(bit))
		}
		if number(t, m[3]) != want {
			t.Fatalf("%q, and bits %d-%d are %#x", says, high, low, want)
		}
	}
}

// mustExplain checks the chain of one thing: all that it shows adds up and leads somewhere, and it ends at an event or a
// line.
func mustExplain(t *testing.T, r *linkcore.Result, look *report.Look) {
	t.Helper()
	img := r.Image
	if !look.Found || look.Title == "" || len(look.Why) == 0 {
		t.Fatalf("%#x has no reason: %+v", look.Off, look)
	}
	for i := range look.Why {
		reason := &look.Why[i]
		if reason.Word == "" || reason.Says == "" || reason.Off >= len(img.File) || int(reason.Owner) >= len(img.Owners) {
			t.Fatalf("%s: %+v", look.Title, reason)
		}
		if len(reason.Terms) > 0 {
			mustAddUp(t, reason)
		}
		if reason.Word == "these bytes" {
			mustHoldBits(t, reason.Says)
		}
		for _, term := range reason.Terms {
			if term.Off >= len(img.File) || int(term.Owner) >= len(img.Owners) || term.Text == "" {
				t.Fatalf("%s: %q has the term %+v", look.Title, reason.Says, term)
			}
		}
	}
	if img.Trace == nil {
		return // a foreign file: nobody saw it being made
	}
	last := look.Why[len(look.Why)-1]
	if last.Word != "written" && last.Word != "asked by" || last.Word == "asked by" && last.Line == 0 {
		t.Fatalf("%s ends with %q: %s", look.Title, last.Word, last.Says)
	}
}

func TestEveryByteOfEveryExampleIsExplained(t *testing.T) {
	for _, e := range examples(t) {
		r := link(t, e.text)
		for off := range r.Image.File {
			look := r.LookAt(uint64(off))
			mustExplain(t, r, &look)
		}
		for owner := range r.Image.Owners {
			look := r.LookOwner(uint32(owner))
			for i := range look.Why {
				if len(look.Why[i].Terms) > 0 {
					mustAddUp(t, &look.Why[i])
				}
			}
		}
		again := linkcore.Inspect(r.Image.File)
		for off := range again.Image.File {
			look := again.LookAt(uint64(off))
			mustExplain(t, again, &look)
		}
	}
}

func TestBytesOfGeneratedProgramsAreExplained(t *testing.T) {
	for _, target := range []string{"plan9/x86_64", "elf/x86_64"} {
		r := linkcore.Link(describe.Generate(target, 60, 5), linkcore.Options{Record: true})
		for off := range r.Image.File {
			look := r.LookAt(uint64(off))
			mustExplain(t, r, &look)
		}
	}
}

func looked(t *testing.T, name string) *linkcore.Result {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "static", "examples", name+".atoms"))
	if err != nil {
		t.Fatal(err)
	}
	return link(t, string(text))
}

func says(look report.Look, word string) (all string) {
	for _, r := range look.Why {
		if r.Word == word {
			all += r.Says
		}
	}
	return all
}

func TestTheChainOfTheReferenceCell(t *testing.T) {
	r := looked(t, "reference-plan9-x86_64")
	look := r.LookAt(0x56)
	for word, want := range map[string]string{
		"this address": "0x400008 = data base 0x400000 + cell 1 × 8",
		"in the file":  "0x56 = data at 0x4e + cell 1 × 8",
		"this value":   "0x20003f = text base 0x200028 + a.start, bytes 23",
		"points at":    "a.helper at 0x20003f",
		"these bytes":  "3F 00 20 00 00 00 00 00: the value in 8 bytes, lowest byte first",
		"this number":  "a.start got cell 0, then line 9 asked for a.helper",
		"defined in":   "line 15: func a.helper line 10",
		"asked by":     "line 9: call got(a.helper)",
	} {
		if got := says(look, word); got != want {
			t.Errorf("%s: %q, want %q", word, got, want)
		}
	}
	if got := says(r.LookAt(0x2b), "filled in"); got != "0x400008 = GOT 0x400000 + G, cell 1 × 8 + A, addend 0" {
		t.Errorf("a relocated byte: %q", got)
	}
	if got := says(r.LookAt(0x0b), "this value"); got != "0x47 = got, bytes 48 + data, bytes 23" {
		t.Errorf("the header's size of the data: %q", got)
	}
	if got := says(r.LookAt(0x17), "points at"); got != "a.start at 0x200028" {
		t.Errorf("the entry: %q", got)
	}
}

func TestTheChainOfELFHeaders(t *testing.T) {
	r := looked(t, "three-ways")
	all := ""
	for off := range 0x120 {
		if look := r.LookAt(uint64(off)); look.PartOff == off {
			all += fmt.Sprintf("%s; %s\n", says(look, "this value"), says(look, "points at")+says(look, "counts"))
		}
	}
	for _, want := range []string{
		"; first at 0x401120\n",
		"; .text at 0x401120\n",
		"RE: read, execute; \n",
		"; program headers at 0x40 in the file\n",
		"; section 6, .shstrtab\n",
		"; 4 program headers\n",
		"; 41 bytes of .text\n",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("no field says %q", want)
		}
	}
	if t.Failed() {
		t.Log(all)
	}
}

// TestCellsKnowWhoAsked: the line of a cell speaks of its symbol, or defines it where nobody has spoken of it before.
func TestCellsKnowWhoAsked(t *testing.T) {
	for _, e := range examples(t) {
		r := link(t, e.text)
		elsewhere := 0
		for i := range r.Image.Cells {
			c := &r.Image.Cells[i]
			if c.Owner == 0 || c.Line == 0 {
				continue
			}
			o := &r.Image.Owners[c.Owner]
			if c.Line != o.Line {
				elsewhere++
			}
			if line := r.Line(c.Line); c.Line != o.Line && o.Kind != image.OwnerLazy && !strings.Contains(line, strings.Trim(o.Name, `"`)) {
				t.Errorf("%s: cell %d holds %s and was asked for by line %d: %s", e.ID, i, o.Name, c.Line, line)
			}
		}
		if e.ID == "got" && elsewhere == 0 {
			t.Errorf("%s: every cell was asked for by the atom itself", e.ID)
		}
	}
}

// TestHeadersLeadSomewhereOrNowhere holds the fields of headers against what they mean: zeros of records that stand for
// nothing lead nowhere, and a sum has something to add.
func TestHeadersLeadSomewhereOrNowhere(t *testing.T) {
	for _, e := range examples(t) {
		fields := link(t, e.text).Headers().Fields
		for i := range fields {
			f := &fields[i]
			if f.Record == "section header 0" && f.To >= 0 || f.Value == "0x0" && f.To > 0 {
				t.Errorf("%s: %s of %s is %s and leads to %#x: %s", e.ID, f.Name, f.Record, f.Value, f.To, f.Means)
			}
			if f.Name == "p_type" && f.Value == "0x6474e551" && fields[i+2].To >= 0 {
				t.Errorf("%s: the permission of the stack is %s", e.ID, fields[i+2].Means)
			}
			if _, sum, found := strings.Cut(f.Means, " = "); found && !strings.ContainsAny(sum, "+-") || strings.Contains(f.Means+" ", " 1 bytes ") {
				t.Errorf("%s: %s of %s: %s", e.ID, f.Name, f.Record, f.Means)
			}
		}
	}
}

func TestSymbolsInWords(t *testing.T) {
	r := looked(t, "names")
	for i := range r.Image.Symbols {
		s := &r.Image.Symbols[i]
		info, other, shndx, value := r.LookAt(uint64(s.Off)+4), r.LookAt(uint64(s.Off)+5), r.LookAt(uint64(s.Off)+6), r.LookAt(uint64(s.Off)+8)
		words := map[string]string{
			"":            "0 × 16 + 0: LOCAL, NOTYPE; DEFAULT; UND: it is in no section of this file; ",
			"work_v2":     "2 × 16 + 2: WEAK, FUNC; DEFAULT; section 1, .text; ",
			"_work":       "1 × 16 + 2: GLOBAL, FUNC; HIDDEN; section 1, .text; ",
			"app_version": "1 × 16 + 0: GLOBAL, NOTYPE; DEFAULT; ABS: the value is a number and belongs to no section; the number in line 3, whatever lies at that address",
			"work_here":   "0 × 16 + 2: LOCAL, FUNC; DEFAULT; section 1, .text; ",
			"main":        "0 × 16 + 2: LOCAL, FUNC; DEFAULT; section 1, .text; 0x401126 = .text base 0x401120 + work, bytes 6",
			"_start":      "1 × 16 + 2: GLOBAL, FUNC; DEFAULT; section 1, .text; 0x401126 = .text base 0x401120 + work, bytes 6",
			"version":     "0 × 16 + 0: LOCAL, NOTYPE; DEFAULT; ABS: the value is a number and belongs to no section; the number in line 3, whatever lies at that address",
		}
		want, known := words[s.Name]
		got := strings.Join([]string{says(info, "this value"), says(other, "this value"), says(shndx, "this value") + says(shndx, "points at"), says(value, "this value")}, "; ")
		if known && got != want {
			t.Errorf("%s: %q, want %q", s.Name, got, want)
		}
	}
}

func TestSynonymsAreNamed(t *testing.T) {
	for name, wants := range map[string]int{"jumps": 1, "enum-name": 0} {
		r, got := looked(t, name), map[uint32]bool{}
		for off := range r.Image.File {
			if look := r.LookAt(uint64(off)); strings.Contains(says(look, "instruction"), "jnz is another name for it.") || strings.Contains(says(look, "instruction"), "enum is another") {
				got[look.Line] = true
			}
		}
		if len(got) != wants {
			t.Errorf("%s: other names in lines %v", name, got)
		}
	}
}

func TestWhatHasNoBytesIsExplained(t *testing.T) {
	r := looked(t, "bss")
	n := 0
	for i := range r.Image.Owners {
		if o := &r.Image.Owners[i]; o.Kind == image.OwnerBSS && o.Size > 0 && o.Line > 0 {
			n++
			look := r.LookOwner(uint32(i))
			mustExplain(t, r, &look)
			if look.Addr == "" || says(look, "this address") == "" || says(look, "asked by") == "" {
				t.Errorf("%s: %+v", o.Name, look.Why)
			}
		}
	}
	if n == 0 {
		t.Fatal("the example has no bss")
	}
}

// TestRelocatedFieldsSayWhatIsInTheBytes holds what Why says of an instruction against its bytes, read by hand with the
// manuals of the processors.
func TestRelocatedFieldsSayWhatIsInTheBytes(t *testing.T) {
	for _, test := range []struct {
		example string
		off     uint64
		want    []string // "word: text" of the reasons
	}{
		{"hello-elf", 0x144, []string{"filled in: -0x1028 =", "these bytes: D8 EF FF FF: the value in 4 bytes", "field: disp32: the displacement counts from the next instruction: -4136, which is -0x1028"}},
		{"hello-aarch64", 0x134, []string{"these bits: 0x1ffff0 = -0x10000 >> 12 & 0x1fffff", "of which bits 30-29 hold 0x0 and bits 23-5 hold 0x7fffc", "bits 23-5 pages[32:14]: 0x7fffc",
			"filled in: -0x10000 = Page(S + A) - Page(P), Page: the address without its low 12 bits, S, greeting 0x400120, A, addend 0, P, this field 0x410134"}},
		{"hello-aarch64", 0x138, []string{"these bits: 0x120 = 0x400120 & 0xfff", "these bytes: 21 80 04 91: 4 bytes, lowest byte first, of which bits 21-10 hold 0x120", "bits 21-10 imm12: 0x120"}},
		{"hello-arm", 0xc4, []string{"T, for Thumb code, of which there is none 0", "these bits: 0xb4 = 0x100b4 & 0xffff", "bits 11-0 hold 0xb4 and bits 19-16 hold 0x0"}},
		{"hello-riscv64", 0x134, []string{"these bits: 0xfffff = (-0x1014 + 0x800) >> 12 & 0xfffff", "bits 31-12 imm20: 0xfffff"}},
		{"hello-riscv64", 0x138, []string{"these bits: 0xfec = -0x1014 & 0xfff", "bits 31-20 hold 0xfec", "imm12: 0xfec"}},
		{"hello-sparc64", 0x148, []string{"relocation: CELL_HI22", "The type is this linker's own, no file holds it."}},
		{"hello-sparc64", 0x134, []string{"of which bits 21-0 hold 0x400", "imm22: 0x400"}},
		{"plan9-powerpc", 0x2e, []string{"Here bits 15-0: 0x20."}},
	} {
		look := looked(t, test.example).LookAt(test.off)
		all := ""
		for _, w := range look.Why {
			all += w.Word + ": " + w.Says + "\n"
		}
		for _, want := range test.want {
			if !strings.Contains(all, want) {
				t.Errorf("%s at %#x does not say %q:\n%s", test.example, test.off, want, all)
			}
		}
	}
}
