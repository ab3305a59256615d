// From a path to what is lit in each view: ranges of the file, rows, lines. All views read the same Lights.
import type { Look } from "../report.gen";
import { noPath, rolesOf, type Path, type Range } from "./focus";
import type { Linked } from "./linked";

export interface Lights {
  /** The link whose rows these are; null when nothing is lit. In another link the same numbers mean other things. */
  of: Linked | null;
  path: Path;
  /** The one cursor byte, or -1. */
  cursor: number;
  /** Stretches of the file, ascending. */
  ranges: Range[];
  owners: Map<number, number>; // owner → role
  symbols: Map<number, number>; // symbol row → role
  lines: Map<number, number>; // first lines → role
  /** Lines of the target: [from, to). */
  body: [number, number];
}

export const dark: Lights = {
  of: null, path: noPath, cursor: -1, ranges: [], owners: new Map(), symbols: new Map(), lines: new Map(), body: [0, 0],
};

/** `caller` is what lies at the place of the path's relocation; its part is the instruction. */
export function lightsOf(linked: Linked, path: Path, look: Look, caller: Look | null): Lights {
  const { owners, cells, symbols, relocs } = linked.tables;
  const role = rolesOf(path);
  const ranges: Range[] = [];
  const lit: Lights = { of: linked, path, cursor: look.off, ranges, owners: new Map(), symbols: new Map(), lines: new Map(), body: [0, 0] };
  const range = (off: number, len: number, role: number) => len > 0 && off >= 0 && ranges.push({ from: off, to: off + len, role });
  if (path.reloc >= 0) {
    lit.owners.set(path.caller, role.caller);
    if (caller?.found && caller.partLen > 0) range(caller.partOff, caller.partLen, role.caller);
    else range(relocs.off(path.reloc), relocs.width(path.reloc), role.caller);
    const line = relocs.line(path.reloc);
    if (line > 0) lit.lines.set(line, role.caller);
  }
  if (path.cell >= 0) range(cells.off(path.cell), linked.summary.wordBytes, role.cell);
  const named = path.symbol >= 0 ? symbols.owner(path.symbol) : path.target;
  const symbolRole = named <= 0 ? 0 : named === path.target ? role.target : named === path.caller ? role.caller : 0;
  const symbol = path.symbol >= 0 ? path.symbol : named > 0 ? linked.symbolOf(named) : -1;
  if (symbol >= 0) {
    range(symbols.off(symbol), symbols.len(symbol), symbolRole);
    lit.symbols.set(symbol, symbolRole);
  }
  if (path.target > 0) {
    lit.owners.set(path.target, role.target);
    range(owners.offLow(path.target), ownBytes(linked, path.target), role.target);
    const line = owners.line(path.target);
    const isAtom = linked.ownerOfLine(line) === path.target;
    if (line > 0 && (isAtom || linked.kindOf(path.target) === "linker")) {
      if (!lit.lines.has(line)) lit.lines.set(line, role.target);
      if (isAtom) lit.body = [line, linked.nextAtomLine(line)];
    }
  }
  if (path.reloc < 0 && path.cell < 0 && path.symbol < 0 && look.partLen > 0) range(look.partOff, look.partLen, 0);
  ranges.sort((a, b) => a.from - b.from);
  return lit;
}

/** The number of what was pointed at on the path: that of the stretch that holds its byte, else of its owner; 0 for none. */
export function roleAt(lights: Lights, { off, owner }: Pick<Look, "off" | "owner">): number {
  let best: Range | undefined;
  for (const range of lights.ranges) {
    if (off >= range.from && off < range.to && (!best || range.to - range.from < best.to - best.from)) best = range;
  }
  return best?.role || (lights.owners.get(owner) ?? 0);
}

/** Bytes that an owner has in the file: bss has a size and none. */
function ownBytes(linked: Linked, owner: number): number {
  const off = linked.tables.owners.offLow(owner);
  return linked.ownerAt(off) === owner ? linked.tables.owners.sizeLow(owner) : 0;
}
