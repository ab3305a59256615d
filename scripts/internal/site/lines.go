package site

import (
	"bytes"
	"encoding/binary"
	"strings"
)

// Go's table of functions (pclntab, runtime/symtab.go of Go 1.26) begins like this: a magic number, two zeros, the
// alignment of code, the size of a pointer.
var functionTable = []byte{0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8}

// dropLines forgets which line of which file the code of the standard library and of other modules was made of: a
// fifteenth of the page's wasm. Stack traces still name every function, and our own ones with file and line. A table of
// another Go version is left alone.
func dropLines(memory []byte) {
	at := bytes.Index(memory, functionTable)
	if at < 0 {
		return
	}
	t := pclntab(memory[at:])
	const headerWords = 8
	if len(t) < 8+8*headerWords {
		return
	}
	functions, names, values, list := t.word(0), t.word(3), t.word(6), t.word(7)
	if list > len(t) || values > list || names > values || functions > (len(t)-list)/8 {
		return
	}
	needed := make([]bool, list-values)
	var unneeded []int // places of the offsets of tables that nobody shall read
	for i := range functions {
		f := list + t.half(list+8*i+4) // the _func
		const spOffset, fileOffset, lineOffset, tables, fixed = 16, 20, 24, 28, 44
		t.mark(needed, values, t.half(f+spOffset))
		for k := range t.half(f + tables) {
			t.mark(needed, values, t.half(f+fixed+4*k))
		}
		if t.ours(names + t.half(f+4)) {
			t.mark(needed, values, t.half(f+fileOffset))
			t.mark(needed, values, t.half(f+lineOffset))
		} else {
			unneeded = append(unneeded, f+fileOffset, f+lineOffset)
		}
	}
	for _, place := range unneeded {
		const none = 0
		binary.LittleEndian.PutUint32(t[place:], none)
	}
	for i := range needed {
		if !needed[i] {
			t[values+i] = 0
		}
	}
}

type pclntab []byte

func (t pclntab) word(n int) int  { return int(binary.LittleEndian.Uint64(t[8+8*n:])) }
func (t pclntab) half(at int) int { return int(binary.LittleEndian.Uint32(t[at:])) }

func (t pclntab) ours(name int) bool {
	text := string(t[name : name+min(32, len(t)-name)])
	return strings.HasPrefix(text, "linkplay/") || strings.HasPrefix(text, "main.")
}

// mark marks a table of values by program counter: pairs of varints, of which one that begins with 0 is the last.
func (t pclntab) mark(needed []bool, values, offset int) {
	if offset == 0 || offset >= len(needed) || needed[offset] {
		return
	}
	for at, first := values+offset, true; ; first = false {
		delta, n := binary.Uvarint(t[at:])
		last := delta == 0 && !first
		if !last {
			_, more := binary.Uvarint(t[at+n:])
			n += more
		}
		for range n {
			needed[at-values] = true
			at++
		}
		if last {
			return
		}
	}
}
