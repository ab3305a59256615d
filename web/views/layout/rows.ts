// The display list that linkcore/picture makes, and how one walks through it.
import type { Look } from "../../report.gen";
import type { Path } from "../focus";
import type { Linked } from "../linked";

export interface Node {
  k: "rect" | "text" | "path" | "group";
  x?: number;
  y?: number;
  /** Of a text: stretch it to exactly this width. */
  w?: number;
  h?: number;
  d?: string;
  c?: string;
  t?: string;
  a?: "start" | "middle" | "end" | "";
  o?: number;
  off?: number;
  label?: string;
  kids?: Node[] | null;
}

export interface Picture {
  width: number;
  height: number;
  title: string;
  desc: string;
  nodes: Node[];
}

/** A drawn thing that can be pointed at. */
export const isTarget = (node: Node): boolean => node.k === "group" && (node.o ?? 0) >= 1 && !!node.label;

/** The things that can be pointed at, in reading order. */
export function targets(nodes: readonly Node[], found: Node[] = []): Node[] {
  for (const node of nodes) {
    if (isTarget(node)) found.push(node);
    if (node.kids) targets(node.kids, found);
  }
  return found;
}

/** What makes the linker draw this path: the atom that is outlined, and the offset of the reference or of the cell. */
export function focusOf(linked: Linked, path: Path, look: Look | null): { owner: number; at: number } {
  const { relocs, cells } = linked.tables;
  const at = path.reloc >= 0 ? relocs.off(path.reloc) : path.cell >= 0 ? cells.off(path.cell) : 0;
  const pointed = look && look.owner < linked.tables.owners.length ? look.owner : 0;
  const outlined = atoms.has(linked.kindOf(pointed)) ? pointed : 0;
  return { owner: at > 0 ? outlined : path.target || outlined, at };
}

const atoms = new Set(["code", "data", "const", "bss", "lazy"]);

/** Where a key moves among the targets, or -1 when it means nothing here. */
export function moveTarget(key: string, at: number, count: number): number {
  switch (key) {
    case "ArrowDown": case "ArrowRight": return Math.min(count - 1, at + 1);
    case "ArrowUp": case "ArrowLeft": return Math.max(0, at - 1);
    case "Home": return 0;
    case "End": return count - 1;
    default: return -1;
  }
}
