// The one sentence: what to try, true for the text that is open.
import { computed } from "@preact/signals";
import { answer, inspected, linked, stale, summary, text } from "../store";
import { example } from "../share/examples";
import { stillThere, whatToTry } from "../share/try";
import { narrow, tight } from "./media";
import { place } from "../views/headers/rows";
import { count } from "../views/problems/rows";

const idea = computed(() => {
  void summary.value; // the text has changed whenever there is a new summary
  const now = text();
  return linked.value && !stale.value ? stillThere(example.value?.try, now) ?? whatToTry(now) : null;
});

export function Try() {
  if (inspected.value) return <p class="try">Point at a byte, a name or a cell, and Why says what it is there for.</p>;
  const it = idea.value;
  if (!it) return <p class="try">Write what a compiler would hand to a linker, and see what becomes of it.</p>;
  if (answer.value) {
    const { bytes, off, from, to } = answer.value;
    return <p class="try"><b>{bytes === 1 ? "One byte changed" : `${count(bytes, "byte")} changed, the first`} at {place(off)}:</b> <code>{from}</code> became <code>{to}</code>.</p>;
  }
  const bytes = linked.value!.file.length;
  if (tight.value && !narrow.value) return <p class="try">Change <code>{it.from}</code> to <code>{it.to}</code> in line {it.line}: {it.one ? "which byte changes?" : "what becomes of the file?"}</p>;
  return (
    <p class="try">
      Try it: change <code>{it.from}</code> to <code>{it.to}</code> in line {it.line} and see {it.one ? `which one of the ${count(bytes, "byte")} changes` : `what becomes of the ${count(bytes, "byte")}`}.
    </p>
  );
}
