//go:build !js

package asm_test

import "strings"

var gnuArm = wordCPU{
	cpu: "arm", target: "elf/arm", program: "arm-linux-gnueabi", pack: "binutils-arm-linux-gnueabi",
	flags: []string{"--no-warn"}, header: ".syntax unified\n.arch armv7-a\n.arm\n.text", thread: 8,
	relocs: []relocTest{
		{"bl x", "bl x", ""},
		{"b x+8", "b x+8", ""},
		{"bne x-4", "bne x-4", ""},
		{"movw r1, lo16(x)", "movw r1, #:lower16:x", ""},
		{"movt r1, hi16(x)", "movt r1, #:upper16:x", ""},
		{"movw r9, lo16(x+5 - .)", "movw r9, #:lower16:x+5-.", ""},
		{"movt r9, hi16(x - .)", "movt r9, #:upper16:x-.", ""},
		{"u32 x+1", ".word x+1", ""},
		{"u32 x - .", ".word x - .", ""},
		{"u32 tpoff(t+4)", ".word t(tpoff)+4", ""},
		{"u32 dtpoff(t)", ".word t(tlsldo)", ""},
	},
	rewrite: strings.NewReplacer(),
	unused:  []string{"R_ARM_ABS16", "R_ARM_ABS12", "R_ARM_ABS8", "R_ARM_TLS_DTPOFF32", "R_ARM_TLS_TPOFF32", "R_ARM_GOTOFF32", "R_ARM_BASE_PREL"},
}
