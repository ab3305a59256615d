// "Go to": an offset, an address, a name, a cell.
import type { Linked } from "../linked";

/** The file offset that is meant, or why there is none. */
export type Place = number | string;

/**
 * 0x56 and 86 are file offsets, or addresses when the file is not that long; @0x400008 is an address for sure; +8 and -8
 * count from the cursor; "cell 1" is a cell; everything else is a name, of which a beginning will do.
 */
export function placeOf(linked: Linked, asked: string, cursor: number): Place {
  const text = asked.trim();
  if (!text) return "Type an offset, an address or a name.";
  const number = /^([@+-]?)(0x[0-9a-f]{1,16}|[0-9]{1,15})$/i.exec(text);
  if (number) return byNumber(linked, number[1]!, BigInt(number[2]!), cursor);
  const cell = /^cell\s+(\d+)$/i.exec(text);
  if (cell) {
    const { cells } = linked.tables;
    return Number(cell[1]) < cells.length ? cells.off(Number(cell[1])) : `There is no cell ${cell[1]}.`;
  }
  return byName(linked, text);
}

function byNumber(linked: Linked, sign: string, n: bigint, cursor: number): Place {
  const size = linked.file.length;
  if (sign === "+" || sign === "-") {
    const to = Math.max(cursor, 0) + (sign === "+" ? Number(n) : -Number(n));
    return to >= 0 && to < size ? to : "That is outside of the file.";
  }
  if (sign === "" && n < BigInt(size)) return Number(n);
  return offsetOf(linked, n) ?? (sign ? "The file has no byte for that address." : `The file has ${size.toLocaleString("en")} bytes, and none of them is loaded at that address.`);
}

/** The file offset of an address. */
export function offsetOf(linked: Linked, addr: bigint): number | undefined {
  for (const e of linked.summary.extents) {
    const within = addr - BigInt(e.addr);
    if (e.loaded && within >= 0n && within < BigInt(e.fileSize)) return Number(BigInt(e.off) + within);
  }
  return undefined;
}

// Atoms and structures come before symbols: their names are those of the description.
function byName(linked: Linked, text: string): Place {
  const { owners, symbols } = linked.tables;
  const wanted = text.toLowerCase();
  let begins = -1;
  for (const whole of [true, false]) {
    const fits = (name: string) => (whole ? name === text : name.toLowerCase().startsWith(wanted));
    for (let i = 1; i < owners.length; i++) {
      const off = owners.offLow(i);
      if (fits(owners.name(i)) && linked.ownerAt(off) === i) return off;
    }
    for (let i = 0; i < symbols.length; i++) {
      if (!fits(symbols.name(i))) continue;
      const off = offsetOf(linked, BigInt(symbols.value(i)));
      if (off !== undefined) return off;
      begins = begins < 0 ? symbols.off(i) : begins; // its record, when it has no byte
    }
    if (begins >= 0) return begins;
  }
  return `Nothing here is called “${text}”.`;
}

/** Names to choose from, in the order of the file; not more than a list can show. */
export function names(linked: Linked, most = 200): string[] {
  const { owners } = linked.tables;
  const found: string[] = [];
  for (let i = 1; i < owners.length && found.length < most; i++) {
    if (owners.name(i) && linked.ownerAt(owners.offLow(i)) === i) found.push(owners.name(i));
  }
  return found;
}
