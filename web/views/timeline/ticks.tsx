// The line of the timeline: a dot where a pass begins, a tick for each event, a band where events lie too close.
import { placeOf, type Pass } from "./rows";

const mostTicks = 60;
const widthUnits = 1000;

/** The ticks of all passes as one path, and the bands of those that have too many. */
export function ticksOf(all: readonly Pass[]): { ticks: string; bands: [number, number][] } {
  let ticks = "";
  const bands: [number, number][] = [];
  for (const [i, pass] of all.entries()) {
    if (pass.events > mostTicks) bands.push([i / all.length, 1 / all.length]);
    else for (let n = 0; n < pass.events; n++) ticks += `M${((i + (n + 1) / (pass.events + 1)) / all.length * widthUnits).toFixed(1)} 4v8`;
  }
  return { ticks, bands };
}

export function Ticks({ all, at }: { all: Pass[]; at: number }) {
  const { ticks, bands } = ticksOf(all);
  return (
    <>
      <svg viewBox={`0 0 ${widthUnits} 16`} preserveAspectRatio="none" aria-hidden="true">
        {bands.map(([from, width]) => <rect key={from} class="band" x={from * widthUnits + 6} y="5" width={width * widthUnits - 12} height="6" />)}
        <path class="ticks" d={ticks} />
        <path class="rail" d={`M0 8H${widthUnits}`} />
        <path class="done" d={`M0 8H${at * widthUnits}`} />
      </svg>
      {all.map((pass, i) => <span class={`dot${placeOf(all, pass.first - 1) <= at ? " past" : ""}`} key={i} style={{ left: `${(i / all.length) * 100}%` }} />)}
    </>
  );
}
