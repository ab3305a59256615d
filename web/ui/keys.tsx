// The keys of the page, on ? or F1.
import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

export const keysShown = signal(false);

const apple = typeof navigator !== "undefined" && /Mac|iP(hone|ad)/.test(navigator.platform);
const mod = apple ? "⌘" : "Ctrl";

export const keyGroups: [string, [string, string][]][] = [
  ["Everywhere", [["?", "this list, also F1"], ["Tab", "to the next control; drawing, hex and tables are one stop each"], ["Esc", "closes what is open"]]],
  ["Description", [
    ["Esc, then Tab", "leaves the editor"], [`${mod} Space`, "what can be written here"], ["↓, then Enter", "takes one of them"], [`${mod} I`, "what this line became"],
    ["F2", "rename the name at the caret"], ["F12", `to its definition; also ${mod} and a click`], ["F8", "the next problem"], ["Shift Alt F", "format"],
    [`${mod} /`, "comment or not"], [`${mod} Z`, "undo, also of an example that was opened"],
  ]],
  ["Drawing", [["Arrows", "from thing to thing, in reading order"], ["Enter", "points at it"]]],
  ["Hex", [["Arrows", "byte by byte, row by row"], ["Home, End", "ends of the row"], [`${mod} Home, ${mod} End`, "ends of the file"], ["Page Up, Page Down", "a page"], ["g, /, i", "go to, find, numbers"], [`Shift Arrows, ${mod} C`, "select, copy"]]],
  ["Tables", [["Arrows", "row by row, and point"], ["Home, End, Page Up, Page Down", "further"]]],
  ["Timeline", [["Arrows", "event by event"], ["Page Up, Page Down", "to the end of the next, of the last pass"], ["Home, End", "before everything; the finished file"]]],
  ["Words", [
    ["atom", "a function, a variable or a constant: what a linker gives an address to"], ["GOT", "global offset table: a table of addresses, through which code finds what may move"],
    ["cell", "one address of that table"], ["lazy", "made by the linker, once somebody asks for it"], ["flush", "a whole file written; the next one changes only what has to change"],
  ]],
  ["Borders of panes", [["Arrows", "move the border"], ["Enter", "back to where it was at first"]]],
];

/** ? where nobody is writing, F1 anywhere. */
export function startKeys(): void {
  addEventListener("keydown", (event) => {
    const writing = (event.target as Element | null)?.closest?.("input, textarea, select, [contenteditable=true]");
    if (event.key !== "F1" && (event.key !== "?" || writing || event.ctrlKey || event.altKey || event.metaKey)) return;
    event.preventDefault();
    keysShown.value = !keysShown.value;
  });
}

export function Keys() {
  const box = useRef<HTMLDialogElement>(null);
  const shown = keysShown.value;
  useEffect(() => {
    if (!shown) return;
    const back = document.activeElement as HTMLElement | null;
    box.current!.showModal();
    return () => back?.focus();
  }, [shown]);
  if (!shown) return null;
  return (
    <dialog class="keys" ref={box} aria-labelledby="keys-title" onClose={() => (keysShown.value = false)}
      onClick={(event) => event.target === box.current && box.current!.close()}>
      <header><h2 id="keys-title">Keys and words</h2><button class="button" onClick={() => box.current!.close()}>Close</button></header>
      {keyGroups.map(([head, rows]) => (
        <section key={head}>
          <h3>{head}</h3>
          <dl>{rows.map(([key, says]) => <><dt><kbd>{key}</kbd></dt><dd>{says}</dd></>)}</dl>
        </section>
      ))}
    </dialog>
  );
}
