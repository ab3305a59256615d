package describe

import (
	"linkplay/linkcore/atom"
	"linkplay/linkcore/diag"
	"linkplay/linkcore/spec"
)

// Check finds what can be found from names and numbers alone, without assembling or placing anything: the target and
// what it lacks, names that are missing or there twice at each flush, labels, values that do not fit.
func Check(p *atom.Program) diag.List {
	c := &checker{p: p, wordBytes: 8, budget: nearestBudget}
	c.target()
	c.setup()
	c.prepare()
	c.replay()
	c.atTheEnd()
	return c.found.close()
}

// checker is the state of one Check.
type checker struct {
	p         *atom.Program
	found     findings
	plan9     bool
	wordBytes int
	known     []known // by Name
	story     []story // by Name
	replayState
	bodyState
	fileBytes uint64 // what the atoms so far write into the file
	tooLarge  bool   // and that this was said
	budget    int    // how many more names may be looked at for "did you mean"
}

const nearestBudget = 1_000_000

// target makes sure that there is a target and that there is such a target.
func (c *checker) target() {
	t := &c.p.Target
	if t.Pos.Line == 0 {
		c.found.add(diag.TargetMissing, diag.Pos{Line: 1, Col: 1}, "there is no target").Mend("begin with a line such as `target elf/x86_64`")
		return
	}
	if t.Format == "" {
		return // the line had its finding
	}
	c.plan9 = t.Format == "plan9"
	pos, end := place(t.Pos), uint32(t.Pos.Col)+uint32(len(t.Format)+len(t.CPU)+1)
	accepted, known := spec.Accepts(t.Format, t.CPU)
	cpu := spec.FindCPU(t.CPU)
	switch {
	case !known:
		f := c.found.add(diag.TargetUnknown, pos, "there is no format %s", cite(t.Format)).Until(pos.Col + uint32(len(t.Format)))
		f.Mend("the formats are %s", formats())
		if near := nearestFormat(t.Format); near != "" {
			f.Mend("did you mean `%s/%s`?", near, t.CPU)
		}
	case cpu == nil:
		f := c.found.add(diag.TargetUnknown, pos, "there is no processor %s", cite(t.CPU)).Until(end)
		f.Mend("the processors of %s are %s", t.Format, cpusOf(t.Format))
		if near := nearestCPU(t.CPU); near != "" {
			f.Mend("did you mean `%s/%s`?", t.Format, near)
		}
	case !accepted:
		sentence := "there is no target %s/%s here, though there are both"
		if c.plan9 {
			sentence = "ArchNotSupportedByPlan9: %s has no number for the processor %s"
		}
		c.found.add(diag.TargetArch, pos, sentence, t.Format, t.CPU).Until(end).
			Mend("the processors of %s are %s", t.Format, cpusOf(t.Format))
	}
	if cpu != nil {
		c.wordBytes = cpu.WordBytes
	}
}

func formats() string {
	text := ""
	for i := range spec.FormatCPUs {
		text = join(text, spec.FormatCPUs[i].Format)
	}
	return text
}

func cpusOf(format string) string {
	text := ""
	for i := range spec.FormatCPUs {
		if spec.FormatCPUs[i].Format == format {
			for _, name := range spec.FormatCPUs[i].CPUs {
				text = join(text, name)
			}
		}
	}
	return text
}

func join(list, next string) string {
	if list == "" {
		return next
	}
	return list + ", " + next
}

func nearestFormat(text string) string {
	best := diag.NearestTo(text)
	for i := range spec.FormatCPUs {
		best.Try(spec.FormatCPUs[i].Format)
	}
	return best.Best()
}

// otherNames are what people and compilers call processors that have another name here.
var otherNames = map[string]string{
	"amd64": "x86_64", "x64": "x86_64", "x86-64": "x86_64", "i386": "x86", "i686": "x86", "386": "x86", "ia32": "x86",
	"arm64": "aarch64", "arm32": "arm", "armv7": "arm", "rv64": "riscv64", "riscv": "riscv64", "sparcv9": "sparc64",
	"ppc": "powerpc", "ppc64": "powerpc64", "mips32": "mips",
}

func nearestCPU(text string) string {
	if name, ok := otherNames[text]; ok {
		return name
	}
	best := diag.NearestTo(text)
	for i := range spec.CPUs {
		best.Try(spec.CPUs[i].Name)
	}
	return best.Best()
}

// only says, by output, why a Plan 9 file is not that.
var only = [...]string{
	atom.Executable: "Plan 9 files are executables anyway",
	atom.PIE:        "Plan 9 files are executables that are loaded at one place",
	atom.Shared:     "Plan 9 files are executables that are loaded at one place (TODOImplementWritingLibFiles)",
}

// setup looks for lines that the format has no use for, and says which faults are in force.
func (c *checker) setup() {
	p := c.p
	if c.plan9 {
		c.lacks(p.Said.Output, "output", only[p.Output])
		c.lacks(p.Said.Layout, "layout", "a Plan 9 file is placed afresh at each flush")
	}
	for i := range p.Options {
		o := &p.Options[i]
		if o.Word == "pointer" {
			c.wordBytes = int(o.Number)
		}
		if c.plan9 && o.Word == "pointer" {
			c.lacks(o.Pos, "option "+o.Word, "the processor decides how wide pointers are, and 64 bits are the most (UnsupportedP9Architecture)")
		} else if c.plan9 && findOption(o.Word).ELFOnly {
			c.lacks(o.Pos, "option "+o.Word, "a Plan 9 file has nothing that it could change")
		}
	}
	c.faults()
}

func (c *checker) lacks(pos atom.Pos, what, why string) {
	if pos.Line != 0 {
		c.found.add(diag.TargetLacks, place(pos), "%s has no `%s`: %s", c.targetName(), what, why).
			Mend("remove it, or choose an ELF target such as elf/x86_64")
	}
}

func (c *checker) targetName() string { return c.p.Target.Format + "/" + c.p.Target.CPU }
