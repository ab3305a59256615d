// The rows of the Why view: the reasons as the core gives them, taken apart where the page sets parts differently.
import type { Reason, Term } from "../../report.gen";
import type { Query } from "../focus";
import { upper } from "../got/rows";

/** Numbers as the drawing writes them. */
export const tidy = (says: string): string => says.replace(/0x[0-9a-f]+/g, upper);

/** Where a reason or a number leads: a line of the description, or a new focus; null when it leads nowhere. */
export type Way = { line: number } | { query: Query } | null;

export function wayOf({ off, line, owner }: Pick<Term, "off" | "line" | "owner">, preferLine = false): Way {
  if (line > 0 && (preferLine || off < 0)) return { line };
  if (off >= 0) return { query: { kind: "byte", off } };
  return owner > 0 ? { query: { kind: "owner", owner } } : null;
}

/** Where a whole reason leads, in words, or "". */
export function leadsTo(reason: Reason): string {
  if (reason.terms.length > 0) return "";
  if (reason.line > 0) return `line ${reason.line}`;
  return reason.off >= 0 ? `file 0x${reason.off.toString(16).toUpperCase()}` : "";
}

/** What a reason says, in parts: machine text, which is set as code, and words. */
export interface Parts {
  code: string;
  words: string;
}

const splitAt = (says: string, at: number, length: number): Parts => ({ code: says.slice(0, at), words: says.slice(at + length) });

export function partsOf(reason: Reason): Parts {
  const says = tidy(reason.says);
  switch (reason.word) {
    case "asked by": // the line itself is the link
      return { code: says.slice(says.indexOf(": ") + 2), words: "" };
    case "these bytes":
    case "field": {
      const at = says.indexOf(": ");
      return at < 0 ? { code: says, words: "" } : splitAt(says, at, 2);
    }
    case "instruction":
    case "value": {
      const at = says.indexOf(". ");
      return at < 0 ? { code: says, words: "" } : splitAt(says, at, 2);
    }
  }
  return { code: "", words: says };
}

/** Bytes of a number with the one that is pointed at: [text, pointed at]. */
export function bytesOf(code: string, from: number, cursor: number): [string, boolean][] {
  return code.split(" ").map((byte, i) => [byte, from + i === cursor]);
}

/** Where the byte is, without saying which one it is: "GOT cell 1". */
export function shortTitle(title: string): string {
  const short = title.replace(/^Byte [0-9A-F]{2}(, \w+ of \d+)? in /, "");
  return short.startsWith("the ") ? "T" + short.slice(1) : short;
}

/** The chain in one line, for where the pane does not fit: the sum that is most to the point. */
export function inShort(why: readonly Reason[]): string {
  const reason = why.find((one) => one.word === "filled in") ?? why.find((one) => one.terms.length > 1) ?? why[0];
  return reason ? tidy(reason.says) : "";
}
