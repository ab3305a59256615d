// A pane: a named region when all panes are on screen, a tab panel when one is.
import type { ComponentChildren } from "preact";
import { centre, isMore, view, type ViewName } from "../store";
import { narrow } from "./media";

interface Props {
  name: ViewName;
  title?: ComponentChildren;
  sub?: ComponentChildren;
  /** At the end of the head. */
  tool?: ComponentChildren;
  children: ComponentChildren;
}

export const tabId = (name: string) => `tab-${name.toLowerCase()}`;
export const paneId = (name: string) => `pane-${name.toLowerCase()}`;

/** Shows a pane and gives it the keyboard: who chose it wants to be there. */
export function showPane(name: ViewName): void {
  view.value = name;
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`#${paneId(name)} h2`)?.focus());
}

export function Pane({ name, title, sub, tool, children }: Props) {
  const tabbed = narrow.value;
  const naming = tabbed ? { role: "tabpanel" as const, "aria-labelledby": tabId(name) } : { "aria-label": name };
  return (
    <section id={paneId(name)} class={isMore(name) ? "pane more" : "pane"} {...naming} hidden={tabbed ? view.value !== name : (name === "Layout" || isMore(name)) && centre.value !== name}>
      {title !== null && (
        <div class="head">
          <h2 tabIndex={-1}>{title ?? name}</h2>
          {sub && <span class="sub">{sub}</span>}
          {tool}
        </div>
      )}
      {children}
    </section>
  );
}
