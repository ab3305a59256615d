// One pane at a time: tabs at the bottom of a phone, in the bar of a projector.
import { centre, look, view, lights, tabNames, type ViewName } from "../store";
import { roleAt } from "../views/lights";
import { inShort, shortTitle } from "../views/why/rows";
import { Disc } from "./disc";
import { paneId, tabId } from "./pane";
import { walk } from "./menu";

export function Tabs() {
  const names: readonly ViewName[] = tabNames.map((name) => (name === "Layout" ? centre.value : name)); // what has taken its place
  const onKeyDown = (event: KeyboardEvent) => {
    const key = { ArrowRight: "ArrowDown", ArrowLeft: "ArrowUp", Home: "Home", End: "End" }[event.key];
    if (!key) return;
    event.preventDefault();
    view.value = names[walk(key, names.indexOf(view.value), names)]!;
    document.getElementById(tabId(view.value))?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label="Views" onKeyDown={onKeyDown}>
      {names.map((name) => (
        <button key={name} id={tabId(name)} role="tab" aria-selected={view.value === name} aria-controls={paneId(name)}
          tabIndex={view.value === name ? 0 : -1} onClick={() => (view.value = name)}>{name}</button>
      ))}
    </div>
  );
}

/** Why, in one line, where the pane does not fit beside the others. */
export function Strip() {
  const at = look.value;
  if (!at || view.value === "Why") return null;
  return (
    <aside class="strip" aria-label="Why, short">
      <Disc role={roleAt(lights.value, at)} />
      <b>{shortTitle(at.title)}</b>
      <span class="sum">{inShort(at.why)}</span>
      <button class="button" onClick={() => (view.value = "Why")}>Why</button>
    </aside>
  );
}
