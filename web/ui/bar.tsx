// The bar: name, examples, what to try, and what can be taken away.
import { centre, inspected, linked, moreNames, notice, source } from "../store";
import { downloadExport, downloadFile, downloadText, linkedName, textName, texts } from "../share/download";
import { example, examples, loadExamples } from "../share/examples";
import { chooseFile } from "../share/files";
import { openExample } from "../share/open";
import { share } from "../share/permalink";
import { count } from "../views/problems/rows";
import { keysShown } from "./keys";
import { Menu, type Group } from "./menu";
import { showPane } from "./pane";
import { low, narrow } from "./media";
import { chooseTheme, theme, themes } from "./theme";
import { Try } from "./try";

function exampleItems(): Group[] {
  const ours = (target: string) => target.endsWith("/x86_64");
  const group = (head: string, wanted: boolean): Group => ({
    head, items: examples.value.filter(({ target }) => ours(target) === wanted).map(({ id, title, says }) => ({ label: title, says, current: example.value?.id === id, run: () => openByAddress(id) })),
  });
  const open = { head: "From your computer", items: [{ label: "Open a file…", says: "An ELF or Plan 9 executable is looked into, a text is opened. You can also drop it anywhere on the page.", run: chooseFile }] };
  return examples.value.length > 0 ? [group("Layout, names and the GOT, on x86-64", true), group("Other processors", false), open] : [];
}

// The address names the example, so that it can be sent to somebody.
function openByAddress(id: string): void {
  const hash = `#example/${encodeURIComponent(id)}`;
  if (location.hash === hash) void openExample(id);
  else location.hash = hash;
  source().focus();
}

function downloads(): Group {
  const bytes = linked.value?.file.length;
  const file = bytes === undefined ? [] : [{ label: "The linked file", says: `${linkedName()}, ${count(bytes, "byte")}; chmod +x makes it a program`, run: downloadFile }];
  const made = bytes === undefined ? [] : texts.map(({ kind, label, says, name }) => ({ label, says: `${name()}, ${says}`, run: () => void downloadExport(kind, name()) }));
  if (inspected.value) return { head: "Download", items: [{ label: "The picture", says: "SVG", run: () => void downloadExport("picture", `${inspected.value!.name}.svg`) }] };
  return { head: "Download", items: [...file, { label: "The description", says: textName(), run: downloadText }, ...made] };
}

const viewWords = {
  Layout: "the drawing", Relocations: "what was filled in, and how", Headers: "field by field", Lines: "which address comes from which line",
  Strings: "names, and who uses them", State: "what the linker remembers of each symbol", Tables: "what a file from elsewhere lists besides", Story: "the link, sentence by sentence",
};

function viewGroup(): Group {
  const names = ["Layout", ...moreNames] as const;
  return { head: "More views", items: names.map((name) => ({ label: name, says: viewWords[name], checked: centre.value === name, run: () => showPane(name) })) };
}

const themeWords = { system: "As the system has it", light: "Light", dark: "Dark" };

function themeGroup(): Group {
  return { head: "Theme", items: themes.map((one) => ({ label: themeWords[one], checked: theme.value === one, run: () => chooseTheme(one) })) };
}

const fetchExamples = () => {
  loadExamples().catch((error: Error) => (notice.value = `The examples could not be loaded: ${error.message}.`));
};

export function Bar() {
  return (
    <header class="bar">
      <h1 class={low.value ? "brand sr" : "brand"}>Linker Playground</h1>
      <Menu label="Examples" groups={exampleItems()} onOpen={fetchExamples} empty="The examples are being loaded…" />
      {!narrow.value && <Try />}
      {narrow.value ? (
        <>
          <Menu label="More" dots class="quiet" groups={[viewGroup(), downloads(), themeGroup()]} />
          <button class="button main" onClick={() => void share()}>Share</button>
        </>
      ) : (
        <>
          <Menu label="More views" class="quiet" groups={[{ items: viewGroup().items }]} />
          <Menu label="Download" class="quiet" groups={[{ items: downloads().items }]} />
          <Menu label="Theme" class="quiet" groups={[{ items: themeGroup().items }]} />
          <button class="button quiet" aria-label="Keys" title="Keys and words (?)" onClick={() => (keysShown.value = true)}>?</button>
          <button class="button main" onClick={() => void share()}>Share</button>
        </>
      )}
    </header>
  );
}
