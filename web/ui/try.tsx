// The one sentence: what to try, true for the text that is open.
import { computed } from "@preact/signals";
import { linked, stale, summary, text } from "../store";
import { example } from "../share/examples";
import { stillThere, whatToTry } from "../share/try";
import { count } from "../views/problems/rows";

const idea = computed(() => {
  void summary.value; // the text has changed whenever there is a new summary
  const now = text();
  return linked.value && !stale.value ? stillThere(example.value?.try, now) ?? whatToTry(now) : null;
});

export function Try() {
  const it = idea.value;
  if (!it) return <p class="try">Write what a compiler would hand to a linker, and see what becomes of it.</p>;
  const bytes = linked.value!.file.length;
  return (
    <p class="try">
      Try it: change <code>{it.from}</code> to <code>{it.to}</code> in line {it.line} and see {it.one ? `which one of the ${count(bytes, "byte")} changes` : `what becomes of the ${count(bytes, "byte")}`}.
    </p>
  );
}
