// The simplest question, one endpoint and one threshold, takes three clicks after
// pasting; every click is counted by the browser itself.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser } from './support/browser.mjs';
import { expectQuiet, newPage } from './support/page.mjs';
import { cohortFromSpreadsheet, openPlace, pasteTable, row, settled } from './support/steps.mjs';

let site;
before(async () => (site = await openBrowser()));
after(() => site.close());

/** The cohort with one time and one event, as somebody with one endpoint has it. */
async function oneEndpoint() {
  const lines = (await cohortFromSpreadsheet()).split('\r\n').map((line) => line.split('\t'));
  const wanted = ['id', 'path_necrosis', 'pfs_months', 'pfs_event'].map((name) => lines[0].findIndex((cell) => cell === name));
  return lines.map((cells) => wanted.filter((k) => k >= 0).map((k) => cells[k]).join('\t')).join('\r\n');
}

async function clicksOf(page) {
  await page.evaluate(() => {
    window.clicked = [];
    for (const kind of ['click', 'change']) {
      document.addEventListener(kind, ({ target, isTrusted }) => isTrusted && window.clicked.push(`${kind} ${target.textContent.trim().slice(0, 40)}`), true);
    }
  });
  return () => page.evaluate(() => window.clicked);
}

for (const [name, text, slot] of [
  ['a table with one endpoint', oneEndpoint, null],
  ['a table with three endpoints', cohortFromSpreadsheet, 'survival:Progression-free survival'],
]) {
  test(`${name}: curves, hazard ratio and p in at most three clicks after pasting`, async () => {
    const { page, watched, close } = await newPage(site.browser);
    await page.goto(site.address);
    const clicked = await clicksOf(page);
    await pasteTable(page, await text());
    await settled(page);
    const before = (await clicked()).length;
    const coded = (where) => where.getByRole('button', { name: '1 = event, 0 = censored' });
    // What 1 means is said, never guessed: once for all where they are coded alike.
    const all = page.locator('.for-all');
    await coded((await all.count()) ? all : page.locator('.question').first()).click();
    await settled(page);
    await openPlace(page, 'Survival');
    const card = slot ? page.locator(`[data-slot="${slot}"]`) : page.locator('[data-slot^="survival:"]').first();
    await card.locator('canvas').first().waitFor();
    const words = (await card.locator('.answer').first().innerText()).replaceAll('\u00a0', ' ');
    // survdiff and Peto's ratio of R on the same file; the cut is 50 % before anybody chooses.
    assert.match(words, /hazard ratio 0\.49 \(95 % CI 0\.18–1\.28\); log-rank p = 0\.14/);
    if (slot) assert.deepEqual(await row(page, slot, 'Events'), ['13', '4']);
    const clicks = (await clicked()).slice(before);
    assert.ok(clicks.length <= 3, clicks.join('; '));
    expectQuiet(assert, watched);
    await close();
  });
}
