// The link as it is told: numbered sentences, pass by pass. Pointing at one points at what it is about.
import { useState } from "preact/hooks";
import { hovered, lights, point, query } from "../../store";
import { RowGrid, type Column } from "../../ui/table";
import { useDetail } from "../details";
import type { Query } from "../focus";
import { goToLine, MorePane, Way } from "../more";
import { count } from "../problems/rows";
import { activeStep, focusOf, storyRows, type StoryRow } from "./rows";

export function StoryView() {
  const told = useDetail("story")?.rows;
  const passes = told?.passes.length ?? 0;
  return (
    <MorePane name="Story" sub={`${count(passes, "pass").replace("passs", "passes")}${told?.more ? `, then ${count(told.more, "more step")}` : ""}`} empty={told ? (passes ? "" : "Nobody saw this file being linked.") : "One moment…"}>
      <Sentences />
    </MorePane>
  );
}

function Sentences() {
  const { of, rows: told } = useDetail("story")!;
  const rows = storyRows(told);
  // Several sentences may be about the same bytes: the one that was pointed at stays, until something else is.
  const [picked, setPicked] = useState<{ row: number; query: Query } | null>(null);
  const active = picked?.query === query.value && picked.row < rows.length ? picked.row : activeStep(of, rows, lights.value);
  const pick = (row: number) => {
    const to = focusOf(rows[row]!.step);
    if (to) point(to);
    setPicked({ row, query: query.value });
  };
  const columns: Column[] = [
    { head: "step", class: "num step", cell: (i) => (rows[i]!.step.more > 0 ? "…" : rows[i]!.step.event) },
    { head: "what happened", class: "says", cell: (i) => rows[i]!.says },
    { head: "line", class: "asked", cell: (i) => { const { line } = rows[i]!.step; return line > 0 ? <Way title={`Go to line ${line}`} go={() => goToLine(line)}>line {line}</Way> : ""; } },
  ];
  return (
    <RowGrid label="Sentences of the story" id="told" rows={rows.length} columns={columns} active={active} tall
      heading={(i, span) => <Heading row={rows[i]!} span={span} />}
      look={(i) => `own-none${i === active ? " lit" : ""}${hovered.value && rows[i]!.step.owner === hovered.value ? " hov" : ""}`}
      onPoint={pick} onHover={(i) => (hovered.value = i < 0 ? 0 : rows[i]!.step.owner)}
      onFollow={(i) => { const { line } = rows[i]!.step; if (line > 0) goToLine(line); }} />
  );
}

function Heading({ row: { opens }, span }: { row: StoryRow; span: number }) {
  if (!opens) return null;
  return <tr class="opens"><th scope="rowgroup" colSpan={span}><b>{opens.title || "Before the first pass"}</b> {opens.says}</th></tr>;
}
