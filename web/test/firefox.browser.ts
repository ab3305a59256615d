// A smoke test in the other engine: Debian's Firefox opens the page, edits, links again, and shows the byte.
import assert from "node:assert/strict";
import { test } from "node:test";
import { startFirefox } from "./bidi";
import { serveSite } from "./harness";

test("Firefox: open, edit, link again, the byte in the hex; the address and a step of the timeline", { timeout: 120_000 }, async () => {
  const site = await serveSite();
  const firefox = await startFirefox();
  try {
    await firefox.open(site.url);
    await firefox.until(`document.querySelector(".problems .state")?.textContent.includes("Linked, 431 bytes")`);
    await firefox.until(`document.querySelector("#byte-64")?.firstChild.textContent === "2A"`);
    assert.equal(await firefox.evaluate("document.querySelector('.headline').textContent"), "a.start finds a.helper through cell 1");
    assert.ok((await firefox.evaluate<number>("document.querySelectorAll('.picture [role=treeitem]').length")) > 10);

    await firefox.click(".cm-line:nth-child(16)");
    await firefox.type("End", "Backspace", "3");
    await firefox.until(`document.querySelector("#byte-64").firstChild.textContent === "2B"`);
    await firefox.until(`document.querySelector("#pane-hex .head").textContent.includes("one byte changed: 0x40")`);
    await firefox.until(`location.hash.startsWith("#code/1.")`);

    await firefox.click("#cell-5");
    await firefox.until(`document.querySelector("#pane-why").textContent.includes("GOT cell 5")`);
    await firefox.evaluate(`document.querySelector("table.hex").focus()`);
    await firefox.type("Home");
    await firefox.until(`Number(document.querySelector("td.cursor").dataset.off) % 16 === 0`);

    await firefox.evaluate(`document.querySelector("[role=slider]").focus()`);
    await firefox.type("Home");
    await firefox.until(`document.querySelectorAll("td.unmade").length > 100`);
    await firefox.type("End");
    await firefox.until(`document.querySelectorAll("td.unmade").length === 0`);
    assert.deepEqual(firefox.errors, []);
  } finally {
    await firefox.close();
    site.close();
  }
});
