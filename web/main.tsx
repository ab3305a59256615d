// Starts the page: the linker in its worker, then the views.
import { render } from "preact";
import { caughtUp } from "./behind";
import type { Reader } from "./engine/reader";
import { startEngine, startReader } from "./engine/start";
import { startDrops } from "./share/files";
import { startFollowing } from "./share/follow";
import { keepNow, listenToTabs } from "./share/memory";
import { openFromAddress } from "./share/open";
import { boot, connect, inspected, notice, receive, text } from "./store";
import { App } from "./ui/app";
import { startBorders } from "./ui/borders";
import { takeFirst } from "./ui/first";
import { startKeys } from "./ui/keys";
import { linkerOf } from "./ui/linker";
import { startTheme } from "./ui/theme";

const causes = { panic: "hit a mistake of its own", crash: "ended unexpectedly", stalled: "gave no sign of life for 5 seconds" };

startTheme();
startBorders();
// Without WebAssembly the page stays as it was built, and says why.
if (typeof WebAssembly === "undefined") document.getElementById("no-wasm")!.hidden = false;
else start(document.getElementById("app")!);

function start(app: HTMLElement): void {
  const engine = startEngine({
    text,
    onLink: receive,
    onState: (state, reason) => (boot.value = { state, reason }),
    onRestart: ({ kind }) => {
      caughtUp();
      const cause = causes[kind as keyof typeof causes] ?? "had to be replaced";
      notice.value = `The linker ${cause} and was started again. Your text is as it was; it is linked again with your next edit.`;
    },
  });
  let reader: Reader | undefined;
  connect(linkerOf(engine, () => (reader ??= startReader()), () => inspected.value !== null));
  listenToTabs();
  takeFirst(app);
  render(<App />, app);
  addEventListener("hashchange", (event) => void openFromAddress(new URL(event.newURL).hash));
  addEventListener("pagehide", keepNow);
  startFollowing();
  startKeys();
  startDrops();
}
