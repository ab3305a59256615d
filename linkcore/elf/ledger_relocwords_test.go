package elf_test

import "testing"

// Fields among the bits of instructions, as the manuals of the processors draw them.

func a64Adr(op, v uint64) uint64   { return op | v&3<<29 | v>>2&0x7ffff<<5 }
func a64Imm12(op, v uint64) uint64 { return op | v&0xfff<<10 }
func a64Imm16(op, v uint64) uint64 { return op | v&0xffff<<5 }
func a64Imm19(op, v uint64) uint64 { return op | v>>2&0x7ffff<<5 }
func armHalf(op, v uint64) uint64  { return op | v>>12&0xf<<16 | v&0xfff }
func armJump(op, v uint64) uint64  { return op | v>>2&0xffffff }
func rvUpper(op, v uint64) uint64  { return op | (v+0x800)&0xfffff000 }
func rvLow(op, v uint64) uint64    { return op | v&0xfff<<20 }
func rvStore(op, v uint64) uint64  { return op | v>>5&0x7f<<25 | v&0x1f<<7 }
func sparcSethi(op, v uint64) uint64 {
	return op | v>>10&0x3fffff
}
func sparcLow(op, v uint64) uint64 { return op | v&0x3ff }

// page is the page of 4 KiB that an address is in.
func page(v uint64) uint64 { return v >> 12 }

func TestRelocationsAArch64(t *testing.T) {
	testExamples(t, "aarch64", "absolute wide = 0x123456789abcdef0\nabsolute middle = 0x456789abcdef\n", []example{
		{"R_AARCH64_ABS64", "u64 x + 5", 0, 8, func(v *values) uint64 { return v.S("x") + 5 }},
		{"R_AARCH64_ABS32", "u32 x", 0, 4, func(v *values) uint64 { return v.S("x") }},
		{"R_AARCH64_ABS16", "u16 tiny + 1", 0, 2, func(v *values) uint64 { return 0x13 }},
		{"R_AARCH64_PREL64", "u64 x + 1 - .", 0, 8, func(v *values) uint64 { return v.S("x") + 1 - v.P }},
		{"R_AARCH64_PREL32", "u32 x - .", 0, 4, func(v *values) uint64 { return v.S("x") - v.P }},
		{"R_AARCH64_PREL16", "u16 f - .", 0, 2, func(v *values) uint64 { return v.S("f") - v.P }},
		{"R_AARCH64_MOVW_UABS_G0", "movz x0, abs_g0(tiny)", 0, 4, func(v *values) uint64 { return a64Imm16(0xd2800000, 0x12) }},
		{"R_AARCH64_MOVW_UABS_G0_NC", "movz x0, lo16(x)", 0, 4, func(v *values) uint64 { return a64Imm16(0xd2800000, v.S("x")) }},
		{"R_AARCH64_MOVW_UABS_G1", "movk x0, hi16(x), lsl 16", 0, 4, func(v *values) uint64 { return a64Imm16(0xf2a00000, v.S("x")>>16) }},
		{"R_AARCH64_MOVW_UABS_G1_NC", "movk x0, abs_g1_nc(wide), lsl 16", 0, 4, func(v *values) uint64 { return a64Imm16(0xf2a00000, 0x9abc) }},
		{"R_AARCH64_MOVW_UABS_G2", "movk x0, abs_g2(middle), lsl 32", 0, 4, func(v *values) uint64 { return a64Imm16(0xf2c00000, 0x4567) }},
		{"R_AARCH64_MOVW_UABS_G2_NC", "movk x0, abs_g2_nc(wide), lsl 32", 0, 4, func(v *values) uint64 { return a64Imm16(0xf2c00000, 0x5678) }},
		{"R_AARCH64_MOVW_UABS_G3", "movk x0, abs_g3(wide), lsl 48", 0, 4, func(v *values) uint64 { return a64Imm16(0xf2e00000, 0x1234) }},
		{"R_AARCH64_LD_PREL_LO19", "reloc R_AARCH64_LD_PREL_LO19 f+8 over 03 00 00 58", 0, 4, func(v *values) uint64 { return a64Imm19(0x58000003, v.S("f")+8-v.P) }},
		{"R_AARCH64_ADR_PREL_LO21", "adr x2, f", 0, 4, func(v *values) uint64 { return a64Adr(0x10000002, v.S("f")-v.P) }},
		{"R_AARCH64_ADR_PREL_PG_HI21", "adrp x1, page(x)", 0, 4, func(v *values) uint64 { return a64Adr(0x90000001, page(v.S("x"))-page(v.P)) }},
		{"R_AARCH64_ADR_PREL_PG_HI21", "adrp x1, page(f)", 0, 4, func(v *values) uint64 { return a64Adr(0x90000001, page(v.S("f"))-page(v.P)) }},
		{"R_AARCH64_ADD_ABS_LO12_NC", "add x1, x1, lo12(x)", 0, 4, func(v *values) uint64 { return a64Imm12(0x91000021, v.S("x")) }},
		{"R_AARCH64_LDST8_ABS_LO12_NC", "ldrb w0, [x1, lo12(x)]", 0, 4, func(v *values) uint64 { return a64Imm12(0x39400020, v.S("x")) }},
		{"R_AARCH64_LDST16_ABS_LO12_NC", "ldrh w0, [x1, lo12(x)]", 0, 4, func(v *values) uint64 { return a64Imm12(0x79400020, v.S("x")&0xfff/2) }},
		{"R_AARCH64_LDST32_ABS_LO12_NC", "ldr w0, [x1, lo12(x)]", 0, 4, func(v *values) uint64 { return a64Imm12(0xb9400020, v.S("x")&0xfff/4) }},
		{"R_AARCH64_LDST64_ABS_LO12_NC", "ldr x0, [x1, lo12(x)]", 0, 4, func(v *values) uint64 { return a64Imm12(0xf9400020, v.S("x")&0xfff/8) }},
		{"R_AARCH64_TSTBR14", "tbz x0, 3, f", 0, 4, func(v *values) uint64 { return 0x36180000 | (v.S("f")-v.P)>>2&0x3fff<<5 }},
		{"R_AARCH64_CONDBR19", "b.ne f", 0, 4, func(v *values) uint64 { return a64Imm19(0x54000001, v.S("f")-v.P) }},
		{"R_AARCH64_JUMP26", "b f", 0, 4, func(v *values) uint64 { return 0x14000000 | (v.S("f")-v.P)>>2&0x3ffffff }},
		{"R_AARCH64_CALL26", "bl f", 0, 4, func(v *values) uint64 { return 0x94000000 | (v.S("f")-v.P)>>2&0x3ffffff }},
		{"R_AARCH64_ADR_GOT_PAGE", "adrp x0, gotpage(x)", 0, 4, func(v *values) uint64 { return a64Adr(0x90000000, page(v.gotX())-page(v.P)) }},
		{"R_AARCH64_LD64_GOT_LO12_NC", "ldr x0, [x0, gotlo12(x)]", 0, 4, func(v *values) uint64 { return a64Imm12(0xf9400000, v.gotX()&0xfff/8) }},
		{"R_AARCH64_TLSGD_ADR_PAGE21", "adrp x0, page(tlsgd(t))", 0, 4, func(v *values) uint64 { return a64Adr(0x90000000, page(v.tlsgd())-page(v.P)) }},
		{"R_AARCH64_TLSGD_ADD_LO12_NC", "add x0, x0, lo12(tlsgd(t))", 0, 4, func(v *values) uint64 { return a64Imm12(0x91000000, v.tlsgd()) }},
		{"R_AARCH64_TLSIE_ADR_GOTTPREL_PAGE21", "adrp x0, page(gottp(t))", 0, 4, func(v *values) uint64 { return a64Adr(0x90000000, page(v.gottp())-page(v.P)) }},
		{"R_AARCH64_TLSIE_LD64_GOTTPREL_LO12_NC", "ldr x0, [x0, lo12(gottp(t))]", 0, 4, func(v *values) uint64 { return a64Imm12(0xf9400000, v.gottp()&0xfff/8) }},
		{"R_AARCH64_TLSLE_ADD_TPREL_HI12", "add x0, x0, hi12(tpoff(t))", 0, 4, func(v *values) uint64 { return a64Imm12(0x91400000, (v.S("t")-v.TP)>>12) }},
		{"R_AARCH64_TLSLE_ADD_TPREL_LO12", "add x0, x0, tpoff(t)", 0, 4, func(v *values) uint64 { return a64Imm12(0x91000000, v.S("t")-v.TP) }},
		{"R_AARCH64_TLSLE_ADD_TPREL_LO12_NC", "add x0, x0, lo12(tpoff(t))", 0, 4, func(v *values) uint64 { return a64Imm12(0x91000000, v.S("t")-v.TP) }},
		{"R_AARCH64_TLS_DTPREL64", "u64 dtpoff(t)", 0, 8, func(v *values) uint64 { return v.S("t") - v.DTP }},
		{"R_AARCH64_TLS_TPREL64", "u64 tpoff(t)", 0, 8, func(v *values) uint64 { return v.S("t") - v.TP }},
		{"CELL_G0_NC", "movz x0, lo16(got(x))", 0, 4, func(v *values) uint64 { return a64Imm16(0xd2800000, v.gotX()) }},
		{"CELL_G1", "movk x0, hi16(got(x)), lsl 16", 0, 4, func(v *values) uint64 { return a64Imm16(0xf2a00000, v.gotX()>>16) }},
		{"CELL_32", "u32 got(x)", 0, 4, func(v *values) uint64 { return v.gotX() }},
		{"CELL_64", "u64 got(x) + 8", 0, 8, func(v *values) uint64 { return v.gotX() + 8 }},
		{"SIZE_G0", "mov x2, size(x)", 0, 4, func(v *values) uint64 { return a64Imm16(0xd2800002, 24) }},
		{"SIZE_32", "u32 size(x)", 0, 4, func(v *values) uint64 { return 24 }},
		{"SIZE_64", "u64 size(x) - 1", 0, 8, func(v *values) uint64 { return 23 }},
	}, nil)
}

func TestRelocationsArm(t *testing.T) {
	testExamples(t, "arm", "", []example{
		{"R_ARM_ABS32", "u32 x + 5", 0, 4, func(v *values) uint64 { return v.S("x") + 5 }},
		{"R_ARM_REL32", "u32 x - .", 0, 4, func(v *values) uint64 { return v.S("x") - v.P }},
		{"R_ARM_ABS16", "u16 tiny + 1", 0, 2, func(v *values) uint64 { return 0x13 }},
		{"R_ARM_ABS12", "reloc R_ARM_ABS12 tiny+2 over 00 10 9f e5", 0, 4, func(v *values) uint64 { return 0xe59f1014 }},
		{"R_ARM_ABS8", "u8 tiny", 0, 1, func(v *values) uint64 { return 0x12 }},
		{"R_ARM_TLS_DTPOFF32", "reloc R_ARM_TLS_DTPOFF32 t", 0, 4, func(v *values) uint64 { return v.S("t") - v.DTP }},
		{"R_ARM_TLS_TPOFF32", "reloc R_ARM_TLS_TPOFF32 t", 0, 4, func(v *values) uint64 { return v.S("t") - v.TP }},
		{"R_ARM_GOTOFF32", "reloc R_ARM_GOTOFF32 f+4", 0, 4, func(v *values) uint64 { return v.S("f") + 4 - v.GOT }},
		{"R_ARM_BASE_PREL", "reloc R_ARM_BASE_PREL x+4", 0, 4, func(v *values) uint64 { return v.GOT + 4 - v.P }},
		{"R_ARM_GOT_BREL", "reloc R_ARM_GOT_BREL x", 0, 4, func(v *values) uint64 { return v.gotX() - v.GOT }},
		{"R_ARM_CALL", "bl f", 0, 4, func(v *values) uint64 { return armJump(0xeb000000, v.S("f")-8-v.P) }},
		{"R_ARM_JUMP24", "b f", 0, 4, func(v *values) uint64 { return armJump(0xea000000, v.S("f")-8-v.P) }},
		{"R_ARM_MOVW_ABS_NC", "movw r1, lo16(x)", 0, 4, func(v *values) uint64 { return armHalf(0xe3001000, v.S("x")&0xffff) }},
		{"R_ARM_MOVT_ABS", "movt r1, hi16(x)", 0, 4, func(v *values) uint64 { return armHalf(0xe3401000, v.S("x")>>16) }},
		{"R_ARM_MOVW_PREL_NC", "reloc R_ARM_MOVW_PREL_NC x-8 over 00 20 00 e3", 0, 4, func(v *values) uint64 { return armHalf(0xe3002000, (v.S("x")-8-v.P)&0xffff) }},
		{"R_ARM_MOVT_PREL", "reloc R_ARM_MOVT_PREL x-12 over 00 20 40 e3", 0, 4, func(v *values) uint64 { return armHalf(0xe3402000, (v.S("x")-12-v.P)>>16&0xffff) }},
		{"R_ARM_GOT_ABS", "u32 got(x)", 0, 4, func(v *values) uint64 { return v.gotX() }},
		{"R_ARM_GOT_PREL", "u32 got(x) - .", 0, 4, func(v *values) uint64 { return v.gotX() - v.P }},
		{"R_ARM_TLS_GD32", "u32 tlsgd(t) - .", 0, 4, func(v *values) uint64 { return v.tlsgd() - v.P }},
		{"R_ARM_TLS_LDM32", "u32 tlsld(t) - .", 0, 4, func(v *values) uint64 { return v.tlsld() - v.P }},
		{"R_ARM_TLS_LDO32", "u32 dtpoff(t)", 0, 4, func(v *values) uint64 { return v.S("t") - v.DTP }},
		{"R_ARM_TLS_IE32", "u32 gottp(t) - .", 0, 4, func(v *values) uint64 { return v.gottp() - v.P }},
		{"R_ARM_TLS_LE32", "u32 tpoff(t)", 0, 4, func(v *values) uint64 { return v.S("t") - v.TP }},
		{"CELL_MOVW_NC", "movw r1, lo16(got(x))", 0, 4, func(v *values) uint64 { return armHalf(0xe3001000, v.gotX()&0xffff) }},
		{"CELL_MOVT", "movt r1, hi16(got(x))", 0, 4, func(v *values) uint64 { return armHalf(0xe3401000, v.gotX()>>16) }},
		{"SIZE_MOVW", "mov r2, size(x)", 0, 4, func(v *values) uint64 { return armHalf(0xe3002000, 24) }},
		{"SIZE_32", "u32 size(x)", 0, 4, func(v *values) uint64 { return 24 }},
	}, nil)
}

func TestRelocationsRISCV64(t *testing.T) {
	branch := func(op, v uint64) uint64 { return op | v>>12&1<<31 | v>>5&0x3f<<25 | v>>1&0xf<<8 | v>>11&1<<7 }
	jump := func(op, v uint64) uint64 {
		return op | v>>20&1<<31 | v>>1&0x3ff<<21 | v>>11&1<<20 | v>>12&0xff<<12
	}
	testExamples(t, "riscv64", "", []example{
		{"R_RISCV_32", "u32 x + 5", 0, 4, func(v *values) uint64 { return v.S("x") + 5 }},
		{"R_RISCV_64", "u64 x", 0, 8, func(v *values) uint64 { return v.S("x") }},
		{"R_RISCV_TLS_DTPREL64", "u64 dtpoff(t)", 0, 8, func(v *values) uint64 { return v.S("t") - v.DTP }},
		{"R_RISCV_TLS_TPREL64", "u64 tpoff(t)", 0, 8, func(v *values) uint64 { return v.S("t") - v.TP }},
		{"R_RISCV_BRANCH", "bnez s1, f", 0, 4, func(v *values) uint64 { return branch(0x00049063, v.S("f")-v.P) }},
		{"R_RISCV_JAL", "jal ra, f", 0, 4, func(v *values) uint64 { return jump(0x000000ef, v.S("f")-v.P) }},
		{"R_RISCV_CALL_PLT", "reloc R_RISCV_CALL_PLT f over 97 00 00 00 e7 80 00 00", 0, 8, func(v *values) uint64 {
			return rvUpper(0x00000097, (v.S("f")-v.P)&0xffffffff)&0xffffffff | rvLow(0x000080e7, v.S("f")-v.P)<<32
		}},
		{"R_RISCV_GOT_HI20", "auipc a1, pcrel_hi(got(x))", 0, 4, func(v *values) uint64 { return rvUpper(0x597, v.gotX()-v.P) }},
		{"R_RISCV_TLS_GOT_HI20", "auipc a1, pcrel_hi(gottp(t))", 0, 4, func(v *values) uint64 { return rvUpper(0x597, v.gottp()-v.P) }},
		{"R_RISCV_TLS_GD_HI20", "auipc a1, pcrel_hi(tlsgd(t))", 0, 4, func(v *values) uint64 { return rvUpper(0x597, v.tlsgd()-v.P) }},
		{"R_RISCV_PCREL_HI20", "auipc a1, pcrel_hi(x)", 0, 4, func(v *values) uint64 { return rvUpper(0x597, v.S("x")-v.P) }},
		{"R_RISCV_PCREL_LO12_I", "reloc R_RISCV_PCREL_LO12_I x+4 over 93 85 05 00", 0, 4, func(v *values) uint64 { return rvLow(0x00058593, v.S("x")-(v.P-4)) }},
		{"R_RISCV_PCREL_LO12_S", "reloc R_RISCV_PCREL_LO12_S x+4 over 23 b0 a5 00", 0, 4, func(v *values) uint64 { return rvStore(0x00a5b023, v.S("x")-(v.P-4)) }},
		{"R_RISCV_HI20", "lui a0, hi(x)", 0, 4, func(v *values) uint64 { return rvUpper(0x537, v.S("x")) }},
		{"R_RISCV_HI20", "lui a0, hi(x + 0x800)", 0, 4, func(v *values) uint64 { return rvUpper(0x537, v.S("x")+0x800) }},
		{"R_RISCV_HI20", "lui a0, hi(x + 0x400)", 0, 4, func(v *values) uint64 { return rvUpper(0x537, v.S("x")+0x400) }},
		{"R_RISCV_HI20", "lui a0, hi(x + 0xc00)", 0, 4, func(v *values) uint64 { return rvUpper(0x537, v.S("x")+0xc00) }},
		{"R_RISCV_LO12_I", "addi a0, a0, lo(x)", 0, 4, func(v *values) uint64 { return rvLow(0x00050513, v.S("x")) }},
		{"R_RISCV_LO12_S", "sd a1, lo(x)(a0)", 0, 4, func(v *values) uint64 { return rvStore(0x00b53023, v.S("x")) }},
		{"R_RISCV_TPREL_HI20", "lui a0, hi(tpoff(t))", 0, 4, func(v *values) uint64 { return rvUpper(0x537, v.S("t")-v.TP) }},
		{"R_RISCV_TPREL_LO12_I", "addi a0, a0, lo(tpoff(t))", 0, 4, func(v *values) uint64 { return rvLow(0x00050513, v.S("t")-v.TP) }},
		{"R_RISCV_TPREL_LO12_S", "sd a1, lo(tpoff(t))(a0)", 0, 4, func(v *values) uint64 { return rvStore(0x00b53023, v.S("t")-v.TP) }},
		{"R_RISCV_32_PCREL", "u32 x - .", 0, 4, func(v *values) uint64 { return v.S("x") - v.P }},
		{"CELL_HI20", "lui a0, hi(got(x))", 0, 4, func(v *values) uint64 { return rvUpper(0x537, v.gotX()) }},
		{"CELL_LO12_I", "addi a0, a0, lo(got(x))", 0, 4, func(v *values) uint64 { return rvLow(0x00050513, v.gotX()) }},
		{"GOT_PCREL_LO12_I", "reloc GOT_PCREL_LO12_I x+4 over 83 b5 05 00", 0, 4, func(v *values) uint64 { return rvLow(0x0005b583, v.gotX()-(v.P-4)) }},
		{"TLS_GOT_PCREL_LO12_I", "reloc TLS_GOT_PCREL_LO12_I t+4 over 83 b5 05 00", 0, 4, func(v *values) uint64 { return rvLow(0x0005b583, v.gottp()-(v.P-4)) }},
		{"CELL_32", "u32 got(x)", 0, 4, func(v *values) uint64 { return v.gotX() }},
		{"CELL_64", "u64 got(x)", 0, 8, func(v *values) uint64 { return v.gotX() }},
		{"SIZE_12", "li a2, size(x)", 0, 4, func(v *values) uint64 { return rvLow(0x00000613, 24) }},
		{"SIZE_32", "u32 size(x)", 0, 4, func(v *values) uint64 { return 24 }},
		{"SIZE_64", "u64 size(x)", 0, 8, func(v *values) uint64 { return 24 }},
	}, nil)
}

func TestRelocationsSPARC64(t *testing.T) {
	testExamples(t, "sparc64", "absolute wide = 0x123456789abcdef0\n", []example{
		{"R_SPARC_8", "u8 tiny", 0, 1, func(v *values) uint64 { return 0x12 }},
		{"R_SPARC_16", "u16 tiny + 1", 0, 2, func(v *values) uint64 { return 0x13 }},
		{"R_SPARC_32", "u32 x + 5", 0, 4, func(v *values) uint64 { return v.S("x") + 5 }},
		{"R_SPARC_DISP16", "u16 f - .", 0, 2, func(v *values) uint64 { return v.S("f") - v.P }},
		{"R_SPARC_DISP32", "u32 x - .", 0, 4, func(v *values) uint64 { return v.S("x") - v.P }},
		{"R_SPARC_WDISP30", "call f", 0, 4, func(v *values) uint64 { return 0x40000000 | (v.S("f")-v.P)>>2&0x3fffffff }},
		{"R_SPARC_WDISP22", "reloc R_SPARC_WDISP22 f over 12 80 00 00", 0, 4, func(v *values) uint64 { return 0x12800000 | (v.S("f")-v.P)>>2&0x3fffff }},
		{"R_SPARC_HI22", "sethi hi(x), o1", 0, 4, func(v *values) uint64 { return sparcSethi(0x13000000, v.S("x")) }},
		{"R_SPARC_13", "mov tiny, o0", 0, 4, func(v *values) uint64 { return 0x90102012 }},
		{"R_SPARC_LO10", "or o1, lo(x), o1", 0, 4, func(v *values) uint64 { return sparcLow(0x92126000, v.S("x")) }},
		{"R_SPARC_PC10", "reloc R_SPARC_PC10 x+4 over 9e 13 e0 00", 0, 4, func(v *values) uint64 { return sparcLow(0x9e13e000, v.S("x")+4-v.P) }},
		{"R_SPARC_PC22", "reloc R_SPARC_PC22 x-4 over 1f 00 00 00", 0, 4, func(v *values) uint64 { return sparcSethi(0x1f000000, v.S("x")-4-v.P) }},
		{"R_SPARC_64", "u64 x", 0, 8, func(v *values) uint64 { return v.S("x") }},
		{"R_SPARC_HH22", "sethi hh(wide), o1", 0, 4, func(v *values) uint64 { return 0x13000000 | 0x123456789abcdef0>>42 }},
		{"R_SPARC_HM10", "or o1, hm(wide), o1", 0, 4, func(v *values) uint64 { return 0x92126000 | 0x278 }},
		{"R_SPARC_LM22", "sethi lm(wide), o2", 0, 4, func(v *values) uint64 { return 0x15000000 | 0x9abcdef0>>10 }},
		{"R_SPARC_WDISP19", "bne xcc, f", 0, 4, func(v *values) uint64 { return 0x12680000 | (v.S("f")-v.P)>>2&0x7ffff }},
		{"R_SPARC_DISP64", "u64 x - .", 0, 8, func(v *values) uint64 { return v.S("x") - v.P }},
		{"R_SPARC_TLS_IE_HI22", "sethi hi(gottp(t)), o0", 0, 4, func(v *values) uint64 { return sparcSethi(0x11000000, v.gottp()-v.GOT) }},
		{"R_SPARC_TLS_IE_LO10", "or o0, lo(gottp(t)), o0", 0, 4, func(v *values) uint64 { return sparcLow(0x90122000, v.gottp()-v.GOT) }},
		{"R_SPARC_TLS_LE_HIX22", "sethi hi(tpoff(t)), o0", 0, 4, func(v *values) uint64 { return sparcSethi(0x11000000, ^(v.S("t") - v.TP)) }},
		{"R_SPARC_TLS_LE_LOX10", "xor o0, lo(tpoff(t)), o0", 0, 4, func(v *values) uint64 { return sparcLow(0x901a2000, v.S("t")-v.TP) | 0x1c00 }},
		{"R_SPARC_TLS_DTPOFF64", "u64 dtpoff(t)", 0, 8, func(v *values) uint64 { return v.S("t") - v.DTP }},
		{"R_SPARC_TLS_TPOFF64", "u64 tpoff(t)", 0, 8, func(v *values) uint64 { return v.S("t") - v.TP }},
		{"CELL_HI22", "sethi hi(got(x)), o7", 0, 4, func(v *values) uint64 { return sparcSethi(0x1f000000, v.gotX()) }},
		{"CELL_LO10", "or o7, lo(got(x)), o7", 0, 4, func(v *values) uint64 { return sparcLow(0x9e13e000, v.gotX()) }},
		{"CELL_32", "u32 got(x)", 0, 4, func(v *values) uint64 { return v.gotX() }},
		{"CELL_64", "u64 got(x)", 0, 8, func(v *values) uint64 { return v.gotX() }},
		{"SIZE_13", "mov size(x), o2", 0, 4, func(v *values) uint64 { return 0x94102018 }},
		{"SIZE_32", "u32 size(x)", 0, 4, func(v *values) uint64 { return 24 }},
		{"SIZE_64", "u64 size(x)", 0, 8, func(v *values) uint64 { return 24 }},
	}, nil)
}
