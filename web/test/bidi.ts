// Debian's Firefox, driven over WebDriver BiDi (https://w3c.github.io/webdriver-bidi/): as much of it as a smoke test needs.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSocket } from "./socket";

export interface Firefox {
  open(url: string): Promise<void>;
  /** Evaluates an expression in the page; what it gives must be a string, a number or a boolean. */
  evaluate<T>(expression: string): Promise<T>;
  /** Waits until an expression is true. */
  until(expression: string): Promise<void>;
  click(selector: string): Promise<void>;
  /** Types; names such as Backspace stand for the key. */
  type(...keys: string[]): Promise<void>;
  /** Errors of the page so far. */
  errors: string[];
  close(): Promise<void>;
}

// The code points that stand for keys: https://www.w3.org/TR/webdriver2/#keyboard-actions
const keyCodes: Record<string, string> = { Backspace: "\uE003", Tab: "\uE004", Enter: "\uE007", Escape: "\uE00C", End: "\uE010", Home: "\uE011", ArrowRight: "\uE014", ArrowDown: "\uE015" };

interface Reply {
  id?: number;
  type: "success" | "error" | "event";
  result?: unknown;
  message?: string;
  params?: { level?: string; text?: string };
}

interface Evaluated {
  type: "success" | "exception";
  result?: { value?: unknown };
  exceptionDetails?: { text: string };
}

export async function startFirefox(): Promise<Firefox> {
  const profile = await mkdtemp(join(tmpdir(), "linkplay-firefox-"));
  const args = ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0", "--width", "1440", "--height", "900"];
  const browser = spawn(process.env["FIREFOX"] ?? "firefox-esr", args, { stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, HOME: profile } });
  const address = await new Promise<string>((resolve, reject) => {
    let said = "";
    browser.on("error", reject);
    browser.on("exit", (code) => reject(new Error(`Firefox ended with ${code}: ${said}`)));
    browser.stderr.on("data", (data) => {
      said += data;
      const found = /WebDriver BiDi listening on (ws:\S+)/.exec(said)?.[1];
      if (found) resolve(found);
    });
  });
  const waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>();
  const errors: string[] = [];
  const socket = await openSocket(`${address}/session`, (text) => {
    const reply = JSON.parse(text) as Reply;
    if (reply.type === "event" && reply.params?.level === "error") errors.push(reply.params.text ?? "an error without words");
    const call = waiting.get(reply.id ?? -1);
    if (reply.type === "success") call?.resolve(reply.result);
    else call?.reject(new Error(reply.message));
    waiting.delete(reply.id ?? -1);
  });
  let lastId = 0;
  const send = <T>(method: string, params: object): Promise<T> => new Promise((resolve, reject) => {
    waiting.set(++lastId, { resolve: resolve as (result: unknown) => void, reject });
    socket.send(JSON.stringify({ id: lastId, method, params }));
  });
  await send("session.new", { capabilities: {} });
  await send("session.subscribe", { events: ["log.entryAdded"] });
  const { contexts } = await send<{ contexts: { context: string }[] }>("browsingContext.getTree", {});
  const context = contexts[0]!.context;
  await send("browsingContext.setViewport", { context, viewport: { width: 1440, height: 900 } });

  const evaluate = async <T>(expression: string): Promise<T> => {
    const { type, result, exceptionDetails } = await send<Evaluated>("script.evaluate", { expression, target: { context }, awaitPromise: true });
    if (type === "exception") throw new Error(`${expression}: ${exceptionDetails?.text}`);
    return result?.value as T;
  };
  const until = async (expression: string) => {
    for (let tries = 0; tries < 300; tries++) {
      if (await evaluate<boolean>(`!!(${expression})`)) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`in 30 seconds it did not come true in Firefox: ${expression}`);
  };
  const act = (actions: object[]) => send("input.performActions", { context, actions });
  return {
    errors, evaluate, until,
    open: async (url) => void (await send("browsingContext.navigate", { context, url, wait: "complete" })),
    async click(selector) {
      const [x, y] = JSON.parse(await evaluate<string>(`(() => { const { x, y, width, height } = document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect(); return JSON.stringify([Math.round(x + Math.min(width - 4, 40)), Math.round(y + height / 2)]); })()`)) as [number, number];
      const actions = [{ type: "pointerMove", x, y }, { type: "pointerDown", button: 0 }, { type: "pointerUp", button: 0 }];
      await act([{ type: "pointer", id: "mouse", actions }]);
    },
    async type(...keys) {
      const actions = keys.flatMap((key) => (keyCodes[key] ? [keyCodes[key]] : [...key])).flatMap((value) => [{ type: "keyDown", value }, { type: "keyUp", value }]);
      await act([{ type: "key", id: "keyboard", actions }]);
    },
    async close() {
      const ended = new Promise((resolve) => browser.removeAllListeners("exit").on("exit", resolve));
      await Promise.race([send("browser.close", {}).catch(() => {}), new Promise((resolve) => setTimeout(resolve, 3000))]);
      socket.close();
      browser.kill();
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 3000))]);
      await rm(profile, { recursive: true, force: true, maxRetries: 5 }).catch(() => {});
    },
  };
}
