package site

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// shrinking is the version of what shrink does: another one makes the wasm anew.
const shrinking = 1

// shrink rewrites what the Go linker has made so that it compresses better and does the same. See the WebAssembly core
// specification 2.0, §5.5, for sections.
func shrink(wasm []byte) ([]byte, error) {
	const header, dataSection = 8, 11
	if len(wasm) < header || string(wasm[:4]) != "\x00asm" {
		return nil, errors.New("this is no wasm")
	}
	out := slices.Clone(wasm[:header])
	r := reader{data: wasm, at: header}
	for r.at < len(wasm) && r.err == nil {
		id := r.byte()
		body := r.bytes(int(r.unsigned()))
		if id == dataSection && r.err == nil {
			start, memory, err := memoryOf(body)
			if err != nil {
				return nil, err
			}
			dropLines(memory)
			body = oneSegment(start, memory)
		}
		out = binary.AppendUvarint(append(out, id), uint64(len(body)))
		out = append(out, body...)
	}
	return out, r.err
}

const i32const, end = 0x41, 0x0b

// memoryOf is the memory that a data section gives, from its first byte on. The Go linker leaves out short runs of
// zeros, which makes 100,000 segments; their headers cost a compressor far more than the zeros would.
func memoryOf(section []byte) (start int, memory []byte, err error) {
	r := reader{data: section}
	type segment struct {
		at   int
		data []byte
	}
	var segments []segment
	for i, n := 0, int(r.unsigned()); i < n && r.err == nil; i++ {
		mode, opcode, at, stop := r.unsigned(), r.byte(), int(r.signed()), r.byte()
		segments = append(segments, segment{at, r.bytes(int(r.unsigned()))})
		if r.err == nil && (mode != 0 || opcode != i32const || stop != end || at < 0) {
			return 0, nil, fmt.Errorf("data segment %d is of a kind that the Go linker does not make", i)
		}
	}
	if r.err != nil || len(segments) == 0 {
		return 0, nil, r.err
	}
	slices.SortFunc(segments, func(a, b segment) int { return a.at - b.at })
	start = segments[0].at
	for _, s := range segments {
		gap := s.at - start - len(memory)
		if gap < 0 {
			return 0, nil, fmt.Errorf("two data segments overlap at %#x", s.at)
		}
		memory = append(append(memory, make([]byte, gap)...), s.data...)
	}
	return start, memory, nil
}

func oneSegment(start int, memory []byte) []byte {
	section := []byte{1, 0, i32const}
	section = append(appendSigned(section, int64(start)), end)
	section = binary.AppendUvarint(section, uint64(len(memory)))
	return append(section, memory...)
}

// appendSigned appends a signed LEB128, which is not the zigzag code of encoding/binary.
func appendSigned(dst []byte, v int64) []byte {
	for v < -64 || v > 63 {
		dst = append(dst, byte(v)|0x80)
		v >>= 7
	}
	return append(dst, byte(v)&0x7f)
}

// A reader reads numbers as wasm writes them. After the first error it gives zeros.
type reader struct {
	data []byte
	at   int
	err  error
}

func (r *reader) byte() byte {
	if b := r.bytes(1); len(b) == 1 {
		return b[0]
	}
	return 0
}

func (r *reader) bytes(n int) []byte {
	if r.err == nil && (n < 0 || n > len(r.data)-r.at) {
		r.err = fmt.Errorf("at byte %#x: the wasm ends early", r.at)
	}
	if r.err != nil {
		return nil
	}
	r.at += n
	return r.data[r.at-n : r.at]
}

func (r *reader) unsigned() uint64 {
	v, n := binary.Uvarint(r.data[min(r.at, len(r.data)):])
	r.bytes(max(n, 1))
	return v
}

func (r *reader) signed() (v int64) {
	for shift := 0; ; shift += 7 {
		b := r.byte()
		v |= int64(b&0x7f) << shift
		if b&0x80 == 0 || r.err != nil {
			if b&0x40 != 0 {
				v |= -1 << (shift + 7)
			}
			return v
		}
	}
}
