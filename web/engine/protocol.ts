// What crosses between the page and the worker. One request is answered by one reply with the same id;
// before and after each call into Go the worker says that it is alive.

/** One link or inspection: a summary as JSON, bulk tables as columns in one buffer, and the file. */
export interface Output {
  json: Uint8Array;
  tables: Uint8Array;
  file: Uint8Array;
}

/** The functions of the Go core that the page may ask for (wasm/browser lists the same). */
export interface Core {
  link(): Output;
  /** `height` is the room there is, 0: no end; `focus` an owner, 0 for none: the picture chooses; `at` a file offset that says which reference or cell is meant, or 0. */
  picture(view: string, width: number, height: number, focus: number, at: number): Uint8Array;
  /** A view as a file of its own. */
  svg(view: string): Uint8Array;
  lookAt(offset: number): Uint8Array;
  lookLine(line: number): Uint8Array;
  lookOwner(owner: number): Uint8Array;
  /** The rows of a view that the tables do not hold: "headers", "lines", "strings", "story" or, of a file that is read, "listings". */
  view(name: string): Uint8Array;
  explain(code: string): Uint8Array;
  format(): string;
  /** What can be written for a target. */
  words(target: string): Uint8Array;
  /** Line and column in characters, both from 1. */
  nameAt(line: number, col: number): Uint8Array;
  /** The whole text with another name. */
  rename(line: number, col: number, to: string): string;
  /** Makes a flush, from 0, the one that looks and pictures speak of. */
  show(flush: number): Output;
  changes(flush: number): Uint8Array;
  sentence(event: number): string;
  /** The last good link as a text: "map", "symbols", "hex" or "picture". */
  export(kind: string): string;
  targets(): Uint8Array;
  encode(text: string): string;
  decode(payload: string): string;
}

/** The functions of the second module, which reads finished files (wasm/reader lists the same); all speak of the latest file. */
export interface ReaderCore extends Pick<Core, "picture" | "svg" | "lookAt" | "lookOwner" | "view"> {
  inspect(file: Uint8Array): Output;
}

/** A replacement in the text as it is after the edits before it: 0-based lines, columns in UTF-16 units. */
export interface Edit {
  fromLine: number;
  fromCol: number;
  toLine: number;
  toCol: number;
  insert: string;
}

export interface Request {
  id: number;
  /** The whole text, when the worker has none yet or another; then the edits since the last request. */
  text?: string;
  edits: Edit[];
  method: string;
  args: unknown[];
}

/**
 * Why there is no value. "refused": Go said no, nothing is broken. "edit": the edits do not fit the text the
 * worker holds. "panic", "crash": this worker's Go can no longer be trusted, or is gone. "stalled": no sign of life.
 */
export interface Failure {
  kind: "refused" | "edit" | "panic" | "crash" | "stalled";
  message: string;
  stack?: string;
}

export type Message =
  | { type: "alive"; running?: number }
  | { type: "ready" }
  | { type: "unbootable"; message: string }
  | { type: "reply"; id: number; value: unknown; failure?: Failure };
