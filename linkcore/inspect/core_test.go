//go:build !js

package inspect

import (
	"bytes"
	goelf "debug/elf"
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

type byteOrder interface {
	binary.ByteOrder
	binary.AppendByteOrder
}

// coreFile makes what a kernel leaves of a program: notes about it and the segments of its memory, without sections.
func coreFile(class byte, order byteOrder) []byte {
	wide := class == 2
	var b []byte
	half := func(v uint16) { b = order.AppendUint16(b, v) }
	word := func(v uint32) { b = order.AppendUint32(b, v) }
	addr := func(v uint64) {
		if wide {
			b = order.AppendUint64(b, v)
		} else {
			word(uint32(v))
		}
	}
	header, program := uint64(52), uint64(32)
	if wide {
		header, program = 64, 56
	}
	var notes []byte
	note := func(name string, typ uint32, desc int) {
		for _, v := range []uint32{uint32(len(name) + 1), uint32(desc), typ} {
			notes = order.AppendUint32(notes, v)
		}
		notes = append(notes, name...)
		notes = append(notes, make([]byte, 4-len(name)%4)...)
		notes = append(notes, make([]byte, (desc+3)/4*4)...)
	}
	note("CORE", 1, 336)
	note("CORE", 3, 136)
	note("CORE", 0x53494749, 128)
	note("CORE", 6, 320)
	note("CORE", 0x46494c45, 90)
	note("LINUX", 0x202, 64)
	dataByte := byte(1)
	if order.Uint16([]byte{0, 1}) == 1 {
		dataByte = 2
	}
	b = append(b, 0x7f, 'E', 'L', 'F', class, dataByte, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0)
	half(4)
	if dataByte == 2 {
		half(20 + uint16(class) - 1) // EM_PPC, EM_PPC64
	} else if wide {
		half(62)
	} else {
		half(3)
	}
	word(1)
	addr(0)
	addr(header)
	addr(0)
	word(0)
	half(uint16(header))
	half(uint16(program))
	half(3)
	half(0)
	half(0)
	half(0)
	segment := func(typ, flags uint32, off, vaddr, size, mem uint64) {
		word(typ)
		if wide {
			word(flags)
		}
		addr(off)
		addr(vaddr)
		addr(0)
		addr(size)
		addr(mem)
		if !wide {
			word(flags)
		}
		addr(4)
	}
	at := header + 3*program
	end := at + uint64(len(notes))
	segment(4, 0, at, 0, uint64(len(notes)), 0)
	segment(1, 5, end, 0x400000+end, 64, 64)
	segment(1, 6, end+64, 0x500000+end+64, 4096, 8192)
	b = append(b, notes...)
	return append(b, bytes.Repeat([]byte{0xc3}, 64+4096)...)
}

// TestCoreFile reads what a kernel leaves of a program, whole and as it is when the disk was full.
func TestCoreFile(t *testing.T) {
	for _, class := range []byte{1, 2} {
		for _, order := range []byteOrder{binary.LittleEndian, binary.BigEndian} {
			data := coreFile(class, order)
			path := filepath.Join(t.TempDir(), "core")
			if err := os.WriteFile(path, data, 0o666); err != nil {
				t.Fatal(err)
			}
			img := compareFile(t, path)
			if img.Kind != "ELF core file" {
				t.Errorf("it is an %s", img.Kind)
			}
			f, err := goelf.NewFile(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			comparePrograms(t, img, f)
			printed := output(t, "readelf", "-nW", path)
			rows := rowsOf(img, "notes")
			if len(rows) != 6 || strings.Count(printed, "Data size")+strings.Count(printed, "CORE  ")+strings.Count(printed, "LINUX  ") < 6 {
				t.Errorf("the notes are %q; readelf has\n%s", rows, printed)
			}
			for _, r := range rows {
				if !strings.Contains(printed, strings.TrimPrefix(r[1], "NT_")) {
					t.Errorf("readelf knows no %q:\n%s", r, printed)
				}
			}
			cut := data[:len(data)-2000]
			img, findings := Inspect(cut)
			prove(t, cut, img, findings)
			if len(findings) != 1 || len(rowsOf(img, "notes")) != 6 || len(img.Segments) != 2 || img.Segments[1].FileSize != 4096-2000 {
				t.Errorf("cut: %v, %d notes, segments %+v", findings, len(rowsOf(img, "notes")), img.Segments)
			}
		}
	}
}
