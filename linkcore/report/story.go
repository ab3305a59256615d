package report

import (
	"fmt"
	"math"
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
	width := len(fmt.Sprint(len(t.Events)-1)) + 2
	told := Tell(img, math.MaxInt)
	for i := range told.Passes {
		p := &told.Passes[i]
		if i > 0 {
			b.WriteByte('\n')
		}
		if p.Title != "" {
			b.WriteString(p.Title + "\n")
		}
		for j := range p.Steps {
			s := &p.Steps[j]
			if s.More > 0 {
				fmt.Fprintf(&b, "     … %s\n", s.Says)
				continue
			}
			fmt.Fprintf(&b, "%*d. %s", width, s.Event, s.Says)
			if s.Line > 0 {
				fmt.Fprintf(&b, " (line %d)", s.Line)
			}
			b.WriteByte('\n')
		}
		if p.Says != "" {
			fmt.Fprintf(&b, "   => %s\n", p.Says)
		}
	}
	return b.String()
}

// Tell tells the link in pieces, at most so many steps and passes.
func Tell(img *image.Image, most int) Told {
	out := Told{Passes: []ToldPass{}}
	t := img.Trace
	if t == nil || len(t.Events) < 2 {
		return out
	}
	passes := t.Passes
	if len(passes) == 0 || passes[0].First > 1 {
		passes = append([]trace.Pass{{First: 1}}, passes...)
	}
	several := passes[len(passes)-1].Flush > 0
	w := teller{img: img, events: t.Events}
	for p := range passes {
		end := len(t.Events)
		if p+1 < len(passes) {
			end = int(passes[p+1].First)
		}
		if w.steps += 1; w.steps > most {
			out.More = len(t.Events) - int(passes[p].First)
			break
		}
		w.pass(int(passes[p].First), end)
		if len(w.told) == 0 {
			continue // nothing was left to do in it
		}
		out.Passes = append(out.Passes, ToldPass{Title: title(&passes[p], several), Says: passes[p].Says, Steps: w.told})
		w.steps += len(w.told)
	}
	w.findPlaces(out.Passes)
	return out
}

func title(pass *trace.Pass, several bool) string {
	if pass.Name == "" {
		return ""
	}
	words := strings.ToUpper(pass.Name[:1]) + pass.Name[1:]
	if several {
		words += fmt.Sprintf(", flush %d", pass.Flush+1)
	}
	return words
}

type teller struct {
	img    *image.Image
	events []trace.Event
	told   []ToldStep // of this pass
	steps  int        // of all
}

// pass tells the events of a pass; of a long pass the beginning and the end.
func (w *teller) pass(from, to int) {
	w.told = []ToldStep{}
	told := 0
	for i := from; i < to; {
		run := i + 1
		for run < to && w.events[run].Kind == w.events[i].Kind {
			run++
		}
		told += min(run-i, storyRun)
		w.run(i, run)
		i = run
		const last = 8
		if told >= storyPass/2 && to-i > storyPass/2 {
			w.count(i, to-last, "more steps of this pass")
			i, told = to-last, -to
		}
	}
}

// run tells events of one kind; of a long run the first and the last.
func (w *teller) run(from, to int) {
	const first, last = 4, 2
	if to-from > storyRun {
		w.tell(from, from+first)
		w.count(from+first, to-last, "more like these")
		from = to - last
	}
	w.tell(from, to)
}

func (w *teller) count(from, to int, what string) {
	w.told = append(w.told, ToldStep{Event: uint32(from), More: to - from, Says: fmt.Sprintf("and %d %s", to-from, what), Off: -1})
}

func (w *teller) tell(from, to int) {
	for i := from; i < to; i++ {
		e := &w.events[i]
		if says := w.img.Sentence(uint32(i)); says != "" {
			w.told = append(w.told, ToldStep{Event: uint32(i), Says: says, Line: e.Line, Off: w.place(e), Owner: e.Subject})
		}
	}
}

// place is where in the file an event did something, as far as its own numbers say.
func (w *teller) place(e *trace.Event) int {
	switch e.Kind {
	case trace.Relocate:
		if e.A < uint64(len(w.img.File)) {
			return int(e.A)
		}
	case trace.GiveCell, trace.TakeAgain, trace.FillCell, trace.FillThreadCell, trace.ClearCell:
		if e.A < uint64(len(w.img.Cells)) {
			return int(w.img.Cells[e.A].Off)
		}
	}
	return -1
}

// findPlaces looks for the bytes that the told events have written.
func (w *teller) findPlaces(passes []ToldPass) {
	wanted := map[uint32]*ToldStep{}
	for i := range passes {
		for j := range passes[i].Steps {
			if s := &passes[i].Steps[j]; s.Off < 0 && s.More == 0 {
				wanted[s.Event] = s
			}
		}
	}
	for i := range w.img.Spans {
		if s := &w.img.Spans[i]; len(wanted) > 0 {
			if step := wanted[s.Event]; step != nil {
				step.Off = int(s.Off)
				delete(wanted, s.Event)
			}
		}
	}
}
