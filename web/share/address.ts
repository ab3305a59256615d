// The part of the address behind #: what the text is, and what of it is shown.
//
//   #example/got   #code/1.<the text, packed by the core>   then   &sel=<what is pointed at>&at=<line>&view=<pane>
//
// `at` is the line of the caret; without `sel` it is also what is pointed at. Words that nobody knows are skipped, so
// that later versions may add some.
export type Main = { kind: "example"; id: string } | { kind: "code"; payload: string } | { kind: "none" };

/** Whether anything in it was understood. */
export const understood = (hash: string, { main, sel, at, view }: Address): boolean => hash.replace(/^#/, "") === "" || main.kind !== "none" || sel !== "" || at > 0 || view !== "";

export interface Address {
  main: Main;
  /** See select.ts; "" when nothing is selected. */
  sel: string;
  /** A line from 1, or 0. */
  at: number;
  /** The name of a pane in lower case, or "". */
  view: string;
}

export function parseAddress(hash: string): Address {
  const [main = "", ...rest] = hash.replace(/^#/, "").split("&");
  const address: Address = { main: mainOf(main), sel: "", at: 0, view: "" };
  for (const part of rest) {
    const [, key, value] = /^(\w+)=(.*)$/s.exec(part) ?? [];
    if (key === "sel") address.sel = value!;
    if (key === "view") address.view = value!.toLowerCase();
    if (key === "at" && /^[1-9]\d{0,8}$/.test(value!)) address.at = Number(value);
  }
  return address;
}

function mainOf(part: string): Main {
  const [, kind, rest] = /^(example|code)\/(.*)$/s.exec(part) ?? [];
  if (kind === "example") return { kind, id: decoded(rest!) };
  if (kind === "code") return { kind, payload: rest! };
  return { kind: "none" };
}

export function printAddress({ main, sel, at, view }: Address): string {
  const parts = [main.kind === "example" ? `example/${encoded(main.id)}` : main.kind === "code" ? `code/${main.payload}` : ""];
  if (sel) parts.push(`sel=${sel}`);
  if (at > 0) parts.push(`at=${at}`);
  if (view) parts.push(`view=${view}`);
  return parts.length > 1 || parts[0] ? "#" + parts.join("&") : "";
}

/** Percent-encoded, with nothing in it that has a meaning in an address, or that chats like to cut off. */
export function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*~]/g, (c) => "%" + c.charCodeAt(0).toString(16).toUpperCase());
}

/** The text of a percent-encoded part, or the part as it is when it is none. */
export function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
