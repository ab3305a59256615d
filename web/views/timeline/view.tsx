// The timeline: passes with their names, a tick for each event, buttons to step and play. What is not there yet at a
// step is missing in the other views.
import { useEffect, useMemo, useRef } from "preact/hooks";
import { hovered, lights, linked } from "../../store";
import { Disc } from "../../ui/disc";
import { Pane } from "../../ui/pane";
import { goToLine } from "../more";
import { noPath, numberWords } from "../focus";
import type { Linked } from "../linked";
import { stopped } from "../problems/rows";
import { FlushBar } from "../flush/view";
import { doneAt, marksOf, moveStep, passAt, placeOf, stepAt, stepsOf, type Pass } from "./rows";
import { goTo, passes, playing, says, step } from "./state";
import { Ticks } from "./ticks";

const eventMs = 700;

export function TimelineView() {
  const link = linked.value;
  return (
    <Pane name="Timeline" title={null}>
      {link && passes.value.length > 0 ? <Line link={link} all={passes.value} /> : <p class="empty">{link ? "Nobody saw this file being linked." : "No file yet."}</p>}
    </Pane>
  );
}

function Line({ link, all }: { link: Linked; all: Pass[] }) {
  const [first, last] = stepsOf(all);
  const at = Math.min(step.value, last);
  const pass = passAt(all, at);
  useEffect(() => {
    if (!playing.value) return;
    if (at >= last) return void (playing.value = false);
    // Of a long link, whole passes: nobody watches a hundred thousand events.
    const to = last - first > 300 ? moveStep("PageUp", at, all) : at + 1;
    const timer = setTimeout(() => void goTo(to, false), eventMs);
    return () => clearTimeout(timer);
  }, [playing.value, at, link]);
  const play = () => {
    if (!playing.value && at >= last) void goTo(first, false);
    playing.value = !playing.value;
  };
  const by = (key: string) => {
    playing.value = false;
    void goTo(moveStep(key, at, all), true);
  };
  const line = at > first && at < last ? link.tables.events.line(at) : 0;
  return (
    <div class="timeline" onMouseLeave={() => (hovered.value = 0)}>
      <FlushBar link={link} />
      <div class="steps" role="group" aria-label="Steps">
        <button class="button quiet" aria-label="One step back" disabled={at <= first} onClick={() => by("ArrowLeft")}><Arrow d="M9 2 3 6l6 4z" /></button>
        <button class="button quiet" aria-label={playing.value ? "Pause" : "Play the link"} onClick={play}><Arrow d={playing.value ? "M3 2h2v8H3zM7 2h2v8H7z" : "M3 1.5 10 6l-7 4.5z"} /></button>
        <button class="button quiet" aria-label="One step on" disabled={at >= last} onClick={() => by("ArrowRight")}><Arrow d="M3 2l6 4-6 4z" /></button>
      </div>
      <p class="now">
        <b>Pass {pass + 1} of {all.length}</b>{line > 0 && <button class="place" onClick={() => goToLine(line)}>line {line}</button>}
        <span title={says.value}>{step.value === Infinity ? "file written" : stopped(says.value || "one moment")}</span>
      </p>
      <div class="passes">
        <Slider all={all} at={at} />
        <Names link={link} all={all} at={at} />
      </div>
    </div>
  );
}

const Arrow = ({ d }: { d: string }) => <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true"><path d={d} fill="currentColor" /></svg>;

function Slider({ all, at }: { all: Pass[]; at: number }) {
  const [first, last] = stepsOf(all);
  const box = useRef<HTMLDivElement>(null);
  const place = placeOf(all, at);
  const drag = (event: PointerEvent) => {
    if (!event.buttons) return;
    const { left, width } = box.current!.getBoundingClientRect();
    playing.value = false;
    void goTo(stepAt(all, (event.clientX - left) / width), false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = event.ctrlKey || event.altKey || event.metaKey ? -1 : moveStep(event.key, at, all);
    if (to < 0) return;
    event.preventDefault();
    playing.value = false;
    void goTo(to, false);
  };
  const words = step.value === Infinity ? "the file is written" : says.value;
  return (
    <div class="slider" ref={box} role="slider" tabIndex={0} aria-label="Step of the link" aria-valuemin={0} aria-valuemax={last - first} aria-valuenow={at - first}
      aria-valuetext={`step ${at - first} of ${last - first}, ${words}`} onKeyDown={onKeyDown}
      onPointerDown={(event) => { box.current!.setPointerCapture(event.pointerId); drag(event); }} onPointerMove={drag}>
      <Ticks all={all} at={place} />
      <span class="knob" style={{ left: `${place * 100}%` }} />
    </div>
  );
}

function Names({ link, all, at }: { link: Linked; all: Pass[]; at: number }) {
  const { path, of } = lights.value;
  const marks = useMemo(() => marksOf(link, of === link ? path : noPath, all), [link, path, of, all]); // a long link has many events
  const [, last] = stepsOf(all);
  return (
    <ol class="names" aria-label="Passes">
      {all.map((pass, i) => {
        const mark = marks[i];
        const done = i === all.length - 1 ? last : doneAt(pass);
        const here = passAt(all, at) === i;
        return (
          <li key={i}>
            <button class={pass.events === 0 ? "idle" : undefined} aria-label={`${i + 1} ${pass.name}${mark ? `: ${mark.says}, ${numberWords[mark.role]} on the path` : ""}${pass.events === 0 ? ", nothing to do" : ""}`} aria-current={here ? "step" : undefined} title={pass.says} onClick={() => { playing.value = false; void goTo(done, true); }}>
              <span class="name">{i + 1} {pass.name}</span>
              <span class="mark">{mark ? <><Disc role={mark.role} /> {mark.says}</> : i === all.length - 1 ? `${link.file.length.toLocaleString("en")} bytes` : pass.events === 0 ? "nothing to do" : ""}</span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
