// Package trace records what a link did, step by step, as rows of integers.
//
// The recorder makes no string: a row names its kind and carries numbers; the sentence is made by Sentence when
// somebody looks. A nil *Recorder records nothing, so a linker calls it without asking whether anyone listens.
package trace

// Kind is what happened.
type Kind uint8

// The kinds of events. Subject is the index of an owner in the image (see image.Owner) unless said otherwise.
const (
	None           Kind = iota
	Read                // an atom of the description was taken in; A bytes, B references
	Refer               // Subject was named for the first time, by owner A
	GiveCell            // Subject was given GOT cell A
	GiveSymbol          // Subject was given symbol index A
	GiveExport          // a further name of Subject was given symbol index A
	Make                // the linker made the bytes of Subject itself; A bytes
	Place               // Subject was placed at address A; B bytes
	Pad                 // A bytes were left before Subject, so that its address is a multiple of B
	ClearCell           // GOT cell A belongs to nobody and holds zero
	FillCell            // GOT cell A was given its value: B, the address of Subject
	SetSymbol           // symbol A got the value B
	Relocate            // a field of Subject at file offset A was given the value B
	WriteHeader         // the header was written; A bytes
	WriteTable          // table Subject was written; A entries, B bytes
	SegmentStarts       // segment or section Subject starts at address A; B bytes
	Update              // Subject got a new body; A bytes
	Empty               // A bytes belong to nobody
	Release             // Subject gave back its atom, its symbol and, if it had one, its cell
	TakeAgain           // Subject took over free cell A
	FindEntry           // the program starts at Subject, address A
	FinishFile          // the file is complete; A bytes
	LoseCell            // GOT cell A belongs to nobody, and nobody will get it
	FillThreadCell      // GOT cell A was given its value: B, which says where a thread finds Subject
)

// Event is one row.
type Event struct {
	A, B    uint64
	Subject uint32
	Line    uint32 // of the description; 0 when the linker did it of its own accord
	Kind    Kind
	Pass    uint8 // index of Passes
}

// Pass is a named stretch of the link.
type Pass struct {
	Name  string // one or two words
	Says  string // the sentence that is true when it is done
	First uint32 // its first event
	Flush uint16 // which flush it belongs to, from 0
}

// Recorder collects events. Events[0] is the absent event.
type Recorder struct {
	Events []Event
	Passes []Pass
	flush  uint16
}

// NewRecorder returns a recorder with room for about n events.
func NewRecorder(n int) *Recorder {
	r := &Recorder{Events: make([]Event, 1, n+1)}
	return r
}

// Begin starts a pass.
func (r *Recorder) Begin(name, says string) {
	if r != nil {
		r.Passes = append(r.Passes, Pass{name, says, uint32(len(r.Events)), r.flush})
	}
}

// Flushed ends the passes of one flush.
func (r *Recorder) Flushed() {
	if r != nil {
		r.flush++
	}
}

// Event records what happened and returns the index of its row; 0 when nobody listens.
func (r *Recorder) Event(kind Kind, subject, line uint32, a, b uint64) uint32 {
	if r == nil {
		return 0
	}
	pass := uint8(0)
	if n := len(r.Passes); n > 0 {
		pass = uint8(n - 1)
	}
	r.Events = append(r.Events, Event{A: a, B: b, Subject: subject, Line: line, Kind: kind, Pass: pass})
	return uint32(len(r.Events) - 1)
}

// Next is the row of the next event; 0 when nobody listens.
func (r *Recorder) Next() uint32 {
	if r == nil {
		return 0
	}
	return uint32(len(r.Events))
}

// Keep leaves out the events from first on that used says no to, and returns the new rows of all of them.
func (r *Recorder) Keep(first uint32, used []bool) (renumbered []uint32) {
	renumbered = make([]uint32, len(used))
	kept := r.Events[:first]
	for i, keep := range used {
		renumbered[i] = uint32(len(kept))
		if keep {
			kept = append(kept, r.Events[int(first)+i])
		}
	}
	end := uint32(len(r.Events))
	r.Events = kept
	for i := range r.Passes {
		if p := &r.Passes[i].First; *p == end {
			*p = uint32(len(kept))
		} else if *p > first {
			*p = renumbered[*p-first]
		}
	}
	return renumbered
}
