// Files that leave the page by a click.
import { linked, text } from "../store";
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

export function downloadFile(): void {
  const link = linked.value;
  if (link) save(fileName(link.summary.target, example.value?.id ?? ""), link.file as BlobPart);
}

export function downloadText(): void {
  save(`${example.value?.id ?? "description"}.atoms`, text());
}
