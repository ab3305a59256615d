package linkcore

import "linkplay/linkcore/report"

// Show makes a flush of the last good link the one that is shown: looks and pictures speak of its file, until the next
// link. Flushes count from 0.
func (e *Engine) Show(flush int) Output {
	if e.result == nil {
		return Output{JSON: (&Result{}).Summary().AppendJSON(nil)}
	}
	if flush >= 0 && flush < len(e.result.Flushes) {
		shown := *e.result
		shown.Image = shown.Flushes[flush]
		e.result = &shown
	}
	return output(e.result)
}

// Changes says what a flush did to the file of the flush before, as JSON.
func (e *Engine) Changes(flush int) []byte {
	if e.result == nil || flush < 0 || flush >= len(e.result.Flushes) {
		return report.ChangesOf(nil, nil).AppendJSON(nil)
	}
	all := e.result.Flushes
	if flush == 0 {
		return report.ChangesOf(nil, all[0]).AppendJSON(nil)
	}
	return report.ChangesOf(all[flush-1], all[flush]).AppendJSON(nil)
}

// Sentence says what an event of the link did.
func (e *Engine) Sentence(event int) string {
	if e.result == nil || e.result.Image == nil {
		return ""
	}
	return e.result.Image.Sentence(uint32(max(0, event)))
}

// flushShown is the number of the flush that is shown.
func (r *Result) flushShown() int {
	for i, img := range r.Flushes {
		if img == r.Image {
			return i
		}
	}
	return 0
}
