// What is pointed at, in words that mean the same in the next link of the same text:
//
//   got/helper       the cell that holds helper's address       got/helper+3   its fourth byte
//   symbol/helper    helper's record in the symbol table         code/helper    helper itself
//   code/helper+5    its sixth byte in the file                  0x56           the byte at this offset
//
// Of several things of one name the second is helper~2, and so on.
import type { Query } from "../views/focus";
import type { Linked } from "../views/linked";
import { decoded, encoded } from "./address";

type Names = { length: number; name(row: number): string };

/** The row's name, with its number among the rows of that name. */
function named(rows: Names, row: number): string {
  const name = rows.name(row);
  let count = 1;
  for (let i = 0; i < row; i++) if (rows.name(i) === name) count++;
  return encoded(name) + (count > 1 ? `~${count}` : "");
}

function find(rows: Names, name: string, count: number): number {
  for (let i = 0; i < rows.length; i++) if (rows.name(i) === name && --count === 0) return i;
  return -1;
}

/** Cells go by what they point at. */
const cellNames = ({ tables: { cells, owners } }: Linked): Names => ({ length: cells.length, name: (row) => owners.name(cells.owner(row)) });

/** Owners of one kind; the others have names that nobody asks for. */
const ownersOf = (linked: Linked, kind: string): Names => ({
  length: linked.tables.owners.length,
  name: (row) => (row > 0 && linked.kindOf(row) === kind ? linked.tables.owners.name(row) : "\0"),
});

const plus = (n: number) => (n > 0 ? `+${n}` : "");

/** What is pointed at as a part of an address; "" for nothing and for a line, which has a word of its own. */
export function selOf(linked: Linked, query: Query): string {
  const { owners, cells, symbols } = linked.tables;
  if (query.kind === "owner") return query.owner > 0 && query.owner < owners.length ? ownerName(linked, query.owner) : "";
  if (query.kind !== "byte") return "";
  const cell = linked.cellAt(query.off);
  if (cell >= 0) return `got/${named(cellNames(linked), cell)}${plus(query.off - cells.off(cell))}`;
  const record = linked.symbolAt(query.off);
  if (record >= 0) return `symbol/${named(symbols, record)}${plus(query.off - symbols.off(record))}`;
  const owner = linked.ownerAt(query.off);
  const within = query.off - owners.offLow(owner);
  if (owner > 0 && within >= 0 && within < owners.sizeLow(owner)) return `${ownerName(linked, owner)}+${within}`;
  return `0x${query.off.toString(16)}`;
}

function ownerName(linked: Linked, owner: number): string {
  const kind = linked.kindOf(owner);
  return `${kind === "got" ? "table" : kind}/${named(ownersOf(linked, kind), owner)}`;
}

/** What the part of an address means in a link, or null when there is no such thing. */
export function queryOf(linked: Linked, sel: string): Query | null {
  const { owners, cells, symbols } = linked.tables;
  const byte = (off: number): Query | null => (off < linked.file.length ? { kind: "byte", off } : null);
  if (/^0x[0-9a-f]{1,8}$/i.test(sel)) return byte(Number(sel));
  const [, group, name, count = "1", within] = /^(\w+)\/([^~+/]*)(?:~(\d{1,9}))?(?:\+(\d{1,9}))?$/.exec(sel) ?? [];
  if (group === undefined) return null;
  const inside = (row: number, off: number, size: number) => (row >= 0 && Number(within ?? 0) < size ? byte(off + Number(within ?? 0)) : null);
  const look = (rows: Names) => find(rows, decoded(name!), Number(count));
  if (group === "got") {
    const row = look(cellNames(linked));
    return row < 0 ? null : inside(row, cells.off(row), linked.summary.wordBytes);
  }
  if (group === "symbol") {
    const row = look(symbols);
    return row < 0 ? null : inside(row, symbols.off(row), symbols.len(row));
  }
  const owner = look(ownersOf(linked, group === "table" ? "got" : group));
  if (owner <= 0) return null;
  return within === undefined ? { kind: "owner", owner } : inside(owner, owners.offLow(owner), owners.sizeLow(owner));
}
