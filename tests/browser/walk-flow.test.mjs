// Who was counted, drawn: opened by keyboard on a card, it follows the question,
// its counts add up, and it can be taken away.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { accessibilityProblems } from './support/accessibility.mjs';
import { openBrowser } from './support/browser.mjs';
import { expectQuiet, newPage } from './support/page.mjs';
import { chooseExample, settled } from './support/steps.mjs';

let site;
before(async () => (site = await openBrowser()));
after(() => site.close());

test('the flow of patients opens in its card, follows the question and is saved', async () => {
  const { page, watched, close } = await newPage(site.browser);
  await page.goto(site.address);
  await chooseExample(page, 'sts27');
  await page.locator('.rail a[href^="#survival"]').click();
  await settled(page);
  const card = page.locator('.card').first();
  await card.locator('.who summary').focus();
  await page.keyboard.press('Enter');
  const canvas = card.locator('[data-figure="flow"] canvas');
  await canvas.waitFor();
  const said = () => canvas.getAttribute('aria-label');
  // 27 rows, 2 without pathology: 25 in the two groups.
  const counts = /In the table: 27 rows\. Left out: 2 \(path_necrosis is missing: 2\)\. Analysed: 25\. .*: (\d+) \(.*; .*: (\d+) \(/;
  const [, low, high] = counts.exec(await said()) ?? assert.fail(await said());
  assert.equal(Number(low) + Number(high), 25);
  assert.deepEqual(await accessibilityProblems(page), []);

  await page.getByLabel('What splits the patients').selectOption('none');
  await settled(page);
  await page.waitForFunction(() => /Analysed: 27\.$/.test(document.querySelector('[data-figure="flow"] canvas')?.getAttribute('aria-label') ?? ''));
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Flow of patients (SVG)' }).click()]);
  assert.match(await readFile(await download.path(), 'utf8'), /In the table: 27 rows/);
  expectQuiet(assert, watched);
  await close();
});
