// One node of the display list as an SVG element. What can be pointed at is an item of a tree: a cell inside the GOT.
import { hovered, lights, look } from "../../store";
import { numberWords } from "../focus";
import { roleAt } from "../lights";
import { there } from "../timeline/state";
import { isTarget, targets, type Node } from "./rows";

interface Props {
  node: Node;
  /** In the tree: 1 for what lies in no other thing. */
  level: number;
  stop: Node | undefined;
  pick(node: Node): void;
}

export function Shape({ node, level, stop, pick }: Props) {
  const classes = node.c;
  switch (node.k) {
    case "rect":
      return <rect x={node.x} y={node.y} width={node.w} height={node.h} class={classes} />;
    case "path":
      return <path d={node.d} class={classes} />;
    case "text":
      return <text aria-hidden="true" x={node.x} y={node.y} textLength={node.w} text-anchor={node.a || "start"} class={classes}>{node.t}</text>;
    case "group":
      return <Group node={node} level={level} stop={stop} pick={pick} />;
  }
}

function Group({ node, level, stop, pick }: Props) {
  const inner = isTarget(node) ? level + 1 : level;
  const kids = node.kids?.map((kid, i) => <Shape key={i} node={kid} level={inner} stop={stop} pick={pick} />);
  if (!isTarget(node)) return <g class={node.c}>{kids}</g>;
  const more = targets(node.kids ?? []).length > 0;
  const yet = there.value && ((node.off ?? -1) >= 0 ? there.value.byte(node.off!) : there.value.owner(node.o!));
  const lit = (hovered.value === node.o ? " hov" : "") + (yet === false ? " unmade" : "");
  return (
    <g class={`${node.c} target${lit}`} role="treeitem" aria-label={labelOf(node)} aria-level={level} aria-expanded={more ? true : undefined} aria-selected={pointedAt(node)} tabindex={node === stop ? 0 : -1}
      onClick={(event) => { event.stopPropagation(); pick(node); }}
      onMouseOver={(event) => { event.stopPropagation(); hovered.value = node.o!; }}>
      {more ? <g role="group">{kids}</g> : kids}
    </g>
  );
}

/** What was pointed at: the thing itself, or one in it. */
function pointedAt({ o, off }: Node): boolean {
  const at = look.value;
  return at !== null && ((off ?? -1) >= 0 ? at.off === off || at.partOff === off : at.owner === o);
}

/** The label, and its number on the path: discs are drawn, and nobody reads a drawing aloud. */
function labelOf({ label, o, off }: Node): string {
  const role = (off ?? -1) >= 0 ? lights.value.ranges.find(({ from }) => from === off)?.role ?? 0 : roleAt({ ...lights.value, ranges: [] }, { off: -1, owner: o! });
  return role > 0 ? `${label}, ${numberWords[role]} on the path` : label!;
}
