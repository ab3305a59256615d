// The head and the rows of the hex grid.
import { look } from "../../store";
import { Disc } from "../../ui/disc";
import type { Linked } from "../linked";
import { cellName, type HexRow } from "./rows";

export function HexHead({ bytes, ascii, cursor }: { bytes: number; ascii: boolean; cursor: number }) {
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col" class="corner"><span class="sr">file offset</span></th>
        {Array.from({ length: bytes }, (_, i) => (
          <th scope="col" class={cursor >= 0 && cursor % bytes === i ? "here" : ""} key={i} aria-label={`plus 0x${i.toString(16).toUpperCase()}`}>{i.toString(16).toUpperCase()}</th>
        ))}
        {ascii && <th scope="col" class="ascii">text</th>}
      </tr>
    </thead>
  );
}

export function Row({ row, index, bytes, ascii, link }: { row: HexRow; index: number; bytes: number; ascii: boolean; link: Linked }) {
  return (
    <tr aria-rowindex={index}>
      <th scope="row">{row.address}</th>
      {row.cells.map((cell) => (
        <td key={cell.off} id={`byte-${cell.off}`} class={cell.classes} aria-label={cellName(link, cell)} data-off={cell.off}
          aria-selected={cell.classes.includes(" picked") || (cell.off === look.value?.off && cell.classes.endsWith(" cursor"))}>
          {cell.hex}
          {cell.role > 0 ? <Disc role={cell.role} /> : cell.letter && <sup aria-hidden="true">{cell.letter}</sup>}
        </td>
      ))}
      {row.cells.length < bytes && <td class="none" colSpan={bytes - row.cells.length} />}
      {ascii && <td class="ascii">{row.ascii.map((run) => (run.lit ? <b>{run.text}</b> : run.text))}</td>}
    </tr>
  );
}
