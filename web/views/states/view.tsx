// What the linker keeps of each symbol while it works: its own number, flags, and the record of eight words that few need.
import { hovered, lights, point } from "../../store";
import { small, tight } from "../../ui/media";
import { mostTall, RowGrid, type Column } from "../../ui/table";
import { shownOf, useDetail } from "../details";
import { MorePane } from "../more";
import { stateRow } from "./rows";

export function StatesView() {
  const states = useDetail("states")?.rows;
  const sub = states?.words ? `, ${states.words} words of records` : "";
  const empty = states ? (states.rows.length ? "" : "For this format the linker keeps nothing but the rows of the symbol table.") : "One moment…";
  return (
    <MorePane name="State" sub={shownOf(states?.rows.length ?? 0, states?.total ?? 0, "symbol") + sub} empty={empty}>
      <States />
    </MorePane>
  );
}

function States() {
  const { rows: { rows } } = useDetail("states")!;
  const row = (i: number) => stateRow(rows[i]!);
  const active = rows.findIndex((one) => one.off >= 0 && lights.value.cursor === one.off);
  const columns: Column[] = [
    { head: "number", class: "num", cell: (i) => row(i).number },
    { head: "name", class: "text", cell: (i) => <span title={row(i).name}>{row(i).name}</span> },
    { head: "value", hidden: small.value, class: "num", cell: (i) => row(i).value },
    { head: "where", hidden: tight.value, class: "kind", cell: (i) => row(i).where },
    { head: "flags", class: "kind", cell: (i) => row(i).flags },
    { head: "record", class: "used", cell: (i) => <span title={row(i).record}>{row(i).record}</span> },
  ];
  return (
    <RowGrid label="What the linker keeps of each symbol" id="state" rows={rows.length} columns={columns} active={active} tall={rows.length <= mostTall}
      look={(i) => `own-symbols${i === active ? " lit" : ""}${hovered.value && rows[i]!.owner === hovered.value ? " hov" : ""}`}
      onPoint={(i) => { const { off, owner } = rows[i]!; point(off >= 0 ? { kind: "byte", off } : { kind: "owner", owner }); }} onHover={(i) => (hovered.value = i < 0 ? 0 : rows[i]!.owner)} />
  );
}
