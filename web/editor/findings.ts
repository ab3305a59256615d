// Findings in the text: underlined where they are, said on hover. The core sends at most 200.
import { setDiagnostics, type Diagnostic } from "@codemirror/lint";
import type { Text } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import type { Finding } from "../report.gen";
import { explaining, view } from "../store";
import { sentence, stopped } from "../views/problems/rows";

/** Where a column, counted in characters from 1, is in a line counted in UTF-16 units. */
export function unitsOf(line: string, col: number): number {
  let units = 0;
  for (let n = 1; n < col && units < line.length; n++) units += line.codePointAt(units)! > 0xffff ? 2 : 1;
  return units;
}

export function diagnosticOf(doc: Text, finding: Finding): Diagnostic {
  const line = doc.line(Math.max(1, Math.min(doc.lines, finding.line)));
  const from = line.from + (finding.line > 0 ? unitsOf(line.text, finding.col) : 0);
  const wanted = finding.endCol > finding.col ? line.from + unitsOf(line.text, finding.endCol) : wordEnd(line.text, from - line.from) + line.from;
  const severity = finding.severity === "error" || finding.severity === "warning" ? finding.severity : "info";
  const message = `${finding.code} ${stopped(finding.message)}${finding.fix ? " " + sentence(finding.fix) : ""}`;
  return { from, to: Math.max(from, Math.min(wanted, line.to)), severity, message, actions: [{ name: "What this means", apply: () => explain(finding) }] };
}

function explain(finding: Finding): void {
  view.value = "Description";
  explaining.value = finding;
}

function wordEnd(line: string, from: number): number {
  return from + (/^[^\s,()[\]]+/.exec(line.slice(from))?.[0].length ?? 0);
}

export function showFindings(editor: EditorView, findings: readonly Finding[]): void {
  const doc = editor.state.doc;
  editor.dispatch(setDiagnostics(editor.state, findings.map((finding) => diagnosticOf(doc, finding))));
}
