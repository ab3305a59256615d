// What the Problems view says: one line of state, and the findings.
import type { Finding, Summary } from "../../report.gen";

export interface State {
  mark: "✓" | "!" | "…";
  says: string;
}

export function stateOf(summary: Summary | null, hasLink: boolean, boot: { state: string; reason: string }, behind = false): State {
  if (boot.state === "failed") return { mark: "!", says: `The linker could not be started: ${boot.reason}` };
  if (!summary) return { mark: "…", says: "Starting the linker…" };
  if (behind) return { mark: "…", says: hasLink ? "Linking… What is shown is of the text before." : "Linking…" };
  const problems = count(summary.errorsTotal, "problem");
  if (!summary.ok) return { mark: "!", says: hasLink ? `Showing the last good link; ${problems}.` : `No file yet; ${problems}.` };
  const remarks = summary.findingsTotal > 0 ? count(summary.findingsTotal, "remark") : "No problems";
  return { mark: "✓", says: `${remarks}. Linked, ${count(summary.fileBytes, "byte")}.` };
}

export function count(n: number, one: string): string {
  return `${n.toLocaleString("en")} ${n === 1 ? one : one + "s"}`;
}

/** With the full stop that the core leaves out. A message may begin with a name, so its first letter stays. */
export const stopped = (says: string): string => says + (/[.?!:]$/.test(says) ? "" : ".");

export const sentence = (says: string): string => says.slice(0, 1).toUpperCase() + stopped(says.slice(1));

/** The parts of a sentence in which `names` stand in back quotes; every second part is a name. */
export const parts = (says: string): string[] => says.split("`");

/** Where a finding is, as it is said everywhere: 3:14, or "" for the description as a whole. */
export const placeOf = (finding: Finding): string => (finding.line > 0 ? `${finding.line}:${finding.col}` : "");

export const notShown = (summary: Summary): number => summary.findingsTotal - summary.findings.length;
