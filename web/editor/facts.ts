// A line's outcome in short lines: where it is, its bytes, its cell.
import type { Look } from "../report.gen";
import type { Linked } from "../views/linked";
import { upper } from "../views/got/rows";
import { count } from "../views/problems/rows";

const mostBytes = 16;

export function factsOf(linked: Linked, look: Look): string[] {
  const { owners, cells } = linked.tables;
  const facts: string[] = [];
  const name = look.owner > 0 && look.owner < owners.length ? owners.name(look.owner) : "";
  const where = [look.addr && `at ${upper(look.addr)}`, look.partOff >= 0 && look.off >= 0 && `file 0x${look.partOff.toString(16).toUpperCase()}`].filter(Boolean).join(", ");
  const size = look.partLen > 0 ? count(look.partLen, "byte") : "";
  facts.push([[size, name && `of ${name}`].filter(Boolean).join(" "), where].filter(Boolean).join(" "));
  if (look.partLen > 0 && look.off >= 0) {
    const bytes = [...linked.file.subarray(look.partOff, look.partOff + Math.min(look.partLen, mostBytes))];
    facts.push(bytes.map((byte) => byte.toString(16).toUpperCase().padStart(2, "0")).join(" ") + (look.partLen > mostBytes ? " …" : ""));
  }
  const cell = cellOf(linked, look);
  if (cell >= 0) facts.push(`cell ${cell} holds ${upper(cells.value(cell))}${cells.owner(cell) ? `, the address of ${owners.name(cells.owner(cell))}` : ""}`);
  return facts.filter(Boolean);
}

/** The cell that the bytes of the line go through, else that of the atom. */
function cellOf(linked: Linked, look: Look): number {
  const { relocs, owners, cells } = linked.tables;
  for (let off = look.partOff; off >= 0 && off < look.partOff + Math.min(look.partLen, mostBytes); off++) {
    const reloc = linked.relocAt(off);
    const cell = reloc >= 0 && /\bG\b/.test(relocs.formula(reloc)) ? owners.cell(relocs.target(reloc)) - 1 : -1;
    if (cell >= 0) return cell;
  }
  return look.cell < cells.length ? look.cell : -1;
}
