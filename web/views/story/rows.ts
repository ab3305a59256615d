// The rows of the Story view: sentences, pass by pass.
import type { Told, ToldPass, ToldStep } from "../../report.gen";
import type { Query } from "../focus";
import type { Linked } from "../linked";
import type { Lights } from "../lights";
import { tidy } from "../why/rows";

export interface StoryRow {
  step: ToldStep;
  /** Of the first row of a pass. */
  opens: ToldPass | null;
  says: string;
}

export function storyRows({ passes }: Told): StoryRow[] {
  return passes.flatMap((pass) => pass.steps.map((step, i) => ({ step, opens: i === 0 ? pass : null, says: tidy(step.says) })));
}

/** What a sentence is about: its bytes, else its subject. */
export function focusOf({ off, owner, more }: ToldStep): Query | null {
  if (more > 0) return null;
  if (off >= 0) return { kind: "byte", off };
  return owner > 0 ? { kind: "owner", owner } : null;
}

/** The sentence of the event that wrote the byte pointed at, or the one that counts it; -1 when nothing is lit. */
export function activeStep(linked: Linked, rows: readonly StoryRow[], { of, cursor }: Lights): number {
  if (of !== linked || cursor < 0) return -1;
  const { relocs, spans } = linked.tables;
  const [reloc, span] = [linked.relocAt(cursor), linked.spanAt(cursor)];
  const event = reloc >= 0 ? relocs.event(reloc) : span >= 0 ? spans.event(span) : 0;
  if (event === 0) return -1;
  return rows.findIndex(({ step }) => event >= step.event && event < step.event + Math.max(1, step.more));
}
