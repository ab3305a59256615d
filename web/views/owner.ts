// How an owner looks: its letter and its class. Colour says who owns the bytes, never what is selected;
// letter and line pattern say the same without colour.
import type { Linked } from "./linked";

export interface OwnerLook {
  letter: string;
  /** The class that sets --mark, --full, --pale and the pattern of the line below. */
  tone: string;
  name: string;
}

const byKind: Record<string, string> = { header: "own-header", got: "own-got", symbols: "own-symbols", lines: "own-lines" };

export function ownerLook(linked: Linked, owner: number): OwnerLook {
  if (owner <= 0 || owner >= linked.tables.owners.length) return { letter: "", tone: "own-none", name: "" };
  const name = linked.tables.owners.name(owner);
  const letter = linked.tables.owners.letter(owner);
  const kind = linked.kindOf(owner);
  switch (kind) {
    case "code":
      return { letter, tone: linked.toneOf(owner) ? "own-code2" : "own-code", name };
    case "data":
    case "bss":
    case "const":
      return { letter, tone: "own-" + kind, name };
    case "lazy":
      return { letter, tone: name.includes("data") ? "own-lazydata" : "own-lazy", name };
    default:
      return { letter, tone: byKind[kind] ?? "own-padding", name };
  }
}
