// How browser tests open the page and speak of its parts.
import type { Locator, Page } from "playwright-core";
import { built } from "./harness";

export const wide = { width: 1440, height: 900 };
export const phone = { width: 390, height: 844 };

export interface Opening {
  size?: { width: number; height: number };
  hash?: string;
  /** The text that was left here the last time. */
  saved?: string;
}

/** Opens the page and waits until something is linked. */
export async function openPage(page: Page, url: string, { size = wide, hash = "", saved }: Opening = {}): Promise<void> {
  await page.setViewportSize(size);
  if (saved !== undefined) await page.addInitScript((text) => sessionStorage.getItem("seen") ?? (localStorage.setItem("linkplay.text", text), sessionStorage.setItem("seen", "1")), saved);
  await page.goto(url + hash);
  await linked(page);
}

/** Waits until the newest text is linked, with or without findings. */
export const linked = (page: Page) => page.locator(".problems .state", { hasText: /Linked|last good|No file/ }).waitFor({ state: "attached", timeout: 120_000 });

export const state = (page: Page): Locator => page.locator(".problems .state");
export const editor = (page: Page): Locator => page.getByRole("textbox", { name: "Atom description" });
export const line = (page: Page, n: number): Locator => page.locator(".cm-line").nth(n - 1);
export const byte = (page: Page, off: number): Locator => page.locator(`#byte-${off}`);
export const hexGrid = (page: Page): Locator => page.getByRole("grid", { name: "Bytes of the file" });

/** The text as the editor shows it; only for texts that fit the screen. */
export const shownText = async (page: Page): Promise<string> => (await page.locator(".cm-line").allInnerTexts()).map((text) => (text === "\n" ? "" : text)).join("\n");

/** Puts the caret at the end of a line and types. */
export async function typeAtEnd(page: Page, n: number, keys: string[]): Promise<void> {
  await line(page, n).click();
  await page.keyboard.press("End");
  for (const key of keys) await (key.length === 1 ? page.keyboard.type(key) : page.keyboard.press(key));
}

/** Links a text in a worker of its own and returns the file: what the engine gives, without the page. */
export async function linkApart(page: Page, text: string): Promise<number[]> {
  return page.evaluate(async ([text, script]) => {
    const worker = new Worker(script);
    const file = await new Promise<Uint8Array>((resolve) => {
      worker.onmessage = ({ data }) => data.type === "reply" && resolve(data.value.file);
      worker.postMessage({ id: 1, text, edits: [], method: "link", args: [] });
    });
    worker.terminate();
    return [...file];
  }, [text, built("worker.js")] as const);
}
