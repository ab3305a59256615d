// Rows that the linker tells only when a view is open that shows them.
import { signal, type ReadonlySignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Headers, Lines, Listings, States, Strings, Told } from "../report.gen";
import { linked, linker } from "../store";
import type { Linked } from "./linked";

export interface Details {
  headers: Headers;
  lines: Lines;
  listings: Listings;
  states: States;
  strings: Strings;
  story: Told;
}

/** Rows and the link that they speak of. */
export interface Detail<Rows> {
  of: Linked;
  rows: Rows;
}

const known = {
  headers: signal<Detail<Headers> | null>(null),
  lines: signal<Detail<Lines> | null>(null),
  listings: signal<Detail<Listings> | null>(null),
  states: signal<Detail<States> | null>(null),
  strings: signal<Detail<Strings> | null>(null),
  story: signal<Detail<Told> | null>(null),
};

const held = <Name extends keyof Details>(name: Name) => known[name] as unknown as { value: Detail<Details[Name]> | null };

/** The rows of the last good link; those of the link before it until they have come, null at first. */
export function useDetail<Name extends keyof Details>(name: Name): Detail<Details[Name]> | null {
  const link = linked.value;
  useEffect(() => {
    if (!link || known[name].value?.of === link) return;
    let wanted = true;
    const take = (rows: Details[Name] | null) => {
      if (wanted && rows) held(name).value = { of: link, rows };
    };
    linker().view(name).then(take, () => {}); // a linker that ended says so itself
    return () => void (wanted = false);
  }, [link, name]);
  return (known as Record<Name, ReadonlySignal<unknown>>)[name].value as Detail<Details[Name]> | null;
}

/** How many of many rows are shown. */
export function shownOf(shown: number, total: number, one: string): string {
  const all = total.toLocaleString("en");
  return shown < total ? `the first ${shown.toLocaleString("en")} of ${all} ${one}s` : `${all} ${total === 1 ? one : one + "s"}`;
}
