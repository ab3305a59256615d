package got

import "slices"

// What the cells of an entry hold, and what is left for the program's loader to put in: pure functions of what is known
// of the symbol and of the link. Sources: ELF Handling For Thread-Local Storage; psABI x86-64 §4.4; zld's GOT section.

// Symbol is what an entry asks of its symbol.
type Symbol struct {
	Addr     uint64
	Dynamic  uint32 // its index in .dynsym, or 0
	Import   bool   // of another file
	IFunc    bool   // a function that returns the address to use
	Absolute bool   // a number, the same wherever the file is loaded
}

// Link is what an entry asks of the link. The addresses of thread-local storage are those of reloc.Operands.
type Link struct {
	Shared bool   // the file is a shared object
	PIC    bool   // it can be loaded anywhere
	Apply  bool   // cells get their value although a relocation will fill them
	Block  uint64 // address of the PT_TLS segment
	DTP    uint64 // where offsets in the block count from: behind Block by the bias of the psABI
	TP     uint64 // what the thread pointer points at
}

// moves tells whether the loader must add to the symbol's address where it has put the file.
func (l *Link) moves(s *Symbol) bool { return s.IFunc || l.PIC && !s.Absolute }

// Contents is what the cells of an entry hold in the file; the second number is of two-cell entries only.
func (t Tag) Contents(s *Symbol, l *Link) [2]uint64 {
	switch t {
	case Got:
		if s.Import || l.moves(s) && !l.Apply {
			return [2]uint64{}
		}
		return [2]uint64{s.Addr}
	case TLSGD:
		switch {
		case s.Import:
			return [2]uint64{}
		case l.Shared:
			return [2]uint64{0, s.Addr - l.DTP}
		}
		return [2]uint64{mainModule, s.Addr - l.DTP}
	case GotTP:
		switch {
		case s.Import:
			return [2]uint64{}
		case !l.Shared:
			return [2]uint64{s.Addr - l.TP}
		case l.Apply:
			return [2]uint64{s.Addr - l.Block}
		}
	case TLSLD:
		if !l.Shared {
			return [2]uint64{mainModule}
		}
	}
	return [2]uint64{}
}

// mainModule is the number of the program itself among all files with thread-local variables.
const mainModule = 1

// DynamicKind is what a relocation asks of the loader; every psABI has a number of its own for each.
type DynamicKind uint8

// The kinds, in the words of the x86-64 psABI.
const (
	GlobDat DynamicKind = iota
	IRelative
	Relative
	DTPMod
	DTPOff
	TPOff
	Descriptor
)

// Dynamic is a relocation that the loader applies to a cell.
type Dynamic struct {
	Kind   DynamicKind
	Cell   uint32
	Symbol uint32 // index in .dynsym, or 0
	Addend uint64
}

// NeedsDynamic tells whether the loader has something to do for an entry.
func (t Tag) NeedsDynamic(s *Symbol, l *Link) bool {
	switch t {
	case Got:
		return s.Import || l.moves(s)
	case TLSGD, GotTP:
		return s.Import || l.Shared
	case TLSDesc:
		return true
	case TLSLD:
		return l.Shared
	}
	return false
}

// NumDynamic is how many relocations AppendDynamic appends.
func (t Tag) NumDynamic(s *Symbol, l *Link) int {
	switch {
	case !t.NeedsDynamic(s, l):
		return 0
	case t == TLSGD && s.Import:
		return 2
	}
	return 1
}

// AppendDynamic appends the relocations of an entry at a cell.
func (t Tag) AppendDynamic(dst []Dynamic, cell uint32, s *Symbol, l *Link) []Dynamic {
	if !t.NeedsDynamic(s, l) {
		return dst
	}
	switch t {
	case Got:
		switch {
		case s.Import:
			return append(dst, Dynamic{GlobDat, cell, s.Dynamic, 0})
		case s.IFunc:
			return append(dst, Dynamic{IRelative, cell, 0, s.Addr})
		}
		return append(dst, Dynamic{Relative, cell, 0, s.Addr})
	case TLSGD:
		dst = append(dst, Dynamic{DTPMod, cell, s.Dynamic, 0})
		if s.Import {
			dst = append(dst, Dynamic{DTPOff, cell + 1, s.Dynamic, 0})
		}
		return dst
	case GotTP:
		if s.Import {
			return append(dst, Dynamic{TPOff, cell, s.Dynamic, 0})
		}
		return append(dst, Dynamic{TPOff, cell, 0, s.Addr - l.Block})
	case TLSDesc:
		if s.Dynamic != 0 {
			return append(dst, Dynamic{Descriptor, cell, s.Dynamic, 0})
		}
		return append(dst, Dynamic{Descriptor, cell, 0, s.Addr - l.Block})
	default:
		return append(dst, Dynamic{DTPMod, cell, 0, 0})
	}
}

// SortDynamic brings relocations into the order of .rela.dyn: those that need no symbol first, so that the loader can do
// them in one run, IRELATIVE last, because a resolver may use what the others fill; then by symbol and cell.
func SortDynamic(rows []Dynamic) {
	slices.SortStableFunc(rows, func(a, b Dynamic) int {
		switch {
		case a.Kind.class() != b.Kind.class():
			return a.Kind.class() - b.Kind.class()
		case a.Symbol != b.Symbol:
			return int(a.Symbol) - int(b.Symbol)
		}
		return int(a.Cell) - int(b.Cell)
	})
}

func (k DynamicKind) class() int {
	switch k {
	case Relative:
		return 0
	case IRelative:
		return 2
	}
	return 1
}

// Suffix is what the name of an entry's own symbol adds to that of its target; that of the entry for all thread-local
// variables of the file stands alone.
func (t Tag) Suffix() string { return "$" + tags[t].word }

// Fits tells whether a cell of so many bytes can hold a value: distances are signed, addresses are not.
func (t Tag) Fits(v uint64, width int) bool {
	if width == 8 || v>>(8*width) == 0 {
		return t != GotTP || width == 8 || int64(v)>>(8*width-1) == 0
	}
	return t == GotTP && int64(v)>>(8*width-1) == -1
}
