// A menu button: opens with click, Enter or arrow down; arrows, Home, End and first letters walk; Escape closes.
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";

export interface Item {
  label: string;
  says?: string;
  /** Of a choice among several: whether it is the one in force. */
  checked?: boolean;
  /** The one that is open. */
  current?: boolean;
  run(): void;
}

export interface Group {
  head?: string;
  items: Item[];
}

interface Props {
  label: string;
  /** The button shows dots in place of its label. */
  dots?: boolean;
  class?: string;
  groups: Group[];
  onOpen?(): void;
  /** What is said when there are no items. */
  empty?: string;
}

export function Menu({ label, dots, class: classes = "", groups, onOpen, empty }: Props) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const items = () => [...(box.current?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? [])];
  const close = (back: boolean) => {
    setOpen(false);
    if (back) box.current?.querySelector("button")?.focus();
  };
  const show = () => {
    onOpen?.();
    setOpen(true);
  };
  // Before anything is painted: a key that follows at once is the menu's already.
  useLayoutEffect(() => {
    if (!open) return;
    (items().find((item) => item.getAttribute("aria-current")) ?? items()[0])?.focus();
    const outside = (event: Event) => box.current?.contains(event.target as Node) || close(false);
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, [open, groups.length]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!open) return void (event.key === "ArrowDown" && (event.preventDefault(), show()));
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const to = walk(event.key, at, all.map((item) => item.textContent ?? ""));
    if (event.key === "Escape" || event.key === "Tab") close(event.key === "Escape");
    else if (to >= 0) all[to]?.focus();
    if (event.key === "Escape" || to >= 0) event.preventDefault();
  };
  return (
    <div class="menu" ref={box} onKeyDown={onKeyDown}>
      <button class={`button ${classes}`} aria-label={dots ? label : undefined} aria-haspopup="menu" aria-expanded={open} aria-controls={open ? id : undefined} onClick={() => (open ? close(true) : show())}>
        {dots ? <span class="dots" aria-hidden="true">⋯</span> : <>{label}<span class="chevron" aria-hidden="true" /></>}
      </button>
      {open && (
        <div class="popup" id={id} role="menu" aria-label={label}>
          {groups.every((group) => group.items.length === 0) && <p class="sub" role="presentation">{empty ?? "Nothing here."}</p>}
          {groups.map((group, i) => (
            <div role="group" aria-label={group.head ?? label} key={i}>
              {group.head && <p class="group" aria-hidden="true">{group.head}</p>}
              {group.items.map((item) => (
                <button key={item.label} tabIndex={-1} aria-current={item.current || undefined} onClick={() => { close(true); item.run(); }}
                  {...(item.checked === undefined ? { role: "menuitem" as const } : { role: "menuitemradio" as const, "aria-checked": item.checked })}>
                  <span class="label">{item.label}</span>
                  {item.says && <span class="says">{item.says}</span>}
                </button>
              ))}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

/** Where a key moves in a menu, or -1. */
export function walk(key: string, at: number, labels: readonly string[]): number {
  const count = labels.length;
  if (count === 0) return -1;
  switch (key) {
    case "ArrowDown": return (at + 1) % count;
    case "ArrowUp": return (at - 1 + count) % count;
    case "Home": return 0;
    case "End": return count - 1;
  }
  if (key.length !== 1 || key === " ") return -1;
  for (let n = 1; n <= count; n++) {
    const i = (at + n) % count;
    if (labels[i]!.toLowerCase().startsWith(key.toLowerCase())) return i;
  }
  return -1;
}
