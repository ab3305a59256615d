// How an owner looks: its letter and its class. Colour says who owns the bytes, never what is selected;
// letter and line pattern say the same without colour.
import type { Linked } from "./linked";

export interface OwnerLook {
  letter: string;
  /** The class that sets --mark, --full, --pale and the pattern of the line below. */
  tone: string;
  name: string;
}

const byKind: Record<string, { letter: string; tone: string }> = {
  header: { letter: "E", tone: "own-header" },
  const: { letter: "U", tone: "own-const" },
  bss: { letter: "B", tone: "own-bss" },
  got: { letter: "G", tone: "own-got" },
  symbols: { letter: "Y", tone: "own-symbols" },
  lines: { letter: "N", tone: "own-lines" },
  padding: { letter: "P", tone: "own-padding" },
  unknown: { letter: "?", tone: "own-padding" },
};

export function ownerLook(linked: Linked, owner: number): OwnerLook {
  if (owner <= 0 || owner >= linked.tables.owners.length) return { letter: "", tone: "own-none", name: "" };
  const name = linked.tables.owners.name(owner);
  const kind = linked.kindOf(owner);
  switch (kind) {
    case "code":
      return { letter: initial(name), tone: linked.toneOf(owner) ? "own-code2" : "own-code", name };
    case "data":
      return { letter: initial(name), tone: "own-data", name };
    case "lazy":
      return name.startsWith("lazy data") ? { letter: "D", tone: "own-lazydata", name } : { letter: "L", tone: "own-lazy", name };
    case "const":
      return { letter: name.startsWith('"') ? "U" : initial(name), tone: "own-const", name };
    default:
      return { letter: byKind[kind]?.letter ?? "", tone: byKind[kind]?.tone ?? "own-none", name };
  }
}

/** The first letter of the last part of a name: S of a.start. */
function initial(name: string): string {
  const last = name.slice(Math.max(name.lastIndexOf("."), name.lastIndexOf(":")) + 1) || name;
  return (/[\p{L}\p{N}]/u.exec(last)?.[0] ?? "?").toUpperCase();
}
