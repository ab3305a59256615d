// The examples: a list beside the page, each a description in a file of its own.
import { signal } from "@preact/signals";
import { firstExample } from "../ui/first";

export interface Example {
  id: string;
  title: string;
  says: string;
  target: string;
  file: string;
  /** A change worth trying: other words in a line. */
  try?: { line: number; from: string; to: string };
}

export const examples = signal<readonly Example[]>([]);
export const example = signal<Example | null>(null); // the one that was opened last

export interface Opened {
  example: Example;
  text: string;
}

let openedText = "";

/** Says which example is open, if any. */
export function isNow(opened: Opened | null): void {
  example.value = opened?.example ?? null;
  openedText = opened?.text ?? "";
}

/** Whether the example that is open has not been changed. */
export const pristine = (text: string): boolean => example.value !== null && text === openedText;

/** Whether a text is still the example that is open, changed or not: it has at least half of its lines. */
export function resembles(text: string, opened = openedText): boolean {
  const lines = opened.split("\n").filter((line) => line.trim() !== "");
  if (text.length > 8 * opened.length + 1000) return false;
  const there = new Set(text.split("\n"));
  return 2 * lines.filter((line) => there.has(line)).length >= lines.length;
}

const folder = "examples/";

async function load(path: string): Promise<Response> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status} ${response.statusText}`);
  return response;
}

export async function loadExamples(): Promise<readonly Example[]> {
  if (examples.value.length === 0) examples.value = (await (await load(folder + "index.json")).json()) as Example[];
  return examples.value;
}

/** The text of an example; the first one when the id is "". */
export async function loadExample(id: string): Promise<Opened> {
  const here = firstExample<Example>();
  if (here && (id === "" || id === here.example.id)) return here;
  const all = await loadExamples();
  const found = id ? all.find((one) => one.id === id) : all[0];
  if (!found) throw new Error(`there is no example “${id}”`);
  return { example: found, text: await (await load(folder + found.file)).text() };
}
