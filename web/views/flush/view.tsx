// A text with several flushes makes several files: steps through them, and what each one changed.
import { signal } from "@preact/signals";
import { useEffect, useId } from "preact/hooks";
import type { Changes } from "../../report.gen";
import { linked, linker, point, receiveFlush } from "../../store";
import type { Linked } from "../linked";
import { fateOf, wordsOf } from "./rows";

const changes = signal<{ of: Linked; changes: Changes } | null>(null);
const open = signal(false);

export async function showFlush(flush: number): Promise<void> {
  const link = linked.value;
  const output = await linker().show(flush).catch(() => null); // a linker that ended says so itself
  if (output && linked.value === link) receiveFlush(output);
}

export function FlushBar({ link }: { link: Linked }) {
  const { flush, flushes } = link.summary;
  const id = useId();
  useEffect(() => {
    let wanted = true;
    if (flushes > 1) linker().changes(flush).then((found) => wanted && (changes.value = { of: link, changes: found }), () => {});
    return () => void (wanted = false);
  }, [link]);
  if (flushes <= 1) return null;
  const found = changes.value?.of === link ? changes.value.changes : null;
  return (
    <div class="flushes" role="group" aria-label="Flushes" onKeyDown={(event) => event.key === "Escape" && (open.value = false)}>
      <button class="button quiet" aria-label="The flush before" disabled={flush === 0} onClick={() => void showFlush(flush - 1)}>‹</button>
      <button class="button quiet what" aria-expanded={open.value} aria-controls={open.value ? id : undefined} onClick={() => (open.value = !open.value)}>
        <b>Flush {flush + 1} of {flushes}</b><span>{found ? wordsOf(found, flush) : "…"}</span>
      </button>
      <button class="button quiet" aria-label="The flush after" disabled={flush === flushes - 1} onClick={() => void showFlush(flush + 1)}>›</button>
      {open.value && found && <Details id={id} found={found} flush={flush} />}
    </div>
  );
}

const hex = (n: number) => "0x" + n.toString(16).toUpperCase();

function Details({ id, found, flush }: { id: string; found: Changes; flush: number }) {
  const more = (shown: number, total: number) => (total > shown ? <li class="sub">and {(total - shown).toLocaleString("en")} more</li> : null);
  return (
    <div class="popup changes" id={id} role="region" aria-label="What this flush changed" tabIndex={0}>
      <p><b>{flush === 0 ? "The first flush writes everything." : `Bytes written: ${found.bytesWritten.toLocaleString("en")} of ${found.fileBytes.toLocaleString("en")}.`}</b></p>
      {flush > 0 && <ul>{found.ranges.map(({ off, len }) => <li key={off}><button class="place" onClick={() => point({ kind: "byte", off })}>{hex(off)}</button> {len} {len === 1 ? "byte" : "bytes"}</li>)}{more(found.ranges.length, found.rangesTotal)}</ul>}
      <ul>{found.cells.map((row) => <li key={row.cell}>{fateOf(row)}</li>)}{more(found.cells.length, found.cellsTotal)}</ul>
      <ul>{found.atoms.map((row) => <li key={row.owner}><button class="place" onClick={() => point({ kind: "owner", owner: row.owner })}>{fateOf(row)}</button></li>)}{more(found.atoms.length, found.atomsTotal)}</ul>
    </div>
  );
}
