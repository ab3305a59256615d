// Why is this byte here? The chain from the byte to the line of the description, each step a row; every number that
// comes from somewhere leads there.
import type { Reason, Term } from "../../report.gen";
import { lights, linked, look, older, point, source, summary } from "../../store";
import { roleAt } from "../lights";
import { Disc } from "../../ui/disc";
import { First } from "../../ui/first";
import { Pane } from "../../ui/pane";
import { goToLine } from "../more";
import { there } from "../timeline/state";
import { bytesOf, leadsTo, partsOf, tidy, wayOf, type Way } from "./rows";

const nothingYet = <p class="empty">Point at a byte, a line, a cell or a symbol.</p>;

export function WhyView() {
  const at = look.value;
  const question = at && at.off < 0 ? "Why is this here?" : "Why is this byte here?";
  return (
    <Pane name="Why" title={question}>
      {at ? <div class="why" tabIndex={0} role="group" aria-label="Reasons"><Answer /></div> : linked.value ? nothingYet : <First of="why">{nothingYet}</First>}
    </Pane>
  );
}

function Answer() {
  const at = look.value!;
  const where = [at.addr && `memory ${tidy(at.addr)}`, at.off >= 0 && `file 0x${at.off.toString(16).toUpperCase()}`].filter(Boolean).join(", ");
  const unmade = at.off >= 0 && there.value?.byte(at.off) === false;
  return (
    <>
      {unmade && <p class="stale">Not written yet at this step. In the finished file:</p>}
      <p class="who"><Disc role={roleAt(lights.value, at)} /><span>{at.title}</span></p>
      <p class="where">{where}{older.value && ` (${older.value})`}</p>
      <dl>{at.why.map((reason, i) => <Row key={i} reason={reason} />)}</dl>
    </>
  );
}

/** A line that is no longer in the text is nowhere to go to. */
function gone(way: Way): boolean {
  void summary.value; // the text was another one before
  return way !== null && "line" in way && source().lineNow(way.line) === 0;
}

function go(way: Way): void {
  if (!way) return;
  if ("query" in way) return point(way.query);
  goToLine(way.line);
}

function Row({ reason }: { reason: Reason }) {
  const to = leadsTo(reason);
  return (
    <div class={reason.terms.length > 0 ? "sumrow" : undefined}>
      <dt><span>{reason.word}</span>{to && !gone(wayOf(reason, true)) && <button class="place" onClick={() => go(wayOf(reason, true))} aria-label={`Go to ${to}`}>{to}</button>}</dt>
      <dd>{reason.terms.length > 0 ? <Sum terms={reason.terms} /> : <Says reason={reason} />}</dd>
    </div>
  );
}

function Says({ reason }: { reason: Reason }) {
  const { code, words } = partsOf(reason);
  const bytes = reason.word === "these bytes";
  return (
    <>
      {code && <code>{bytes ? bytesOf(code, reason.off, look.value!.off).map(([byte, here], i) => <>{i > 0 && " "}{here ? <mark>{byte}</mark> : byte}</>) : code}</code>}
      {words && <span class="words">{words}</span>}
    </>
  );
}

// As one adds up on paper: what comes out, then the parts below one another, each behind its sign.
function Sum({ terms }: { terms: readonly Term[] }) {
  const [out, ...parts] = terms;
  return (
    <span class="sum">
      <b>{tidy(out!.text)}</b>
      {parts.map((term, i) => (
        <span class="term" key={i}>
          <span class="sign">{term.sign === "where" ? "·" : term.sign}</span>
          <span>{term.label && `${term.label} `}<Numeral term={term} /></span>
        </span>
      ))}
    </span>
  );
}

function Numeral({ term }: { term: Term }) {
  const way = wayOf(term);
  if (!way || gone(way)) return <span class="n">{tidy(term.text)}</span>;
  return <button class="place n" onClick={() => go(way)} aria-label={`${tidy(term.text)}: go to ${term.label || "this place"}`}>{tidy(term.text)}</button>;
}
