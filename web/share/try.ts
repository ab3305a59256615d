// The one sentence that says what to try. It names a number that stands in the text; changing it by one changes
// exactly one byte, because the number is written into the file as it is and its lowest byte does not overflow.
export interface Try {
  from: string;
  to: string;
  line: number;
}

// `mov eax, 42` and values of data; not addresses, sizes or names of system calls.
const places = [/^\s+mov\s+e[a-d]x\s*,\s*(\d+)\s*(?:#.*)?$/, /^\s+(?:u8|u16|u32|u64|word)\s+(\d+)\s*(?:#.*)?$/];

export function whatToTry(text: string): Try | null {
  const lines = text.split("\n", 400);
  for (const place of places) {
    for (let i = 0; i < lines.length; i++) {
      const from = place.exec(lines[i]!)?.[1];
      if (!from || from.length > 3 || Number(from) >= 255 || /syscall|# *(exit|write)/.test(lines[i]! + lines[i + 1])) continue;
      return { from, to: String(Number(from) + 1), line: i + 1 };
    }
  }
  return null;
}
