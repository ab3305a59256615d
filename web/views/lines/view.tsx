// The pc/line table of Plan 9, opcode by opcode: a walk through addresses and lines.
import { hovered, lights, point } from "../../store";
import { Letter } from "../../ui/disc";
import { small } from "../../ui/media";
import { RowGrid, type Column } from "../../ui/table";
import { shownOf, useDetail } from "../details";
import { MorePane } from "../more";
import { activeOp, lineRow } from "./rows";

export function LinesView() {
  const detail = useDetail("lines");
  const lines = detail?.rows;
  return (
    <MorePane name="Lines" sub={shownOf(lines?.ops.length ?? 0, lines?.total ?? 0, "opcode")} empty={lines ? lines.why : "One moment…"}>
      <Walk />
    </MorePane>
  );
}

function Walk() {
  const { of, rows: lines } = useDetail("lines")!;
  const { ops } = lines;
  const active = activeOp(of, lines, lights.value.cursor);
  const row = (i: number) => lineRow(of, lines, i);
  const columns: Column[] = [
    { head: "in file", hidden: small.value, class: "num off", cell: (i) => row(i).off },
    { head: "bytes", hidden: small.value, class: "num bytes", cell: (i) => row(i).bytes },
    { head: "what it does", class: "does", cell: (i) => row(i).does },
    { head: "address", class: "num pc", cell: (i) => row(i).pc },
    { head: "line", class: "num line", cell: (i) => row(i).line },
    { head: "whose code", class: "name", cell: (i) => { const { whose } = row(i); return <span class="owner" title={whose.name}><Letter {...whose} /><span class="cut">{whose.name}</span></span>; } },
    { head: "source", hidden: small.value, class: "source", cell: (i) => <span title={row(i).source}>{row(i).source}</span> },
  ];
  return (
    <>
      <p class="note">{lines.says}</p>
      <RowGrid label="Opcodes of the pc/line table" id="lineop" rows={ops.length} columns={columns} active={active}
        look={(i) => `own-lines${i === active ? " lit" : ""}${hovered.value && ops[i]!.owner === hovered.value ? " hov" : ""}`}
        onPoint={(i) => point({ kind: "byte", off: ops[i]!.off })} onHover={(i) => (hovered.value = i < 0 ? 0 : ops[i]!.owner)} />
    </>
  );
}
