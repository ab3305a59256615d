// One node of the display list as an SVG element.
import { hovered } from "../../store";
import type { Linked } from "../linked";
import { classOf, isTarget, type Node } from "./rows";

interface Props {
  node: Node;
  link: Linked;
  stop: Node | undefined;
  pick(node: Node): void;
}

export function Shape({ node, link, stop, pick }: Props) {
  const classes = classOf(link, node);
  switch (node.k) {
    case "rect":
      return <rect x={node.x} y={node.y} width={node.w} height={node.h} class={classes} />;
    case "path":
      return <path d={node.d} class={classes} />;
    case "circle":
      return <circle cx={node.x} cy={node.y} r={(node.w ?? 18) / 2} class={classes} />;
    case "text":
      return <text x={node.x} y={node.y} text-anchor={node.a || "start"} class={classes}>{node.t}</text>;
    case "group":
      return <Group node={node} link={link} stop={stop} pick={pick} classes={classes} />;
  }
}

function Group({ node, link, stop, pick, classes }: Props & { classes: string }) {
  const kids = node.kids?.map((kid, i) => <Shape key={i} node={kid} link={link} stop={stop} pick={pick} />);
  if (!isTarget(node)) return <g class={classes}>{kids}</g>;
  const lit = hovered.value === node.o ? " hov" : "";
  return (
    <g class={`${classes} target${lit}`} role="button" aria-label={node.label} tabIndex={node === stop ? 0 : -1}
      onClick={(event) => { event.stopPropagation(); pick(node); }}
      onMouseOver={(event) => { event.stopPropagation(); hovered.value = node.o!; }}>
      {kids}
    </g>
  );
}
