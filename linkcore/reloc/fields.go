package reloc

// The fields. Those of one processor stand together; their names say where the psABI or the manual has the bits.
const (
	Word8 Field = iota
	Word16
	Word32
	Word64

	A64Branch26 // bl, b
	A64Branch19 // b.cond, cbz, ldr of a place
	A64Branch14 // tbz
	A64Adr
	A64AdrPage
	A64Imm12 // add; load and store of bytes
	A64Imm12x2
	A64Imm12x4
	A64Imm12x8
	A64Imm12x16
	A64High12 // add shifted by 12
	A64Imm16G0
	A64Imm16G1
	A64Imm16G2
	A64Imm16G3

	ArmBranch24
	ArmImm16Low  // movw
	ArmImm16High // movt
	ArmImm12

	RISCVUpper // U-type
	RISCVLowI  // I-type
	RISCVLowS  // S-type
	RISCVBranch
	RISCVJump
	RISCVCall // auipc and jalr together

	MIPSTarget26
	MIPSHigh16
	MIPSLow16
	MIPSBranch16

	SPARCDisp30
	SPARCDisp22
	SPARCDisp19
	SPARCImm22
	SPARCSimm13

	PPCLow24
	PPCLow14
	PPCHalf16
	PPCHalf16DS
	PPCHalf16High      // bits 31 to 16
	PPCHalf16HighAdj   // the same of a value to which a signed half will be added
	PPCHalf16Higher    // bits 47 to 32
	PPCHalf16HigherAdj // …
	PPCHalf16Highest   // bits 63 to 48
	PPCHalf16HighestAdj
)

// fieldRow says how many bytes a field lies in, of how many bits its value is, and which bits go where.
type fieldRow struct {
	name   string
	bytes  uint8
	bits   uint8
	step   uint8   // the value must be a multiple of this; 0 and 1 mean any
	round  uint16  // added before upper bits are taken: the lower ones will be added as a signed number
	pieces []piece // nil when the value fills the bytes
}

// piece moves width bits of the value, from bit from on, to bit to of the word.
type piece struct{ from, width, to uint8 }

var fields = [...]fieldRow{
	Word8:  {name: "word8", bytes: 1, bits: 8},
	Word16: {name: "word16", bytes: 2, bits: 16},
	Word32: {name: "word32", bytes: 4, bits: 32},
	Word64: {name: "word64", bytes: 8, bits: 64},

	A64Branch26: {name: "imm26", bytes: 4, bits: 28, step: 4, pieces: []piece{{2, 26, 0}}},
	A64Branch19: {name: "imm19", bytes: 4, bits: 21, step: 4, pieces: []piece{{2, 19, 5}}},
	A64Branch14: {name: "imm14", bytes: 4, bits: 16, step: 4, pieces: []piece{{2, 14, 5}}},
	A64Adr:      {name: "immhi:immlo", bytes: 4, bits: 21, pieces: []piece{{0, 2, 29}, {2, 19, 5}}},
	A64AdrPage:  {name: "immhi:immlo, pages", bytes: 4, bits: 33, pieces: []piece{{12, 2, 29}, {14, 19, 5}}},
	A64Imm12:    {name: "imm12", bytes: 4, bits: 12, pieces: []piece{{0, 12, 10}}},
	A64Imm12x2:  {name: "imm12, halves", bytes: 4, bits: 12, step: 2, pieces: []piece{{1, 11, 10}}},
	A64Imm12x4:  {name: "imm12, words", bytes: 4, bits: 12, step: 4, pieces: []piece{{2, 10, 10}}},
	A64Imm12x8:  {name: "imm12, doublewords", bytes: 4, bits: 12, step: 8, pieces: []piece{{3, 9, 10}}},
	A64Imm12x16: {name: "imm12, quadwords", bytes: 4, bits: 12, step: 16, pieces: []piece{{4, 8, 10}}},
	A64High12:   {name: "imm12, bits 23 to 12", bytes: 4, bits: 24, pieces: []piece{{12, 12, 10}}},
	A64Imm16G0:  {name: "imm16, bits 15 to 0", bytes: 4, bits: 16, pieces: []piece{{0, 16, 5}}},
	A64Imm16G1:  {name: "imm16, bits 31 to 16", bytes: 4, bits: 32, pieces: []piece{{16, 16, 5}}},
	A64Imm16G2:  {name: "imm16, bits 47 to 32", bytes: 4, bits: 48, pieces: []piece{{32, 16, 5}}},
	A64Imm16G3:  {name: "imm16, bits 63 to 48", bytes: 4, bits: 64, pieces: []piece{{48, 16, 5}}},

	ArmBranch24:  {name: "imm24", bytes: 4, bits: 26, step: 4, pieces: []piece{{2, 24, 0}}},
	ArmImm16Low:  {name: "imm4:imm12, bits 15 to 0", bytes: 4, bits: 16, pieces: []piece{{0, 12, 0}, {12, 4, 16}}},
	ArmImm16High: {name: "imm4:imm12, bits 31 to 16", bytes: 4, bits: 32, pieces: []piece{{16, 12, 0}, {28, 4, 16}}},
	ArmImm12:     {name: "imm12", bytes: 4, bits: 12, pieces: []piece{{0, 12, 0}}},

	RISCVUpper:  {name: "U-type", bytes: 4, bits: 32, round: 0x800, pieces: []piece{{12, 20, 12}}},
	RISCVLowI:   {name: "I-type", bytes: 4, bits: 12, pieces: []piece{{0, 12, 20}}},
	RISCVLowS:   {name: "S-type", bytes: 4, bits: 12, pieces: []piece{{0, 5, 7}, {5, 7, 25}}},
	RISCVBranch: {name: "B-type", bytes: 4, bits: 13, step: 2, pieces: []piece{{12, 1, 31}, {5, 6, 25}, {1, 4, 8}, {11, 1, 7}}},
	RISCVJump:   {name: "J-type", bytes: 4, bits: 21, step: 2, pieces: []piece{{20, 1, 31}, {1, 10, 21}, {11, 1, 20}, {12, 8, 12}}},
	RISCVCall:   {name: "U+I-type", bytes: 8, bits: 32, round: 0x800, pieces: []piece{{12, 20, 12}, {0, 12, 52}}},

	MIPSTarget26: {name: "targ26", bytes: 4, bits: 28, step: 4, pieces: []piece{{2, 26, 0}}},
	MIPSHigh16:   {name: "hi16", bytes: 4, bits: 32, round: 0x8000, pieces: []piece{{16, 16, 0}}},
	MIPSLow16:    {name: "lo16", bytes: 4, bits: 16, pieces: []piece{{0, 16, 0}}},
	MIPSBranch16: {name: "pc16", bytes: 4, bits: 18, step: 4, pieces: []piece{{2, 16, 0}}},

	SPARCDisp30: {name: "disp30", bytes: 4, bits: 32, step: 4, pieces: []piece{{2, 30, 0}}},
	SPARCDisp22: {name: "disp22", bytes: 4, bits: 24, step: 4, pieces: []piece{{2, 22, 0}}},
	SPARCDisp19: {name: "disp19", bytes: 4, bits: 21, step: 4, pieces: []piece{{2, 19, 0}}},
	SPARCImm22:  {name: "imm22", bytes: 4, bits: 22, pieces: []piece{{0, 22, 0}}},
	SPARCSimm13: {name: "simm13", bytes: 4, bits: 13, pieces: []piece{{0, 13, 0}}},

	PPCLow24:            {name: "low24", bytes: 4, bits: 26, step: 4, pieces: []piece{{2, 24, 2}}},
	PPCLow14:            {name: "low14", bytes: 4, bits: 16, step: 4, pieces: []piece{{2, 14, 2}}},
	PPCHalf16:           {name: "half16", bytes: 2, bits: 16},
	PPCHalf16DS:         {name: "half16ds", bytes: 2, bits: 16, step: 4, pieces: []piece{{2, 14, 2}}},
	PPCHalf16High:       {name: "half16, bits 31 to 16", bytes: 2, bits: 32, pieces: []piece{{16, 16, 0}}},
	PPCHalf16HighAdj:    {name: "half16, bits 31 to 16 adjusted", bytes: 2, bits: 32, round: 0x8000, pieces: []piece{{16, 16, 0}}},
	PPCHalf16Higher:     {name: "half16, bits 47 to 32", bytes: 2, bits: 48, pieces: []piece{{32, 16, 0}}},
	PPCHalf16HigherAdj:  {name: "half16, bits 47 to 32 adjusted", bytes: 2, bits: 48, round: 0x8000, pieces: []piece{{32, 16, 0}}},
	PPCHalf16Highest:    {name: "half16, bits 63 to 48", bytes: 2, bits: 64, pieces: []piece{{48, 16, 0}}},
	PPCHalf16HighestAdj: {name: "half16, bits 63 to 48 adjusted", bytes: 2, bits: 64, round: 0x8000, pieces: []piece{{48, 16, 0}}},
}
