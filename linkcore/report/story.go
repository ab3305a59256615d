package report

import (
	"fmt"
	"strings"

	"linkplay/linkcore/image"
	"linkplay/linkcore/trace"
)

// StoryRun is how many events of one kind in a row a story tells; of a longer run it tells the ends and counts the rest.
const StoryRun = 8

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
		for i := int(passes[p].First); i < end; {
			run := i + 1
			for run < end && t.Events[run].Kind == t.Events[i].Kind {
				run++
			}
			i = tellRun(&b, i, run, tell)
		}
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

// tellRun tells events of one kind; of a long run the first and the last.
func tellRun(b *strings.Builder, from, to int, tell func(int)) int {
	if to-from <= StoryRun {
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
