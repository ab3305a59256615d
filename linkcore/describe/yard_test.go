package describe
import ("testing";"time";"os")
func TestMin(t *testing.T) {
	if os.Getenv("FDD") == "" { t.Skip() }
	text := Generate("plan9/x86_64", 100_000, 1)
	best, bestY := time.Hour, time.Hour
	for range 25 {
		a := time.Now(); Parse(text); best = min(best, time.Since(a))
		a = time.Now()
		h := uint32(1)
		for i := 0; i < len(text); i++ { h = (h ^ uint32(text[i])) * 16777619 }
		sink = int(h)
		bestY = min(bestY, time.Since(a))
	}
	println("parse", best.Microseconds(), "yard", bestY.Microseconds())
}
var sink int
