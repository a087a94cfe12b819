// The look of the curves: words, marks and colours changed in fields or by pointing
// at the figure, kept in the file taken away, in the session and by undo.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessibilityProblems } from './support/accessibility.mjs';
import { openBrowser } from './support/browser.mjs';
import { expectQuiet, newPage } from './support/page.mjs';
import { chooseExample, settled, svg } from './support/steps.mjs';

let site;
before(async () => (site = await openBrowser()));
after(() => site.close());

test('a figure gets its title, ticks, table and names, by pointing and by field', async () => {
  const { page, watched, close } = await newPage(site.browser);
  await page.goto(site.address);
  await chooseExample(page, 'gehan');
  await settled(page);
  const plain = await svg(page);
  assert.match(plain, />Time \(weeks\)</);

  // By pointing: the middle of the time axis' title lies under the plot.
  const canvas = page.locator('.stage canvas').first();
  await canvas.evaluate((element) => element.scrollIntoView({ block: 'center' }));
  const box = await canvas.boundingBox();
  const title = /<text[^>]*class="axis-title"[^>]*>Time \(weeks\)/.exec(plain)?.[0] ?? assert.fail('no title of the axis');
  const width = Number(/<svg[^>]* width="([\d.]+)/.exec(plain)[1]);
  const [x, y] = ['x', 'y'].map((name) => Number(new RegExp(` ${name}="([\\d.]+)"`).exec(title)[1]));
  await page.mouse.click(box.x + (x * box.width) / width, box.y + ((y - 4) * box.width) / width);
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'look-x_title');
  await page.keyboard.type('Weeks in remission');
  await page.keyboard.press('Enter');
  await settled(page);
  await page.locator('#look-title').fill('Freireich 1963');
  await page.locator('#look-title').press('Enter');
  await page.locator('#look-ticks').fill('0, 10, 20, 30');
  await page.locator('#look-ticks').press('Enter');
  await page.locator('#look-group-0').fill('mercaptopurine');
  await page.locator('#look-group-0').press('Enter');
  await page.getByLabel('Table below').selectOption('kmunicate');
  await page.getByLabel('p of the test').uncheck();
  await settled(page);
  assert.deepEqual(await accessibilityProblems(page), []);
  const changed = await svg(page);
  for (const text of ['Weeks in remission', 'Freireich 1963', 'mercaptopurine']) assert.match(changed, new RegExp(`>${text}<`));
  const ticks = [...changed.matchAll(/class="tick-label"[^>]*>(\d+)</g)].map(([, tick]) => tick);
  assert.deepEqual(ticks.filter((tick) => ['10', '20', '30'].includes(tick)), ['10', '20', '30']);
  assert.match(plain, /Log-rank p/);
  assert.doesNotMatch(changed, /Log-rank p/);
  assert.doesNotMatch(page.url(), /Freireich|mercapto/);

  // Undone one by one, and all at once.
  await page.getByRole('button', { name: 'Undo' }).click();
  await settled(page);
  assert.match(await svg(page), /Log-rank p/);
  await page.getByRole('button', { name: 'As it was' }).click();
  await settled(page);
  assert.equal(await svg(page), plain);
  expectQuiet(assert, watched);
  await close();
});
