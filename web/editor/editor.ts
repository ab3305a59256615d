// The editor: owns the text, tells the linker of each edit, and points at the line under the caret.
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { nextDiagnostic } from "@codemirror/lint";
import { indentUnit } from "@codemirror/language";
import { EditorState, Transaction, type Extension } from "@codemirror/state";
import { EditorView, keymap, lineNumbers, type KeyBinding, type ViewUpdate } from "@codemirror/view";
import { editsOf } from "../engine/edits";
import { behind, edited } from "../behind";
import { leaveFile, linker, point, pointAtEdited, stale } from "../store";
import { clickedName, format, goToDefinition, rename } from "./commands";
import { completion } from "./complete";
import { unitsOf } from "./findings";
import { became, hideTold, tellLine } from "./hover";
import { atoms } from "./language";
import { marks } from "./marks";
import { lineNow, lineThen, shows, since } from "./origins";
import type { Source } from "./source";
import { opening } from "./words";

/** The same word stands in the page's content security policy; see static/index.html. */
const styleNonce = "linkplay-editor";

export interface Handlers {
  onChange(): void;
}

const own: KeyBinding[] = [
  { key: "Mod-i", run: tellLine },
  { key: "Escape", run: hideTold },
  { key: "F2", run: rename },
  { key: "F12", run: goToDefinition },
  { key: "F8", run: nextDiagnostic },
  { key: "Shift-Alt-f", run: format },
];

function extensions(handlers: Handlers): Extension {
  return [
    EditorView.cspNonce.of(styleNonce),
    EditorView.contentAttributes.of({ "aria-label": "Atom description", "aria-describedby": "editor-help", tabindex: "0", spellcheck: "false", autocapitalize: "off", autocorrect: "off" }),
    EditorView.lineWrapping,
    lineNumbers(),
    since,
    marks,
    history(),
    indentUnit.of("    "),
    keymap.of(own),
    completion,
    outdented,
    became,
    EditorView.domEventHandlers({ mousedown: clickedName, beforeinput: insertedLines }),
    keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]), // Escape, then Tab, leaves the editor
    atoms(),
    EditorView.updateListener.of((update) => heard(update, handlers)),
  ];
}

function heard(update: ViewUpdate, handlers: Handlers): void {
  if (update.docChanged) {
    leaveFile(); // who writes is back at the text
    edited();
    linker().edit(update.transactions.filter((tr) => tr.docChanged).flatMap((tr) => editsOf(tr.changes, tr.startState.doc)));
    handlers.onChange();
  }
  const byHand = update.transactions.some((tr) => tr.isUserEvent("select") || tr.isUserEvent("input") || tr.isUserEvent("delete"));
  if (byHand && (update.selectionSet || update.docChanged)) {
    const line = update.state.doc.lineAt(update.state.selection.main.head).number;
    if (update.docChanged) pointAtEdited(line);
    else point({ kind: "line", line });
  }
}

// Dictation and the like put text over a selection of several lines: the browser would do that by moving elements, slowly
// and with styles that the page's policy forbids.
function insertedLines(event: InputEvent, view: EditorView): boolean {
  const { doc, selection: { main } } = view.state;
  const severalLines = event.data?.includes("\n") || doc.lineAt(main.from).number !== doc.lineAt(main.to).number;
  if (event.inputType !== "insertText" || event.isComposing || event.data === null || !severalLines) return false;
  event.preventDefault();
  view.dispatch(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
  return true;
}

// A word that opens an atom or is a step stands at the left: what Enter has put before it goes as it is typed.
const outdented = EditorView.inputHandler.of((view, from, to, text) => {
  const line = view.state.doc.lineAt(from);
  const before = line.text.slice(0, from - line.from);
  const word = before.trimStart();
  if (text !== " " || from !== to || before === word || from !== line.to || !opening.has(word)) return false;
  view.dispatch({ changes: { from: line.from, to: from, insert: word + " " }, selection: { anchor: line.from + word.length + 1 }, userEvent: "input.type" });
  return true;
});

export function createEditor(parent: HTMLElement, handlers: Handlers): { view: EditorView; source: Source } {
  const view = new EditorView({ parent, state: EditorState.create({ extensions: extensions(handlers) }) });
  const source: Source = {
    text: () => view.state.doc.toString(),
    line: (n) => (n >= 1 && n <= view.state.doc.lines ? view.state.doc.line(n).text : ""),
    lines: () => view.state.doc.lines,
    shown: () => view.dispatch({ effects: shows.of(view.state.doc) }),
    lineThen: (line) => lineThen(view.state, line, stale.value || behind.value),
    lineNow: (line) => lineNow(view.state, line),
    open(text, how) {
      if (text === view.state.doc.toString()) linker().replaceText(); // nothing changes, and yet it wants to be linked
      const whole = { from: 0, to: view.state.doc.length, insert: text };
      const annotations = how === "first" ? [Transaction.addToHistory.of(false)] : [Transaction.userEvent.of("open")];
      view.dispatch({ changes: whole, selection: { anchor: 0 }, scrollIntoView: true, annotations });
    },
    goTo(lineNumber, col) {
      const line = view.state.doc.line(Math.max(1, Math.min(view.state.doc.lines, lineNumber)));
      view.dispatch({ selection: { anchor: line.from + unitsOf(line.text, col) }, scrollIntoView: true, userEvent: "select" });
      view.focus();
    },
    caret: () => view.state.doc.lineAt(view.state.selection.main.head).number,
    reveal(lineNumber) {
      const line = view.state.doc.line(Math.max(1, Math.min(view.state.doc.lines, lineNumber)));
      view.dispatch({ selection: { anchor: line.from }, scrollIntoView: true });
    },
    focus: () => view.focus(),
    format: () => void format(view),
  };
  return { view, source };
}
