// The exact p of a small cohort comes after the first answer, into room that was
// kept for it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser } from './support/browser.mjs';
import { expectQuiet, newPage } from './support/page.mjs';
import { chooseExample, exactly, openPlace, row, settled } from './support/steps.mjs';

let site;
before(async () => (site = await openBrowser()));
after(() => site.close());

const EXACT = 'p (exact: all pairings counted)';

for (const width of [1366, 390]) {
  test(`it is filled in without moving anything, ${width} pixels wide`, async () => {
    const { page, watched, close } = await newPage(site.browser, { width });
    await page.addInitScript(() => {
      window.shifts = [];
      // Words of the sentence that grows go on to its next line; nothing else may move.
      const inSentence = ({ node }) => (node?.nodeType === Node.ELEMENT_NODE ? node : node?.parentElement)?.closest('.answer') != null;
      const outside = ({ sources }) => sources.length === 0 || !sources.every(inSentence);
      const kept = ({ startTime, value }) => ({ startTime, value });
      new PerformanceObserver((list) => window.shifts.push(...list.getEntries().filter(outside).map(kept))).observe({
        type: 'layout-shift',
        buffered: true,
      });
    });
    await page.goto(site.address);
    await chooseExample(page, 'sts27');
    await openPlace(page, 'Correlation');
    const since = await page.evaluate(() => performance.now());
    const counted = page.locator('[data-slot="correlation:delta"] .answer', { hasText: 'exact p' });
    await counted.locator('.room').waitFor({ state: 'detached' });
    const moved = await page.evaluate((from) => window.shifts.filter(({ startTime }) => startTime > from), since);
    assert.deepEqual(moved, []);
    // All 25! pairings given the ties, counted by the reference's dynamic programme.
    const [p] = await exactly(page, 'correlation:post', EXACT);
    assert.ok(Math.abs(Number(p) - 0.0291885781184376) < 1e-15, p);
    assert.deepEqual(await row(page, 'correlation:post', EXACT), ['0.029']);
    assert.deepEqual(await row(page, 'correlation:delta', EXACT), ['0.239']);
    expectQuiet(assert, watched);
    await close();
  });
}

test('two small curves come with the log-rank test by counting', async () => {
  const { page, watched, close } = await newPage(site.browser);
  await page.goto(site.address);
  await chooseExample(page, 'gehan');
  await settled(page);
  const also = page.locator('.card .also');
  await page.locator('.card .also', { hasText: 'Exact' }).waitFor();
  // As in tests/golden (perm.logrank_exact, gehan), counted apart from this code in exact fractions:
  // 14059320 of 538257874440 are as extreme.
  assert.equal(await also.innerText(), 'Exact permutation log-rank p < 0.0001 (n = 21 v 21): 14059320 of 538257874440 allocations lie as far apart.'.replace('p < 0', 'p\u00a0<\u00a00').replace('n = 21', 'n\u00a0=\u00a021'));
  expectQuiet(assert, watched);
  await close();
});
