// Files that somebody drops anywhere on the page, or chooses: executables are looked into, texts are opened.
import { announce, leaveFile, linker, notice, receiveFile, source } from "../store";
import { isNow } from "./examples";
import { openText } from "./open";

const mostTextBytes = 8 << 20;
const mostFileBytes = 128 << 20;

export type Kind = "executable" | "text" | "other";

/** What a file is, by its first bytes: ELF, one of Plan 9's magic numbers, or letters. */
export function kindOf(bytes: Uint8Array): Kind {
  const magic = bytes.length >= 4 ? new DataView(bytes.buffer, bytes.byteOffset).getUint32(0) : 0;
  if (magic === 0x7f454c46 || plan9Magics.has(magic & ~0x8000)) return "executable";
  if (bytes.length > mostTextBytes || bytes.includes(0)) return "other";
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return "text";
  } catch {
    return "other";
  }
}

// 4·b·b + 7 for the processors 8 to 31; the bit 0x8000 says that the header is longer.
const plan9Magics = new Set(Array.from({ length: 24 }, (_, i) => 4 * (i + 8) ** 2 + 7));

export async function openFile(file: File): Promise<void> {
  if (file.size > mostFileBytes) return void (notice.value = `${file.name} is larger than ${mostFileBytes >> 20} MiB, which is too much for this page.`);
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const kind = kindOf(bytes);
    if (kind === "executable") return await look(file.name, bytes);
    if (kind === "other" || bytes.length === 0) return void (notice.value = `${file.name} is neither an ELF or Plan 9 file nor a text, so there is nothing to show of it.`);
    leaveFile();
    isNow(null);
    openText(new TextDecoder().decode(bytes));
    announce(`${file.name} is open; undo brings your text back`);
    source().focus();
  } catch (error) {
    notice.value = `${file.name} could not be read: ${(error as Error).message}.`;
  }
}

async function look(name: string, bytes: Uint8Array): Promise<void> {
  announce(`Reading ${name}`);
  const output = await linker().inspect(bytes);
  receiveFile(name, output);
  announce(`${name} is shown. The button Back to the text leads back.`);
}

/** Asks for a file. */
export function chooseFile(): void {
  const input = document.createElement("input");
  input.type = "file";
  input.onchange = () => input.files?.[0] && void openFile(input.files[0]);
  input.click();
}

/** Takes files that are dropped anywhere; else the browser would leave the page for them. */
export function startDrops(): void {
  const carries = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
  const mark = (over: boolean) => document.documentElement.classList.toggle("dropping", over);
  addEventListener("dragover", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    event.dataTransfer!.dropEffect = "copy";
    mark(true);
  }, true);
  addEventListener("dragleave", (event) => event.relatedTarget === null && mark(false), true);
  addEventListener("drop", (event) => {
    mark(false);
    if (!carries(event)) return;
    event.preventDefault();
    event.stopPropagation(); // the editor would put the text of the file into its own
    const file = event.dataTransfer!.files[0];
    if (file) void openFile(file);
  }, true);
}
