// What the editor draws beside its lines belongs to one link, whatever comes first: the text, the link, or the answer to
// a question about either.
import { browserTest } from "./harness";
import { linked, openPage } from "./open";

browserTest("texts, links and answers may overtake one another: no mark is made of another link's rows", async ({ page, site }) => {
  await openPage(page, site.url);
  const ids = await page.evaluate(async () => ((await (await fetch("examples/index.json")).json()) as { id: string }[]).map(({ id }) => id));
  for (let round = 0; round < 4; round++) {
    for (const [i, id] of ids.entries()) {
      await page.evaluate((id) => (location.hash = `#example/${id}`), id);
      await page.waitForTimeout(((round + 1) * (i * 7 + 3)) % 60);
      const rows = page.locator("#pane-symbols tr[data-row]");
      const count = await rows.count();
      if (count > 0) await rows.nth((count - 1 - i + count) % count).click({ force: true, timeout: 1000 }).catch(() => {});
      await page.locator(".cm-line").nth((i * 5) % 9).hover({ force: true, timeout: 1000 }).catch(() => {});
    }
  }
  await linked(page);
});
