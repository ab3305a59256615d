// CodeMirror says all changes of a transaction in places of the old text; the core wants one after the other.
import type { ChangeSet, Text } from "@codemirror/state";
import type { Edit } from "./protocol";

/** The changes as edits, last place first: so each edit leaves the places of those that follow as they were. */
export function editsOf(changes: ChangeSet, before: Text): Edit[] {
  const edits: Edit[] = [];
  changes.iterChanges((from, to, _fromNew, _toNew, inserted) => {
    const [start, end] = [before.lineAt(from), before.lineAt(to)];
    edits.unshift({
      fromLine: start.number - 1,
      fromCol: from - start.from,
      toLine: end.number - 1,
      toCol: to - end.from,
      insert: inserted.toString(),
    });
  });
  return edits;
}
