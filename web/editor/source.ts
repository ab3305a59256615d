// The text, as the rest of the page sees it.

/** What of the editor other views may touch. */
export interface Source {
  text(): string;
  /** A line without its end, counted from 1; "" when there is none. */
  line(n: number): string;
  /** How many lines there are. */
  lines(): number;
  /** Says that from now on a link of the text as it is now is shown. */
  shown(): void;
  /** The line of the linked text that a line is now, or 0. */
  lineThen(line: number): number;
  /** Where a line of the linked text stands now, or 0. */
  lineNow(line: number): number;
  open(text: string, how: "first" | "undoable"): void;
  goTo(line: number, col: number): void;
  /** The line of the caret. */
  caret(): number;
  /** Puts the caret on a line, and neither focus nor a question. */
  reveal(line: number): void;
  focus(): void;
  /** Puts the text into its canonical form. */
  format(): void;
}
