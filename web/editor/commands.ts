// What the editor does at a key: format, rename, go to a definition.
import type { ChangeSpec, Text } from "@codemirror/state";
import { showDialog, type EditorView } from "@codemirror/view";
import type { NamePlaces } from "../report.gen";
import { announce, linker, notice } from "../store";
import { unitsOf } from "./findings";

/** The lines that differ, as changes: caret, marks and undo keep their places. */
export function lineChanges(doc: Text, newText: string): ChangeSpec[] {
  const lines = newText.split("\n");
  if (lines.length !== doc.lines) return [{ from: 0, to: doc.length, insert: newText }];
  const changes: ChangeSpec[] = [];
  lines.forEach((text, i) => {
    const line = doc.line(i + 1);
    if (line.text !== text) changes.push({ from: line.from, to: line.to, insert: text });
  });
  return changes;
}

/** Line and column, in characters from 1, of a place. */
function placeOf(doc: Text, pos: number): [number, number] {
  const line = doc.lineAt(pos);
  return [line.number, [...line.text.slice(0, pos - line.from)].length + 1];
}

async function replaceWith(view: EditorView, newText: Promise<string>, userEvent: string): Promise<boolean> {
  const before = view.state.doc;
  try {
    const text = await newText;
    if (view.state.doc !== before) return false; // typed on meanwhile: nobody wants that undone
    const changes = lineChanges(before, text);
    if (changes.length > 0) view.dispatch({ changes, userEvent });
    return changes.length > 0;
  } catch (error) {
    notice.value = `${sentenceOf((error as Error).message)}`;
    return false;
  }
}

const sentenceOf = (says: string) => says.slice(0, 1).toUpperCase() + says.slice(1) + (says.endsWith(".") ? "" : ".");

export function format(view: EditorView): boolean {
  void replaceWith(view, linker().format(), "format").then((changed) => announce(changed ? "Formatted" : "The text was in its canonical form."));
  return true;
}

const nameAt = (view: EditorView, pos: number): Promise<NamePlaces | null> => linker().nameAt(...placeOf(view.state.doc, pos)).catch(() => null);

/** Asks for a new name and puts it wherever the name at the caret stands. */
export function rename(view: EditorView): boolean {
  const at = view.state.selection.main.head;
  const before = view.state.doc;
  void nameAt(view, at).then((found) => {
    if (view.state.doc !== before) return;
    if (!found) return void (notice.value = "There is no name at the caret that could be changed.");
    const places = `${found.places.length} ${found.places.length === 1 ? "place" : "places"}`;
    const { result } = showDialog(view, { label: `New name for ${found.name}, in ${places}:`, input: { type: "text", name: "to", value: found.name, spellcheck: "false", autocapitalize: "off", required: "" }, submitLabel: "Rename", focus: true, top: true, class: "rename" });
    void result.then(async (form) => {
      const to = form ? String(new FormData(form).get("to") ?? "") : found.name;
      if (to !== found.name && (await replaceWith(view, linker().rename(...placeOf(before, at), to), "rename"))) announce(`Renamed in ${places}`);
      view.focus();
    });
    requestAnimationFrame(() => view.dom.querySelector<HTMLInputElement>(".rename input")?.select());
  });
  return true;
}

function goTo(view: EditorView, pos: number): void {
  const before = view.state.doc;
  void nameAt(view, pos).then((found) => {
    if (view.state.doc !== before) return;
    const to = found && found.places[found.defines];
    if (!to) return void (notice.value = found ? `${found.name} is not defined in this text.` : "There is no name here.");
    const line = view.state.doc.line(to.line);
    view.dispatch({ selection: { anchor: line.from + unitsOf(line.text, to.col), head: line.from + unitsOf(line.text, to.endCol) }, scrollIntoView: true, userEvent: "select" });
    view.focus();
  });
}

export function goToDefinition(view: EditorView): boolean {
  goTo(view, view.state.selection.main.head);
  return true;
}

/** A click with Control, or Command, on a name. */
export function clickedName(event: MouseEvent, view: EditorView): boolean {
  const pos = event.button === 0 && (event.ctrlKey || event.metaKey) ? view.posAtCoords(event) : null;
  if (pos === null) return false;
  event.preventDefault();
  goTo(view, pos);
  return true;
}
