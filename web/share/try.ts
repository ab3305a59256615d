// What to try: an example says so itself, as long as its words are still there; for any other text it is a number that
// stands in it. Changing such a number by one changes exactly one byte, because it is written into the file as it is and
// its lowest byte does not overflow.
export interface Try {
  from: string;
  to: string;
  line: number;
  /** Exactly one byte will change. */
  one: boolean;
}

/** What the example wants, if its line still says so. */
export function stillThere(wanted: { line: number; from: string; to: string } | undefined, text: string): Try | null {
  if (!wanted) return null;
  const line = text.split("\n", wanted.line)[wanted.line - 1] ?? "";
  const own = whatToTry(text);
  const one = own?.line === wanted.line && own.from === wanted.from && own.to === wanted.to;
  return line.includes(wanted.from) ? { ...wanted, one } : null;
}

// `mov eax, 42` and values of data; not addresses, sizes or names of system calls.
const places = [/^\s+mov\s+e[a-d]x\s*,\s*(\d+)\s*(?:#.*)?$/, /^\s+(?:u8|u16|u32|u64|word)\s+(\d+)\s*(?:#.*)?$/];

export function whatToTry(text: string): Try | null {
  const lines = text.split("\n", 400);
  for (const place of places) {
    for (let i = 0; i < lines.length; i++) {
      const from = place.exec(lines[i]!)?.[1];
      if (!from || !/^(0|[1-9]\d{0,2})$/.test(from) || Number(from) >= 255 || /syscall|# *(exit|write)/.test(lines[i]! + lines[i + 1])) continue;
      return { from, to: String(Number(from) + 1), line: i + 1, one: true };
    }
  }
  return null;
}
