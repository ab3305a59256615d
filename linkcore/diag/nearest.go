package diag

// Nearest helps with "did you mean": it remembers the best of the candidates that are shown to it. The zero value
// holds no text; make one with NearestTo. It allocates nothing and a candidate costs at most maxNearest² steps.
type Nearest struct {
	text, best string
	distance   int
}

const maxNearest = 32 // longer texts are compared by their first bytes only

// NearestTo begins a search for what the user may have meant by a text.
func NearestTo(text string) Nearest {
	allowed := 1 + min(len(text), 12)/4 // one slip in a short word, up to four in a long one
	if len(text) <= 2 {
		allowed = 1
	}
	return Nearest{text: text, distance: allowed + 1}
}

// NearestWithin is NearestTo for texts that differ by at most so many slips.
func NearestWithin(text string, slips int) Nearest {
	n := NearestTo(text)
	n.distance = min(n.distance, slips+1)
	return n
}

// Try offers a candidate. The first of several equally near ones wins.
func (n *Nearest) Try(candidate string) {
	if candidate == n.text || abs(len(candidate)-len(n.text)) >= n.distance {
		return
	}
	if d := editDistance(n.text, candidate, n.distance); d < n.distance && d < max(len(candidate), len(n.text)) {
		n.distance, n.best = d, candidate
	}
}

// Best returns the nearest candidate, or "" when none was near.
func (n *Nearest) Best() string { return n.best }

// NearestOf is Nearest over a short list.
func NearestOf(text string, candidates ...string) string {
	n := NearestTo(text)
	for _, c := range candidates {
		n.Try(c)
	}
	return n.best
}

// editDistance counts insertions, deletions, replacements and swaps of neighbours; it gives up at limit.
func editDistance(a, b string, limit int) int {
	a, b = a[:min(len(a), maxNearest)], b[:min(len(b), maxNearest)]
	var rows [3][maxNearest + 1]int
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j-1]+cost, last[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least >= limit {
			return limit
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

func abs(n int) int { return max(n, -n) }
