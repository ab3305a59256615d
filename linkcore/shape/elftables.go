package shape

import (
	"linkplay/linkcore/image"
	"linkplay/linkcore/reloc"
)

// ELFTables holds the shapes of what dynamic linking and object files add: the dynamic section, relocations, notes,
// hash tables, symbol versions.
//
// Sources: ELF gABI, chapters "Relocation", "Dynamic Section", "Note Section", "Hash Table"; LSB Core, chapters "Symbol
// Versioning" and "Exception Frames"; the description of .gnu.hash that came with binutils.
type ELFTables struct {
	Dyn, Rel, Rela, Relr                   *image.Rule
	Note, ABITag, Property                 *image.Rule
	Hash, GNUHash                          *image.Rule
	Verneed, Vernaux, Verdef, Verdaux      *image.Rule
	Pointer, GroupFlags, EHHeader, EHStart *image.Rule
	// Tables of numbers, and records that are too many for spans of their own.
	Buckets, Chains, Bloom, GNUBuckets, GNUChains, Versym, Relrs, Members, EHTable, Dyns, Rels, Relas, SectionIndices *image.Rule
}

const (
	lsb     = "LSB Core, "
	gnuHash = "GNU hash table"
)

// NewELFTables makes the shapes. Words of hash tables have 4 bytes whatever the class is, but for two processors.
func NewELFTables(word, hashWord int, order reloc.Order, splitInfo bool) *ELFTables {
	e := &ELF{WordBytes: word, Order: order}
	t := &ELFTables{}
	t.dynamic(e, splitInfo)
	t.notes(e)
	t.hashes(e, hashWord)
	t.versions(e)
	t.rest(e)
	return t
}

func numbers(name, source, says string, field image.Field) *image.Rule {
	return image.NewArray(image.NewRecord(name, source, says, field), name)
}

func (t *ELFTables) dynamic(e *ELF, splitInfo bool) {
	w := e.WordBytes
	t.Dyn = image.NewRecord("dynamic entry", gabi+"Dynamic Section", "Tells the loader one thing about this file.",
		e.field("d_tag", w, "what is told"),
		e.field("d_val", w, "a number or, for tags that want one, an address (d_ptr)"))
	at := e.field("r_offset", w, "where to put it: an address, in object files an offset within the section")
	info := []image.Field{e.field("r_info", w, "number of the symbol and of the type")}
	if splitInfo {
		info = []image.Field{e.field("r_sym", 4, "number of the symbol"), e.field("r_ssym", 1, "a special symbol"), e.field("r_type3", 1, "a third operation"),
			e.field("r_type2", 1, "a second operation"), e.field("r_type", 1, "the type")}
	}
	const says = "Asks to write an address that is known only later."
	fields := append([]image.Field{at}, info...)
	t.Rel = image.NewRecord("relocation", gabi+"Relocation", says, fields...)
	t.Rela = image.NewRecord("relocation", gabi+"Relocation", says, append(fields, e.field("r_addend", w, "is added to the address of the symbol"))...)
	t.Relr = image.NewRecord("relative relocations", gabi+"Relative Relocation Table", "Adds the address at which the file is loaded to many words.",
		e.field("r_relr", w, "even: the address of a word; odd: which of the words behind it, one bit each"))
	t.Dyns, t.Rels, t.Relas = image.NewArray(t.Dyn, "dynamic entries"), image.NewArray(t.Rel, "relocations"), image.NewArray(t.Rela, "relocations")
	t.Relrs = image.NewArray(t.Relr, "relative relocations")
}

func (t *ELFTables) notes(e *ELF) {
	t.Note = image.NewRecord("note", gabi+"Note Section", "Opens a note: whose it is and how long.",
		e.field("n_namesz", 4, "bytes of the name, its NUL included"), e.field("n_descsz", 4, "bytes of the contents"), e.field("n_type", 4, "what the note says; each name has types of its own"))
	t.ABITag = image.NewRecord("ABI tag", lsb+"Note Sections", "Says which kernel the file wants at least.",
		e.field("os", 4, "0: Linux"), e.field("major", 4, "of the earliest kernel"), e.field("minor", 4, "of the earliest kernel"), e.field("subminor", 4, "of the earliest kernel"))
	t.Property = image.NewRecord("property", "Linux Extensions to gABI, Program Property", "Opens a property of the program.",
		e.field("pr_type", 4, "what the property says"), e.field("pr_datasz", 4, "bytes of its value"))
}

func (t *ELFTables) hashes(e *ELF, hashWord int) {
	const source, says = gabi + "Hash Table", "Finds a symbol by its name."
	t.Hash = image.NewRecord("hash table", source, says, e.field("nbucket", hashWord, "number of buckets"), e.field("nchain", hashWord, "number of symbols"))
	t.GNUHash = image.NewRecord("GNU hash table", gnuHash, says, e.field("nbuckets", 4, "number of buckets"), e.field("symoffset", 4, "the first symbol that can be found"),
		e.field("bloom_size", 4, "words of the filter"), e.field("bloom_shift", 4, "for the second bit of a name"))
	t.Buckets = numbers("hash buckets", source, says, e.field("bucket", hashWord, "the first symbol whose hash, modulo the number of buckets, is this bucket's"))
	t.Chains = numbers("hash chains", source, says, e.field("chain", hashWord, "the next symbol of the same bucket, or 0"))
	t.GNUBuckets = numbers("hash buckets", gnuHash, says, e.field("bucket", 4, "the first symbol whose hash, modulo the number of buckets, is this bucket's"))
	t.GNUChains = numbers("hash values", gnuHash, says, e.field("hash", 4, "of a symbol's name; odd when no further symbol of the bucket follows"))
	t.Bloom = numbers("bloom filter", gnuHash, "Says of most names that are not here that they are not.", e.field("bloom", e.WordBytes, "two bits are set for each name"))
}

func (t *ELFTables) versions(e *ELF) {
	const source, says = lsb + "Symbol Versioning", "Names a version of symbols."
	t.Verneed = image.NewRecord("needed versions", source, "Opens the versions that are needed of one library.",
		e.field("vn_version", 2, "always 1"), e.field("vn_cnt", 2, "number of versions"), e.field("vn_file", 4, "offset of the library's name"),
		e.field("vn_aux", 4, "offset of the first version, from here"), e.field("vn_next", 4, "offset of the next library, from here"))
	t.Vernaux = image.NewRecord("needed version", source, says,
		e.field("vna_hash", 4, "hash of the name"), e.field("vna_flags", 2, "2: not needed as long as nothing uses it"), e.field("vna_other", 2, "its number in .gnu.version"),
		e.field("vna_name", 4, "offset of the name"), e.field("vna_next", 4, "offset of the next version, from here"))
	t.Verdef = image.NewRecord("defined version", source, "Opens a version that this file defines.",
		e.field("vd_version", 2, "always 1"), e.field("vd_flags", 2, "1: names the file itself"), e.field("vd_ndx", 2, "its number in .gnu.version"),
		e.field("vd_cnt", 2, "number of names"), e.field("vd_hash", 4, "hash of the name"), e.field("vd_aux", 4, "offset of the first name, from here"),
		e.field("vd_next", 4, "offset of the next version, from here"))
	t.Verdaux = image.NewRecord("version name", source, says,
		e.field("vda_name", 4, "offset of the name"), e.field("vda_next", 4, "offset of the next name, from here"))
	t.Versym = numbers("symbol versions", source, "Says which version each symbol has.", e.field("vs_vers", 2, "0: local, 1: none; with 0x8000 not the one to take"))
}

func (t *ELFTables) rest(e *ELF) {
	t.Pointer = image.NewRecord("function pointer", gabi+"Initialization and Termination Functions", "Is called before main or behind exit.", e.field("address", e.WordBytes, "of the function"))
	t.GroupFlags = image.NewRecord("section group", gabi+"Section Groups", "Opens the list of sections that stay or go together.", e.field("flags", 4, "1: of several groups of one name keep one"))
	t.Members = numbers("group members", gabi+"Section Groups", "Sections that stay or go together.", e.field("section", 4, "number of a section"))
	t.SectionIndices = numbers("section indices", gabi+"Sections", "Numbers of sections that are too large for st_shndx.", e.field("section", 4, "number of a section, or 0"))
	b := func(name, says string) image.Field { return e.field(name, 1, says) }
	t.EHHeader = image.NewRecord(".eh_frame_hdr", lsb+"Exception Frames", "Finds how to unwind the function that an address is in.",
		b("version", "always 1"), b("eh_frame_ptr_enc", "how the next number is written"), b("fde_count_enc", "how the count is written"), b("table_enc", "how the table is written"))
	t.EHStart = image.NewRecord(".eh_frame_hdr numbers", lsb+"Exception Frames", "Where .eh_frame is, and how many functions there are.",
		e.field("eh_frame_ptr", 4, "distance from here to .eh_frame"), e.field("fde_count", 4, "rows of the table"))
	t.EHTable = image.NewArray(image.NewRecord("unwind table", lsb+"Exception Frames", "Finds how to unwind the function that an address is in.",
		e.field("initial_loc", 4, "where a function begins, from the start of .eh_frame_hdr"), e.field("fde", 4, "where its description is, counted alike")), "unwind table")
}

// What has no shape that is told number by number.
var (
	NoteName  = &image.Rule{Name: "note name", Kind: image.Foreign, Source: gabi + "Note Section", Says: "Whose note it is: a text and a NUL, filled up to a multiple of four bytes."}
	NoteDesc  = &image.Rule{Name: "note contents", Kind: image.Foreign, Source: gabi + "Note Section", Says: "What the note says."}
	BuildID   = &image.Rule{Name: "build ID", Kind: image.Foreign, Says: "Tells this build from every other."}
	PropValue = &image.Rule{Name: "property value", Kind: image.Foreign, Source: "Linux Extensions to gABI, Program Property", Says: "The value of a property, filled up to a whole word."}
	PLTHead   = &image.Rule{Name: "PLT head", Kind: image.Foreign, Says: "Calls the loader, which looks a symbol up when it is called for the first time."}
	PLTEntry  = &image.Rule{Name: "PLT entry", Kind: image.Foreign, Says: "Jumps to the address in a cell, which the loader fills."}
	Texts     = &image.Rule{Name: "strings", Kind: image.Foreign, Source: gabi + "String Table", Says: "Texts that other tables point at by their offsets, too many to be told one by one."}
)
