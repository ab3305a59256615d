// Why is this byte here? The chain from the byte to the line of the description, each step a row.
import type { Reason } from "../../report.gen";
import { lights, look, point, source, stale, view } from "../../store";
import { rolesOf } from "../focus";
import { Disc } from "../../ui/disc";
import { First } from "../../ui/first";
import { Pane } from "../../ui/pane";
import { inOrder, leadsTo, sumOf, tidy } from "./rows";

export function WhyView() {
  const at = look.value;
  return (
    <Pane name="Why" title="Why is this byte here?">
      {at ? <div class="why"><Answer /></div> : <First of="why"><p class="empty">Point at a byte, a line, a cell or a symbol.</p></First>}
    </Pane>
  );
}

function Answer() {
  const at = look.value!;
  const where = [at.addr && `memory ${tidy(at.addr)}`, at.off >= 0 && `file 0x${at.off.toString(16).toUpperCase()}`].filter(Boolean).join(", ");
  const path = lights.value.path;
  const role = path.cell >= 0 && at.cell === path.cell ? rolesOf(path).cell : lights.value.owners.get(at.owner) ?? 0;
  return (
    <>
      <p class="who"><Disc role={role} /><span>{at.title}</span></p>
      <p class="where">{where}{stale.value && " (the last good link)"}</p>
      <dl>{inOrder(at.why).map((reason, i) => <Row key={i} reason={reason} />)}</dl>
    </>
  );
}

function Row({ reason }: { reason: Reason }) {
  const sum = sumOf(reason.says);
  const to = leadsTo(reason);
  const go = () => {
    if (reason.line === 0) return point({ kind: "byte", off: reason.off });
    view.value = "Description";
    source().goTo(reason.line, 1);
  };
  return (
    <div>
      <dt><span>{reason.word}</span>{to && <button class="place" onClick={go} aria-label={`Go to ${to}`}>{to}</button>}</dt>
      <dd>
        {sum ? <span class="sum"><b>{sum.left}</b>{sum.terms.map((term, i) => <><span>{i === 0 ? "=" : "+"}</span><span>{term}</span></>)}</span> : tidy(reason.says)}
      </dd>
    </div>
  );
}
