// From one link to the next: what was pointed at is the same thing, wherever it lies now.
import type { Query } from "./focus";
import type { Lights } from "./lights";
import type { Linked } from "./linked";

interface Named {
  length: number;
  name(row: number): string;
}

/** The row of the same name: mostly the same row. */
function sameRow(before: Named, now: Named, row: number): number {
  const name = before.name(row);
  if (row < now.length && now.name(row) === name) return row;
  for (let i = 1; i < now.length; i++) if (now.name(i) === name) return i;
  return -1;
}

/** What was pointed at in one link, said of the next; the first story when it is gone. */
export function rebase(query: Query, before: Linked, now: Linked): Query {
  const first: Query = { kind: "first" };
  const [was, is] = [before.tables, now.tables];
  if (query.kind === "owner") {
    const owner = sameRow(was.owners, is.owners, query.owner);
    return owner > 0 ? { kind: "owner", owner } : first;
  }
  if (query.kind !== "byte") return query;
  const within = (from: number, to: number, size: number): Query => ({ kind: "byte", off: to + Math.min(query.off - from, Math.max(0, size - 1)) });
  const cell = before.cellAt(query.off);
  if (cell >= 0) return cell < is.cells.length ? within(was.cells.off(cell), is.cells.off(cell), now.summary.wordBytes) : first;
  const record = before.symbolAt(query.off);
  if (record >= 0) {
    const row = sameRow(was.symbols, is.symbols, record);
    return row >= 0 ? within(was.symbols.off(record), is.symbols.off(row), is.symbols.len(row)) : first;
  }
  const owner = before.ownerAt(query.off);
  const same = owner > 0 ? sameRow(was.owners, is.owners, owner) : -1;
  return same > 0 ? within(was.owners.offLow(owner), is.owners.offLow(same), is.owners.sizeLow(same)) : first;
}

/** Whether the lights of one link may stay for the next until new ones are there: the rows they name are the same things. */
export function stillFits(lights: Lights, before: Linked, now: Linked): boolean {
  const { path } = lights;
  if (lights.of !== before) return false;
  const same = (was: Named, is: Named) => (row: number) => row < is.length && was.name(row) === is.name(row);
  const symbols = path.symbol >= 0 ? [path.symbol, ...lights.symbols.keys()] : [...lights.symbols.keys()];
  return (
    [...lights.owners.keys(), path.caller, path.target].every(same(before.tables.owners, now.tables.owners)) &&
    symbols.every(same(before.tables.symbols, now.tables.symbols)) &&
    path.reloc < now.tables.relocs.length && path.cell < now.tables.cells.length
  );
}
