// What a line became: shown under the pointer, and at the caret with Control and I.
import { activateHover, closeHoverTooltips, hoverTooltip, type EditorView, type Tooltip } from "@codemirror/view";
import { announce, linked, linker, older, source } from "../store";
import type { Look } from "../report.gen";
import { factsOf } from "./facts";

async function factsAt(line: number): Promise<string[]> {
  const link = linked.value;
  if (!link) return [];
  const look = await linker().lookLine(source().lineThen(line)).catch((): Look | null => null);
  if (!look?.found || linked.value !== link) return [];
  const facts = factsOf(link, look);
  return older.value ? [...facts, older.value] : facts;
}

async function tooltipAt(view: EditorView, pos: number): Promise<Tooltip | null> {
  const line = view.state.doc.lineAt(pos);
  const facts = await factsAt(line.number);
  if (facts.length === 0) return null;
  const dom = document.createElement("div");
  dom.className = "became";
  for (const fact of facts) dom.appendChild(document.createElement("p")).textContent = fact;
  return { pos: line.from, end: line.to, above: true, create: () => ({ dom }) };
}

export const became = hoverTooltip((view, pos) => tooltipAt(view, pos), { hideOnChange: true, hoverTime: 500 });

/** Shows and says what the line of the caret became. */
export function tellLine(view: EditorView): boolean {
  const at = view.state.selection.main.head;
  void factsAt(view.state.doc.lineAt(at).number).then((facts) => {
    announce(facts.length > 0 ? facts.join(". ") : "This line has become nothing of its own.");
    if (facts.length > 0) activateHover(view, at, 1, { tooltip: became, until: (tr) => tr.docChanged || tr.selection !== undefined });
  });
  return true;
}

export function hideTold(view: EditorView): boolean {
  const shown = view.state.field(became.active).length > 0;
  if (shown) view.dispatch({ effects: closeHoverTooltips });
  return false; // Escape has other things to do as well
}
