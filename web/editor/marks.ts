// Draws the looks of the lines that are on screen: a gutter with number disc and letter, tints, hints.
import { StateEffect, type Extension } from "@codemirror/state";
import { Decoration, EditorView, gutter, GutterMarker, ViewPlugin, type DecorationSet, type ViewUpdate } from "@codemirror/view";
import { RangeSetBuilder } from "@codemirror/state";
import { behind } from "../behind";
import { hovered, lights, linked, stale, summary } from "../store";
import { lineThen } from "./origins";
import { lineLook, type LineLook } from "./rows";

/** Says that link, lights or findings are other ones. */
export const refresh = StateEffect.define<null>();
const refreshed = (update: ViewUpdate) => update.transactions.some((tr) => tr.effects.some((effect) => effect.is(refresh)));

// A line that the link does not know has no marks: they would be those of another one.
function lookOf({ state }: EditorView, line: number, text: string): LineLook | null {
  const link = linked.value;
  const then = link ? lineThen(state, line, stale.value || behind.value) : 0;
  return link && then > 0 ? lineLook(link, lights.value, hovered.value, then, text) : null;
}

class Mark extends GutterMarker {
  override elementClass: string;
  constructor(readonly look: LineLook, readonly wrong: boolean) {
    super();
    this.elementClass = look.classes;
  }
  override eq(other: Mark): boolean {
    return other.look.classes === this.look.classes && other.look.role === this.look.role && other.look.letter === this.look.letter && other.wrong === this.wrong;
  }
  override toDOM(): HTMLElement {
    const box = document.createElement("span");
    box.className = this.look.role > 0 ? "disc" : this.wrong ? "wrong" : "initial";
    box.textContent = this.look.role > 0 ? String(this.look.role) : this.wrong ? "!" : this.look.letter;
    return box;
  }
}

const noLook: LineLook = { classes: "own-none", letter: "", role: 0, hint: "", named: "" };

const owners = gutter({
  class: "cm-owners",
  lineMarker(view, block) {
    const line = view.state.doc.lineAt(block.from);
    const wrong = summary.value?.findings.some((f) => f.line === line.number && f.severity === "error") ?? false;
    return new Mark(lookOf(view, line.number, line.text) ?? noLook, wrong);
  },
  lineMarkerChange: refreshed,
});

// Blanks that align comments, where the line would not fit: the comment follows the text instead of wrapping.
const squeezed = Decoration.mark({ class: "squeezed" });
const named = Decoration.mark({ class: "named" });

function decorate(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  const columns = view.contentDOM.clientWidth / view.defaultCharacterWidth;
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to; ) {
      const line = view.state.doc.lineAt(at);
      const look = lookOf(view, line.number, line.text);
      if (look) {
        const hint = look.hint && line.length + look.hint.length + 3 < columns ? { "data-hint": look.hint } : {};
        builder.add(line.from, line.from, Decoration.line({ class: look.classes, attributes: hint }));
        const gap = line.length > columns ? /\S( +)  #/.exec(line.text) : null;
        const start = look.named ? line.text.indexOf(look.named) : -1;
        const inGap = gap ? gap.index + 1 : Infinity;
        if (gap && inGap < start) builder.add(line.from + inGap, line.from + inGap + gap[1]!.length, squeezed);
        if (start >= 0) builder.add(line.from + start, line.from + start + look.named.length, named);
        if (gap && inGap > start) builder.add(line.from + inGap, line.from + inGap + gap[1]!.length, squeezed);
      }
      at = line.to + 1;
    }
  }
  return builder.finish();
}

const tints = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = decorate(view);
    }
    update(update: ViewUpdate) {
      if (update.docChanged || update.viewportChanged || update.geometryChanged || refreshed(update)) this.decorations = decorate(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

export const marks: Extension = [owners, tints];
