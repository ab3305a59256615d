package trace

import (
	"fmt"
	"strconv"
)

// Sentence says what an event did. name gives the words for a subject.
func (e *Event) Sentence(name func(owner uint32) string) string {
	subject := name(e.Subject)
	switch e.Kind {
	case Read:
		return fmt.Sprintf("%s comes in with %s and %s", subject, bytes(e.A), count(e.B, "reference"))
	case Refer:
		return fmt.Sprintf("%s names %s for the first time", name(uint32(e.A)), subject)
	case GiveCell:
		return fmt.Sprintf("%s gets GOT cell %d", subject, e.A)
	case TakeAgain:
		return fmt.Sprintf("%s takes the free GOT cell %d", subject, e.A)
	case GiveSymbol:
		return fmt.Sprintf("%s gets symbol %d", subject, e.A)
	case GiveExport:
		return fmt.Sprintf("%s gets symbol %d for a name that it exports", subject, e.A)
	case Make:
		return fmt.Sprintf("the linker makes %s, %s", subject, bytes(e.A))
	case Place:
		return fmt.Sprintf("%s goes to %#x, %s", subject, e.A, bytes(e.B))
	case Pad:
		return fmt.Sprintf("%s stay empty, so that %s starts at a multiple of %d", bytes(e.A), subject, e.B)
	case ClearCell:
		return fmt.Sprintf("cell %d is free and holds zero", e.A)
	case LoseCell:
		return fmt.Sprintf("cell %d belongs to nobody, and no free list knows it", e.A)
	case FillCell:
		return fmt.Sprintf("cell %d is filled with %#x, the address of %s", e.A, e.B, subject)
	case FillThreadCell:
		return fmt.Sprintf("cell %d is filled with %#x, by which a thread finds %s", e.A, e.B, subject)
	case SetSymbol:
		return fmt.Sprintf("symbol %d, %s, gets the value %#x", e.A, subject, e.B)
	case Relocate:
		return fmt.Sprintf("%s: the field at file offset %#x becomes %#x", subject, e.A, e.B)
	case WriteHeader:
		return fmt.Sprintf("%s is written, %s", subject, bytes(e.A))
	case WriteTable:
		return fmt.Sprintf("%s is written: %s, %s", subject, count(e.A, "row"), bytes(e.B))
	case SegmentStarts:
		return fmt.Sprintf("%s starts at %#x, %s", subject, e.A, bytes(e.B))
	case Empty:
		return fmt.Sprintf("%s stay %s", bytes(e.A), subject)
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

func bytes(n uint64) string { return count(n, "byte") }

func count(n uint64, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.FormatUint(n, 10) + " " + one + "s"
}
