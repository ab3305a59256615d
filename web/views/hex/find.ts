// "Find": bytes, with ?? for any byte, or text.

/** What is looked for: bytes, -1 for any. */
export type Pattern = readonly number[];

/** "ff 14 ??" and "ff14" are bytes; "be" in quotes, and whatever is not pairs of digits, is text. Null: nothing is asked. */
export function patternOf(asked: string): Pattern | null {
  const text = asked.trim();
  const quoted = /^"(.*)"?$/s.exec(text);
  if (quoted) return textOf(quoted[1]!.replace(/"$/, ""));
  const pairs = text.replace(/\b0x/gi, "").replace(/[\s,]+/g, "");
  if (pairs && pairs.length % 2 === 0 && /^([0-9a-f]{2}|\?\?)+$/i.test(pairs)) {
    return pairs.match(/../g)!.map((pair) => (pair === "??" ? -1 : parseInt(pair, 16)));
  }
  return textOf(asked);
}

function textOf(text: string): Pattern | null {
  return text ? [...new TextEncoder().encode(text)] : null;
}

const mostFound = 10_000;

/** Where the pattern is, ascending; not more than 10,000 places. */
export function places(file: Uint8Array, pattern: Pattern): number[] {
  const found: number[] = [];
  const last = file.length - pattern.length;
  const first = pattern[0]!;
  for (let at = 0; at <= last && found.length < mostFound; at++) {
    if (first >= 0) {
      at = file.indexOf(first, at);
      if (at < 0 || at > last) break;
    }
    let i = 1;
    while (i < pattern.length && (pattern[i] === -1 || file[at + i] === pattern[i])) i++;
    if (i === pattern.length) found.push(at);
  }
  return found;
}

/** The next place from the cursor, around the end: its number among the found ones, or -1. */
export function nextPlace(found: readonly number[], cursor: number, backwards: boolean, stay = false): number {
  if (found.length === 0) return -1;
  if (backwards) {
    for (let i = found.length - 1; i >= 0; i--) if (found[i]! < cursor) return i;
    return found.length - 1;
  }
  const i = found.findIndex((off) => (stay ? off >= cursor : off > cursor));
  return i < 0 ? 0 : i;
}

export function foundWords(found: readonly number[], at: number): string {
  if (found.length === 0) return "Not in this file.";
  const count = found.length === mostFound ? `${mostFound.toLocaleString("en")} or more` : found.length.toLocaleString("en");
  return `${(at + 1).toLocaleString("en")} of ${count}`;
}
