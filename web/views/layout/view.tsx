// The drawing. Go lays it out for the width of the pane and says what is where; here it becomes SVG elements. One tab
// stop: arrow keys walk the drawn things in reading order, Enter points at one.
import { signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { headline, hovered, lights, linked, linker, look, point, query, stale } from "../../store";
import { First, firstHeadline } from "../../ui/first";
import { Command } from "../../ui/command";
import { Pane } from "../../ui/pane";
import { useRoom } from "../../ui/size";
import type { Linked } from "../linked";
import { Shape } from "./shape";
import { focusOf, moveTarget, targets, type Node, type Picture } from "./rows";

export function LayoutView() {
  const link = linked.value;
  return (
    <Pane name="Layout" title={null}>
      <div class="poster">
        <div class="over"><h2 class="headline">{headline.value || firstHeadline() || "Nothing is linked yet"}</h2><Command of="layout" /></div>
        {stale.value && <p class="stale">The drawing shows the last good link.</p>}
        {link ? <Drawing link={link} /> : <div class="drawing"><First of="layout" /></div>}
      </div>
    </Pane>
  );
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

function Svg({ picture }: Drawn) {
  const all = targets(picture.nodes);
  const [at, setAt] = useState(0);
  const svg = useRef<SVGSVGElement>(null);
  const stop = Math.min(at, all.length - 1);
  const pick = (node: Node) => {
    setAt(all.indexOf(node));
    point((node.off ?? -1) >= 0 ? { kind: "byte", off: node.off! } : { kind: "owner", owner: node.o! });
  };
  const onKeyDown = (event: KeyboardEvent) => {
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
    <svg ref={svg} class="picture" width={picture.width} height={picture.height} viewBox={`0 0 ${picture.width} ${picture.height}`}
      role="tree" aria-label={picture.title} onKeyDown={onKeyDown} onMouseLeave={() => (hovered.value = 0)}>
      <desc>{picture.desc}</desc>
      {picture.nodes.map((node, i) => <Shape key={i} node={node} stop={all[stop]} pick={pick} />)}
    </svg>
  );
}
