// The lines for a terminal, for every processor that has an example: they run on the file where the tool is installed.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { commandFor, type Table } from "../share/commands";
import type { Summary } from "../report.gen";
import { Linked } from "../views/linked";
import { pageCore } from "./core";

const tables: Table[] = ["layout", "got", "symbols", "hex", "relocations", "headers", "strings"];

const has = (tool: string): boolean => {
  try {
    execFileSync("/bin/sh", ["-c", `command -v ${tool}`]);
    return true;
  } catch {
    return false;
  }
};

test("the lines for a terminal run on the file of every example", { timeout: 120_000 }, async () => {
  const core = await pageCore();
  const folder = join(process.env["LINKPLAY_STATIC"]!, "examples");
  const box = mkdtempSync(join(tmpdir(), "linkplay-"));
  const seen = new Map<string, number>();
  try {
    writeFileSync(join(box, "go.mod"), "module box\n"); // go tool wants a module, any will do
    for (const { id, file } of JSON.parse(readFileSync(join(folder, "index.json"), "utf8")) as { id: string; file: string }[]) {
      const output = core.output(readFileSync(join(folder, file), "utf8"));
      const link = new Linked(JSON.parse(new TextDecoder().decode(output.json)) as Summary, output.tables, output.file);
      writeFileSync(join(box, "out"), output.file);
      for (const table of tables) {
        const line = commandFor(table, link, "out");
        const tool = line.split(" ")[0]!;
        if (!line || !has(tool)) continue;
        const said = execFileSync("/bin/sh", ["-c", line], { cwd: box, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
        assert.ok(said.trim().length > 0, `${id}: ${line} says nothing`);
        seen.set(link.summary.target, (seen.get(link.summary.target) ?? 0) + 1);
      }
    }
    assert.ok(seen.size >= 12, [...seen.keys()].join(" "));
    for (const [target, lines] of seen) assert.ok(lines >= 3, `${target}: ${lines} lines`);
  } finally {
    rmSync(box, { recursive: true });
  }
});
