// What stood in the page before any script ran: the first example, linked when the page was built. A pane goes on
// showing it until the linker has linked something, so that nothing flickers.
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { readHash } from "../share/open";
import { recall } from "./storage";

type Part = "text" | "headline" | "layout" | "hex" | "got" | "symbols" | "why";

const stood = new Map<string, HTMLElement>();
let text: HTMLElement | undefined;

/** Takes the parts out of the page. Who comes with a text of their own does not see this one for longer. */
export function takeFirst(app: HTMLElement): void {
  for (const part of app.querySelectorAll<HTMLElement>("[data-first]")) stood.set(part.dataset["first"]!, part);
  text = stood.get("text");
  if (readHash(location.hash).kind !== "none" || recall("text")) stood.clear();
  app.replaceChildren();
}

/** The first example as it stood in the page: its row of the list and its text. */
export function firstExample<Row>(): { example: Row; text: string } | undefined {
  const row = text?.dataset["example"];
  return row ? { example: JSON.parse(row) as Row, text: text!.textContent ?? "" } : undefined;
}

export const firstHeadline = (): string => stood.get("headline")?.textContent ?? "";

/** A part as it stood, or else the children. */
export function First({ of, children }: { of: Part; children?: ComponentChildren }) {
  const box = useRef<HTMLDivElement>(null);
  const part = stood.get(of);
  useLayoutEffect(() => {
    if (part) box.current!.append(part);
  }, []);
  return part ? <div class="first" ref={box} /> : <>{children}</>;
}
