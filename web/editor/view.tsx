// The Description pane: the editor and, below it, what is wrong.
import { effect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { behind } from "../behind";
import { attach, hovered, lights, linked, source, summary } from "../store";
import { example } from "../share/examples";
import { First } from "../ui/first";
import { Pane } from "../ui/pane";
import { ProblemsView } from "../views/problems/view";
import { createEditor } from "./editor";
import { showFindings } from "./findings";
import { refresh } from "./marks";

export function DescriptionView({ onChange, onReady }: { onChange(): void; onReady(): void }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current!.replaceChildren(); // what stood here before the script ran
    const { view, source } = createEditor(box.current!, { onChange });
    attach(source);
    onReady();
    const stops = [
      effect(() => showFindings(view, summary.value?.findings ?? [])),
      effect(() => {
        void [linked.value, lights.value, hovered.value, summary.value, behind.value];
        view.dispatch({ effects: refresh.of(null) });
      }),
    ];
    return () => {
      stops.forEach((stop) => stop());
      view.destroy();
    };
  }, []);
  return (
    <Pane name="Description" sub={[summary.value?.target, example.value?.title].filter(Boolean).join(" · ") || undefined} tool={<button class="button quiet" title="Format (Shift Alt F)" onClick={() => source().format()}>Format</button>}>
      <div class="editor" ref={box}><First of="text" /></div>
      <p id="editor-help" class="sr">Press Escape, then Tab, to leave the editor. F1 lists the keys.</p>
      <ProblemsView />
    </Pane>
  );
}
