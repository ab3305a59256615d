// The display list that linkcore/picture makes, and what the page adds to it: the owner's tone, and what is lit.
import type { Linked } from "../linked";
import { ownerLook } from "../owner";

export interface Node {
  k: "rect" | "text" | "path" | "group" | "circle";
  x?: number;
  y?: number;
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

export function classOf(linked: Linked, node: Node): string {
  const owner = node.o ?? 0;
  const classes = node.c ?? "";
  if (owner < 1) return classes;
  return `${classes.replace(/\bown-[a-z]+/g, "").trim()} ${ownerLook(linked, owner).tone}`.trim();
}

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
