// The headers, field by field: where, which bytes, what number, and what it says. A value that points leads there.
import { hovered, lights, point } from "../../store";
import { small, tight } from "../../ui/media";
import { mostTall, RowGrid, rowOf, type Column } from "../../ui/table";
import { shownOf, useDetail } from "../details";
import { MorePane, Way } from "../more";
import { rowAt } from "../rowat";
import { headerRow, wayOf, type HeaderRow } from "./rows";

export function HeadersView() {
  const detail = useDetail("headers");
  const fields = detail?.rows.fields ?? [];
  return (
    <MorePane name="Headers" sub={shownOf(fields.length, detail?.rows.total ?? 0, "field")} empty={detail ? (fields.length ? "" : "The file has no headers.") : "One moment…"}>
      <Fields />
    </MorePane>
  );
}

function Fields() {
  const { of, rows: { fields } } = useDetail("headers")!;
  const active = rowAt(fields, lights.value.cursor);
  const row = rowOf((i) => headerRow(fields, of.file, i));
  const few = fields.length <= mostTall;
  const record: Column = { head: "record", hidden: few || small.value, class: "record", cell: (i) => { const { record, first } = row(i); return <span class={first ? "first" : undefined} title={record}>{record}</span>; } };
  const columns: Column[] = [
    record,
    { head: "field", class: "num field", cell: (i) => row(i).name },
    { head: "in file", hidden: small.value, class: "num off", cell: (i) => row(i).off },
    { head: "bytes", hidden: tight.value, class: "num bytes", cell: (i) => row(i).bytes },
    { head: "value", class: "num value", cell: (i) => row(i).value },
    { head: "what it says", class: "means", cell: (i) => {
      const { means, says, to } = row(i);
      return <span title={[means, says].filter(Boolean).join(": ")}>{to ? <Way title={`Go there: ${means}`} go={() => point(to)}>{means}</Way> : means && <b>{means}</b>}{means ? ` · ${says}` : says}</span>;
    } },
  ];
  return (
    <RowGrid label="Fields of the headers" id="header" rows={fields.length} columns={columns} active={active} tall={few} heading={few ? (i, span) => <Heading {...row(i)} span={span} /> : undefined}
      look={(i) => `own-header${i === active ? " lit" : ""}${row(i).first ? " opens" : ""}`}
      onPoint={(i) => point({ kind: "byte", off: fields[i]!.off })} onHover={(i) => (hovered.value = i < 0 ? 0 : fields[i]!.owner || of.ownerAt(fields[i]!.off))}
      onFollow={(i) => { const to = wayOf(fields[i]!); if (to) point(to); }} />
  );
}

function Heading({ record, first, off, span }: HeaderRow & { span: number }) {
  if (!first) return null;
  return <tr class="opens"><th scope="rowgroup" colSpan={span}><b>{record.slice(0, 1).toUpperCase() + record.slice(1)}</b> from {off} on</th></tr>;
}
