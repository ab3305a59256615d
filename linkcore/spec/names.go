package spec

// What the linkers themselves define. A program may refer to these names without defining them.

var plan9Defined = []string{"edata", "end", "etext", "__GOT"} // a.out(6); end(2); __GOT is the original's

var elfDefined = []string{
	"_DYNAMIC", "__ehdr_start",
	"__init_array_start", "__init_array_end", "__fini_array_start", "__fini_array_end",
	"__preinit_array_start", "__preinit_array_end",
	"_GLOBAL_OFFSET_TABLE_", "_PROCEDURE_LINKAGE_TABLE_",
	"__GNU_EH_FRAME_HDR", "__dso_handle", "__rela_iplt_start", "__rela_iplt_end",
	"__bss_start", "_etext", "etext", "_edata", "edata", "_end", "end",
}

// LinkerDefined lists the names that the linker of a format defines when something refers to them.
func LinkerDefined(format string) []string {
	switch format {
	case "plan9":
		return plan9Defined
	case "elf":
		return elfDefined
	}
	return nil
}

// ELFOperators lists the words before ( ) that need what only ELF has: a PLT or one copy of a variable per thread.
var ELFOperators = []string{"plt", "tpoff", "dtpoff", "gottp", "tlsgd", "tlsld", "tlsdesc"}

// ArraySections are the sections of an ELF file that hold addresses of functions, to be called one after the other
// before and after main (gABI, Special Sections).
var ArraySections = [...]string{".preinit_array", ".init_array", ".fini_array"}

// TLSGetAddr is the function that the sequences TLSCallers call; the loader of ELF programs provides it.
const TLSGetAddr = "__tls_get_addr"

// TLSCallers lists the sequence rows that call TLSGetAddr.
var TLSCallers = []string{"tls.gd", "tls.ld"}
