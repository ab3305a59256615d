package report

import (
	"fmt"
	"strings"

	"linkplay/linkcore/image"
	"linkplay/linkcore/trace"
)

// What a story tells in full: runs of events of one kind, and passes. Of longer ones it tells the ends and counts the
// rest, so that the story of 100,000 atoms can be read.
const (
	storyRun  = 8
	storyPass = 80
)

// Story is the link as numbered plain text: a heading for each pass, a sentence for each event. The sentences are
// trace's; nothing is told here that the timeline does not show.
func Story(img *image.Image) string {
	t := img.Trace
	if t == nil || len(t.Events) < 2 {
		return "Nothing was recorded.\n"
	}
	var b strings.Builder
	name := func(owner uint32) string {
		if int(owner) < len(img.Owners) && img.Owners[owner].Name != "" {
			return img.Owners[owner].Name
		}
		return "the file"
	}
	width := len(fmt.Sprint(len(t.Events) - 1))
	tell := func(i int) {
		e := &t.Events[i]
		if says := e.Sentence(name); says != "" {
			fmt.Fprintf(&b, "%*d. %s", width+2, i, says)
			if e.Line > 0 {
				fmt.Fprintf(&b, " (line %d)", e.Line)
			}
			b.WriteByte('\n')
		}
	}
	passes := t.Passes
	if len(passes) == 0 || passes[0].First > 1 {
		passes = append([]trace.Pass{{First: 1}}, passes...)
	}
	several := passes[len(passes)-1].Flush > 0
	for p := range passes {
		end := len(t.Events)
		if p+1 < len(passes) {
			end = int(passes[p+1].First)
		}
		heading(&b, &passes[p], p, several)
		tellPass(&b, t.Events, int(passes[p].First), end, tell)
		if passes[p].Says != "" {
			fmt.Fprintf(&b, "   => %s\n", passes[p].Says)
		}
	}
	return b.String()
}

func heading(b *strings.Builder, pass *trace.Pass, number int, several bool) {
	if number > 0 {
		b.WriteByte('\n')
	}
	if pass.Name == "" {
		return
	}
	b.WriteString(strings.ToUpper(pass.Name[:1]) + pass.Name[1:])
	if several {
		fmt.Fprintf(b, ", flush %d", pass.Flush+1)
	}
	b.WriteByte('\n')
}

// tellPass tells the events of a pass; of a long pass the beginning and the end.
func tellPass(b *strings.Builder, events []trace.Event, from, to int, tell func(int)) {
	told := 0
	for i := from; i < to; {
		run := i + 1
		for run < to && events[run].Kind == events[i].Kind {
			run++
		}
		told += min(run-i, storyRun)
		i = tellRun(b, i, run, tell)
		const last = 8
		if told >= storyPass/2 && to-i > storyPass/2 {
			fmt.Fprintf(b, "     … and %d more steps of this pass\n", to-i-last)
			i, told = to-last, -to
		}
	}
}

// tellRun tells events of one kind; of a long run the first and the last.
func tellRun(b *strings.Builder, from, to int, tell func(int)) int {
	if to-from <= storyRun {
		for i := from; i < to; i++ {
			tell(i)
		}
		return to
	}
	const first, last = 4, 2
	for i := from; i < from+first; i++ {
		tell(i)
	}
	fmt.Fprintf(b, "     … and %d more like these\n", to-from-first-last)
	for i := to - last; i < to; i++ {
		tell(i)
	}
	return to
}
