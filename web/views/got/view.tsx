// The global offset table: one row per cell.
import { hovered, lights, linked, point, stale } from "../../store";
import { Command } from "../../ui/command";
import { Disc, Letter } from "../../ui/disc";
import { First } from "../../ui/first";
import { Pane } from "../../ui/pane";
import { RowGrid, type Column } from "../../ui/table";
import type { Linked } from "../linked";
import { there } from "../timeline/state";
import { count as counted } from "../problems/rows";
import { gotRow } from "./rows";

export function GotView() {
  const link = linked.value;
  const count = link?.tables.cells.length ?? 0;
  const sub = stale.value ? "of the last good link" : counted(count, "cell");
  return (
    <Pane name="GOT" sub={link && count > 0 ? sub : undefined} tool={link && count > 0 && <Command of="got" />}>
      {!link ? <First of="got"><p class="empty">No file yet.</p></First> : count === 0 ? <p class="empty">Nothing here goes through a table: there are no cells.</p> : <Cells link={link} />}
    </Pane>
  );
}

function Cells({ link }: { link: Linked }) {
  const { cells } = link.tables;
  const row = (i: number) => gotRow(link, lights.value, i);
  const columns: Column[] = [
    { head: "cell", class: "num", cell: (i) => i },
    { head: "address", class: "num address", cell: (i) => row(i).address },
    { head: "holds", class: "num", cell: (i) => (there.value?.cell(i).filled === false ? "not yet" : row(i).holds) },
    { head: "whose", class: "name", cell: (i) => { if (there.value?.cell(i).given === false) return "nobody yet"; const { whose, tag, role } = row(i); return <span class="owner" title={whose.name}><Letter {...whose} /><span class="cut">{whose.name}{tag && ` (${tag})`}</span><Disc role={role} /></span>; } },
    { head: "asked by", class: "asked", cell: (i) => (row(i).line ? `line ${row(i).line}` : "") },
  ];
  return (
    <RowGrid label="Cells of the GOT" id="cell" rows={cells.length} columns={columns} active={lights.value.path.cell}
      look={(i) => `own-got${lights.value.path.cell === i ? " lit" : ""}${hovered.value && cells.owner(i) === hovered.value ? " hov" : ""}${there.value?.cell(i).filled === false ? " unmade" : ""}`}
      onPoint={(i) => point({ kind: "byte", off: cells.off(i) })} onHover={(i) => (hovered.value = i < 0 ? 0 : cells.owner(i))} />
  );
}
