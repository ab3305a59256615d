// What the editor draws beside its lines belongs to one link, whatever comes first: the text, the link, or the answer to
// a question about either.
import { browserTest } from "./harness";
import { linked, openPage } from "./open";

browserTest("texts, links and answers may overtake one another: no mark is made of another link's rows", async ({ page, site }) => {
  await openPage(page, site.url);
  const ids = await page.evaluate(async () => ((await (await fetch("examples/index.json")).json()) as { id: string }[]).map(({ id }) => id));
  for (let round = 0; round < 2; round++) {
    for (const [i, id] of ids.slice(0, 10).entries()) {
      await page.evaluate((id) => (location.hash = `#example/${id}`), id);
      await page.waitForTimeout((round * 31 + i * 7 + 3) % 60);
      // At once, without waiting until things stand still: that is the point.
      await page.evaluate((i) => {
        const rows = document.querySelectorAll<HTMLElement>("#pane-symbols tr[data-row]");
        rows[rows.length - 1 - (i % Math.max(1, rows.length))]?.click();
        document.querySelectorAll("#pane-got tr[data-row]")[i % 3]?.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
      }, i);
    }
  }
  await linked(page);
});
