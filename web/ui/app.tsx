// The page: the bar, the panes, what is said aloud.
import type { JSX } from "preact";
import { announcement, centre, inspected, leaveFile, linked, notice, source } from "../store";
import { count } from "../views/problems/rows";
import { DescriptionView } from "../editor/view";
import { changedText, openFromAddress } from "../share/open";
import { GotView } from "../views/got/view";
import { HexView } from "../views/hex/view";
import { HeadersView } from "../views/headers/view";
import { LayoutView } from "../views/layout/view";
import { LinesView } from "../views/lines/view";
import { RelocationsView } from "../views/relocations/view";
import { StoryView } from "../views/story/view";
import { StatesView } from "../views/states/view";
import { StringsView } from "../views/strings/view";
import { TablesView } from "../views/tables/view";
import { SymbolsView } from "../views/symbols/view";
import { TimelineView } from "../views/timeline/view";
import { WhyView } from "../views/why/view";
import { Bar } from "./bar";
import { BorderHandle } from "./borders";
import { Keys } from "./keys";
import { narrow } from "./media";
import { Strip, Tabs } from "./tabs";
import { Try } from "./try";

export function App() {
  return (
    <>
      <Bar />
      <main class="panes">
        {narrow.value && <Tabs />}
        {narrow.value && <Try />}
        <Notice />
        <Looking />
        <DescriptionView onChange={changedText} onReady={() => void openFromAddress()} />
        {!narrow.value && <BorderHandle name="left" />}
        <LayoutView />
        <Centre />
        {!narrow.value && <BorderHandle name="low" />}
        <HexView />
        {!narrow.value && <BorderHandle name="right" />}
        <div class="side" id="side">
          <WhyView />
          <GotView />
          <SymbolsView />
        </div>
        <TimelineView />
        {narrow.value && <Strip />}
      </main>
      <Keys />
      <p class="sr" role="status" aria-live="polite">{notice.value || announcement.value}</p>
    </>
  );
}

const more: Partial<Record<typeof centre.value, () => JSX.Element>> = {
  Relocations: RelocationsView, Headers: HeadersView, Lines: LinesView, Strings: StringsView, State: StatesView, Tables: TablesView, Story: StoryView,
};

/** What has taken the place of the drawing, if anything. */
function Centre() {
  const View = more[centre.value];
  return View ? <View /> : null;
}

/** Which finished file is looked into, and the way back. */
function Looking() {
  const file = inspected.value;
  if (!file) return null;
  const { kind, fileBytes, findings } = linked.value!.summary;
  const says = [kind, `${count(fileBytes, "byte")}`, findings[0]?.message].filter(Boolean).join(", ");
  return (
    <div class="looking" role="region" aria-label="A finished file">
      <p>You are looking into <b>{file.name}</b>: {says}. The description is not its.</p>
      <button class="button main" onClick={() => { leaveFile(); source().focus(); }}>Back to the text</button>
    </div>
  );
}

function Notice() {
  return (
    <div class="notice" hidden={!notice.value}>
      <p>{notice.value}</p>
      <button class="button" onClick={() => (notice.value = "")}>Close</button>
    </div>
  );
}
