// The bar: name, examples, what to try, and what can be taken away.
import { centre, linked, moreNames, notice, source, view } from "../store";
import { downloadExport, downloadFile, downloadText, texts } from "../share/download";
import { examples, loadExamples } from "../share/examples";
import { openExample } from "../share/open";
import { share } from "../share/permalink";
import { count } from "../views/problems/rows";
import { keysShown } from "./keys";
import { Menu, type Group } from "./menu";
import { low, narrow } from "./media";
import { chooseTheme, theme, themes } from "./theme";
import { Try } from "./try";

function exampleItems(): Group[] {
  return [{ items: examples.value.map(({ id, title, says }) => ({ label: title, says, run: () => openByAddress(id) })) }];
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
  const file = bytes === undefined ? [] : [{ label: "The linked file", says: count(bytes, "byte"), run: downloadFile }];
  const made = bytes === undefined ? [] : texts.map(({ kind, label, says, name }) => ({ label, says, run: () => void downloadExport(kind, name()) }));
  return { head: "Download", items: [...file, { label: "The description", says: "as text", run: downloadText }, ...made] };
}

const viewWords = {
  Layout: "the drawing", Relocations: "what was filled in, and how", Headers: "field by field", Lines: "which address comes from which line",
  Strings: "names, and who uses them", State: "what the linker remembers of each symbol", Tables: "what a file from elsewhere lists besides", Story: "the link, sentence by sentence",
};

function viewGroup(): Group {
  const names = ["Layout", ...moreNames] as const;
  return { head: "More views", items: names.map((name) => ({ label: name, says: viewWords[name], checked: centre.value === name, run: () => (view.value = name) })) };
}

const themeWords = { system: "As the system has it", light: "Light", dark: "Dark" };

function themeGroup(): Group {
  return { head: "Theme", items: themes.map((one) => ({ label: themeWords[one], checked: theme.value === one, run: () => chooseTheme(one) })) };
}

// What has no button of its own in a narrow bar.
function more(): Group[] {
  const link = { items: [{ label: "Copy a link to this text", run: () => void share() }] };
  return low.value ? [link, { head: "Examples", items: exampleItems()[0]!.items }] : [link];
}

const fetchExamples = () => {
  loadExamples().catch((error: Error) => (notice.value = `The examples could not be loaded: ${error.message}.`));
};

export function Bar() {
  return (
    <header class="bar">
      <h1 class="brand">Linker Playground</h1>
      {!low.value && <Menu label="Examples" groups={exampleItems()} onOpen={fetchExamples} empty="The examples are being loaded…" />}
      {!narrow.value && <Try />}
      {narrow.value ? (
        <Menu label="More" class="quiet" groups={[...more(), viewGroup(), downloads(), themeGroup()]} onOpen={fetchExamples} />
      ) : (
        <>
          <Menu label="More views" class="quiet" groups={[{ items: viewGroup().items }]} />
          <Menu label="Download" class="quiet" groups={[{ items: downloads().items }]} />
          <Menu label="Theme" class="quiet" groups={[{ items: themeGroup().items }]} />
          <button class="button quiet" aria-label="Keys" title="Keys (?)" onClick={() => (keysShown.value = true)}>?</button>
          <button class="button main" onClick={() => void share()}>Share</button>
        </>
      )}
    </header>
  );
}
