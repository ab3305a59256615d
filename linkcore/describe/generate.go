package describe

import "strconv"

// Generate writes a description of about n atoms for a target, plan9/x86_64 or elf/x86_64, that links without a
// finding and is in canonical form: functions in several files that call one another through the GOT, tables of addresses, a few unnamed
// constants. The same n and seed give the same text. It is for measuring, so it resembles what a compiler hands over:
// about four references for each function.
func Generate(target string, n int, seed uint64) string {
	g := generator{seed: seed, n: max(n, 2)}
	g.out = make([]byte, 0, 64+n*128)
	g.say("# ", strconv.Itoa(g.n), " atoms, generated from seed ", strconv.FormatUint(seed, 10), ".\ntarget ", target, "\n")
	g.say("func ", g.name(0), " export _start line 1\n    call got(", g.name(g.function(0)), ")\n  .stop:\n    jmp  .stop\n")
	for i := 1; i < g.n; i++ {
		if i%perFile == 1 {
			g.say("file /src/part", strconv.Itoa(i/perFile), ".zig\n")
		}
		if isData(i) {
			g.data(i)
		} else {
			g.code(i)
		}
	}
	return string(g.out)
}

const perFile = 200 // atoms in a source file

// isData tells whether an atom is data: every fifth is.
func isData(i int) bool { return i%5 == 4 }

type generator struct {
	out  []byte
	seed uint64
	n    int
}

func (g *generator) say(parts ...string) {
	for _, p := range parts {
		g.out = append(g.out, p...)
	}
}

// below returns a number from 0 to n-1, by splitmix64.
func (g *generator) below(n int) int {
	g.seed += 0x9e3779b97f4a7c15
	z := g.seed
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return int((z ^ z>>31) % uint64(n))
}

var nouns = [...]string{"list", "map", "reader", "buffer", "writer", "token", "node", "arena"}
var verbs = [...]string{"init", "next", "append", "find", "grow", "close", "parse", "write"}

// name is the name of atom i, in the manner of a compiler: module and function.
func (g *generator) name(i int) string {
	number := strconv.Itoa(i)
	if i == 0 {
		return "start"
	}
	if isData(i) {
		return nouns[i%len(nouns)] + ".table" + number
	}
	return nouns[i%len(nouns)] + "." + verbs[i/8%len(verbs)] + number
}

// any picks an atom for atom i to refer to: half of the time one near by, as in real programs.
func (g *generator) any(i int) int {
	if g.below(2) == 0 {
		return g.below(g.n)
	}
	return min(max(0, i-perFile/2)+g.below(perFile), g.n-1)
}

// function picks a function.
func (g *generator) function(i int) int {
	if i = g.any(i); isData(i) {
		i--
	}
	return i
}

var registers = [...]string{"rax", "rcx", "rdx", "rsi", "rdi", "r8", "r9", "r12"}
var halves = [...]string{"eax", "ecx", "edx", "esi", "edi", "r8d", "r9d", "r12d"}

// code writes a function with about four references; some have a loop.
func (g *generator) code(i int) {
	g.say("func ", g.name(i), " line ", strconv.Itoa(i%perFile*10+1), "\n")
	loop := g.below(32) == 0
	if loop {
		g.say("    push rbx\n    xor  ebx, ebx\n  .again:\n")
	}
	for range 3 + g.below(3) {
		g.reference(i, g.below(len(registers)))
	}
	switch g.below(16) {
	case 0:
		message := strconv.Itoa(10 + g.below(64))
		g.say("    mov  rsi, got(\"message ", message, "\")     # an unnamed constant\n")
	case 1:
		g.say("    nop\n")
	}
	if loop {
		g.say("    add  rbx, 1\n    cmp  rbx, ", strconv.Itoa(1+g.below(100)), "\n    jl   .again\n    pop  rbx\n")
	}
	g.say("    ret\n")
}

// reference writes an instruction that refers to another atom; now and then one that does not.
func (g *generator) reference(i, r int) {
	switch g.below(8) {
	case 0, 1, 2:
		g.say("    call got(", g.name(g.function(i)), ")\n")
	case 3, 4:
		g.say("    mov  ", registers[r], ", got(", g.name(g.any(i)), ")\n")
	case 5:
		g.say("    lea  ", registers[r], ", [rip+", g.name(g.any(i)), "]\n")
	case 6:
		g.say("    call ", g.name(g.function(i)), "\n")
	case 7:
		g.say("    mov  ", halves[r], ", ", strconv.Itoa(g.below(1<<20)), "\n")
	}
}

// data writes a table of addresses, some with a number behind it.
func (g *generator) data(i int) {
	g.say("data ", g.name(i), "\n    u64 ", g.name(g.any(i)), ", ", g.name(g.function(i)), ", ", g.name(g.any(i)), "\n")
	if g.below(4) == 0 {
		g.say("    u32 ", strconv.Itoa(g.below(1<<30)), ", 0x", strconv.FormatInt(int64(g.below(1<<16)), 16), "\n")
	}
}
