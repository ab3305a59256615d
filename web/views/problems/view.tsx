// Findings: where, what, what would mend it; what the code means, on demand.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Finding } from "../../report.gen";
import { behind } from "../../behind";
import { openExample } from "../../share/open";
import { boot, explaining, linked, linker, source, summary, text, view } from "../../store";
import type { Explained } from "../../ui/linker";
import { count, notShown, parts, placeOf, sentence, stateOf, stopped } from "./rows";

export function ProblemsView() {
  const state = stateOf(summary.value, linked.value !== null, boot.value, behind.value);
  const news = summary.value;
  return (
    <section class="problems" aria-label="Problems">
      <p class="state" role="status">
        <span class={state.mark === "!" ? "mark bad" : "mark"} aria-hidden="true">{state.mark}</span>
        <span>{state.says}</span>
        {boot.value.state === "failed" && <button class="button" onClick={() => linker().restart()}>Try again</button>}
        {news && !text().trim() && <button class="button" onClick={() => void openExample("")}>Open the first example</button>}
      </p>
      {news && news.findings.length > 0 && (
        <ul class="findings">
          {news.findings.map((finding, i) => <Item key={i} finding={finding} />)}
          {notShown(news) > 0 && <li class="sub">and {count(notShown(news), "more finding")}</li>}
        </ul>
      )}
    </section>
  );
}

function Item({ finding }: { finding: Finding }) {
  const box = useRef<HTMLLIElement>(null);
  const open = explaining.value === finding;
  useEffect(() => {
    if (open) box.current!.scrollIntoView({ block: "nearest" });
  }, [open]);
  return (
    <li class={finding.severity} ref={box}>
      <p>
        <Place line={finding.line} col={finding.col} label={placeOf(finding)} />
        <button class="code" aria-expanded={open} onClick={() => (explaining.value = open ? null : finding)} title="What this means">{finding.code}</button>
        {" "}{finding.severity !== "error" && `${finding.severity}: `}<Says>{stopped(finding.message)}</Says>
      </p>
      {finding.remarks.map((remark, i) => (
        <p class="sub" key={i}><Says>{stopped(remark.message)}</Says> <Place line={remark.line} col={1} label={remark.line > 0 ? `line ${remark.line}` : ""} /></p>
      ))}
      {finding.fix && <p class="sub"><Says>{sentence(finding.fix)}</Says></p>}
      {open && <Explanation code={finding.code} />}
    </li>
  );
}

function Says({ children }: { children: string }) {
  return <>{parts(children).map((part, i) => (i % 2 ? <code key={i}>{part}</code> : part))}</>;
}

function Place({ line, col, label }: { line: number; col: number; label: string }) {
  if (!label) return null;
  const go = () => {
    view.value = "Description";
    source().goTo(line, col);
  };
  return <button class="place" onClick={go} aria-label={`Go to line ${line}, column ${col}`}>{label}</button>;
}

function Explanation({ code }: { code: string }) {
  const [explained, setExplained] = useState<Explained | string>("");
  if (explained === "") {
    linker().explain(code).then((found) => setExplained(found ?? "There is no more to say about it."), (error: Error) => setExplained(error.message));
    return <p class="sub">One moment…</p>;
  }
  if (typeof explained === "string") return <p class="sub">{explained}</p>;
  return (
    <div class="explained">
      <p><b>{sentence(explained.title)}</b> <Says>{explained.meaning}</Says></p>
      {explained.example && <><p class="sub">The smallest description that gives it:</p><pre tabIndex={0} role="region" aria-label={`Example of ${code}`}>{explained.example}</pre></>}
      {explained.mend && <p class="sub">To mend it: <Says>{explained.mend}</Says></p>}
    </div>
  );
}
