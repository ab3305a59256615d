// The state of the page, and how it takes in a link.
// One direction: text → link → rows → pixels; a click changes text, focus or view, nothing else.
import { batch } from "@preact/signals";
import { caughtUp } from "./behind";
import { opensAtom } from "./editor/words";
import { carryOver, opening, query, resolve } from "./focused";
import type { Summary } from "./report.gen";
import { announce } from "./says";
import { answer, changed, inspected, linked, source, stale, summary } from "./state";
import { parse, type Output } from "./ui/linker";
import { answerOf, changedBytes, changedWords } from "./views/hex/rows";
import { Linked } from "./views/linked";

export * from "./focused";
export * from "./says";
export * from "./state";

/** Takes in a link. With errors the last good one stays. */
export function receive(output: Output): void {
  const news = parse<Summary>(output.json);
  const known = summary.value;
  batch(() => {
    caughtUp();
    summary.value = news;
    if (!news.ok) return announce(firstProblem(news, known));
    take(news, output);
    inspected.value = null;
    source()?.shown();
  });
  if (news.ok || query.value.kind === "line") void resolve();
}

/** Takes in another flush of the last good link. What is wrong with the text meanwhile stays said. */
export function receiveFlush(output: Output): void {
  const news = parse<Summary>(output.json);
  batch(() => {
    if (!stale.value) summary.value = news;
    take(news, output);
    answer.value = null; // nobody edited anything
  });
  void resolve();
}

/** The first problem, as it is said aloud; "" when it is the one that was said last. */
function firstProblem(news: Summary, known: Summary | null): string {
  const says = ({ findings: [first] }: Summary) => (first ? `${first.line > 0 ? `Line ${first.line}: ` : ""}${first.message}` : "");
  return known && !known.ok && says(known) === says(news) ? "" : says(news);
}

// The file before somebody began to write in a line: 42 becomes 43 by way of 4, and nobody asked about that.
let began: { line: number; file: Uint8Array } | null = null;

function answerTo(before: Linked, now: Linked) {
  const line = query.value.kind === "line" ? query.value.line : 0;
  if (line === 0 || began?.line !== line) began = { line, file: before.file };
  const places = changedBytes(began.file, now.file);
  return places.length > 0 ? answerOf(places, began.file, now.file) : null;
}

function take(news: Summary, output: Output): void {
  const before = linked.value;
  const now = new Linked(news, output.tables, output.file, (line) => opensAtom(source()?.line(line) ?? ""));
  changed.value = before && !opening() && !inspected.value ? changedBytes(before.file, now.file) : [];
  if (opening()) began = null;
  answer.value = before && !opening() && !inspected.value ? answerTo(before, now) : null;
  announce(changedWords(changed.value));
  carryOver(before, now);
  linked.value = now;
}

/** Looks into a finished file. */
export function receiveFile(name: string, output: Output): void {
  const news = parse<Summary>(output.json);
  batch(() => {
    inspected.value = { name, before: inspected.value ? inspected.value.before : linked.value };
    [changed.value, answer.value] = [[], null];
    query.value = { kind: "first" };
    linked.value = new Linked(news, output.tables, output.file);
  });
  void resolve();
}

/** Goes back to the text. */
export function leaveFile(): void {
  if (!inspected.value) return;
  batch(() => {
    linked.value = inspected.value!.before;
    inspected.value = null;
    query.value = { kind: "first" };
  });
  void resolve();
}
