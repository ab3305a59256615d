// What the editor shows beside a line: whose it is, its number on the path, what it became.
import type { Linked } from "../views/linked";
import { dark, type Lights } from "../views/lights";
import { ownerLook } from "../views/owner";
import { upper } from "../views/got/rows";
import { opensAtom } from "./words";

export interface LineLook {
  /** Tone of the owner, and states. */
  classes: string;
  letter: string; // on the first line of an atom
  role: number;
  hint: string; // address of an atom, cell of a reference
  /** The name to underline on a line of the path, or "". */
  named: string;
}

/** The look of a line in a link. Lights of another link, which may be on while that one is on its way, are dark here. */
export function lineLook(linked: Linked, all: Lights, hovered: number, line: number, text: string): LineLook {
  const lights = all.of === linked ? all : dark;
  const { owners } = linked.tables;
  const owner = belongs(text) ? linked.ownerOfLine(line) : 0;
  const look = ownerLook(linked, owner);
  const opens = owner > 0 && owners.line(owner) === line && opensAtom(text);
  const role = lights.lines.get(line) ?? 0;
  let classes = look.tone;
  if (lights.lines.has(line)) classes += " path";
  else if (line >= lights.body[0] && line < lights.body[1] && belongs(text)) classes += " lit";
  if (hovered > 0 && owner === hovered) classes += " hov";
  return {
    classes,
    letter: opens ? look.letter : "",
    role,
    hint: opens ? (owners.placed(owner) ? upper(owners.addr(owner)) : "") : owner > 0 ? cellHint(linked, owner, line) : "",
    named: lights.lines.has(line) && lights.path.target > 0 ? owners.name(lights.path.target) : "",
  };
}

/** Blank lines, comments and steps at the left belong to nobody. */
function belongs(text: string): boolean {
  return /^\s*[^\s#]/.test(text) && !/^\s*(flush|free|unexport|export|file|enum|errors|import|absolute)\b/.test(text);
}

// An atom's relocations lie together, because they are sorted by place.
function cellHint(linked: Linked, owner: number, line: number): string {
  const { relocs, owners } = linked.tables;
  const from = owners.offLow(owner);
  let [low, high] = [0, relocs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (relocs.off(middle) < from) low = middle + 1;
    else high = middle;
  }
  for (let i = low; i < relocs.length && relocs.owner(i) === owner; i++) {
    const cell = relocs.line(i) === line ? owners.cell(relocs.target(i)) : 0;
    if (cell > 0 && /\bG\b/.test(relocs.formula(i))) return `cell ${cell - 1}`;
  }
  return "";
}
