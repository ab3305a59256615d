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
  got: { letter: "G", tone: "own-got" },
  symbols: { letter: "Y", tone: "own-symbols" },
  lines: { letter: "N", tone: "own-lines" },
};

export function ownerLook(linked: Linked, owner: number): OwnerLook {
  if (owner <= 0 || owner >= linked.tables.owners.length) return { letter: "", tone: "own-none", name: "" };
  const name = linked.tables.owners.name(owner);
  const kind = linked.kindOf(owner);
  switch (kind) {
    case "code":
      return { letter: initial(name), tone: linked.toneOf(owner) ? "own-code2" : "own-code", name };
    case "data":
    case "bss":
    case "const":
      return { letter: initial(name), tone: "own-" + kind, name };
    case "lazy":
      return name.includes("data") ? { letter: "D", tone: "own-lazydata", name } : { letter: "L", tone: "own-lazy", name };
    default:
      return { letter: byKind[kind]?.letter ?? initial(name), tone: byKind[kind]?.tone ?? "own-padding", name };
  }
}

/** U for an unnamed constant, else the first letter of the last part of a name, as in the drawing: S of a.start. */
function initial(name: string): string {
  if (name.startsWith('"') || name.startsWith("__unnamed_")) return "U";
  const last = name.slice(Math.max(name.lastIndexOf("."), name.lastIndexOf("/"), name.lastIndexOf(":")) + 1) || name;
  return /[a-z\u00c0-\u024f]/i.exec(last)?.[0].toUpperCase() ?? "•";
}
