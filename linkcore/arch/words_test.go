package arch

import (
	"fmt"
	"math/bits"
	"strings"
	"testing"
)

// TestDescribeWords shows what a page tells about the bits of instructions that are words.
func TestDescribeWords(t *testing.T) {
	for _, test := range []struct {
		cpu, syntax string
		args        []int64
		want        string
	}{
		{"aarch64", "add xd|sp, xn|sp, imm12", []int64{0, 31, 16},
			"word e0430091: bit 31 1; bits 30-29 00; bits 28-22 1000100; bits 21-10 imm12: 16; bits 9-5 xn|sp: sp; bits 4-0 xd|sp: x0"},
		{"aarch64", "ldr xt, [xn|sp, imm12*8]", []int64{1, 2, 24},
			"word 410c40f9: bits 31-30 11; bits 29-24 111001; bits 23-22 01; bits 21-10 imm12: 24; bits 9-5 xn|sp: x2; bits 4-0 xt: x1"},
		{"aarch64", "mov xd, ~imm16", []int64{3, -5}, "word 83008092: bit 31 1; bits 30-23 00100101; bits 22-21 00; bits 20-5 imm16: -5; bits 4-0 xd: x3"},
		{"riscv64", "beq rs1, rs2, rel13", []int64{10, 0, -8},
			"word e30c05fe: bits 31-25 rel13[12|10:5]: -8; bits 24-20 rs2: zero; bits 19-15 rs1: a0; bits 14-12 000; bits 11-7 rel13[4:1|11]: -8; bits 6-0 1100011"},
		{"arm", "push {list}", []int64{0x4010}, "word 10402de9: bits 31-28 1110; bits 27-16 100100101101; bits 15-0 list: 16400"},
		{"sparc", "ld [rs1+simm13], rd", []int64{14, -4, 9}, "word d203bffc: bits 31-30 11; bits 29-25 rd: o1; bits 24-19 000000; bits 18-14 rs1: sp; bit 13 1; bits 12-0 simm13: -4"},
		{"mips", "jalr rs", []int64{25}, "word 0320f809: bits 31-26 000000; bits 25-21 rs: t9; bits 20-16 00000; bits 15-11 11111; bits 10-6 00000; bits 5-0 001001"},
		{"powerpc", "mov base, got(sym)", []int64{3},
			"word 3c600000: lis base, ha(got($)): Puts 16 bits into a register, at bit 16; extended by their sign. CELL_HA: The upper half of the address of the symbol's GOT cell, rounded. | " +
				"word 80630000: lwz base, lo(got($))(base): Loads 32 bits at a register and a number. CELL_LO: The lower half of the address of the symbol's GOT cell."},
		{"riscv64", "call sym", nil,
			"word 97000000: auipc ra, CALL($): Adds 20 bits, at bit 12, to the address of this instruction. R_RISCV_CALL_PLT: The distance from here to the symbol, in auipc and jalr. | " +
				"word e7800000: jalr ra, 0(ra): Jumps to a register and a number, and leaves the address of the next instruction in a register."},
	} {
		c := Find(test.cpu)
		row := 0
		for row < len(c.Rows) && c.Rows[row].Syntax != test.syntax {
			row++
		}
		if row == len(c.Rows) {
			t.Errorf("%s has no row %s", test.cpu, test.syntax)
			continue
		}
		code := c.Encode(row, test.args, nil)
		var pieces []string
		for _, p := range c.Describe(row, test.args, nil) {
			pieces = append(pieces, fmt.Sprintf("%s %x: %s", p.Name, code[p.Offset:p.Offset+p.Len], p.Says))
		}
		if got := strings.Join(pieces, " | "); got != test.want {
			t.Errorf("%s, %s:\n got %s\nwant %s", test.cpu, test.syntax, got, test.want)
		}
	}
}

// TestRotated makes every number that 8 bits and a rotation can make, and finds it again.
func TestRotated(t *testing.T) {
	first := map[uint32]uint64{}
	for field := range uint64(1 << 12) {
		n := bits.RotateLeft32(uint32(field&0xff), -2*int(field>>8))
		if _, known := first[n]; !known {
			first[n] = field // the smallest rotation comes first
		}
	}
	for n, field := range first {
		if got, ok := Rotated.try(int64(n)); !ok || got != field {
			t.Errorf("%#x is %#x, %v; want %#x", n, got, ok, field)
		}
	}
	for _, n := range []int64{0x101, 0x102, 0x1fe00000001, 0xff1, 0x3fc00001, -2} {
		if _, ok := Rotated.try(n); ok && first[uint32(n)] == 0 {
			t.Errorf("%#x has a form", n)
		}
	}
}

// TestBitmask decodes every field as the manual does (DecodeBitMasks) and encodes the result again.
func TestBitmask(t *testing.T) {
	seen := map[uint64]uint64{}
	for field := range uint64(1 << 13) {
		n, immr, imms := field>>12, field>>6&63, field&63
		length := bits.Len64(n<<6|^imms&63) - 1
		if length < 1 {
			continue
		}
		size := uint64(1) << length
		s, r := imms&(size-1), immr&(size-1)
		if s == size-1 || immr != r {
			continue // reserved, or another way of writing the same
		}
		element := rotateRight(1<<(s+1)-1, int(r), int(size))
		mask := uint64(0)
		for at := uint64(0); at < 64; at += size {
			mask |= element << at
		}
		seen[mask] = field
		if got, ok := Mask64.try(int64(mask)); !ok || got != field {
			t.Fatalf("%#x is %#x, %v; want %#x", mask, got, ok, field)
		}
		if size == 64 {
			continue
		}
		if got, ok := Mask32.try(int64(uint32(mask))); !ok || got != field {
			t.Fatalf("%#x in 32 bits is %#x, %v; want %#x", uint32(mask), got, ok, field)
		}
	}
	if len(seen) != 5334 {
		t.Errorf("there are %d masks, want 5334", len(seen))
	}
	for _, n := range []int64{0, -1, 5, 0x12345678, 0x0101010100000000} {
		if _, ok := Mask64.try(n); ok {
			t.Errorf("%#x has a form", n)
		}
	}
}

// TestPutNumber puts numbers into instructions that were assembled with 0, and compares with assembling them at once.
func TestPutNumber(t *testing.T) {
	for i := range cpus {
		c := Find(cpus[i].name)
		if !c.Words {
			continue
		}
		for row := range c.Rows {
			r := &c.Rows[row]
			args := [MaxOperands]int64{}
			n := 0
			for k := range r.Operands[:r.Count] {
				o := &r.Operands[k]
				if o.Role == RoleFixed || o.Role == RoleSymbol {
					continue
				}
				if o.Bits != 0 {
					testPutNumber(t, c, row, k, n, args[:])
				}
				n++
			}
		}
	}
}

func testPutNumber(t *testing.T, c *CPU, row, operand, arg int, args []int64) {
	o := &c.Rows[row].Operands[operand]
	lo, hi, step := c.Reach(o.Bits)
	for _, n := range []int64{lo, hi, 0, step, -step, 7 * step} {
		if o.Role == RoleNumber && !c.Immediates[o.Number].Holds(n, false) || n < lo || n > hi {
			continue
		}
		code := c.Encode(row, args, nil)
		c.PutNumber(o.Bits, code, n)
		args[arg] = n
		if want := c.Encode(row, args, nil); string(code) != string(want) {
			t.Errorf("%s: %s with %d: % x, want % x", c.Name, c.Rows[row].Syntax, n, code, want)
		}
		args[arg] = 0
	}
}

// TestNamesFit counts what the assembler has little room for.
func TestNamesFit(t *testing.T) {
	for i := range cpus {
		c := Find(cpus[i].name)
		if len(c.Registers) > 126 {
			t.Errorf("%s has %d names of registers, and an instruction's shape has room for 126", c.Name, len(c.Registers))
		}
		if len(c.Relocs) > 254 {
			t.Errorf("%s has %d relocation types", c.Name, len(c.Relocs))
		}
		seen := map[string]bool{}
		for _, r := range c.Registers {
			if seen[r.Name] || r.Class == 0 {
				t.Errorf("%s: the register %s is there twice or in no set", c.Name, r.Name)
			}
			seen[r.Name] = true
		}
		words := map[string]bool{}
		for _, o := range c.Operators {
			for _, w := range o.Words {
				words[w] = true
			}
		}
		if len(words) > 31 {
			t.Errorf("%s has %d words around symbols, and a chain has room for 31", c.Name, len(words))
		}
	}
}
