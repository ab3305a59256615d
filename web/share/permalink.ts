// A link is the text, packed by the core into the part of the address that is sent to nobody.
import { notice } from "../store";
import { writeCode } from "./follow";

export async function share(): Promise<void> {
  try {
    await copy(await writeCode());
  } catch (error) {
    notice.value = `The link could not be made: ${(error as Error).message}.`;
  }
}

async function copy(link: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(link);
    notice.value = `Link copied, ${link.length} characters. Whoever opens it gets this text; nothing was sent anywhere.`;
  } catch {
    notice.value = "The link is in the address bar; this browser did not let the page copy it.";
  }
}
