package trace

import (
	"fmt"
	"strconv"
	"strings"
)

// Words are what a file adds to an event's numbers. They are asked about the event whose sentence is made.
type Words interface {
	// OwnerName is the name of a subject.
	OwnerName(owner uint32) string
	// SegmentName is the name of the segment that starts at an address, or "".
	SegmentName(addr uint64) string
	// Record is the row of the symbol table that the event wrote, and its name; -1 when the file has none.
	Record() (row int, name string)
	// Kept is what the field of a relocation at a file offset keeps of a value.
	Kept(off, value uint64) string
}

// Sentence says what an event did.
func (e *Event) Sentence(w Words) string {
	subject := w.OwnerName(e.Subject)
	switch e.Kind {
	case Read:
		if e.B == 0 {
			return fmt.Sprintf("%s comes in with %s and names nobody", subject, bytes(e.A))
		}
		return fmt.Sprintf("%s comes in with %s and %s", subject, bytes(e.A), count(e.B, "reference"))
	case Refer:
		return fmt.Sprintf("%s names %s for the first time", w.OwnerName(uint32(e.A)), subject)
	case GiveCell:
		return fmt.Sprintf("%s gets GOT cell %d", subject, e.A)
	case TakeAgain:
		return fmt.Sprintf("%s takes the free GOT cell %d", subject, e.A)
	case GiveSymbol:
		return fmt.Sprintf("%s gets symbol index %d", subject, e.A)
	case GiveExport:
		return fmt.Sprintf("%s gets symbol index %d for a name that it exports", subject, e.A)
	case Make:
		return fmt.Sprintf("the linker makes %s, %s", subject, bytes(e.A))
	case Place:
		return fmt.Sprintf("%s goes to %#x, %s", subject, e.A, bytes(e.B))
	case Pad:
		return fmt.Sprintf("%s %s empty, so that %s starts at a multiple of %d", bytes(e.A), stay(e.A), subject, e.B)
	case ClearCell:
		return fmt.Sprintf("cell %d is free and holds zero", e.A)
	case LoseCell:
		return fmt.Sprintf("cell %d belongs to nobody, and no free list knows it", e.A)
	case FillCell:
		return fmt.Sprintf("cell %d is filled with %#x, the address of %s", e.A, e.B, subject)
	case FillThreadCell:
		return fmt.Sprintf("cell %d is filled with %#x, by which a thread finds %s", e.A, int64(e.B), subject)
	case SetSymbol:
		if row, name := w.Record(); row >= 0 {
			if name != "" {
				name = ", " + name + ","
			}
			return fmt.Sprintf("record %d of the symbol table%s gets the value %#x", row, name, e.B)
		}
		return fmt.Sprintf("the symbol of %s gets the value %#x", subject, e.B)
	case Relocate:
		return fmt.Sprintf("%s: the field at file offset %#x becomes %s", subject, e.A, w.Kept(e.A, e.B))
	case WriteHeader:
		return fmt.Sprintf("%s %s written, %s", subject, isOrAre(subject), bytes(e.A))
	case WriteTable:
		return fmt.Sprintf("%s %s written: %s, %s", subject, isOrAre(subject), count(e.A, "row"), bytes(e.B))
	case SegmentStarts:
		if name := w.SegmentName(e.A); name != "" {
			return fmt.Sprintf("the segment “%s” starts at %#x, %s", name, e.A, bytes(e.B))
		}
		return fmt.Sprintf("%s starts at %#x, %s", subject, e.A, bytes(e.B))
	case Empty:
		return fmt.Sprintf("%s %s %s", bytes(e.A), stay(e.A), subject)
	case Update:
		return fmt.Sprintf("%s gets a new body, %s", subject, bytes(e.A))
	case Release:
		return subject + " gives back its atom, its symbol and its cell"
	case FindEntry:
		return fmt.Sprintf("the program starts at %s, %#x", subject, e.A)
	case FinishFile:
		return fmt.Sprintf("the file is complete, %s", bytes(e.A))
	default:
		return ""
	}
}

// isOrAre is the verb of a structure of the file: some have a plural for a name.
func isOrAre(structure string) string {
	if strings.HasSuffix(structure, "s") {
		return "are"
	}
	return "is"
}

func stay(n uint64) string {
	if n == 1 {
		return "stays"
	}
	return "stay"
}

func bytes(n uint64) string { return count(n, "byte") }

func count(n uint64, one string) string {
	if n == 1 {
		return "1 " + one
	}
	digits := strconv.FormatUint(n, 10)
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	return digits + " " + one + "s"
}
