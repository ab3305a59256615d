// The symbol table: one row per record of the file.
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
import { activeSymbol, isElf, symbolRow, valuePlace, widest } from "./rows";

export function SymbolsView() {
  const link = linked.value;
  const count = link?.tables.symbols.length ?? 0;
  const sub = older.value || `${count.toLocaleString("en")} in file order`;
  return (
    <Pane name="Symbols" sub={link && count > 0 ? sub : undefined} tool={link && count > 0 && <Command of="symbols" />}>
      {!link ? <First of="symbols"><p class="empty">No file yet.</p></First> : count === 0 ? <p class="empty">The file has no symbols.</p> : <Names link={link} />}
    </Pane>
  );
}

function Names({ link }: { link: Linked }) {
  const { symbols } = link.tables;
  const chars = useMemo(() => widest(link), [link]);
  const active = activeSymbol(lights.value);
  const row = rowOf((i) => symbolRow(link, lights.value, i));
  const elf = isElf(link);
  const [box, widthPx] = useWidth<HTMLDivElement>(280);
  // What is left for the name after each column, most wanted first; the name keeps room for a word and its number.
  let roomPx = widthPx - (tight.value ? 16 : 24) - numberPx(chars) - (elf ? 58 : 62);
  const fits = (px: number) => roomPx - px >= 78 && ((roomPx -= px), true);
  const [bind, section, size, seen, letter] = [elf && fits(46), elf && fits(52), elf && fits(44), elf && fits(46), fits(20)];
  const known = (i: number) => there.value?.symbol(i).set !== false;
  const columns: Column[] = [
    { head: "value", class: "num", chars, cell: (i) => (there.value?.symbol(i).set === false ? "not yet" : row(i).value) },
    { head: "type", class: elf ? "num type short" : "num type", cell: (i) => (there.value?.symbol(i).set === false ? "" : <>{row(i).type}{row(i).means && <span class="means" title={`${row(i).type}: ${row(i).means}${/[A-Z]/.test(row(i).type) ? ", exported" : ""}`}> {row(i).means}</span>}</>) },
    { head: "bind", class: "bind", hidden: !bind, cell: (i) => (known(i) ? <span title={`${row(i).binding}, ${row(i).visibility}`}>{seen ? row(i).binding : row(i).seen}</span> : "") },
    { head: "seen", class: "bind", hidden: !seen, cell: (i) => (known(i) ? row(i).visibility : "") },
    { head: "section", class: "section", hidden: !section, cell: (i) => (known(i) ? row(i).section : "") },
    { head: "size", class: "num size", hidden: !size, cell: (i) => (known(i) ? row(i).size : "") },
    { head: "name", class: "name", cell: (i) => { if (there.value?.symbol(i).given === false) return ""; const { whose, name, role } = row(i); return <span class="owner" title={name}>{letter && <Letter {...whose} />}<span class="cut">{name}</span><Disc role={role} /></span>; } },
  ];
  return (
    <div class="measured" ref={box}><RowGrid label="Symbols of the file" id="symbol" rows={symbols.length} columns={columns} active={active}
      look={(i) => `own-symbols${lights.value.symbols.has(i) ? " lit" : ""}${hovered.value && symbols.owner(i) === hovered.value ? " hov" : ""}${there.value?.symbol(i).set === false ? " unmade" : ""}`}
      onPoint={(i) => point({ kind: "byte", off: valuePlace(link, i) }, true)} onHover={(i) => (hovered.value = i < 0 ? 0 : symbols.owner(i))} /></div>
  );
}
