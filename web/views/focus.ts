// What lights up. A focus is something pointed at; a path is the story around it, with roles:
// 1 caller, 2 cell, 3 target for a call through the GOT; 1 place, 2 target for a direct relocation. The record of a symbol
// has the number of what it names. All views show these numbers, or none.
import type { Look } from "../report.gen";
import type { Linked } from "./linked";

/** What somebody pointed at. "first" is the story told to someone who has pointed at nothing. */
export type Query =
  | { kind: "first" }
  | { kind: "byte"; off: number }
  | { kind: "line"; line: number }
  | { kind: "owner"; owner: number };

export interface Range {
  from: number;
  to: number;
  role: number; // 0: lit without a number
}

export interface Path {
  /** Row of relocs that starts the path, or -1. */
  reloc: number;
  caller: number;
  cell: number; // or -1
  target: number;
  symbol: number; // or -1
}

/** Roles in words. */
export const numberWords = ["", "first", "second", "third"] as const;

export const noPath: Path = { reloc: -1, caller: 0, cell: -1, target: 0, symbol: -1 };

const throughCell = (linked: Linked, reloc: number) => linked.tables.relocs.cell(reloc) > 0;

function pathOfReloc(linked: Linked, reloc: number): Path {
  const { relocs } = linked.tables;
  return { reloc, caller: relocs.owner(reloc), cell: relocs.cell(reloc) - 1, target: relocs.target(reloc), symbol: -1 };
}

function findReloc(linked: Linked, wanted: (row: number) => boolean): number {
  const { relocs } = linked.tables;
  for (let i = 0; i < relocs.length; i++) if (wanted(i) && throughCell(linked, i)) return i;
  return -1;
}

function pathOfCell(linked: Linked, cell: number): Path {
  const { cells, relocs } = linked.tables;
  const target = cells.owner(cell);
  const { first } = linked.summary;
  let reloc = -1;
  if (target > 0) {
    if (first.has && first.target === target) {
      reloc = findReloc(linked, (i) => relocs.target(i) === target && relocs.owner(i) === first.caller);
    }
    if (reloc < 0) reloc = findReloc(linked, (i) => relocs.target(i) === target);
  }
  return { reloc, caller: reloc < 0 ? 0 : relocs.owner(reloc), cell, target, symbol: -1 };
}

/** The story around what was pointed at. */
export function pathOf(linked: Linked, look: Look): Path {
  const { owners, relocs, symbols } = linked.tables;
  if (!look.found) return noPath;
  const cell = look.off >= 0 ? linked.cellAt(look.off) : -1;
  if (cell >= 0) return pathOfCell(linked, cell);
  if (look.reloc >= 0 && look.reloc < relocs.length) return pathOfReloc(linked, look.reloc);
  const record = look.off >= 0 ? linked.symbolAt(look.off) : -1;
  if (record >= 0) return { ...pathOfOwner(linked, symbols.owner(record)), symbol: record };
  if (look.owner <= 0 || look.owner >= owners.length) return noPath;
  return pathOfOwner(linked, look.owner);
}

function pathOfOwner(linked: Linked, owner: number): Path {
  const reloc = owner > 0 ? relocOf(linked, owner) : -1;
  return reloc < 0 ? { ...noPath, target: owner } : pathOfReloc(linked, reloc);
}

/**
 * The reference that tells the story of an owner, as linkcore/picture chooses it: its own first one through a cell, the
 * first that reaches it through a cell, then the same without a cell; -1 when there is none.
 */
export function relocOf(linked: Linked, owner: number): number {
  const { relocs } = linked.tables;
  let [best, bestRank] = [-1, 4];
  for (let i = 0; i < relocs.length && bestRank > 0; i++) {
    const [from, to] = [relocs.owner(i), relocs.target(i)];
    if (to === 0 || (from !== owner && to !== owner)) continue;
    const rank = (throughCell(linked, i) ? 0 : 2) + (from === owner ? 0 : 1);
    if (rank < bestRank) [best, bestRank] = [i, rank];
  }
  return best;
}

/**
 * Where the story begins that is told to someone who has pointed at nothing: the cell of the entry's first call through
 * the GOT; where nobody goes through one, the first reference that code makes, then any, then the first code; -1 when
 * there is nothing of the kind.
 */
export function firstPlace(linked: Linked): number {
  const { first } = linked.summary;
  if (first.has) return first.off;
  const { relocs } = linked.tables;
  for (let i = 0; i < relocs.length; i++) {
    const [from, to] = [relocs.owner(i), relocs.target(i)];
    if (to > 0 && to !== from && linked.kindOf(from) === "code") return relocs.off(i);
  }
  return relocs.length > 0 ? relocs.off(0) : firstCode(linked);
}

function firstCode(linked: Linked): number {
  const { owners } = linked.tables;
  for (let i = 1; i < owners.length; i++) {
    const off = owners.offLow(i);
    if (linked.kindOf(i) === "code" && linked.ownerAt(off) === i) return off;
  }
  return -1;
}

/** Role of each end of the path; a path without a cell counts to two. */
export function rolesOf(path: Path): { caller: number; cell: number; target: number } {
  if (path.cell >= 0) return { caller: 1, cell: 2, target: 3 };
  return path.reloc >= 0 ? { caller: 1, cell: 0, target: 2 } : { caller: 0, cell: 0, target: 0 };
}

export function headlineOf(linked: Linked, path: Path, title: string): string {
  const name = (owner: number) => linked.tables.owners.name(owner);
  if (path.cell >= 0 && path.caller && path.target) return `${name(path.caller)} finds ${name(path.target)} through cell ${path.cell}`;
  if (path.cell >= 0) return path.target ? `Cell ${path.cell} holds the address of ${name(path.target)}` : `Cell ${path.cell} is free`;
  if (path.reloc >= 0 && path.target) return `${name(path.caller)} reaches ${name(path.target)} without a cell`;
  return title;
}
