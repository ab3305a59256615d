// One node of the display list as an SVG element. What can be pointed at is an item of a tree: a cell inside the GOT.
import { hovered, lights } from "../../store";
import { there } from "../timeline/state";
import { isTarget, targets, type Node } from "./rows";

interface Props {
  node: Node;
  stop: Node | undefined;
  pick(node: Node): void;
}

export function Shape({ node, stop, pick }: Props) {
  const classes = node.c;
  switch (node.k) {
    case "rect":
      return <rect x={node.x} y={node.y} width={node.w} height={node.h} class={classes} />;
    case "path":
      return <path d={node.d} class={classes} />;
    case "text":
      return <text x={node.x} y={node.y} textLength={node.w} text-anchor={node.a || "start"} class={classes}>{node.t}</text>;
    case "group":
      return <Group node={node} stop={stop} pick={pick} />;
  }
}

function Group({ node, stop, pick }: Props) {
  const kids = node.kids?.map((kid, i) => <Shape key={i} node={kid} stop={stop} pick={pick} />);
  if (!isTarget(node)) return <g class={node.c}>{kids}</g>;
  const yet = there.value && ((node.off ?? -1) >= 0 ? there.value.byte(node.off!) : there.value.owner(node.o!));
  const lit = (hovered.value === node.o ? " hov" : "") + (yet === false ? " unmade" : "");
  return (
    <g class={`${node.c} target${lit}`} role="treeitem" aria-label={node.label} aria-selected={lights.value.owners.has(node.o!)} tabindex={node === stop ? 0 : -1}
      onClick={(event) => { event.stopPropagation(); pick(node); }}
      onMouseOver={(event) => { event.stopPropagation(); hovered.value = node.o!; }}>
      {targets(node.kids ?? []).length > 0 ? <g role="group">{kids}</g> : kids}
    </g>
  );
}
