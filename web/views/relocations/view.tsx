// The relocations that the linker carried out.
import { hovered, lights, linked, point } from "../../store";
import { Letter } from "../../ui/disc";
import { small, tight } from "../../ui/media";
import { mostTall, RowGrid, rowOf, type Column } from "../../ui/table";
import { shownOf } from "../details";
import type { Linked } from "../linked";
import { MorePane, Way } from "../more";
import type { OwnerLook } from "../owner";
import { activeReloc, relocRow } from "./rows";

export function RelocationsView() {
  const link = linked.value;
  const count = link?.tables.relocs.length ?? 0;
  return (
    <MorePane name="Relocations" sub={shownOf(count, count, "relocation")} empty={count ? "" : "No place waited for an address: nothing was filled in."}>
      {link && <Filled link={link} />}
    </MorePane>
  );
}

const Name = ({ of, more = "" }: { of: OwnerLook; more?: string }) => <span class="owner" title={`${of.name} ${more}`.trim()}><Letter {...of} /><span class="cut">{of.name} {more}</span></span>;

function Filled({ link }: { link: Linked }) {
  const { relocs, cells } = link.tables;
  const active = activeReloc(link, lights.value);
  const row = rowOf((i) => relocRow(link, i));
  const follow = (i: number) => {
    const cell = relocs.cell(i) - 1;
    if (cell >= 0) point({ kind: "byte", off: cells.off(cell) });
    else if (relocs.target(i) > 0) point({ kind: "owner", owner: relocs.target(i) });
  };
  const columns: Column[] = [
    { head: "where", class: "name", cell: (i) => <><Name of={row(i).whose} more={row(i).within} />{small.value && <span class="under">{row(i).type} = {row(i).formula}</span>}</> },
    { head: "in file", hidden: small.value, class: "num off", cell: (i) => row(i).off },
    { head: "type", hidden: small.value, class: "type", cell: (i) => <span title={row(i).type}>{row(i).type}</span> },
    { head: "formula", hidden: small.value, class: "num formula", cell: (i) => <span title={row(i).formula}>{row(i).formula}</span> },
    { head: "gives", class: "num result", cell: (i) => row(i).result },
    { head: "filled in", hidden: tight.value, class: "num bytes", cell: (i) => row(i).bytes },
    { head: "target", class: "name", cell: (i) => <Name of={row(i).target} /> },
    { head: "through", class: "through", cell: (i) => (row(i).cell >= 0 ? <Way title={`Go to cell ${row(i).cell}`} go={() => follow(i)}>cell {row(i).cell}</Way> : "") },
  ];
  return (
    <RowGrid label="Relocations carried out" id="reloc" rows={relocs.length} columns={columns} active={active} tall={relocs.length <= mostTall}
      look={(i) => `own-none${i === active ? " lit" : ""}${hovered.value && (relocs.owner(i) === hovered.value || relocs.target(i) === hovered.value) ? " hov" : ""}`}
      onPoint={(i) => point({ kind: "byte", off: relocs.off(i) })} onHover={(i) => (hovered.value = i < 0 ? 0 : relocs.target(i) || relocs.owner(i))} onFollow={follow} />
  );
}
