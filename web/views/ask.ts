// From what was pointed at to a question for the linker.
import type { Look } from "../report.gen";
import type { Linker } from "../ui/linker";
import { firstPlace, type Query } from "./focus";
import type { Linked } from "./linked";

/** What the linker says of what was pointed at; null where there is nothing to ask about. */
export function lookFor(linker: Linker, query: Query, link: Linked): Promise<Look> | null {
  switch (query.kind) {
    case "first": {
      const off = firstPlace(link);
      return off < 0 ? null : linker.lookAt(off);
    }
    case "byte":
      return query.off < link.file.length ? linker.lookAt(query.off) : null;
    case "line":
      return linker.lookLine(query.line);
    case "owner":
      return query.owner < link.tables.owners.length ? linker.lookOwner(query.owner) : null;
  }
}
