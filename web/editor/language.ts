// Colours for the description: the first word decides, as in the language itself.
import { HighlightStyle, StreamLanguage, syntaxHighlighting, type StringStream } from "@codemirror/language";
import { tags } from "@lezer/highlight";
import { attributes, items, opening } from "./words";

interface State {
  /** No word of this line has been read. */
  fresh: boolean;
  /** The line opens an atom or is a setup or a step: attributes may follow. */
  attributes: boolean;
}

const bare = /^[\p{L}_$][\p{L}\p{N}_.$-]*/u;

function token(stream: StringStream, state: State): string | null {
  if (stream.sol()) Object.assign(state, { fresh: true, attributes: false });
  if (stream.eatSpace()) return null;
  if (stream.match("#")) {
    stream.skipToEnd();
    return "comment";
  }
  if (stream.match(/^@?"(?:[^"\\]|\\.)*"?/)) return "string";
  if (stream.match(/^'(?:[^'\\]|\\.)'/) || stream.match(/^(?:0x[\da-f_]+|0b[01_]+|\d[\d_]*)/i)) return "number";
  if (stream.match(/^\.[\p{L}_][\p{L}\p{N}_]*:?/u)) return "labelName";
  const word = stream.match(bare) as RegExpMatchArray | null;
  if (!word) {
    stream.next();
    return null;
  }
  return wordTone(word[0], state, stream.peek());
}

function wordTone(word: string, state: State, next: string | void): string | null {
  const first = state.fresh;
  state.fresh = false;
  if (first && opening.has(word)) {
    state.attributes = true;
    return "keyword";
  }
  if (first) return items.has(word) ? "keyword" : "operatorKeyword"; // a mnemonic
  if (state.attributes && attributes.has(word)) return "keyword";
  return next === "(" ? "typeName" : null;
}

const description = StreamLanguage.define<State>({
  name: "atoms",
  startState: () => ({ fresh: true, attributes: false }),
  token,
  languageData: { commentTokens: { line: "#" } },
});

const tones = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword], fontWeight: "600" },
  { tag: tags.comment, color: "var(--ink2)", fontStyle: "italic" },
]);

export const atoms = () => [description, syntaxHighlighting(tones)];
