// The tools of the hex view, in its head: go to, find, copy, width, inspector.
import type { Signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { lights, look, point } from "../../store";
import { copy } from "../../ui/clipboard";
import { Menu } from "../../ui/menu";
import type { Linked } from "../linked";
import { count } from "../problems/rows";
import { bytesAs, forms, type Form } from "./copy";
import { foundWords, nextPlace, patternOf, places } from "./find";
import { names, placeOf } from "./goto";
import { anchor, chooseWidth, inspecting, selected, showInspector, tool, width, type Tool } from "./state";

const cursorOf = (link: Linked) => Math.min(lights.value.cursor, link.file.length - 1);

/** Gives the keyboard back to the grid. */
export const focusGrid = () => document.querySelector<HTMLElement>("table.hex")?.focus();

/** What is copied: the selection, else the instruction, the cell or the field at the cursor. */
function picked(link: Linked): [number, number] {
  const at = look.value;
  return selected(cursorOf(link), anchor.value, link.file.length, at ? [at.partOff, at.partLen] : undefined);
}

export function copySelection(link: Linked, form: Form): void {
  const [from, to] = picked(link);
  void copy(bytesAs(form, link.file.subarray(from, to)), `${count(to - from, "byte")} from 0x${from.toString(16).toUpperCase()}`);
}

export function HexTools({ link }: { link: Linked }) {
  if (tool.value !== "") return <div class="tools">{tool.value === "goto" ? <GoTo link={link} /> : <Find link={link} />}</div>;
  const [from, to] = picked(link);
  const widths = ([0, 8, 16, 32] as const).map((one) => ({ label: one ? `${one} bytes` : "As fits", checked: width.value === one, run: () => chooseWidth(one) }));
  return (
    <div class="tools" role="group" aria-label="Hex tools">
      <Opener of="goto" label="Go to" keys="g" />
      <Opener of="find" label="Find" keys="/" />
      <Menu label="Copy" class="quiet" groups={[{ head: `${count(to - from, "byte")} from 0x${from.toString(16).toUpperCase()}`, items: forms.map(({ form, label }) => ({ label, run: () => copySelection(link, form) })) }]} />
      <Menu label="Width" class="quiet" groups={[{ items: widths }]} />
      <button class="button quiet" aria-pressed={inspecting.value} aria-keyshortcuts="i" title="Numbers at the cursor (i)" onClick={() => showInspector(!inspecting.value)}>Numbers</button>
    </div>
  );
}

function Opener({ of, label, keys }: { of: Tool; label: string; keys: string }) {
  return <button class="button quiet" aria-keyshortcuts={keys} title={`${label} (${keys})`} onClick={() => (tool.value = of)}>{label} <kbd aria-hidden="true">{keys}</kbd></button>;
}

interface BoxProps {
  label: string;
  hint: string;
  said: string;
  list?: readonly string[];
  onSubmit(text: string, backwards: boolean): void;
}

function Box({ label, hint, said, list, onSubmit }: BoxProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current!.focus(), []);
  const close = () => {
    tool.value = "";
    requestAnimationFrame(focusGrid);
  };
  return (
    <form class="ask" role="search" onSubmit={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (event.key === "Escape") close();
        else if (event.key === "Enter" && event.target === input.current) onSubmit(input.current!.value, event.shiftKey);
        else return;
        event.preventDefault();
      }}>
      <label>{label} <input ref={input} type="text" placeholder={hint} spellcheck={false} autocomplete="off" list={list && "hex-names"} aria-describedby="hex-said" /></label>
      {list && <datalist id="hex-names">{list.map((name) => <option key={name} value={name} />)}</datalist>}
      <span id="hex-said" class="sub" role="status">{said}</span>
      <button type="button" class="button quiet" onClick={close}>Close</button>
    </form>
  );
}

function GoTo({ link }: { link: Linked }) {
  const [said, say] = useState("Enter goes, Escape closes");
  const go = (text: string) => {
    const place = placeOf(link, text, cursorOf(link));
    if (typeof place === "string") return say(place);
    anchor.value = -1;
    point({ kind: "byte", off: place });
    (tool as Signal<Tool>).value = "";
    requestAnimationFrame(focusGrid);
  };
  return <Box label="Go to" hint="0x56, @0x400008, +8, a name" said={said} list={names(link)} onSubmit={go} />;
}

function Find({ link }: { link: Linked }) {
  const [said, say] = useState("Enter: next, Shift+Enter: the one before");
  const find = (text: string, backwards: boolean) => {
    const pattern = patternOf(text);
    if (!pattern) return say("Type bytes or text.");
    const found = places(link.file, pattern);
    const [from] = selected(cursorOf(link), anchor.value, link.file.length);
    const at = nextPlace(found, from, backwards);
    say(foundWords(found, at));
    if (at < 0) return;
    anchor.value = found[at]! + pattern.length - 1;
    point({ kind: "byte", off: found[at]! });
  };
  return <Box label="Find" hint={'ff 14 ??, or "text"'} said={said} onSubmit={find} />;
}
