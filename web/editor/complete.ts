// Completion: what can be written here for this target. The words come from the core, the names from the text.
import { autocompletion, completionKeymap, type Completion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { keymap } from "@codemirror/view";
import type { Word } from "../report.gen";
import { linker, summary } from "../store";

/** What the line says before the word that is being written. */
export interface Before {
  /** Nothing but blanks and a label. */
  first: boolean;
  /** The first word of the line, or "". */
  opens: string;
  /** The line is indented: an item rather than an atom. */
  inside: boolean;
  /** The word before. */
  last: string;
}

export function before(line: string): Before {
  const words = line.trim().split(/[\s,()[\]]+/).filter(Boolean);
  return { first: words.length === 0, opens: words[0] ?? "", inside: /^\s/.test(line), last: words.at(-1) ?? "" };
}

/** Whether a comment or a text begins before this place and has not ended. */
export const quiet = (line: string): boolean => /^(?:[^"#]|"(?:[^"\\]|\\.)*")*(?:#|"(?:[^"\\]|\\.)*\\?$)/.test(line);

const starts = ["setup", "atom", "step"];

/** The words that fit, likelier ones with a higher boost. */
export function fitting(words: readonly Word[], at: Before): Completion[] {
  const option = (word: Word, boost: number): Completion => ({
    label: word.text, type: word.kind, boost, detail: word.form && word.form !== word.text ? word.form : "", info: [word.says, ...(word.kind === "mnemonic" ? word.more : [])].filter(Boolean).join("\n"),
  });
  if (at.first) {
    return words.flatMap((word) => {
      if (starts.includes(word.kind)) return [option(word, at.inside ? -20 : 20)];
      return word.kind === "item" || word.kind === "mnemonic" ? [option(word, at.inside ? 20 : -20)] : [];
    });
  }
  const opener = words.find((word) => word.text === at.opens && word.kind !== "mnemonic");
  if (at.opens === "reloc" && at.last === "reloc") return words.filter((word) => word.kind === "relocation").map((word) => option(word, 0));
  const more: Completion[] = (opener?.more ?? []).map((label) => ({ label, type: "keyword", boost: 10 }));
  if (opener && (starts.includes(opener.kind) || opener.kind === "item") && !/^(u\d+|word|needs|reloc)$/.test(at.opens)) return more;
  const inOperands = opener ? ["operator"] : ["register", "operator", "size"];
  return [...more, ...words.filter((word) => inOperands.includes(word.kind)).map((word) => option(word, word.kind === "operator" ? 5 : 0))];
}

const mostLines = 20_000;
const named = /^\s*(?:(func|ifunc|data|const|bss|tls|import|absolute|enum|lazy\s+code)\s+(@"(?:[^"\\]|\\.)*"|[\p{L}_$][\p{L}\p{N}_.$]*)|(\.[\p{L}_]\w*):)/u;

/** The names that the text defines. */
export function namesIn(lines: Iterable<string>): Completion[] {
  const found = new Map<string, Completion>();
  let count = 0;
  for (const line of lines) {
    if (++count > mostLines) break;
    const [, kind = "", name, label] = named.exec(line) ?? [];
    const text = name ?? label;
    if (text && !found.has(text)) found.set(text, { label: text, type: label ? "label" : "name", detail: label ? "a place in this atom" : kind.replace(/\s+/, " "), boost: 15 });
  }
  return [...found.values()];
}

const takesNames = /^(free|update|unexport|export|needs|reloc|u\d+|word)$/;

let loaded: { target: string; words: Promise<Word[]> } | undefined;

function wordsNow(): Promise<Word[]> {
  const target = summary.value?.target ?? "";
  if (loaded?.target !== target) loaded = { target, words: linker().words(target) };
  loaded.words.catch(() => (loaded = undefined)); // the linker ended; the next wish asks again
  return loaded.words;
}

async function complete(context: CompletionContext): Promise<CompletionResult | null> {
  const line = context.state.doc.lineAt(context.pos);
  const text = line.text.slice(0, context.pos - line.from);
  if (quiet(text)) return null;
  const word = /[\p{L}_$.][\p{L}\p{N}_.$/-]*$/u.exec(text)?.[0] ?? "";
  if (!word && !context.explicit) return null;
  const at = before(text.slice(0, text.length - word.length));
  const words = await wordsNow().catch(() => []);
  if (context.aborted) return null;
  const options = fitting(words, at);
  const operands = !at.first && (!words.some(({ text, kind }) => text === at.opens && kind !== "mnemonic") || takesNames.test(at.opens) || (at.opens === "lazy" && at.last === "code"));
  if (operands) options.push(...namesIn(context.state.doc.iterLines()));
  return options.length > 0 ? { from: context.pos - word.length, options, validFor: /^[\p{L}\p{N}_.$/-]*$/u } : null;
}

/** Nothing is chosen before an arrow key is pressed, so that Enter after a whole word is a new line. */
export const completion = [autocompletion({ override: [complete], icons: false, defaultKeymap: false, selectOnOpen: false }), keymap.of(completionKeymap)];
