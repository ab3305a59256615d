package spec

// The words of st_info's lower half and of its upper half, by number (gABI, Symbol Table). What has no word is its number.
var (
	ElfSymbolTypes    = [16]string{"NOTYPE", "OBJECT", "FUNC", "SECTION", "FILE", "COMMON", "TLS", "7", "8", "9", "IFUNC", "11", "12", "13", "14", "15"}
	ElfSymbolBindings = [16]string{"local", "global", "weak", "3", "4", "5", "6", "7", "8", "9", "unique", "11", "12", "13", "14", "15"}
)
