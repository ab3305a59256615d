// The drawing. Go lays it out for the width of the pane and says what is where; here it becomes SVG elements. One tab
// stop: arrow keys walk the drawn things in reading order, Enter points at one.
import { signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { headline, hovered, lights, linked, linker, look, older, point, query } from "../../store";
import { First, firstHeadline } from "../../ui/first";
import { Command } from "../../ui/command";
import { Pane } from "../../ui/pane";
import { useRoom } from "../../ui/size";
import type { Linked } from "../linked";
import { says, step, there } from "../timeline/state";
import { firstPlace, noPath } from "../focus";
import { Shape } from "./shape";
import { focusOf, moveTarget, targets, type Node, type Picture } from "./rows";

export function LayoutView() {
  const link = linked.value;
  return (
    <Pane name="Layout" title={null}>
      <div class="poster">
        <div class="over">
          <h2 class={step.value === Infinity ? "headline" : "headline stepping"} tabIndex={-1}>{(link && stepSays()) || headline.value || firstHeadline() || "Nothing is linked yet"}</h2>
          {link && query.value.kind !== "first" && firstPlace(link) >= 0 && <button class="button quiet back" title={link.summary.headline} onClick={() => point({ kind: "first" }, true)}>Back to the path</button>}
          <Command of="layout" />
        </div>
        {older.value && <p class="stale">{older.value === "of the text before" ? "Linking… The drawing is of the text before." : "The drawing shows the last good link."}</p>}
        {link ? <Drawing link={link} /> : <div class="drawing"><First of="layout" /></div>}
      </div>
    </Pane>
  );
}

/** At a step of the timeline, what has just happened. */
const stepSays = (): string => (step.value === Infinity ? "" : upperFirst(says.value));

const upperFirst = (words: string) => (words.startsWith("nothing") ? "N" + words.slice(1) : words);

/** The path is drawn once its reference and its cell are there. */
function pathIsMade(link: Linked): boolean {
  const { path } = lights.value;
  const made = there.value;
  return !made || ((path.reloc < 0 || made.byte(link.tables.relocs.off(path.reloc))) && (path.cell < 0 || made.cell(path.cell).filled));
}

interface Drawn {
  link: Linked;
  picture: Picture;
}

/** Below this width memory is one column, which people scroll: the drawing may be as high as it needs to be. */
const oneColumn = 560;

const drawn = signal<Drawn | null>(null);

function Drawing({ link }: { link: Linked }) {
  const [box, widthPx, heightPx] = useRoom<HTMLDivElement>();
  const { owner, at } = query.value.kind === "first" ? { owner: 0, at: 0 } : focusOf(link, lights.value.path, look.value);
  const room = widthPx < oneColumn ? 0 : heightPx;
  useEffect(() => {
    if (widthPx === 0) return;
    let wanted = true;
    linker().picture("layout", Math.floor(widthPx), room, owner, at)
      .then((picture) => wanted && picture && (drawn.value = { link, picture }), () => {});
    return () => void (wanted = false);
  }, [link, widthPx, room, owner, at]);
  const now = drawn.value;
  return <div class="drawing" ref={box}>{now ? <Svg {...now} /> : <First of="layout" />}</div>;
}

function Svg({ link, picture }: Drawn) {
  const { of, path } = lights.value;
  const pathless = of === link && path.reloc < 0 && path.cell < 0 && path !== noPath;
  const all = targets(picture.nodes);
  const [at, setAt] = useState(0);
  const svg = useRef<SVGSVGElement>(null);
  const stop = Math.min(at, all.length - 1);
  const pick = (node: Node) => {
    setAt(all.indexOf(node));
    point((node.off ?? -1) >= 0 ? { kind: "byte", off: node.off! } : { kind: "owner", owner: node.o! }, true);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const here = [...svg.current!.querySelectorAll("g[role=treeitem]")].indexOf(document.activeElement!);
    const stop = here >= 0 ? here : at;
    const node = all[stop];
    if ((event.key === "Enter" || event.key === " ") && node) pick(node);
    else {
      const to = moveTarget(event.key, stop, all.length);
      if (to < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
      setAt(to);
      svg.current?.querySelectorAll<SVGGElement>("g[role=treeitem]")[to]?.focus();
    }
    event.preventDefault();
  };
  return (
    <svg ref={svg} class={`picture${pathless ? " plain" : ""}${pathIsMade(link) ? "" : " undone"}`} width={picture.width} height={picture.height} viewBox={`0 0 ${picture.width} ${picture.height}`}
      role="tree" aria-multiselectable="true" aria-label={picture.title} onKeyDown={onKeyDown} onMouseLeave={() => (hovered.value = 0)}>
      <desc>{picture.desc}</desc>
      {picture.nodes.map((node, i) => <Shape key={i} node={node} level={1} stop={all[stop]} pick={pick} />)}
    </svg>
  );
}
