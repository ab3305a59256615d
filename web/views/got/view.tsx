// The global offset table: one row per cell.
import { useMemo } from "preact/hooks";
import { hovered, lights, linked, older, point } from "../../store";
import { Command } from "../../ui/command";
import { Disc, Letter } from "../../ui/disc";
import { First } from "../../ui/first";
import { Pane } from "../../ui/pane";
import { tight } from "../../ui/media";
import { useWidth } from "../../ui/size";
import { numberPx, RowGrid, rowOf, type Column } from "../../ui/table";
import type { Linked } from "../linked";
import { there } from "../timeline/state";
import { count as counted } from "../problems/rows";
import { gotRow, usedBy, usersOf, widest } from "./rows";

export function GotView() {
  const link = linked.value;
  const count = link?.tables.cells.length ?? 0;
  const sub = older.value || counted(count, "cell");
  return (
    <Pane name="GOT" sub={link && count > 0 ? sub : undefined} tool={link && count > 0 && <Command of="got" />}>
      {!link ? <First of="got"><p class="empty">No file yet.</p></First> : count === 0 ? <p class="empty">Nothing here goes through a table: there are no cells.</p> : <Cells link={link} />}
    </Pane>
  );
}

function Cells({ link }: { link: Linked }) {
  const { cells } = link.tables;
  const chars = useMemo(() => widest(link), [link]);
  const [box, widthPx] = useWidth<HTMLDivElement>(280);
  const users = useMemo(() => usersOf(link), [link]);
  // What is left for the name, without the padding around the table: first the column of users goes, then the letter.
  const namePx = widthPx - 26 - (tight.value ? 20 : 32) - numberPx(chars.address) - numberPx(chars.holds);
  const withUsers = namePx >= 72 + 110;
  const row = rowOf((i) => gotRow(link, lights.value, i));
  const name = (i: number) => {
    if (there.value?.cell(i).given === false) return "nobody yet";
    const { whose, tag, role } = row(i);
    return <span class="owner" title={whose.name}>{namePx >= 100 && <Letter {...whose} />}<span class="cut">{whose.name}{tag && ` (${tag})`}</span><Disc role={role} /></span>;
  };
  const columns: Column[] = [
    { head: "cell", class: "num cell", cell: (i) => i },
    { head: "address", class: "num", chars: chars.address, hidden: namePx < 84, cell: (i) => row(i).address },
    { head: "holds", class: "num", chars: chars.holds, cell: (i) => (there.value?.cell(i).filled === false ? "not yet" : row(i).holds) },
    { head: "whose", class: "name", cell: name },
    { head: "used by", class: "used", hidden: !withUsers, cell: (i) => usedBy(users, i) },
  ];
  return (
    <div class="measured" ref={box}><RowGrid label="Cells of the GOT" id="cell" rows={cells.length} columns={columns} active={lights.value.path.cell}
      look={(i) => `own-got${lights.value.path.cell === i ? " lit" : ""}${hovered.value && cells.owner(i) === hovered.value ? " hov" : ""}${there.value?.cell(i).filled === false ? " unmade" : ""}`}
      onPoint={(i) => point({ kind: "byte", off: cells.off(i) }, true)} onHover={(i) => (hovered.value = i < 0 ? 0 : cells.owner(i))} /></div>
  );
}
