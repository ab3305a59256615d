// Files that leave the page by a click.
import { linked, linker, notice, text } from "../store";
import { example } from "./examples";

/** a.out for a Plan 9 file; an ELF file is named after the example. */
export function fileName(target: string, id: string): string {
  return target.startsWith("plan9") ? "a.out" : id || "linked";
}

function save(name: string, content: BlobPart): void {
  const url = URL.createObjectURL(new Blob([content], { type: "application/octet-stream" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** What the linked file is called here. */
export const linkedName = (): string => fileName(linked.value?.summary.target ?? "", example.value?.id ?? "");

export function downloadFile(): void {
  const link = linked.value;
  if (link) save(linkedName(), link.file as BlobPart);
}

/** The base of the names of what is made from the file: got.map, got.svg. */
const stem = (): string => example.value?.id || "linked";

/** Texts that the core writes: what they are called, and how their files end. */
export const texts = [
  { kind: "map", label: "The map", says: "what lies at which address", name: () => stem() + ".map" },
  { kind: "symbols", label: "The symbols", says: "comma-separated values", name: () => stem() + ".csv" },
  { kind: "hex", label: "The hex dump", says: "every byte, labelled", name: () => stem() + ".hex.txt" },
  { kind: "picture", label: "The picture", says: "SVG", name: () => stem() + ".svg" },
] as const;

export async function downloadExport(kind: string, name: string): Promise<void> {
  try {
    save(name, await linker().export(kind));
  } catch (error) {
    notice.value = `The linker could not write it: ${(error as Error).message}.`;
  }
}

/** What the description is called here. */
export const textName = (): string => `${example.value?.id ?? "description"}.atoms`;

export function downloadText(): void {
  save(textName(), text());
}
