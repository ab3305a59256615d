// Rules of the house that a machine can hold.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

// The bundled test lies in node_modules/.cache; make and go run start it at the root of the repository.
const root = process.cwd().endsWith("web") ? join(process.cwd(), "..") : process.cwd();

const sources = readdirSync(join(root, "web"), { recursive: true, encoding: "utf8" })
  .filter((name) => /\.tsx?$/.test(name) && !name.includes("node_modules"))
  .map((name) => ({ name, text: readFileSync(join(root, "web", name), "utf8") }));

test("elements are JSX, which escapes: nothing else makes markup", () => {
  assert.ok(sources.length > 40);
  for (const { name, text } of sources) {
    if (name.endsWith("rules.test.ts")) continue;
    assert.doesNotMatch(text, /dangerouslySetInnerHTML|\.(inner|outer)HTML\s*=|insertAdjacentHTML|document\.write\b/, name);
  }
});

test("files stay readable: 120 lines, tests a little more", () => {
  for (const { name, text } of sources) {
    if (name.endsWith(".gen.ts")) continue;
    assert.ok(text.split("\n").length <= (name.includes("test") ? 250 : 140), `${name} has ${text.split("\n").length} lines`);
  }
});

test("the page asks nobody but its own host: every address is relative", () => {
  const files = ["static", "web", "web/styles"].flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(folder, name))).filter((name) => /\.(html|css|webmanifest)$/.test(name));
  for (const name of files) {
    const text = readFileSync(join(root, name), "utf8");
    assert.doesNotMatch(text, /(?:href|src|url|action)\s*[=(:]\s*["']?(?:https?:|\/)/i, name);
  }
  for (const { name, text } of sources) {
    if (!name.includes("test")) assert.doesNotMatch(text, /(?:fetch|import|Worker|URL)\(\s*["'`](?:https?:|\/)/, name);
  }
});

test("CodeMirror is version 6, by its exact packages", () => {
  const { dependencies } = JSON.parse(readFileSync(join(root, "web/package.json"), "utf8")) as { dependencies: Record<string, string> };
  assert.equal(dependencies["codemirror"], undefined);
  for (const version of Object.values(dependencies)) assert.match(version, /^\d+\.\d+\.\d+$/);
});
