// What goes to the clipboard, and what is said about it.
import { announce, notice } from "../store";

export async function copy(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    announce(`Copied: ${what}`);
  } catch {
    notice.value = "This browser does not let the page copy. Here it is, to be copied by hand: " + text.slice(0, 400);
  }
}
