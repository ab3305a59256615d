// From what was pointed at to a question for the linker.
import type { Look } from "../report.gen";
import type { Linker } from "../ui/linker";
import { firstPlace, type Query } from "./focus";
import type { Linked } from "./linked";

/**
 * What the linker says of what was pointed at; null where there is nothing to ask about. A line is asked about by its number
 * in the text that was linked, which `lineThen` knows; of one that was just changed, what counts is the byte that changed.
 */
export async function lookFor(linker: Linker, query: Query, link: Linked, changed: readonly number[], lineThen: (line: number) => number): Promise<Look | null> {
  switch (query.kind) {
    case "first": {
      const off = firstPlace(link);
      return off < 0 ? null : linker.lookAt(off);
    }
    case "byte":
      return query.off < link.file.length ? linker.lookAt(query.off) : null;
    case "line": {
      const line = lineThen(query.line);
      const look = line > 0 ? await linker.lookLine(line) : null;
      const off = look?.found ? changed.find((off) => off >= look.partOff && off < look.partOff + look.partLen) : undefined;
      return off === undefined || off === look!.off ? look : linker.lookAt(off);
    }
    case "owner":
      return query.owner < link.tables.owners.length ? linker.lookOwner(query.owner) : null;
  }
}
