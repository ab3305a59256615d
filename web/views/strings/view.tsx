// The texts of the file: string tables of ELF; names, path components and paths of Plan 9 symbols.
import { hovered, lights, point } from "../../store";
import { small, tight } from "../../ui/media";
import { mostTall, RowGrid, type Column } from "../../ui/table";
import { shownOf, useDetail } from "../details";
import { MorePane, Way } from "../more";
import { rowAt } from "../rowat";
import { stringRow } from "./rows";

export function StringsView() {
  const texts = useDetail("strings")?.rows;
  return (
    <MorePane name="Strings" sub={shownOf(texts?.rows.length ?? 0, texts?.total ?? 0, "text")} empty={texts ? (texts.rows.length ? "" : "The file has no names.") : "One moment…"}>
      <Texts />
    </MorePane>
  );
}

function Texts() {
  const { of, rows: { rows } } = useDetail("strings")!;
  const active = activeText();
  const row = (i: number) => stringRow(rows[i]!);
  const follow = (i: number) => {
    const { to } = row(i);
    if (to >= 0) point({ kind: "byte", off: to });
  };
  // The text pointed at, else the name of the symbol on the path.
  function activeText(): number {
    const here = rowAt(rows, lights.value.cursor);
    if (here >= 0 || lights.value.of !== of) return here;
    for (const symbol of lights.value.symbols.keys()) {
      const off = of.tables.symbols.off(symbol);
      return rows.findIndex((one) => one.users.some((user) => user.off === off));
    }
    return -1;
  }
  const columns: Column[] = [
    { head: "in file", hidden: small.value, class: "num off", cell: (i) => row(i).off },
    { head: "text", class: "num text", cell: (i) => <span title={row(i).text}>{row(i).text}</span> },
    { head: "what it is", class: "kind", cell: (i) => row(i).kind },
    { head: "place", hidden: tight.value, class: "num at", cell: (i) => row(i).at },
    { head: "used by", class: "used", cell: (i) => { const { usedBy, to } = row(i); return <span title={usedBy}>{to >= 0 ? <Way title={`Go to ${usedBy}`} go={() => follow(i)}>{usedBy}</Way> : usedBy}</span>; } },
  ];
  return (
    <RowGrid label="Texts of the file" id="string" rows={rows.length} columns={columns} active={active} tall={rows.length <= mostTall}
      look={(i) => `own-symbols${i === active ? " lit" : ""}${hovered.value && rows[i]!.users.some((user) => user.owner === hovered.value) ? " hov" : ""}`}
      onPoint={(i) => point({ kind: "byte", off: rows[i]!.off })} onHover={(i) => (hovered.value = i < 0 ? 0 : rows[i]!.users[0]?.owner ?? 0)} onFollow={follow} />
  );
}
