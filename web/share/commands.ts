// Lines for a terminal that show in the downloaded file what a table shows here. Only those that work: Plan 9's a.out is
// unknown to binutils, but Go's nm reads it and objdump can be told where its code begins.
import type { Linked } from "../views/linked";

export type Table = "layout" | "got" | "symbols" | "hex" | "relocations" | "headers" | "strings";

const objdumpNames: Record<string, string> = { x86_64: "i386:x86-64", x86: "i386" };

/** The command, or "" where no common tool can say it. */
export function commandFor(table: Table, linked: Linked, file: string): string {
  const { target, wordBytes } = linked.summary;
  const [format = "", cpu = ""] = target.split("/");
  const name = /^[\w.+-]+$/.test(file) ? file : `'${file.replaceAll("'", "'\\''")}'`;
  const elf = format === "elf";
  switch (table) {
    case "hex": return `od -A x -t x1 ${name}`;
    case "symbols": return elf ? `readelf -sW ${name}` : cpu === "x86_64" || cpu === "x86" ? `go tool nm -n ${name}` : "";
    case "got": {
      const { cells } = linked.tables;
      if (cells.length === 0) return "";
      return elf ? `readelf -x .got ${name}` : `od -A x -t x${wordBytes} -j ${cells.off(0)} -N ${cells.length * wordBytes} ${name}`;
    }
    case "headers": return elf ? `readelf -hlSW ${name}` : `od -A x -t x1 -N ${headerBytes(linked)} ${name}`;
    case "strings": return `strings -t x ${name}`;
    case "relocations": return elf ? `readelf -x .text ${name}` : disassembly(linked, cpu, name); // a finished file has no relocations: their bytes
    case "layout": return elf ? `readelf -lSW ${name}` : disassembly(linked, cpu, name);
  }
}

function headerBytes({ tables: { spans } }: Linked): number {
  let end = 0;
  for (let i = 0; i < spans.length && spans.owner(i) === spans.owner(0); i++) end = spans.off(i) + spans.len(i);
  return end;
}

function disassembly(linked: Linked, cpu: string, name: string): string {
  const machine = objdumpNames[cpu];
  const text = linked.summary.extents.find((extent) => extent.name === "text");
  if (!machine || !text) return "";
  const hex = (n: bigint) => "0x" + n.toString(16);
  const [off, addr, size] = [BigInt(text.off), BigInt(text.addr), BigInt(text.fileSize)];
  return `objdump -D -b binary -m ${machine} --adjust-vma=${hex(addr - off)} --start-address=${hex(addr)} --stop-address=${hex(addr + size)} ${name}`;
}
