// The further tables of a file from elsewhere, one at a time: dynamic section, relocations for the loader, notes, versions.
import { signal } from "@preact/signals";
import { lights, point } from "../../store";
import { mostTall, RowGrid, type Column } from "../../ui/table";
import { shownOf, useDetail } from "../details";
import { MorePane } from "../more";
import { cell, choice, heads, rowOf } from "./rows";

const chosen = signal("");

export function TablesView() {
  const listings = useDetail("listings")?.rows.listings;
  const listing = listings?.find((one) => one.name === chosen.value) ?? listings?.[0];
  const empty = listings ? (listing ? "" : "This file has no further tables: a static file needs none. Drop a program of your system here to see some.") : "One moment…";
  return (
    <MorePane name="Tables" sub={listing ? shownOf(listing.rows.length, listing.total, "row") : ""} empty={empty}>
      {listing && <Tables />}
    </MorePane>
  );
}

function Tables() {
  const { listings } = useDetail("listings")!.rows;
  const listing = listings.find((one) => one.name === chosen.value) ?? listings[0]!;
  const columns: Column[] = heads(listing).map((head, i) => ({
    head, class: i === 0 ? "num off" : "text", cell: (row) => { const text = cell(listing, row, i); return <span title={text}>{text}</span>; },
  }));
  const active = rowOf(listing, lights.value.cursor);
  return (
    <>
      <p class="choose">
        <label>Table <select value={listing.name} onChange={(event) => (chosen.value = event.currentTarget.value)}>
          {listings.map((one) => <option key={one.name} value={one.name}>{choice(one)}</option>)}
        </select></label>
        <span class="sub">{listing.says}</span>
      </p>
      <RowGrid key={listing.name} label={listing.name} id="listing" rows={listing.rows.length} columns={columns} active={active} tall={listing.rows.length <= mostTall}
        look={(i) => (i === active ? "lit" : "")} onPoint={(i) => point({ kind: "byte", off: listing.rows[i]!.off })} onHover={() => {}} />
    </>
  );
}
