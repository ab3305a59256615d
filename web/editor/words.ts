// The words of the language, for colouring. What a word means is the linker's business.
const list = (words: string) => new Set(words.split(" "));

/** First words of lines at the left: setup, atoms, steps. */
export const opening = list(
  "target output layout option upstream fault file enum errors absolute import func ifunc data const bss tls update lazy flush free unexport export",
);

/** Whether a line opens an atom: what follows it, down to the next such line, belongs to that. */
export const opensAtom = (line: string): boolean => /^\s*(func|ifunc|data|const|bss|tls|update|lazy)\b/.test(line);

/** First words of items. */
export const items = list("line align zero bytes text u8 u16 u32 u64 word needs reloc");

/** Words further on in a line. */
export const attributes = list("export align size line weak internal link-once hidden section from func data tls as over code");
