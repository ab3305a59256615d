// Which line of the text that was linked a line is that stands here now, and the other way round. Between an edit and
// its link, and for as long as the text has errors, what is shown is of an older text.
import { ChangeSet, StateEffect, StateField, type EditorState, type Text } from "@codemirror/state";

interface Since {
  /** The text of the link that is shown; null before the first. */
  linked: Text | null;
  /** What has been changed since. */
  changes: ChangeSet;
}

/** Says that a link of this text is shown from now on. */
export const shows = StateEffect.define<Text>();

export const since = StateField.define<Since>({
  create: (state) => ({ linked: null, changes: ChangeSet.empty(state.doc.length) }),
  update(value, transaction) {
    let { linked, changes } = value;
    if (transaction.docChanged) changes = changes.compose(transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(shows)) [linked, changes] = [effect.value, ChangeSet.empty(transaction.newDoc.length)];
    }
    return linked === value.linked && changes === value.changes ? value : { linked, changes };
  },
});

/** The line of the linked text that a line is now; 0 for a new one. `exact`: one that reads otherwise is a new one, too. */
export function lineThen(state: EditorState, line: number, exact: boolean): number {
  const { linked, changes } = state.field(since);
  if (!linked || line < 1 || line > state.doc.lines) return 0;
  if (changes.empty) return line;
  const here = state.doc.line(line);
  const then = linked.lineAt(changes.invertedDesc.mapPos(here.from, 1));
  if (exact) return then.text === here.text && lineOf(state, then.number) === line ? then.number : 0;
  return lineOf(state, then.number) === line ? then.number : 0;
}

/** Where a line of the linked text stands now, or 0 when it is gone or reads otherwise. */
export function lineNow(state: EditorState, line: number): number {
  const { linked, changes } = state.field(since);
  if (!linked || changes.empty) return line >= 1 && line <= state.doc.lines ? line : 0;
  if (line < 1 || line > linked.lines) return 0;
  const now = lineOf(state, line);
  return state.doc.line(now).text === linked.line(line).text ? now : 0;
}

function lineOf(state: EditorState, line: number): number {
  const { linked, changes } = state.field(since);
  return state.doc.lineAt(changes.mapPos(linked!.line(line).from, 1)).number;
}
