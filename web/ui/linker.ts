// What the page asks of the linker. The page speaks this interface; the worker's client and the fixture of the
// tests implement it.
import type { Engine } from "../engine/engine";
import type { Edit, Output } from "../engine/protocol";
import type { Reader } from "../engine/reader";
import type { Changes, Look, NamePlaces, Word } from "../report.gen";
import type { Details } from "../views/details";
import type { Picture } from "../views/layout/rows";

export interface Explained {
  code: string;
  severity: string;
  title: string;
  meaning: string;
  example: string;
  mend: string;
}

export interface Linker {
  edit(edits: readonly Edit[]): void;
  replaceText(): void;
  restart(): void;
  lookAt(off: number): Promise<Look>;
  lookLine(line: number): Promise<Look>;
  lookOwner(owner: number): Promise<Look>;
  /** As Core has it; null while there is nothing to draw. */
  picture(view: string, width: number, height: number, focus: number, at: number): Promise<Picture | null>;
  /** The rows of a view; null while there is nothing to show. */
  view<Name extends keyof Details>(name: Name): Promise<Details[Name] | null>;
  explain(code: string): Promise<Explained | null>;
  format(): Promise<string>;
  words(target: string): Promise<Word[]>;
  nameAt(line: number, col: number): Promise<NamePlaces | null>;
  rename(line: number, col: number, to: string): Promise<string>;
  show(flush: number): Promise<Output>;
  changes(flush: number): Promise<Changes>;
  sentence(event: number): Promise<string>;
  /** Looks into a finished file; from then on the questions are about it. */
  inspect(file: Uint8Array): Promise<Output>;
  export(kind: string): Promise<string>;
  encode(text: string): Promise<string>;
  decode(payload: string): Promise<string>;
}

const decoder = new TextDecoder();

/** JSON crosses as bytes; a string is taken as well. */
export function parse<T>(json: Uint8Array | string): T {
  return JSON.parse(typeof json === "string" ? json : decoder.decode(json)) as T;
}

const nothing: Look = { found: false, path: "", owner: 0, off: -1, spanOff: -1, spanLen: 0, partOff: -1, partLen: 0, addr: "", line: 0, cell: -1, symbol: -1, reloc: -1, title: "", why: [] };

export type { Output };

/** While a finished file is looked into, the questions go to the reader; the text and its link stay with the engine. */
export function linkerOf(engine: Engine, reader: () => Reader, looking: () => boolean): Linker {
  const json = async <T>(answer: Promise<Uint8Array>) => parse<T>(await answer);
  return {
    edit: (edits) => engine.edit(edits),
    replaceText: () => engine.replaceText(),
    restart: () => engine.restart(),
    lookAt: (off) => json(looking() ? reader().ask("lookAt", off) : engine.ask("lookAt", off)),
    lookLine: (line) => (looking() ? Promise.resolve(nothing) : json(engine.ask("lookLine", line))),
    lookOwner: (owner) => json(looking() ? reader().ask("lookOwner", owner) : engine.ask("lookOwner", owner)),
    picture: (...of) => json(looking() ? reader().ask("picture", ...of) : engine.ask("picture", ...of)),
    view: (name) => json(looking() ? reader().ask("view", name) : engine.ask("view", name)),
    inspect: (file) => reader().inspect(file),
    explain: (code) => json(engine.ask("explain", code)),
    format: () => engine.ask("format"),
    words: (target) => json(engine.ask("words", target)),
    nameAt: (line, col) => json(engine.ask("nameAt", line, col)),
    rename: (line, col, to) => engine.ask("rename", line, col, to),
    show: (flush) => engine.ask("show", flush),
    changes: (flush) => json(engine.ask("changes", flush)),
    sentence: (event) => engine.ask("sentence", event),
    export: async (kind) => (looking() ? decoder.decode(await reader().ask("svg", "layout")) : engine.ask("export", kind)),
    encode: (text) => engine.ask("encode", text),
    decode: (payload) => engine.ask("decode", payload),
  };
}
