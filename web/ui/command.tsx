// A line for the terminal, beside the table that it shows; a click copies it.
import { inspected, linked } from "../store";
import { commandFor, type Table } from "../share/commands";
import { fileName } from "../share/download";
import { example } from "../share/examples";
import { copy } from "./clipboard";

export function Command({ of }: { of: Table }) {
  const link = linked.value;
  const line = link ? commandFor(of, link, inspected.value?.name ?? fileName(link.summary.target, example.value?.id ?? "")) : "";
  if (!line) return null;
  return (
    <button class="command" title={line} data-line={line} aria-label={`Copy command: ${line}`} onClick={() => void copy(line, line)}>
      Copy command
    </button>
  );
}
